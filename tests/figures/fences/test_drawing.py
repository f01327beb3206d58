"""Every figure fence, small and as large as it may be: nothing overlaps, nothing sticks out."""

import pytest

from tests.figures.fences.samples import CASES, NAMES, SAMPLES, read
from tests.figures.seen import assert_sound
from tpmlearn.domain.content.fences.reading import READERS
from tpmlearn.figures.fences.drawing import draw_fence
from tpmlearn.figures.fences.sizes import NARROW, WIDE
from tpmlearn.words import speaking


@pytest.mark.parametrize(("kind", "text"), CASES, ids=NAMES)
def test_it_fits_its_labels_and_draws_within_its_box(kind: str, text: str) -> None:
    drawing = draw_fence(read(kind, text), prefix="x")

    for markup, width in ((drawing.wide, WIDE), (drawing.narrow, NARROW)):
        seen = assert_sound(markup)
        assert seen.width == width


@pytest.mark.parametrize(("kind", "text"), CASES, ids=NAMES)
def test_it_has_a_title_a_description_and_tables_of_whole_rows(kind: str, text: str) -> None:
    figure = read(kind, text)
    drawing = draw_fence(figure, prefix="x")

    seen = assert_sound(drawing.wide)
    assert seen.root[0].text == figure.head.title == drawing.title
    assert len(seen.root[1].text or "") > 10
    assert drawing.tables
    for titled in drawing.tables:
        assert titled.table.rows
        assert {len(row) for row in titled.table.rows} == {len(titled.table.header)}
        assert all(column < len(titled.table.header) for column in titled.numeric)


@pytest.mark.parametrize(("kind", "text"), CASES, ids=NAMES)
def test_it_is_english_whoever_has_it_drawn(kind: str, text: str) -> None:
    """Lessons are English, and what is drawn of them is kept for everybody."""
    figure = read(kind, text)
    english = draw_fence(figure, prefix="x")

    with speaking("de"):
        assert draw_fence(figure, prefix="x") == english


def test_each_kind_of_fence_has_samples() -> None:
    assert set(SAMPLES) == set(READERS)
