"""Reads the YAML at the head of a file, and YAML files that are one mapping or one list."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import yaml

from tpmlearn.domain.content.catalogue import Source
from tpmlearn.domain.content.fields import KINDS, LINE, Fields, Named, kind_of_node
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.yaml_nodes import compose, place

_Read = TypeVar("_Read")


def split(text: str, report: Report) -> tuple[Fields | None, str]:
    """Front matter and body of a file; the body keeps its line numbers by leading empty lines.

    None stands for front matter that is absent or cannot be used; it has been reported.
    """
    lines = text.split("\n")
    if lines[0].rstrip() != "---":
        report.add("E010", 1)
        return None, text
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == "---"), None)
    if end is None:
        report.add("E011", 1)
        return None, ""
    body = "\n".join([""] * (end + 1) + lines[end + 1 :])
    return _mapping_of("\n".join(lines[1:end]), report, first_line=2), body


def read_mapping(text: str, report: Report) -> Fields | None:
    """The fields of a YAML file that is one mapping, or None after reporting why not."""
    return _mapping_of(text, report, first_line=1)


def read_list(text: str, report: Report) -> Iterator[Fields]:
    """The mappings of a YAML file that is one list."""
    node = compose(text, report)
    if isinstance(node, yaml.SequenceNode):
        for child in node.value:
            if isinstance(child, yaml.MappingNode):
                yield Fields(child, report)
            else:
                _report_kind(child, report, "a mapping")
    elif node is not None:
        _report_kind(node, report, "a list")


def read_sources(fields: Fields) -> tuple[Source, ...]:
    """The sources of a file: key, title, date of the last check and perhaps an address."""
    return tuple(_source(name, entry) for name, entry in fields.entries("sources"))


def read_each(items: Iterable[Fields], read: Callable[[Fields], _Read]) -> tuple[_Read, ...]:
    """What `read` makes of each mapping; unknown fields of each are reported."""
    return tuple(_read_and_close(fields, read) for fields in items)


def _read_and_close(fields: Fields, read: Callable[[Fields], _Read]) -> _Read:
    value = read(fields)
    fields.close()
    return value


def _source(name: Named, entry: Fields) -> Source:
    url = entry.text("url", "", longest=LINE)
    if url and not re.fullmatch(r"https?://[^\s/]+\S*", url):
        entry.report.add("E029", *entry.place("url"), value=url)
    source = Source(name.text, entry.text("title", longest=LINE), entry.day("checked"), url)
    entry.close()
    return source


def _mapping_of(text: str, report: Report, *, first_line: int) -> Fields | None:
    before = len(report.problems)
    node = compose(text, report, first_line=first_line)
    if isinstance(node, yaml.MappingNode):
        return Fields(node, report)
    if node is not None:
        _report_kind(node, report, "a mapping")
    elif len(report.problems) == before:
        report.add("E012", first_line, reason="there are no fields")
    return None


def _report_kind(node: yaml.Node, report: Report, wanted: str) -> None:
    found = KINDS.get(kind_of_node(node), "something else")
    report.add("E022", *place(node), key="this", found=found, wanted=wanted, hint="")
