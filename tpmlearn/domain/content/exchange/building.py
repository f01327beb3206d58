"""Builds questions of our format out of what other formats say."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import NumberDraft, OptionDraft, Question, Slice
from tpmlearn.domain.content.exchange.carried import Carried, Log
from tpmlearn.domain.content.exchange.escaping import escaped, one_line
from tpmlearn.domain.content.exchange.formatting import format_parts
from tpmlearn.domain.content.exchange.places import placeless
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.items import read_quiz
from tpmlearn.domain.content.rows import MOST_ROWS
from tpmlearn.domain.content.text_rules import MOST_BRACKETS

_NOBODY = Named("", 0, 0)
_EMPTY = Slice("", 0)
_HEAD = "---\nsources: {}\n---\n\n"
_NEAR = 0.6
_HYPHEN = re.compile(r"^( *)- ", re.MULTILINE)
MOST_MARKS = 600


@dataclass(frozen=True)
class Choice:
    """An option as another format has it: Markdown, its weight in percent, its feedback."""

    text: str
    weight: float
    reason: str


def option(
    text: str, *, correct: bool, reason: str = "", left: str = "", gap: int = 0
) -> OptionDraft:
    """A row without a place; its text in one line."""
    return OptionDraft(
        one_line(text), correct, Slice(reason, 0), _NOBODY, 0, 0, one_line(left), gap
    )


def question(
    kind: ItemType, stem: str, options: Sequence[OptionDraft], explanation: str = ""
) -> Question:
    """A question that is answered by its rows."""
    return Question(kind, Slice(stem, 0), tuple(options), None, Slice(explanation, 0), 0)


def number(
    stem: str, value: float, tolerance: float, *, unit: str = "", reason: str = "",
    explanation: str = "",
) -> Question:  # fmt: skip
    """A question that is answered by a number."""
    draft = NumberDraft(value, abs(tolerance), unit, Slice(reason, 0), 0)
    return Question(ItemType.NUMBER, Slice(stem, 0), (), draft, Slice(explanation, 0), 0)


def choice(
    stem: str, choices: Sequence[Choice], explanation: str, *, single: bool, log: Log
) -> Question | None:
    """A question with options; None after saying why it cannot be one."""
    if too_many(len(choices), log):
        return None
    keys = _single_keys(choices, log) if single else _multiple_keys(choices, log)
    if keys is None:
        return None
    options = [
        option(one.text, correct=key, reason=one.reason)
        for one, key in zip(choices, keys, strict=True)
    ]
    kind = ItemType.MULTIPLE if sum(keys) > 1 else ItemType.SINGLE
    return question(ItemType.TRUE_FALSE if len(options) == 2 else kind, stem, options, explanation)


def too_many(count: int, log: Log) -> bool:
    """Whether there are more rows than are ever read; it is noted."""
    if count > MOST_ROWS:
        log.leave_out(f"it has {count} rows of answers; at most {MOST_ROWS} are read")
    return count > MOST_ROWS


def true_false(stem: str, reasons: Mapping[bool, str], explanation: str, *, key: bool) -> Question:
    """A statement that is true or false, the options in the order of `reasons`."""
    options = [
        option(str(value), correct=value is key, reason=reason) for value, reason in reasons.items()
    ]
    return question(ItemType.TRUE_FALSE, stem, options, explanation)


def with_traps(found: Question, traps: Mapping[int, str]) -> Question:
    """The question with these traps, by the number of the option from 1."""
    options = tuple(
        replace(one, trap=Named(traps.get(n, ""), 0, 0)) for n, one in enumerate(found.options, 1)
    )
    return replace(found, options=options)


def title_of(name: str, stem: str) -> str:
    """A heading for an item: its name as Markdown, or the first words of its stem."""
    text = escaped(" ".join(name.split())[:120]) or " ".join(stem.partition("\n\n")[0].split())[:60]
    return text.rstrip("# ") or "Question"


def settled(item: Carried, log: Log) -> Carried | None:
    """The item in such words that our reader reads what was meant; None after saying why not.

    Markdown from elsewhere may hold what is a heading or an answer here: it is then escaped.
    What is crowded with brackets or marks is not even parsed: it would take too long.
    """
    if any(map(_is_crowded, _texts(item.question))):
        log.leave_out(f"a text has over {MOST_BRACKETS} opening brackets or {MOST_MARKS} * _ `")
        return None
    if _reads_back(item):
        return item
    starred = replace(item, question=_starred(item.question))
    if _reads_back(starred):
        return starred
    plain = replace(item, title=escaped(item.title), question=_plain(item.question))
    if _reads_back(plain):
        log.add("its marks would mean something else here, so they are shown as text")
        return plain
    log.leave_out("it cannot be written in our format")
    return None


def _is_crowded(text: str) -> bool:
    return text.count("[") > MOST_BRACKETS or sum(map(text.count, "*_`")) > MOST_MARKS


def _texts(found: Question) -> list[str]:
    rows = [text for one in found.options for text in (one.text, one.left, one.reason.text)]
    reason = found.number.reason.text if found.number else ""
    return [found.stem.text, found.explanation.text, reason, *rows]


def _reads_back(item: Carried) -> bool:
    text = format_parts(item.title, item.attributes, item.question)
    draft, _ = read_quiz("", _HEAD + text)
    if draft.headings != 1 or len(draft.items) != 1:
        return False
    found = draft.items[0]
    return found.title == item.title and placeless(found.question) == placeless(item.question)


def _starred(found: Question) -> Question:
    """With stars for the hyphens of lists in the stem: its last list runs into no options then."""
    return replace(found, stem=Slice(_HYPHEN.sub(r"\1* ", found.stem.text), 0))


def _plain(found: Question) -> Question:
    return replace(
        found,
        stem=_escaped(found.stem),
        explanation=_escaped(found.explanation),
        number=found.number and replace(found.number, reason=_escaped(found.number.reason)),
        options=tuple(
            replace(
                one,
                text=one_line(escaped(one.text)),
                left=one_line(escaped(one.left)),
                reason=_escaped(one.reason),
            )
            for one in found.options
        ),
    )


def _escaped(piece: Slice) -> Slice:
    lines = escaped(piece.text).split("\n")
    return Slice("\n".join(lines).strip("\n"), 0) if piece.text else _EMPTY


def _single_keys(choices: Sequence[Choice], log: Log) -> list[bool] | None:
    weights = [_checked(one.weight, log) for one in choices]
    full = [weight >= 100 - _NEAR for weight in weights]
    if sum(full) > 1:
        log.leave_out("several options are right, each of them alone")
        return None
    best = max(weights, default=0.0)
    if best <= 0:
        log.add("no option is right")
    elif not any(full):
        log.add(f"no option has 100 %: the one with {best:g} % is taken as right")
    keys = [weight > 0 and weight == best for weight in weights]
    for weight, key in zip(weights, keys, strict=True):
        if weight and not key:
            log.add(f"the partial weight of {weight:g} % is not kept: the option counts as wrong")
    return keys


def _multiple_keys(choices: Sequence[Choice], log: Log) -> list[bool]:
    weights = [_checked(one.weight, log) for one in choices]
    keys = [weight > 0 for weight in weights]
    if not any(keys):
        log.add("no option is right")
        return keys
    shares = [weight for weight in weights if weight > 0]
    if any(abs(share - 100 / len(shares)) > _NEAR for share in shares):
        told = ", ".join(f"{share:g}" for share in shares[:8])
        log.add(f"the weights {told} % are not kept: an item is right as a whole")
    if any(weight < 0 and weight > -100 for weight in weights):
        log.add("the weights below 0 % are not kept: an item is right as a whole")
    return keys


def _checked(weight: float, log: Log) -> float:
    if abs(weight) > 100:
        log.add(f"the weight {weight:g} % is beyond 100 %")
    return weight
