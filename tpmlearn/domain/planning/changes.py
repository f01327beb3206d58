"""What moved between two plans, in sentences for the page."""

from tpmlearn.domain.planning.causes import why_moved
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.wording import day, two_days


def plan_changes(old: Plan, new: Plan) -> tuple[str, ...]:
    """Return a sentence for each thing that differs, none for what stayed.

    The end of the plan comes first, then why anything moved as far as it is known, then the new
    plan's rows in order, then what left the plan.
    """
    before = {row.key: row for row in old.rows}
    after = {row.key: row for row in new.rows}
    found = [_changed(before.get(row.key), row) for row in new.rows]
    skipped = {one.key for one in new.skipped}
    short = new.shortened.left_out if new.shortened else ()
    left_out = {one.activity.key for one in short}
    for row in old.rows:
        if row.key not in after:
            how = "is skipped" if row.key in skipped else "left the plan"
            how = "is left out to meet the date" if row.key in left_out else how
            found.append(f"{row.activity.title} {how}.")
    moved = [sentence for sentence in found if sentence]
    end = _end_moved(old, new)
    if not end and not moved:
        return ()
    return tuple(sentence for sentence in (end, why_moved(old, new), *moved) if sentence)


def _end_moved(old: Plan, new: Plan) -> str:
    if old.ready_on is None or new.ready_on is None or old.ready_on == new.ready_on:
        return ""
    first, second = two_days(old.ready_on, new.ready_on)
    return f"The plan now ends on {second} instead of {first}."


def _changed(old: Row | None, new: Row) -> str:
    title = new.activity.title
    if old is None:
        return f"{title} is new: {'done' if new.done else 'it starts'} on {day(new.start)}."
    if new.done:
        return "" if old.done else f"{title} is done."
    if old.start != new.start:
        first, second = two_days(old.start, new.start)
        return f"{title} moved from {first} to {second}."
    if old.end != new.end:
        first, second = two_days(old.end, new.end)
        return f"{title} now ends on {second} instead of {first}."
    return ""
