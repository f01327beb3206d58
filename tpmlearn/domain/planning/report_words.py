"""The sentences of the status report: how late, which way, what is out and in, what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.limits import Limits
from tpmlearn.domain.planning.tracking import Track, Tracking, row_hours
from tpmlearn.domain.planning.weeks import WEEK
from tpmlearn.domain.planning.wording import amount, day, days, hours, named
from tpmlearn.words import _, ngettext
from tpmlearn.words.numbers import spelled


@dataclass(frozen=True)
class TrendPoint:
    """What the pace told at the end of a week; None where it told nothing."""

    on: date
    days_late: int | None
    spi: float | None


def late_words(days: int) -> str:
    """Return "nine days late", "two days early" or "as agreed"."""
    count = abs(days)
    if days == 0:
        return _("as agreed")
    if days > 0:
        return ngettext("%(count)s day late", "%(count)s days late", count, count=spelled(count))
    return ngettext("%(count)s day early", "%(count)s days early", count, count=spelled(count))


def trend_words(points: Sequence[TrendPoint]) -> str:
    """Say whether it grows better or worse, and since when."""
    known = [point for point in points if point.days_late is not None]
    if len(known) < 2:
        return _("Too few weeks for a trend yet.")
    first, last = known[0].days_late or 0, known[-1].days_late or 0
    since = day(known[0].on)
    if last == first:
        return _("Steady since %(day)s.", day=since)
    moved = days(abs(last - first))
    if last > first:
        return _("Worse by %(days)s since %(day)s.", days=moved, day=since)
    return _("Better by %(days)s since %(day)s.", days=moved, day=since)


def scope_words(tracking: Tracking) -> tuple[str, ...]:
    """Say what left the baseline and what came in, with hours, told apart from the pace."""
    found = []
    scope = tracking.scope
    if scope.dropped:
        spent = hours(sum(row_hours(one.row) for one in scope.dropped))
        names = named([f"{one.row.activity.title} ({_(one.why)})" for one in scope.dropped])
        found.append(
            _(
                "Left out since the baseline, and out of all figures here: %(names)s; %(hours)s.",
                names=names,
                hours=spent,
            )
        )
    if scope.added:
        left = hours(sum(row_hours(row) for row in scope.added))
        names = named([row.activity.title for row in scope.added])
        found.append(
            _(
                "Came in since the baseline, and not in the pace: %(names)s; %(hours)s to do.",
                names=names,
                hours=left,
            )
        )
    return tuple(found)


def rests_on(tracking: Tracking, track: Track) -> str:
    """Say how much the figures rest on."""
    things = len(tracking.scope.kept)
    done = sum(
        any(gain.share >= 1 for gain in tracking.gains[row.key]) for row in tracking.scope.kept
    )
    said = ngettext(
        "After %(count)s working day; %(done)s of %(things)s things done, %(earned)s of %(hours)s"
        " earned.",
        "After %(count)s working days; %(done)s of %(things)s things done, %(earned)s of %(hours)s"
        " earned.",
        track.gone,
        count=spelled(track.gone),
        done=done,
        things=things,
        earned=amount(track.earned),
        hours=hours(track.total),
    )
    if not track.rough:
        return said
    return said + " " + _("Under a fifth of the work is earned: the index still swings.")


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
    ahead = max(1, round(left * weeks / grown))
    return ngettext(
        "If nothing changes, the date turns red in about %(count)s week.",
        "If nothing changes, the date turns red in about %(count)s weeks.",
        ahead,
        count=spelled(ahead),
    )
