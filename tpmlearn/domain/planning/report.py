"""The weekly status report on one's own plan: state, trend, forecast and ask on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.limits import Colour, Limits, worst
from tpmlearn.domain.planning.outlook import Odds, Outlook, outlook_of
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.tracking import Track, Tracking, row_hours
from tpmlearn.domain.planning.weeks import WEEK
from tpmlearn.domain.planning.wording import counted, day, full_day, hours, named

WEEKS = 6
FEW = 3
NO_WAY_BACK = "Amber asks for a way back and its date; without one it is red."
WAY_BACK_PASSED = "The date of the way back has passed, so amber is red."
NO_LIMIT = "no limit set"


@dataclass(frozen=True)
class Words:
    """What only the person can say: reason, way back and its date, ask; and when they said it."""

    reason: str = ""
    way_back: str = ""
    way_back_by: date | None = None
    ask: str = ""
    written_on: date | None = None


@dataclass(frozen=True)
class StateRow:
    """A row of the state: what was agreed, what is expected, by which limits, and its colours."""

    name: str
    plan: str
    forecast: str
    limit: str
    colour: Colour
    last_week: Colour


@dataclass(frozen=True)
class TrendPoint:
    """What was forecast at the end of a week; None where nothing could be."""

    on: date
    days_late: int | None
    spi: float | None


@dataclass(frozen=True)
class Report:
    """All that stands on the page. `rests_on` says how much the figures rest on."""

    on: date
    role: str
    colour: Colour
    was: Colour
    colour_reason: str
    state: tuple[StateRow, ...]
    trend: tuple[TrendPoint, ...]
    trend_said: str
    outlook: Outlook
    days_late: int | None
    turns: str
    words: Words
    done: tuple[str, ...]
    coming: tuple[str, ...]
    scope_said: tuple[str, ...]
    rests_on: str

    @property
    def subject(self) -> str:
        """The subject line: colour, forecast, ask."""
        end = f"Plan ends {full_day(self.outlook.ends_on)}" if self.outlook.ends_on else "No forecast yet"
        ask = self.words.ask or "Nothing to decide this week."
        return f"{self.colour.capitalize()} (was {self.was}). {end}{late_words(self.days_late)}. {ask}"


def report_of(
    tracking: Tracking,
    now: Plan,
    *,
    today: date,
    limits: Limits,
    words: Words,
    role: str = "",
    odds: Odds | None = None,
) -> Report:
    """Return the report of `today`; the plan of `now` has what is done and what comes next."""
    track = tracking.on(today)
    past = tracking.trend(today, weeks=WEEKS - 1)
    before = past[-1] if past else None
    outlook = outlook_of(track, plan_end=now.ready_on, odds=odds)
    late = (outlook.ends_on - track.end).days if outlook.ends_on and track.end else None
    state = _state(tracking, track, before, outlook=outlook, late=late, limits=limits)
    colour, reason = _whole(worst(*(row.colour for row in state)), words, today)
    points = (*(_point(one) for one in past), TrendPoint(today, late, track.spi))
    return Report(
        on=today,
        role=role,
        colour=colour,
        was=worst(*(row.last_week for row in state)),
        colour_reason=reason,
        state=state,
        trend=points,
        trend_said=trend_words(points),
        outlook=outlook,
        days_late=late,
        turns=_turns(points, limits),
        words=words,
        done=_done(now, today),
        coming=_coming(now, today),
        scope_said=scope_words(tracking),
        rests_on=rests_on(tracking, track),
    )


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
    done = sum(any(gain.share >= 1 for gain in tracking.gains[row.key]) for row in tracking.scope.kept)
    rough = " Under a fifth of the work is earned: the index still swings." if track.rough else ""
    return (
        f"After {counted(track.gone, 'working day')}; {done} of {counted(things, 'thing')} done, "
        f"{hours(track.earned)} of {hours(track.total)} earned.{rough}"
    )


def _state(
    tracking: Tracking,
    track: Track,
    before: Track | None,
    *,
    outlook: Outlook,
    late: int | None,
    limits: Limits,
) -> tuple[StateRow, ...]:
    scope = tracking.scope
    things = len(scope.kept) + len(scope.dropped)
    ends = full_day(outlook.ends_on) if outlook.ends_on else "not known"
    date_limit = f"amber over {counted(limits.late_amber, 'day')} late, red over {limits.late_red}"
    pace_limit = f"amber under {limits.spi_amber:.2f}, red under {limits.spi_red:.2f}"
    pace = "not known" if track.spi is None else f"{track.spi:.2f}"
    return (
        StateRow(
            "Date",
            full_day(track.end) if track.end else "none",
            f"{ends}{late_words(late)}",
            date_limit,
            limits.of_date(late),
            limits.of_date(before.days_late) if before else Colour.NONE,
        ),
        StateRow(
            "Pace, SPI(t)",
            "1.00",
            pace,
            pace_limit,
            limits.of_pace(track.spi),
            limits.of_pace(before.spi) if before else Colour.NONE,
        ),
        StateRow(
            "Work by today",
            hours(track.planned),
            f"{hours(track.earned)} earned of {hours(track.total)}",
            NO_LIMIT,
            Colour.NONE,
            Colour.NONE,
        ),
        StateRow(
            "Scope",
            counted(things, "thing"),
            f"{len(scope.kept) + len(scope.added)} ({len(scope.dropped)} out, {len(scope.added)} in)",
            NO_LIMIT,
            Colour.NONE,
            Colour.NONE,
        ),
    )


def _whole(colour: Colour, words: Words, today: date) -> tuple[Colour, str]:
    """The colour of the worst row; amber without a way back that is still to come is red."""
    if colour is not Colour.AMBER:
        return colour, ""
    if not words.way_back or words.way_back_by is None:
        return Colour.RED, NO_WAY_BACK
    if words.way_back_by < today:
        return Colour.RED, WAY_BACK_PASSED
    return colour, ""


def _point(track: Track) -> TrendPoint:
    return TrendPoint(track.on, track.days_late, track.spi)


def _turns(points: Sequence[TrendPoint], limits: Limits) -> str:
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
    return f"If nothing changes, the date turns red in about {counted(max(1, round(left * weeks / grown)), 'week')}."


def _done(now: Plan, today: date) -> tuple[str, ...]:
    week = [row for row in now.rows if row.done and today - WEEK < row.end <= today]
    return tuple(row.activity.title for row in week[-FEW:])


def _coming(now: Plan, today: date) -> tuple[str, ...]:
    coming = [row for row in now.rows if not row.done and row.minutes]
    return tuple(row.activity.title for row in coming[:FEW])
