"""Draws any figure fence: once for the width of a page, once for a telephone, and as tables."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from tpmlearn.domain.content.fences.boxes import BoxesFigure
from tpmlearn.domain.content.fences.gantt import GanttFigure
from tpmlearn.domain.content.fences.grid import GridFigure
from tpmlearn.domain.content.fences.histogram import HistogramFigure
from tpmlearn.domain.content.fences.network import NetworkFigure
from tpmlearn.domain.content.fences.reading import Figure
from tpmlearn.domain.content.fences.series import BurnFigure, FlowFigure, ValueFigure
from tpmlearn.domain.content.fences.tree import TreeFigure
from tpmlearn.figures.fences.boxes import boxes_tables, draw_boxes
from tpmlearn.figures.fences.burn import burn_tables, draw_burn
from tpmlearn.figures.fences.earned_value import draw_evm, evm_tables
from tpmlearn.figures.fences.flow import draw_flow, flow_tables
from tpmlearn.figures.fences.gantt import draw_gantt, gantt_tables
from tpmlearn.figures.fences.grid import draw_grid, grid_tables
from tpmlearn.figures.fences.histogram import draw_histogram, histogram_tables
from tpmlearn.figures.fences.network import draw_network, network_tables
from tpmlearn.figures.fences.sizes import NARROW, WIDE
from tpmlearn.figures.fences.tables import Titled
from tpmlearn.figures.fences.tree import draw_tree, tree_tables
from tpmlearn.words import SOURCE, speaking

Draw = Callable[..., str]
_DRAWN: Mapping[type, tuple[Draw, Callable[[Any], tuple[Titled, ...]]]] = {
    NetworkFigure: (draw_network, network_tables),
    ValueFigure: (draw_evm, evm_tables),
    BurnFigure: (draw_burn, burn_tables),
    FlowFigure: (draw_flow, flow_tables),
    GridFigure: (draw_grid, grid_tables),
    TreeFigure: (draw_tree, tree_tables),
    GanttFigure: (draw_gantt, gantt_tables),
    BoxesFigure: (draw_boxes, boxes_tables),
    HistogramFigure: (draw_histogram, histogram_tables),
}


@dataclass(frozen=True)
class Drawing:
    """A figure as SVG markup in two widths, and the same data as tables."""

    title: str
    wide: str
    narrow: str
    tables: tuple[Titled, ...]


def draw_fence(figure: Figure, *, prefix: str) -> Drawing:
    """Return the figure drawn; `prefix` begins its ids, as for `svg.figure`."""
    draw, tables = _DRAWN[type(figure)]
    # A lesson is English whoever has it drawn first.
    with speaking(SOURCE):
        return Drawing(
            figure.head.title,
            draw(figure, width=WIDE, prefix=f"{prefix}-wide"),
            draw(figure, width=NARROW, prefix=f"{prefix}-narrow"),
            tables(figure),
        )
