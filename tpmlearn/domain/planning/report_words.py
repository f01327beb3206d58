"""The sentences of the status report: how late, which way, what is out and in, what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.limits import Limits
from tpmlearn.domain.planning.tracking import Track, Tracking, row_hours
from tpmlearn.domain.planning.weeks import WEEK
from tpmlearn.domain.planning.wording import amount, counted, day, hours, named


@dataclass(frozen=True)
class TrendPoint:
    """What the pace told at the end of a week; None where it told nothing."""

    on: date
    days_late: int | None
    spi: float | None


def late_words(days: int | None) -> str:
    """Return ", 9 days late", ", 2 days early", ", as agreed", or nothing where it is not known."""
    if days is None:
        return ""
    if days == 0:
        return ", as agreed"
    return f", {counted(abs(days), 'day')} {'late' if days > 0 else 'early'}"


def trend_words(points: Sequence[TrendPoint]) -> str:
    """Say whether it grows better or worse, and since when."""
    known = [point for point in points if point.days_late is not None]
    if len(known) < 2:
        return "Too few weeks for a trend yet."
    first, last = known[0].days_late or 0, known[-1].days_late or 0
    since = f"since {day(known[0].on)}"
    if last == first:
        return f"Steady {since}."
    way = "Worse" if last > first else "Better"
    return f"{way} by {counted(abs(last - first), 'day')} {since}."


def scope_words(tracking: Tracking) -> tuple[str, ...]:
    """Say what left the baseline and what came in, with hours, told apart from the pace."""
    found = []
    scope = tracking.scope
    if scope.dropped:
        spent = hours(sum(row_hours(one.row) for one in scope.dropped))
        names = named([f"{one.row.activity.title} ({one.why})" for one in scope.dropped])
        found.append(f"Left out since the baseline, and out of all figures here: {names}; {spent}.")
    if scope.added:
        left = hours(sum(row_hours(row) for row in scope.added))
        names = named([row.activity.title for row in scope.added])
        found.append(f"Came in since the baseline, and not in the pace: {names}; {left} to do.")
    return tuple(found)


def rests_on(tracking: Tracking, track: Track) -> str:
    """Say how much the figures rest on."""
    things = len(tracking.scope.kept)
    done = sum(
        any(gain.share >= 1 for gain in tracking.gains[row.key]) for row in tracking.scope.kept
    )
    rough = " Under a fifth of the work is earned: the index still swings." if track.rough else ""
    return (
        f"After {counted(track.gone, 'working day')}; {done} of {things} things done, "
        f"{amount(track.earned)} of {hours(track.total)} earned.{rough}"
    )


def turns_words(points: Sequence[TrendPoint], limits: Limits) -> str:
    """Say in how many weeks the date turns red if the last three weeks go on."""
    known = [point for point in points[-4:] if point.days_late is not None]
    if len(known) < 3:
        return ""
    first, last = known[0], known[-1]
    grown = (last.days_late or 0) - (first.days_late or 0)
    weeks = (last.on - first.on) / WEEK
    left = limits.late_red - (last.days_late or 0)
    if grown <= 0 or left <= 0 or weeks <= 0:
        return ""
    ahead = counted(max(1, round(left * weeks / grown)), "week")
    return f"If nothing changes, the date turns red in about {ahead}."
