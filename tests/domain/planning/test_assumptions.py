"""What stands in for skills that are not rated."""

from tests.domain.planning.cast import catalogue, rated
from tpmlearn.domain.planning.assumptions import assumed_gaps, with_assumptions
from tpmlearn.domain.planning.gaps import gap_report


def test_a_skill_that_is_not_rated_counts_as_a_developers_and_stays_not_rated() -> None:
    ratings = with_assumptions(catalogue(), rated(EST=1))

    assert (ratings["RISK"].rated, ratings["RISK"].counted) == (None, 2)
    assert (ratings["EST"].rated, ratings["EST"].counted) == (1, 1)


def test_only_gaps_without_a_rating_are_assumed() -> None:
    content = catalogue()
    report = gap_report(content, content.roles["lead"], with_assumptions(content, rated(EST=1)))

    assert assumed_gaps(report) == {
        "RISK": "Risk",
        "TALK": "Writing, speaking",
        "BUY": "Buying",
    }
