"""Prints how true the measurement is and how quick: figures beside their goals, fixed seeds.

Run by `make bench-assessment`; ends non-zero when a goal is missed. People and banks are simulated
(bench/simulated.py), so that every estimate can be held against the truth. A figure is compared
with its goal at the goal's own precision: .421 meets a goal of .42. What is printed is kept in
docs/assessment-figures.txt, which a test holds docs/assessment.md to.
"""

import os
import platform
import sys
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import numpy as np
from numpy.random import Generator

from bench import table
from bench.crowd import take
from bench.goals import Row
from bench.request import request_rows
from bench.simulated import (
    Bank,
    Figures,
    Naive,
    calibrated,
    cold,
    figures,
    sit,
)
from bench.speed import speed_rows
from tpmlearn.config import ROOT
from tpmlearn.domain.assessment.ability import (
    Estimate,
    criterion_se,
    normal_estimate,
)
from tpmlearn.domain.assessment.correlation import common_correlation, sites_of
from tpmlearn.domain.assessment.joint import Site, correlations, joint_estimates

KEPT = ROOT / "docs" / "assessment-figures.txt"
LENGTH = 20
BANKS, PEOPLE = 40, 50
Make = Callable[[Generator], Bank]


def main() -> int:
    """0 when every goal is met."""
    rows = [
        *_known_bank(),
        *_stopping(),
        *_no_data(),
        *_shifted(),
        *_jointly(),
        *_learnt_rho(),
        *_rapid(),
        *_real_shape(),
        *_above_a_cut(),
        *speed_rows(),
        *request_rows(),
    ]
    width = max(len(row.what) for row in rows)
    said = [_machine(), ""]
    said += [f"{row.what:{width}}  {row.figure:50}  {row.goal:47}  {_verdict(row)}" for row in rows]
    print("\n".join(said))
    for line in ("", *table.lines()):
        print(line, flush=True)
        said.append(line)
    KEPT.write_text("\n".join(line.rstrip() for line in said) + "\n", encoding="utf-8")
    return 0 if all(row.met for row in rows) else 1


def _machine() -> str:
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, numpy {np.__version__}"
    )


def _verdict(row: Row) -> str:
    return "met" if row.met else "MISSED"


def _run(make: Make, *, length: int = LENGTH, banks: int = BANKS, **how: object) -> Figures:
    """Many people over many banks, all with fixed seeds."""
    theta: list[float] = []
    found: list[Estimate] = []
    for number in range(banks):
        rng = np.random.default_rng(1000 + number)
        bank = make(rng)
        for one in rng.normal(0, 1, PEOPLE):
            sitting = sit(bank, float(one), rng, length=length, **how)  # type: ignore[arg-type]
            theta.append(float(one))
            found.append(sitting.estimates[-1])
    return figures(np.array(theta), found)


def _said(found: Figures) -> str:
    return f"RMSE {found.rmse:.3f}, SE/RMSE {found.ratio:.3f}, coverage {found.coverage:.3f}"


def _known_bank() -> list[Row]:
    """A bank of 150 that many answers have calibrated, without and with the exposure cap."""
    free = _run(lambda rng: calibrated(150, rng, b_sd=0.10), banks=8 * BANKS)
    good = (
        round(free.rmse, 2) <= 0.42
        and abs(free.ratio - 1) <= 0.05
        and 0.88 <= free.coverage <= 0.92
    )
    capped = _with_cap(lambda rng: calibrated(150, rng, b_sd=0.10))
    goal = "RMSE <= .42, ratio within .05, coverage .88-.92"
    return [
        Row("calibrated bank of 150, 20 items", _said(free), goal, good),
        Row(
            "the same with the exposure cap",
            _said(capped),
            "RMSE <= .48",
            round(capped.rmse, 2) <= 0.48,
        ),
    ]


def _with_cap(make: Make) -> Figures:
    theta: list[float] = []
    found: list[Estimate] = []
    for number in range(10):
        rng = np.random.default_rng(2000 + number)
        bank, shown = make(rng), np.zeros(150)
        for n, one in enumerate(rng.normal(0, 1, 200)):
            sitting = sit(bank, float(one), rng, length=LENGTH, exposure=shown / max(n, 1))
            shown[list(sitting.items)] += 1
            theta.append(float(one))
            found.append(sitting.estimates[-1])
    return figures(np.array(theta), found)


def _stopping() -> list[Row]:
    """How many items it takes to reach an SE of .45."""
    chosen, drawn = (_items_until(0.45, random_choice=one) for one in (False, True))
    return [
        Row("items to SE .45, bank of 150", f"{chosen:.1f}", "<= 18", round(chosen, 1) <= 18),
        Row("the same with items drawn at random", f"{drawn:.1f}", ">= 36", drawn >= 36),
    ]


def _items_until(target: float, *, random_choice: bool) -> float:
    needed = []
    for number in range(30):
        rng = np.random.default_rng(3000 + number)
        bank = calibrated(150, rng, b_sd=0.10)
        for one in rng.normal(0, 1, 40):
            sitting = sit(
                bank, float(one), rng, length=75, random_choice=random_choice, plan=LENGTH
            )
            below = (n for n, est in enumerate(sitting.estimates, 1) if est.se <= target)
            needed.append(next(below, 75))
    return float(np.mean(needed))


def _no_data() -> list[Row]:
    """Author ratings alone; the naive engine in the same run must fail."""
    found = _run(lambda rng: cold(150, rng))
    good = abs(found.ratio - 1) <= 0.05 and 0.88 <= found.coverage <= 0.92
    naive = _naive()
    return [
        Row(
            "no data, author ratings r = .6",
            _said(found),
            "coverage .88-.92, ratio within .05",
            good,
        ),
        Row(
            "the naive engine beside it: below, as expected",
            _said(naive),
            "coverage <= .60",
            naive.coverage <= 0.60,
        ),
    ]


def _naive() -> Figures:
    theta: list[float] = []
    found: list[Estimate] = []
    for number in range(BANKS):
        rng = np.random.default_rng(1000 + number)
        engine = Naive(cold(150, rng))
        for one in rng.normal(0, 1, PEOPLE):
            theta.append(float(one))
            found.append(engine.sit(float(one), rng, length=LENGTH).estimates[-1])
    return figures(np.array(theta), found)


def _shifted() -> list[Row]:
    """The whole bank is .5 harder or easier than believed; the published error allows for it."""
    rows = []
    for shift in (0.5, -0.5):
        theta: list[float] = []
        found: list[Estimate] = []
        for number in range(BANKS):
            rng = np.random.default_rng(4000 + number)
            bank = cold(150, rng, shift=shift)
            for one in rng.normal(0, 1, PEOPLE):
                last = sit(bank, float(one), rng, length=LENGTH).estimates[-1]
                theta.append(float(one))
                found.append(normal_estimate(last.mean, criterion_se(last.se, 0)))
        seen = figures(np.array(theta), found)
        rows.append(
            Row(f"bank shifted by {shift:+}", _said(seen), "coverage >= .88", seen.coverage >= 0.88)
        )
    return rows


def _people(skills: int, rho: float, count: int, rng: Generator) -> np.ndarray:
    return rng.multivariate_normal(np.zeros(skills), correlations(skills, rho), count)


def _sites(banks: Sequence[Bank], thetas: np.ndarray, rng: Generator, items: int) -> list[Site]:
    sites = []
    for bank, theta in zip(banks, thetas, strict=True):
        last = sit(bank, float(theta), rng, length=items).estimates[-1]
        sites.append(Site(last.mean, last.se))
    return sites


def _jointly() -> list[Row]:
    """Eight skills of eight items each, out of 150 a skill: together and apart."""
    apart: list[Estimate] = []
    together: list[Estimate] = []
    theta: list[float] = []
    sigma = correlations(8, 0.6)
    for number in range(20):
        rng = np.random.default_rng(5000 + number)
        banks = [calibrated(150, rng, b_sd=0.10) for _ in range(8)]
        for person in _people(8, 0.6, 25, rng):
            sites = _sites(banks, person, rng, 8)
            apart += [normal_estimate(site.mean, site.se) for site in sites]
            together += joint_estimates(sites, sigma)
            theta += list(map(float, person))
    alone, joint = figures(np.array(theta), apart), figures(np.array(theta), list(together))
    return [
        Row("8 skills of 8 items, scored apart", _said(alone), "(for comparison, about .58)", True),
        Row(
            "the same scored together, rho .6",
            _said(joint),
            "RMSE <= .52",
            round(joint.rmse, 2) <= 0.52,
        ),
    ]


def _learnt_rho() -> list[Row]:
    """How far skills go together, learnt from 2,000 people with five skills of six answers."""
    rows = []
    for rho in (0.2, 0.5, 0.8):
        rng = np.random.default_rng(8000)
        people = _people(5, rho, 2000, rng)
        crowds = [take(calibrated(40, rng, b_sd=0.10), theta, rng, length=6) for theta in people.T]
        skill, person = np.indices((5, 2000))
        estimates, errors = (
            np.concatenate([getattr(one, name) for one in crowds]) for name in ("mean", "se")
        )
        found = common_correlation(
            sites_of(estimates, errors, person=person.ravel(), skill=skill.ravel())
        )
        rows.append(
            Row(
                f"rho learnt from 2,000 people, truth {rho}",
                f"{found.rho:.3f}, SD {found.sd:.3f}",
                "within .05",
                round(abs(found.rho - rho), 2) <= 0.05,
            )
        )
    return rows


def _rapid() -> list[Row]:
    """A fifth of the answers are guessed in no time, and taken out by their time."""
    found = _run(lambda rng: calibrated(150, rng, b_sd=0.10), rapid_share=0.2)
    good = abs(found.bias) <= 0.08 and found.coverage >= 0.87
    said = f"bias {found.bias:+.3f}, coverage {found.coverage:.3f}"
    return [Row("a fifth rapid guesses, filtered", said, "bias within .08, coverage >= .87", good)]


AREAS = (6, 6, 6, 4, 4, 5, 3)


def _real_shape() -> list[Row]:
    """34 pools of 20 items, areas of 3 to 6 skills, six items a skill, no data at all."""
    theta: list[float] = []
    found: list[Estimate] = []
    for number in range(12):
        rng = np.random.default_rng(6000 + number)
        for skills in AREAS:
            banks = [cold(20, rng) for _ in range(skills)]
            sigma = correlations(skills)
            for person in _people(skills, 0.5, 12, rng):
                found += joint_estimates(_sites(banks, person, rng, 6), sigma)
                theta += list(map(float, person))
    seen = figures(np.array(theta), list(found))
    wide = 2 * 1.645 * seen.se / 0.8
    said = f"SE {seen.se:.3f}, coverage {seen.coverage:.3f}, interval {wide:.1f} bands wide"
    return [Row("the real shape, no data", said, "coverage .88-.92", 0.88 <= seen.coverage <= 0.92)]


def _above_a_cut() -> list[Row]:
    """People half a unit above a role's cut: how many the median band shows at it."""
    rows = []
    for length, pool in ((4, 20), (6, 20), (6, 40), (8, 40)):
        share = _shown_at(length, pool)
        must = length >= 6
        goal = ">= .70" if must else "(printed)"
        rows.append(
            Row(
                f".5 above a cut, {length} items of {pool}",
                f"{share:.2f}",
                goal,
                share >= 0.70 or not must,
            )
        )
    return rows


def _shown_at(length: int, pool: int) -> float:
    hits = total = 0
    sigma = correlations(5)
    for number in range(16):
        rng = np.random.default_rng(7000 + number)
        banks = [calibrated(pool, rng, b_sd=0.10) for _ in range(5)]
        for person in _people(5, 0.5, 25, rng):
            estimates = joint_estimates(_sites(banks, person, rng, length), sigma)
            for theta, one in zip(person, estimates, strict=True):
                hits += one.mean > theta - 0.5
                total += 1
    return hits / total


if __name__ == "__main__":
    sys.exit(main())
