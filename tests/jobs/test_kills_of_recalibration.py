"""A recalibration whose process is killed is taken up by another: one version, and all of it."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.support.answering import simulate_sittings
from tests.support.jobs import jobs_of
from tests.support.working import command, kill, wait_until, working
from tpmlearn.db import db
from tpmlearn.domain.jobs.job import State
from tpmlearn.models import BankItemRow, BankVersionRow, ItemStatisticsRow
from tpmlearn.records.catalogue import current_catalogue

PEOPLE, ITEMS = 800, 40


def versions(app: Flask) -> list[tuple[bool, int]]:
    """Of each version whether it is in force, and how many items it has."""
    with app.app_context():
        rows = db.session.execute(
            select(BankVersionRow.switched_at, func.count(BankItemRow.item))
            .outerjoin(BankItemRow, BankItemRow.bank_version == BankVersionRow.id)
            .group_by(BankVersionRow.id)
        )
        return [(at is not None, items) for at, items in rows]


@contextmanager
def begun(app: Flask) -> Iterator[subprocess.Popen[bytes]]:
    """A recalibration by the clock, which has its job."""
    process = command(app, "calibrate")
    try:
        wait_until("it does not begin", lambda: any(row.claim for row in jobs_of(app)), every=0.02)
        yield process
    finally:
        kill(process)


@pytest.mark.long
@pytest.mark.parametrize("begun_version", [False, True], ids=["before", "within a version"])
def test_a_killed_run_is_taken_up_and_makes_one_version(
    own_site: Flask, begun_version: bool
) -> None:
    with own_site.app_context():
        items = [one for skill in current_catalogue().bank.values() for one in skill][:ITEMS]
        rng = np.random.default_rng(8)
        yesterday = datetime.now(UTC) - timedelta(days=1)
        simulate_sittings(items, PEOPLE, ITEMS, rng, b=np.full(ITEMS, -1.0), at=yesterday)

    with begun(own_site):
        if begun_version:
            wait_until("no version", lambda: versions(own_site), every=0.005)
    left = versions(own_site)

    with working(own_site):
        wait_until(
            "it is not taken up",
            lambda: [row.state for row in jobs_of(own_site)] == [State.DONE],
        )

    (row,) = jobs_of(own_site)
    print(f"killed with {left}; done in try {row.tries}")
    assert row.tries == 2
    assert versions(own_site) == [(True, ITEMS)]
    with own_site.app_context():
        assert db.session.scalar(select(func.count()).select_from(ItemStatisticsRow)) == ITEMS
