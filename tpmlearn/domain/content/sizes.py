"""The limits of a Markdown text, looked at before any parser sees it."""

import re

from tpmlearn.domain.content.rules import Report

MOST_CHARACTERS = 200_000
MOST_LINES = 4_000
LONGEST_LINE = 10_000
MOST_OPENINGS, MOST_BARS = 2_000, 8_000
_FRONT = re.compile(r"---[ \t]*\n.*?\n---[ \t]*\n", re.DOTALL)
_BLANK = re.compile(r"\n[ \t]*\n")


def fits(file: str, report: Report) -> bool:
    """Whether a file is small enough to be read; what is not has been reported with its place.

    Front matter has limits of its own.
    """
    front = _FRONT.match(file)
    text = "\n" * front[0].count("\n") + file[front.end() :] if front else file
    lines = text.count("\n") + 1
    if len(text) > MOST_CHARACTERS or lines > MOST_LINES:
        limits = f"{MOST_CHARACTERS} characters and {MOST_LINES} lines"
        report.add("E049", 1, characters=len(text), lines=lines, limits=limits)
        return False
    return _lines_fit(text, report) and _openings_fit(text, report)


def _lines_fit(text: str, report: Report) -> bool:
    for number, line in enumerate(text.split("\n"), 1):
        if len(line) > LONGEST_LINE:
            report.add("E047", number, characters=len(line), brackets=line.count("["))
            return False
    return True


def _openings_fit(text: str, report: Report) -> bool:
    """Brackets and bars cost a parser most: it tries what each may belong to."""
    line = 1
    for part in _BLANK.split(text):
        if part.count("[") > MOST_OPENINGS or part.count("|") > MOST_BARS:
            report.add("E047", line, characters=len(part), brackets=part.count("["))
            return False
        line += part.count("\n") + 2
    return True
