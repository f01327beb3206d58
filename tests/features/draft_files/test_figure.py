"""A figure for a draft: looked at first, refused with the checker's words, then kept and shown."""

from io import BytesIO
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient
from tests.support.drafting import add_draft, in_draft
from tpmlearn.features.draft_files.services import with_paragraph
from tpmlearn.features.draft_files.views import LARGEST_UPLOAD

FILE = "modules/16-estimate-in-ranges/lesson.md"
PLACE = "modules/16-estimate-in-ranges/two-boxes.svg"
GOOD = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><title>Two</title>'
    '<desc>Two boxes.</desc><rect x="1" y="1" width="9" height="9" class="f-soft"/></svg>'
)


def send(client: CheckingClient, draft: str, svg: str | bytes = "", **fields: Any) -> TestResponse:
    """Send the form with a file, or without one."""
    data = {"name": "two-boxes.svg", "alternative": "Two boxes", **fields}
    if svg:
        body = svg if isinstance(svg, bytes) else svg.encode()
        data["file"] = (BytesIO(body), "figure.svg")
    data["csrf_token"] = client.token()
    address = f"/author/drafts/{draft}/figures/{FILE}?line=30"
    return client.post(address, data=data, content_type="multipart/form-data")


def test_it_is_looked_at_and_then_kept_and_shown_after_the_paragraph(
    app: Flask, author: CheckingClient
) -> None:
    draft = add_draft(app, author.person_id)
    author.read(f"/author/drafts/{draft}/figures/{FILE}?line=30")

    looked = send(author, draft, GOOD)

    assert looked.status_code == 200
    assert '<rect x="1"' in looked.text
    assert 'aria-label="Two boxes"' in looked.text
    assert in_draft(app, draft, PLACE) is None

    kept = send(author, draft, svg=GOOD, keep="yes")

    assert kept.status_code == 302
    line = int(kept.location.rpartition("line=")[2])
    lines = (in_draft(app, draft, FILE) or "").split("\n")
    assert lines[line - 1] == "![Two boxes](two-boxes.svg)"
    assert (lines[line - 2], lines[line]) == ("", "")
    assert in_draft(app, draft, PLACE) == GOOD
    assert "two-boxes.svg is in the draft" in author.read(kept.location)


@pytest.mark.parametrize(
    ("inside", "code"),
    [
        ("<script>alert(1)</script>", "E102"),
        ("<foreignObject><p>x</p></foreignObject>", "E102"),
        ('<image href="https://example.org/x.png"/>', "E102"),
        ('<rect x="1" onclick="alert(1)"/>', "E103"),
        ('<rect x="1" style="fill:red"/>', "E103"),
        ("<g><a href='javascript:1'><rect x='1'/></a></g>", "E102"),
        ("<use href='#x'/>", "E102"),
        ("<rect", "E100"),
    ],
)
def test_what_could_harm_is_refused_with_the_words_of_the_checker(
    app: Flask, author: CheckingClient, inside: str, code: str
) -> None:
    draft = add_draft(app, author.person_id)
    evil = GOOD.replace("<rect", f"{inside}<rect", 1)

    for fields in ({}, {"keep": "yes"}):
        answer = send(author, draft, evil, **fields)

        assert answer.status_code == 422
        assert f"<code>{code}</code>" in answer.text
        assert inside not in answer.text
        assert in_draft(app, draft, PLACE) is None


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n\0\0",
        b"\xff\xfe<\0s\0",
        b"<!DOCTYPE svg [<!ENTITY x 'y'>]><svg/>",
        b"<svg xmlns='http://www.w3.org/2000/svg'>" + b"<g>" * 3000,
        b"x" * 100_000,
        b"x" * (LARGEST_UPLOAD + 1),
    ],
)
def test_what_is_no_figure_is_refused(app: Flask, author: CheckingClient, data: bytes) -> None:
    draft = add_draft(app, author.person_id)

    assert send(author, draft, data, keep="yes").status_code == 422
    assert in_draft(app, draft, PLACE) is None


def test_far_too_much_is_not_read(app: Flask, author: CheckingClient) -> None:
    draft = add_draft(app, author.person_id)

    assert send(author, draft, b"x" * 5_000_000).status_code == 413


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"alternative": ""}, "Say what the figure shows"),
        ({"name": ""}, "Give the figure a name"),
        ({"name": "../x.svg"}, "A figure’s name has"),
        ({"name": "x.png"}, "A figure’s name has"),
        ({"name": "Big.svg"}, "A figure’s name has"),
        ({"name": "lesson.md"}, "A figure’s name has"),
        ({"alternative": "x" * 301}, "at most 300"),
    ],
)
def test_name_and_alternative_are_asked_for(
    app: Flask, author: CheckingClient, fields: dict[str, str], told: str
) -> None:
    draft = add_draft(app, author.person_id)

    answer = send(author, draft, GOOD, keep="yes", **fields)

    assert answer.status_code == 422
    assert told in answer.text


def test_the_alternative_cannot_leave_its_brackets(app: Flask, author: CheckingClient) -> None:
    draft = add_draft(app, author.person_id)

    send(author, draft, GOOD, keep="yes", alternative="A ](x) [link](https://evil.example) \\")

    text = in_draft(app, draft, FILE) or ""
    assert "![A )(x) (link)(https://evil.example) /](two-boxes.svg)" in text


def test_a_name_that_is_taken_is_refused(app: Flask, author: CheckingClient) -> None:
    draft = add_draft(app, author.person_id)
    send(author, draft, GOOD, keep="yes")

    again = send(author, draft, GOOD, keep="yes")

    assert again.status_code == 422
    assert "Choose another name" in again.text


def test_without_a_file_it_asks_for_one(app: Flask, author: CheckingClient) -> None:
    draft = add_draft(app, author.person_id)

    assert "Choose an SVG file." in send(author, draft).text


@pytest.mark.parametrize(
    ("text", "line", "result", "at"),
    [
        ("a\n\nb\n", 1, "a\n\nX\n\nb\n", 3),
        ("a\nb\n\nc\n", 1, "a\nb\n\nX\n\nc\n", 4),
        ("a\n\nb\n", 2, "a\n\nX\n\nb\n", 3),
        ("a\n", 99, "a\n\nX\n", 3),
        ("", 1, "\nX\n", 2),
    ],
)
def test_a_paragraph_comes_after_that_of_the_line(
    text: str, line: int, result: str, at: int
) -> None:
    new, found = with_paragraph(text, "X", line)

    assert new.split("\n")[found - 1] == "X"
    assert (new, found) == (result, at)
