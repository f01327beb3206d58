"""The result of an exam part by part: earned, seen before and not, and what another mock brings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Blueprint
from tpmlearn.domain.exams.parts import part_name
from tpmlearn.domain.exams.result import (
    AgainstMark,
    Earned,
    NextMock,
    against_mark,
    earned_in,
    next_mock,
)
from tpmlearn.domain.exams.scoring import Marked, score
from tpmlearn.words import N_, _

WHOLE = N_("All questions")
Looked = tuple[Marked, bool]
"""A question, and whether it had been met before its exam."""


@dataclass(frozen=True)
class Part:
    """A part of an exam, or the whole: all scored questions, and those seen before apart."""

    name: str
    earned: Earned
    unseen: Earned
    seen: Earned
    band: AgainstMark
    next_mock: NextMock | None

    @property
    def share_seen(self) -> float:
        """The share of its scored questions that had been met before, 0 to 1."""
        return self.seen.questions / self.earned.questions if self.earned.questions else 0.0


@dataclass(frozen=True)
class Figures:
    """What a sitting comes to: whether its rule was reached, the whole and its parts."""

    passed: bool
    whole: Part
    parts: tuple[Part, ...]


def figures(questions: Sequence[Looked], blueprint: Blueprint) -> Figures:
    """All that is worked out of the questions of a sitting."""
    passed = score([one for one, _ in questions], blueprint.pass_rule).passed
    return Figures(passed, whole_of(questions, blueprint), parts_of(questions, blueprint))


def whole_of(questions: Sequence[Looked], blueprint: Blueprint) -> Part:
    """All parts together."""
    return _part(_(WHOLE), questions, blueprint.pass_rule.share)


def parts_of(questions: Sequence[Looked], blueprint: Blueprint) -> tuple[Part, ...]:
    """The parts that have scored questions, in the blueprint's order; then any others."""
    named = [*blueprint.draw.domains, *blueprint.draw.groups]
    met = [one.domain for one, _ in questions if one.scored]
    return tuple(
        _part(
            part_name(part),
            [pair for pair in questions if pair[0].domain == part],
            blueprint.pass_rule.share,
        )
        for part in dict.fromkeys([*named, *met])
        if part in met
    )


def _part(name: str, questions: Iterable[Looked], mark: float) -> Part:
    pairs = list(questions)
    earned = earned_in(one for one, _ in pairs)
    unseen = earned_in(one for one, seen in pairs if not seen)
    return Part(
        name=name,
        earned=earned,
        unseen=unseen,
        seen=earned_in(one for one, seen in pairs if seen),
        band=against_mark(earned.interval, mark),
        next_mock=next_mock(unseen, earned),
    )
