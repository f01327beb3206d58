"""Reads a `boxes` fence: what there is and what goes from one to the other."""

from dataclasses import dataclass

from tpmlearn.domain.content.fences.heads import (
    NAME,
    Head,
    is_known,
    read_head,
    read_id,
    read_word,
    report_twice,
)
from tpmlearn.domain.content.fields import Fields, Named

MOST_BOXES = 40
MOST_ARROWS = 80
NOTE = 120
KINDS = ("box", "person", "store", "outside")


@dataclass(frozen=True)
class Box:
    """A box; `kind` is one of `KINDS`, "box" for all that needs no word of its own."""

    id: str
    name: str
    note: str
    kind: str


@dataclass(frozen=True)
class Arrow:
    """What goes from one box to another, by their ids."""

    start: str
    end: str
    label: str


@dataclass(frozen=True)
class BoxesFigure:
    """Boxes in the author's order, which decides what stands above where arrows do not."""

    head: Head
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]


def read_boxes(fields: Fields) -> BoxesFigure:
    """Boxes with arrows between them; arrows may run in a circle."""
    head = read_head(fields)
    names: list[Named] = []
    boxes = []
    for row in fields.mappings("boxes", least=1, most=MOST_BOXES):
        names.append(read_id(row))
        name, note = row.text("name", longest=NAME), row.text("note", "", longest=NOTE)
        boxes.append(Box(names[-1].text, name, note, read_word(row, "kind", KINDS, "box")))
        row.close()
    report_twice(fields, names)
    known = [box.id for box in boxes]
    rows = fields.mappings("arrows", most=MOST_ARROWS)
    arrows = tuple(arrow for row in rows if (arrow := _arrow(row, known)))
    return BoxesFigure(head, tuple(boxes), arrows)


def _arrow(row: Fields, known: list[str]) -> Arrow | None:
    start, end = row.named("from"), row.named("to")
    label = row.text("label", "", longest=NAME)
    row.close()
    found = [is_known(row, one, known) for one in (start, end) if one.text]
    if start.text == end.text and start.text:
        row.report.add("E111", end.line, end.column, circle=f"{start.text} → {end.text}")
        return None
    return Arrow(start.text, end.text, label) if found == [True, True] else None
