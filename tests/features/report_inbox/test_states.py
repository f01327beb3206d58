"""States of a report: taken, given back, answered, reopened; and two authors at one."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from tests.conftest import Enter
from tests.features.problem_reports.cast import (
    SECTION,
    SLUG,
    TEXT,
    add_lesson_report,
    add_report,
    answer,
    move,
    paragraph_of,
    reports,
    steps,
)
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import RIGHT, sat_exam
from tpmlearn.db import db, writing
from tpmlearn.domain.learning.reports import Move
from tpmlearn.features.report_inbox import services
from tpmlearn.models import PersonRow, ProblemReportRow

NOW = datetime.now(UTC)
INBOX = "/author/reports"
ANSWER = "The formula is right; the sentence before it is clearer now."


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


@pytest.fixture
def report(learner: CheckingClient) -> str:
    """Ada's report of the first paragraph of a section."""
    return add_lesson_report(learner)


@pytest.fixture
def second(enter: Enter) -> CheckingClient:
    """Another author."""
    return enter("bo@example.org", ("author",), name="Bo Berg")


def test_the_whole_way_is_shown_to_who_reported_it(
    author: CheckingClient, second: CheckingClient, learner: CheckingClient, report: str
) -> None:
    move(author, report, "take")
    assert "in work reported" in words(learner.read("/reports"))
    move(author, report, "give-back")
    move(second, report, "take")
    answer(second, report, "The PMBOK words it the same way.", state="declined")
    page = words(learner.read("/reports"))
    assert "new answer declined" in page
    move(author, report, "reopen")
    answer(author, report, ANSWER, state="mended")

    page = words(learner.read("/reports"))
    order = ["An author took it", "Open again since", "Declined", "The PMBOK", "Mended", ANSWER]
    places = [page.index(one) for one in order]
    assert places == sorted(places)
    assert "new answer mended" in page
    assert not {"Ari", "Bo", "Berg"} & set(page.split())
    told = [(one.state, one.author_id) for one in steps(author, report)]
    mine, other = author.person_id, second.person_id
    assert told == [
        ("in-work", mine),
        ("open", mine),
        ("in-work", other),
        ("declined", other),
        ("open", mine),
        ("mended", mine),
    ]


def test_authors_see_who_took_it_and_nobody_who_reported_it(
    author: CheckingClient, second: CheckingClient, report: str
) -> None:
    response = move(author, report, "take", where="?of=lessons")

    assert response.headers["Location"] == f"{INBOX}?of=lessons#report-{report}"
    assert "It is yours now" in author.read(INBOX)
    assert re.search(r"Taken .{5,40} by you", words(author.read(INBOX)))
    page = second.read(INBOX)
    assert re.search(r"Taken .{5,40} by Ari Aho", words(page))
    assert "Ada" not in page
    assert "Give it back" in page


def test_what_an_author_did_stays_when_their_account_is_gone(
    author: CheckingClient, second: CheckingClient, learner: CheckingClient, report: str
) -> None:
    answer(author, report, ANSWER)
    with author.application.app_context(), writing():
        db.session.delete(db.session.get_one(PersonRow, author.person_id))
        db.session.commit()

    assert "by an author" in words(second.read(f"{INBOX}?state=all"))
    assert ANSWER in learner.read("/reports")


def test_all_steps_go_with_the_person(learner: CheckingClient, author: CheckingClient) -> None:
    report = add_lesson_report(learner)
    answer(author, report, ANSWER)
    with author.application.app_context(), writing():
        db.session.delete(db.session.get_one(PersonRow, learner.person_id))
        db.session.commit()

    assert reports(author) == {}
    assert steps(author, report) == []


def test_who_takes_it_second_hears_who_has_it(
    author: CheckingClient, second: CheckingClient, report: str
) -> None:
    move(author, report, "take")

    move(second, report, "take", before="")

    assert re.search(r"in work since .{5,40}, by Ari Aho", second.read(INBOX))
    assert [one.author_id for one in steps(author, report)] == [author.person_id]


def test_two_who_take_it_at_once_leave_one(
    author: CheckingClient, second: CheckingClient, report: str
) -> None:
    def take(who: int) -> str:
        return services.move(who, report, Move.TAKE, before="", now=NOW)

    outcomes = at_once(
        author.application, lambda: take(author.person_id), lambda: take(second.person_id)
    )

    assert sum(isinstance(one, services.ChangedMeanwhile) for one in outcomes) == 1
    assert len(steps(author, report)) == 1


def test_who_answers_second_loses_nothing_even_where_the_filter_hides_it(
    author: CheckingClient, second: CheckingClient, report: str
) -> None:
    answer(author, report, ANSWER, state="mended")

    words_of_second = "I think that it is right as it stands."
    response = answer(
        second, report, words_of_second, state="declined", before="", where="?state=open"
    )

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert words_of_second in page
    assert ANSWER in page
    assert re.search(r'id="state-[\w-]+-declined" name="state" value="declined" checked', page)
    assert [one.text for one in steps(author, report)] == [ANSWER]


@pytest.mark.parametrize("how", ["give-back", "reopen"])
def test_a_move_that_is_none_of_its_state_changes_nothing(
    author: CheckingClient, report: str, how: str
) -> None:
    assert move(author, report, how).status_code == 302
    assert steps(author, report) == []


def test_a_move_that_nobody_knows_has_no_page(author: CheckingClient, report: str) -> None:
    assert author.send(f"{INBOX}/{report}/erase", before="").status_code == 404


@pytest.mark.parametrize("state", ["", "open", "in-work", "nonsense"])
def test_an_answer_says_what_came_of_it(author: CheckingClient, report: str, state: str) -> None:
    response = answer(author, report, ANSWER, state=state)

    assert response.status_code == 422
    assert f'href="#state-{report}' in response.get_data(as_text=True)
    assert ANSWER in response.get_data(as_text=True)
    assert steps(author, report) == []


def test_reports_of_lessons_stand_by_paragraph_with_its_words(
    author: CheckingClient, stranger: CheckingClient, learner: CheckingClient, report: str
) -> None:
    add_lesson_report(stranger, text="I do not follow this sentence.")
    add_lesson_report(stranger, n=2, text="A list reads badly here.")

    page = author.read(INBOX)

    assert page.count("<h2 id=") == 2
    assert "2 reports" in words(page)
    assert paragraph_of(author, n=2).text in words(page)
    assert f'href="/learn/{SLUG}#{SECTION}"' in page
    assert f"modules/{SLUG}/lesson.md" in page
    assert "changed since" not in page


def test_a_paragraph_that_has_changed_is_still_understood(
    author: CheckingClient, learner: CheckingClient, report: str
) -> None:
    gone = add_lesson_report(learner, text="And the other section, too.")
    with author.application.app_context(), writing():
        for one, values in (
            (report, {"paragraph": "0" * 12, "quote": "As it was before."}),
            (gone, {"module": "99-left", "section": "s-gone", "quote": "What has left."}),
        ):
            row = db.session.get_one(ProblemReportRow, one)
            for name, value in values.items():
                setattr(row, name, value)
        db.session.commit()

    page = words(author.read(INBOX))
    assert "As it was before. The paragraph has changed since" in page
    assert "the section is no longer in the content" in page
    mine = words(learner.read("/reports"))
    assert "As it was before." in mine
    assert "the paragraph has changed since" in mine
    assert "It is no longer in the lessons." in mine


def test_the_address_filters_by_state_kind_item_and_lesson(
    author: CheckingClient, learner: CheckingClient, report: str
) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT], at=NOW - timedelta(days=1), items=("psm-values",))
    add_report(learner, sitting, text="What about honesty?")
    other = "18-network-and-critical-path"
    with author.application.app_context(), writing():
        row = db.session.get_one(ProblemReportRow, report)
        row.reported_at = NOW - timedelta(days=3)
        db.session.commit()

    both = words(author.read(INBOX))
    assert both.index(TEXT) < both.index("What about honesty?")
    for address, has, lacks in (
        ("?of=items", "What about honesty?", TEXT),
        ("?of=lessons", TEXT, "What about honesty?"),
        ("?item=psm-values", "What about honesty?", TEXT),
        (f"?lesson={SLUG}", TEXT, "What about honesty?"),
    ):
        page = author.read(INBOX + address)
        assert has in page
        assert lacks not in page
        assert "Waiting: 1" in words(page)
    assert "Items and lessons: 2 Items alone: 1 Lessons alone: 1" in both
    assert "No reports here" in author.read(f"{INBOX}?lesson={other}")
    assert "No reports here" in author.read(f"{INBOX}?state=mended&lesson={SLUG}")


def test_many_stand_on_pages_those_that_wait_longest_first(
    author: CheckingClient, learner: CheckingClient
) -> None:
    for n in range(30):
        add_lesson_report(learner, text=f"This is number {n}.", at=NOW - timedelta(days=60 - n))

    first, second = author.read(INBOX), author.read(f"{INBOX}?page=2")

    assert "Page 1 of 2" in words(first)
    assert "This is number 19." in first
    assert "This is number 20." not in first
    assert "This is number 20." in second
    last = next(one for one, row in reports(author).items() if row.text == "This is number 29.")
    assert (
        move(author, last, "take", where="?page=2")
        .headers["Location"]
        .startswith(f"{INBOX}?page=2#")
    )
    for page in ("99", "0", "-1", "x", "9" * 400):
        assert author.get(f"{INBOX}?page={page}").status_code == 200


def test_hostile_filters_are_as_if_they_were_not_there(author: CheckingClient) -> None:
    for args in ("?state=<script>", "?of='", f"?item={'x' * 5000}", "?lesson=../../etc/passwd"):
        page = author.read(INBOX + args)
        assert "<script>" not in page.partition("<main")[2]


def test_the_inbox_costs_few_statements_however_many_there_are(
    author: CheckingClient, learner: CheckingClient
) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT], at=NOW - timedelta(days=1), items=("psm-values",))
    for n in range(4):
        answer(author, add_report(learner, sitting, text=f"Number {n} of the item."), ANSWER)
        add_lesson_report(learner, n=n)

    with statements(author.application) as seen:
        author.read(f"{INBOX}?state=all")

    # The person, the counts, the reports, their steps, the corrections.
    assert len(seen.sql) <= 5, seen.sql
