"""Hotspots: options that stand for parts of the one figure in the question."""

import re
from itertools import combinations

from tpmlearn.domain.content.drafts import Question
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.rules import Report

REGION = re.compile(r"[a-z][a-z0-9-]{0,39}")
_FIGURE = re.compile(r"!\[[^\]]*\]\(([^)\s]+)\)")
_ID = re.compile(r"""\sid\s*=\s*["']([^"']{1,60})["']""")


def figures_in(text: str) -> list[str]:
    """The files that a Markdown text shows as figures."""
    return _FIGURE.findall(text)


def regions_of(svg: str) -> frozenset[str]:
    """The ids in the source of a figure."""
    return frozenset(_ID.findall(svg))


def check_regions(document: Document, question: Question, report: Report) -> None:
    """Report options without region, regions twice, and a question without its one figure."""
    for option in question.options:
        if not REGION.fullmatch(option.region):
            says = f"the region ‘{option.region}’ cannot be an id"
            found = says if option.region else "this option names no region"
            report.add("E079", option.line, option.column, found=found)
    for first, second in combinations(question.options, 2):
        if first.region and first.region == second.region:
            says = f"the region ‘{first.region}’ stands in line {first.line} already"
            report.add("E079", second.line, second.column, found=says)
    count = len(figures_in(question.stem.text))
    if count != 1:
        line = question.stem.line
        says = f"the question shows {count} figures"
        report.add("E079", line, document.column(line), found=says)
