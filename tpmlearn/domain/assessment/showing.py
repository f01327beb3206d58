"""A question as its page shows it; key and reasons are in it only after the answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from tpmlearn.domain.assessment.drawing import rounded
from tpmlearn.domain.assessment.freezing import TAG
from tpmlearn.domain.assessment.marking import Response, earned, gaps, right_rows
from tpmlearn.domain.content.catalogue import Item, ItemType, Option, Trap
from tpmlearn.domain.content.placeholders import pieces
from tpmlearn.words import _

ROWS = frozenset({ItemType.ORDER, ItemType.MATCH})


@dataclass(frozen=True)
class Choice:
    """An option at its place; from `chosen` to `trap` all is set after the answer only."""

    place: int
    html: str
    gap: int = 0
    region: str = ""
    chosen: bool = False
    correct: bool = False
    reason: str = ""
    trap: Trap | None = None


@dataclass(frozen=True)
class Field:
    """A list to choose one value from: a step's position, a left side's partner, a gap's value.

    `label` is inline HTML, `values` are (what is sent, its words as HTML without tags); `before`
    is the part of a pull-down's sentence that comes before it.
    """

    label: str
    values: tuple[tuple[str, str], ...]
    before: str = ""


@dataclass(frozen=True)
class Row:
    """A step or a pair after the answer: what it is, what was given, and why."""

    label: str
    key: str
    given: str
    correct: bool
    reason: str


@dataclass(frozen=True)
class Answered:
    """A kept answer: what was chosen, whether that is right, and when it was kept.

    `response` is None for a question that an exam ended without an answer to, and so is `at`.
    `confidence` is how sure the person was, in percent; a slip was undone.
    """

    response: Response | None
    correct: bool
    at: datetime | None
    confidence: int | None = None
    slip: bool = False


@dataclass(frozen=True)
class Question:
    """A question of an attempt as its page shows it; the fields from `answered_at` on come late.

    One that was `omitted` is explained without an answer, as its exam is over.
    """

    position: int
    item: str
    type: ItemType
    stem: str
    choices: tuple[Choice, ...]
    fields: tuple[Field, ...]
    unit: str
    wanted: int
    marks: int
    story: str = ""
    answered_at: datetime | None = None
    correct: bool = False
    given: str = ""
    key: str = ""
    tolerance: str = ""
    reason: str = ""
    explanation: str = ""
    rows: tuple[Row, ...] = ()
    right_rows: int = 0
    all_rows: int = 0
    earned: int = 0
    confidence: int | None = None
    slip: bool = False
    omitted: bool = False

    @property
    def answered(self) -> bool:
        """Whether it has its answer."""
        return self.answered_at is not None


def bare(position: int, item: Item, order: Sequence[int]) -> Question:
    """The question before its answer; `order[place]` is the index of the option shown there."""
    fields = _fields(item, order)
    ends = item.type is ItemType.PULL_DOWN
    return Question(
        position=position,
        item=item.id,
        type=item.type,
        stem=pieces(item.stem)[-1][0] if ends else item.stem,
        choices=() if fields else _bare_choices(item, order),
        fields=fields,
        unit=item.number.unit if item.number else "",
        wanted=0 if fields else sum(option.correct for option in item.options),
        marks=item.marks,
        story=item.story,
    )


def _bare_choices(item: Item, order: Sequence[int]) -> tuple[Choice, ...]:
    options = [item.options[index] for index in order]
    return tuple(Choice(n, one.html, region=one.region) for n, one in enumerate(options))


def explained(
    question: Question,
    item: Item,
    order: Sequence[int],
    given: Answered,
    traps: Mapping[str, Trap],
) -> Question:
    """The question after its answer, or after the end, with key and reasons."""
    response, number = given.response, item.number
    rows = right_rows(item, response) if response else ()
    return replace(
        question,
        stem=_with_answers(item, response),
        fields=(),
        choices=() if item.type in ROWS else _choices(item, order, response, traps),
        rows=_rows(item, response),
        right_rows=sum(rows),
        all_rows=len(rows),
        earned=earned(item, response) if response else 0,
        answered_at=given.at,
        correct=given.correct,
        confidence=given.confidence,
        slip=given.slip,
        omitted=response is None,
        given=response.text if response else "",
        key=_key(item),
        tolerance=plain_number(number.tolerance) if number and number.tolerance else "",
        reason=number.reason if number else "",
        explanation=item.explanation,
    )


def _key(item: Item) -> str:
    if item.number is None:
        return ""
    if item.formula:
        return rounded(item.number.value, item.number.tolerance)
    return plain_number(item.number.value)


def plain_number(number: float) -> str:
    """A number without needless zeros, to six places."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def words(html: str) -> str:
    """Inline HTML without its tags: what a list to choose from can show."""
    return TAG.sub("", html)


def told(item: Item, response: Response) -> tuple[str, ...]:
    """What a response says, as pieces of HTML without tags: options, steps, pairs or the number."""
    if item.number is not None:
        return (escape(response.text),)
    chosen = [words(item.options[index].html) for index in response.chosen]
    if item.type is not ItemType.MATCH:
        return tuple(chosen)
    lefts = [words(option.left) for option in item.options if option.left]
    return tuple(f"{left}: {right}" for left, right in zip(lefts, chosen, strict=True))


def _fields(item: Item, order: Sequence[int]) -> tuple[Field, ...]:
    match item.type:
        case ItemType.ORDER:
            positions = tuple((str(n), str(n)) for n in range(1, len(order) + 1))
            return tuple(Field(item.options[index].html, positions) for index in order)
        case ItemType.MATCH:
            values = _values(item, order, order)
            return tuple(Field(one.left, values) for one in item.options if one.left)
        case ItemType.PULL_DOWN:
            before = [html for html, name in pieces(item.stem) if name]
            return tuple(
                Field(_("Gap %(number)s", number=n), _values(item, order, indexes), html)
                for n, (html, indexes) in enumerate(
                    zip(before, gaps(item, order), strict=True), start=1
                )
            )
        case _:
            return ()


def _values(
    item: Item, order: Sequence[int], indexes: Sequence[int]
) -> tuple[tuple[str, str], ...]:
    places = {index: place for place, index in enumerate(order)}
    return tuple((str(places[index]), words(item.options[index].html)) for index in indexes)


def _choices(
    item: Item, order: Sequence[int], response: Response | None, traps: Mapping[str, Trap]
) -> tuple[Choice, ...]:
    """What was chosen comes first, then the right one, then the rest; gap after gap."""
    chosen = response.chosen if response else ()
    choices = [
        _explained_choice(place, item.options[index], index in chosen, traps)
        for place, index in enumerate(order)
    ]
    key = lambda one: (one.gap, not one.chosen, not one.correct, one.place)  # noqa: E731
    return tuple(sorted(choices, key=key))


def _explained_choice(
    place: int, option: Option, chosen: bool, traps: Mapping[str, Trap]
) -> Choice:
    return Choice(
        place=place,
        html=option.html,
        gap=option.gap,
        region=option.region,
        chosen=chosen,
        correct=option.correct,
        reason=option.reason,
        trap=traps.get(option.trap),
    )


def _rows(item: Item, response: Response | None) -> tuple[Row, ...]:
    match item.type:
        case ItemType.ORDER:
            put = {index: n for n, index in enumerate(response.chosen if response else (), start=1)}
            return tuple(
                Row(one.html, str(n + 1), str(put.get(n, "")), put.get(n) == n + 1, one.reason)
                for n, one in enumerate(item.options)
            )
        case ItemType.MATCH:
            return tuple(_pairs(item, response))
        case _:
            return ()


def _pairs(item: Item, response: Response | None) -> list[Row]:
    """The pairs as the author wrote them, then what belongs to none."""
    pairs = [one for one in item.options if one.left]
    given = (
        [item.options[index].html for index in response.chosen] if response else [""] * len(pairs)
    )
    rows = [
        Row(one.left, one.html, html, one.html == html, one.reason)
        for one, html in zip(pairs, given, strict=True)
    ]
    rest = [one for one in item.options if not one.left]
    return rows + [Row("", one.html, "", one.html not in given, one.reason) for one in rest]


def _with_answers(item: Item, response: Response | None) -> str:
    """The stem; in a pull-down with what was chosen in each gap, or with the gaps' numbers."""
    if item.type is not ItemType.PULL_DOWN:
        return item.stem
    parts = pieces(item.stem)
    gaps_ = [f"({n})" for n in range(1, len(parts))]
    shown = [words(item.options[index].html) for index in response.chosen] if response else gaps_
    told = [f"<strong>{one}</strong>" for one in shown]
    return "".join(before + html for (before, _), html in zip(parts, [*told, ""], strict=True))
