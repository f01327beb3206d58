"""The benchmark's people all at once are those of the engine one by one."""

import numpy as np
import pytest

from bench import crowd
from bench.crowd import take, take_naively
from bench.planning import plan_request
from bench.simulated import SKILL, calibrated, cold
from bench.soak import main as soak
from bench.times import at, times_of
from tests.support.learners import Asked, recovery_seconds
from tpmlearn.domain.assessment.ability import PRIOR, estimate
from tpmlearn.domain.assessment.curves import GRID
from tpmlearn.domain.assessment.selection import Pool, choose, eligible
from tpmlearn.domain.planning.schedule import schedule


def test_results_are_those_of_the_engine() -> None:
    rng = np.random.default_rng(1)
    log_density = PRIOR + np.log(1 / (1 + np.exp(-(GRID - rng.normal(0, 1, (6, 1))))))

    found = crowd._crowd(np.zeros(6), log_density, np.zeros(1, dtype=int))

    for n, one in enumerate(log_density):
        alone = estimate(one)
        mine = (found.mean[n], found.se[n], found.low[n], found.high[n])
        assert mine == pytest.approx((alone.mean, alone.se, alone.low, alone.high))


def test_the_choice_is_that_of_the_engine() -> None:
    bank = calibrated(60, np.random.default_rng(2))
    exposure = np.linspace(0, 1, 60)
    mass = np.full(81, 1 / 81)
    used = np.zeros((1, 60), dtype=bool)
    used[0, :25] = True

    (mine,) = crowd._choose(
        (bank.information @ mass)[None, :],
        used,
        exposure < 0.5,
        w=1.0,
        rng=np.random.default_rng(3),
    )

    pool = Pool(bank.information, (SKILL,) * 60, ("",) * 60, exposure)
    free = eligible(pool, used=range(25), skill=SKILL, seen=np.zeros(60, dtype=bool))
    assert mine == choose(bank.information, mass, free, w=1.0, draws=np.zeros(free.size))


def test_a_small_bank_runs_over_its_cap_rather_than_out() -> None:
    bank = cold(60, np.random.default_rng(4))
    theta = np.zeros(10)

    found = take(bank, theta, np.random.default_rng(5), length=55)

    assert found.shown.sum() == 550
    assert found.highest_exposure == 1
    # Of 55 of 60 items nearly all are common to any two tests.
    assert found.overlap > 0.9


def test_the_naive_engine_is_surer_than_it_may_be() -> None:
    rng = np.random.default_rng(6)
    bank, theta = cold(150, rng), rng.normal(0, 1, 200)

    ours, theirs = (one(bank, theta, rng, length=20).figures() for one in (take, take_naively))

    assert theirs.se < ours.se
    assert theirs.coverage < ours.coverage


def test_plans_of_the_benchmark_are_always_the_same_and_of_the_size_that_is_said() -> None:
    first, again = plan_request(30), plan_request(30)

    assert first == again
    assert len(first.selection.activities) == 30
    assert len({one.key for one in first.selection.activities}) == 30
    assert len(schedule(first)) == 30


def test_times_are_told_by_their_ranks() -> None:
    taken = [n / 1000 for n in range(100, 0, -1)]

    assert [at(taken, share) for share in (0.5, 0.95, 0.99, 1)] == [0.05, 0.095, 0.099, 0.1]
    assert times_of([0.02]) == "p50 20, p95 20, p99 20, max 20 ms"


def test_a_site_has_recovered_when_the_last_refusal_is_over() -> None:
    fault = [Asked(10.0, 0.5, 200), Asked(11.0, 1.0, 0), Asked(12.5, 0.25, 503)]

    assert recovery_seconds(fault, 12.0) == 0.75
    assert recovery_seconds([*fault, Asked(13.0, 9.0, 200)], 12.0) == 0.75
    assert recovery_seconds(fault, 20.0) == 0


def test_the_soak_knows_its_faults_by_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert soak(["earthquake"]) == 2
    assert "There is no fault earthquake." in capsys.readouterr().out
