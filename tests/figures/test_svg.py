"""The writer of SVG."""

import pytest

from tpmlearn.figures.svg import circle, figure, group, line, number, polygon, rect, segments, text


@pytest.mark.parametrize(
    ("value", "shown"), [(1, "1"), (1.5, "1.5"), (2.006, "2.01"), (-0.001, "0"), (10, "10")]
)
def test_it_writes_coordinates_short(value: float, shown: str) -> None:
    assert number(value) == shown


def test_it_escapes_every_text_and_attribute() -> None:
    drawn = figure(
        text((0, 20), 'a < b & "c" </text><script>'),
        width=100,
        height=50,
        title="<b>",
        description="x & y",
        prefix="f",
    )

    assert "<script>" not in drawn
    assert 'a &lt; b &amp; "c" &lt;/text&gt;' in drawn
    assert '<title id="f-title">&lt;b&gt;</title>' in drawn
    assert '<desc id="f-desc">x &amp; y</desc>' in drawn


def test_it_names_the_figure_by_ids_with_its_prefix() -> None:
    drawn = figure(width=100, height=50.5, title="T", description="D", prefix="my-gap")

    assert drawn == (
        '<svg xmlns="http://www.w3.org/2000/svg" class="figure" viewBox="0 0 100 50.5" role="img" '
        'aria-labelledby="my-gap-title my-gap-desc"><title id="my-gap-title">T</title>'
        '<desc id="my-gap-desc">D</desc></svg>'
    )


@pytest.mark.parametrize("prefix", ["", "1a", "A", 'a"b', "a b"])
def test_it_refuses_a_prefix_that_cannot_begin_an_id(prefix: str) -> None:
    with pytest.raises(ValueError, match="cannot begin the ids"):
        figure(width=1, height=1, title="", description="", prefix=prefix)


def test_it_paints_by_class_only() -> None:
    drawn = [
        line((0, 0), (1, 2), stroke="ink", dash="2 3"),
        circle((1, 1), 2, fill="paper", stroke="accent", width=2),
        rect((0, 0), -3, 4, fill="soft"),
        polygon([(0, 0), (1, 0.5)], fill="care"),
        segments([((0, 0), (1, 1)), ((2, 2), (3, 3))], stroke="soft"),
        group(text((5, 14), "x", fill="muted", anchor="end", bold="600")),
    ]

    assert drawn == [
        '<line class="s-ink" x1="0" y1="0" x2="1" y2="2" stroke-width="1" stroke-dasharray="2 3"/>',
        '<circle class="f-paper s-accent" cx="1" cy="1" r="2" stroke-width="2"/>',
        '<rect class="f-soft" x="0" y="0" width="0" height="4"/>',
        '<polygon class="f-care" points="0,0 1,0.5"/>',
        '<path class="f-none s-soft" d="M0 0L1 1M2 2L3 3" stroke-width="1"/>',
        '<g><text class="f-muted" x="5" y="14" font-size="14" font-weight="600" '
        'text-anchor="end">x</text></g>',
    ]


def test_it_writes_nothing_for_no_segments() -> None:
    assert segments([], stroke="soft") == ""


def test_it_refuses_text_too_small_to_read() -> None:
    with pytest.raises(ValueError, match="too small"):
        text((0, 0), "x", size=11.9)
