"""Things that are done in two parts: so much of it first, the rest not before a later week.

The second part keeps its size, so what is done of the whole comes off the first. The parts are
activities of their own from then on, the second after the first, and what waits for the whole waits
for the second. Once it is done, or runs beside study and is started, it is one thing again.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from tpmlearn.domain.planning.activities import Activity, Kind, State
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.pinning import check_week
from tpmlearn.domain.planning.selection import Selection
from tpmlearn.domain.planning.settings import PlanProblem, PlanSettings
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.domain.planning.wording import hours
from tpmlearn.words import _

SECOND = "~2"
LEAST = 30
"""Minutes that each part has at least: nobody begins something for less."""
SPLITTABLE = frozenset({Kind.MODULE, Kind.ASSIGNMENT, Kind.CERTIFICATE, Kind.MOCK})


class CannotSplit(PlanProblem):
    """Something that is no thing to do in two parts, or not in these; `field` is of the form."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Parts:
    """How something is split: minutes of the first part, and any day of the week of each."""

    first_minutes: int
    first_week: date
    rest_week: date


def second_key(key: str) -> str:
    """Return the key of an activity's second part."""
    return key + SECOND


def whole_key(key: str) -> str:
    """Return the key of the whole that an activity may be the second part of."""
    return key.removesuffix(SECOND)


def is_second(key: str) -> bool:
    """Say whether this is the key of a second part."""
    return key.endswith(SECOND)


def can_split(activity: Activity) -> bool:
    """Say whether something may be done in two parts."""
    fits = activity.kind in SPLITTABLE and not is_second(activity.key)
    return fits and not _settled(activity) and _minutes(activity) >= 2 * LEAST


def rest_of(activity: Activity, parts: Parts, *, today: date) -> int:
    """Return the minutes of the second part. Raises CannotSplit, WeekPassed, WeekTooFar."""
    if not can_split(activity):
        raise CannotSplit("hours", _("This cannot be done in two parts."))
    left = _minutes(activity)
    if not LEAST <= parts.first_minutes <= left - LEAST:
        raise CannotSplit(
            "hours",
            _(
                "%(left)s are left: give from %(least)s to %(most)s to the first part.",
                left=hours(left / 60),
                least=hours(LEAST / 60),
                most=hours((left - LEAST) / 60),
            ),
        )
    for week in (parts.first_week, parts.rest_week):
        check_week(week, today=today)
    if monday(parts.rest_week) <= monday(parts.first_week):
        raise CannotSplit("rest_week", _("The rest comes in a later week than the first part."))
    return left - parts.first_minutes


def split_up(
    selection: Selection, settings: PlanSettings, *, rests: Mapping[str, int], today: date
) -> tuple[Selection, PlanSettings]:
    """Return the selection with its parts, and the settings with the pins that then count.

    `rests` are the minutes of second parts by the key of the whole. A split that no longer fits
    stays without effect: the whole is gone, done, or has less left than the second part.
    """
    found: list[Activity] = []
    pins, split = dict(settings.pins), set()
    for one in selection.activities:
        rest = rests.get(one.key, 0)
        later = pins.get(second_key(one.key))
        if not rest or _settled(one):
            found.append(one)
        elif _minutes(one) > rest:
            found += _parts(one, rest)
            split.add(one.key)
        elif later and monday(later) > monday(today):
            found.append(_rest(one))
            pins[one.key] = later
        else:
            found.append(one)
    activities = tuple(_after_second(one, split) for one in found)
    return replace(selection, activities=activities), replace(settings, pins=pins)


def _settled(activity: Activity) -> bool:
    """Whether it is done, or told by its weeks: then parts say nothing any more."""
    if activity.state is State.STARTED:
        return activity.weeks > 0
    return activity.state is not State.OPEN


def _minutes(activity: Activity) -> int:
    return round(activity.hours * 60)


def _parts(whole: Activity, rest: int) -> tuple[Activity, Activity]:
    share = rest / _minutes(whole)
    weeks = max(1, round(whole.weeks * share)) if whole.weeks else 0
    first = replace(
        whole,
        title=_("%(title)s (part 1 of 2)", title=whole.title),
        hours=whole.hours * (1 - share),
        weeks=max(1, whole.weeks - weeks) if whole.weeks else 0,
        value=whole.value * (1 - share),
    )
    second = replace(
        whole,
        key=second_key(whole.key),
        title=_("%(title)s (part 2 of 2)", title=whole.title),
        hours=whole.hours * share,
        weeks=weeks,
        value=whole.value * share,
        requires=(whole.key,),
        follows=(),
        links=(),
        state=State.OPEN,
        since=None,
    )
    return first, second


def _rest(whole: Activity) -> Activity:
    """What is left when the first part is done: it waits for its week and for nothing else."""
    return replace(
        whole,
        title=_("%(title)s (the rest)", title=whole.title),
        requires=(),
        follows=(),
        links=(),
        state=State.OPEN,
        since=None,
    )


def _after_second(activity: Activity, split: set[str]) -> Activity:
    """Let an activity wait for the second part of what is split."""

    def last(key: str) -> str:
        return second_key(key) if key in split else key

    if not split or is_second(activity.key):
        return activity
    return replace(
        activity,
        requires=tuple(last(key) for key in activity.requires),
        follows=tuple(last(key) for key in activity.follows),
        links=tuple(
            replace(link, before=last(link.before)) if link.kind is LinkKind.FS else link
            for link in activity.links
        ),
    )
