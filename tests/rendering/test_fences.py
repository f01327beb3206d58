"""Figure fences become drawings with a table; nothing in them runs, and each id is its own."""

import re
from pathlib import Path

import html5lib
import pytest

from tests.figures.fences.samples import CASES, NAMES
from tpmlearn.domain.content.fences.reading import READERS
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.text_rules import check_text
from tpmlearn.rendering.agreement import first_difference
from tpmlearn.rendering.markdown import Converter, Outliner
from tpmlearn.rendering.surroundings import Surroundings

MANUAL = Path(__file__).parents[2] / "docs" / "authoring.md"
HOSTILE = "<script>alert(1)</script>\"'onload=alert(1) &lt;img src=x onerror=alert(1)>"
EXAMPLE = re.compile(rf"^```({'|'.join(READERS)})\n(.*?)^```$", re.DOTALL | re.MULTILINE)


def _html(text: str) -> str:
    return Converter(footnotes=True, recall=lambda *_: "").block(text, Surroundings())


def _examples() -> list[tuple[str, str]]:
    return EXAMPLE.findall(MANUAL.read_text(encoding="utf-8"))


@pytest.mark.parametrize(("kind", "text"), _examples())
def test_each_example_of_the_manual_is_flawless_and_drawn(kind: str, text: str) -> None:
    report = Report("")
    fence = f"```{kind}\n{text}```\n"

    check_text(Document(fence), report)

    assert report.problems == []
    html = _html(fence)
    assert html.count("<svg ") == 2
    assert '<details class="as-table"><summary>Show as table</summary>' in html


def test_the_manual_has_an_example_of_each_figure() -> None:
    assert {kind for kind, _ in _examples()} == set(READERS)


@pytest.mark.parametrize(("kind", "text"), CASES, ids=NAMES)
def test_no_id_stands_twice_even_if_a_figure_does(kind: str, text: str) -> None:
    html = _html(f"```{kind}\n{text}\n```\n\nText\n\n```{kind}\n{text}\n```\n")

    ids = re.findall(r' id="([^"]+)"', html)
    assert len(ids) == len(set(ids)) == 8


@pytest.mark.parametrize(("kind", "text"), _examples())
def test_hostile_words_come_out_as_text(kind: str, text: str) -> None:
    quoted = "'" + HOSTILE.replace("'", "''")[:58].rstrip("'") + "'"
    hostile = re.sub(r"((?:title|name|note): )[A-Z][^,}\n]*", rf"\1{quoted}", text)
    hostile = re.sub(r"((?:unit|period|label): )\w[^,}\n]*", r"\1<b onload=x>", hostile)
    assert "<script>" in hostile

    html = _html(f"```{kind}\n{hostile}```\n")

    assert "<svg " in html
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        assert "script" not in str(element.tag)
        assert "img" not in str(element.tag)
        assert not any(str(name).startswith("on") for name in element.attrib)
        assert "style" not in element.attrib


def test_a_figure_that_is_wrong_is_shown_as_it_was_written() -> None:
    html = _html("```network\ntitle: <b>x</b>\n```")

    assert html == '<pre tabindex="0">title: &lt;b&gt;x&lt;/b&gt;</pre>'


def test_both_readers_see_a_figure_as_one_block() -> None:
    kind, text = CASES[0]
    source = (
        f"Text\n\n```{kind}\n{text}\n```\n\n- One\n\n    ```{kind}\n"
        + "\n".join(f"    {line}" for line in text.split("\n"))
        + "\n    ```\n\nText\n"
    )
    converter = Converter(footnotes=True, recall=lambda *_: "")

    assert first_difference(source, Outliner().html(source)) is None
    assert converter.block(source, Surroundings()).count("<svg ") == 4
