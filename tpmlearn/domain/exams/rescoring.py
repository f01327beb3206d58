"""Corrections of items: when a key differs, and what an answer that was given means under another.

An answer is indexes into the options of the version that a person sat. Under a corrected version
it is the same options, found again by what they say, wherever they stand now.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.marking import Response
from tpmlearn.domain.content.catalogue import Item, ItemType, Option
from tpmlearn.domain.content.expressions import BadExpression

CHOICES = frozenset({ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE, ItemType.HOTSPOT})
NUMBERS = frozenset({ItemType.NUMBER, ItemType.GENERATED})
SHORTEST_WHY, MOST_WHY = 10, 500
Signature = tuple[str, str, int, str]


class CorrectionKind(StrEnum):
    """What an author decided; `undone` takes back the decision before it."""

    KEY = "key"
    WITHDRAWN = "withdrawn"
    UNDONE = "undone"


class Difference(StrEnum):
    """How the item of today differs from a version that people sat.

    `reworded`: its options cannot be found again and the key seems to be another, so it can only be
    withdrawn. Options that were only worded better are no difference.
    """

    NONE = "none"
    KEY = "key"
    REWORDED = "reworded"
    GONE = "gone"


@dataclass(frozen=True)
class Correction:
    """A decision of an author about an item.

    `version` is the one whose key counts. `versions` are those that a withdrawal leaves out: all
    that had been shown when it was made. An item that is mended afterwards counts again.
    """

    id: str
    item: str
    kind: CorrectionKind
    version: str
    why: str
    applied_at: datetime
    versions: frozenset[str] = frozenset()


def in_force(history: Iterable[Correction]) -> Correction | None:
    """The decision about one item that counts, of all in order; each undoing takes one back."""
    standing: list[Correction] = []
    for one in history:
        if one.kind is not CorrectionKind.UNDONE:
            standing.append(one)
        elif standing:
            standing.pop()
    return standing[-1] if standing else None


@dataclass(frozen=True)
class Corrections:
    """The decisions in force by item, with the versions whose keys count."""

    by_item: Mapping[str, Correction] = field(default_factory=dict)
    items: Mapping[str, Item] = field(default_factory=dict)

    def leave_out(self, item: str, version: str) -> bool:
        """Whether a version of an item counts for nothing."""
        found = self.by_item.get(item)
        return found is not None and version in found.versions

    def of(self, item: str, frozen: Item) -> Item | None:
        """The item whose key counts in the place of a frozen one; None where its own does."""
        found = self.by_item.get(item)
        if found is None or found.kind is not CorrectionKind.KEY:
            return None
        corrected = self.items.get(found.version)
        if corrected is None or found.version == frozen.version:
            return None
        return corrected if same_options(frozen, corrected) else None


def difference(frozen: Item, present: Item | None) -> Difference:
    """How today's item differs from one that people sat; None stands for one that is gone."""
    if present is None:
        return Difference.GONE
    if frozen.version == present.version:
        return Difference.NONE
    if same_options(frozen, present):
        return Difference.KEY if _key(frozen) != _key(present) else Difference.NONE
    return Difference.REWORDED if _pattern(frozen) != _pattern(present) else Difference.NONE


def same_options(frozen: Item, corrected: Item) -> bool:
    """Whether an answer to the one can be read as an answer to the other."""
    if _family(frozen) != _family(corrected):
        return False
    if frozen.type in NUMBERS:
        return _asked(frozen) == _asked(corrected)
    if frozen.type is ItemType.MATCH:
        return _sides(frozen) == _sides(corrected) and _distinct_lefts(frozen)
    return Counter(map(_signature, frozen.options)) == Counter(map(_signature, corrected.options))


def rekeyed(frozen: Item, corrected: Item, response: Response) -> Response | None:
    """An answer to `frozen` in the option indexes of `corrected`.

    None where options were reworded, so that nobody can say what was meant. Where another number of
    options is right now, the answer is judged against the new key as a set.
    """
    if not same_options(frozen, corrected):
        return None
    if frozen.type in NUMBERS:
        return response
    if frozen.type is ItemType.MATCH:
        return replace(response, chosen=_rematched(frozen, corrected, response.chosen))
    now = _indexes(frozen.options, corrected.options)
    chosen = [now[index] for index in response.chosen]
    ticked = frozen.type in CHOICES
    return replace(response, chosen=tuple(sorted(chosen) if ticked else chosen))


def judged(
    frozen: Item, corrected: Item, drawn: Mapping[str, object], response: Response
) -> tuple[Item, Response] | None:
    """The corrected item as it would have been in a sitting, and the answer to it.

    The marks stay those that the exam was made of. None where the answer cannot be matched, or
    where the new formula has no value for the numbers that were drawn.
    """
    given = rekeyed(frozen, corrected, response)
    if given is None:
        return None
    try:
        item = as_drawn(corrected, drawn)
    except BadExpression:
        return None
    return replace(item, marks=frozen.marks), given


def asks_another_number(frozen: Item, corrected: Item) -> bool:
    """Whether people were asked to choose another number of options than are right now."""
    return frozen.type in CHOICES and _right(frozen) != _right(corrected)


def reworded_question(frozen: Item, corrected: Item) -> bool:
    """Whether the question or its story reads otherwise than it did."""
    return (frozen.stem, frozen.story) != (corrected.stem, corrected.story)


def _right(item: Item) -> int:
    return sum(option.correct for option in item.options)


def _family(item: Item) -> str:
    return "choice" if item.type in CHOICES else item.type.value


def _signature(option: Option) -> Signature:
    return option.html, option.left, option.gap, option.region


def _asked(item: Item) -> tuple[str, tuple[str, ...]]:
    """What a number is asked in: its unit, and the variables that are drawn for it."""
    if item.formula:
        return item.formula.unit, tuple(sorted(one.name for one in item.formula.variables))
    return (item.number.unit if item.number else ""), ()


def _sides(item: Item) -> tuple[Counter[str], frozenset[str]]:
    """The left sides of a match, and the different right sides."""
    lefts = Counter(option.left for option in item.options if option.left)
    return lefts, frozenset(option.html for option in item.options)


def _distinct_lefts(item: Item) -> bool:
    return max(_sides(item)[0].values(), default=0) <= 1


def _key(item: Item) -> object:
    """The key without the order in which options stand."""
    if item.formula:
        return item.formula.expression, item.formula.tolerance
    if item.number:
        return item.number.value, item.number.tolerance
    match item.type:
        case ItemType.ORDER:
            return [option.html for option in item.options]
        case ItemType.MATCH:
            return {option.left: option.html for option in item.options if option.left}
        case _:
            return Counter(_signature(option) for option in item.options if option.correct)


def _pattern(item: Item) -> object:
    """Where the right answers stand, whatever they say: of two wordings it shows another key."""
    if item.formula or item.number:
        return item.type, _asked(item), _key(item)
    return item.type, [(option.correct, bool(option.left), option.gap) for option in item.options]


def _indexes(before: Sequence[Option], now: Sequence[Option]) -> list[int]:
    """The index in `now` of each option of `before`; options that are alike keep their order."""
    places: dict[Signature, list[int]] = {}
    for index, option in enumerate(now):
        places.setdefault(_signature(option), []).append(index)
    return [places[_signature(option)].pop(0) for option in before]


def _rematched(frozen: Item, corrected: Item, chosen: Sequence[int]) -> tuple[int, ...]:
    """For each left side as it stands now, the row of the right side that was chosen for it."""
    lefts = [option.left for option in frozen.options if option.left]
    given = {left: frozen.options[index].html for left, index in zip(lefts, chosen, strict=True)}
    rights = {option.html: n for n, option in reversed(list(enumerate(corrected.options)))}
    return tuple(rights[given[option.left]] for option in corrected.options if option.left)
