"""The forward pass in many runs: chains, paths that meet, weeks of their own, fixed starts."""

import numpy as np
import pytest

from tpmlearn.domain.planning.draws import EXACT, Floats, HoursSpread, Spread
from tpmlearn.domain.planning.network import Link, LinkKind
from tpmlearn.domain.planning.runs import Batch, Odds, Work, batches

SURE = Spread(1.0, 1.0, 1.0)
WIDE = Spread(0.5, 1.0, 2.5)
EDGES: Floats = np.arange(0.0, 80 * 240.0, 240.0, dtype=np.float64)
STILL = Odds(0.0, EXACT)
HALF = HoursSpread(Spread(0.5, 0.5, 0.5), SURE, 0.0)


def _work(
    key: str,
    effort: float = 60.0,
    *,
    spread: Spread = SURE,
    gap: float = 0.0,
    pauses: float = 0.0,
    start: float = 0.0,
    weeks: float = 0.0,
) -> Work:
    return Work(key, weeks * 240 if weeks else effort, pauses, gap, start, bool(weeks), spread)


def _ends(
    works: list[Work], links: list[Link], odds: Odds = STILL, *, count: int = 10_000, seed: int = 1
) -> dict[str, Floats]:
    """The minutes at which each work ends, in all runs."""
    into: dict[str, list[Link]] = {}
    for link in links:
        into.setdefault(link.after, []).append(link)
    rng = np.random.default_rng(seed)
    found = list(batches(works, into, EDGES, odds=odds, count=count, rng=rng))
    return {
        work.key: np.concatenate([batch.end_of([work.key]) for batch in found]) for work in works
    }


def test_without_chance_a_chain_ends_after_its_sum() -> None:
    works = [_work("a"), _work("b", 90, gap=10), _work("c", 30, pauses=20)]

    found = _ends(works, [Link("a", "b"), Link("b", "c")], count=3)

    assert [set(found[key]) for key in "abc"] == [{60.0}, {160.0}, {210.0}]


@pytest.mark.parametrize(
    ("link", "end"),
    [
        (Link("a", "b"), 120),
        (Link("a", "b", LinkKind.SS), 60),
        (Link("a", "b", LinkKind.FS, 240), 360),
        (Link("a", "b", LinkKind.SS, 240), 300),
    ],
)
def test_it_knows_links_with_their_lags(link: Link, end: float) -> None:
    assert set(_ends([_work("a"), _work("b")], [link], count=3)["b"]) == {end}


def test_a_fixed_start_is_kept_and_lets_nothing_start_before_it() -> None:
    found = _ends([_work("a"), _work("b", start=480)], [Link("a", "b")], count=3)

    assert set(found["b"]) == {540.0}


def test_a_chain_has_the_mean_and_the_sd_of_its_sum() -> None:
    """20 of PERT (30, 60, 150) minutes: mean 70, variance 40 * 80 / 7."""
    works = [_work(f"w{n:02}", spread=WIDE) for n in range(20)]
    links = [Link(f"w{n:02}", f"w{n + 1:02}") for n in range(19)]

    ends = _ends(works, links)["w19"]

    mean, sd = 20 * 70, (20 * 40 * 80 / 7) ** 0.5
    assert ends.mean() == pytest.approx(mean, abs=4 * sd / 100)
    # The standard error of an SD is sd / sqrt(2 n).
    assert ends.std() == pytest.approx(sd, abs=4 * sd / 141)


def test_where_two_paths_meet_the_later_one_decides() -> None:
    """The greater of two values of one distribution: E = mean + 0.564 SD for a normal one.

    Each path is the sum of 30, so that it is nearly normal.
    """
    works = [_work(f"{path}{n:02}", spread=WIDE) for path in "ab" for n in range(30)]
    links = [Link(f"{path}{n:02}", f"{path}{n + 1:02}") for path in "ab" for n in range(29)]
    meet = _work("meet", 60)

    found = _ends([*works, meet], [*links, Link("a29", "meet"), Link("b29", "meet")])

    mean, sd = 30 * 70, (30 * 40 * 80 / 7) ** 0.5
    assert found["a29"].mean() == pytest.approx(mean, abs=4 * sd / 100)
    assert found["meet"].mean() == pytest.approx(mean + 60 + sd / np.pi**0.5, abs=0.05 * sd)


def test_half_the_hours_take_twice_the_time_but_not_weeks_of_their_own() -> None:
    works = [_work("study"), _work("weeks", weeks=3)]

    found = _ends(works, [], Odds(0.0, HALF), count=3)

    assert set(found["study"]) == {120.0}
    assert set(found["weeks"]) == {720.0}


def test_what_takes_its_own_weeks_is_waited_for() -> None:
    works = [_work("weeks", weeks=3), _work("after")]

    found = _ends(works, [Link("weeks", "after")], Odds(0.0, HALF), count=3)

    assert set(found["after"]) == {840.0}


def test_a_lag_passes_whether_it_is_worked_or_not() -> None:
    works, link = [_work("a"), _work("b")], Link("a", "b", LinkKind.FS, 240)

    assert set(_ends(works, [link], Odds(0.0, HALF), count=3)["b"]) == {480.0}


def test_pace_scales_study_and_nothing_that_is_fixed() -> None:
    works = [_work("study", spread=WIDE), _work("exam")]

    found = _ends(works, [], Odds(0.5, EXACT))

    assert found["exam"].std() == 0
    assert found["study"].std() > 30


def test_one_person_finds_fewer_hours_in_all_weeks_of_a_run() -> None:
    """With one factor for all weeks the spread of the end does not cancel out."""
    works = [_work("long", 20 * 240)]
    tied = HoursSpread(Spread(0.5, 1.0, 1.5), SURE, 0.0)
    loose = HoursSpread(SURE, Spread(0.5, 1.0, 1.5), 0.0)

    together, apart = (_ends(works, [], Odds(0.0, one))["long"].std() for one in (tied, loose))

    assert together > 3 * apart


def test_the_same_seed_gives_the_same_runs() -> None:
    works, odds = [_work("a", spread=WIDE)], Odds(0.3, HoursSpread())

    first, again, other = (_ends(works, [], odds, seed=seed)["a"] for seed in (1, 1, 2))

    assert (first == again).all()
    assert (first != other).any()


def test_it_yields_all_runs_in_batches_with_what_was_drawn() -> None:
    works = [_work(str(n), spread=WIDE) for n in range(300)]

    found: list[Batch] = list(
        batches(
            works,
            {},
            EDGES,
            odds=Odds(0.3, HoursSpread()),
            count=2_001,
            rng=np.random.default_rng(1),
        )
    )

    assert sum(len(batch.pace) for batch in found) == 2_001
    assert len(found) > 1
    assert {batch.factors.shape[0] for batch in found} == {300}
    assert all(np.isfinite(batch.end_of(["0", "299"])).all() for batch in found)
