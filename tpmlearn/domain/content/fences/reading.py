"""Reads the figure fences of a text, whatever they are called."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import yaml
from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.fences.boxes import BoxesFigure, read_boxes
from tpmlearn.domain.content.fences.gantt import GanttFigure, read_gantt
from tpmlearn.domain.content.fences.grid import GridFigure, read_grid
from tpmlearn.domain.content.fences.histogram import HistogramFigure, read_histogram
from tpmlearn.domain.content.fences.network import NetworkFigure, read_network
from tpmlearn.domain.content.fences.series import (
    BurnFigure,
    FlowFigure,
    ValueFigure,
    read_burn,
    read_evm,
    read_flow,
)
from tpmlearn.domain.content.fences.tree import TreeFigure, read_tree
from tpmlearn.domain.content.fields import Fields
from tpmlearn.domain.content.places import Document, line_of
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.yaml_nodes import compose, place

Figure = (
    NetworkFigure
    | ValueFigure
    | BurnFigure
    | FlowFigure
    | HistogramFigure
    | GridFigure
    | TreeFigure
    | GanttFigure
    | BoxesFigure
)
READERS: Mapping[str, Callable[[Fields], Figure]] = {
    "network": read_network,
    "evm": read_evm,
    "burn": read_burn,
    "flow": read_flow,
    "histogram": read_histogram,
    "grid": read_grid,
    "tree": read_tree,
    "gantt": read_gantt,
    "boxes": read_boxes,
}
MOST_CHARACTERS = 20_000


def read_figure(kind: str, text: str) -> Figure | None:
    """The figure that the content of a fence describes; None when anything in it is wrong."""
    report = Report("")
    figure = _read(kind, text, report, first_line=1)
    return None if report.problems else figure


def check_figure(document: Document, fence: SyntaxTreeNode, report: Report) -> None:
    """Report what is wrong in a figure fence, by line and column of the file."""
    line = line_of(fence)
    indent = document.indent + max(0, document.lines[line - 1].find(fence.markup))
    found = Report(report.path)
    _read(fence.info.strip(), fence.content, found, first_line=line + 1)
    for one in found.problems:
        moved = replace(one, column=one.column + indent)
        if moved not in report.problems:
            report.problems.append(moved)


def _read(kind: str, text: str, report: Report, *, first_line: int) -> Figure | None:
    if len(text) > MOST_CHARACTERS:
        found = f"{len(text)} characters"
        report.add("E117", first_line, found=found, limit=MOST_CHARACTERS)
        return None
    node = compose(text, report, first_line=first_line)
    if not isinstance(node, yaml.MappingNode):
        if not report.problems:
            line, column = place(node) if node else (first_line, 1)
            report.add("E012", line, column, reason="a figure is a list of fields, key: value")
        return None
    fields = Fields(node, report)
    figure = READERS[kind](fields)
    fields.close()
    return figure
