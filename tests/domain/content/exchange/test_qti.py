"""A QTI package: what is in it, what is not, and that it is the same each time."""

import io
import zipfile
from xml.etree import ElementTree as Tree

import pytest
from hypothesis import given, settings

from tests.domain.content.exchange.items import items
from tests.support.exchange import every_outgoing
from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import ItemDraft
from tpmlearn.domain.content.exchange.boxes import boxes_of
from tpmlearn.domain.content.exchange.outgoing import Outgoing
from tpmlearn.domain.content.exchange.qti_writer import write_qti

PACKAGE = "{http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1}"


def test_the_manifest_names_every_file() -> None:
    written = write_qti(every_outgoing())

    with zipfile.ZipFile(io.BytesIO(written.data)) as archive:
        names = archive.namelist()
        manifest = Tree.fromstring(archive.read("imsmanifest.xml"))
    files = {file.attrib["href"] for file in manifest.iter(f"{PACKAGE}file")}
    assert names[0] == "imsmanifest.xml"
    assert files == set(names[1:])
    assert "items/images/m01-spot-plan.svg" in files
    assert written.count == len(every_outgoing()) - 1
    assert [note.item for note in written.notes if note.left_out] == ["m01-drawn"]


def test_equal_items_give_equal_bytes() -> None:
    assert write_qti(every_outgoing()).data == write_qti(every_outgoing()).data


def test_it_says_what_it_drops() -> None:
    slip = every_outgoing()[0]

    assert {note.text for note in write_qti([slip]).notes} == {
        "skill, kind, difficulty, tasks, approach and source",
        "links to lessons and terms are shown as text",
        "the traps of its wrong options",
    }


@given(items())
@settings(max_examples=60, deadline=None)
def test_every_item_is_well_formed(item: ItemDraft) -> None:
    data = write_qti([Outgoing(item)]).data

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for name in archive.namelist():
            Tree.fromstring(archive.read(name))


def test_a_hotspot_without_place_stays_behind() -> None:
    spot = next(o for o in every_outgoing() if o.item.question.type is ItemType.HOTSPOT)

    written = write_qti([Outgoing(spot.item, {"plan.svg": "<svg/>"})])

    assert written.count == 0
    assert "cannot be worked out" in written.notes[0].text


@pytest.mark.parametrize(
    ("shape", "box"),
    [
        ('<rect id="a" x="1" y="2" width="3" height="4"/>', (1, 2, 3, 4)),
        ('<circle id="a" cx="5" cy="5" r="2"/>', (3, 3, 4, 4)),
        ('<ellipse id="a" cx="5" cy="5" rx="2" ry="1"/>', (3, 4, 4, 2)),
        ('<line id="a" x1="1" y1="9" x2="4" y2="3"/>', (1, 3, 3, 6)),
        ('<polygon id="a" points="0,0 4,0 2,3"/>', (0, 0, 4, 3)),
        ('<path id="a" d="M1 1h4v2H1z"/>', (1, 1, 4, 2)),
        ('<path id="a" d="m1 1 l2 3 q1 1 2 0"/>', (1, 1, 4, 4)),
        ('<g id="a" transform="translate(10 5)"><rect width="2" height="1"/></g>', (10, 5, 2, 1)),
        ('<g transform="scale(2)"><rect id="a" x="1" width="2" height="1"/></g>', (2, 0, 4, 2)),
        ('<rect id="a" width="2" height="1" transform="rotate(90)"/>', (-1, 0, 1, 2)),
    ],
)
def test_the_place_of_a_region_is_worked_out(
    shape: str, box: tuple[float, float, float, float]
) -> None:
    found = boxes_of(f'<svg xmlns="http://www.w3.org/2000/svg">{shape}</svg>')

    assert found["a"] == pytest.approx(box)
