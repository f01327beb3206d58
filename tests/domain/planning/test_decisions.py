"""Expected values of a decision tree worked by hand."""

import pytest

from tpmlearn.domain.planning.decisions import Branch, Fork, chosen, expected, walk


def option(name: str, cost: float, *outcomes: tuple[float, float]) -> Branch:
    ends = tuple(Branch(f"{p}", value=value, probability=p) for p, value in outcomes)
    return Branch(name, Fork.CHANCE, cost=cost, branches=ends)


A = option("A", 50, (0.6, 120), (0.4, 30))
B = option("B", 80, (0.9, 130), (0.1, 60))


@pytest.mark.parametrize(("branch", "value"), [(A, 34), (B, 43)])
def test_a_chance_is_worth_its_mean_less_its_cost(branch: Branch, value: float) -> None:
    assert expected(branch) == pytest.approx(value)


def test_a_choice_is_worth_its_best_branch() -> None:
    choice = Branch("Build or buy", Fork.CHOICE, branches=(A, B))

    assert chosen(choice) is B
    assert expected(choice) == pytest.approx(43)
    assert [(depth, one.name) for depth, one in walk(choice)][:2] == [(0, "Build or buy"), (1, "A")]


def test_a_threat_and_an_opportunity_sum_up() -> None:
    threat = option("Threat", 0, (0.3, -40_000), (0.7, 0))
    chance = option("Opportunity", 0, (0.2, 25_000), (0.8, 0))

    assert expected(threat) == pytest.approx(-12_000)
    assert expected(threat) + expected(chance) == pytest.approx(-7_000)


def test_a_choice_after_a_chance_counts_with_its_cost() -> None:
    later = Branch("Later", Fork.CHOICE, probability=0.5, cost=5, branches=(A, B))
    tree = Branch("Now", Fork.CHANCE, branches=(later, Branch("Stop", probability=0.5)))

    assert expected(tree) == pytest.approx(0.5 * 38)
    assert chosen(tree) is None
