"""The flaws that make an item unanswerable or unfair; each keeps the item out."""

import re
from itertools import combinations

from tpmlearn.domain.content.catalogue import ItemKind, ItemType
from tpmlearn.domain.content.drafts import ItemDraft, OptionDraft, Question
from tpmlearn.domain.content.formulas import check_formula
from tpmlearn.domain.content.gaps import check_no_gap
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.regions import check_regions
from tpmlearn.domain.content.row_errors import check_match, check_order, check_pull_down
from tpmlearn.domain.content.rules import Report

MOST_OPTIONS = 8
NESTED_WORDS = 3
_UNTRAPPED = frozenset({ItemType.ORDER, ItemType.MATCH})
NUMBER_WORDS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight")
_ASKS = re.compile(
    rf"\b(?:choose|select|pick|mark|tick|name|which|what)\s+(?:the\s+)?({'|'.join(NUMBER_WORDS)}|[1-8])\b",
    re.IGNORECASE,
)
_OF_THE_ABOVE = re.compile(
    r"\b(?:all|none|both|neither|any|either)\s+of\s+(?:the\s+)?(?:above|these|those|them|options)\b"
    r"|\b(?:all|none)\s+of\s+the\s+(?:other\s+)?(?:answers|options)\b"
    r"|\bboth\s+[a-h1-8]\s+and\s+[a-h1-8]\b|\b[a-h]\s+and\s+[b-h]\b(?=\W*$)",
    re.IGNORECASE,
)


def words_of(text: str) -> list[str]:
    """The words of a text in lower case, Markdown marks and punctuation removed."""
    return re.findall(r"[^\W_]+(?:['’.,%-]*[^\W_]+)*%?", text.lower())


def check_question(document: Document, question: Question, report: Report) -> None:
    """Report what is wrong with key, number of options and options alike."""
    match question.type:
        case ItemType.NUMBER:
            pass
        case ItemType.GENERATED:
            check_formula(document, question, report)
        case ItemType.ORDER:
            check_order(question.options, report)
        case ItemType.MATCH:
            check_match(question.options, report)
        case ItemType.PULL_DOWN:
            check_pull_down(document, question, report)
        case ItemType.HOTSPOT:
            check_regions(document, question, report)
            _check_choice(document, question, report)
        case _:
            _check_choice(document, question, report)


def _check_choice(document: Document, question: Question, report: Report) -> None:
    check_no_gap(document, question, report)
    options = question.options
    place = (options[0].line, options[0].column)
    keys = sum(option.correct for option in options)
    if not 2 <= len(options) <= MOST_OPTIONS:
        report.add("E072", *place, count=len(options), wanted=f"2 to {MOST_OPTIONS} options")
    if keys == 0:
        report.add("E062", *place)
    elif keys == len(options) > 1:
        report.add("E064", *place)
    else:
        _check_count(document, question, keys, report)
    if question.type is ItemType.TRUE_FALSE and _labels(options) != {"true", "false"}:
        report.add("E069", *place)
    _check_alike(options, report)
    _check_above(document, options, report)


def check_item(item: ItemDraft, report: Report) -> None:
    """Report missing and misplaced traps; only what is ticked or pulled down has traps."""
    if item.question.type in _UNTRAPPED:
        return
    for option in item.question.options:
        if option.correct and option.trap.text:
            trap = option.trap
            report.add("E066", trap.line, trap.column, trap=trap.text)
        elif not option.correct and not option.trap.text and item.kind is ItemKind.SITUATION:
            report.add("E065", option.line, option.column)


def _labels(options: tuple[OptionDraft, ...]) -> set[str]:
    return {option.text.strip(" .*").lower() for option in options}


def asked(stem: str) -> int:
    """How many options the stem asks for: 1 unless it says a number."""
    found = [match[1].lower() for match in _ASKS.finditer(stem.replace("*", ""))]
    if not found:
        return 1
    return int(found[-1]) if found[-1].isdigit() else NUMBER_WORDS.index(found[-1])


def _check_count(document: Document, question: Question, keys: int, report: Report) -> None:
    wanted = asked(question.stem.text)
    if keys != wanted:
        line = question.stem.line
        column = document.column(line)
        report.add("E063", line, column, keys=keys, asked=wanted, words=NUMBER_WORDS[keys])


def _check_alike(options: tuple[OptionDraft, ...], report: Report) -> None:
    for first, second in combinations(options, 2):
        one, two = words_of(first.text), words_of(second.text)
        if one == two or _contains(one, two) or _contains(two, one):
            report.add("E070", second.line, second.column, first=first.line)


def _contains(longer: list[str], shorter: list[str]) -> bool:
    """Whether `shorter`, of three words or more, stands in `longer` word for word."""
    size = len(shorter)
    if size < NESTED_WORDS or size >= len(longer):
        return False
    return any(longer[n : n + size] == shorter for n in range(len(longer) - size + 1))


def _check_above(document: Document, options: tuple[OptionDraft, ...], report: Report) -> None:
    for option in options:
        found = _OF_THE_ABOVE.search(option.text)
        if found:
            column = document.column(option.line, re.escape(found[0]))
            report.add("E071", option.line, column, found=found[0])
