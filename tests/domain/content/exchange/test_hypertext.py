"""HTML becomes the Markdown of our format, and what has no place in it is named."""

import pytest

from tpmlearn.domain.content.exchange.hypertext import as_markdown


@pytest.mark.parametrize(
    ("html", "markdown"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("One<br>Two<br/>Three", "One\n\nTwo\n\nThree"),
        ("a <b>bold</b>, <strong>strong </strong>word", "a **bold**, **strong** word"),
        ("<i>a</i> <em>b</em> <b>c <b>d</b></b>", "*a* *b* **c d**"),
        ("use <code>x*y</code> or <code>a`b</code>", "use `x*y` or `` a`b ``"),
        ("<pre>a\n  b</pre>", "```text\na\n  b\n```"),
        ("<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>", "* a\n* b\n    * c"),
        ("<ol><li>a<li>b</ol>after", "1. a\n2. b\n\nafter"),
        ("x<sup>2</sup> H<sub>2</sub>O", "x² H₂O"),
        ('<a href="https://example.org/a">here</a>', "[here](https://example.org/a)"),
        ("a &lt;b&gt; &amp;amp; 2*3 [x] {y}", r"a &lt;b> &amp;amp; 2\*3 \[x\] &#123;y}"),
        (r"\(a_1 \cdot b\) and $$c$$", r"\(a_1 \cdot b\) and $$c$$"),
        ("# no heading", r"\# no heading"),
        ("1. no list", r"1\. no list"),
        ("<span style='color:red'>red</span>", "red"),
    ],
)
def test_it_is_written_as_markdown(html: str, markdown: str) -> None:
    said: list[str] = []

    assert as_markdown(html, "html", said.append) == markdown
    assert said == []


@pytest.mark.parametrize(
    ("html", "left", "said"),
    [
        ("<u>a</u>", "a", "<u> is not kept, its words are"),
        ("a<!-- b -->c", "ac", "a comment is not kept"),
        ("<script>x</script>a", "a", "<script>"),
        ("<img src=a.png>", "", "the picture ‘a.png’ is not kept"),
        ("x<sup>th</sup>", "x^th", "<sup> is not kept, its words are"),
        ("<h2>a</h2>", "a", "<h2> is not kept, its words are"),
        ('<a href="mailto:x">a</a>', "a", "the link to ‘mailto:x’ is not kept, its words are"),
        ("a" * 10_001, "a" * 10_000, "a text of 10001 characters is cut after 10000"),
    ],
)
def test_what_is_not_kept_is_said(html: str, left: str, said: str) -> None:
    heard: list[str] = []

    assert as_markdown(html, "html", heard.append) == left
    assert heard == [said]
