"""Pages of kept pieces: they read the same compressed or not, and nobody gets what is another's."""

import gzip
import json
import re
import zlib
from typing import cast

import pytest
from flask import Flask, Response
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from tests.support.client import CheckingClient
from tests.support.speaking import all_offered
from tpmlearn.web.form_tokens import form_token
from tpmlearn.web.pieces import (
    TOKEN_LENGTH,
    TOKEN_PLACE,
    Page,
    Piece,
    Row,
    Slot,
    Values,
    compressed,
    filled,
)
from tpmlearn.web.slots import values_for, with_values

LESSON = "/learn/16-estimate-in-ranges"
ZIP = {"Accept-Encoding": "gzip"}
SHARP = 'Ada <b>&"Ærø"'
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
TIMED = re.compile(rf'{TOKEN.pattern}|<!-- [0-9a-f]+ -->|data-person="\d+"')


def _unpacked(client: CheckingClient, path: str) -> str:
    answer = client.get(path, headers=ZIP)
    assert answer.headers["Content-Encoding"] == "gzip"
    # As browsers do: one member, its checksum and length are looked at, nothing after it.
    reader = zlib.decompressobj(31)
    text = reader.decompress(answer.data) + reader.flush()
    assert reader.eof
    assert not reader.unused_data
    assert text == gzip.decompress(answer.data)
    return text.decode()


@pytest.mark.parametrize("path", [LESSON, "/learn", "/", "/sign-in", "/nothing-here"])
def test_compressed_it_is_the_same_page(learner: CheckingClient, path: str) -> None:
    plain = learner.get(path).get_data(as_text=True)

    for _ in range(2):
        assert TIMED.sub("", _unpacked(learner, path)) == TIMED.sub("", plain)


def test_each_browser_gets_its_own_token_and_name(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    hers, his = (_unpacked(one, LESSON) for one in (learner, stranger))

    assert "Ada Obi" in hers
    assert "Ada Obi" not in his
    tokens = [set(TOKEN.findall(page)) for page in (hers, his)]
    assert all(len(found) == 1 for found in tokens)
    assert len(TOKEN.findall(hers)) > 10
    assert learner.send("/theme", theme="dark").status_code == 302
    assert 'data-theme="dark"' in _unpacked(learner, LESSON)
    assert 'data-theme="dark"' not in _unpacked(stranger, LESSON)


def test_pieces_of_a_page_are_kept_for_each_language(visitor: CheckingClient) -> None:
    with all_offered():
        first = visitor.read("/accessibility")
        german = visitor.get("/accessibility", headers={"Accept-Language": "de"})
        again = visitor.read("/accessibility")

    footers = [
        text[text.index("<footer") :] for text in (first, german.get_data(as_text=True), again)
    ]
    assert TIMED.sub("", footers[0]) == TIMED.sub("", footers[2])
    assert "Datenschutz" in footers[1]
    assert "Datenschutz" not in footers[0]


def test_no_page_shows_the_place_of_the_token(learner: CheckingClient) -> None:
    for path in (LESSON, "/gap", "/settings", "/sign-in", "/nothing-here"):
        assert TOKEN_PLACE not in learner.get(path).get_data(as_text=True)
        assert TOKEN_PLACE not in _unpacked(learner, path)


def test_a_mark_of_one_person_is_not_seen_by_another(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    section = re.findall(r'<h2 id="([^"]+)"', learner.read(LESSON))[0]
    assert learner.send(f"{LESSON}/read", section=section, state="on").status_code == 303

    hers, his = (_unpacked(one, LESSON) for one in (learner, stranger))

    assert "1 of" in hers.split("Progress counts")[1][:60]
    assert "0 of" in his.split("Progress counts")[1][:60]
    assert hers.count('name="state" value="off"') == 1
    assert 'name="state" value="off"' not in his


TEXTS = st.lists(
    st.tuples(
        st.booleans(),
        st.sampled_from(Slot),
        st.lists(st.text(max_size=300), min_size=1, max_size=3),
    ),
    max_size=6,
)


MORE = st.binary(max_size=40).map(bytes.hex).map(str.encode)


@given(TEXTS, MORE, st.sampled_from(["", "Ada", "Ærøskøbing" * 40]), st.booleans())
@settings(max_examples=150, deadline=None)
def test_whatever_the_parts_are_the_file_is_whole(
    texts: list[tuple[bool, Slot, list[str]]], more: bytes, name: str, in_row: bool
) -> None:
    # Surrogates cannot be sent; a page with one is refused long before.
    clean = [
        (kept, slot.value.join(one.encode("utf-8", "ignore").decode() for one in some))
        for kept, slot, some in texts
    ]
    parts: list[str | Row] = [Piece(text) if kept else text for kept, text in clean]
    row = Row([Piece(str(part)) for part in parts or [""]])
    page = Page([row] if in_row else parts)
    values: Values = {Slot.TOKEN: b"t" * TOKEN_LENGTH, Slot.NUMBER: b"7", Slot.NAME: name.encode()}
    body = filled(str(page), values).encode()

    packed = compressed(page, values, more)

    assert packed is not None
    assert gzip.decompress(packed) == body + more


def test_a_token_of_another_length_is_not_put_between_the_runs() -> None:
    page = Page([Piece(f"before{TOKEN_PLACE}before")])

    assert compressed(page, {Slot.TOKEN: b"short"}, b"") is None


def test_what_repeats_after_a_token_costs_next_to_nothing() -> None:
    text = "".join(f"<p>Sentence {number} of a lesson.</p>" for number in range(200))
    once, twice = Piece(text), Piece(f"{text}{TOKEN_PLACE}{text}")

    assert len(twice.runs) == 2
    assert len(twice.runs[1]) < len(once.runs[0]) / 4


def test_parts_of_pages_that_come_as_json_have_the_token_too(app: Flask) -> None:
    with app.test_request_context():
        text = json.dumps({"form": f'<input name="csrf_token" value="{TOKEN_PLACE}">'})
        answer = with_values(Response(text, mimetype="application/json"))
        token = form_token()

    assert len(token) == TOKEN_LENGTH
    assert json.loads(answer.get_data())["form"] == f'<input name="csrf_token" value="{token}">'


NESTED = """{% macro body() %}{% call kept("a", n) %}<p>é {{ csrf_token() }}</p>{% endcall %} and
{% call kept("b") %}<b>{{ n }}</b>{% endcall %}{% endmacro %}
<h1>{{ n }}</h1>{% call kept("outer", n) %}{{ body() }}.{% endcall %}!"""


def test_a_piece_of_pieces_keeps_them_and_reads_the_same(app: Flask) -> None:
    with app.test_request_context():
        template = app.jinja_env.from_string(NESTED)
        pages = [cast(Page, template.render(n=n)) for n in (1, 1, 2)]
        values = values_for({Slot.TOKEN})

    assert all(isinstance(page, Page) for page in pages)
    assert str(pages[0]) == str(pages[1])
    rows = [next(part for part in page.parts if isinstance(part, Row)) for page in pages]
    assert rows[0] is rows[1]
    for page in pages:
        packed = compressed(page, values, b"")
        assert packed is not None
        assert gzip.decompress(packed).decode() == filled(str(page), values)
    # The inner piece without a number in its key was made for the first page.
    assert "<b>1</b>" in str(pages[2])


@pytest.mark.parametrize("headers", [{}, ZIP], ids=["plain", "compressed"])
def test_names_and_numbers_are_each_reader_s_own_and_escaped(
    learner: CheckingClient, headers: dict[str, str]
) -> None:
    def page() -> str:
        answer = learner.get(LESSON, headers=headers)
        body = gzip.decompress(answer.data) if headers else answer.data
        return body.decode()

    before = page()
    try:
        assert learner.send("/settings", name=SHARP, time_zone="UTC").status_code in {302, 303}
        # One that says "saved", and one that is kept.
        pages = [page(), page()]
    finally:
        learner.send("/settings", name="Ada Obi", time_zone="UTC")

    assert "Ada Obi" in before
    numbers = {re.findall(r'data-person="(\d+)"', text)[0] for text in (before, *pages)}
    assert len(numbers) == 1
    for text in pages:
        assert "Ada Obi" not in text
        assert f"Settings of </span>{escape(SHARP)}</a>" in text
        assert not any(slot.value in text for slot in Slot)


def test_what_was_just_said_is_said_on_a_kept_page_too_and_once(learner: CheckingClient) -> None:
    said = "Your note is saved."
    learner.read(LESSON)

    assert learner.send(f"{LESSON}/note", note="Ask Kim.").status_code == 303

    assert said in learner.read(LESSON)
    assert said not in learner.read(LESSON)


def test_a_kept_page_follows_theme_and_address(learner: CheckingClient) -> None:
    learner.read(LESSON)
    learner.send("/theme", theme="dark")

    assert 'data-theme="dark"' in learner.read(LESSON)
    learner.send("/theme", theme="system")
    assert "data-theme" not in learner.read(LESSON)
    assert 'name="next" value="/learn/16-estimate-in-ranges?from=mail"' in learner.read(
        f"{LESSON}?from=mail"
    )
    assert 'name="next" value="/learn/16-estimate-in-ranges"' in learner.read(LESSON)


def test_a_part_of_a_page_in_json_names_nobody(app: Flask) -> None:
    with app.test_request_context(), pytest.raises(ValueError, match="names nobody"):
        with_values(Response(json.dumps({"by": Slot.NAME.value}), mimetype="application/json"))


@pytest.mark.parametrize("slot", Slot, ids=lambda slot: slot.name.lower())
def test_a_piece_for_all_machines_has_no_slot(app: Flask, slot: Slot) -> None:
    source = '{% call fragment("test of slots", where) %}{{ where }}{% endcall %}'
    with app.test_request_context(), pytest.raises(ValueError, match="slots are a process's"):
        app.jinja_env.from_string(source).render(where=slot.value)
