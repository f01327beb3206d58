"""The identity of an item's content: changes when what learners see or the key changes."""

import hashlib
import json
from collections.abc import Sequence

from tpmlearn.domain.content.drafts import OptionDraft, Question

LENGTH = 32


def item_version(question: Question, figures: Sequence[str], story: str = "") -> str:
    """32 hex digits of SHA-256 over stem, options in order, key, figures and a case's story.

    Title, difficulty and reasons do not count: mending them keeps the answers comparable.
    """
    number = question.number
    value: dict[str, object] = {
        "type": question.type.value,
        "stem": question.stem.text,
        "options": [_row(option) for option in question.options],
        "number": [number.value, number.tolerance, number.unit] if number else None,
        "figures": list(figures),
    }
    if story:
        value["story"] = story
    if question.formula:
        formula = question.formula
        drawn = [[one.name, one.low, one.high, one.step] for one in formula.variables]
        value["formula"] = [drawn, formula.expression, formula.tolerance, formula.unit]
    return digest(value)


def _row(option: OptionDraft) -> list[object]:
    """Text and key; what only some types have follows, so that the others keep their versions."""
    further = {"left": option.left, "gap": option.gap, "region": option.region}
    kept = {name: value for name, value in further.items() if value}
    return [option.text, option.correct, *([kept] if kept else [])]


def digest(value: object) -> str:
    """32 hex digits of SHA-256 over the canonical JSON of a value."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
