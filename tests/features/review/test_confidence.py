"""The page on confidence: a count under 30 answers, then a sentence, figures and a picture."""

from tests.features.review.cast import ago, told
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.review import OTHER, SLUG, practise

THIRD = "17-forecast-with-history"


def _read(client: CheckingClient) -> str:
    return told(client, "/review/confidence")


def _thirty(client: CheckingClient, *, wrong: int, sure: int) -> None:
    for slug in (SLUG, OTHER, THIRD):
        practise(client, ago(3), slug=slug, wrong=wrong, sure=[sure] * 10)


def test_a_visitor_is_told_how_to_begin(visitor: CheckingClient) -> None:
    page = _read(visitor)

    assert "Not enough answers yet: 0 of 30" in page
    assert "<figure" not in visitor.read("/review/confidence")


def test_under_thirty_answers_it_only_counts(learner: CheckingClient) -> None:
    practise(learner, ago(1), sure=[90] * 10)
    practise(learner, ago(1), slug=OTHER, sure=[90, None, 80])

    assert "Not enough answers yet: 12 of 30" in _read(learner)


def test_later_answers_at_the_same_questions_do_not_count(learner: CheckingClient) -> None:
    for days in (3, 2, 1):
        practise(learner, ago(days), sure=[90] * 10)

    assert "Not enough answers yet: 10 of 30" in _read(learner)


def test_from_thirty_on_it_says_what_it_means_and_how_sure_that_is(
    learner: CheckingClient,
) -> None:
    _thirty(learner, wrong=4, sure=90)

    page = _read(learner)

    # 18 of 30 right; Wilson's 90 % interval of that is .449 to .735.
    assert "You were 90 % sure on average and right in 60 %, 18 of 30 first answers." in page
    assert "You are surer than you are right, by 30 points." in page
    assert "+30 points, +17 to +45" in page
    # .6 of .01 and .4 of .81
    assert "Brier score, and 90 % interval 0.33, 0.22 to 0.45" in page
    assert "First answers 30" in page


def test_where_nothing_can_be_said_it_says_so(learner: CheckingClient) -> None:
    _thirty(learner, wrong=2, sure=80)

    assert "do not show that you are too sure or too unsure" in _read(learner)


def test_who_is_too_unsure_is_told_kindly(learner: CheckingClient) -> None:
    _thirty(learner, wrong=0, sure=60)

    page = _read(learner)

    assert "You are right more often than you say" in page
    assert "by 40 points" in page


def test_the_picture_has_its_table(learner: CheckingClient) -> None:
    _thirty(learner, wrong=4, sure=90)

    page = learner.read("/review/confidence")

    assert page.count('role="img"') == 2
    assert "How sure you were, and what was right" in page
    assert "90 % 30 18 60 % 45 to 73 %" in _read(learner)


def test_it_takes_one_statement_beside_the_person(learner: CheckingClient) -> None:
    _thirty(learner, wrong=4, sure=90)

    with statements(learner.application) as seen:
        learner.read("/review/confidence")

    assert len(seen.sql) == 2
    assert seen.commits == 0


def test_it_is_ones_own(learner: CheckingClient, stranger: CheckingClient) -> None:
    _thirty(learner, wrong=4, sure=90)

    assert "0 of 30" in _read(stranger)
