"""What moved between two plans, in sentences for the page."""

from collections.abc import Collection

from tpmlearn.domain.planning.causes import why_moved
from tpmlearn.domain.planning.plan import Plan, Row
from tpmlearn.domain.planning.wording import day, two_days
from tpmlearn.words import _


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
            found.append(_gone(row, skipped, left_out))
    moved = [sentence for sentence in found if sentence]
    end = _end_moved(old, new)
    if not end and not moved:
        return ()
    return tuple(sentence for sentence in (end, why_moved(old, new), *moved) if sentence)


def _gone(row: Row, skipped: Collection[str], left_out: Collection[str]) -> str:
    if row.key in left_out:
        return _("%(title)s is left out to meet the date.", title=row.activity.title)
    if row.key in skipped:
        return _("%(title)s is skipped.", title=row.activity.title)
    return _("%(title)s left the plan.", title=row.activity.title)


def _end_moved(old: Plan, new: Plan) -> str:
    if old.ready_on is None or new.ready_on is None or old.ready_on == new.ready_on:
        return ""
    first, second = two_days(old.ready_on, new.ready_on)
    return _("The plan now ends on %(day)s instead of %(before)s.", day=second, before=first)


def _changed(old: Row | None, new: Row) -> str:
    title = new.activity.title
    if old is None:
        if new.done:
            return _("%(title)s is new: done on %(day)s.", title=title, day=day(new.start))
        return _("%(title)s is new: it starts on %(day)s.", title=title, day=day(new.start))
    if new.done:
        return "" if old.done else _("%(title)s is done.", title=title)
    if old.start != new.start:
        first, second = two_days(old.start, new.start)
        return _(
            "%(title)s moved from %(before)s to %(day)s.", title=title, before=first, day=second
        )
    if old.end != new.end:
        first, second = two_days(old.end, new.end)
        return _(
            "%(title)s now ends on %(day)s instead of %(before)s.",
            title=title,
            before=first,
            day=second,
        )
    return ""
