"""Gaps against a role, skill by skill."""

from dataclasses import replace

from tests.domain.planning.cast import catalogue, rated, report
from tpmlearn.domain.planning.gaps import gap_report
from tpmlearn.domain.profiles.rating import counted_level


def test_it_sorts_gaps_by_size_times_weight() -> None:
    # EST (4-2)*3 = 6, RISK (3-1)*2 = 4, TALK (3-0)*1 = 3, BUY met.
    found = report(EST=2, RISK=1, TALK=0, BUY=2)

    assert [(row.skill, row.gap, row.weighted) for row in found.gaps] == [
        ("EST", 2, 6),
        ("RISK", 2, 4),
        ("TALK", 3, 3),
    ]


def test_it_breaks_ties_by_the_larger_gap_and_then_by_code() -> None:
    # EST (4-3)*3 = 3, TALK (3-0)*1 = 3, BUY (2-1)*1 = 1, RISK met.
    found = report(EST=3, RISK=3, TALK=0, BUY=1)

    assert [row.skill for row in found.gaps] == ["TALK", "EST", "BUY"]


def test_it_keeps_what_is_not_rated_apart_from_nought() -> None:
    found = report(EST=0)

    unrated = found.not_rated
    assert [row.skill for row in unrated] == ["RISK", "TALK", "BUY"]
    assert {(row.rated, row.counted, row.gap, row.weighted) for row in unrated} == {(None,) * 4}
    assert [row.skill for row in found.gaps] == ["EST"]


def test_it_puts_first_the_strengths_furthest_above_a_developer() -> None:
    # Above a developer: EST 4-2 = 2, RISK 3-2 = 1, TALK 4-1 = 3, BUY 2-0 = 2.
    found = report(EST=4, RISK=3, TALK=4, BUY=2)

    assert [row.skill for row in found.strengths] == ["TALK", "EST", "BUY", "RISK"]
    assert found.gaps == ()


def test_it_measures_the_gap_from_what_counts_and_not_from_what_was_claimed() -> None:
    content = catalogue()
    ratings = {"EST": counted_level(4, artefacts=0, confirmable=0)}

    found = gap_report(content, content.roles["lead"], ratings).rows[0]

    assert (found.rated, found.counted, found.gap, found.developer) == (4, 2, 2, 2)


def test_it_leaves_out_codes_that_framework_or_role_do_not_know() -> None:
    content = catalogue()
    role = content.roles["lead"]
    narrow = replace(role, skills={"EST": role.skills["EST"]})

    found = gap_report(content, narrow, rated(EST=1, GONE=3))

    assert [row.skill for row in found.rows] == ["EST"]
    assert found.rows[0].area_name == "Delivery"
