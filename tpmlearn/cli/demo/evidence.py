"""What demo learners log: work, leading, training; some of it asked about and answered."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from tpmlearn.cli.demo.histories import CONFIRMERS, SYSTEMS
from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.profiles.evidence import Answer
from tpmlearn.domain.profiles.stories import Story
from tpmlearn.features.confirming import services as confirming
from tpmlearn.features.evidence import services as logging
from tpmlearn.features.stories import services as stories
from tpmlearn.models import ConfirmerRow, EvidenceRow
from tpmlearn.records.logging_evidence import Claimed

SENTENCES = (
    "Yes; the dates kept because somebody looked after them.",
    "I saw the register every week.",
    "",
)


@dataclass(frozen=True)
class _Work:
    """A kind of work: {} is the system, {n} a number; days ago and for how long, skills."""

    title: str
    done: str
    artefact: str
    ago: int
    days: int
    leading: float
    training: float
    skills: tuple[str, ...]


WORK = (
    _Work(
        "Led the {} move",
        "I planned the move with {n} developers and reported every week. "
        "It took {n} weeks less than the first estimate.",
        "Release plan and risk register in the team's wiki",
        400,
        280,
        10,
        0,
        ("DEL4", "CTL2", "PPL1"),
    ),
    _Work(
        "Ran the releases of {}",
        "I kept the release calendar and the go or no-go meetings for {n} releases.",
        "Release calendar with the decisions of each meeting",
        150,
        120,
        6,
        0,
        ("DEL5",),
    ),
    _Work(
        "Course on project management",
        "Two days a week with an instructor, ended with a certificate of attendance.",
        "Certificate of attendance",
        90,
        21,
        0,
        21,
        (),
    ),
)


def log_work(person_id: int, *, seed: str, count: int, now: datetime, catalogue: Catalogue) -> None:
    """Log `count` things, ask about those that were led, tell one as a story.

    Its chances come from `seed` alone, so that the rest of a history stays as it was.
    """
    rng = Random(seed)  # noqa: S311 - demo data, no secret  # nosec B311
    for place, work in enumerate(WORK[:count]):
        entry_id = _log(person_id, work, rng, now=now, catalogue=catalogue)
        if work.leading:
            _ask(person_id, entry_id, rng, now=now)
        if place == 0:
            _tell(person_id, entry_id, work, rng, now=now)


def _log(person_id: int, work: _Work, rng: Random, *, now: datetime, catalogue: Catalogue) -> int:
    begun = now - timedelta(days=work.ago)
    ended = begun + timedelta(days=work.days)
    claimed = Claimed(
        title=work.title.format(rng.choice(SYSTEMS)),
        done=work.done.format(n=rng.randint(3, 6)),
        artefact=work.artefact,
        began_on=begun.date(),
        ended_on=ended.date(),
        leading_hours=work.leading,
        contact_hours=work.training,
        skills=tuple(code for code in work.skills if code in catalogue.skills),
    )
    return logging.log_entry(person_id, claimed, confirmer=rng.choice(CONFIRMERS), now=ended)


def _ask(person_id: int, entry_id: int, rng: Random, *, now: datetime) -> None:
    row = db.session.scalars(select(ConfirmerRow).where(ConfirmerRow.evidence_id == entry_id)).one()
    confirmer = row.id
    confirming.ask_confirmer(person_id, confirmer, now=now - timedelta(days=6))
    if rng.random() < 0.6:
        key = db.session.get_one(ConfirmerRow, confirmer).key or ""
        entry = db.session.get_one(EvidenceRow, entry_id)
        reply = confirming.Reply(
            Answer.CONFIRMED, rng.choice(SENTENCES), confirming.wording_of(entry.changed_at)
        )
        sender = confirming.Sender(None, f"demo-{person_id}")
        confirming.answer_claim(key, reply, sender, now=now - timedelta(days=5))


def _tell(person_id: int, entry_id: int, work: _Work, rng: Random, *, now: datetime) -> None:
    story = Story(
        situation="The old system was to be switched off, and nobody had a date.",
        action=work.done.format(n=rng.randint(3, 6)),
        result="Everybody knew every Friday where it stood; no customer noticed the change.",
        cv_line=f"Led a move of {rng.randint(3, 6)} developers to a new platform in nine months",
    )
    stories.save_story(person_id, entry_id, story, now=now - timedelta(days=4))
