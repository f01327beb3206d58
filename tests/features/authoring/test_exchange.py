"""Import and export: what authors see before anything is kept, and what others are refused."""

import io
import re
import zipfile
from html import unescape

import pytest
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient
from tests.support.moodle import CHOICE, ESSAY, moodle
from tpmlearn.domain.content.exchange.carried import LARGEST

PAGE = "/author/exchange"
SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def _send(
    client: CheckingClient, data: bytes, name: str = "course.xml", **more: str
) -> TestResponse:
    fields = {"form": "", "skill": "", "kind": "", "difficulty": "", "approach": "", "source": ""}
    return client.post(
        PAGE,
        data={**fields, **more, "file": (io.BytesIO(data), name), "csrf_token": client.token()},
        content_type="multipart/form-data",
    )


def _page(response: TestResponse, status: int = 200) -> str:
    page = response.get_data(as_text=True)
    assert response.status_code == status, page[:3000]
    return page


def test_an_author_finds_it_in_the_menu_and_a_learner_does_not(
    author: CheckingClient, learner: CheckingClient
) -> None:
    assert f'href="{PAGE}"' in author.read("/")
    assert f'href="{PAGE}"' not in learner.read("/")


def test_nobody_but_authors_may_send_a_file(
    visitor: CheckingClient, learner: CheckingClient, admin: CheckingClient
) -> None:
    assert _send(visitor, moodle(CHOICE)).status_code == 302
    assert _send(learner, moodle(CHOICE)).status_code == 403
    assert _send(admin, moodle(CHOICE)).status_code == 403


def test_it_shows_each_item_with_key_and_reasons_and_names_what_is_missing(
    author: CheckingClient,
) -> None:
    page = _page(_send(author, moodle(CHOICE, ESSAY), skill="CTL2"))

    assert "<strong>first</strong>" in page
    assert "Later options need it." in page
    assert "No reason in the file." in page
    assert "E060" in page
    assert "the item has no kind" in page
    assert "the item has no skill" not in page
    assert "Your story" in page
    assert "an essay is marked by people" in page


def test_the_download_is_the_text_that_was_shown(author: CheckingClient) -> None:
    page = _page(_send(author, moodle(CHOICE), "My course (1).xml", skill="CTL2"))
    text = re.search(r'<textarea[^>]*name="text"[^>]*>\n(.*?)</textarea>', page, re.DOTALL)
    assert text

    response = author.send(f"{PAGE}/download", name="my-course-1.md", text=unescape(text[1]))

    assert response.status_code == 200
    assert response.headers["Content-Disposition"] == "attachment; filename=my-course-1.md"
    assert response.mimetype == "text/markdown"
    written = response.get_data(as_text=True)
    assert 'skill: "CTL2"' in written
    assert "- [x] Work out the effect\n  > Later options need it.\n" in written


@pytest.mark.parametrize("name", ["", "../x.md", "x.html", 'a".md', "x\n.md"])
def test_a_download_has_a_plain_name(author: CheckingClient, name: str) -> None:
    assert author.send(f"{PAGE}/download", name=name, text="x").status_code == 400


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "a.xml", "cannot be read"),
        (b"PK\x03\x04" + b"\0" * 40, "a.zip", "This is an archive"),
        (b"caf\xe9", "a.gift", "not UTF-8"),
        (b'<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>', "a.xml", "document type or entities"),
        (b"x" * (LARGEST + 1), "a.gift", "at most 5 MB"),
        (b"<html/>", "a.xml", "no Moodle XML"),
    ],
)
def test_a_bad_file_is_refused_with_a_sentence(
    author: CheckingClient, data: bytes, name: str, says: str
) -> None:
    page = _page(_send(author, data, name), 422)

    assert says in page


def test_a_request_beyond_the_limit_is_refused(author: CheckingClient) -> None:
    assert _send(author, b"x" * 10_000_000, "a.gift").status_code == 413


def test_no_file_is_asked_for(author: CheckingClient) -> None:
    response = author.send(PAGE, form="", skill="", kind="", difficulty="", approach="")

    assert "Choose a file" in _page(response, 422)


def test_no_script_of_a_file_reaches_the_page(author: CheckingClient) -> None:
    hostile = (
        CHOICE.replace("<text>", f"<text><![CDATA[{SCRIPT}]]>", 1)
        .replace("<![CDATA[<p>", f"<![CDATA[<p>{SCRIPT}")
        .replace("Of what?", f"<![CDATA[{SCRIPT}]]>")
        .replace("Tell everybody", f"<![CDATA[{SCRIPT}]]> x")
    )

    for form in ("html", "markdown", "plain_text", "moodle_auto_format"):
        page = _page(_send(author, moodle(hostile.replace('"html"', f'"{form}"'))))
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_nothing_of_a_file_is_stored(author: CheckingClient) -> None:
    folder = author.application.extensions["settings"].folder
    marked = CHOICE.replace("Work at night", "Zyzzogeton")

    _page(_send(author, moodle(marked)))

    kept = [path for path in folder.rglob("*.json") if "Zyzzogeton" in path.read_text()]
    assert kept == []


@pytest.mark.parametrize("form", ["moodle", "gift", "qti3"])
def test_it_says_what_an_export_drops_and_gives_it(author: CheckingClient, form: str) -> None:
    page = author.read(f"{PAGE}?format={form}&skill=CTL2")
    response = author.get(f"{PAGE}/export?format={form}&skill=CTL2")

    assert "can go out" in page
    assert "links to lessons and terms are shown as text" in page
    assert response.status_code == 200
    assert "attachment" in response.headers["Content-Disposition"]
    data = response.get_data()
    assert zipfile.is_zipfile(io.BytesIO(data)) if form == "qti3" else b"skill:CTL2" in data


@pytest.mark.parametrize("query", ["format=word", "format=gift&skill=NONE1"])
def test_an_unknown_format_or_skill_is_not_there(author: CheckingClient, query: str) -> None:
    assert author.get(f"{PAGE}?{query}").status_code == 404
    assert author.get(f"{PAGE}/export?{query}").status_code == 404
