"""Formulas in texts become MathML; nothing in them becomes anything else."""

import re
from pathlib import Path

import html5lib
import pytest

from tests.rendering.payloads import HTML
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.text_rules import check_text
from tpmlearn.rendering.agreement import first_difference
from tpmlearn.rendering.markdown import Converter, Outliner
from tpmlearn.rendering.surroundings import Surroundings

MANUAL = (Path(__file__).parents[2] / "docs" / "authoring.md").read_text(encoding="utf-8")
MATH = {
    *("math", "mrow", "mi", "mn", "mo", "mtext", "mspace", "mfrac", "msub", "msup", "msubsup"),
    *("munder", "mover", "munderover", "msqrt", "mroot", "mtable", "mtr", "mtd", "mphantom"),
}


def _converter() -> Converter:
    return Converter(footnotes=True, recall=lambda *_: "")


def _html(text: str) -> str:
    return _converter().block(text, Surroundings())


def test_inline_math_stays_in_its_line_even_alone() -> None:
    x = '<math display="inline" alttext="x"><mrow><mi>x</mi></mrow></math>'

    assert _html(r"An \(x\) here") == f"<p>An {x} here</p>"
    assert _html(r"\(x\)") == f"<p>{x}</p>"
    assert _html(r"**\(x\)**") == f"<p><strong>{x}</strong></p>"


@pytest.mark.parametrize("text", ["$$x$$", "$$\nx\n$$", "```math\nx\n```"])
def test_display_math_is_a_block(text: str) -> None:
    block = '<math display="block" alttext="x"><mrow><mi>x</mi></mrow></math>'

    assert _html(f"Before\n\n{text}\n\nAfter") == f"<p>Before</p>\n{block}\n<p>After</p>"


def test_markdown_does_not_look_into_math() -> None:
    html = _html(r"\(a_1 * b_1 * c_1\) and \(\text{[[x]] <b>}\)")

    assert html.count("<math ") == 2
    assert "<em>" not in html
    assert "&lt;b&gt;" in html


def test_code_stays_code() -> None:
    assert _html(r"`\(x\)`") == r"<p><code>\(x\)</code></p>"


def test_wrong_math_is_shown_as_it_was_written() -> None:
    assert _html(r"\(x^\)") == "<p><code>x^</code></p>"


@pytest.mark.parametrize("payload", HTML)
def test_hostile_text_in_math_becomes_nothing_but_math(payload: str) -> None:
    for text in (rf"\(\text{{{payload}}}\)", rf"\({payload}\)", f"```math\n{payload}\n```"):
        tree = html5lib.parseFragment(_html(text), namespaceHTMLElements=False)
        for element in tree.iter():
            tag = str(element.tag).rpartition("}")[2]
            if tag in {"DOCUMENT_FRAGMENT", "p", "code", "pre", "br"}:
                continue
            assert tag in MATH | {"a"}, (text, tag)
            assert not any(str(name).startswith("on") for name in element.attrib)
            assert "style" not in element.attrib


def test_both_readers_see_the_same_blocks() -> None:
    source = "A \\(x\\) b\n\n$$\na = b\n$$\n\n```math\nx\n```\n\n- \\(y\\)\n- z\n"

    assert first_difference(source, Outliner().html(source)) is None


def test_the_example_of_the_manual_is_flawless() -> None:
    example = re.search(r"^````markdown\n(A cost performance index.*?)^````$", MANUAL, re.S | re.M)
    assert example
    report = Report("")

    check_text(Document(example[1]), report)

    assert report.problems == []
    assert _html(example[1]).count("<math ") == 3
