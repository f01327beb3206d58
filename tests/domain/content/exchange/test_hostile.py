"""Bad files: a sentence, in little time, and never anything that acts."""

import time
import tracemalloc
from contextlib import suppress

import pytest

from tests.domain.content.exchange.reading_back import taken
from tests.support.moodle import CHOICE, moodle
from tpmlearn.domain.content.exchange.carried import LARGEST, Unreadable
from tpmlearn.domain.content.exchange.formats import Reads, read
from tpmlearn.domain.content.exchange.hypertext import as_markdown

SCRIPT = "<script>alert(1)</script><svg onload=alert(2)><a href='javascript:alert(3)'>x</a>"
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
LAUGHING = f"<!DOCTYPE q [<!ENTITY l0 'ha'>{LAUGHS}]><quiz>&l9;</quiz>"
OUTSIDE = b"<!DOCTYPE q [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><quiz>&x;</quiz>"
OPENINGS = (
    *("<a ", "<!--", "<", "</", "<b>", "<ul><li>", "&", "<a href='", "<!", "<pre>"),
    *("\\(", "$$", "**"),
)
MANY = CHOICE.replace("<single>", "<answer/>" * 150_000 + "<single>")
STARS = CHOICE.replace("first", "**a" * 2_000).replace('"html"', '"markdown"')
PATIENCE = 20.0
MEMORY = 300_000_000


@pytest.mark.parametrize(
    ("data", "form", "says"),
    [
        (b"x" * 10_000_000, Reads.GIFT, "10.0 MB; at most 5 MB"),
        (b"PK\x03\x04" + b"x" * 100, Reads.MOODLE, "an archive, which is not opened"),
        (b"PK\x05\x06" + b"\0" * 18, Reads.GIFT, "an archive, which is not opened"),
        (b"\x89PNG\r\n\x1a\n\0\0", Reads.GIFT, "not text"),
        ("Q?{T}".encode("utf-16"), Reads.GIFT, "UTF-16"),
        (b"Q?\ncaf\xe9{T}", Reads.GIFT, "byte 0xE9 in line 2"),
        (b"", Reads.GIFT, "No question"),
        (b"// nothing", Reads.GIFT, "No question"),
        (b"\n\n", Reads.AIKEN, "No question"),
        (b"<quiz/>", Reads.MOODLE, "No question"),
        (b"<quiz><question>", Reads.MOODLE, "not well-formed"),
        (b"<quiz>" * 40, Reads.MOODLE, "nested more than 30"),
        (b"<quiz>" + b"<a/>" * 250_000 + b"</quiz>", Reads.MOODLE, "more than 200,000 elements"),
        (b"<quiz>" + b"<question/>" * 1_001 + b"</quiz>", Reads.MOODLE, "more than 1000 questions"),
        (b"Q{T}\n\n" * 1_001, Reads.GIFT, "more than 1000 questions"),
        (b"<other/>", Reads.MOODLE, "no Moodle XML"),
        (
            f"<!DOCTYPE q [<!ENTITY l0 'ha'>{LAUGHS}]><quiz>&l9;</quiz>".encode(),
            Reads.MOODLE,
            "refused",
        ),
        (b"<!DOCTYPE q SYSTEM 'file:///etc/passwd'><quiz/>", Reads.MOODLE, "refused"),
        (
            b"<!DOCTYPE q [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><quiz>&x;</quiz>",
            Reads.MOODLE,
            "refused",
        ),
        (b"<quiz>&undefined;</quiz>", Reads.MOODLE, "line 1"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_it_is_refused_with_a_sentence(data: bytes, form: Reads, says: str) -> None:
    with pytest.raises(Unreadable, match=says.replace(".", r"\.")):
        read("x", data, form)


@pytest.mark.parametrize("form", ["html", "markdown", "plain_text", "moodle_auto_format"])
def test_a_script_in_every_field_of_moodle_is_text_or_gone(form: str) -> None:
    everywhere = CHOICE.replace('"html"', f'"{form}"')
    for words in ("Slip", "Facts first.", "Tell everybody", "Of what?", "<p>The vendor"):
        everywhere = everywhere.replace(words, f"<![CDATA[{SCRIPT}]]>{words}", 1)
    everywhere = everywhere.replace(f"<![CDATA[<![CDATA[{SCRIPT}]]>", f"<![CDATA[{SCRIPT}")

    (item,), notes = taken(moodle(everywhere), Reads.MOODLE)

    texts = [item.title, item.question.stem.text, *(one.text for one in item.question.options)]
    if form != "markdown":
        assert not any("<script" in text or "javascript:" in text for text in texts[1:]) or (
            form == "plain_text"
        )
        assert all("<" not in text for text in texts), texts
    if form in {"html", "moodle_auto_format"}:
        assert any("<script>" in note for note in notes)


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Q?{" + "~a" * 1_000_000 + "}", Reads.GIFT),
        ("Q?{" + "=a->b " * 500_000 + "}", Reads.GIFT),
        ("Q?{#" + "=1:1 " * 300_000 + "}", Reads.GIFT),
        ("Q?" + "{" * 2_000_000, Reads.GIFT),
        ("}" * 2_000_000, Reads.GIFT),
        ("{\n\n" * 900, Reads.GIFT),
        ("::" * 1_000_000, Reads.GIFT),
        ("\\" * 2_000_000 + "{T}", Reads.GIFT),
        ("// [tag:" * 300_000 + "\nQ?{T}", Reads.GIFT),
        ("// [id:" + "[tag:a]" * 300_000 + "\nQ?{T}", Reads.GIFT),
        ("[html]" + "<a " * 6_000 + "{T}", Reads.GIFT),
        ("[markdown]" + "[" * 19_000 + "{T}", Reads.GIFT),
        ("[markdown]" + "*a_" * 6_000 + "{T}", Reads.GIFT),
        ("[markdown]" + "`" * 19_000 + "{T}", Reads.GIFT),
        ("[markdown]" + "> " * 9_000 + "{T}", Reads.GIFT),
        ("Q?\n" + "A. x\n" * 800_000 + "ANSWER: A", Reads.AIKEN),
        ("ANSWER: A\n" * 1_000, Reads.AIKEN),
        ("<quiz>" + "x" * 4_000_000 + "</quiz>", Reads.MOODLE),
        (
            moodle(CHOICE.replace("<single>", "<answer/>" * 150_000 + "<single>")).decode(),
            Reads.MOODLE,
        ),
        (moodle(CHOICE.replace("first", "&lt;b&gt;" * 200_000)).decode(), Reads.MOODLE),
        (moodle(*[CHOICE.replace("first", "[" * 3_000)] * 500).decode(), Reads.MOODLE),
        (moodle(*[STARS] * 380).decode(), Reads.MOODLE),
    ],
    ids=lambda value: str(value)[:24],
)
def test_huge_and_crooked_files_are_quick(text: str, form: Reads) -> None:
    begin = time.perf_counter()

    with suppress(Unreadable):
        found = read("x", text.encode(), form)
        assert found.notes or found.items

    assert time.perf_counter() - begin < PATIENCE
    assert len(text) <= LARGEST


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("Q?{" + "~a" * 1_000_000 + "}", Reads.GIFT),
        (moodle(MANY).decode(), Reads.MOODLE),
        ("<quiz>" + "x" * 4_000_000 + "</quiz>", Reads.MOODLE),
    ],
    ids=["options", "answers", "text"],
)
def test_memory_is_bounded(text: str, form: Reads) -> None:
    tracemalloc.start()
    with suppress(Unreadable):
        read("x", text.encode(), form)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < MEMORY


@pytest.mark.parametrize("piece", OPENINGS)
def test_crooked_html_costs_no_more_than_its_length(piece: str) -> None:
    begin = time.perf_counter()

    as_markdown(piece * 20_000, "html", lambda _: None)

    assert time.perf_counter() - begin < PATIENCE
