"""Where the regions of a figure are: a rectangle around each, in the figure's own units."""

import math
import re
from collections.abc import Iterator

from tpmlearn.domain.content.exchange.carried import Unreadable
from tpmlearn.domain.content.exchange.moodle_tree import Node, read_tree

Box = tuple[float, float, float, float]
"""Left, top, width, height."""
Point = tuple[float, float]
Matrix = tuple[float, float, float, float, float, float]
_IDENTITY: Matrix = (1, 0, 0, 1, 0, 0)
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_TURN = re.compile(r"(translate|rotate|scale)\(([^)]*)\)")
_COMMAND = re.compile(r"([MmLlHhVvCcSsQqTtAaZz])([^MmLlHhVvCcSsQqTtAaZz]*)")
_STEP = {"m": 2, "l": 2, "h": 1, "v": 1, "c": 6, "s": 4, "q": 4, "t": 2, "a": 7}


def boxes_of(svg: str) -> dict[str, Box]:
    """The rectangle around each element that has an id; empty for what cannot be read.

    Curves count by their control points: the rectangle may be a little too large, never too small.
    """
    try:
        root = read_tree(svg)
    except Unreadable:
        return {}
    found: dict[str, list[Point]] = {}
    _walk(root, _IDENTITY, (), found)
    return {name: _around(points) for name, points in found.items() if points}


def size_of(svg: str) -> tuple[float, float]:
    """Width and height of a figure's viewBox."""
    match = re.search(r'viewBox="\s*([^"]*)"', svg)
    numbers = _numbers(match[1]) if match else []
    return (numbers[2], numbers[3]) if len(numbers) == 4 else (480.0, 300.0)


def _walk(
    node: Node, matrix: Matrix, names: tuple[str, ...], found: dict[str, list[Point]]
) -> None:
    matrix = _times(matrix, _matrix(node.attributes.get("transform", "")))
    if "id" in node.attributes:
        names = (*names, node.attributes["id"])
    points = [_moved(matrix, point) for point in _points(node)]
    for name in names:
        found.setdefault(name, []).extend(points)
    for child in node.children:
        _walk(child, matrix, names, found)


def _points(node: Node) -> list[Point]:  # noqa: PLR0911 - one for each kind of element
    def value(name: str) -> float:
        numbers = _numbers(node.attributes.get(name, ""))
        return numbers[0] if numbers else 0.0

    match node.tag.rpartition("}")[2]:
        case "rect":
            return _corners(value("x"), value("y"), value("width"), value("height"))
        case "circle":
            r = value("r")
            return _corners(value("cx") - r, value("cy") - r, 2 * r, 2 * r)
        case "ellipse":
            rx, ry = value("rx"), value("ry")
            return _corners(value("cx") - rx, value("cy") - ry, 2 * rx, 2 * ry)
        case "line":
            return [(value("x1"), value("y1")), (value("x2"), value("y2"))]
        case "polyline" | "polygon":
            numbers = _numbers(node.attributes.get("points", ""))
            return list(zip(numbers[::2], numbers[1::2], strict=False))
        case "path":
            return list(_path(node.attributes.get("d", "")))
        case _:
            return []


def _path(text: str) -> Iterator[Point]:
    x = y = 0.0
    start = (0.0, 0.0)
    for command, rest in _COMMAND.findall(text):
        kind, relative = command.lower(), command.islower()
        if kind == "z":
            x, y = start
            continue
        numbers, size = _numbers(rest), _STEP[kind]
        for n in range(0, len(numbers) - size + 1, size):
            part = numbers[n : n + size]
            dx, dy = (x, y) if relative else (0.0, 0.0)
            if kind == "h":
                points = [(part[0] + dx, y)]
            elif kind == "v":
                points = [(x, part[0] + dy)]
            else:
                pairs = part[5:] if kind == "a" else part
                points = [(a + dx, b + dy) for a, b in zip(pairs[::2], pairs[1::2], strict=True)]
            x, y = points[-1]
            if kind == "m" and n == 0:
                start = (x, y)
            yield from points


def _matrix(text: str) -> Matrix:
    matrix = _IDENTITY
    for name, inner in _TURN.findall(text):
        numbers = _numbers(inner)
        if not numbers:
            continue
        one, two = numbers[0], numbers[1] if len(numbers) > 1 else None
        if name == "translate":
            matrix = _times(matrix, (1, 0, 0, 1, one, two or 0.0))
        elif name == "scale":
            matrix = _times(matrix, (one, 0, 0, one if two is None else two, 0, 0))
        else:
            c, s = math.cos(math.radians(one)), math.sin(math.radians(one))
            about = (numbers[1], numbers[2]) if len(numbers) > 2 else (0.0, 0.0)
            matrix = _times(matrix, (1, 0, 0, 1, *about))
            matrix = _times(matrix, (c, s, -s, c, 0, 0))
            matrix = _times(matrix, (1, 0, 0, 1, -about[0], -about[1]))
    return matrix


def _times(one: Matrix, two: Matrix) -> Matrix:
    a, b, c, d, e, f = one
    g, h, i, j, k, m = two
    left = (a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j)
    return (*left, a * k + c * m + e, b * k + d * m + f)


def _moved(matrix: Matrix, point: Point) -> Point:
    a, b, c, d, e, f = matrix
    return a * point[0] + c * point[1] + e, b * point[0] + d * point[1] + f


def _corners(x: float, y: float, width: float, height: float) -> list[Point]:
    return [(x, y), (x + width, y), (x, y + height), (x + width, y + height)]


def _around(points: list[Point]) -> Box:
    left, top = min(x for x, _ in points), min(y for _, y in points)
    return left, top, max(x for x, _ in points) - left, max(y for _, y in points) - top


def _numbers(text: str) -> list[float]:
    return [float(number) for number in _NUMBER.findall(text)]
