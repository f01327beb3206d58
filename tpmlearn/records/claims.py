"""The evidence behind a skill: entries of the log as claims, and what they carry."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, and_, case, func, or_, select

from tpmlearn.db import db
from tpmlearn.domain.profiles.evidence import Answer, Said, Standing, is_confirmable, standing
from tpmlearn.models import ConfirmerRow, EvidenceFileRow, EvidenceRow, EvidenceSkillRow


@dataclass(frozen=True)
class Confirmation:
    """Somebody who is named for a claim, and what they said of it."""

    name: str
    said: Said

    @property
    def at(self) -> datetime | None:
        """When they said it, if they did."""
        return self.said.at


@dataclass(frozen=True)
class Claim:
    """An entry of the evidence log as far as it speaks of a skill, and how far it goes.

    `artefact` is the text or link; a file alone leaves it empty and is named in `file`.
    """

    id: int
    title: str
    artefact: str
    file: str
    confirmers: tuple[Confirmation, ...]
    skills: tuple[str, ...]
    claimed_at: datetime
    changed_at: datetime

    @property
    def standing(self) -> Standing:
        """Claimed, confirmed or declined."""
        return standing((one.said for one in self.confirmers), self.changed_at)

    @property
    def has_artefact(self) -> bool:
        """Whether there is something to look at."""
        return bool(self.artefact or self.file)

    @property
    def carries(self) -> bool:
        """Whether it carries a level: something to look at, and somebody who can confirm it."""
        return self.has_artefact and is_confirmable(one.said for one in self.confirmers)

    @property
    def is_confirmed(self) -> bool:
        """Whether what it carries is confirmed."""
        return self.carries and self.standing is Standing.CONFIRMED

    @property
    def able(self) -> tuple[str, ...]:
        """Who can confirm it and has not answered about this wording."""
        return tuple(
            one.name
            for one in self.confirmers
            if one.said.answer is None
            or (one.said.answer is Answer.CONFIRMED and not one.said.stands(self.changed_at))
        )

    @property
    def confirmations(self) -> tuple[Confirmation, ...]:
        """Who confirmed it as it stands."""
        return tuple(
            one
            for one in self.confirmers
            if one.said.answer is Answer.CONFIRMED and one.said.stands(self.changed_at)
        )


def claims(person_id: int) -> dict[str, list[Claim]]:
    """The evidence of each skill, oldest first; one statement."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in _claims(person_id):
        for code in claim.skills:
            found[code].append(claim)
    return dict(found)


def _claims(person_id: int) -> Iterable[Claim]:
    rows = db.session.execute(
        select(
            EvidenceRow.id,
            EvidenceRow.title,
            EvidenceRow.artefact,
            EvidenceRow.claimed_at,
            EvidenceRow.changed_at,
            EvidenceFileRow.name.label("file"),
            EvidenceSkillRow.skill,
            ConfirmerRow.id.label("confirmer"),
            ConfirmerRow.name,
            ConfirmerRow.answer,
            ConfirmerRow.answered_at,
        )
        .join(EvidenceSkillRow, EvidenceSkillRow.evidence_id == EvidenceRow.id)
        .outerjoin(EvidenceFileRow, file_of_entry())
        .outerjoin(ConfirmerRow, ConfirmerRow.evidence_id == EvidenceRow.id)
        .where(EvidenceRow.person_id == person_id, EvidenceRow.removed_at.is_(None))
        .order_by(EvidenceRow.id, EvidenceSkillRow.skill, ConfirmerRow.id)
    ).all()
    entries = {row.id: row for row in rows}
    skills: dict[int, dict[str, None]] = defaultdict(dict)
    named: dict[int, dict[int, Confirmation]] = defaultdict(dict)
    for row in rows:
        skills[row.id][row.skill] = None
        if row.confirmer is not None:
            said = said_of(row.answer, row.answered_at)
            named[row.id][row.confirmer] = Confirmation(row.name, said)
    for row in entries.values():
        yield Claim(
            id=row.id,
            title=row.title,
            artefact=row.artefact,
            file=row.file or "",
            confirmers=tuple(named[row.id].values()),
            skills=tuple(skills[row.id]),
            claimed_at=row.claimed_at,
            changed_at=row.changed_at,
        )


def said_of(answer: str, answered_at: datetime | None) -> Said:
    """What a confirmer's row says."""
    return Said(Answer(answer), answered_at) if answer else Said()


def carried_by_skill(person_id: int) -> Subquery:
    """How many artefacts of each skill there are, can be confirmed, and are: as `Claim` says it."""
    named = _named_of_entries(person_id)
    able = and_(named.c.able > 0, named.c.declined == 0)
    return (
        select(
            EvidenceSkillRow.skill,
            func.count().label("artefacts"),
            func.sum(case((able, 1), else_=0)).label("confirmable"),
            func.sum(case((and_(able, named.c.confirmed > 0), 1), else_=0)).label("confirmed"),
        )
        .join(EvidenceRow, EvidenceRow.id == EvidenceSkillRow.evidence_id)
        .outerjoin(named, named.c.evidence_id == EvidenceRow.id)
        .outerjoin(EvidenceFileRow, file_of_entry())
        .where(
            EvidenceRow.person_id == person_id,
            EvidenceRow.removed_at.is_(None),
            or_(EvidenceRow.artefact != "", EvidenceFileRow.evidence_id.is_not(None)),
        )
        .group_by(EvidenceSkillRow.skill)
        .subquery()
    )


def _named_of_entries(person_id: int) -> Subquery:
    """How many of those named for an entry can confirm it, confirmed it as it stands, declined."""
    answer = ConfirmerRow.answer
    confirmed = and_(answer == Answer.CONFIRMED, ConfirmerRow.answered_at >= EvidenceRow.changed_at)
    return (
        select(
            ConfirmerRow.evidence_id,
            func.sum(case((answer.in_(("", Answer.CONFIRMED)), 1), else_=0)).label("able"),
            func.sum(case((confirmed, 1), else_=0)).label("confirmed"),
            func.sum(case((answer == Answer.DECLINED, 1), else_=0)).label("declined"),
        )
        .join(EvidenceRow, EvidenceRow.id == ConfirmerRow.evidence_id)
        .where(EvidenceRow.person_id == person_id)
        .group_by(ConfirmerRow.evidence_id)
        .subquery()
    )


def file_of_entry() -> ColumnElement[bool]:
    """The file of an entry, unless it was removed."""
    return and_(EvidenceFileRow.evidence_id == EvidenceRow.id, EvidenceFileRow.removed_at.is_(None))
