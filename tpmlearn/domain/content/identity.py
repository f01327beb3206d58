"""The identity of an item's content: changes when what learners see or the key changes."""

import hashlib
import json
from collections.abc import Sequence

from tpmlearn.domain.content.drafts import Question

LENGTH = 32


def item_version(question: Question, figures: Sequence[str]) -> str:
    """32 hex digits of SHA-256 over stem, options in order, marks, number key and figures.

    Title, difficulty and reasons do not count: mending them keeps the answers comparable.
    """
    number = question.number
    value = {
        "type": question.type.value,
        "stem": question.stem.text,
        "options": [[option.text, option.correct] for option in question.options],
        "number": [number.value, number.tolerance, number.unit] if number else None,
        "figures": list(figures),
    }
    return digest(value)


def digest(value: object) -> str:
    """32 hex digits of SHA-256 over the canonical JSON of a value."""
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:LENGTH]
