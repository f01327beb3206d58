"""The picture of a badge."""

from xml.etree import ElementTree as Tree

import pytest

from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.figures.badge import Face, badge, badge_file, band_face, bands_in, shares_in

LONG = "Practice exam passed: a very long title with many words, and then “some more” of them & co"


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("title", ["Short", LONG, "x" * 200, "<script>alert(1)</script>"])
def test_it_is_well_formed_and_keeps_every_word(kind: Kind, title: str) -> None:
    face = Face(kind, title, "figure", "1 Nov 2026", "a.example", 0.2, 0.6, 0.4, 5)

    root = Tree.fromstring(badge_file(face))

    said = " ".join("".join(root.itertext()).split())
    assert "script>" not in badge(face)
    assert "1 Nov 2026" in said
    assert root.get("width") == "420"


def test_a_file_has_its_colours_and_a_page_has_not() -> None:
    face = band_face("Knowledge of x at band K3", 3, 2, 4, day="", site="")

    assert b".f-ink{fill:#25201a}" in badge_file(face)
    assert "<style>" not in badge(face)
    assert "K3 reached, 90 % interval K2 to K4" in badge(face)


def test_one_band_alone_is_named_once() -> None:
    assert band_face("t", 3, 3, 3, day="", site="").figure == "K3 reached, 90 % interval K3"


def test_words_are_read_back() -> None:
    assert bands_in("K2 to K4") == (2, 4)
    assert bands_in("none") == ()
    assert shares_in("69 % to 82 %") == (0.69, 0.82)
    assert shares_in("999 %") == (1.0,)


def test_steps_are_never_too_many() -> None:
    assert badge(Face(Kind.PATH, "t", "f", steps=500)).count("<circle") == 28
