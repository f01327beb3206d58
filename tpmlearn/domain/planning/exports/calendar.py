"""iCalendar (RFC 5545): milestones as events, tasks as to-dos, all of them whole days.

Days have no time zone, so no change of clocks moves one. `icalendar` is loaded with the first
calendar that is made: it takes 60 ms and 10 MB, which most workers never need.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.exports.lines import one_line, printable
from tpmlearn.domain.planning.exports.material import Material, kind_title, note
from tpmlearn.domain.planning.exports.milestones import Milestone, milestones
from tpmlearn.domain.planning.plan import Row
from tpmlearn.domain.planning.weeks import DAY
from tpmlearn.words import _

if TYPE_CHECKING:
    from icalendar import Component, Event, Todo

EVERY = timedelta(hours=6)
"""How often a calendar is asked to look again."""


class TaskForm(StrEnum):
    """What a task becomes: a to-do, or an event for calendars that show no to-dos."""

    TODOS = "todos"
    EVENTS = "events"


_STATUS = {
    State.OPEN: "NEEDS-ACTION",
    State.STARTED: "IN-PROCESS",
    State.DONE: "COMPLETED",
}


def calendar(material: Material, tasks: TaskForm = TaskForm.TODOS) -> bytes:
    """Return the plan as a calendar in UTF-8; the same plan always gives the same bytes."""
    from icalendar import Calendar

    whole = Calendar()
    whole.add("prodid", "-//tpmlearn//plan//EN")
    whole.add("version", "2.0")
    whole.add("calscale", "GREGORIAN")
    whole.add("name", one_line(material.title))
    whole.add("x-wr-calname", one_line(material.title))
    whole.add("refresh-interval", EVERY, parameters={"VALUE": "DURATION"})
    whole.add("x-published-ttl", "PT6H")
    for part in _parts(material, tasks):
        whole.add_component(part)
    return bytes(whole.to_ical())


def _parts(material: Material, tasks: TaskForm) -> Iterator["Component"]:
    for one in milestones(material):
        yield _milestone(one, material)
    for row in material.plan.rows:
        yield _todo(row, material) if tasks is TaskForm.TODOS else _event(row, material)


def _milestone(one: Milestone, material: Material) -> "Event":
    from icalendar import Event

    part = Event()
    _describe(part, material, one.key, one.title, one.note)
    part.add("dtstart", one.on)
    part.add("dtend", one.on + DAY)
    part.add("transp", "TRANSPARENT")
    part.add("categories", [_("Milestone")])
    return part


def _event(row: Row, material: Material) -> "Event":
    from icalendar import Event

    part = Event()
    title = _("Done: %(title)s", title=row.activity.title) if row.done else row.activity.title
    _describe(part, material, f"{row.key}:event", title, note(row), link=row.key)
    part.add("dtstart", row.start)
    part.add("dtend", row.end + DAY)
    part.add("transp", "TRANSPARENT")
    part.add("categories", [kind_title(row.activity.kind)])
    return part


def _todo(row: Row, material: Material) -> "Todo":
    from icalendar import Todo

    part = Todo()
    _describe(part, material, row.key, row.activity.title, note(row), link=row.key)
    if row.start < row.end:
        # A day to be due on must come after the start (3.8.2.3): a task of one day has no start.
        part.add("dtstart", row.start)
    part.add("due", row.end)
    part.add("status", _STATUS[row.activity.state])
    if row.done:
        noon = datetime.combine(row.end, time(12), material.zone)
        part.add("completed", noon.astimezone(UTC))
        part.add("percent-complete", 100)
    part.add("categories", [kind_title(row.activity.kind)])
    return part


def _describe(
    part: "Component", material: Material, key: str, title: str, text: str, *, link: str = ""
) -> None:
    part.add("uid", material.uid(key))
    part.add("dtstamp", material.saved_at.astimezone(UTC))
    part.add("sequence", material.version)
    part.add("summary", printable(title))
    if text:
        part.add("description", printable(text))
    if address := material.links.get(link):
        part.add("url", address)
