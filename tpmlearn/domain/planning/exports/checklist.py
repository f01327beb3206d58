"""Markdown: the plan as a checklist, week by week."""

import re
from collections.abc import Iterator
from datetime import date

from tpmlearn.domain.planning.exports.lines import one_line
from tpmlearn.domain.planning.exports.material import Material
from tpmlearn.domain.planning.exports.milestones import milestones
from tpmlearn.domain.planning.plan import Row
from tpmlearn.domain.planning.weeks import sunday, week_number
from tpmlearn.domain.planning.wording import full_day, hours

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def checklist(material: Material) -> str:
    """Return milestones, a box for each week's part of each activity, and what is done."""
    return "\n".join(_lines(material)) + "\n"


def _lines(material: Material) -> Iterator[str]:
    plan = material.plan
    yield f"# {_text(material.title)}"
    yield ""
    yield f"As of {full_day(material.today)}, at {hours(plan.hours_a_week)} a week."
    found = milestones(material)
    if found:
        yield from ("", "## Milestones", "")
        yield from (f"- {full_day(one.on)}: {_text(one.title)}" for one in found)
    for monday, parts in _weeks(material).items():
        number = week_number(monday, start=plan.start)
        days = f"{full_day(monday)} to {full_day(sunday(monday))}"
        spent = hours(sum(minutes for _, minutes, _ in parts) / 60)
        yield from ("", f"## Week {number}: {days}, {spent}", "")
        yield from (_box(row, minutes, part, material) for row, minutes, part in parts)
    done = [row for row in plan.rows if row.done]
    if done:
        yield from ("", "## Done", "")
        yield from (f"- [x] {_named(row, material)}, {full_day(row.end)}" for row in done)


def _weeks(material: Material) -> dict[date, list[tuple[Row, int, int]]]:
    """Return (row, minutes, number of the part) by the Monday of each week with work."""
    found: dict[date, list[tuple[Row, int, int]]] = {}
    for row in material.left:
        for part, (monday, minutes) in enumerate(row.minutes, start=1):
            found.setdefault(monday, []).append((row, minutes, part))
    return dict(sorted(found.items()))


def _box(row: Row, minutes: int, part: int, material: Material) -> str:
    facts = [hours(minutes / 60)]
    if len(row.minutes) > 1:
        facts.append(f"part {part} of {len(row.minutes)}")
    if part == len(row.minutes):
        facts.append(f"to be done by {full_day(row.end)}")
    return f"- [ ] {_named(row, material)}: {', '.join(facts)}"


def _named(row: Row, material: Material) -> str:
    title, link = _text(row.activity.title), material.links.get(row.key)
    return f"[{title}]({link})" if link else title


def _text(words: str) -> str:
    """Return words that no reader of Markdown takes for anything but words."""
    return _MARKS.sub(r"\\\1", one_line(words))
