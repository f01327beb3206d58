"""Marks, parts and the pass rule, with numbers worked by hand."""

from dataclasses import replace

import pytest

from tpmlearn.domain.content.catalogue import PassRule
from tpmlearn.domain.exams.scoring import Marked, amended, from_json, score, to_json

OURS = PassRule(0.75, each_domain=True, whose="ours")
OWNERS = PassRule(0.6, each_domain=False, whose="the owner")


def questions(domain: str, right: int, wrong: int, *, scored: bool = True) -> list[Marked]:
    """`right` right and `wrong` wrong questions of one mark."""
    return [
        Marked(n, domain, scored, answered=True, right=n < right, earned=int(n < right), marks=1)
        for n in range(right + wrong)
    ]


def test_it_adds_up_part_by_part_and_leaves_unscored_ones_out() -> None:
    found = score(
        [*questions("PE", 3, 1), *questions("PR", 1, 1), *questions("PE", 5, 0, scored=False)],
        OURS,
    )

    assert [(one.domain, one.right, one.questions) for one in found.domains] == [
        ("PE", 3, 4),
        ("PR", 1, 2),
    ]
    assert (found.earned, found.marks, found.passed) == (4, 6, False)


@pytest.mark.parametrize(("right", "passed"), [(35, False), (36, True)])
def test_the_whole_must_reach_the_share(right: int, passed: bool) -> None:
    assert score(questions("all", right, 60 - right), OWNERS).passed is passed


def test_one_weak_domain_fails_where_each_must_pass() -> None:
    strong, weak = questions("PE", 10, 0), questions("PR", 7, 3)

    assert not score([*strong, *weak], OURS).passed
    assert score([*strong, *questions("PR", 8, 2)], OURS).passed


def test_nothing_to_score_is_not_passed() -> None:
    assert not score([], OURS).passed
    assert not score([], OWNERS).passed


def test_marks_count_where_questions_have_several() -> None:
    rows = [
        Marked(1, "practices", True, True, False, 1, 2),
        Marked(2, "people", True, True, True, 1, 1),
    ]

    found = score(rows, OWNERS)

    assert (found.earned, found.marks, found.passed) == (2, 3, True)


def test_parts_survive_being_stored() -> None:
    found = score(questions("PE", 3, 1), OURS)

    assert from_json(to_json(found.domains)) == found.domains


def test_parts_are_amended_as_if_added_up_anew() -> None:
    before = [*questions("PE", 1, 1), *questions("PR", 1, 0), *questions("BE", 2, 0)]
    one, two = before[1], before[2]
    out = replace(two, scored=False)
    right = replace(one, right=True, earned=1)
    domains = score(before, OURS).domains

    found = amended(domains, [one, two], [right, out], order=["PE", "PR", "BE"])
    back = amended(found, [right, out], [one, two], order=["PE", "PR", "BE"])

    assert found == score([before[0], right, *before[3:]], OURS).domains
    assert [part.domain for part in found] == ["PE", "BE"]
    assert back == domains
    assert [part.domain for part in amended(found, [out], [two], order=["PE"])] == [
        "PE",
        "BE",
        "PR",
    ]
