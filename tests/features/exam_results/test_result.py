"""The result of a sitting: verdict and whose, shares with intervals, another mock, traps, time."""

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.features.exam_results.cast import ago, items_of, mixed, rescore, result, told
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import NOTHING, RIGHT, WRONG, At, sat_exam
from tests.support.invigilating import add_code, opened_by
from tpmlearn.records.catalogue import current_catalogue

PATHS = ["", "/questions", "/1"]


def test_the_verdict_says_by_whose_rule_and_nothing_of_the_real_exam(
    learner: CheckingClient,
) -> None:
    ours = told(learner, result(sat_exam(learner, "pmp-2026", mixed(45, 15), at=ago(1))))
    owners = told(learner, result(sat_exam(learner, "psm-i", mixed(36, 4), at=ago(1))))
    marks = told(
        learner, result(sat_exam(learner, "prince2-practitioner", mixed(10, 30), at=ago(1)))
    )

    assert "our rule for being ready, at least 75 % in each domain." in ours
    assert "The owner of the exam publishes no pass mark." in ours
    assert "Reached: the pass mark of the exam's owner, at least 85 % of the questions" in owners
    assert "Not reached: the pass mark of the exam's owner, at least 60 % of the marks" in marks
    for page in (ours, owners, marks):
        assert "a result here is no statement about passing it" in page
        assert "does not endorse it" in page
        assert "unsupervised" in page


@pytest.mark.parametrize(
    ("timed", "extra", "words"),
    [(True, 0, "answered timed"), (True, 50, "with 50 % more time"), (False, 0, "a clock")],
)
def test_it_says_how_it_was_taken(
    learner: CheckingClient, timed: bool, extra: int, words: str
) -> None:
    sitting = sat_exam(learner, "psm-i", mixed(8, 2), at=ago(1), timed=timed, extra=extra)

    page = told(learner, result(sitting))

    assert words in page
    assert "10 of 10 questions answered" in page


def test_its_conditions_stand_in_one_line(learner: CheckingClient) -> None:
    app = learner.application
    done = [replace(one, seen=n < 2) for n, one in enumerate(mixed(6, 1, nothing=1))]
    sitting = sat_exam(learner, "psm-i", done, at=ago(1))
    alone = told(learner, result(sitting))
    opened_by(app, sitting, add_code(app, invigilator="Ada <b>Obi</b>"))
    watched = told(learner, result(sitting))

    rest = "open bank 7 answers first time 25 % seen before provisional"
    assert f"unsupervised {rest}" in alone
    assert f"invigilated by Ada <b>Obi</b>, Lagos Test House {rest}" in watched


def test_shares_come_with_interval_number_and_our_band(learner: CheckingClient) -> None:
    page = told(learner, result(sat_exam(learner, "psm-i", mixed(32, 8), at=ago(1))))

    # Wilson, 90 %, 32 of 40: .6781 to .8835.
    assert "You earned 32 of 40 questions: 80 %, nine times in ten 68 to 88 %." in page
    assert "All questions: 80 % of 40 questions; nine times in ten 68 to 88 %." in page
    assert "bands of our own" in page
    assert "Wilson's interval, 90 %" in page


@pytest.mark.parametrize(
    ("right", "wrong", "band"),
    [(40, 0, "Above our mark"), (34, 6, "About at our mark"), (20, 20, "Below our mark")],
)
def test_a_band_goes_by_the_whole_interval(
    learner: CheckingClient, right: int, wrong: int, band: str
) -> None:
    page = told(learner, result(sat_exam(learner, "psm-i", mixed(right, wrong), at=ago(1))))

    assert re.search(rf"All questions: \d+ % of 40 questions; [^.]*\. {band}", page)


def test_another_mock_is_a_range_from_unseen_questions(learner: CheckingClient) -> None:
    done = [replace(one, seen=n % 2 == 0) for n, one in enumerate(mixed(30, 10))]
    page = told(learner, result(sat_exam(learner, "psm-i", done, at=ago(1))))

    assert re.search(r"As a whole you would earn \d+ to \d+ %, nine times in ten", page)
    assert "the 20 questions of this sitting that you had not seen before" in page
    assert "50 % of the questions that count (20 of 40) had been shown to you before" in page


def test_without_unseen_questions_nothing_is_said_of_another_mock(learner: CheckingClient) -> None:
    done = [At(seen=True)] * 10
    page = told(learner, result(sat_exam(learner, "psm-i", done, at=ago(1))))

    assert "not enough data" in page
    assert "100 % of the questions that count (10 of 10) had been shown to you before" in page


def test_traps_are_told_for_the_sitting_and_for_all_with_a_drill_on_each(
    learner: CheckingClient,
) -> None:
    sat_exam(learner, "pmp-2026", [WRONG] * 30, at=ago(9))
    sitting = sat_exam(learner, "pmp-2026", [WRONG] * 30, at=ago(1))
    html = learner.read(result(sitting))
    slugs = re.findall(r'name="drill" value="trap:([a-z0-9-]+)"', html)

    page = told(learner, result(sitting))

    assert len(slugs) >= 3
    with learner.application.app_context():
        traps = current_catalogue().traps
    first = traps[slugs[0]]
    assert f'href="/learn/{first.lesson}"' in html
    found = re.search(re.escape(first.name) + r" (\d+) answers? here; (\d+) answers in all", page)
    assert found
    assert int(found[2]) == 2 * int(found[1])


def test_a_trap_can_be_drilled_at_once(learner: CheckingClient) -> None:
    html = learner.read(result(sat_exam(learner, "pmp-2026", [WRONG] * 20, at=ago(1))))
    action, slug = re.findall(
        r'<form method="post" action="([^"]+)"[^>]*>.*?name="drill" value="(trap:[a-z0-9-]+)"',
        html.split('id="traps"')[1],
        re.DOTALL,
    )[0]

    response = learner.send(action, drill=slug, time="0")

    assert response.status_code == 302
    assert "/exams/sittings/" in response.headers["Location"]


def test_time_is_told_against_the_pace(learner: CheckingClient) -> None:
    done = [At(seconds=30)] * 20 + [At(seconds=90)] * 19 + [At(right=None, seconds=300)]
    html = learner.read(result(sat_exam(learner, "psm-i", done, at=ago(1))))
    page = told(learner, result(sat_exam(learner, "psm-i", done, at=ago(1))))

    assert "In all 44 min Median a question" in page
    assert "Pace of the exam 45 s" in page
    assert "Without an answer 1" in page
    assert "Question 40 300 s, no answer" in page
    assert "Questions 31 to 40" in html


def test_without_times_it_says_so(learner: CheckingClient) -> None:
    done = [At(seconds=0)] * 5
    page = told(learner, result(sat_exam(learner, "psm-i", done, at=ago(1))))

    assert "No times were measured." in page


def test_what_does_not_count_is_named_only_now(learner: CheckingClient) -> None:
    done = [RIGHT, At(scored=False), At(late=True), WRONG, *[RIGHT] * 6]
    sitting = sat_exam(learner, "psm-i", done, at=ago(1))

    page = told(learner, result(sitting))

    assert "You earned 7 of 9 questions that count" in page
    assert "Not scored, as they are being tried out: question 2." in page
    assert "kept and not scored: question 3." in page
    assert "Perhaps lucky" in page


def test_a_sitting_in_which_nothing_counts_has_no_share(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [At(scored=False)] * 3, at=ago(1))

    assert "No question of this sitting counts" in told(learner, result(sitting))


def test_a_drill_passes_nothing(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "pmp-2026", mixed(5, 5), at=ago(1), drill="domain:PE")
    html, page = learner.read(result(sitting)), told(learner, result(sitting))

    assert "A drill: it passes nothing" in page
    assert "Compare sittings" not in page
    assert 'href="/exams/drills"' in html


@pytest.mark.parametrize("under_way", [{"at": ago(0), "ended": False}, {"at": ago(0.01)}])
@pytest.mark.parametrize("rest", PATHS)
def test_until_it_has_ended_it_leads_to_the_desk_and_tells_no_key(
    learner: CheckingClient, rest: str, under_way: dict[str, Any]
) -> None:
    """Time that is up alone tells nothing: a clock that is put back would open it again."""
    sitting = sat_exam(learner, "psm-i", mixed(7, 3), swept=False, **under_way)

    response = learner.get(result(sitting, rest))

    assert response.status_code == 302
    assert response.headers["Location"] == f"/exams/sittings/{sitting}"


@pytest.mark.parametrize("rest", PATHS)
def test_nobody_else_sees_it(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient, rest: str
) -> None:
    sitting = sat_exam(learner, "psm-i", mixed(7, 3), at=ago(1))

    assert stranger.get(result(sitting, rest)).status_code == 404
    assert visitor.get(result(sitting, rest)).status_code == 404
    assert learner.get(result("no-such-sitting", rest)).status_code == 404


def test_a_re_scoring_is_told_with_both_figures_and_why(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", mixed(33, 7), at=ago(3))
    wrong = [n for n, one in enumerate(mixed(33, 7), start=1) if one is WRONG]
    why = "Two options were right & <b>both</b> defensible."
    rescore(learner, sitting, earned=33, marks=38, passed=True, why=why, left_out=wrong[:2])

    page, html = told(learner, result(sitting)), learner.read(result(sitting))

    assert "Scored again on" in page
    assert "A question was withdrawn: Two options were right & <b>both</b> defensible." in page
    assert "&lt;b&gt;both" in html
    assert "You had 33 of 40, not reached; since then it is 33 of 38, reached" in page
    assert "You earned 33 of 38 questions that count" in page
    assert f"Withdrawn, so they do not count: question {wrong[0]}, question {wrong[1]}." in page


def test_having_seen_a_re_scoring_can_be_noted(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    sitting = sat_exam(learner, "psm-i", mixed(33, 7), at=ago(3))
    rescore(learner, sitting, earned=33, marks=39, passed=False, why="Why.", left_out=[1])
    assert "I have seen this" in learner.read(result(sitting))

    assert stranger.send(result(sitting, "/noted"), revision="1").status_code == 404
    assert learner.send(result(sitting, "/noted"), revision="no number").status_code == 302
    assert "I have seen this" in learner.read(result(sitting))
    assert learner.send(result(sitting, "/noted"), revision="1").status_code == 302

    page = learner.read(result(sitting))
    assert "I have seen this" not in page
    assert "Scored again on" in page


def test_it_takes_few_statements_and_writes_nothing(learner: CheckingClient) -> None:
    for day in (9, 5, 1):
        sitting = sat_exam(learner, "pmp-2026", mixed(40, 20), at=ago(day))
    learner.read(result(sitting))

    with statements(learner.application) as seen:
        learner.read(result(sitting))

    assert len(seen.sql) <= 13
    assert seen.commits == 0


def test_misses_go_to_review_and_back(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT, WRONG, NOTHING], at=ago(2))
    assert "2 questions that were wrong or have no answer would come back" in told(
        learner, result(sitting)
    )

    assert learner.send(result(sitting, "/review")).status_code == 302

    page = told(learner, result(sitting))
    assert "2 of the 2 that were wrong or have no answer are in review." in page
    assert "Send misses to review" not in page
    assert "2 questions in review." in told(learner, "/review")
    assert learner.send(result(sitting, "/review/undo")).status_code == 302
    assert "Send misses to review" in told(learner, result(sitting))
    assert "Nothing to review yet" in told(learner, "/review")


def test_a_sitting_without_misses_has_nothing_to_send(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT] * 4, at=ago(2))

    assert "Send misses to review" not in told(learner, result(sitting))
    assert learner.send(result(sitting, "/review")).status_code == 302


@pytest.mark.parametrize("rest", ["/review", "/review/undo", "/noted"])
def test_what_changes_something_is_for_its_person_alone_and_not_forged(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient, rest: str
) -> None:
    sitting = sat_exam(learner, "psm-i", [WRONG] * 4, at=ago(2))
    running = sat_exam(learner, "psm-i", [WRONG] * 4, at=ago(0), ended=False)

    assert stranger.send(result(sitting, rest)).status_code == 404
    assert visitor.send(result(sitting, rest)).status_code == 404
    assert learner.send(result(running, rest)).status_code == 404
    assert learner.post(result(sitting, rest)).status_code == 400
    assert "Nothing to review yet" in told(learner, "/review")


def test_a_sent_item_is_asked_in_review_with_its_exam_as_its_source(
    learner: CheckingClient,
) -> None:
    sitting = sat_exam(learner, "pmp-2026", [WRONG], at=ago(2))
    learner.send(result(sitting, "/review"))
    item = items_of(learner, sitting)[0]

    page = learner.read("/review")

    assert 'href="/exams/pmp-2026"' in page
    assert "Exam: PMP practice exam, 2026 outline" in page
    assert item not in page
