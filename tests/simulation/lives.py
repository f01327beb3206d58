"""The life of one simulated learner: signs up, rates, takes quizzes, reviews and tests.

A life is a generator of moments: whoever runs it hands the turn to the person whose moment comes
next, so that the sittings of many lie over one another as on a real evening.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
from numpy.random import Generator
from sqlalchemy import select

from tests.simulation.record import Record, published, ready
from tests.simulation.truth import TrueItem, TruePerson
from tpmlearn.cli.demo.answers import values_of
from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.marking import mark, read_response
from tpmlearn.domain.assessment.quiz_rules import AttemptLayout
from tpmlearn.domain.content.catalogue import Catalogue, Item, Module
from tpmlearn.domain.review.confidence import STEPS
from tpmlearn.features.accounts import services as accounts
from tpmlearn.features.assessment import services as ratings
from tpmlearn.features.quizzes import services as quizzes
from tpmlearn.features.review import services as reviews
from tpmlearn.features.testing import services as tests
from tpmlearn.models import (
    AnswerRow,
    AttemptItemRow,
    ItemVersionRow,
    PersonRow,
    SittingItemRow,
    SittingRow,
)
from tpmlearn.records.answering import Sent
from tpmlearn.records.next_item import Chance
from tpmlearn.records.people import person_from
from tpmlearn.records.sittings import QUICK

START = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = timedelta(days=365)
TRIES = 200
SOON = timedelta(seconds=1)


def day_of(moment: datetime) -> float:
    """The day of the year, from 0."""
    return (moment - START) / timedelta(days=1)


@dataclass
class World:
    """What all lives share: content, truth of items, random sources, and what is noted."""

    catalogue: Catalogue
    items: dict[str, TrueItem]
    rng: Generator
    order: Random
    record: Record

    @property
    def chance(self) -> Chance:
        """The random sources of the services."""
        return Chance(self.order, self.rng)


@dataclass
class Learner:
    """One person: `hurry` is the share of answers that are guessed in no time, `plans` are what
    they mean to do and when."""

    number: int
    truth: TruePerson
    hurry: float
    plans: list[tuple[datetime, str, str]]
    world: World
    person: int = 0
    guessed: dict[tuple[str, int], bool] = field(default_factory=dict)

    def live(self) -> Iterator[datetime]:
        """The moments at which something happens; what happens, happens after each."""
        arrival = self.plans[0][0] - timedelta(hours=1)
        yield arrival
        self.person = self._sign_up(arrival)
        self._rate(arrival + timedelta(minutes=5))
        now = arrival
        for planned, what, subject in self.plans:
            moment = max(planned, now + timedelta(minutes=5))
            yield moment
            steps = {"test": self._test, "quiz": self._quiz, "review": self._review}[what]
            for later in steps(subject, moment):
                now = later
                yield later

    def _sign_up(self, now: datetime) -> int:
        guest = PersonRow(
            email=None, name="", roles=[], time_zone="UTC", created_at=now, active_at=now
        )
        db.session.add(guest)
        db.session.commit()
        wanted = accounts.NewAccount(
            f"Learner {self.number}", f"l{self.number}@demo.invalid", "correct horse", "UTC"
        )
        address = f"10.0.{self.number // 250}.{self.number % 250}"
        who = accounts.sign_up(person_from(guest), wanted, address=address, link="", now=now)
        return who.id

    def _rate(self, now: datetime) -> None:
        """Ratings correlate .3 with ability and are lenient, as the start of a test assumes."""
        rng = self.world.rng
        for code, skill in self.world.catalogue.skills.items():
            if rng.random() < 0.6:
                theta = self.truth.ability(code, day_of(now))
                said = 0.3 * theta + 0.95 * float(rng.normal()) + 0.32
                level = int(np.clip(round(skill.developer + 1.25 * said), 0, 5))
                ratings.rate(self.person, code, level, now=now)

    # Tests

    def _test(self, area: str, now: datetime) -> Iterator[datetime]:
        world = self.world
        try:
            sitting = tests.start(self.person, area, world.catalogue, now=now, chance=world.chance)
        except tests.NotYet as error:
            db.session.rollback()
            world.record.refused[error.retake.rule] += 1
            later = error.retake.from_
            if later is None or later > START + YEAR - timedelta(days=1):
                return
            # To the second, when the rule lets them.
            yield later
            now = later
            sitting = tests.start(self.person, area, world.catalogue, now=now, chance=world.chance)
        while True:
            shown = _waiting(sitting)
            if shown is None:
                tests.go_on(self.person, sitting, world.catalogue, now=now, chance=world.chance)
                shown = _waiting(sitting)
                if shown is None:
                    break
            position, item, order, drawn = shown
            quick = world.rng.random() < self.hurry
            now += timedelta(seconds=self._seconds(quick))
            yield now
            values = self._values(
                as_drawn(world.catalogue.test_items[item], drawn), order, quick, now
            )
            world.record.guessed[sitting, position] = quick
            tests.answer(
                self.person,
                sitting,
                position,
                values,
                world.catalogue,
                now=now,
                chance=world.chance,
            )
        self._ended(sitting, now)

    def _ended(self, sitting: str, now: datetime) -> None:
        world = self.world
        row = db.session.get_one(SittingRow, sitting)
        ended, counts = row.finished_at, row.counts
        db.session.rollback()
        if ended is None or not counts:
            world.record.void += 1
            return
        day = day_of(now)

        def truth(skill: str) -> float:
            return self.truth.ability(skill, day)

        published(world.record, self.person, world.catalogue, truth, day=day, now=ended)
        if world.rng.random() < 0.5:
            ready(world.record, self.person, world, truth, day=day, now=ended)
        db.session.rollback()

    def _seconds(self, quick: bool) -> float:
        rng = self.world.rng
        return float(rng.uniform(0.8, 2.4) if quick else max(rng.lognormal(3.9, 0.4), 15.0))

    def _values(self, item: Item, order: list[int], quick: bool, now: datetime) -> list[str]:
        """What is sent: right as often as the true curve says, or by guessing."""
        world, true = self.world, self.world.items[item.id]
        theta = self.truth.ability(item.skill, day_of(now))
        right = world.rng.random() < (true.c if quick else true.chance(theta))
        if item.number is not None and not right:
            # Far outside of any tolerance.
            return [f"{1000 + 1000 * abs(item.number.value):.3f}"]
        for _ in range(TRIES):
            values = values_of(item, order, right=right, rng=world.order)
            if mark(item, read_response(item, values, order)) == right:
                return values
            # A gap filled at random may be filled rightly.
        raise AssertionError(f"no {right} answer to {item.id}")

    # Practice

    def _quiz(self, slug: str, now: datetime) -> Iterator[datetime]:
        module: Module = self.world.catalogue.modules[slug]
        attempt = quizzes.start(
            self.person, quizzes.of_module(module), AttemptLayout.ONE, now=now, rng=self.world.order
        )
        while (asked := _open(attempt)) is not None:
            now += timedelta(seconds=self._seconds(quick=False))
            yield now
            sent = self._sent(*asked[1:], now)
            quizzes.answer(self.person, attempt, asked[0], sent, now=now)
            self.world.record.practised += 1

    def _review(self, _: str, now: datetime) -> Iterator[datetime]:
        world, at = self.world, reviews.Moment(now, UTC)
        try:
            session = reviews.start(self.person, world.catalogue, at, rng=world.order)
        except reviews.NothingDue:
            db.session.rollback()
            return
        while (asked := _open(session)) is not None:
            now += timedelta(seconds=self._seconds(quick=False))
            yield now
            sent = self._sent(*asked[1:], now)
            right = reviews.answer(self.person, session, asked[0], sent, now=now)
            world.record.practised += 1
            if not right and world.rng.random() < 0.1:
                reviews.undo_slip(self.person, session, asked[0], now=now + SOON, rng=world.order)
                world.record.slips += 1
        reviews.finish(self.person, session, now=now + SOON)

    def _sent(self, item: Item, order: list[int], now: datetime) -> Sent:
        values = self._values(item, order, quick=False, now=now)
        rng = self.world.rng
        if rng.random() < 0.4:
            return Sent(values)
        theta = self.truth.ability(item.skill, day_of(now))
        felt = 100 * self.world.items[item.id].chance(theta) + float(rng.normal(5, 10))
        return Sent(values, str(min(STEPS, key=lambda step: abs(step - felt))))


def plans_of(rng: Generator, catalogue: Catalogue) -> list[tuple[datetime, str, str]]:
    """What somebody means to do: some tests, often the same area again, and some practice."""
    arrival = float(rng.uniform(0.2, 335))
    areas, modules = list(catalogue.areas), list(catalogue.modules)
    favourites = [areas[int(n)] for n in rng.choice(len(areas), 3, replace=False)]
    found = []
    moment = arrival
    for _ in range(1 + int(rng.poisson(4.0))):
        subject = QUICK if rng.random() < 0.15 else str(rng.choice(favourites))
        found.append((moment, "test", subject))
        moment += float(rng.exponential(22)) + 0.5
    moment = arrival + 1
    for _ in range(1 + int(rng.poisson(1.5))):
        found.append((moment, "quiz", str(rng.choice(modules))))
        found.append((moment + 2.5, "review", ""))
        moment += float(rng.exponential(20)) + 3
    # People come in the evening.
    evenings = [
        (START + timedelta(days=int(day), hours=17 + 5 * float(rng.random())), what, subject)
        for day, what, subject in found
    ]
    return sorted(one for one in evenings if one[0] < START + YEAR - timedelta(hours=12))


Asked = tuple[int, str, list[int], dict[str, object]]


def _waiting(sitting: str) -> Asked | None:
    row = SittingItemRow
    found = db.session.execute(
        select(row.position, row.item, row.option_order, row.drawn).where(
            row.sitting_id == sitting, row.answered_at.is_(None)
        )
    ).one_or_none()
    db.session.rollback()
    return (found[0], found[1], found[2], found[3]) if found else None


def _open(attempt: str) -> tuple[int, Item, list[int]] | None:
    """The first question of an attempt that has no answer."""
    place = AttemptItemRow
    found = db.session.execute(
        select(place.position, place.option_order, place.drawn, ItemVersionRow.content)
        .join(ItemVersionRow, ItemVersionRow.version == place.item_version)
        .outerjoin(
            AnswerRow,
            (AnswerRow.attempt_id == place.attempt_id) & (AnswerRow.position == place.position),
        )
        .where(place.attempt_id == attempt, AnswerRow.position.is_(None))
        .order_by(place.position)
        .limit(1)
    ).one_or_none()
    db.session.rollback()
    if found is None:
        return None
    position, order, drawn, content = found
    return position, as_drawn(thaw(content), drawn), order
