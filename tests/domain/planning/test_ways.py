"""What lies between a person and a role, and what helps."""

from dataclasses import replace

from tests.domain.planning.cast import catalogue, rated
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.gaps import GapReport, gap_report
from tpmlearn.domain.planning.ways import developer_gaps, developer_strengths, ways

STATEMENTS = ("none", "first", "second", "third", "fourth", "fifth")


def _content() -> Catalogue:
    content = catalogue()
    skills = {
        code: replace(one, statements=tuple(f"{code} {said}" for said in STATEMENTS))
        for code, one in content.skills.items()
    }
    return replace(content, skills=skills)


def _report(**levels: int) -> GapReport:
    content = _content()
    return gap_report(content, content.roles["lead"], rated(**levels))


def test_a_way_leads_from_the_statement_that_counts_to_the_one_that_is_asked() -> None:
    (way,) = ways(_content(), _report(RISK=1))

    assert (way.here, way.asked) == ("RISK first", "RISK third")
    assert way.missing == "two levels"
    assert way.counts == "rated, not tested"


def test_a_way_names_lessons_and_work_whose_lessons_are_there() -> None:
    risk, buy = ways(_content(), _report(RISK=0, BUY=0))
    (estimate,) = ways(_content(), _report(EST=0))

    assert [one.slug for one in risk.lessons] == ["02-scope"]
    assert [one.slug for one in risk.assignments] == ["jb1-own-a-register"]
    assert estimate.assignments == ()
    assert (buy.lessons, buy.assignments) == ((), ())


def test_what_a_developer_brings_is_enough_or_furthest_away_first() -> None:
    report = gap_report(catalogue(), catalogue().roles["help"], {})

    assert [row.skill for row in developer_strengths(report)] == ["EST", "RISK"]
    assert [row.skill for row in developer_gaps(report)] == ["TALK", "BUY"]
