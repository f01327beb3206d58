"""Figures: what may be drawn, and the place of everything that may not."""

import pytest

from tpmlearn.rendering.svg import read_figure

FIGURE = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200" role="img">
  <title>Two bars</title>
  <desc>One is longer.</desc>
  <g class="s-ink" stroke-width="1.5" transform="translate(10, 20) rotate(-90)">
    <rect class="f-soft s-accent" x="1" y="2" width="30.5" height="1e1" rx="2"/>
    <path class="f-none" d="M 0 0 L 10,10 Z" stroke-dasharray="4 2"/>
    <text class="f-ink" x="5" y="6" text-anchor="middle" font-size="14" font-weight="600">A
      &amp; B &lt; <tspan dx="2">C</tspan></text>
  </g>
</svg>
"""

FLAWS = (
    ('viewBox="0 0 480 200"', 'viewBox="0 0 481 200"', "1:1 E105"),
    ('viewBox="0 0 480 200"', 'viewBox="0 0 100% 200"', "1:1 E105 1:1 E107"),
    (' xmlns="http://www.w3.org/2000/svg"', "", "1:1 E105"),
    ("<svg xmlns", "<html xmlns", "1:1 E105"),
    ('role="img"', 'role="img" onload="alert(1)"', "1:1 E103"),
    ('role="img"', 'role="img" width="480"', "1:1 E103"),
    ("  <title>Two bars</title>\n", "", "1:1 E106"),
    ("<desc>One is longer.</desc>", "", "1:1 E106"),
    ("<g class", "<a href='javascript:alert(1)'/><g class", "4:3 E102"),
    ("<g class", "<script>alert(1)</script><g class", "4:11 E102 4:3 E102"),
    ("<g class", "<style>*{x:y}</style><g class", "4:10 E102 4:3 E102"),
    ("<g class", "<foreignObject/><g class", "4:3 E102"),
    ("<g class", "<use href='#x'/><g class", "4:3 E102"),
    ("<g class", "<image href='//evil.example'/><g class", "4:3 E102"),
    ("<g class", "<animate attributeName='href'/><g class", "4:3 E102"),
    ("<g class", "<tspan>lost</tspan><g class", "4:3 E102"),
    ("<g class", "stray words<g class", "4:3 E102"),
    ("<rect ", "<rect id='a b' ", "5:5 E107"),
    ("<rect ", "<rect id='x&quot; onload=' ", "5:5 E107"),
    ("<g class", "<g id='a'/><g id='a' class", "4:14 E109"),
    ('role="img"', "role=\"img\" id='a'", "1:1 E103"),
    ("<rect ", "<rect data-region='a' ", "5:5 E103"),
    ("<rect ", "<rect style='fill:red' ", "5:5 E103"),
    ("<rect ", "<rect fill='#fff' ", "5:5 E103"),
    ("<rect ", "<rect onclick='x' ", "5:5 E103"),
    ("<rect ", "<rect xlink:href='x' ", "5:5 E103"),
    ('class="f-soft s-accent"', 'class="f-soft danger"', "5:5 E104"),
    ('width="30.5"', 'width="30px"', "5:5 E107"),
    ('width="30.5"', 'width="calc(1px)"', "5:5 E107"),
    ('d="M 0 0 L 10,10 Z"', 'd="url(#x)"', "6:5 E107"),
    ("rotate(-90)", "matrix(1 0 0 1 0 0)", "4:3 E107"),
    ("</g>", "</h>", "9:5 E100"),
    ("A\n", "&nope;\n", "7:91 E100"),
    ("<svg", "<!DOCTYPE svg [<!ENTITY x 'y'>]><svg", "1:1 E101"),
    ("<svg", "<?xml-stylesheet href='x'?><svg", "1:1 E101"),
)


def test_it_keeps_what_may_be_drawn() -> None:
    figure, report = read_figure("x.svg", FIGURE)

    assert report.problems == []
    assert figure is not None
    assert figure.view_box == "0 0 480 200"
    assert '<rect class="f-soft s-accent" x="1" y="2" width="30.5" height="1e1" rx="2"></rect>' in (
        figure.inner
    )
    assert "A\n      &amp; B &lt; <tspan" in figure.inner


def test_it_is_an_image_that_is_called_as_the_author_says() -> None:
    figure, _ = read_figure("x.svg", FIGURE)
    assert figure is not None

    html = figure.html('One "bar"\n is <longer>')

    assert html.startswith(
        '<svg viewBox="0 0 480 200" role="img" aria-label="One &quot;bar&quot; is &lt;longer&gt;">'
    )


def test_an_id_becomes_a_region_that_cannot_clash_with_the_page() -> None:
    figure, report = read_figure("x.svg", FIGURE.replace("<rect ", "<rect id='main' "))

    assert report.problems == []
    assert figure is not None
    assert '<rect data-region="main" class="f-soft s-accent"' in figure.inner
    assert " id=" not in figure.inner


def test_it_leaves_out_comments() -> None:
    figure, _ = read_figure("x.svg", FIGURE.replace("</g>", "<!-- <script> --></g>"))

    assert figure is not None
    assert "script" not in figure.inner


@pytest.mark.parametrize(("old", "new", "expected"), FLAWS)
def test_it_refuses_the_figure_and_says_where(old: str, new: str, expected: str) -> None:
    assert old in FIGURE

    figure, report = read_figure("content/x.svg", FIGURE.replace(old, new, 1))

    found = [f"{one.line}:{one.column} {one.code}" for one in report.problems]
    assert figure is None
    assert " ".join(sorted(found)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "x" * 60_001,
        FIGURE.replace("</g>", "<g/>" * 1001 + "</g>"),
        FIGURE.replace("</g>", "<g>" * 20 + "</g>" * 20 + "</g>"),
    ],
)
def test_it_refuses_a_figure_that_is_too_large(text: str) -> None:
    figure, report = read_figure("x.svg", text)

    assert figure is None
    assert [problem.code for problem in report.problems] == ["E108"]


def test_it_does_not_expand_a_billion_laughs() -> None:
    bomb = "<!DOCTYPE s [<!ENTITY a 'ha'>" + "".join(
        f"<!ENTITY {chr(98 + n)} '{f'&{chr(97 + n)};' * 10}'>" for n in range(10)
    )

    figure, report = read_figure("x.svg", f"{bomb}]><svg>&k;</svg>")

    assert figure is None
    assert [problem.code for problem in report.problems] == ["E101"]
