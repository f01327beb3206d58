"""Where a plan will end: with odds where a forecast gives them, else at the pace so far."""

from dataclasses import dataclass
from datetime import date

from tpmlearn.domain.planning.tracking import Track
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.words import _, numbers

APART = 14
"""Days by which two ways of looking ahead may differ before it is said."""


@dataclass(frozen=True)
class Odds:
    """The days by which a plan has ended with even odds, and with 85 %."""

    p50: date
    p85: date


@dataclass(frozen=True)
class Outlook:
    """The end to report, and sentences on what it rests on; no day where none can be told."""

    ends_on: date | None
    sentences: tuple[str, ...]


def outlook_of(track: Track, *, plan_end: date | None, odds: Odds | None) -> Outlook:
    """Return the end of a plan that began as `track` says.

    The one place where a forecast with odds takes over: where `odds` are given, the 85 % point is
    the end; without them it is planned duration by SPI(t), and the plan's own end where there is
    no pace yet.
    """
    if track.finished:
        return Outlook(
            track.finished, (_("All of it was done by %(day)s.", day=full_day(track.finished)),)
        )
    by_plan = (
        _("By the plan, if you keep to its hours from now on: %(day)s.", day=full_day(plan_end))
        if plan_end
        else ""
    )
    if odds:
        said = _(
            "By %(late)s with 85 %%, by %(even)s with 50 %%.",
            late=full_day(odds.p85),
            even=full_day(odds.p50),
        )
        return Outlook(odds.p85, _said(said, by_plan, "" if track.forecast else track.why))
    if track.forecast and track.time and track.spi is not None and track.time.forecast is not None:
        said = _(
            "At the pace so far: %(day)s (planned duration by SPI(t): %(planned)s / %(spi)s ="
            " %(forecast)s working days).",
            day=full_day(track.forecast),
            planned=track.time.planned,
            spi=numbers.decimal(track.spi, 2),
            forecast=numbers.decimal(track.time.forecast),
        )
        return Outlook(track.forecast, _said(said, by_plan, _apart(track.forecast, plan_end)))
    return Outlook(plan_end, _said(track.why, by_plan))


def _apart(forecast: date, plan_end: date | None) -> str:
    if plan_end is None or abs((forecast - plan_end).days) < APART:
        return ""
    return _("They differ by weeks: the pace goes on as it went, the plan takes its hours as kept.")


def _said(*sentences: str) -> tuple[str, ...]:
    return tuple(one for one in sentences if one)
