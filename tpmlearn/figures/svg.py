"""The only writer of SVG: escapes every text, and knows colours by class name alone.

Coordinates are viewBox units. A paint is the name behind `f-` (fill) or `s-` (stroke) in the
stylesheet, which owns what it looks like in light, dark and print.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import pairwise
from typing import Literal, NewType

Svg = NewType("Svg", str)
Fill = Literal["ink", "muted", "soft", "accent", "good", "care", "stop", "paper", "none"]
Stroke = Literal["ink", "muted", "soft", "accent", "good", "care", "stop"]
Anchor = Literal["start", "middle", "end"]
Role = Literal["img", "group"]
Point = tuple[float, float]

SMALLEST_TEXT = 12
_PREFIX = re.compile(r"[a-z][a-z0-9-]*")


def number(value: float) -> str:
    """Return a coordinate with at most two decimals and no trailing noughts."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _element(name: str, *children: Svg, **attributes: str | float | None) -> Svg:
    """Return one element; underscores in attribute names stand for hyphens, None leaves one out."""
    parts = [name]
    for key, value in attributes.items():
        if value is not None:
            shown = value if isinstance(value, str) else number(value)
            parts.append(f'{key.strip("_").replace("_", "-")}="{escape(shown)}"')
    opening = " ".join(parts)
    inner = "".join(children)
    return Svg(f"<{opening}>{inner}</{name}>" if inner else f"<{opening}/>")


def _paint(fill: Fill | None, stroke: Stroke | None = None) -> str | None:
    names = [f"f-{fill}"] if fill else []
    names += [f"s-{stroke}"] if stroke else []
    return " ".join(names) or None


def line(
    start: Point, end: Point, *, stroke: Stroke, width: float = 1, dash: str | None = None
) -> Svg:
    """Return a straight line; `dash` as in stroke-dasharray."""
    return _element(
        "line",
        class_=_paint(None, stroke),
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke_width=width,
        stroke_dasharray=dash,
    )


def circle(
    centre: Point,
    radius: float,
    *,
    fill: Fill,
    stroke: Stroke | None = None,
    width: float | None = None,
) -> Svg:
    """Return a circle."""
    return _element(
        "circle",
        class_=_paint(fill, stroke),
        cx=centre[0],
        cy=centre[1],
        r=radius,
        stroke_width=width,
    )


def rect(
    corner: Point,
    width: float,
    height: float,
    *,
    fill: Fill,
    stroke: Stroke | None = None,
    stroke_width: float | None = None,
) -> Svg:
    """Return a rectangle from its upper left corner."""
    return _element(
        "rect",
        class_=_paint(fill, stroke),
        x=corner[0],
        y=corner[1],
        width=max(0.0, width),
        height=max(0.0, height),
        stroke_width=stroke_width,
    )


def _joined(points: Iterable[Point]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in points)


def polyline(points: Sequence[Point], *, stroke: Stroke, width: float = 1.5) -> Svg:
    """Return an open line through `points`."""
    return _element(
        "polyline", class_=_paint("none", stroke), points=_joined(points), stroke_width=width
    )


def polygon(
    points: Sequence[Point], *, fill: Fill, stroke: Stroke | None = None, width: float | None = None
) -> Svg:
    """Return a closed shape through `points`."""
    return _element(
        "polygon", class_=_paint(fill, stroke), points=_joined(points), stroke_width=width
    )


def segments(
    pairs: Iterable[tuple[Point, Point]],
    *,
    stroke: Stroke,
    width: float = 1,
    dash: str | None = None,
) -> Svg:
    """Return many separate straight lines as one path; nothing for none."""
    return ways(pairs, stroke=stroke, width=width, dash=dash)


def ways(
    lines: Iterable[Sequence[Point]],
    *,
    stroke: Stroke,
    width: float = 1,
    dash: str | None = None,
) -> Svg:
    """Return many lines with corners as one path, in the fewest letters; nothing for none."""
    path = "".join(
        f"M{number(one[0][0])} {number(one[0][1])}"
        + "".join(_stretch(a, b) for a, b in pairwise(one))
        for one in lines
    )
    if not path:
        return Svg("")
    return _element(
        "path", class_=_paint("none", stroke), d=path, stroke_width=width, stroke_dasharray=dash
    )


def _stretch(start: Point, end: Point) -> str:
    """Return a straight line as a path command, upright and level ones relative and short."""
    across, down = end[0] - start[0], end[1] - start[1]
    if not across:
        return f"v{number(down)}"
    return f"L{number(end[0])} {number(end[1])}" if down else f"h{number(across)}"


def arrows(heads: Iterable[tuple[Point, tuple[float, float]]], *, half: float, fill: Fill) -> Svg:
    """Return many small triangles as one path; nothing for none.

    Each is its tip and where it points to: (1, 0) is right, (0, -1) is up.
    """
    path = "".join(
        f"M{number(x)} {number(y)}l{number(half * (-2 * right - down))} "
        f"{number(half * (-2 * down - right))}"
        + (f"h{number(2 * half * down)}z" if down else f"v{number(2 * half)}z")
        for (x, y), (right, down) in heads
    )
    return _element("path", class_=_paint(fill), d=path) if path else Svg("")


def linked(address: str, *marks: Svg) -> Svg:
    """Return marks that lead to an address of this site; nothing around them without one."""
    return _element("a", *marks, href=address) if address else group(*marks)


def text(
    at: Point,
    words: str,
    *,
    size: float = 14,
    fill: Fill = "ink",
    anchor: Anchor = "start",
    bold: str | None = None,
) -> Svg:
    """Return one line of text on its baseline; `bold` is a font-weight.

    Raises ValueError under 12 units, which nobody can read on a telephone.
    """
    if size < SMALLEST_TEXT:
        raise ValueError(f"text of {size} units is too small to read")
    return _element(
        "text",
        Svg(escape(words, quote=False)),
        class_=_paint(fill),
        x=at[0],
        y=at[1],
        font_size=size,
        font_weight=bold,
        text_anchor=None if anchor == "start" else anchor,
    )


def group(*marks: Svg) -> Svg:
    """Return marks that belong together."""
    return _element("g", *marks)


def figure(
    *marks: Svg,
    width: float,
    height: float,
    title: str,
    description: str,
    prefix: str,
    role: Role = "img",
) -> str:
    """Return the whole figure, named for those who do not see it.

    Its role is "group" where it has links in it, which are lost in an image. `prefix` makes its
    ids unique on the page: lower-case letters, digits and hyphens, or ValueError. The figure has no
    size of its own: the stylesheet gives it its column.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"{prefix!r} cannot begin the ids of a figure")
    ids = {"title": f"{prefix}-title", "desc": f"{prefix}-desc"}
    return _element(
        "svg",
        _element("title", Svg(escape(title, quote=False)), id=ids["title"]),
        _element("desc", Svg(escape(description, quote=False)), id=ids["desc"]),
        *marks,
        xmlns="http://www.w3.org/2000/svg",
        class_="figure",
        viewBox=f"0 0 {number(width)} {number(height)}",
        role=role,
        aria_labelledby=f"{ids['title']} {ids['desc']}",
    )
