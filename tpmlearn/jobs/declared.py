"""Every kind of background work that there is."""

from datetime import timedelta

from tpmlearn.domain.jobs.job import Job, Place

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)

JOBS = {
    job.name: job
    for job in (
        Job(
            "mail",
            "tpmlearn.jobs.letters:deliver_letter",
            limit=2 * MINUTE,
            tries=40,
            patience=DAY,
        ),
        Job(
            "calibrate",
            "tpmlearn.features.recalibrating.services:learn",
            limit=HOUR,
            tries=3,
            patience=6 * HOUR,
            first=5 * MINUTE,
            place=Place.PROCESS,
            stays=7 * DAY,
        ),
        Job(
            "archive",
            "tpmlearn.features.rights.services:make_everything",
            limit=HOUR / 2,
            tries=3,
            patience=6 * HOUR,
            place=Place.PROCESS,
            stays=DAY,
        ),
        Job(
            "badge",
            "tpmlearn.records.asked_badges:issue_asked",
            limit=2 * MINUTE,
            tries=6,
            patience=HOUR,
            first=5 * SECOND,
            is_told=True,
        ),
    )
}
