"""Badges inside pictures, and pictures that mean harm."""

import json
import struct
import zlib

import pytest

from tests.signing.cast import signed
from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.domain.credentials.reading import Unreadable
from tpmlearn.figures.badge import Face, badge_file
from tpmlearn.signing.images import PNG_STARTS, badge_in, bake_png, bake_svg
from tpmlearn.signing.pictures import picture_of

BOMB = "<!DOCTYPE s [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>"


@pytest.mark.parametrize("kind", list(Kind))
def test_a_picture_carries_what_was_put_into_it(kind: Kind) -> None:
    text = signed().text
    face = Face(kind, "A <title> & more", "a figure", low=0.2, high=0.5, at=0.3, steps=4)

    assert json.loads(badge_in(bake_png(picture_of(kind), text))) == json.loads(text)
    assert json.loads(badge_in(bake_svg(badge_file(face), text))) == json.loads(text)


def _chunk(name: bytes, data: bytes) -> bytes:
    check = struct.pack("!I", zlib.crc32(name + data))
    return struct.pack("!I", len(data)) + name + data + check


@pytest.mark.parametrize("text", [b"x" * 50_000_000, b"\x00" * 50_000_000])
def test_a_bomb_is_not_unpacked(text: bytes) -> None:
    packed = b"openbadgecredential\x00\x01\x00\x00\x00" + zlib.compress(text, 9)
    head = struct.pack("!IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    png = PNG_STARTS + _chunk(b"IHDR", head) + _chunk(b"iTXt", packed) + _chunk(b"IEND", b"")

    with pytest.raises(Unreadable):
        badge_in(png)


def test_huge_pixels_are_not_unpacked() -> None:
    head = struct.pack("!IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    idat = zlib.compress(b"\x00" * 20_000_000, 9)
    png = PNG_STARTS + _chunk(b"IHDR", head) + _chunk(b"IDAT", idat) + _chunk(b"IEND", b"")

    with pytest.raises(Unreadable, match="carries no badge"):
        badge_in(png)


@pytest.mark.parametrize(
    "svg",
    [
        f"<?xml version='1.0'?>{BOMB}<svg>&b;</svg>",
        "<!DOCTYPE s SYSTEM 'file:///etc/passwd'><svg/>",
        "<!DOCTYPE s [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><svg>&x;</svg>",
        "<svg",
        "<svg>" * 50_000,
        "<svg xmlns:openbadges='x'><openbadges:credential/></svg>",
        "<html></html>",
    ],
)
def test_an_svg_that_is_none_of_ours_gets_a_sentence(svg: str) -> None:
    with pytest.raises(Unreadable):
        badge_in(svg.encode())


def test_a_changed_chunk_is_refused() -> None:
    png = bake_png(picture_of(Kind.EXAM), signed().text)
    place = png.index(b"openbadgecredential") + 60

    with pytest.raises(Unreadable):
        badge_in(png[:place] + b"#" + png[place + 1 :])


def test_the_shipped_pictures_are_small_and_show_no_figure() -> None:
    for kind in Kind:
        data = picture_of(kind)
        width, height = struct.unpack("!II", data[16:24])
        assert (width, height) == (840, 920)
        assert len(data) < 20_000
