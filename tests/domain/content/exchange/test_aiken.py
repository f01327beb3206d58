"""Aiken: questions with lettered options and a line ANSWER."""

import pytest

from tests.domain.content.exchange.reading_back import options, taken
from tpmlearn.domain.content.exchange.formats import Reads, told

TEXT = "What comes first?\nA. The effect\nB) The news\nC. The night\nANSWER: A\n"


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\ufeff" + TEXT.replace("\n", "\r\n"),
        TEXT.replace("A.", "a.").replace("ANSWER: A", "answer : a"),
        TEXT.replace("\n", "\n\n"),
    ],
)
def test_it_reads_a_question(text: str) -> None:
    (item,), notes = taken(text, Reads.AIKEN)

    assert item.question.stem.text == "What comes first?"
    assert options(item) == [
        ("The effect", True, ""),
        ("The news", False, ""),
        ("The night", False, ""),
    ]
    assert notes == []


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (TEXT.replace("ANSWER: A", "ANSWER: F"), "1: left out: What comes first?: its answer ‘F’"),
        (TEXT.replace("ANSWER: A\n", ""), "1: left out: What comes first?: no line ‘ANSWER:’"),
        ("\n\nANSWER: A\n", "0: left out: an answer stands without question"),
        (TEXT.replace("ANSWER: A\n", "Next?\nA. x\nB. y\nANSWER: A\n"), "1: left out: What comes"),
    ],
)
def test_what_is_broken_is_said_with_its_line(text: str, note: str) -> None:
    _, notes = taken(text, Reads.AIKEN)

    assert any(one.startswith(note) for one in notes), notes


def test_markup_in_it_is_only_text() -> None:
    (item,), _ = taken(TEXT.replace("The news", "<b>*x*</b> {trap=a}"), Reads.AIKEN)

    assert item.question.options[1].text == r"&lt;b>\*x\*&lt;/b> &#123;trap=a}"


@pytest.mark.parametrize(
    ("name", "text", "form"),
    [
        ("a.txt", TEXT, Reads.AIKEN),
        ("a.txt", "Q?{=a~b}", Reads.GIFT),
        ("a.gift", TEXT, Reads.GIFT),
        ("a", "<?xml version='1.0'?><quiz/>", Reads.MOODLE),
        ("a.XML", "", Reads.MOODLE),
    ],
)
def test_it_tells_the_format_from_name_and_text(name: str, text: str, form: Reads) -> None:
    assert told(name, text) is form
