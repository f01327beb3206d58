"""CSV for Jira's importer: steps are epics and stand above their tasks.

Columns as the knowledge base of Jira Cloud names them since the field Parent replaced Epic Link
(April 2024): a task names its epic by the epic's Issue ID. Estimates are seconds.
"""

from tpmlearn.domain.planning.activities import State
from tpmlearn.domain.planning.exports.lines import csv_text, one_line
from tpmlearn.domain.planning.exports.material import Material, note, step_title
from tpmlearn.domain.planning.plan import Row

HEADER = (
    "Issue ID",
    "Parent",
    "Issue Type",
    "Summary",
    "Description",
    "Status",
    "Start date",
    "Due date",
    "Original estimate",
    "Labels",
)
LONGEST = 255
"""Characters that Jira takes for a summary."""
_STATUS = {State.OPEN: "To Do", State.STARTED: "In Progress", State.DONE: "Done"}


def jira(material: Material) -> str:
    """Return all steps, then all activities; days as YYYY-MM-DD."""
    epics: list[tuple[str, ...]] = []
    tasks: list[tuple[str, ...]] = []
    count = len(material.steps)
    for number, (step, rows) in enumerate(material.steps, start=1):
        epics.append(_epic(str(number), step, rows))
        for row in rows:
            tasks.append(_task(str(count + len(tasks) + 1), str(number), row, material))
    return csv_text(HEADER, [*epics, *tasks])


def _epic(number: str, step: str, rows: tuple[Row, ...]) -> tuple[str, ...]:
    first, last = min(row.start for row in rows), max(row.end for row in rows)
    status = "Done" if all(row.done for row in rows) else "To Do"
    days = (first.isoformat(), last.isoformat())
    return (number, "", "Epic", step_title(step), "", status, *days, "", "")


def _task(number: str, epic: str, row: Row, material: Material) -> tuple[str, ...]:
    activity = row.activity
    seconds = "" if row.done else str(round(activity.hours * 3600))
    text = "\n".join(one for one in (note(row), material.links.get(row.key, "")) if one)
    return (
        number,
        epic,
        "Task",
        one_line(activity.title)[:LONGEST],
        text,
        _STATUS[activity.state],
        row.start.isoformat(),
        row.end.isoformat(),
        seconds,
        activity.kind.value,
    )
