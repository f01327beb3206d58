"""When the weekly mail is due: once a week at an hour of the person's own clock."""

from datetime import datetime, timedelta, tzinfo

DAYS = 7
LATEST = timedelta(days=3)
"""A mail that is later than this waits for the next week."""


def last_time(now: datetime, *, weekday: int, hour: int, zone: tzinfo) -> datetime:
    """The latest moment up to `now` at which the mail was to go, 0 being Monday.

    The hour is that of the clock on the wall. Where the clock jumps over it in spring, it is the
    moment at which it would have come; where it comes twice in autumn, the first of both.
    """
    local = now.astimezone(zone)
    day = local.date() - timedelta(days=(local.weekday() - weekday) % DAYS)
    for back in (0, DAYS):
        one = day - timedelta(days=back)
        moment = datetime(one.year, one.month, one.day, hour, tzinfo=zone)
        if moment.timestamp() <= now.timestamp():
            break
    return moment.astimezone(now.tzinfo)


def is_due(
    now: datetime,
    *,
    weekday: int,
    hour: int,
    zone: tzinfo,
    since: datetime,
    last_sent: datetime | None,
) -> bool:
    """Whether the mail of this week is to go now; of weeks that were missed, the last one at most.

    `since` is when it was asked for: no mail goes for a time before that.
    """
    time = last_time(now, weekday=weekday, hour=hour, zone=zone)
    if now - time > LATEST or time < since:
        return False
    return last_sent is None or last_sent < time
