"""Why a plan moved, as far as it is known: what differs between the inputs of two plans."""

from collections.abc import Iterable, Sequence
from datetime import date

from tpmlearn.domain.planning.activities import Activity, State
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.domain.planning.weeks import monday
from tpmlearn.domain.planning.wording import counted, day, hours, joined, named, title

OF_A_GAP = ("For ", "Fits ")
"""How the reason of an activity begins that a gap asks for (selection.py)."""
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
        _counted(new, old, State.DONE, "is done", "are done"),
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
    return f"Why: {joined(found)}." if found else ""


def _activities(plan: Plan) -> dict[str, Activity]:
    return {row.key: row.activity for row in plan.rows}


def _hours(old: Plan, new: Plan) -> str:
    if abs(old.hours_a_week - new.hours_a_week) < LEAST:
        return ""
    return f"{hours(new.hours_a_week)} a week instead of {old.hours_a_week:g}"


def _free(old: Plan, new: Plan) -> list[str]:
    """Free weeks and days off that came or went; those that have passed tell nothing."""
    first = monday(new.first_day)
    weeks = [{one for one in plan.free_weeks if one >= first} for plan in (old, new)]
    days = [{one for one in plan.days_off if one >= new.first_day} for plan in (old, new)]
    return _came_and_went("week of", "weeks of", *weeks) + _came_and_went("", "", *days)


def _came_and_went(one: str, many: str, before: set[date], after: set[date]) -> list[str]:
    found = []
    for days, how in ((after - before, "free now"), (before - after, "no longer free")):
        if days:
            named_days = named([day(moment) for moment in sorted(days)])
            verb = "is" if len(days) == 1 else "are"
            which = one if len(days) == 1 else many
            found.append(f"{f'the {which} ' if which else ''}{named_days} {verb} {how}")
    return found


def _pins(old: Plan, new: Plan) -> str:
    before, after = ({row.key for row in plan.rows if row.pinned} for plan in (old, new))
    changed = len(before ^ after)
    return (
        f"{counted(changed, 'pin')} {'was' if changed == 1 else 'were'} set or taken away"
        if changed
        else ""
    )


def _counted(new: Plan, old: Plan, state: State, one: str, many: str) -> str:
    was = {row.key for row in old.rows if row.activity.state is state}
    now = {row.key for row in new.rows if row.activity.state is state} - was
    return f"{counted(len(now), 'thing')} more {one if len(now) == 1 else many}" if now else ""


def _skipped(old: Plan, new: Plan) -> str:
    before, after = ({one.key for one in plan.skipped} for plan in (old, new))
    gone, back = len(after - before), len(before - after)
    parts = [f"{counted(gone, 'thing')} skipped"] if gone else []
    parts += [f"{counted(back, 'thing')} taken up again"] if back else []
    return joined(parts)


def _started(shared: Sequence[tuple[Activity, Activity]]) -> str:
    moved = [
        new
        for old, new in shared
        if new.state is State.STARTED
        and (old.state is not new.state or new.hours < old.hours - LEAST)
    ]
    return f"you have gone on with {_titles(moved)}" if moved else ""


def _gap(shared: Sequence[tuple[Activity, Activity]], old: Plan, new: Plan) -> str:
    """Reasons name levels and role, so they differ where a rating, a test or the goal does."""
    if old.uncovered != new.uncovered or any(
        one.reason != other.reason
        for one, other in shared
        if one.state is other.state and other.reason.startswith(OF_A_GAP)
    ):
        return "your gap has changed, by a rating, a test or another goal"
    explained = bool(_pins(old, new) or _skipped(old, new))
    left = {row.key for row in old.rows if not row.done} - _keys(new)
    if explained or not (left or _keys(new) - _keys(old)):
        return ""
    return "what your gap asks for, or what is offered for it, has changed"


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
    return f"the effort or order of {_titles(moved)} was written anew" if moved else ""


def _week(old: Plan, new: Plan) -> str:
    if monday(new.first_day) <= monday(old.first_day) or new.start != old.start:
        return ""
    return "a new week has begun, and what was not done moved on"


def _titles(activities: Iterable[Activity]) -> str:
    return named([title(one.title) for one in activities])
