"""What a person says of each skill: newest rating, evidence, and the level that counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, func, select

from tpmlearn.db import db
from tpmlearn.domain.profiles.rating import (
    CountedBand,
    CountedRating,
    counted_level,
    level_with_band,
)
from tpmlearn.models import RatingRow
from tpmlearn.records.claims import Claim, carried_by_skill, claims

NOT_TESTED: Mapping[str, CountedBand] = {}


@dataclass(frozen=True)
class Rating:
    """A level that a person gave themselves, and when; None is a rating taken back."""

    skill: str
    level: int | None
    rated_at: datetime


def current_ratings(person_id: int) -> dict[str, Rating]:
    """The newest rating of each skill, taken-back ones left out; one statement."""
    rows = db.session.scalars(select(RatingRow).where(RatingRow.id.in_(_newest(person_id))))
    return {
        row.skill: Rating(row.skill, row.level, row.rated_at)
        for row in rows
        if row.level is not None
    }


def rating_history(person_id: int) -> dict[str, list[Rating]]:
    """Every rating of each skill, oldest first; one statement."""
    history: dict[str, list[Rating]] = defaultdict(list)
    for row in db.session.scalars(
        select(RatingRow).where(RatingRow.person_id == person_id).order_by(RatingRow.id)
    ):
        history[row.skill].append(Rating(row.skill, row.level, row.rated_at))
    return dict(history)


def rated_levels(ratings: Mapping[str, Rating]) -> dict[str, int]:
    """Skill to rated level, for the domain."""
    return {code: rating.level for code, rating in ratings.items() if rating.level is not None}


@dataclass(frozen=True)
class SkillState:
    """What is known of one skill: the rating as it counts, when it was given, the evidence."""

    skill: str
    rating: CountedRating
    rated_at: datetime | None
    claims: tuple[Claim, ...]


def skill_states(
    person_id: int | None, codes: Iterable[str], tested: Mapping[str, CountedBand] = NOT_TESTED
) -> dict[str, SkillState]:
    """The state of each skill, in the order of `codes`; two statements, none for a visitor.

    `tested` are the bands that count beside rating and evidence.
    """
    ratings = current_ratings(person_id) if person_id is not None else {}
    evidence = claims(person_id) if person_id is not None else {}
    return {
        code: _state(code, ratings.get(code), tuple(evidence.get(code, ())), tested.get(code))
        for code in codes
    }


def counted_ratings(
    person_id: int,
    tested: Mapping[str, CountedBand] = NOT_TESTED,
    ratings: Mapping[str, Rating] | None = None,
) -> dict[str, CountedRating]:
    """What each rated or tested skill counts for, where only that matters.

    One statement; one more where something is tested and `ratings` are not at hand.
    """
    if tested:
        ratings = current_ratings(person_id) if ratings is None else ratings
        evidence = claims(person_id)
        return {
            code: _state(
                code, ratings.get(code), tuple(evidence.get(code, ())), tested.get(code)
            ).rating
            for code in sorted({*ratings, *tested})
        }
    carried = carried_by_skill(person_id)
    rows = db.session.execute(
        select(
            RatingRow.skill,
            RatingRow.level,
            carried.c.artefacts,
            carried.c.confirmable,
            carried.c.confirmed,
        )
        .outerjoin(carried, carried.c.skill == RatingRow.skill)
        .where(RatingRow.id.in_(_newest(person_id)), RatingRow.level.is_not(None))
    )
    return {
        skill: counted_level(
            level,
            artefacts=artefacts or 0,
            confirmable=int(confirmable or 0),
            confirmed=int(confirmed or 0),
        )
        for skill, level, artefacts, confirmable, confirmed in rows
    }


def _newest(person_id: int) -> Select[int]:
    """The newest rating of each skill."""
    return (
        select(func.max(RatingRow.id))
        .where(RatingRow.person_id == person_id)
        .group_by(RatingRow.skill)
    )


def _state(
    code: str, rating: Rating | None, evidence: tuple[Claim, ...], tested: CountedBand | None
) -> SkillState:
    shown = [claim for claim in evidence if claim.has_artefact]
    confirmable = sum(claim.carries for claim in shown)
    counted = counted_level(
        rating.level if rating else None,
        artefacts=len(shown),
        confirmable=confirmable,
        confirmed=sum(claim.is_confirmed for claim in shown),
    )
    if tested is not None:
        counted = level_with_band(counted, tested, confirmable=confirmable)
    return SkillState(code, counted, rating.rated_at if rating else None, evidence)
