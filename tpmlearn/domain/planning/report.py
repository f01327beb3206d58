"""The weekly status report on one's own plan: state, trend, forecast and ask on one page."""

from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.limits import Colour, Limits, worst
from tpmlearn.domain.planning.outlook import Odds, Outlook, outlook_of
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.report_words import (
    TrendPoint,
    late_words,
    rests_on,
    scope_words,
    trend_words,
    turns_words,
)
from tpmlearn.domain.planning.tracking import Track, Tracking
from tpmlearn.domain.planning.weeks import WEEK
from tpmlearn.domain.planning.wording import amount, full_day, hours, things
from tpmlearn.words import N_, _, ngettext, numbers
from tpmlearn.words.cases import capitalised
from tpmlearn.words.numbers import spelled

WEEKS = 6
FEW = 3
NO_WAY_BACK = N_("Amber asks for a way back and its date; without one it is red.")
WAY_BACK_PASSED = N_("The date of the way back has passed, so amber is red.")
NO_LIMIT = N_("no limit set")


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
        colour = _(
            "%(colour)s (was %(before)s).", colour=capitalised(_(self.colour)), before=_(self.was)
        )
        ask = self.words.ask or _("Nothing to decide this week.")
        return f"{colour} {self._end} {ask}"

    @property
    def _end(self) -> str:
        if self.outlook.ends_on is None:
            return _("No forecast yet.")
        day = full_day(self.outlook.ends_on)
        if self.days_late is None:
            return _("Plan ends %(day)s.", day=day)
        return _("Plan ends %(day)s, %(late)s.", day=day, late=late_words(self.days_late))


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
    points = tuple(_point(one) for one in (*past, track))
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
        turns=turns_words(points, limits),
        words=words,
        done=_done(now, today),
        coming=_coming(now),
        scope_said=scope_words(tracking),
        rests_on=rests_on(tracking, track),
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
    planned = len(scope.kept) + len(scope.dropped)
    date_limit = ngettext(
        "amber over %(count)s day late, red over %(red)s",
        "amber over %(count)s days late, red over %(red)s",
        limits.late_amber,
        count=spelled(limits.late_amber),
        red=limits.late_red,
    )
    pace_limit = _(
        "amber under %(amber)s, red under %(red)s",
        amber=numbers.decimal(limits.spi_amber, 2),
        red=numbers.decimal(limits.spi_red, 2),
    )
    pace = _("not known") if track.spi is None else numbers.decimal(track.spi, 2)
    return (
        StateRow(
            _("Date"),
            full_day(track.end) if track.end else _("none"),
            _ends(outlook, late),
            date_limit,
            limits.of_date(late),
            limits.of_date(before.days_late) if before else Colour.NONE,
        ),
        StateRow(
            _("Pace, SPI(t)"),
            numbers.decimal(1, 2),
            pace,
            pace_limit,
            limits.of_pace(track.spi),
            limits.of_pace(before.spi) if before else Colour.NONE,
        ),
        StateRow(
            _("Work by today"),
            hours(track.planned),
            _(
                "%(earned)s of %(hours)s earned",
                earned=amount(track.earned),
                hours=hours(track.total),
            ),
            _(NO_LIMIT),
            Colour.NONE,
            Colour.NONE,
        ),
        StateRow(
            _("Scope"),
            things(planned),
            _(
                "%(num)s (%(out)s out, %(new)s in)",
                num=len(scope.kept) + len(scope.added),
                out=len(scope.dropped),
                new=len(scope.added),
            ),
            _(NO_LIMIT),
            Colour.NONE,
            Colour.NONE,
        ),
    )


def _ends(outlook: Outlook, late: int | None) -> str:
    if outlook.ends_on is None:
        return _("not known")
    day = full_day(outlook.ends_on)
    return day if late is None else _("%(day)s, %(late)s", day=day, late=late_words(late))


def _whole(colour: Colour, words: Words, today: date) -> tuple[Colour, str]:
    """The colour of the worst row; amber without a way back that is still to come is red."""
    if colour is not Colour.AMBER:
        return colour, ""
    if not words.way_back or words.way_back_by is None:
        return Colour.RED, _(NO_WAY_BACK)
    if words.way_back_by < today:
        return Colour.RED, _(WAY_BACK_PASSED)
    return colour, ""


def _point(track: Track) -> TrendPoint:
    return TrendPoint(track.on, track.days_late, track.spi)


def _done(now: Plan, today: date) -> tuple[str, ...]:
    week = [row for row in now.rows if row.done and today - WEEK < row.end <= today]
    return tuple(row.activity.title for row in week[-FEW:])


def _coming(now: Plan) -> tuple[str, ...]:
    coming = [row for row in now.rows if not row.done and row.minutes]
    return tuple(row.activity.title for row in coming[:FEW])
