"""Months in the life of a demo learner, lived through the ordinary services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Self

from sqlalchemy import select

from tpmlearn.cli.demo.answers import values_of
from tpmlearn.cli.demo.testing import take_test
from tpmlearn.db import db
from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.domain.assessment.quiz_rules import AttemptLayout, passes
from tpmlearn.domain.content.catalogue import Catalogue, Module
from tpmlearn.domain.planning.settings import PlanSettings
from tpmlearn.domain.review.confidence import STEPS
from tpmlearn.features.assessment import services as rating
from tpmlearn.features.learning import services as learning
from tpmlearn.features.planning import services as planning
from tpmlearn.features.quizzes import services as quizzes
from tpmlearn.features.review import services as reviews
from tpmlearn.features.tracking import services as tracking
from tpmlearn.models import AttemptItemRow, AttemptRow, ItemVersionRow, PersonRow
from tpmlearn.records.answering import Sent
from tpmlearn.records.replanning import Moment

ARTEFACTS = (
    "Risk register of the {} move, kept for six weeks",
    "Release plan of the {} rewrite with its forecast",
    "Status one-pagers of the {} team, four weeks",
    "Dependency map of the {} migration",
)
SYSTEMS = ("billing", "search", "login", "booking", "inventory", "reporting")
CONFIRMERS = ("my tech lead at the time", "the product owner", "our head of engineering")
TRACKED = 60
"""Days of history from which on a demo learner has a baseline."""
ROLES = ("associate-tpm", "tpm", "tpm", "tpm", "senior-tpm", "scrum-master", "delivery-manager")


@dataclass(frozen=True)
class History:
    """Who a demo learner is: `ability` 0-1, `days` of history, `modules` they will try."""

    name: str
    email: str
    ability: float
    days: int
    role: str
    hours: float
    modules: int

    @classmethod
    def drawn(cls, rng: Random, number: int, name: str) -> Self:
        """A learner drawn at random; most have done a little, a few a lot."""
        return cls(
            name=name,
            email=f"learner-{number:04d}@demo.invalid",
            ability=min(max(rng.gauss(0.5, 0.18), 0.05), 0.95),
            days=rng.randint(3, 270),
            role=rng.choice(ROLES),
            hours=rng.choice((2.0, 3.0, 4.0, 4.0, 6.0, 8.0)),
            modules=min(int(rng.expovariate(1 / 2.2)), 12),
        )


def live(
    history: History,
    *,
    rng: Random,
    now: datetime,
    catalogue: Catalogue,
    person_id: int | None = None,
) -> int:
    """Let a learner rate, plan, read and answer between `now` less their days and `now`; who."""
    begun = now - timedelta(days=history.days)
    person_id = person_id or _arrive(history, begun)
    _rate(person_id, history, begun, rng, catalogue)
    _plan(person_id, history, begun, catalogue)
    moment = begun
    for module in list(catalogue.modules.values())[: history.modules]:
        moment += timedelta(days=rng.uniform(2, 12), hours=rng.uniform(0, 10))
        if moment > now:
            break
        _study(person_id, history, module, moment, rng)
        if rng.random() < 0.5 and moment + timedelta(days=2) < now:
            _review(person_id, history, moment + timedelta(days=1.5), rng, catalogue)
    if history.modules:
        _test(person_id, history, min(moment, now), rng, catalogue)
    if history.days > 90 and rng.random() < 0.6:
        _rate_again(person_id, begun + timedelta(days=history.days * 0.8), rng, catalogue)
    return person_id


def _arrive(history: History, begun: datetime) -> int:
    row = PersonRow(
        name=history.name,
        email=history.email,
        roles=[],
        time_zone="UTC",
        theme="system",
        demo=True,
        created_at=begun,
        active_at=begun,
        verified_at=begun,
    )
    db.session.add(row)
    db.session.flush()
    person_id = row.id
    db.session.commit()
    return person_id


def _rate(
    person_id: int, history: History, begun: datetime, rng: Random, catalogue: Catalogue
) -> None:
    codes = list(catalogue.skills)
    if rng.random() < 0.4:
        codes = rng.sample(codes, 12)
    for place, code in enumerate(codes):
        typical = catalogue.skills[code].developer
        level = round(typical + (history.ability - 0.5) * 3 + rng.gauss(0, 0.7))
        level = min(max(level, 0), 5)
        moment = begun + timedelta(seconds=20 * place)
        rating.rate(person_id, code, level, now=moment)
        if level >= 3 and rng.random() < 0.35:
            _claim(person_id, code, level - 2, moment, rng)


def _claim(person_id: int, code: str, count: int, moment: datetime, rng: Random) -> None:
    for template in rng.sample(ARTEFACTS, min(count, 2)):
        artefact = template.format(rng.choice(SYSTEMS))
        rating.claim_evidence(
            person_id, code, artefact=artefact, confirmer=rng.choice(CONFIRMERS), now=moment
        )


def _rate_again(person_id: int, moment: datetime, rng: Random, catalogue: Catalogue) -> None:
    for code in rng.sample(list(catalogue.skills), 8):
        level = min(catalogue.skills[code].developer + rng.choice((0, 1, 1, 2)), 5)
        rating.rate(person_id, code, level, now=moment)


def _plan(person_id: int, history: History, begun: datetime, catalogue: Catalogue) -> None:
    at = Moment(begun + timedelta(minutes=30), begun.date(), catalogue)
    planning.choose_role(person_id, history.role, at)
    settings = PlanSettings(hours_a_week=history.hours, start=begun.date())
    planning.save_settings(person_id, settings, assume=True, version=0, at=at)
    if history.days >= TRACKED:
        agreed = tracking.Moment(begun + timedelta(minutes=40), UTC, catalogue)
        tracking.save_baseline(person_id, "", version=1, number=0, at=agreed)


def _study(person_id: int, history: History, module: Module, moment: datetime, rng: Random) -> None:
    read = len(module.sections) if rng.random() < 0.8 else rng.randint(0, len(module.sections))
    for place, section in enumerate(module.sections[:read]):
        at = learning.Place(module.slug, section.anchor)
        learning.mark_read(person_id, at, now=moment + timedelta(minutes=5 * place))
    if rng.random() < 0.85:
        moment += timedelta(hours=1)
        right, size = _take_quiz(person_id, history, module, moment, rng)
        if not passes(right, size) and rng.random() < 0.6:
            _take_quiz(person_id, history, module, moment + timedelta(days=1), rng)


def _test(
    person_id: int, history: History, moment: datetime, rng: Random, catalogue: Catalogue
) -> None:
    """One test of an area, two for those who have done much."""
    areas = rng.sample(list(catalogue.areas), 2 if history.modules > 3 else 1)
    for place, area in enumerate(areas):
        take_test(
            person_id,
            area,
            ability=history.ability,
            moment=moment - timedelta(days=1 + place),
            rng=rng,
            catalogue=catalogue,
        )


def _take_quiz(
    person_id: int, history: History, module: Module, moment: datetime, rng: Random
) -> tuple[int, int]:
    layout = rng.choice(list(AttemptLayout))
    attempt = quizzes.start(person_id, quizzes.of_module(module), layout, now=moment, rng=rng)
    size = _answer(person_id, history, attempt, quizzes.answer, moment=moment, rng=rng)
    right = db.session.scalar(select(AttemptRow.right).where(AttemptRow.id == attempt)) or 0
    db.session.rollback()
    return right, size


def _review(
    person_id: int, history: History, moment: datetime, rng: Random, catalogue: Catalogue
) -> None:
    at = reviews.Moment(moment, UTC)
    try:
        session = reviews.start(person_id, catalogue, at, rng=rng)
    except reviews.NothingDue:
        db.session.rollback()
        return
    _answer(person_id, history, session, reviews.answer, moment=moment, rng=rng)
    reviews.finish(person_id, session, now=moment + timedelta(hours=1))


def _answer(
    person_id: int,
    history: History,
    attempt: str,
    keep: Callable[..., object],
    *,
    moment: datetime,
    rng: Random,
) -> int:
    """Answer all questions of an attempt; how many they are."""
    rows = db.session.execute(
        select(
            AttemptItemRow.position,
            AttemptItemRow.option_order,
            AttemptItemRow.drawn,
            ItemVersionRow.content,
        )
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .where(AttemptItemRow.attempt_id == attempt)
        .order_by(AttemptItemRow.position)
    ).all()
    for position, order, drawn, content in rows:
        item = as_drawn(thaw(content), drawn)
        chance = 0.5 + 0.55 * history.ability - 0.06 * item.difficulty
        values = values_of(item, order, right=rng.random() < chance, rng=rng)
        moment += timedelta(seconds=rng.uniform(15, 120))
        sent = Sent(values, _confidence(chance, rng))
        keep(person_id, attempt, position, sent, now=moment)
    return len(rows)


def _confidence(chance: float, rng: Random) -> str:
    """How sure they say to be: often nothing, else somewhat more than is right."""
    if rng.random() < 0.3:
        return ""
    felt = 100 * chance + rng.gauss(8, 12)
    return str(min(STEPS, key=lambda step: abs(step - felt)))
