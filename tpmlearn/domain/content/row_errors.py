"""The flaws of orders, matches and pull-downs that make them unanswerable or ambiguous."""

from collections.abc import Callable, Sequence
from itertools import combinations

from tpmlearn.domain.content.drafts import OptionDraft, Question
from tpmlearn.domain.content.gaps import check_gaps
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.rules import Report

LEAST_ROWS, MOST_ROWS = 3, 8
LEAST_PAIRS = 2
_Options = Sequence[OptionDraft]


def check_order(options: _Options, report: Report) -> None:
    """Report too few or too many steps, and steps that say the same."""
    _check_count(options, report)
    _check_twice(options, options, report, key=lambda option: option.text)


def check_match(options: _Options, report: Report) -> None:
    """Report too few or too many rows, left sides alike, and distractors that are no such."""
    _check_count(options, report)
    pairs = [option for option in options if option.left]
    first = options[0]
    if len(pairs) < LEAST_PAIRS:
        wanted = f"{LEAST_PAIRS} rows or more with a left side"
        report.add("E072", first.line, first.column, count=len(pairs), wanted=wanted)
    _check_twice(pairs, pairs, report, key=lambda option: option.left)
    distractors = [option for option in options if not option.left]
    _check_twice(options, distractors, report, key=lambda option: option.text)
    if len({_folded(option.text) for option in options}) == 1:
        report.add("E064", first.line, first.column)


def check_pull_down(document: Document, question: Question, report: Report) -> None:
    """Report gaps without place, key or choice, and values that say the same."""
    check_gaps(document, question, report)
    gaps = sorted({option.gap for option in question.options})
    for gap in gaps:
        options = [option for option in question.options if option.gap == gap]
        place = (options[0].line, options[0].column)
        keys = sum(option.correct for option in options)
        if not 2 <= len(options) <= MOST_ROWS:
            wanted = f"2 to {MOST_ROWS} values of a gap"
            report.add("E072", *place, count=len(options), wanted=wanted)
        if keys != 1:
            report.add("E078", *place, gap=gap, keys=keys)
        _check_twice(options, options, report, key=lambda option: option.text)


def _check_count(options: _Options, report: Report) -> None:
    if not LEAST_ROWS <= len(options) <= MOST_ROWS:
        wanted = f"{LEAST_ROWS} to {MOST_ROWS} rows"
        first = options[0]
        report.add("E072", first.line, first.column, count=len(options), wanted=wanted)


def _check_twice(
    options: _Options, later: _Options, report: Report, *, key: Callable[[OptionDraft], str]
) -> None:
    """Report each of `later` that says the same as another of `options`."""
    for first, second in combinations(options, 2):
        if (first in later or second in later) and _folded(key(first)) == _folded(key(second)):
            report.add("E070", second.line, second.column, first=first.line)


def _folded(text: str) -> str:
    return " ".join(text.replace("*", "").replace("`", "").lower().split()).rstrip(".")
