"""What is rendered without a Markdown reader is what the reader would have made of it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tpmlearn.domain.content.places import outline
from tpmlearn.rendering.agreement import first_difference, is_even
from tpmlearn.rendering.even import paragraph
from tpmlearn.rendering.markdown import Converter, Outliner
from tpmlearn.rendering.surroundings import Surroundings

CONVERTER = Converter(footnotes=False, recall=lambda *_: "")
OUTLINER = Outliner()
SIGNS = "ab cd.,:;-+!?=/()[]'\"%1234*_`~<>&|#\\$^{}@\n\té—€“”"
WORDS = st.text(st.sampled_from(SIGNS), max_size=40)


@given(WORDS.map(lambda text: f"A{text}"))
@settings(max_examples=400, deadline=None)
def test_a_paragraph_of_words_is_what_the_reader_makes_of_it(text: str) -> None:
    words = paragraph(text)

    if words is not None:
        assert f"<p>{words}</p>" == CONVERTER.block(text, Surroundings())
        assert words == CONVERTER.inline(text, Surroundings())


@given(WORDS.map(lambda text: f"A{text}"))
@settings(max_examples=400, deadline=None)
def test_an_even_text_is_paragraphs_for_both_readers(text: str) -> None:
    if is_even(text):
        assert {node.type for node in outline(text).children} == {"paragraph"}
        assert first_difference(text, OUTLINER.html(text)) is None


@pytest.mark.parametrize(
    "text",
    ["Slow **down**", "- a", "1. a", "See [[01-start]]", "a < b", "Two\nlines", "\\(x\\)", "A & B"],
)
def test_what_has_a_mark_of_the_format_is_left_to_the_reader(text: str) -> None:
    assert paragraph(text) is None


def test_words_alone_are_taken_as_they_are() -> None:
    text = "You do not know yet: it’s 50 % done."

    assert paragraph(text) == text
