"""Prints how long it takes to draw each exam that ships, and how near it comes to its bank.

Run by `make bench-drawing`; ends non-zero when a goal is missed. Exams are drawn for a person who
has met nothing, and the full PMP mock also for one who has just sat two mocks.
"""

import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory

from bench.goals import Row
from tpmlearn.config import ROOT
from tpmlearn.domain.content.catalogue import Approach, Catalogue
from tpmlearn.domain.content.needs import pool_of
from tpmlearn.domain.exams.drawing import Drawn, Met, draw_exam
from tpmlearn.library import Library

NOW = datetime(2026, 11, 29, tzinfo=UTC)
FULL, HALF = "pmp-2026", "pmp-2026-half"
DRAWS = 30
MOST_MS = 150.0


@dataclass(frozen=True)
class Draws:
    """Several draws of one exam and the milliseconds that each took."""

    exams: Sequence[Drawn]
    milliseconds: Sequence[float]


def main() -> int:
    """0 when every goal is met."""
    with TemporaryDirectory() as folder:
        catalogue = Library([ROOT / "content"], Path(folder)).catalogue
    rows = []
    for slug in (FULL, HALF, "prince2-foundation", "prince2-practitioner", "psm-i"):
        rows.append(_row(slug, _draws(slug, catalogue, {})))
    met = _met(catalogue, FULL, HALF)
    rows.append(_row(f"{FULL} after two", _draws(FULL, catalogue, met)))
    for row in rows:
        print(f"{row.what:24} {row.figure:56} {row.goal:12} {'met' if row.met else 'MISSED'}")
    return 0 if all(row.met for row in rows) else 1


def _draws(slug: str, catalogue: Catalogue, met: Mapping[str, Met]) -> Draws:
    exam = catalogue.exams[slug]
    pool = pool_of(exam, catalogue)
    exams, taken = [], []
    for seed in range(DRAWS):
        began = time.perf_counter()
        found = draw_exam(exam.blueprint, pool, met, now=NOW, rng=Random(seed))  # nosec B311 # it shuffles, it guards nothing
        taken.append(1000 * (time.perf_counter() - began))
        if not isinstance(found, Drawn):
            raise SystemExit(f"{slug}: {' '.join(found.sentences)}")
        exams.append(found)
    return Draws(exams, taken)


def _met(catalogue: Catalogue, *slugs: str) -> dict[str, Met]:
    """What somebody has met who sat these exams a week ago, one after the other."""
    met: dict[str, Met] = {}
    for slug in slugs:
        (first, *_) = _draws(slug, catalogue, met).exams
        met |= {one.item.id: Met(NOW - timedelta(days=7), 1, True) for one in first.questions}
    return met


def _row(what: str, draws: Draws) -> Row:
    middle = median(draws.milliseconds)
    predictive = [
        sum(one.item.approach is Approach.PREDICTIVE for one in exam.questions)
        for exam in draws.exams
    ]
    repeats = max(len(exam.repeats) for exam in draws.exams)
    figure = (
        f"median {middle:5.1f} ms, longest {max(draws.milliseconds):5.1f}; "
        f"predictive {min(predictive)}-{max(predictive)}; repeats {repeats}"
    )
    return Row(what, figure, f"<= {MOST_MS:g} ms", middle <= MOST_MS)


if __name__ == "__main__":
    sys.exit(main())
