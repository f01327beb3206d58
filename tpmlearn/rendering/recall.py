"""A question for recall inside a lesson: open an option to see whether it is right, and why."""

from collections.abc import Iterator, Sequence

from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import NumberDraft, Question
from tpmlearn.domain.content.placeholders import filled
from tpmlearn.rendering.clean import plain

_Texts = tuple[str, str, str]


def in_threes(rows: Sequence[str]) -> Iterator[_Texts]:
    """The rendered rows of a question: text, left side and reason of each option."""
    return zip(rows[::3], rows[1::3], rows[2::3], strict=True)


def recall_html(question: Question, html: Sequence[str]) -> str:
    """The question as HTML that works without scripts.

    `html` is clean: stem, explanation, reason of a number, then text, left side and reason of
    each option.
    """
    stem, explanation, reason, *texts = html
    rows = list(in_threes(texts))
    gaps = {
        str(option.gap): f"<strong>({option.gap})</strong>"
        for option in question.options
        if option.gap
    }
    stem = filled(stem, gaps)
    # No name on the section: several regions of one name would be noise in a list of landmarks.
    parts = ['<section class="recall">', '<p class="kicker">Check yourself</p>', stem]
    match question.type:
        case ItemType.NUMBER:
            parts += [_details("Show the answer", _number(question.number), reason)]
        case ItemType.ORDER:
            parts += _order(rows)
        case ItemType.MATCH:
            parts += _match(rows)
        case _:
            parts += _options(question, rows)
    if explanation:
        parts.append(_details("Explanation", "", explanation))
    return "\n".join([*parts, "</section>"])


_RIGHT = '<span class="right">Right.</span>'
_WRONG = '<span class="wrong">Wrong.</span>'


def _options(question: Question, rows: Sequence[_Texts]) -> Iterator[str]:
    gap = 0
    for option, (text, _, why) in zip(question.options, rows, strict=True):
        if option.gap != gap:
            gap = option.gap
            yield f'<p class="kicker">Gap {gap}</p>'
        yield _details(text, _RIGHT if option.correct else _WRONG, why)


def _order(rows: Sequence[_Texts]) -> Iterator[str]:
    """The steps in the order of the alphabet, then the right order to open."""
    yield _list("ul", (text for text, _, _ in sorted(rows, key=lambda row: plain(row[0]))))
    yield _details("Show the order", "", _list("ol", (text + why for text, _, why in rows)))


def _match(rows: Sequence[_Texts]) -> Iterator[str]:
    """The right sides in the order of the alphabet, then each left side to open."""
    yield "<p>What belongs to what?</p>"
    yield _list("ul", sorted({right for right, _, _ in rows}, key=plain))
    for right, left, why in rows:
        yield _details(left or right, right if left else "Belongs to none of them.", why)


def _list(tag: str, rows: Iterator[str] | list[str]) -> str:
    return f"<{tag}>{''.join(f'<li>{row}</li>' for row in rows)}</{tag}>"


def _details(summary: str, word: str, reason: str) -> str:
    first = f"<p>{word}</p>" if word else ""
    return f'<details class="recall-option"><summary>{summary}</summary>{first}{reason}</details>'


def _number(number: NumberDraft | None) -> str:
    if number is None:
        return ""
    unit = number.unit.replace("&", "&amp;").replace("<", "&lt;")
    tolerance = f" (± {number.tolerance:g})" if number.tolerance else ""
    return f'<span class="right">{number.value:g} {unit}{tolerance}.</span>'
