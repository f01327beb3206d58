"""One recalibration of the test pool, from answers to a version in force."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np

from tpmlearn.calibration import versions
from tpmlearn.calibration.columns import FirstAnswers
from tpmlearn.calibration.sittings import first_answers
from tpmlearn.calibration.skills import skills_together
from tpmlearn.calibration.versions import Begun, InForce, Written
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.authors import Learnt, learnt_authors
from tpmlearn.domain.assessment.correlation import Correlation
from tpmlearn.domain.assessment.curves import Authors, ItemParameters, author_parameters
from tpmlearn.domain.assessment.paired_difficulty import Paired
from tpmlearn.domain.assessment.recalibration import moved_far, recalibrated

PART = 200
"""How many items are written in one transaction."""

Say = Callable[[str], None]
Clock = Callable[[], datetime]


@dataclass(frozen=True)
class Change:
    """An item whose b moved by over 3 of its former SD."""

    item: str
    before: float
    before_sd: float
    after: float


@dataclass(frozen=True)
class Outcome:
    """A version that is now in force."""

    version: int
    people: int
    answers: int
    items: int
    authors: Authors
    moved: tuple[Change, ...]
    skills: Correlation


@dataclass(frozen=True)
class _Bank:
    """The items with answers: what is written of them, believed before any answer, in force before
    this run, and learnt; all in one order."""

    versions: tuple[str, ...]
    written: tuple[Written, ...]
    prior: tuple[ItemParameters, ...]
    former: tuple[ItemParameters, ...]
    after: tuple[ItemParameters, ...]
    answers: tuple[int, ...]
    moved: frozenset[int]
    paired: frozenset[str]


def recalibrate(*, clock: Clock, say: Say, take_over: bool = False) -> Outcome:
    """Learn a version of the bank from all answers so far and put it into force.

    It reads, then computes without holding a transaction, then writes in parts; until the last
    statement the former version stays in force. Ended in the middle, the next run does all of it
    again with the same answers. Raises UnderWay, NothingNew, AlreadySwitched, NotFinite.
    """
    with writing():
        begun = versions.begin(now=clock(), take_over=take_over)
    how = "Going on with" if begun.resumed else "Beginning"
    say(f"{how} version {begun.id}, with answers up to {begun.until:%Y-%m-%d %H:%M} UTC.")
    before, answers = versions.in_force(), first_answers(begun.until)
    said, paired = versions.written(answers.versions), versions.paired_values(begun.pair_fit)
    db.session.rollback()
    bank = _learn(before, answers, [said[one] for one in answers.versions], paired)
    say(f"{len(bank.after)} items learnt from {sum(bank.answers)} answers.")
    if bank.paired:
        say(f"Begun where judges of pairs saw them, not their authors: {len(bank.paired)} of them.")
    _keep(begun, bank, say)
    authors, skills = _authors(before.authors, bank), skills_together(answers, bank.after)
    with writing():
        versions.switch(
            begun,
            people=answers.people,
            answers=sum(bank.answers),
            authors=authors,
            now=clock(),
            rho=skills.rho,
        )
    return Outcome(
        version=begun.id,
        people=answers.people,
        answers=sum(bank.answers),
        items=len(bank.after),
        authors=authors,
        moved=_changes(bank),
        skills=skills,
    )


def priors(
    item_versions: Sequence[str],
    said: Sequence[Written],
    authors: Authors,
    paired: Mapping[str, Paired],
) -> tuple[ItemParameters, ...]:
    """What is believed of item versions before any answer: by `paired`, else by their authors."""
    return tuple(
        paired[version].parameters(one.guess)
        if version in paired
        else author_parameters(one.difficulty, one.guess, authors)
        for version, one in zip(item_versions, said, strict=True)
    )


def _learn(
    before: InForce,
    answers: FirstAnswers,
    said: Sequence[Written],
    paired: Mapping[str, Paired],
) -> _Bank:
    prior, effortful = (
        priors(answers.versions, said, before.authors, paired),
        answers.effortful,
    )
    former = tuple(
        before.items.get(version, guess)
        for version, guess in zip(answers.versions, prior, strict=True)
    )
    after = recalibrated(prior, effortful)
    counts = np.bincount(effortful.item, minlength=len(prior))
    return _Bank(
        versions=answers.versions,
        written=tuple(said),
        prior=prior,
        former=former,
        after=after,
        answers=tuple(int(one) for one in counts),
        moved=frozenset(one.item for one in moved_far(former, after)),
        paired=frozenset(paired).intersection(answers.versions),
    )


def _keep(begun: Begun, bank: _Bank, say: Say) -> None:
    rows = _rows(bank)
    for start in range(0, len(rows), PART):
        part = rows[start : start + PART]
        with writing():
            versions.keep(begun, part)
        say(f"{start + len(part)} of {len(rows)} items written.")


def _rows(bank: _Bank) -> list[dict[str, Any]]:
    """An item of which all answers were rapid guesses is left to its author."""
    return [
        {
            "item_version": version,
            "item": bank.written[n].item,
            "answers": bank.answers[n],
            "b": bank.after[n].b,
            "b_sd": bank.after[n].b_sd,
            "log_a": bank.after[n].log_a,
            "log_a_sd": bank.after[n].log_a_sd,
            "guess": bank.after[n].guess,
            "moved": n in bank.moved,
            "prior_b": bank.prior[n].b,
            "prior_b_sd": bank.prior[n].b_sd,
            "paired": version in bank.paired,
        }
        for n, version in enumerate(bank.versions)
        if bank.answers[n]
    ]


def _authors(former: Authors, bank: _Bank) -> Authors:
    return learnt_authors(
        [
            Learnt(bank.written[n].difficulty, bank.answers[n], bank.prior[n], bank.after[n])
            for n in range(len(bank.versions))
        ],
        former,
    )


def _changes(bank: _Bank) -> tuple[Change, ...]:
    return tuple(
        Change(bank.written[n].item, bank.former[n].b, bank.former[n].b_sd, bank.after[n].b)
        for n in sorted(bank.moved)
    )
