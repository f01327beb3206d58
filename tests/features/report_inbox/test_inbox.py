"""The authors' inbox of items: without names, with answers that can be replaced."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from tests.features.problem_reports.cast import TEXT, add_report, answer, reports, steps
from tests.support.client import CheckingClient
from tests.support.exams import RIGHT, sat_exam
from tests.support.former import PILLARS, moved_key, was

NOW = datetime.now(UTC)
INBOX = "/author/reports"
ITEMS = ("psm-values", PILLARS)
ANSWER = "You are right; the key is mended, and your result with it."


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def sat(client: CheckingClient) -> str:
    return sat_exam(client, "psm-i", [RIGHT] * 2, at=NOW - timedelta(days=1), items=ITEMS)


@pytest.fixture
def report(learner: CheckingClient) -> str:
    """Ada's report of the second question."""
    return add_report(learner, sat(learner), 2)


def test_an_author_finds_it_in_the_menu_and_a_learner_does_not(
    author: CheckingClient, learner: CheckingClient
) -> None:
    assert f'href="{INBOX}"' in author.read("/")
    assert f'href="{INBOX}"' not in learner.read("/")


def test_it_says_when_there_is_nothing(author: CheckingClient) -> None:
    for state in ("", "open", "in-work", "declined", "all", "nonsense"):
        assert "No reports here" in author.read(f"{INBOX}?state={state}")


def test_reports_stand_by_item_with_key_and_reasons_and_without_names(
    author: CheckingClient, learner: CheckingClient, stranger: CheckingClient, report: str
) -> None:
    add_report(stranger, sat(stranger), 2, text="Three pillars? I know of four.")
    add_report(stranger, sat(stranger), 1, text="What about honesty?")

    page = author.read(INBOX)

    text = words(page)
    assert "2 reports psm-pillars" in text
    assert "1 report psm-values" in text
    assert "Waiting: 3 Open: 3 In work: 0 Answered: 0 Mended: 0 Declined: 0 All: 3" in text
    assert "First one sees, then looks closely, then changes something." in text
    assert "Right answer" in text
    for name in ("Ada", "Sven", "ada@", "sven@"):
        assert name not in page
    assert f'href="/author/corrections/{PILLARS}?kind=withdrawn"' in page


def test_it_says_where_the_content_has_another_version(
    author: CheckingClient, learner: CheckingClient
) -> None:
    sitting = sat(learner)
    was(author.application, PILLARS, moved_key(2))
    add_report(learner, sitting, 2)

    page = author.read(INBOX)

    assert "The content has another version of it today" in page
    assert f'href="/author/corrections/{PILLARS}?kind=key"' in page


def test_it_says_what_correction_is_in_force(author: CheckingClient, report: str) -> None:
    path = f"/author/corrections/{PILLARS}?kind=withdrawn"
    author.send(path, why="Two options are right.", version="")

    assert re.search(r"Withdrawn on [^:]+: Two options are right\.", words(author.read(INBOX)))


def test_an_answer_reaches_the_learner(
    author: CheckingClient, learner: CheckingClient, report: str
) -> None:
    response = answer(author, report, f" {ANSWER}\r\nThank you.")

    assert response.headers["Location"] == INBOX
    assert "Answered. Whoever reported it sees it." in author.read(INBOX)
    (step,) = steps(author, report)
    assert (step.text, step.author_id) == (f"{ANSWER}\nThank you.", author.person_id)
    assert reports(author)[report].state == "answered"
    page = words(learner.read("/reports"))
    assert "new answer" in page
    assert ANSWER in page
    assert "Ari" not in page


def test_an_answer_can_be_replaced_and_is_new_again(
    author: CheckingClient, learner: CheckingClient, report: str
) -> None:
    answer(author, report, ANSWER)
    until = re.search(r'name="until" value="([^"]+)"', learner.read("/reports"))
    assert until
    learner.send("/reports/read", until=until[1])
    assert reports(author)[report].seen_at

    answer(author, report, "On second thought the key was right.")

    assert steps(author, report)[-1].text == "On second thought the key was right."
    assert reports(author)[report].seen_at is None
    page = words(learner.read("/reports"))
    assert "new answer" in page
    assert page.index(ANSWER) < page.index("On second thought")


def test_the_same_answer_again_changes_nothing(author: CheckingClient, report: str) -> None:
    answer(author, report, ANSWER)
    before = reports(author)[report].changed_at

    answer(author, report, ANSWER, before="")

    assert reports(author)[report].changed_at == before
    assert len(steps(author, report)) == 1
    assert "stands there already" in author.read(INBOX)


def test_who_comes_second_reads_the_first_answer(author: CheckingClient, report: str) -> None:
    answer(author, report, ANSWER)

    response = answer(author, report, "No, it is as it should be.", before="")

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Another author did something with it" in page
    assert "No, it is as it should be." in page
    assert ANSWER in page
    assert [one.text for one in steps(author, report)] == [ANSWER]


def test_one_answer_can_go_to_all_open_reports_of_an_item(
    author: CheckingClient, stranger: CheckingClient, report: str
) -> None:
    sitting = sat(stranger)
    same = add_report(stranger, sitting, 2)
    done = add_report(stranger, sitting, 2, text="Answered before.")
    other = add_report(stranger, sitting, 1)
    answer(author, done, "This has its own answer.")
    assert "The same answer to the other report that waits here" in words(author.read(INBOX))

    answer(author, report, ANSWER, everyone="y")

    assert "Answered 2 reports" in author.read(INBOX)
    found = {one: [step.text for step in steps(author, one)] for one in reports(author)}
    own = "This has its own answer."
    assert found == {report: [ANSWER], same: [ANSWER], done: [own], other: []}


@pytest.mark.parametrize("text", ["", "too short", "x" * 2001])
def test_a_bad_answer_is_refused_at_its_field(
    author: CheckingClient, report: str, text: str
) -> None:
    response = answer(author, report, text)

    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert f'href="#answer-{report}"' in page
    assert text in page
    assert steps(author, report) == []


def test_the_filter_keeps_to_its_kind_and_stays(
    author: CheckingClient, learner: CheckingClient, report: str
) -> None:
    second = add_report(learner, sat(learner), 1, text="What about honesty?")
    response = answer(author, second, ANSWER, where="?state=open")

    assert response.headers["Location"] == f"{INBOX}?state=open"
    open_, answered = (author.read(f"{INBOX}?state={state}") for state in ("open", "answered"))
    assert TEXT in open_
    assert "What about honesty?" not in open_
    assert "What about honesty?" in answered
    assert TEXT not in answered
    everything = words(author.read(f"{INBOX}?state=all"))
    assert everything.index(TEXT) < everything.index("What about honesty?")
    assert "What about honesty?" not in author.read(INBOX)


def test_a_report_that_was_taken_back_is_gone(
    author: CheckingClient, learner: CheckingClient, report: str
) -> None:
    learner.send(f"/reports/{report}/take-back")

    for text in (ANSWER, "short"):
        response = author.send(f"{INBOX}/{report}/answer", text=text, state="answered", before="")

        assert response.status_code == 302
        assert "This report is gone" in author.read(INBOX)
    assert author.send(f"{INBOX}/{report}/take", before="").status_code == 302
    assert "This report is gone" in author.read(INBOX)


def test_nobody_but_authors_reads_and_answers(
    visitor: CheckingClient,
    learner: CheckingClient,
    recruiter: CheckingClient,
    admin: CheckingClient,
    report: str,
) -> None:
    for client, code in ((visitor, 302), (learner, 403), (recruiter, 403), (admin, 403)):
        assert client.get(INBOX).status_code == code
        for do in ("answer", "take", "give-back", "reopen"):
            path = f"{INBOX}/{report}/{do}"
            response = client.send(path, text=ANSWER, state="answered", before="")
            assert response.status_code == code
    assert steps(admin, report) == []


def test_a_forged_answer_is_refused(author: CheckingClient, report: str) -> None:
    for do in ("answer", "take"):
        data = {"text": ANSWER, "state": "answered", "before": ""}
        assert author.post(f"{INBOX}/{report}/{do}", data=data).status_code == 400

    assert steps(author, report) == []
