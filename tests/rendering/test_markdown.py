"""Each thing an author can write, as the HTML that it becomes."""

from pathlib import Path

import pytest

from tpmlearn.domain.content.references import Target
from tpmlearn.rendering.cache import Cache
from tpmlearn.rendering.markdown import Converter
from tpmlearn.rendering.surroundings import Surroundings
from tpmlearn.rendering.svg import Figure
from tpmlearn.rendering.texts import Renderer

SURROUNDINGS = Surroundings(
    {
        Target.MODULE: {"16-ranges": "Estimate in ranges"},
        Target.TERM: {"float": "float"},
        Target.ASSIGNMENT: {"jb05-estimate": "Estimate the next release"},
    },
    {"net.svg": Figure("0 0 10 10", "<title>Net</title>")},
)
SVG = '<svg viewBox="0 0 10 10" role="img" aria-label="A net"><title>Net</title></svg>'


def _html(text: str) -> str:
    renderer = Renderer(Cache(Path("/nonexistent")))
    return Converter(footnotes=True, recall=renderer._recall).block(text, SURROUNDINGS)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[16-ranges]]", '<a class="lesson-link" href="/learn/16-ranges">Estimate in ranges</a>'),
        ("[[16-ranges|so]]", '<a class="lesson-link" href="/learn/16-ranges">so</a>'),
        ("[[glossary:float|slack]]", '<a class="term-link" href="/glossary#float">slack</a>'),
        (
            "[do it](assignment:jb05-estimate)",
            '<a class="assignment-link" href="/assignments/jb05-estimate">do it</a>',
        ),
        ("[[99-none]]", "99-none"),
        ("[[99-none|words]]", "words"),
        ("[words](assignment:none)", "<span>words</span>"),
        ("`[[16-ranges]]`", "<code>[[16-ranges]]</code>"),
        ("[[16-ranges|*so* it is]]", '<a class="lesson-link" href="/learn/16-ranges"><em>so</em>'),
    ],
)
def test_it_makes_links_of_what_can_be_linked(text: str, expected: str) -> None:
    assert expected in _html(text)


def test_a_link_in_a_table_is_written_with_an_escaped_bar() -> None:
    html = _html("| a | b |\n|---|--:|\n| [[16-ranges\\|so]] | 3 |")

    assert '<td><a class="lesson-link" href="/learn/16-ranges">so</a></td>' in html


def test_it_aligns_table_cells_by_class() -> None:
    html = _html("| Task | Days | Who |\n|:---|--:|:-:|\n| a | 3 | b |")

    assert '<th scope="col">Task</th>' in html
    assert '<th class="num" scope="col">Days</th>' in html
    assert '<td class="align-center">b</td>' in html
    assert "style" not in html


def test_tables_can_be_scrolled_by_keyboard_and_have_names_of_their_own() -> None:
    table = "| A & B | *C* |\n|---|---|\n| 1 | 2 |\n"

    html = _html(f"{table}\n{table}")

    for number in (1, 2):
        label = f"Table {number}: A &amp; B, C"
        assert f'class="table-scroll" tabindex="0" role="region" aria-label="{label}"' in html


def test_a_figure_takes_the_caption_that_follows_it() -> None:
    html = _html("Before\n\n![A net](net.svg)\n\n*Figure 1. A **net**, drawn.*\n\nAfter")

    assert html == (
        f'<p>Before</p>\n<figure class="figure">{SVG}<figcaption>Figure 1. A <strong>net</strong>, '
        "drawn.</figcaption></figure>\n<p>After</p>"
    )


@pytest.mark.parametrize("follower", ["*Not* a caption.", "Text", ""])
def test_a_figure_without_caption_stands_alone(follower: str) -> None:
    html = _html(f"![A net](net.svg)\n\n{follower}")

    assert html.startswith(f'<figure class="figure">{SVG}</figure>')


def test_an_image_that_is_no_figure_is_its_words() -> None:
    assert _html("![A photo](photo.png)") == "<p><span>A photo</span></p>"


def test_a_hidden_answer_can_be_opened_without_script() -> None:
    html = _html('??? answer "Model answer"\n    One.\n\n    - Two\n    - Three\n')

    assert html.startswith('<details class="answer"><summary>Model answer</summary>') or (
        html.startswith('<details class="answer">\n<summary>Model answer</summary>')
    )
    assert "<li>Three</li>" in html


@pytest.mark.parametrize("kind", ["NOTE", "TIP", "WARNING"])
def test_a_callout_has_its_kind_as_class_and_title(kind: str) -> None:
    html = _html(f"> [!{kind}]\n> Text")

    assert f'<div class="admonition {kind.lower()}">' in html
    assert f'<p class="admonition-title">{kind.title()}</p>' in html


def test_footnotes_go_to_the_end_and_back() -> None:
    html = _html("Text.[^a]\n\n[^a]: Note.")

    assert '<sup id="fnref-a"><a class="footnote-ref" href="#fn-a">1</a></sup>' in html
    assert '<li id="fn-a">' in html
    assert 'href="#fnref-a"' in html


def test_headings_keep_their_level_and_get_ids() -> None:
    html = _html("## Étapes: one, two\n\n### Étapes: one, two\n")

    assert '<h2 id="s-etapes-one-two">' in html
    assert '<h3 id="s-etapes-one-two-2">' in html


def test_code_is_coloured_by_classes_and_can_be_scrolled() -> None:
    html = _html("```python\ndef f(): return 1 < 2\n```")

    assert '<div class="highlight"><pre tabindex="0">' in html
    assert '<span class="k">def</span>' in html
    assert "style=" not in html


def test_a_recall_question_says_after_each_option_whether_it_is_right() -> None:
    html = _html(
        "Text\n\n```quiz\nWhich **one**?\n\n- [ ] `A`\n  > Because.\n- [x] B\n  > So.\n"
        "- [ ] C\n  > No.\n\n> All in all.\n```\n"
    )

    assert "<p>Which <strong>one</strong>?</p>" in html
    assert (
        '<details class="recall-option"><summary><code>A</code></summary>'
        '<p><span class="wrong">Wrong.</span></p><p>Because.</p></details>'
    ) in html
    assert '<summary>B</summary><p><span class="right">Right.</span></p><p>So.</p>' in html
    assert "<summary>Explanation</summary><p>All in all.</p>" in html
    assert "<pre" not in html


def test_a_recall_number_hides_its_answer() -> None:
    html = _html("```quiz\nHow long?\n\n- = 7.50 ± 0.05 days\n  > Sum.\n```\n")

    assert (
        "<summary>Show the answer</summary>"
        '<p><span class="right">7.5 days (± 0.05).</span></p><p>Sum.</p>'
    ) in html


def test_a_label_has_no_paragraph() -> None:
    converter = Converter(footnotes=False, recall=lambda *_: "")

    assert converter.inline("Ask `her` **now**", SURROUNDINGS) == (
        "Ask <code>her</code> <strong>now</strong>"
    )


def test_a_definition_list_stays_one() -> None:
    assert _html("Term\n: Meaning") == "<dl>\n<dt>Term</dt>\n<dd>Meaning</dd>\n</dl>"
