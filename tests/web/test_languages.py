"""A page speaks one language, says which, and says what it depends on."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.support.client import CheckingClient
from tests.support.speaking import all_offered
from tpmlearn import words


@pytest.fixture(autouse=True)
def every_language() -> Iterator[None]:
    """All languages are offered, whole or not."""
    with all_offered():
        yield


@pytest.mark.parametrize(
    ("accepts", "tag"),
    [
        ("", "en"),
        ("de", "de"),
        ("de-AT, en;q=0.8", "de"),
        ("en-US, en;q=0.9, de;q=0.8", "en"),
        ("es-MX", "es"),
        ("fr, pl;q=0.9", "en"),
        ("fr, es;q=0.5", "es"),
        ("*", "en"),
        ("de;q=0, es;q=0.1", "es"),
        ("x" * 300, "en"),
    ],
)
def test_a_visitor_gets_what_their_browser_asks_for(
    visitor: CheckingClient, accepts: str, tag: str
) -> None:
    answer = visitor.get("/accessibility", headers={"Accept-Language": accepts})

    assert answer.headers["Content-Language"] == tag
    assert {"Accept-Language", "Cookie"} <= {
        one.strip() for one in answer.headers["Vary"].split(",")
    }
    html = {"en": "en-GB"}.get(tag, tag)
    assert f'<html lang="{html}">' in answer.get_data(as_text=True)


def test_what_says_nothing_is_the_same_for_everybody(visitor: CheckingClient) -> None:
    answer = visitor.get("/healthz", headers={"Accept-Language": "de"})

    assert "Content-Language" not in answer.headers
    assert "Accept-Language" not in answer.headers.get("Vary", "")


def test_the_words_of_scripts_come_before_the_scripts(visitor: CheckingClient) -> None:
    german = visitor.get("/accessibility", headers={"Accept-Language": "de"}).get_data(as_text=True)

    assert 0 < german.index("/words/de.js") < german.index("/js/page.js")
    assert "/words/" not in visitor.read("/accessibility")


def test_after_a_request_nobody_is_spoken_to(app: Flask, visitor: CheckingClient) -> None:
    visitor.get("/accessibility", headers={"Accept-Language": "de"})

    assert words.current().tag == "en"


def test_flask_babel_speaks_the_same_language(app: Flask) -> None:
    from flask_babel import get_locale, gettext

    with app.test_request_context("/", headers={"Accept-Language": "de"}):
        app.preprocess_request()
        assert str(get_locale()) == words.current().tag == "de"
        assert gettext("Language") == words._("Language")


def test_an_unknown_page_speaks_the_language_too(visitor: CheckingClient) -> None:
    answer = visitor.get("/nothing-here", headers={"Accept-Language": "es"})

    assert answer.status_code == 404
    assert '<html lang="es">' in answer.get_data(as_text=True)


def test_a_very_long_list_of_languages_is_read_all_the_same(
    visitor: CheckingClient,
) -> None:
    accepts = ", ".join([*(f"x{number};q=0.9" for number in range(200)), "de;q=0.5", "es;q=0.4"])

    answer = visitor.get("/accessibility", headers={"Accept-Language": accepts})

    assert answer.headers["Content-Language"] == "de"
