"""Which role is nearest, and the sentences that say why."""

import pytest

from tests.domain.planning.cast import rated as ratings
from tests.domain.planning.cast import role, skill
from tpmlearn.domain.content.catalogue import Area, Catalogue
from tpmlearn.domain.planning.nearest import explain_role, nearest_role

CODES = [f"S{number}" for number in range(1, 11)]


def ten_skills(**roles: dict[str, tuple[int, int]]) -> Catalogue:
    """Ten skills, S1 to S10; a role asks for level 2, weight 1, where it says nothing else."""
    plain = dict.fromkeys(CODES, (2, 1))
    return Catalogue(
        version="v1",
        areas={"DEL": Area("DEL", "Delivery", "", tuple(CODES))},
        skills={code: skill(code, f"Skill {code[1:]}") for code in CODES},
        roles={
            slug: role(slug, number, {**plain, **asked})
            for number, (slug, asked) in enumerate(roles.items())
        },
    )


def all_at(level: int, codes: list[str] = CODES) -> dict[str, int]:
    return dict.fromkeys(codes, level)


def test_it_orders_roles_by_weighted_shortfall() -> None:
    # lead: S1 asks 4, weight 3: 2*3 = 6. help: S1 and S2 ask 3, weight 1: 1 + 1 = 2.
    content = ten_skills(lead={"S1": (4, 3)}, help={"S1": (3, 1), "S2": (3, 1)})

    found = nearest_role(content, ratings(**all_at(2)))

    assert [(one.report.role, one.shortfall) for one in found.distances] == [
        ("help", 2),
        ("lead", 6),
    ]
    assert found.nearest is found.distances[0]


def test_it_keeps_the_order_of_roles_between_equals() -> None:
    content = ten_skills(second={}, first={})

    found = nearest_role(content, ratings(**all_at(2)))

    assert [one.report.role for one in found.distances] == ["second", "first"]


def test_it_counts_rated_skills_only_and_says_their_share() -> None:
    content = ten_skills(lead={"S10": (5, 3)})

    found = nearest_role(content, ratings(**all_at(1, CODES[:8]))).distances[0]

    assert (found.shortfall, found.levels, found.below) == (8, 8, 8)
    assert found.share_rated == pytest.approx(0.8)


@pytest.mark.parametrize(("rated", "named"), [(7, False), (8, True)])
def test_it_names_no_nearest_role_under_eight_ratings(rated: int, named: bool) -> None:
    content = ten_skills(lead={})

    found = nearest_role(content, ratings(**all_at(2, CODES[:rated])))

    assert (found.nearest is not None) is named


@pytest.mark.parametrize(
    ("levels", "sentences"),
    [
        (
            all_at(2),
            (
                "Lead is nearest: 2 of its 10 skills are below what it asks, three levels in all.",
                "The largest: Skill 1, two levels.",
            ),
        ),
        (
            {**all_at(2), "S1": 3},
            (
                "Lead is nearest: 2 of its 10 skills are below what it asks, two levels in all.",
                "The largest: Skill 1 and Skill 2, one level each.",
            ),
        ),
        (
            {**all_at(2), "S1": 4},
            (
                "Lead is nearest: 1 of its 10 skills is below what it asks, one level in all.",
                "The largest: Skill 2, one level.",
            ),
        ),
        (all_at(5), ("Lead is nearest: none of its 10 skills is below what it asks.",)),
        (
            all_at(0, CODES[:8]),
            (
                "Lead is nearest, going by the 8 of 10 skills rated: all these 8 skills are below "
                "what it asks, 19 levels in all.",
                "The largest: Skill 1, four levels.",
            ),
        ),
        (all_at(2, CODES[:7]), ("Not enough ratings yet: rate one more skill.",)),
        ({}, ("Not enough ratings yet: rate eight more skills.",)),
    ],
)
def test_it_says_why_in_plain_sentences(levels: dict[str, int], sentences: tuple[str, ...]) -> None:
    content = ten_skills(lead={"S1": (4, 3), "S2": (3, 1)})

    found = nearest_role(content, ratings(**levels))

    assert explain_role(found, "lead") == sentences


def test_it_says_why_a_role_with_fewer_missing_levels_is_not_the_nearest() -> None:
    # help: two levels, weight 1 = 2; lead: one level, weight 3 = 3.
    content = ten_skills(lead={"S1": (3, 3)}, help={"S2": (4, 1)})

    found = nearest_role(content, ratings(**all_at(2)))

    assert explain_role(found, "help")[-1] == (
        "Lead is fewer levels away, but in skills that weigh more in that job."
    )
    assert explain_role(found, "lead")[0].startswith("Lead: 1 of its 10 skills is below")
