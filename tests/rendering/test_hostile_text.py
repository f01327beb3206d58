"""What hostile authors write comes out as text, with each layer of defence on its own."""

from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest

from tests.rendering.payloads import HTML, MARKDOWN
from tpmlearn.domain.content.references import Target
from tpmlearn.rendering.cache import Cache
from tpmlearn.rendering.clean import TAGS, clean
from tpmlearn.rendering.house import Work
from tpmlearn.rendering.markdown import Converter
from tpmlearn.rendering.surroundings import Surroundings
from tpmlearn.rendering.svg import Figure
from tpmlearn.rendering.texts import Renderer

FIGURE_TAGS = {"figure", "figcaption", "svg", "title", "rect"}
ATTRIBUTES = {
    *("href", "title", "id", "class", "rel", "scope", "start", "tabindex", "role", "aria-label"),
    *("viewBox", "width", "height"),
}
SURROUNDINGS = Surroundings(
    {kind: {"known": "<script>alert('title')</script>"} for kind in Target},
    {"x.svg": Figure("0 0 10 10", '<title>x</title><rect width="9" height="9"></rect>')},
)
RECALL = Renderer(Cache(Path("/nonexistent")))


def _converter() -> Converter:
    return Converter(footnotes=True, recall=RECALL._recall)


def _elements(html: str) -> Iterator[tuple[str, dict[str, str]]]:
    tree = html5lib.parseFragment(html, namespaceHTMLElements=False)
    for element in tree.iter():
        if isinstance(element.tag, str) and element.tag != "DOCUMENT_FRAGMENT":
            yield element.tag.rpartition("}")[2], dict(element.attrib)


def _assert_harmless(html: str) -> None:
    for tag, attributes in _elements(html):
        assert tag in TAGS | FIGURE_TAGS | {"section"}, tag
        for name, value in attributes.items():
            assert name in ATTRIBUTES, (tag, name)
            assert name != "class" or "danger" not in value
            assert name != "id" or value.startswith(("s-", "fn")), value
            if name == "href":
                assert value.startswith(("http://", "https://", "/", "#")), value
                assert not value.startswith(("//", "/\\")), value


def test_it_has_a_long_list_of_payloads() -> None:
    assert len(HTML) >= 60
    assert len(MARKDOWN) >= 30


@pytest.mark.parametrize("payload", [*HTML, *MARKDOWN])
def test_it_shows_hostile_text_as_text(payload: str) -> None:
    converter = _converter()

    for text in (payload, f"A *word* {payload} and more", f"- item\n\n    {payload}"):
        _assert_harmless(converter.block(text, SURROUNDINGS))
        _assert_harmless(converter.inline(text, SURROUNDINGS))


@pytest.mark.parametrize("payload", HTML)
def test_the_cleaner_alone_stops_hostile_html(payload: str) -> None:
    _assert_harmless(clean(payload))
    _assert_harmless(clean(f"<p>{payload}</p>"))


@pytest.mark.parametrize("payload", HTML)
def test_the_renderer_alone_makes_no_element_of_hostile_html(payload: str) -> None:
    html = _converter().raw(f"Text {payload} more", Work(SURROUNDINGS))

    assert {tag for tag, _ in _elements(html)} <= {"p", "em", "a", "ul", "li", "code"}


def test_links_to_other_sites_tell_them_nothing() -> None:
    html = _converter().block("[a](https://example.org/x?y=1) [b](/learn) [[known]]", SURROUNDINGS)

    links = [attributes for tag, attributes in _elements(html) if tag == "a"]
    assert [link.get("rel") for link in links] == ["noopener noreferrer", None, None]


def test_a_title_with_markup_is_shown_as_it_is() -> None:
    html = _converter().block("[[known]]", SURROUNDINGS)

    assert "&lt;script&gt;alert('title')&lt;/script&gt;</a>" in html


def test_nobody_can_write_a_token() -> None:
    # Two renderings of one text: the token of the first, put into the second, stays text.
    first, second = Work(SURROUNDINGS), Work(SURROUNDINGS)
    token = first.token("<b>figure</b>")
    converter = _converter()

    html = second.fill(converter.blocks(f"{token} and ![x](x.svg)\n\n![x](x.svg)", second))

    assert first.nonce != second.nonce
    assert token in html
    assert "<b>" not in html
    assert html.count("<svg") == 1


def test_a_token_in_a_figure_s_words_stays_text() -> None:
    work = Work(SURROUNDINGS)

    html = work.fill(_converter().blocks("![slotn0e](x.svg)\n\n*slot0n0e*", work))

    assert "<figcaption>slot0n0e</figcaption>" in html
    assert 'aria-label="slotn0e"' in html


@pytest.mark.parametrize(
    "text",
    [
        "> " * 6 + "x",
        "- " * 6 + "x",
        "[" * 200,
        "[[" * 100,
        "![](" * 100 + "x" * 9000,
        "*_" * 5000,
        "`" * 10_000,
        "|" * 5000 + "\n" + "|-" * 2500 + "\n",
        "[^x]" * 200 + "\n\n[^x]: y\n",
        '??? answer "x"\n' + "    " * 500 + "x",
    ],
    ids=lambda text: text[:8],
)
def test_it_survives_texts_that_nest_or_repeat_as_far_as_the_rules_allow(text: str) -> None:
    html = _converter().block(text, SURROUNDINGS)

    _assert_harmless(html)
