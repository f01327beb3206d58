"""Writes a QTI 3.0 package: a zip with a manifest, a file for each item, and its figures."""

import io
import zipfile
from collections.abc import Iterable, Mapping

from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import ItemDraft
from tpmlearn.domain.content.exchange.boxes import boxes_of
from tpmlearn.domain.content.exchange.carried import Note
from tpmlearn.domain.content.exchange.outgoing import (
    Outgoing,
    Written,
    coloured,
    shown_figures,
    text_losses,
)
from tpmlearn.domain.content.exchange.qti_items import qti_item
from tpmlearn.domain.content.regions import figures_in

_PACKAGE = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"
_EPOCH = (1980, 1, 1, 0, 0, 0)


def write_qti(outgoing: Iterable[Outgoing]) -> Written:
    """A package of the items that QTI can carry; equal items give equal bytes."""
    notes: list[Note] = []
    files: dict[str, str] = {}
    resources = []
    for one in outgoing:
        missing = _missing(one)
        if missing:
            notes.append(Note(one.item.line, one.item.id, missing, left_out=True))
            continue
        notes += [Note(one.item.line, one.item.id, text) for text in losses(one.item)]
        names = [name for name in shown_figures(one.item) if name in one.figures]
        images = {name: f"images/{one.item.id}-{name}" for name in names}
        files |= {f"items/{place}": coloured(one.figures[name]) for name, place in images.items()}
        files[f"items/{one.item.id}.xml"] = qti_item(one, images)
        resources.append(_resource(one.item.id, images))
    files["imsmanifest.xml"] = _manifest(resources)
    return Written(_zipped(files), len(resources), tuple(notes))


def losses(item: ItemDraft) -> list[str]:
    """What QTI drops of an item that it carries."""
    found = ["skill, kind, difficulty, tasks, approach and source", *text_losses(item)]
    if any(option.trap.text for option in item.question.options):
        found.append("the traps of its wrong options")
    if item.marks != 1:
        found.append(f"its {item.marks} marks: a right answer scores 1")
    if item.minutes:
        found.append("its minutes")
    return found


def _missing(one: Outgoing) -> str:
    question = one.item.question
    if question.type is ItemType.GENERATED:
        return "a number that is drawn for each attempt is not carried"
    if question.type is ItemType.HOTSPOT:
        names = figures_in(question.stem.text)
        boxes = boxes_of(one.figures.get(names[0], "")) if names else {}
        if not {option.region for option in question.options} <= set(boxes):
            return "the place of its regions in the figure cannot be worked out"
    return ""


def _resource(name: str, images: Mapping[str, str]) -> str:
    hrefs = [f"items/{name}.xml", *(f"items/{place}" for place in images.values())]
    files = "".join(f'<file href="{href}"/>' for href in hrefs)
    return (
        f'<resource identifier="item-{name}" type="imsqti_item_xmlv3p0" href="{hrefs[0]}">'
        f"{files}</resource>"
    )


def _manifest(resources: Iterable[str]) -> str:
    rows = "\n".join(resources)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<manifest xmlns="{_PACKAGE}" xmlns:xsi="{_XSI}" '
        f'xsi:schemaLocation="{_PACKAGE} {_SCHEMA}" identifier="tpmlearn-items">\n'
        "<metadata><schema>QTI Package</schema><schemaversion>3.0.0</schemaversion></metadata>\n"
        f"<organizations/>\n<resources>\n{rows}\n</resources>\n</manifest>\n"
    )


def _zipped(files: Mapping[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files, key=lambda one: (one != "imsmanifest.xml", one)):
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, files[name].encode())
    return buffer.getvalue()
