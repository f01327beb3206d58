"""Items without their keys, for a reader who answers them blind; and whether they agree."""

import hashlib
import re
from collections.abc import Iterable, Sequence

from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import ItemDraft, OptionDraft, Question

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


class BadAnswer(ValueError):
    """An answer that does not fit its item; the text says why."""


def blind_text(item: ItemDraft, *, seed: int) -> str:
    """The item as a blind reader gets it: stem and options in a drawn order, nothing else."""
    question = item.question
    parts = [f"### {item.id}", question.stem.text]
    match question.type:
        case ItemType.MATCH:
            lefts = [option.left for option in question.options if option.left]
            parts += [f"{n}. {left}" for n, left in enumerate(lefts, 1)]
            parts += _lettered(text for text in _rights(question, item.id, seed))
        case ItemType.PULL_DOWN:
            for gap in _gaps(question):
                values = _shuffled(_of_gap(question, gap), item.id, seed)
                parts += [f"Gap {gap}:", *_lettered(option.text for option in values)]
        case ItemType.NUMBER | ItemType.GENERATED:
            parts.append("Answer with a number.")
        case _:
            shown = _shuffled(question.options, item.id, seed)
            parts += _lettered(option.text for option in shown)
    return "\n".join(parts)


def asks_for(question: Question) -> str:
    """How a blind answer to such a question is written."""
    return {
        ItemType.ORDER: "letters in order, as CABD",
        ItemType.MATCH: "a letter for each number, as 1C 2A 3A",
        ItemType.PULL_DOWN: "a letter for each gap, as 1B 2A",
        ItemType.MULTIPLE: "letters, as AC",
        ItemType.NUMBER: "a number",
        ItemType.GENERATED: "a number",
    }.get(question.type, "a letter")


def blind_key(item: ItemDraft, *, seed: int) -> str:
    """The right answer in the letters of `blind_text`."""
    question = item.question
    if question.number:
        return f"{question.number.value:g}"
    match question.type:
        case ItemType.MATCH:
            rights = _rights(question, item.id, seed)
            pairs = [option for option in question.options if option.left]
            return " ".join(
                f"{n}{LETTERS[rights.index(one.text)]}" for n, one in enumerate(pairs, 1)
            )
        case ItemType.PULL_DOWN:
            return " ".join(_gap_key(item, gap, seed) for gap in _gaps(question))
        case ItemType.ORDER:
            shown = _shuffled(question.options, item.id, seed)
            return "".join(LETTERS[shown.index(option)] for option in question.options)
        case _:
            shown = _shuffled(question.options, item.id, seed)
            return "".join(LETTERS[n] for n, option in enumerate(shown) if option.correct)


def agrees(item: ItemDraft, answer: str, *, seed: int) -> bool:
    """Whether a blind answer is the key. Raises BadAnswer for one that cannot be read."""
    question = item.question
    if question.number:
        try:
            return abs(float(answer) - question.number.value) <= question.number.tolerance
        except ValueError as error:
            raise BadAnswer(f"‘{answer}’ is no number") from error
    given, key = _folded(answer), _folded(blind_key(item, seed=seed))
    if not given:
        raise BadAnswer("there is no answer")
    if question.type in {ItemType.ORDER, ItemType.MATCH, ItemType.PULL_DOWN}:
        return given == key
    return sorted(given) == sorted(key)


def _folded(answer: str) -> str:
    return re.sub(r"[^A-Z0-9]", "", answer.upper())


def _lettered(texts: Iterable[str]) -> list[str]:
    return [f"{LETTERS[n]}) {text}" for n, text in enumerate(texts)]


def _shuffled(options: Sequence[OptionDraft], item: str, seed: int) -> list[OptionDraft]:
    return sorted(options, key=lambda option: _place(option.text, item, seed))


def _place(text: str, item: str, seed: int) -> bytes:
    return hashlib.sha256(f"{seed}:{item}:{text}".encode()).digest()


def _rights(question: Question, item: str, seed: int) -> list[str]:
    """The right sides of a match, each once."""
    texts = dict.fromkeys(option.text for option in question.options)
    return sorted(texts, key=lambda text: _place(text, item, seed))


def _gaps(question: Question) -> list[int]:
    return sorted({option.gap for option in question.options})


def _of_gap(question: Question, gap: int) -> list[OptionDraft]:
    return [option for option in question.options if option.gap == gap]


def _gap_key(item: ItemDraft, gap: int, seed: int) -> str:
    shown = _shuffled(_of_gap(item.question, gap), item.id, seed)
    return f"{gap}{LETTERS[next(n for n, option in enumerate(shown) if option.correct)]}"
