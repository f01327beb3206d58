"""A figure fence as HTML: the drawing in two widths, its title as caption, its data as tables."""

import hashlib
from html import escape

from tpmlearn.domain.content.fences.reading import read_figure
from tpmlearn.figures.fences.drawing import draw_fence
from tpmlearn.figures.fences.tables import Titled


def fence_html(kind: str, source: str, *, number: int) -> str:
    """The figure that a fence describes, or nothing if it is wrong.

    `number` tells it from other figures of the same text, so that no id stands twice.
    """
    figure = read_figure(kind, source)
    if figure is None:
        return ""
    mark = hashlib.sha256(f"{kind}\n{source}".encode()).hexdigest()[:8]
    drawing = draw_fence(figure, prefix=f"fig-{mark}-{number}")
    tables = "".join(_table(one) for one in drawing.tables)
    return (
        f'<div class="figure drawn"><figure>{_scroll(drawing.wide, "only-wide")}'
        f"{_scroll(drawing.narrow, 'only-narrow')}"
        f"<figcaption>{escape(drawing.title)}</figcaption></figure>"
        f'<details class="as-table"><summary>Show as table</summary>{tables}</details></div>'
    )


def _scroll(svg: str, css: str) -> str:
    return (
        f'<div class="figure-scroll {css}" tabindex="0" role="group" aria-label="Figure">'
        f"{svg}</div>"
    )


def _table(titled: Titled) -> str:
    caption = escape(titled.caption)
    head = "".join(
        f'<th scope="col"{_number(n, titled)}>{escape(cell)}</th>'
        for n, cell in enumerate(titled.table.header)
    )
    rows = "".join(f"<tr>{_cells(row, titled)}</tr>" for row in titled.table.rows)
    return (
        f'<div class="table-scroll" tabindex="0" role="region" aria-label="{caption}"><table>'
        f"<caption>{caption}</caption><thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
        "</table></div>"
    )


def _cells(row: tuple[str, ...], titled: Titled) -> str:
    first, *rest = row
    cells = (f"<td{_number(n, titled)}>{escape(cell)}</td>" for n, cell in enumerate(rest, start=1))
    return f'<th scope="row">{escape(first)}</th>{"".join(cells)}'


def _number(column: int, titled: Titled) -> str:
    return ' class="num"' if column in titled.numeric else ""
