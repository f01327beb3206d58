"""A question for recall inside a lesson: open an option to see whether it is right, and why."""

from collections.abc import Sequence

from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import NumberDraft, Question


def recall_html(question: Question, html: Sequence[str]) -> str:
    """The question as HTML that works without scripts.

    `html` is clean: stem, explanation, reason of a number, then text and reason of each option.
    """
    stem, explanation, reason, *rows = html
    # No name on the section: several regions of one name would be noise in a list of landmarks.
    parts = ['<section class="recall">', '<p class="kicker">Check yourself</p>', stem]
    if question.type is ItemType.NUMBER and question.number:
        parts.append(_details("Show the answer", _number(question.number), reason))
    for option, text, why in zip(question.options, rows[::2], rows[1::2], strict=True):
        word = '<span class="right">Right.</span>' if option.correct else _WRONG
        parts.append(_details(text, word, why))
    if explanation:
        parts.append(_details("Explanation", "", explanation))
    return "\n".join([*parts, "</section>"])


_WRONG = '<span class="wrong">Wrong.</span>'


def _details(summary: str, word: str, reason: str) -> str:
    first = f"<p>{word}</p>" if word else ""
    return f'<details class="recall-option"><summary>{summary}</summary>{first}{reason}</details>'


def _number(number: NumberDraft) -> str:
    unit = number.unit.replace("&", "&amp;").replace("<", "&lt;")
    tolerance = f" (± {number.tolerance:g})" if number.tolerance else ""
    return f'<span class="right">{number.value:g} {unit}{tolerance}.</span>'
