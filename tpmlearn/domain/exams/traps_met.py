"""Which named misconceptions cost the most: wrong scored answers that chose their option."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tpmlearn.domain.assessment.marking import Response, right_rows
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.domain.exams.scoring import Marked


@dataclass(frozen=True)
class TrapCost:
    """What a trap cost: wrong answers that chose it, and the marks lost by them."""

    slug: str
    answers: int
    lost: float


def traps_in(item: Item, response: Response | None) -> tuple[str, ...]:
    """The traps whose option was chosen where it is wrong; each once, in the item's order.

    In an order, a match and a pull-down it is the rows and gaps that are not right that count.
    """
    if response is None:
        return ()
    rows = right_rows(item, response)
    wrong = (
        [index for index, right in zip(response.chosen, rows, strict=True) if not right]
        if rows
        else [index for index in response.chosen if not item.options[index].correct]
    )
    return tuple(dict.fromkeys(trap for n in sorted(wrong) if (trap := item.options[n].trap)))


def costs(questions: Iterable[tuple[Marked, tuple[str, ...]]]) -> tuple[TrapCost, ...]:
    """What each trap cost over scored questions that were not wholly right, the dearest first.

    Of a question in which several traps were chosen, each bears an equal part of the marks lost.
    """
    answers: Counter[str] = Counter()
    lost: dict[str, float] = {}
    for one, traps in questions:
        if not one.scored or one.earned >= one.marks:
            continue
        for trap in traps:
            answers[trap] += 1
            lost[trap] = lost.get(trap, 0.0) + (one.marks - one.earned) / len(traps)
    found = [TrapCost(slug, count, lost[slug]) for slug, count in answers.items()]
    return tuple(sorted(found, key=lambda one: (-one.lost, -one.answers, one.slug)))
