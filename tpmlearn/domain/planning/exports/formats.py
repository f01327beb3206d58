"""The formats that a plan can be taken away in, each as a file with a name and a type."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from tpmlearn.domain.planning.exports.calendar import TaskForm, calendar
from tpmlearn.domain.planning.exports.checklist import checklist
from tpmlearn.domain.planning.exports.jira import jira
from tpmlearn.domain.planning.exports.material import Material
from tpmlearn.domain.planning.exports.project import project
from tpmlearn.domain.planning.exports.todoist import todoist

CALENDAR_TYPE = "text/calendar; charset=utf-8"


class Format(StrEnum):
    """What a plan can become; the value stands in the address of the download."""

    CALENDAR = "calendar"
    PROJECT = "project"
    JIRA = "jira"
    TODOIST = "todoist"
    MARKDOWN = "markdown"


@dataclass(frozen=True)
class File:
    """A file to send: its name, its media type, its bytes."""

    name: str
    media_type: str
    data: bytes


@dataclass(frozen=True)
class _Kind:
    name: str
    media_type: str
    build: Callable[[Material, TaskForm], str | bytes]


CSV_TYPE = "text/csv; charset=utf-8"
_KINDS: Mapping[Format, _Kind] = {
    Format.CALENDAR: _Kind("plan-{}.ics", CALENDAR_TYPE, calendar),
    Format.PROJECT: _Kind(
        "plan-for-ms-project-{}.xml", "application/xml", lambda whole, _: project(whole)
    ),
    Format.JIRA: _Kind("plan-for-jira-{}.csv", CSV_TYPE, lambda whole, _: jira(whole)),
    Format.TODOIST: _Kind("plan-for-todoist-{}.csv", CSV_TYPE, lambda whole, _: todoist(whole)),
    Format.MARKDOWN: _Kind(
        "plan-{}.md", "text/markdown; charset=utf-8", lambda whole, _: checklist(whole)
    ),
}


def export(form: Format, material: Material, tasks: TaskForm = TaskForm.TODOS) -> File:
    """Return the plan in that format; `tasks` says what tasks become in a calendar.

    The day stands in the file's name, so that copies sort.
    """
    kind = _KINDS[form]
    made = kind.build(material, tasks)
    data = made if isinstance(made, bytes) else made.encode()
    return File(f"tpmlearn-{kind.name.format(material.today)}", kind.media_type, data)
