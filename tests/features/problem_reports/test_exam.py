"""Reporting a question of an exam: from one's own ended sitting, once, and with a way back."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest
from sqlalchemy import func, select

from tests.features.problem_reports.cast import (
    TEXT,
    add_report,
    address,
    answer,
    reports,
    send,
)
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.exams import RIGHT, WRONG, sat_exam
from tests.support.former import moved_key, was
from tpmlearn.db import db, writing
from tpmlearn.domain.exams.rescoring import CorrectionKind
from tpmlearn.features.problem_reports import services
from tpmlearn.features.problem_reports.queries import Origin, Place
from tpmlearn.models import ExamSittingRow, PersonRow, ProblemReportRow
from tpmlearn.records.belongings import move_belongings
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.correcting import correct
from tpmlearn.records.exam_sittings import place_of
from tpmlearn.records.problem_reports import unseen_answers

NOW = datetime.now(UTC)
ITEMS = ("psm-pillars", "psm-values")


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def sat(client: CheckingClient, **more: bool) -> str:
    at = NOW - timedelta(minutes=30)
    return sat_exam(client, "psm-i", [RIGHT, WRONG], at=at, items=ITEMS, **more)  # type: ignore[arg-type]


@pytest.fixture
def sitting(learner: CheckingClient) -> str:
    """Ada's sitting, which is over."""
    return sat(learner)


def test_it_shows_the_question_and_a_form(learner: CheckingClient, sitting: str) -> None:
    page = learner.read(address(sitting, 2))

    assert "Report a problem with question 2" in page
    assert "Which of these is one of the five Scrum values?" in page
    assert 'id="report-2-text"' in page


def test_it_shows_the_key_that_counts(learner: CheckingClient, sitting: str) -> None:
    was(learner.application, ITEMS[0], moved_key(2))
    assert "Its key was corrected" not in learner.read(address(sitting))
    _correct(learner, ITEMS[0], CorrectionKind.KEY)
    _correct(learner, ITEMS[1], CorrectionKind.WITHDRAWN)

    assert "Its key was corrected after your exam" in learner.read(address(sitting))
    assert "It was withdrawn and counts in no result" in learner.read(address(sitting, 2))
    send(learner, sitting)
    (row,) = reports(learner).values()
    with learner.application.app_context():
        assert row.item_version == place_version(sitting)


def place_version(sitting: str) -> str:
    place = place_of(sitting, 1)
    assert place
    return place.version


def _correct(client: CheckingClient, item: str, kind: CorrectionKind) -> None:
    with client.application.app_context(), writing():
        correct(current_catalogue(), item, kind, why="It was wrong.", author_id=None, now=NOW)
        db.session.commit()


def test_a_report_is_kept_and_confirmed_with_its_time(
    learner: CheckingClient, sitting: str
) -> None:
    response = send(learner, sitting, f"  {TEXT}\r\nReally.  ", position=2)

    assert response.headers["Location"] == "/reports"
    page = words(learner.read("/reports"))
    assert re.search(r"Sent \d\d:\d\d\. The answer of an author will stand here", page)
    assert "open reported" in page
    assert TEXT in page
    (row,) = reports(learner).values()
    assert (row.item, row.sitting_id, row.position) == ("psm-values", sitting, 2)
    assert row.text == f"{TEXT}\nReally."
    assert row.item_version


@pytest.mark.parametrize("under_way", [{"ended": False}, {"swept": False}])
def test_a_sitting_that_has_not_ended_cannot(
    learner: CheckingClient, under_way: dict[str, bool]
) -> None:
    running = sat(learner, **under_way)

    assert learner.get(address(running)).status_code == 404
    assert send(learner, running).status_code == 404


@pytest.mark.parametrize("position", ["0", "3", "99999999999999999999", "-1", "x"])
def test_a_question_that_is_not_there_cannot(
    learner: CheckingClient, sitting: str, position: str
) -> None:
    path = f"/exams/sittings/{sitting}/result/{position}/report"

    assert learner.get(path).status_code == 404
    assert learner.send(path, text=TEXT).status_code == 404


def test_it_is_nobody_elses(
    stranger: CheckingClient, visitor: CheckingClient, author: CheckingClient, sitting: str
) -> None:
    for client in (stranger, visitor, author):
        assert client.get(address(sitting)).status_code == 404
        assert send(client, sitting).status_code == 404
    assert reports(author) == {}


@pytest.mark.parametrize("text", ["", "too short", " " * 40, "x" * 2001, "\x00" * 20])
def test_a_bad_text_is_refused_and_kept_in_the_form(
    learner: CheckingClient, sitting: str, text: str
) -> None:
    response = send(learner, sitting, text)

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert 'href="#report-1-text"' in page
    assert text.strip(" \x00") in page
    assert reports(learner) == {}


def test_hostile_words_are_only_words(
    learner: CheckingClient, author: CheckingClient, sitting: str
) -> None:
    send(learner, sitting, "<script>alert(1)</script><b onclick=x>bold</b>")

    for page in (learner.read("/reports"), author.read("/author/reports")):
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page


def test_the_same_twice_is_one(learner: CheckingClient, sitting: str) -> None:
    send(learner, sitting)
    send(learner, sitting)

    assert "You sent this already" in learner.read("/reports")
    send(learner, sitting, position=2)
    send(learner, sitting, f"{TEXT} And more.")
    assert len(reports(learner)) == 3


def test_the_same_twice_at_once_is_one(learner: CheckingClient, sitting: str) -> None:
    who = learner.person_id

    def call() -> bool:
        return services.report_item(who, Place(Origin.EXAM, sitting, 1), TEXT, now=NOW).is_new

    outcomes = at_once(learner.application, call, call)

    assert sorted(map(str, outcomes)) == ["False", "True"]
    assert len(reports(learner)) == 1


def test_no_more_than_twenty_wait_for_an_answer(
    learner: CheckingClient, author: CheckingClient, sitting: str
) -> None:
    made = [add_report(learner, sitting, text=f"{TEXT} {n}") for n in range(20)]

    refused = send(learner, sitting)
    assert refused.status_code == 422
    assert "20 of your reports wait" in refused.get_data(as_text=True)
    assert TEXT in refused.get_data(as_text=True)
    answer(author, made[0], "You are right, it is mended.")

    assert send(learner, sitting).status_code == 302


def test_it_can_be_taken_back_while_nobody_has_answered(
    learner: CheckingClient, stranger: CheckingClient, author: CheckingClient, sitting: str
) -> None:
    first, second = (add_report(learner, sitting, text=f"{TEXT} {n}") for n in range(2))
    answer(author, second, "You are right, it is mended.")

    assert stranger.send(f"/reports/{first}/take-back").status_code == 404
    assert learner.send(f"/reports/{first}/take-back").status_code == 302
    assert "taken back; nobody sees it" in learner.read("/reports")
    assert learner.send(f"/reports/{first}/take-back").status_code == 404
    learner.send(f"/reports/{second}/take-back")
    assert "answered meanwhile, so it stays" in learner.read("/reports")
    assert list(reports(learner)) == [second]


def test_answers_that_are_new_come_first_then_open_ones(
    learner: CheckingClient, author: CheckingClient, sitting: str
) -> None:
    names = ("read", "waiting", "unread")
    read, waiting, unread = (
        add_report(learner, sitting, text=f"This is {name}.", at=NOW - timedelta(days=3 - n))
        for n, name in enumerate(names)
    )
    answer(author, read, "The first answer.")
    _mark(learner)
    answer(author, unread, "The second answer.")

    page = words(learner.read("/reports"))

    order = [page.index(f"This is {name}.") for name in ("unread", "waiting", "read")]
    assert order == sorted(order)
    assert page.count("new answer") == 1
    assert waiting in reports(learner)


def test_reading_writes_nothing_until_the_button_is_pressed(
    learner: CheckingClient, author: CheckingClient, sitting: str
) -> None:
    report = add_report(learner, sitting)
    assert "Mark the answers as read" not in learner.read("/reports")
    answer(author, report, "You are right, it is mended.")
    assert _unseen(learner) == 1

    page = learner.read("/reports")
    assert "You are right, it is mended." in page
    assert _unseen(learner) == 1
    _mark(learner)

    assert _unseen(learner) == 0
    assert "Mark the answers as read" not in learner.read("/reports")


def test_an_answer_that_came_since_stays_new(
    learner: CheckingClient, author: CheckingClient, sitting: str
) -> None:
    first, second = (add_report(learner, sitting, text=f"{TEXT} {n}") for n in range(2))
    answer(author, first, "The first answer.")
    until = _until(learner)
    answer(author, second, "The second answer.")

    learner.send("/reports/read", until=until)

    assert _unseen(learner) == 1


@pytest.mark.parametrize("until", ["", "x", "2026-01-01", "2026-01-01T00:00:00", "9" * 40])
def test_a_moment_that_is_none_marks_nothing(
    learner: CheckingClient, author: CheckingClient, sitting: str, until: str
) -> None:
    answer(author, add_report(learner, sitting), "You are right, it is mended.")

    assert learner.send("/reports/read", until=until).status_code == 302
    assert _unseen(learner) == 1


def test_a_visitor_has_no_reports(visitor: CheckingClient) -> None:
    assert "No reports yet" in visitor.read("/reports")
    assert visitor.send("/reports/read", until=NOW.isoformat()).status_code == 302
    assert visitor.send("/reports/x/take-back").status_code == 404


def test_a_forged_post_changes_nothing(learner: CheckingClient, sitting: str) -> None:
    assert learner.post(address(sitting), data={"text": TEXT}).status_code == 400
    report = add_report(learner, sitting)
    assert learner.post(f"/reports/{report}/take-back").status_code == 400
    assert list(reports(learner)) == [report]


def test_reports_go_with_a_guest_into_the_account(
    guest: CheckingClient, learner: CheckingClient
) -> None:
    add_report(guest, sat(guest))

    with guest.application.app_context(), writing():
        move_belongings(guest.person_id, learner.person_id)
        db.session.commit()

    assert TEXT in learner.read("/reports")
    assert "No reports yet" in guest.read("/reports")


def test_reports_are_erased_with_the_person_and_outlive_the_sitting(
    learner: CheckingClient, sitting: str
) -> None:
    add_report(learner, sitting)
    with learner.application.app_context(), writing():
        db.session.delete(db.session.get_one(ExamSittingRow, sitting))
        db.session.commit()
    assert TEXT in learner.read("/reports")

    with learner.application.app_context(), writing():
        db.session.delete(db.session.get_one(PersonRow, learner.person_id))
        db.session.commit()
        assert db.session.scalar(select(func.count()).select_from(ProblemReportRow)) == 0


def _until(client: CheckingClient) -> str:
    found = re.search(r'name="until" value="([^"]+)"', client.read("/reports"))
    assert found
    return found[1]


def _mark(client: CheckingClient) -> None:
    client.send("/reports/read", until=_until(client))


def _unseen(client: CheckingClient) -> int:
    with client.application.app_context():
        return unseen_answers(client.person_id)
