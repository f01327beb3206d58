"""Every question with its reasons: the list with its filters and pages, and one by itself."""

import re
from dataclasses import replace

import pytest

from tests.features.exam_results.cast import ago, items_of, mixed, rescore, result, told
from tests.support.client import CheckingClient
from tests.support.exams import NOTHING, RIGHT, WRONG, At, sat_exam
from tests.support.former import PILLARS, moved_key, was
from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.assessment.freezing import freeze
from tpmlearn.models import CorrectionRow, ExamItemRow, ExamResultRow, ItemVersionRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_sittings import answers_of, places_of

QUICK = At(seconds=5)
SLOW = At(seconds=200)
KINDS = [RIGHT, WRONG, NOTHING, At(flagged=True), QUICK, SLOW, replace(WRONG, flagged=True)]


def _positions(html: str) -> list[int]:
    return [int(one) for one in re.findall(r'<section aria-labelledby="q(\d+)-head"', html)]


@pytest.mark.parametrize(
    ("show", "positions"),
    [
        ("all", [1, 2, 3, 4, 5, 6, 7]),
        ("wrong", [2, 7]),
        ("flagged", [4, 7]),
        ("slow", [6]),
        ("lucky", [4, 5]),
        ("unanswered", [3]),
        ("anything-else", [1, 2, 3, 4, 5, 6, 7]),
    ],
)
def test_a_filter_shows_its_kind_with_counts_on_all(
    learner: CheckingClient, show: str, positions: list[int]
) -> None:
    sitting = sat_exam(learner, "psm-i", KINDS, at=ago(1))

    html = learner.read(result(sitting, f"/questions?show={show}"))

    assert _positions(html) == positions
    tabs = " ".join(re.sub("<[^>]+>", "", html.split('aria-label="Which questions"')[1]).split())
    assert "All 7 Wrong 2 Flagged 2 Slow 1 Perhaps lucky 2 Without an answer 1" in tabs


def test_it_says_what_slow_and_lucky_mean(learner: CheckingClient) -> None:
    page = told(learner, result(sat_exam(learner, "psm-i", KINDS, at=ago(1)), "/questions"))

    assert "“Slow” is over twice the pace of 45 s." in page
    assert "was flagged, or given in under a quarter of the pace (11 s)" in page


def test_a_kind_without_questions_says_so(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT], at=ago(1))

    assert "No question of this kind" in told(learner, result(sitting, "/questions?show=wrong"))


def test_it_is_paged_by_twenty_and_printed_whole(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT] * 45, at=ago(1))

    first = learner.read(result(sitting, "/questions"))
    last = learner.read(result(sitting, "/questions?show=all&page=3"))
    whole = learner.read(result(sitting, "/questions?print=all"))

    assert _positions(first) == list(range(1, 21))
    assert _positions(last) == list(range(41, 46))
    assert _positions(whole) == list(range(1, 46))
    assert "Page 1 of 3" in first
    assert "page=2" in first


@pytest.mark.parametrize("page", ["0", "2", "x", "-1", "99999999999", "²"])
def test_a_page_that_is_not_there_is_not_found(learner: CheckingClient, page: str) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT] * 5, at=ago(1))

    assert learner.get(result(sitting, f"/questions?page={page}")).status_code == 404


@pytest.mark.parametrize("exam", ["pmp-2026", "prince2-practitioner", "prince2-foundation"])
def test_every_type_is_explained_whether_right_wrong_or_without_an_answer(
    learner: CheckingClient, exam: str
) -> None:
    for done in (RIGHT, WRONG, NOTHING):
        sitting = sat_exam(learner, exam, [done] * 50, at=ago(1))

        html = learner.read(result(sitting, "/questions?print=all"))

        verdict = {RIGHT: "Right.", WRONG: "Not right.", NOTHING: "No answer."}[done]
        assert html.count(f"<strong>{verdict}</strong>") == 50


def test_one_question_has_its_own_page_with_neighbours(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", KINDS, at=ago(1))

    html = learner.read(result(sitting, "/4"))

    assert "Question 4 of 7" in html
    assert result(sitting, "/3") in html
    assert result(sitting, "/5") in html
    assert "flagged" in html
    assert f'action="{result(sitting, "/4/report")}"' in html
    assert learner.get(result(sitting, "/8")).status_code == 404


def test_neighbours_are_of_the_kind_that_is_looked_at(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", KINDS, at=ago(1))

    html = learner.read(result(sitting, "/2?show=wrong"))

    assert f'{result(sitting, "/7")}?show=wrong"' in html
    assert 'rel="prev"' not in html


def test_a_late_answer_is_shown_as_late_and_not_scored(learner: CheckingClient) -> None:
    sitting = sat_exam(
        learner, "psm-i", [RIGHT, At(late=True), At(right=False, late=True)], at=ago(1)
    )

    page, wrong = told(learner, result(sitting, "/2")), told(learner, result(sitting, "/3"))

    assert "Your answer came too late: it is kept and shown here, and not scored." in page
    assert "Right." in page
    assert "your choice" in page
    assert "Not right." in wrong
    assert "You earned 1 of 3" in told(learner, result(sitting))


def test_an_unscored_and_a_withdrawn_question_say_so(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT, At(scored=False), WRONG], at=ago(1))
    rescore(learner, sitting, earned=1, marks=1, passed=True, why="Ambiguous.", left_out=[3])

    assert "not scored: being tried out" in told(learner, result(sitting, "/2"))
    assert "Its author withdrew this question." in told(learner, result(sitting, "/3"))


def _corrected(client: CheckingClient, sitting: str) -> None:
    """Let the key of another version of its first item count: the first wrong option is right."""
    with client.application.app_context(), writing():
        item = {one.id: one for one in current_catalogue().items}[items_of(client, sitting)[0]]
        right = next(n for n, one in enumerate(item.options) if not one.correct)
        options = tuple(
            replace(one, correct=n == right, reason=f"<p>New reason {n}</p>")
            for n, one in enumerate(item.options)
        )
        # In another order, as an author may have put them.
        corrected = replace(item, version="c" * 64, options=options[::-1])
        db.session.add(
            ItemVersionRow(
                version="c" * 64, item=item.id, content=freeze(corrected), first_shown_at=ago(1)
            )
        )
        db.session.flush()
        correction = CorrectionRow(
            id=new_id(),
            item=item.id,
            kind="key",
            item_version="c" * 64,
            why="Wrong.",
            applied_at=ago(0.5),
        )
        db.session.add(correction)
        db.session.commit()


def test_a_corrected_key_counts_and_is_shown(learner: CheckingClient) -> None:
    with learner.application.app_context():
        exam = current_catalogue().exams["psm-i"]
        item = next(one for one in exam.items if one.type == "single")
    sitting = sat_exam(learner, "psm-i", [RIGHT], at=ago(1), items=[item.id])
    _corrected(learner, sitting)

    page = told(learner, result(sitting, "/1"))

    assert "Key corrected" in page
    assert "Not right." in page
    assert "New reason" in page
    assert page.count("your choice") == 1
    assert "You earned 0 of 1" in told(learner, result(sitting))


def test_a_corrected_key_is_shown_without_an_answer_too(learner: CheckingClient) -> None:
    with learner.application.app_context():
        exam = current_catalogue().exams["psm-i"]
        item = next(one for one in exam.items if one.type == "single")
    sitting = sat_exam(learner, "psm-i", [NOTHING], at=ago(1), items=[item.id])
    _corrected(learner, sitting)

    page = told(learner, result(sitting, "/1"))

    assert "No answer." in page
    assert "Key corrected" in page
    assert "New reason" in page


def _decide(author: CheckingClient, kind: str) -> None:
    path = f"/author/corrections/{PILLARS}?kind={kind}"
    version = re.search(r'name="version" type="hidden" value="([^"]*)"', author.read(path))
    assert version
    sent = author.send(path, why="The first option is right.", version=version[1])
    assert sent.status_code == 302


@pytest.mark.parametrize("done", [NOTHING, WRONG, At(scored=False), At(right=False, scored=False)])
def test_a_corrected_key_is_shown_to_those_whose_figures_stayed(
    learner: CheckingClient, author: CheckingClient, done: At
) -> None:
    items = (PILLARS, "psm-values")
    sitting = sat_exam(learner, "psm-i", [done, RIGHT], at=ago(1), items=items)
    with learner.application.app_context():
        order, given = places_of(sitting)[0].order, answers_of(sitting)[1].given
    chosen = [order[int(place)] for place in given]
    was(learner.application, PILLARS, moved_key(next(n for n in (1, 2) if n not in chosen)))
    _decide(author, "key")

    page = told(learner, result(sitting, "/1"))

    with learner.application.app_context():
        assert db.session.query(ExamResultRow).filter_by(sitting_id=sitting).count() == 1
        item = next(one for one in current_catalogue().items if one.id == PILLARS)
    right = next(one for one in item.options if one.correct)
    assert "Key corrected" in page
    assert (
        page.split("Right answer", 1)[1]
        .split("Not right")[0]
        .count(re.sub("<[^>]+>", "", right.html))
        == 1
    )


def test_a_withdrawn_question_says_so_where_it_was_not_scored(
    learner: CheckingClient, author: CheckingClient
) -> None:
    items = (PILLARS, "psm-values")
    sitting = sat_exam(learner, "psm-i", [At(scored=False), RIGHT], at=ago(1), items=items)
    _decide(author, "withdrawn")

    page, whole = told(learner, result(sitting, "/1")), told(learner, result(sitting))

    assert "Its author withdrew this question." in page
    assert "Withdrawn, so they do not count: question 1." in whole
    assert "as they are being tried out" not in whole


def test_the_case_is_told_once_for_the_questions_that_share_it(learner: CheckingClient) -> None:
    with learner.application.app_context():
        case = next(one for one in current_catalogue().cases.values() if one.pool == "test")
    items = [item.id for item in case.items]
    sitting = sat_exam(learner, "pmp-2026", [RIGHT] * len(items), at=ago(1), items=items)

    html = learner.read(result(sitting, "/questions"))

    assert html.count("<summary>The case</summary>") == 1
    assert html.count("The same case as above.") == len(items) - 1
    with learner.application.app_context():
        assert db.session.query(ExamItemRow).count() == len(items)


def test_a_list_is_light_enough(learner: CheckingClient) -> None:
    done = mixed(120, 60)
    sitting = sat_exam(learner, "pmp-2026", done, at=ago(1))

    for page in range(1, 10):
        response = learner.get(
            result(sitting, f"/questions?page={page}"), headers={"Accept-Encoding": "gzip"}
        )
        assert response.status_code == 200
        assert len(response.get_data()) <= 25_000
