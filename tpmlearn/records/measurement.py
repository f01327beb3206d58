"""What adaptive tests say of a person's skills, from the answers that count."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import ColumnElement, select

from tpmlearn.db import db
from tpmlearn.domain.assessment.ability import Estimate, is_provisional
from tpmlearn.domain.assessment.bands import Band, band_of
from tpmlearn.domain.assessment.curves import ItemParameters
from tpmlearn.domain.assessment.measured import LEAST_ANSWERS, ScoredAnswer, measured
from tpmlearn.domain.assessment.retake import WINDOW
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.rating import CountedBand
from tpmlearn.models import SittingItemRow, SittingRow
from tpmlearn.records.bank import Basis, basis
from tpmlearn.records.sittings import likelihood_of


@dataclass(frozen=True)
class MeasuredSkill:
    """What is measured of a skill: `band` is None below five own answers.

    `answers` are those that count, `newest` is the end of the last sitting that asked it.
    """

    skill: str
    estimate: Estimate
    answers: int
    newest: datetime
    band: Band | None


@dataclass(frozen=True)
class Measurement:
    """All measured skills; below 200 `learners` the bank is provisional."""

    skills: Mapping[str, MeasuredSkill]
    learners: int

    @property
    def provisional(self) -> bool:
        """Whether too few people have answered for the bank as a whole to be trusted."""
        return is_provisional(self.learners)

    @property
    def tested(self) -> dict[str, CountedBand]:
        """The band of each skill that has one, as it counts beside ratings and evidence."""
        return {
            code: CountedBand(one.band.band, one.band.low, one.band.high, one.answers, one.newest)
            for code, one in self.skills.items()
            if one.band
        }


NOTHING = Measurement({}, 0)


def measurement(person_id: int | None, catalogue: Catalogue, *, now: datetime) -> Measurement:
    """What is measured of each skill that a finished, counting sitting asked.

    Two statements, one where there is nothing, none for a visitor.
    """
    sittings = sittings_of(person_id) if person_id is not None else {}
    if not sittings:
        return NOTHING
    return measurement_of(sittings, catalogue, on=basis(), now=now)


def bands_on(person_id: int | None, catalogue: Catalogue, day: date) -> dict[str, CountedBand]:
    """The bands that count at the end of a day, so that they do not move within it.

    Statements as in `measurement`.
    """
    return measurement(person_id, catalogue, now=_end(day)).tested


def end_of_day(moment: datetime) -> datetime:
    """The end of a moment's day in UTC: what is measured up to it does not move within the day."""
    return _end(moment.astimezone(UTC).date())


def _end(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), UTC)


def measurement_over_time(
    person_id: int, catalogue: Catalogue
) -> list[tuple[datetime, Measurement]]:
    """What was measured at the end of each sitting, oldest first; two statements."""
    sittings = sittings_of(person_id)
    rests_on = basis() if sittings else Basis()
    return [
        (
            ended,
            measurement_of(
                {key: one for key, one in sittings.items() if one[0] <= ended},
                catalogue,
                on=rests_on,
                now=ended,
            ),
        )
        for ended in sorted({ended for ended, _ in sittings.values()})
    ]


Sittings = dict[str, tuple[datetime, list[ScoredAnswer]]]


def sittings_of(person_id: int) -> Sittings:
    """The answers that count of every finished sitting that counts; one statement."""
    item = SittingItemRow
    rows = db.session.execute(
        select(
            SittingRow.id,
            SittingRow.finished_at,
            *(item.item, item.skill, item.correct, item.marks, item.score),
            *(item.b, item.b_sd, item.log_a, item.log_a_sd, item.guess),
        )
        .join(item, item.sitting_id == SittingRow.id)
        .where(
            SittingRow.person_id == person_id,
            SittingRow.finished_at.is_not(None),
            SittingRow.counts.is_(True),
            *counting(),
        )
        .order_by(SittingRow.finished_at, item.position)
    )
    found: Sittings = {}
    met: dict[str, datetime] = {}
    for sitting, ended, name, skill, correct, marks, score, *parameters in rows:
        if ended is not None:
            # Only two people who became one can have answered an item twice in that time.
            if name in met and ended - met[name] < WINDOW:
                continue
            met[name] = ended
            believed = ItemParameters(*parameters)
            likelihood = likelihood_of(believed, marks, score, correct=bool(correct))
            answers = found.setdefault(sitting, (ended, []))[1]
            answers.append(ScoredAnswer(skill, sitting, likelihood))
    return found


def counting() -> tuple[ColumnElement[bool], ...]:
    """The conditions under which an answer in a sitting counts for its result."""
    item = SittingItemRow
    return (
        item.scored.is_(True),
        item.rapid.is_(False),
        item.withdrawn.is_(False),
        item.answered_at.is_not(None),
    )


def measurement_of(
    sittings: Sittings, catalogue: Catalogue, *, on: Basis, now: datetime
) -> Measurement:
    """What the answers of sittings say together at a moment, on the basis of a bank."""
    known = [
        (ended, one)
        for ended, answers in sittings.values()
        for one in answers
        if one.skill in catalogue.skills
    ]
    days = {key: (now - ended) / timedelta(days=1) for key, (ended, _) in sittings.items()}
    estimates = measured((one for _, one in known), days, tuple(catalogue.skills), on.rho)
    counts = Counter(one.skill for _, one in known)
    newest = {one.skill: ended for ended, one in sorted(known, key=lambda pair: pair[0])}
    skills = {}
    for code in catalogue.skills:
        if counts[code]:
            found = estimates[code]
            developer = catalogue.skills[code].developer
            band = (
                band_of(found, developer, learners=on.learners)
                if counts[code] >= LEAST_ANSWERS
                else None
            )
            skills[code] = MeasuredSkill(code, found, counts[code], newest[code], band)
    return Measurement(skills, on.learners)
