"""Why a plan moved, as far as it is known: what differs between the inputs of two plans."""

from collections.abc import Iterable, Sequence
from datetime import date

from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.domain.planning.wording import day, hours, joined, named, title
from tpmlearn.words import _, ngettext, numbers
from tpmlearn.words.numbers import spelled

LEAST = 0.01
"""Hours and value that differ by less are the same."""


def causes(old: Plan, new: Plan) -> tuple[str, ...]:
    """Return why `new` differs from `old`, as parts of a sentence, the person's own doing first.

    What is done or skipped is counted here; which things they are, the changes say.
    """
    before, after = _activities(old), _activities(new)
    shared = [(before[key], after[key]) for key in after if key in before]
    found = [
        _hours(old, new),
        *_free(old, new),
        _pins(old, new),
        _done(new, old),
        _skipped(old, new),
        _started(shared),
        _gap(shared, old, new),
        _content(shared),
        _week(old, new),
    ]
    return tuple(one for one in found if one)


def why_moved(old: Plan, new: Plan) -> str:
    """Return one sentence with all causes; an empty text where none is known."""
    found = causes(old, new)
    return _("Why: %(causes)s.", causes=joined(found)) if found else ""


def _activities(plan: Plan) -> dict[str, Activity]:
    return {row.key: row.activity for row in plan.rows}


def _hours(old: Plan, new: Plan) -> str:
    if abs(old.hours_a_week - new.hours_a_week) < LEAST:
        return ""
    return _(
        "%(hours)s a week instead of %(before)s",
        hours=hours(new.hours_a_week),
        before=numbers.shortest(old.hours_a_week),
    )


def _free(old: Plan, new: Plan) -> list[str]:
    """Free weeks and days off that came or went; those that have passed tell nothing."""
    first = monday(new.first_day)
    weeks = [{one for one in plan.free_weeks if one >= first} for plan in (old, new)]
    days = [{one for one in plan.days_off if one >= new.first_day} for plan in (old, new)]
    gone = [before - after for before, after in (weeks, days)]
    come = [after - before for before, after in (weeks, days)]
    said = (_weeks_come(come[0]), _weeks_gone(gone[0]), _days_come(come[1]), _days_gone(gone[1]))
    return [one for one in said if one]


def _weeks_come(days: set[date]) -> str:
    if not days:
        return ""
    return ngettext(
        "the week of %(days)s is free now",
        "the weeks of %(days)s are free now",
        len(days),
        days=_dates(days),
    )


def _weeks_gone(days: set[date]) -> str:
    if not days:
        return ""
    return ngettext(
        "the week of %(days)s is no longer free",
        "the weeks of %(days)s are no longer free",
        len(days),
        days=_dates(days),
    )


def _days_come(days: set[date]) -> str:
    if not days:
        return ""
    return ngettext(
        "%(days)s is free now",
        "%(days)s are free now",
        len(days),
        days=_dates(days),
    )


def _days_gone(days: set[date]) -> str:
    if not days:
        return ""
    return ngettext(
        "%(days)s is no longer free",
        "%(days)s are no longer free",
        len(days),
        days=_dates(days),
    )


def _dates(days: set[date]) -> str:
    return named([day(moment) for moment in sorted(days)])


def _pins(old: Plan, new: Plan) -> str:
    before, after = ({row.key for row in plan.rows if row.pinned} for plan in (old, new))
    changed = len(before ^ after)
    if not changed:
        return ""
    return ngettext(
        "%(count)s pin was set or taken away",
        "%(count)s pins were set or taken away",
        changed,
        count=spelled(changed),
    )


def _done(new: Plan, old: Plan) -> str:
    was = {row.key for row in old.rows if row.done}
    more = len({row.key for row in new.rows if row.done} - was)
    if not more:
        return ""
    return ngettext(
        "%(count)s thing more is done",
        "%(count)s things more are done",
        more,
        count=spelled(more),
    )


def _skipped(old: Plan, new: Plan) -> str:
    before, after = ({one.key for one in plan.skipped} for plan in (old, new))
    gone, back = len(after - before), len(before - after)
    skipped = ngettext(
        "%(count)s thing skipped", "%(count)s things skipped", gone, count=spelled(gone)
    )
    again = ngettext(
        "%(count)s thing taken up again",
        "%(count)s things taken up again",
        back,
        count=spelled(back),
    )
    return joined([*([skipped] if gone else []), *([again] if back else [])])


def _started(shared: Sequence[tuple[Activity, Activity]]) -> str:
    moved = [
        new
        for old, new in shared
        if new.state is State.STARTED
        and (old.state is not new.state or new.hours < old.hours - LEAST)
    ]
    return _("you have gone on with %(titles)s", titles=_titles(moved)) if moved else ""


def _gap(shared: Sequence[tuple[Activity, Activity]], old: Plan, new: Plan) -> str:
    """Reasons name levels and role, so they differ where a rating, a test or the goal does.

    What a gap asks for has a value. In another language every reason differs, so nothing is
    told by them.
    """
    reasons_differ = old.language == new.language and any(
        one.reason != other.reason
        for one, other in shared
        if one.state is other.state and other.value > 0
    )
    if reasons_differ or old.uncovered != new.uncovered:
        return _("your gap has changed, by a rating, a test or another goal")
    explained = bool(_pins(old, new) or _skipped(old, new))
    left = {row.key for row in old.rows if not row.done} - _keys(new)
    if explained or not (left or _keys(new) - _keys(old)):
        return ""
    return _("what your gap asks for, or what is offered for it, has changed")


def _keys(plan: Plan) -> set[str]:
    return {row.key for row in plan.rows}


def _content(shared: Sequence[tuple[Activity, Activity]]) -> str:
    """Effort, weeks or prerequisites of what nobody has begun change with the content alone."""
    moved = [
        new
        for old, new in shared
        if old.state is new.state is State.OPEN
        and (
            abs(old.hours - new.hours) > LEAST
            or old.weeks != new.weeks
            or old.requires != new.requires
            or old.links != new.links
        )
    ]
    if not moved:
        return ""
    return _("the effort or order of %(titles)s was written anew", titles=_titles(moved))


def _week(old: Plan, new: Plan) -> str:
    if monday(new.first_day) <= monday(old.first_day) or new.start != old.start:
        return ""
    return _("a new week has begun, and what was not done moved on")


def _titles(activities: Iterable[Activity]) -> str:
    return named([title(one.title) for one in activities])
