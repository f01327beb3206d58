"""Every pair of colours that site.css declares can be read, in light and in dark."""

import re
from itertools import product

import pytest

from tpmlearn.config import ROOT

CSS = (ROOT / "tpmlearn" / "web" / "static" / "css" / "site.css").read_text(encoding="utf-8")
TOKENS = {
    name: (light, dark)
    for name, light, dark in re.findall(
        r"--([a-z-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);", CSS
    )
}
LEAST = {"text": 4.5, "mark": 3.0}
PAIRS = [
    (kind, front, back)
    for kind, fronts, backs in re.findall(r"^ +(text|mark): ([a-z -]+?) on ([a-z -]+)", CSS, re.M)
    for front, back in product(fronts.split(), backs.split())
]
# Lines that only help the eye along; nothing is lost without them.
DECORATION = {"soft"}


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it, 0 to 1."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio as WCAG 2.2 defines it, 1 to 21."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [("#000000", "#ffffff", 21.0), ("#777777", "#ffffff", 4.478), ("#ffffff", "#ffffff", 1.0)],
)
def test_it_computes_contrast_as_the_guidelines_do(one: str, other: str, expected: float) -> None:
    assert contrast(one, other) == pytest.approx(expected, abs=0.001)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("kind", "front", "back"), PAIRS)
def test_it_can_be_read(kind: str, front: str, back: str, theme: str) -> None:
    at = ["light", "dark"].index(theme)

    ratio = contrast(TOKENS[front][at], TOKENS[back][at])

    assert ratio >= LEAST[kind], f"{front} on {back}, {theme}: {ratio:.2f}"


def test_it_declares_a_pair_for_every_colour() -> None:
    declared = {name for _, front, back in PAIRS for name in (front, back)}

    assert set(TOKENS) - declared - DECORATION == set()
    assert len(PAIRS) > 30


def test_it_writes_colours_in_the_tokens_only() -> None:
    rules = re.sub(r"/\*.*?\*/", "", CSS, flags=re.S)
    screen = rules.split("@layer print {")[0]

    loose = re.findall(r"^(?!\s*--).*#[0-9a-f]{3,8}\b.*$", screen, re.M)

    assert loose == []
