"""Reads a template: a document in Markdown that learners download and fill in."""

import re

from tpmlearn.domain.content.catalogue import Template
from tpmlearn.domain.content.rules import Report

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def read_template(path: str, _slug: str, text: str) -> tuple[Template | None, Report]:
    """The template in `<name>.md`; its title is its first line, which is a heading."""
    report = Report(path)
    name = path.rpartition("/")[2].removesuffix(".md")
    first = text.split("\n", 1)[0]
    if not NAME.fullmatch(name):
        report.add("E028", 1, value=name, what="file name", example="risk-register.md")
        return None, report
    if not first.startswith("# ") or not first[2:].strip():
        report.add("E135", 1)
        return None, report
    return Template(name, first[2:].strip(), text), report
