"""Paragraphs of a section: blocks that somebody can point at, with keys that follow their text."""

import pytest

from tpmlearn.domain.content.paragraphs import ParagraphKind, paragraphs

FIGURE = (
    '<figure class="figure"><svg><title>A curve</title><desc>Long.</desc><text>17</text></svg>'
    "<figcaption>Figure 1. Odds.</figcaption></figure>"
)
RECALL = (
    '<section class="recall"><p class="kicker">Check yourself</p><p>Which day?</p>'
    '<details class="recall-option"><summary>Day 17</summary><p><span class="wrong">Wrong.</span>'
    "</p><p>That is the sum.</p></details></section>"
)


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>One <strong>bold</strong>\n two.</p>", [("text", "One bold two.")]),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", [("item", "a b"), ("item", "c")]),
        ("<blockquote><p>Said.</p></blockquote>", [("text", "Said.")]),
        ("<p>a<br>b &lt;script&gt;</p>", [("text", "a b <script>")]),
        ("<table><tr><th>Task</th><td>4</td></tr></table>", [("table", "Task · 4")]),
        (FIGURE, [("figure", "A curve Figure 1. Odds.")]),
        ('<pre tabindex="0"><span></span><code>a = 1\n</code></pre>', [("code", "a = 1")]),
        ("<dl><dt>Who</dt><dd>Mats</dd></dl>", [("item", "Who"), ("item", "Mats")]),
        (RECALL, [("text", "Which day?"), ("answer", "Day 17 Wrong. That is the sum.")]),
        ('<p>x<sup id="fnref-1"><a href="#fn-1">1</a></sup>.</p>', [("text", "x.")]),
        ("<p> </p><hr><p>a</p><p>a</p>", [("text", "a")]),
        ("", []),
    ],
)
def test_it_finds_the_blocks_with_their_words(html: str, found: list[tuple[str, str]]) -> None:
    assert [(one.kind.value.split()[0], one.text) for one in paragraphs(html)] == found


def test_a_key_follows_the_text_and_not_the_markup() -> None:
    (plain,) = paragraphs("<p>One bold two.</p>")
    (marked,) = paragraphs("<p>One <strong>bold</strong> two.</p>")
    (other,) = paragraphs("<p>One bold three.</p>")

    assert plain.key == marked.key
    assert plain.key != other.key
    assert len(plain.key) == 12


def test_a_quote_has_at_most_300_characters() -> None:
    (one,) = paragraphs(f"<p>{'word ' * 100}</p>")

    assert len(one.quote) <= 300
    assert one.quote.endswith("word…")
    (whole,) = paragraphs(f"<p>{'x' * 400}</p>")
    assert len(whole.quote) == 300


def test_the_label_of_an_answer_does_not_say_whether_it_is_right() -> None:
    question, option = paragraphs(RECALL)

    assert option.kind is ParagraphKind.QUESTION
    assert option.label == "Day 17"
    assert question.label == "Which day?"
