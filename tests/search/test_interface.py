"""Snippets are safe HTML."""

import pytest

from tpmlearn.search.interface import marked


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a \x02risk\x03 b", "a <mark>risk</mark> b"),
        ("<b>\x02x\x03</b>", "&lt;b&gt;<mark>x</mark>&lt;/b&gt;"),
        ("\"'&", "&#34;&#39;&amp;"),
        ("<mark>", "&lt;mark&gt;"),
    ],
)
def test_everything_but_the_marks_is_escaped(text: str, html: str) -> None:
    assert marked(text) == html
