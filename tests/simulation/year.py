"""Runs the simulated year on a database of its own, all services in the order of the clock."""

import heapq
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import numpy as np
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import event
from sqlalchemy.engine.interfaces import DBAPIConnection

from tests.simulation.lives import START, Learner, World, plans_of
from tests.simulation.record import Record
from tests.simulation.truth import MONTH, SHIFT_SD, true_items, true_person
from tpmlearn import create_app
from tpmlearn.calibration import item_statistics
from tpmlearn.calibration.recalibrating import recalibrate
from tpmlearn.calibration.versions import NothingNew
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import db, writing
from tpmlearn.records.catalogue import current_catalogue

SEED = 20260101
LEARNERS = 520
HURRIED = 0.08


@contextmanager
def site_of_its_own(settings: Settings, folder: Path, url: str) -> Iterator[Flask]:
    """A migrated site with an empty database; SQLite does not wait for the disk here."""
    folder.mkdir(exist_ok=True)
    app = create_app(replace(settings, folder=folder, database_url=url))
    with app.app_context(), writing():
        if db.engine.dialect.name == "sqlite":
            event.listen(db.engine, "connect", _no_waiting)
            db.engine.dispose()
        upgrade(directory=str(ROOT / "migrations"))
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def _no_waiting(connection: DBAPIConnection, _record: object) -> None:
    connection.cursor().execute("PRAGMA synchronous=OFF")


def live_a_year(app: Flask, *, learners: int = LEARNERS, seed: int = SEED) -> World:
    """Let learners live a year; what was noted and what is true."""
    with app.app_context(), pytest.MonkeyPatch.context() as patch, writing():
        ids = Random(seed)
        for module in ("tpmlearn.features.testing.services", "tpmlearn.records.answering"):
            patch.setattr(f"{module}.new_id", lambda: f"{ids.getrandbits(88):022x}")
        # Passwords are hashed as ever, but cheaply.
        patch.setattr("tpmlearn.records.hashing.HASHER", PasswordHasher(1, 8, 1))
        world = _world(seed)
        _run(world, _people(world, learners))
    return world


def _world(seed: int) -> World:
    rng, catalogue = np.random.default_rng(seed), current_catalogue()
    shift = float(rng.normal(0, SHIFT_SD))
    return World(catalogue, true_items(catalogue.items, shift, rng), rng, Random(seed), Record())


def _people(world: World, learners: int) -> list[Learner]:
    rng, found = world.rng, []
    for number in range(learners):
        truth = true_person(tuple(world.catalogue.skills), rng)
        hurry = 0.12 if rng.random() < HURRIED else 0.01
        plans = plans_of(rng, world.catalogue)
        if plans:
            found.append(Learner(number, truth, hurry, plans, world))
    return found


def _run(world: World, people: list[Learner]) -> None:
    """Whoever's moment comes next has the turn; every thirty days the bank learns at night."""
    turns = [(next(life := one.live()), one.number, life) for one in people]
    heapq.heapify(turns)
    month = 1
    while turns:
        now, number, life = turns[0]
        if now > (night := START + timedelta(days=MONTH * month, hours=3)):
            _calibrate(world, month, night)
            month += 1
            continue
        later = next(life, None)
        if later is None:
            heapq.heappop(turns)
        else:
            heapq.heapreplace(turns, (later, number, life))
    _calibrate(world, month, START + timedelta(days=366))


def _calibrate(world: World, month: int, night: datetime) -> None:
    """As `flask calibrate` does."""
    db.session.rollback()
    try:
        outcome = recalibrate(clock=lambda: night, say=lambda _line: None)
        world.record.versions.append((outcome.version, float(MONTH * month)))
    except NothingNew:
        db.session.rollback()
    item_statistics.compute({one.version: one for one in world.catalogue.items}, now=night)
