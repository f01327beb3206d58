"""A simulated year: what is published holds the truth, the rules hold, and nothing moves later."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TypeVar

import numpy as np
import pytest
from flask import Flask

from tests.conftest import DATABASES
from tests.simulation import tables
from tests.simulation.lives import World
from tests.simulation.record import Published, Ready
from tests.simulation.truth import MONTH, MONTHS
from tests.simulation.year import live_a_year, site_of_its_own
from tests.support import needs
from tests.support.cluster import cluster
from tpmlearn.config import Settings
from tpmlearn.domain.assessment.selection import exposure_cap
from tpmlearn.records.bank import Basis
from tpmlearn.records.measurement import measurement_of, sittings_of

pytestmark = pytest.mark.long

Year = tuple[Flask, World]


@pytest.fixture(scope="module", params=DATABASES)
def year(
    request: pytest.FixtureRequest, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Year]:
    """A year lived once on each database, in an instance of its own."""
    folder: Path = tmp_path_factory.mktemp("year")
    if request.param == "sqlite":
        with site_of_its_own(settings, folder, f"sqlite:///{folder / 'year.db'}") as app:
            yield app, live_a_year(app)
    else:
        with (
            cluster(needs.postgresql()) as url,
            site_of_its_own(
                settings, folder, url.replace("postgresql://", "postgresql+psycopg://")
            ) as app,
        ):
            yield app, live_a_year(app)


def _told(title: str, lines: Sequence[str]) -> None:
    print("\n".join(["", title, *lines]))


Noted = TypeVar("Noted", Published, Ready)


def _by_month(found: Sequence[Noted], line: Callable[[Sequence[Noted]], str]) -> list[str]:
    months = ([one for one in found if int(one.day / MONTH) == n] for n in range(MONTHS))
    return [f"{n:>5}  {line(part)}" for n, part in enumerate(months, start=1) if part]


def _share(found: Sequence[Noted]) -> float:
    return float(np.mean([one.holds for one in found]))


def _published_line(found: Sequence[Published]) -> str:
    error = np.array([one.mean - one.truth for one in found])
    width = float(np.mean([one.width for one in found]))
    return (
        f"{found[-1].learners:>5} learners  {len(found):>5} estimates  holds {_share(found):.3f}  "
        f"bias {error.mean():+.3f}  RMSE {np.sqrt((error**2).mean()):.3f}  width {width:.2f}"
    )


def _ready_line(found: Sequence[Ready]) -> str:
    error = np.array([one.expected - one.mock for one in found])
    width = float(np.mean([one.high - one.low for one in found])) / 2
    return (
        f"{found[-1].learners:>5} learners  {len(found):>5} ranges  holds {_share(found):.3f}  "
        f"bias {error.mean():+.3f}  RMSE {np.sqrt((error**2).mean()):.3f}  width {width:.2f}"
    )


def test_published_intervals_hold_the_truth(year: Year) -> None:
    _, world = year
    fresh = [one for one in world.record.published if one.fresh]

    _told("Published estimates, by month", _by_month(fresh, _published_line))
    _told("All year", [_published_line(fresh)])

    assert 0.88 <= _share(fresh) <= 0.92


def test_readiness_holds_what_a_mock_comes_to(year: Year) -> None:
    _, world = year

    _told("Readiness, by month", _by_month(world.record.ready, _ready_line))
    _told("All year", [_ready_line(world.record.ready)])

    assert 0.88 <= _share(world.record.ready) <= 0.92


def test_difficulties_that_were_learnt_hold_the_truth(year: Year) -> None:
    app, world = year
    with app.app_context():
        found = tables.difficulties(world)

    _told(
        "Versions of the bank",
        [
            f"{people:>5} learners  {items:>4} items  b holds {holds:.3f}  bias {bias:+.3f}  "
            f"from 50 answers {many:.3f}"
            for people, items, holds, bias, many in found
        ],
    )

    assert 0.85 <= found[-1][2] <= 0.93


def test_rapid_guesses_are_caught_and_nothing_else(year: Year) -> None:
    app, world = year
    with app.app_context():
        found = tables.rapid_flags()

    rapid = sum(found.values())
    _told(
        "Answers", [f"{len(found)} in tests, {rapid} rapid, {world.record.practised} in practice"]
    )

    assert found == world.record.guessed
    assert rapid > 500
    assert world.record.void > 0


def test_no_item_comes_twice_in_90_days_and_no_test_three_times(year: Year) -> None:
    app, world = year
    with app.app_context():
        assert tables.given_too_soon() == []
        assert tables.taken_too_often() == []

    _told("Tests that had to wait", [str(dict(world.record.refused))])
    assert world.record.refused


def test_no_item_wears_out(year: Year) -> None:
    app, world = year
    with app.app_context():
        found = tables.exposures(world)

    _told(
        "Exposure",
        [
            f"{area}: {len(shares)} items, median {np.median(shares):.2f}, "
            f"90 % under {np.quantile(shares, 0.9):.2f}, most {max(shares):.2f}"
            for area, shares in found.items()
        ],
    )

    for shares in found.values():
        # A count is up to five minutes old.
        assert max(shares) <= exposure_cap(len(shares)) + 0.02


def test_every_stored_number_is_finite(year: Year) -> None:
    app, _ = year
    with app.app_context():
        assert tables.not_finite() == []


def test_what_was_published_can_be_computed_again(year: Year) -> None:
    app, world = year
    moments = {(one.person, one.now, one.on) for one in world.record.published}
    again = {}
    with app.app_context():
        for person, found in groupby(sorted(moments, key=_by_person), key=itemgetter(0)):
            sittings = sittings_of(person)
            for _, now, on in found:
                until = {key: one for key, one in sittings.items() if one[0] <= now}
                again[person, now] = measurement_of(until, world.catalogue, on=on, now=now)

    for one in world.record.published:
        estimate = again[one.person, one.now].skills[one.skill].estimate
        assert (estimate.mean, estimate.se) == pytest.approx((one.mean, one.se), abs=1e-9)


def _by_person(moment: tuple[int, datetime, Basis]) -> tuple[int, datetime]:
    return moment[0], moment[1]
