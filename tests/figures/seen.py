"""Reads a figure as a browser would: texts with their boxes, classes, ids."""

from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args
from xml.etree import ElementTree

import yaml

from tests.domain.planning.cast import role, skill
from tpmlearn.domain.content.catalogue import Area, Catalogue, Skill
from tpmlearn.figures.labels import width_of
from tpmlearn.figures.svg import Fill, Stroke

NAMESPACE = "{http://www.w3.org/2000/svg}"
SURE = 0.85
"""Letters of common fonts take at most this share of the widths that labels.py allows for."""

PAINTS = {f"f-{name}" for name in get_args(Fill)} | {f"s-{name}" for name in get_args(Stroke)}
GEOMETRY = {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "d", "points", "width", "height"}
LOOK = {"class", "stroke-width", "stroke-dasharray", "font-size", "font-weight", "text-anchor"}
NAMES = {"viewBox", "role", "aria-labelledby", "id", "href"}


@dataclass(frozen=True)
class Box:
    """A line of text and the box that it stands in."""

    words: str
    left: float
    right: float
    top: float
    bottom: float

    def overlaps(self, other: "Box") -> bool:
        apart = self.right <= other.left or other.right <= self.left
        return not (apart or self.bottom <= other.top or other.bottom <= self.top)


class Seen:
    """A figure that has been parsed; fails on what is not well-formed."""

    def __init__(self, markup: str) -> None:
        self.root = ElementTree.fromstring(markup)
        self.width, self.height = (float(one) for one in self.root.attrib["viewBox"].split()[2:])

    def all(self, name: str) -> list[ElementTree.Element]:
        return self.root.findall(f".//{NAMESPACE}{name}")

    def with_class(self, name: str, classes: str) -> list[ElementTree.Element]:
        return [one for one in self.all(name) if one.get("class") == classes]

    @property
    def boxes(self) -> list[Box]:
        return [_box(one) for one in self.all("text")]

    @property
    def words(self) -> str:
        return " ".join(box.words for box in self.boxes)


def _box(one: ElementTree.Element) -> Box:
    words, size = one.text or "", float(one.attrib["font-size"])
    x, y, width = float(one.attrib["x"]), float(one.attrib["y"]), SURE * width_of(words, size)
    left = {"middle": x - width / 2, "end": x - width}.get(one.get("text-anchor", ""), x)
    return Box(words, left, left + width, y - 0.75 * size, y + 0.2 * size)


def assert_sound(markup: str) -> Seen:
    """Fail on anything that a page, a screen reader or a narrow screen would trip over."""
    seen = Seen(markup)
    assert seen.root.attrib["role"] == ("group" if seen.all("a") else "img")
    for one in seen.root.iter():
        assert set(one.attrib) <= GEOMETRY | LOOK | NAMES, one.attrib
        assert set(one.get("class", "").split()) <= PAINTS | {"figure"}
    ids = [one.attrib["id"] for one in seen.root.iter() if "id" in one.attrib]
    assert seen.root.attrib["aria-labelledby"].split() == ids
    for box in seen.boxes:
        assert box.left >= 0, box
        assert box.right <= seen.width, box
        assert box.top >= 0, box
        assert box.bottom <= seen.height, box
    for index, box in enumerate(seen.boxes):
        for other in seen.boxes[index + 1 :]:
            assert not box.overlaps(other), (box, other)
    return seen


def shipped_framework() -> Catalogue:
    """The areas and skills of the shipped framework; one role that asks level 3 of each."""
    path = Path(__file__).parents[2] / "content" / "framework.yml"
    areas: dict[str, Area] = {}
    skills: dict[str, Skill] = {}
    for raw in yaml.safe_load(path.read_text(encoding="utf-8"))["areas"]:
        codes = tuple(cast(str, one["code"]) for one in raw["skills"])
        areas[raw["code"]] = Area(raw["code"], raw["name"], "", codes)
        for one in raw["skills"]:
            skills[one["code"]] = skill(
                one["code"], one["name"], area=raw["code"], developer=one["developer"]
            )
    asked = role("lead", 1, dict.fromkeys(skills, (3, 1)))
    return Catalogue(version="v1", areas=areas, skills=skills, roles={"lead": asked})
