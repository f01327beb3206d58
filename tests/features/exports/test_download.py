"""The plan as files: of one's own plan only, under good names, and safe to open."""

import csv
import io
from xml.etree import ElementTree

import pytest
from icalendar import Calendar

from tests.features.planning.cast import ESTIMATE, REGISTER, decide, planned, today
from tests.support.client import CheckingClient

TYPES = {
    "calendar": ("ics", "text/calendar; charset=utf-8"),
    "project": ("xml", "application/xml"),
    "jira": ("csv", "text/csv; charset=utf-8"),
    "todoist": ("csv", "text/csv; charset=utf-8"),
    "markdown": ("md", "text/markdown; charset=utf-8"),
}


@pytest.mark.parametrize("form", TYPES)
def test_a_file_has_a_name_a_type_and_is_not_shown(learner: CheckingClient, form: str) -> None:
    planned(learner)

    answer = learner.get(f"/plan/export/{form}")

    ending, media_type = TYPES[form]
    disposition = answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == media_type
    assert disposition.startswith("attachment; filename=tpmlearn-plan")
    assert disposition.endswith(f"-{today().isoformat()}.{ending}")
    assert "private" in answer.headers["Cache-Control"]
    assert len(answer.data) > 1000


def test_every_format_holds_every_row_of_the_plan(learner: CheckingClient) -> None:
    planned(learner)

    def text(form: str) -> str:
        return learner.get(f"/plan/export/{form}").get_data(as_text=True)

    todos = [str(part["summary"]) for part in Calendar.from_ical(text("calendar")).walk("VTODO")]
    jira = [row["Summary"] for row in csv.DictReader(io.StringIO(text("jira"))) if row["Parent"]]
    todoist = [
        row["CONTENT"]
        for row in csv.DictReader(io.StringIO(text("todoist")))
        if row["TYPE"] == "task"
    ]
    space = {"p": "http://schemas.microsoft.com/project"}
    tasks = ElementTree.fromstring(text("project")).findall("p:Tasks/p:Task", space)
    names = [task.findtext("p:Name", "", space) for task in tasks]
    assert len(todos) > 20
    assert sorted(todos) == sorted(jira) == sorted(todoist)
    assert set(todos) < set(names)
    assert all(title in text("markdown").replace("\\", "") for title in todos)


def test_lessons_assignments_and_tests_are_linked_in_full(learner: CheckingClient) -> None:
    planned(learner)

    text = learner.get("/plan/export/markdown").get_data(as_text=True)

    slug, work = ESTIMATE.split(":")[1], REGISTER.split(":")[1]
    assert f"(http://127.0.0.1:8000/learn/{slug})" in text
    assert f"(http://127.0.0.1:8000/assignments/{work})" in text
    assert "(http://127.0.0.1:8000/tests/del)" in text


def test_what_is_done_is_done_in_the_file(learner: CheckingClient) -> None:
    planned(learner)
    decide(learner, ESTIMATE, "done")

    made = Calendar.from_ical(learner.get("/plan/export/calendar").data)

    (done,) = [part for part in made.walk("VTODO") if part["status"] == "COMPLETED"]
    assert done["summary"] == "Estimate in ranges"
    assert done.decoded("due") == today()


def test_tasks_become_events_where_that_is_asked_for(learner: CheckingClient) -> None:
    planned(learner)

    made = Calendar.from_ical(learner.get("/plan/export/calendar?tasks=events").data)

    assert {part.name for part in made.subcomponents} == {"VEVENT"}


@pytest.mark.parametrize(
    "form", ["", "pdf", "feed", "calendar.ics", "Calendar", "%00", "../plan", "x" * 3000]
)
def test_other_names_are_not_there(learner: CheckingClient, form: str) -> None:
    planned(learner)

    assert learner.get(f"/plan/export/{form}").status_code == 404


@pytest.mark.parametrize("form", [*TYPES, "paper"])
def test_without_a_plan_there_is_no_file(
    visitor: CheckingClient, guest: CheckingClient, stranger: CheckingClient, form: str
) -> None:
    for client in (visitor, guest, stranger):
        assert client.get(f"/plan/export/{form}").status_code == 404


def test_a_guest_has_files_too(guest: CheckingClient) -> None:
    planned(guest)

    assert guest.get("/plan/export/jira").status_code == 200
