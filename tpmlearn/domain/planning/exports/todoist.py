"""CSV for Todoist, by the columns of its template: a section a step, a task an activity.

Todoist's template has no way to say that a task is done, so what is done is left out.
"""

from collections.abc import Iterator

from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.exports.lines import csv_text, one_line
from tpmlearn.domain.planning.exports.material import Material, note, step_title
from tpmlearn.domain.planning.plan import Row

HEADER = (
    "TYPE",
    "CONTENT",
    "DESCRIPTION",
    "PRIORITY",
    "INDENT",
    "AUTHOR",
    "RESPONSIBLE",
    "DATE",
    "DATE_LANG",
    "TIMEZONE",
)
LOWEST, STARTED = "4", "3"


def todoist(material: Material) -> str:
    """Return what is left; each task is due on the day on which it ends in the plan."""
    return csv_text(HEADER, _lines(material))


def _lines(material: Material) -> Iterator[tuple[str, ...]]:
    for step, rows in material.steps:
        left = [row for row in rows if not row.done]
        if left:
            yield ("section", step_title(step), *[""] * 8)
        for row in left:
            yield _task(row, material)


def _task(row: Row, material: Material) -> tuple[str, ...]:
    title, link = one_line(row.activity.title), material.links.get(row.key)
    text = "\n".join(one for one in (note(row), link) if one)
    priority = STARTED if row.activity.state is State.STARTED else LOWEST
    return ("task", title, text, priority, "1", "", "", row.end.isoformat(), "en", "")
