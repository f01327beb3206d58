"""How ready a person is for an exam, domain by domain: a range with reasons, or too few answers."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import numpy as np
from sqlalchemy import select

from tpmlearn.db import db
from tpmlearn.domain.assessment.ability import criterion_se
from tpmlearn.domain.assessment.curves import Floats
from tpmlearn.domain.assessment.measured import ScoredAnswer, all_sites
from tpmlearn.domain.assessment.readiness import (
    Abilities,
    Share,
    against_the_bank,
    enough,
    expected_share,
)
from tpmlearn.domain.content.catalogue import Area, Blueprint, Catalogue, Pool, Skill
from tpmlearn.domain.content.outlines import domain_of
from tpmlearn.domain.exams.parts import NAMES
from tpmlearn.models import AnswerRow, AttemptItemRow, AttemptRow, ItemVersionRow
from tpmlearn.records.bank import InForce, bank_in_force
from tpmlearn.records.measurement import sittings_of
from tpmlearn.words import _

WEAKEST = 3


@dataclass(frozen=True)
class Practised:
    """Practice answers in a domain: at first sight, and on items seen before."""

    first: int = 0
    first_right: int = 0
    again: int = 0
    again_right: int = 0


@dataclass(frozen=True)
class DomainReadiness:
    """One domain: `share` is None where there are too few answers; `untested` says how many of its
    skills were never asked, by area; `weakest` are those that cost most."""

    name: str
    questions: int
    answers: int
    share: Share | None
    untested: tuple[tuple[Area, int], ...]
    weakest: tuple[Skill, ...]
    practised: Practised


@dataclass(frozen=True)
class Readiness:
    """All domains of an exam."""

    blueprint: Blueprint
    domains: tuple[DomainReadiness, ...]
    learners: int


def exams_of(catalogue: Catalogue) -> list[Blueprint]:
    """The exams that readiness is told for: those in force that draw by domain from the test pool,
    the longest of each outline."""
    found: dict[str, Blueprint] = {}
    for exam in catalogue.exams.values():
        one = exam.blueprint
        if one.pool is Pool.TEST and one.draw.domains and one.until is None:
            longest = found.get(one.outline)
            if longest is None or one.questions > longest.questions:
                found[one.outline] = one
    return list(found.values())


def readiness(
    person_id: int, blueprint: Blueprint, catalogue: Catalogue, *, now: datetime
) -> Readiness:
    """How ready a person is for an exam; four statements."""
    in_force = bank_in_force(catalogue)
    curves, worth = _curves(blueprint.outline, catalogue, in_force.bank.curves)
    practised = _practised(person_id, blueprint.outline, catalogue)
    known = _Known(
        catalogue,
        _abilities(person_id, catalogue, in_force, now),
        marks=worth,
    )
    domains = tuple(
        _domain(domain, count, curves[domain], known, practised.get(domain, Practised()))
        for domain, count in blueprint.draw.domains.items()
        if domain in curves
    )
    return Readiness(blueprint, domains, in_force.learners)


@dataclass(frozen=True)
class _Known:
    """What every domain is judged from."""

    catalogue: Catalogue
    person: Abilities
    marks: Mapping[str, Mapping[str, Floats]]


def _abilities(person_id: int, catalogue: Catalogue, in_force: InForce, now: datetime) -> Abilities:
    sittings, skills = sittings_of(person_id), tuple(catalogue.skills)
    days = {key: (now - ended) / timedelta(days=1) for key, (ended, _) in sittings.items()}
    answers: list[ScoredAnswer] = [
        one for _, found in sittings.values() for one in found if one.skill in catalogue.skills
    ]
    mean, covariance = against_the_bank(
        all_sites(answers, days, skills),
        bank_sd=criterion_se(0.0, in_force.learners),
        rho=in_force.rho,
    )
    return Abilities(skills, mean, covariance, Counter(one.skill for one in answers))


BySkill = dict[str, dict[str, Floats]]


def _curves(outline: str, catalogue: Catalogue, all_: Floats) -> tuple[BySkill, BySkill]:
    """The curves of the test pool, and the marks of its items, by domain and skill."""
    places: dict[str, dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for n, item in enumerate(catalogue.test_pool):
        if domain := _domain_of(item.tasks, outline):
            places[domain][item.skill].append(n)
    worth = np.array([float(item.marks) for item in catalogue.test_pool])
    return (
        {domain: {s: all_[found] for s, found in of.items()} for domain, of in places.items()},
        {domain: {s: worth[found] for s, found in of.items()} for domain, of in places.items()},
    )


def _domain_of(tasks: tuple[str, ...], outline: str) -> str:
    """The domain of an item: that of its first task of the outline."""
    return next((domain_of(task) for task in tasks if task.startswith(f"{outline}:")), "")


def _domain(
    domain: str, questions: int, curves: Mapping[str, Floats], known: _Known, practised: Practised
) -> DomainReadiness:
    person, skills = known.person, known.catalogue.skills
    share = None
    if enough(person.answers, list(curves)):
        share = expected_share(curves, person, questions=questions, marks=known.marks[domain])
    tested = [code for code in curves if person.answers.get(code, 0)]
    place = {skill: n for n, skill in enumerate(person.skills)}
    # What costs most: low ability in a skill that many items of the domain ask.
    costs = sorted(tested, key=lambda code: person.mean[place[code]] - len(curves[code]) / 100)
    return DomainReadiness(
        name=_(NAMES[domain]) if domain in NAMES else domain,
        questions=questions,
        answers=sum(person.answers.get(code, 0) for code in curves),
        share=share,
        untested=tuple(
            (area, count)
            for area in known.catalogue.areas.values()
            if (count := sum(code in curves and code not in tested for code in area.skills))
        ),
        weakest=tuple(skills[code] for code in costs[:WEAKEST]),
        practised=practised,
    )


def _practised(person_id: int, outline: str, catalogue: Catalogue) -> dict[str, Practised]:
    """Answers to practice items by domain, first ones apart from later ones; one statement."""
    domain_by_item = {
        item.id: _domain_of(item.tasks, outline)
        for item in catalogue.items
        if item.pool is Pool.PRACTICE
    }
    rows = db.session.execute(
        select(ItemVersionRow.item, AnswerRow.correct)
        .join(
            AttemptItemRow,
            (AttemptItemRow.attempt_id == AnswerRow.attempt_id)
            & (AttemptItemRow.position == AnswerRow.position),
        )
        .join(ItemVersionRow, ItemVersionRow.version == AttemptItemRow.item_version)
        .join(AttemptRow, AttemptRow.id == AnswerRow.attempt_id)
        .where(AttemptRow.person_id == person_id, AnswerRow.slip.is_(False))
        .order_by(AnswerRow.answered_at)
    )
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    seen: set[str] = set()
    for item, correct in rows:
        when = "again" if item in seen else "first"
        seen.add(item)
        counts[domain_by_item.get(item, "")].update({when: 1, f"{when}_right": int(correct)})
    return {
        domain: Practised(one["first"], one["first_right"], one["again"], one["again_right"])
        for domain, one in counts.items()
    }
