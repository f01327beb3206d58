"""From what stands at each question to marks, part by part, and to passed or not."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tpmlearn.domain.assessment.marking import (
    BadResponse,
    Response,
    earned,
    mark,
    read_response,
)
from tpmlearn.domain.content.catalogue import Blueprint, Item, PassRule

ROUNDING = 1e-9


@dataclass(frozen=True)
class Marked:
    """A question with what was earned of its marks; `answered` is false for none or half a one."""

    position: int
    domain: str
    scored: bool
    answered: bool
    right: bool
    earned: int
    marks: int


@dataclass(frozen=True)
class DomainScore:
    """What was earned in one part of an exam; unscored questions are left out."""

    domain: str
    questions: int
    right: int
    earned: int
    marks: int

    @property
    def share(self) -> float:
        """The share of the marks, from 0 to 1; 0 where there are none."""
        return self.earned / self.marks if self.marks else 0.0


@dataclass(frozen=True)
class Score:
    """All parts of an exam."""

    domains: tuple[DomainScore, ...]
    passed: bool

    @property
    def earned(self) -> int:
        """The marks earned in all parts."""
        return sum(one.earned for one in self.domains)

    @property
    def marks(self) -> int:
        """The marks of all parts."""
        return sum(one.marks for one in self.domains)


def response_to(item: Item, given: Sequence[str], order: Sequence[int]) -> Response | None:
    """The response behind what stands at a question; None where it is empty or incomplete."""
    try:
        return read_response(item, list(given), order)
    except BadResponse:
        return None


def mark_question(
    position: int,
    domain: str,
    item: Item,
    response: Response | None,
    *,
    scored: bool,
    by_marks: bool,
) -> Marked:
    """Mark one question. A question is worth one mark, or the item's marks where `by_marks`."""
    right = response is not None and mark(item, response)
    marks = item.marks if by_marks else 1
    got = int(right) if not by_marks else earned(item, response) if response else 0
    return Marked(position, domain, scored, response is not None, right, got, marks)


def counts_by_marks(blueprint: Blueprint) -> bool:
    """Whether an exam counts marks rather than questions."""
    return blueprint.marks != blueprint.questions


def score(marked: Iterable[Marked], rule: PassRule) -> Score:
    """Add up the scored questions by part, in the order in which parts first appear."""
    parts: dict[str, list[Marked]] = {}
    for one in marked:
        if one.scored:
            parts.setdefault(one.domain, []).append(one)
    domains = tuple(
        DomainScore(
            name,
            len(found),
            sum(one.right for one in found),
            sum(one.earned for one in found),
            sum(one.marks for one in found),
        )
        for name, found in parts.items()
    )
    return Score(domains, passes(domains, rule))


def passes(domains: Sequence[DomainScore], rule: PassRule) -> bool:
    """Whether the rule's share is reached; what was earned must reach it without rounding up."""
    if rule.each_domain:
        reached = [one.share + ROUNDING >= rule.share for one in domains]
        return bool(reached) and all(reached)
    marks = sum(one.marks for one in domains)
    got = sum(one.earned for one in domains)
    return bool(marks) and got / marks + ROUNDING >= rule.share


def to_json(domains: Iterable[DomainScore]) -> list[dict[str, object]]:
    """Parts as they are stored."""
    return [
        {
            "domain": one.domain,
            "questions": one.questions,
            "right": one.right,
            "earned": one.earned,
            "marks": one.marks,
        }
        for one in domains
    ]


def from_json(stored: Iterable[Mapping[str, object]]) -> tuple[DomainScore, ...]:
    """Parts that were stored."""
    return tuple(
        DomainScore(
            str(one["domain"]),
            *(int(str(one[key])) for key in ("questions", "right", "earned", "marks")),
        )
        for one in stored
    )


def amended(
    domains: Iterable[DomainScore],
    before: Iterable[Marked],
    after: Iterable[Marked],
    *,
    order: Sequence[str],
) -> tuple[DomainScore, ...]:
    """Parts in which some questions are marked otherwise: as if all had been added up anew.

    A part without questions is left out; `order` is that of the parts, others come last.
    """
    sums = {one.domain: [one.questions, one.right, one.earned, one.marks] for one in domains}
    for sign, marked in ((-1, before), (1, after)):
        for one in marked:
            if one.scored:
                add = (1, int(one.right), one.earned, one.marks)
                now = sums.setdefault(one.domain, [0, 0, 0, 0])
                sums[one.domain] = [old + sign * more for old, more in zip(now, add, strict=True)]
    names = [*order, *(name for name in sums if name not in order)]
    return tuple(DomainScore(name, *sums[name]) for name in names if sums.get(name, [0])[0])
