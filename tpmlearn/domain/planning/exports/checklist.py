"""Markdown: the plan as a checklist, week by week."""

import re
from collections.abc import Iterator

from tpmlearn.domain.planning.exports.lines import one_line
from tpmlearn.domain.planning.exports.material import Material, hours_in_words
from tpmlearn.domain.planning.exports.milestones import milestones
from tpmlearn.domain.planning.exports.weekly import Part, weeks_of_work
from tpmlearn.domain.planning.plan import Row
from tpmlearn.domain.planning.wording import full_day, hours
from tpmlearn.words import _

_MARKS = re.compile(r"([\\`*_{}\[\]<>#|~&!])")


def checklist(material: Material) -> str:
    """Return milestones, a box for each week's part of each activity, and what is done."""
    return "\n".join(_lines(material)) + "\n"


def _lines(material: Material) -> Iterator[str]:
    plan = material.plan
    yield f"# {_text(material.title)}"
    yield ""
    yield _(
        "As of %(day)s, at %(hours)s.", day=full_day(material.today), hours=hours_in_words(plan)
    )
    found = milestones(material)
    if found:
        yield from ("", f"## {_('Milestones')}", "")
        yield from (f"- {full_day(one.on)}: {_text(one.title)}" for one in found)
    for week in weeks_of_work(material):
        heading = _(
            "Week %(number)s: %(first)s to %(last)s, %(hours)s",
            number=week.number,
            first=full_day(week.monday),
            last=full_day(week.sunday),
            hours=hours(week.minutes / 60),
        )
        yield from ("", f"## {heading}", "")
        yield from (_box(part, material) for part in week.parts)
    done = [row for row in plan.rows if row.done]
    if done:
        yield from ("", f"## {_('Done')}", "")
        yield from (f"- [x] {_named(row, material)}, {full_day(row.end)}" for row in done)


def _box(part: Part, material: Material) -> str:
    facts = [hours(part.minutes / 60)]
    if part.of > 1:
        facts.append(_("part %(number)s of %(all)s", number=part.number, all=part.of))
    if part.last:
        facts.append(_("to be done by %(day)s", day=full_day(part.row.end)))
    return f"- [ ] {_named(part.row, material)}: {', '.join(facts)}"


def _named(row: Row, material: Material) -> str:
    title, link = _text(row.activity.title), material.links.get(row.key)
    return f"[{title}]({link})" if link else title


def _text(words: str) -> str:
    """Return words that no reader of Markdown takes for anything but words."""
    return _MARKS.sub(r"\\\1", one_line(words))
