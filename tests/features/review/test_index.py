"""The queue: what is due today, the days ahead, no wall of debt, and what an empty one says."""

import re

from tests.features.review.cast import ago, answer, answer_rest, told
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.review import OTHER, SLUG, begin_review, practise, practise_case


def _read(client: CheckingClient) -> str:
    return told(client, "/review")


def test_a_visitor_is_told_what_will_be_here(visitor: CheckingClient) -> None:
    page = _read(visitor)

    assert "Nothing to review yet" in page
    assert "Choose a quiz" in page
    assert "The next 14 days" not in page


def test_who_has_answered_nothing_is_told_so_too(learner: CheckingClient) -> None:
    assert "You have answered no question yet" in _read(learner)


def test_what_was_answered_today_comes_on_another_day(learner: CheckingClient) -> None:
    practise(learner, ago(0), wrong=3, seconds=1)

    page = _read(learner)

    assert "Nothing is due today. The next questions come on" in page
    assert "Start the session" not in page


def test_it_says_how_many_are_due_and_how_long_they_take(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=3)

    page = _read(learner)

    assert "3 questions for today, about 3 min at your pace. That is all that is due." in page
    assert "10 questions in review." in page
    assert "your median of 60 seconds a question over 10 answers" in page


def test_without_times_it_counts_with_the_usual_minutes(learner: CheckingClient) -> None:
    practise_case(learner, ago(1), wrong=2)

    page = learner.read("/review")

    assert "2 questions</strong> for today, about 2 min." in page
    assert "72 seconds a question until ten of yours have been timed" in page
    assert 'href="/quizzes/cases/practice-freight-portal"' in page


def test_after_a_break_one_session_a_day_is_enough(learner: CheckingClient) -> None:
    for slug in (SLUG, OTHER, "17-forecast-with-history"):
        practise(learner, ago(40), slug=slug, wrong=10, seconds=90)

    page = _read(learner)

    assert "10 questions for today, about 15 min at your pace." in page
    assert "20 more questions are due. No need to catch up: one session a day is enough." in page
    table = page.split("The next 14 days", 1)[1]
    assert [int(count) for count in re.findall(r"(\d+) 15 min", table)] == [10, 10, 10]


def test_who_has_had_a_session_may_take_another(learner: CheckingClient) -> None:
    for slug in (SLUG, OTHER):
        practise(learner, ago(40), slug=slug, wrong=10, seconds=90)
    session = begin_review(learner)
    answer_rest(learner, session)

    page = _read(learner)

    assert "Today's session is done. 10 more questions are due and will come on the" in page
    assert "Take another session" in page
    assert "Past sessions" in page
    assert begin_review(learner) != session


def test_the_calendar_has_fourteen_days_and_links_to_lessons(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=4)

    page = learner.read("/review")

    table = page[page.index('class="calendar"') :].split("</table>")[0]
    assert table.count("<tr>") == 15
    assert f'href="/learn/{SLUG}"' in page.split("Which lessons they come from")[1]


def test_it_takes_three_statements_beside_the_person_and_writes_nothing(
    learner: CheckingClient,
) -> None:
    practise(learner, ago(1), wrong=4)

    with statements(learner.application) as seen:
        learner.read("/review")

    assert len(seen.sql) == 4
    assert seen.commits == 0


def test_nobody_sees_what_is_due_for_somebody_else(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    practise(learner, ago(1), wrong=4)

    assert "Nothing to review yet" in _read(stranger)


def test_today_says_what_is_due_beside_the_one_next_step(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=4)

    page = learner.read("/today")

    assert "Review 4 questions" in told(learner, "/today")
    assert "Due today, about 4 min." in told(learner, "/today")
    assert page.count("door-primary") == 1


def test_today_goes_on_with_a_session_and_is_silent_after_it(learner: CheckingClient) -> None:
    practise(learner, ago(1), wrong=2)
    session = begin_review(learner)
    answer(learner, session, 1)
    assert "Go on with the review" in told(learner, "/today")

    answer(learner, session, 2)

    page = learner.read("/today")
    assert f"/review/{session}" not in page
    assert "Due today" not in page


def test_it_is_in_the_menu_of_who_is_known(visitor: CheckingClient, guest: CheckingClient) -> None:
    assert 'href="/review"' not in visitor.read("/").split("<main")[0]
    assert 'href="/review"' in guest.read("/").split("<main")[0]
