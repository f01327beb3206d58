"""When the weekly mail is due: by the wall clock, across its jumps, once a week."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tpmlearn.domain.planning.mail_times import is_due, last_time

BERLIN = ZoneInfo("Europe/Berlin")
MONDAY, SUNDAY = 0, 6
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def utc(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=UTC)  # type: ignore[misc, arg-type]


@pytest.mark.parametrize(
    ("now", "weekday", "hour", "zone", "time"),
    [
        # In winter seven in Berlin is six in UTC, in summer five.
        (utc(2026, 11, 30, 6), MONDAY, 7, "Europe/Berlin", utc(2026, 11, 30, 6)),
        (utc(2026, 11, 30, 5, 59), MONDAY, 7, "Europe/Berlin", utc(2026, 11, 23, 6)),
        (utc(2026, 7, 6, 5), MONDAY, 7, "Europe/Berlin", utc(2026, 7, 6, 5)),
        # The week of the change: the last one was in winter time, this one is in summer time.
        (utc(2026, 3, 30, 4, 59), MONDAY, 7, "Europe/Berlin", utc(2026, 3, 23, 6)),
        (utc(2026, 3, 30, 5), MONDAY, 7, "Europe/Berlin", utc(2026, 3, 30, 5)),
        # Half past two does not exist on 29 March: two o'clock would be three, at one UTC.
        (utc(2026, 3, 29, 1), SUNDAY, 2, "Europe/Berlin", utc(2026, 3, 29, 1)),
        # Two o'clock comes twice on 25 October: the first counts, at midnight UTC.
        (utc(2026, 10, 25, 0), SUNDAY, 2, "Europe/Berlin", utc(2026, 10, 25, 0)),
        (utc(2026, 10, 25, 1, 30), SUNDAY, 2, "Europe/Berlin", utc(2026, 10, 25, 0)),
        # Their Monday is still Sunday in UTC, or Tuesday.
        (utc(2026, 11, 29, 18), MONDAY, 7, "Pacific/Auckland", utc(2026, 11, 29, 18)),
        (utc(2026, 12, 1, 9), MONDAY, 23, "Pacific/Honolulu", utc(2026, 12, 1, 9)),
        # A leap day.
        (utc(2028, 3, 1, 12), 1, 8, "UTC", utc(2028, 2, 29, 8)),
    ],
)
def test_the_hour_is_that_of_the_wall_clock(
    now: datetime, weekday: int, hour: int, zone: str, time: datetime
) -> None:
    assert last_time(now, weekday=weekday, hour=hour, zone=ZoneInfo(zone)) == time


TIME = utc(2026, 11, 30, 6)


@pytest.mark.parametrize(
    ("now", "since", "last_sent", "due"),
    [
        (TIME, LONG_AGO, None, True),
        (TIME - timedelta(minutes=1), LONG_AGO, TIME - timedelta(days=7), False),
        (TIME + timedelta(hours=1), LONG_AGO, TIME + timedelta(minutes=2), False),
        (TIME + timedelta(hours=1), LONG_AGO, TIME - timedelta(days=7), True),
        # Asked for after the hour: the next week is the first.
        (TIME + timedelta(hours=1), TIME + timedelta(minutes=1), None, False),
        # Three weeks without a run: one mail, not three.
        (TIME + timedelta(hours=1), LONG_AGO, TIME - timedelta(days=22), True),
        # Too late for this week.
        (TIME + timedelta(days=3, hours=1), LONG_AGO, TIME - timedelta(days=7), False),
    ],
)
def test_it_goes_once_a_week_and_catches_up_at_most_one(
    now: datetime, since: datetime, last_sent: datetime | None, due: bool
) -> None:
    found = is_due(now, weekday=MONDAY, hour=7, zone=BERLIN, since=since, last_sent=last_sent)

    assert found is due


def test_an_hourly_run_through_a_year_sends_one_a_week() -> None:
    sent: list[datetime] = []
    now = LONG_AGO
    while now < LONG_AGO + timedelta(days=364):
        last = sent[-1] if sent else None
        if is_due(now, weekday=SUNDAY, hour=2, zone=BERLIN, since=LONG_AGO, last_sent=last):
            sent.append(now)
        now += timedelta(hours=1)

    assert len(sent) == 52
    weeks = {moment.astimezone(BERLIN).isocalendar()[:2] for moment in sent}
    assert len(weeks) == 52
