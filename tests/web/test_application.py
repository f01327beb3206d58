"""Sessions that are remembered, and form tokens that are signed once."""

import time

import pytest
from flask import Flask, Request, Response, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import create_environ

from tests.support.client import CheckingClient
from tpmlearn.web import form_tokens
from tpmlearn.web.application import After, Application, Sessions
from tpmlearn.web.form_tokens import form_token
from tpmlearn.web.generations import Generations


@pytest.fixture
def bare() -> Application:
    """An application without pages, with its own memory of cookies."""
    app = Application("bare")
    app.session_interface = Sessions()
    app.config.update(SECRET_KEY="k" * 40, SESSION_COOKIE_NAME="sid")
    return app


def _cookie(app: Flask, **values: object) -> str:
    signer = SecureCookieSessionInterface().get_signing_serializer(app)
    assert signer
    return str(signer.dumps(values))


def _read(app: Flask, cookie: str) -> dict[str, object]:
    with app.test_request_context(headers={"Cookie": f"sid={cookie}"}):
        return dict(session)


def test_a_cookie_reads_the_same_the_second_time(bare: Application) -> None:
    cookie = _cookie(bare, name="Ada", number=3)

    assert _read(bare, cookie) == _read(bare, cookie) == {"name": "Ada", "number": 3}


def test_what_one_request_puts_into_it_the_next_does_not_see(bare: Application) -> None:
    cookie = _cookie(bare, name="Ada", listed=[1])
    plain = _cookie(bare, name="Ada")
    for one in (cookie, plain):
        with bare.test_request_context(headers={"Cookie": f"sid={one}"}):
            session["name"] = "Eve"
            session.get("listed", []).append(2)

    assert _read(bare, cookie) == {"name": "Ada", "listed": [1]}
    assert _read(bare, plain) == {"name": "Ada"}


def test_a_forged_cookie_is_nothing_however_often_it_comes(bare: Application) -> None:
    cookie = _cookie(bare, name="Ada")
    assert _read(bare, cookie)
    forged = cookie[:-2] + ("aa" if cookie[-2:] != "aa" else "bb")

    assert _read(bare, forged) == {}
    assert _read(bare, forged) == {}
    assert _read(bare, "") == {}


def test_a_remembered_cookie_ends_when_its_time_is_over(
    bare: Application, monkeypatch: pytest.MonkeyPatch
) -> None:
    cookie, now = _cookie(bare, name="Ada"), time.time()
    assert _read(bare, cookie)
    end = bare.permanent_session_lifetime.total_seconds()

    monkeypatch.setattr("tpmlearn.web.application.time", lambda: now + end + 2)
    assert _read(bare, cookie) == {}
    monkeypatch.setattr("tpmlearn.web.application.time", lambda: now - 3_600)
    assert _read(bare, cookie) == {"name": "Ada"}, "a clock that was put back signs nobody out"


def test_the_token_is_the_same_on_each_page_of_a_browser_and_of_no_other(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    first, second = (_token(learner.read(path)) for path in ("/learn", "/gap"))
    other = _token(stranger.read("/learn"))

    assert first == second
    assert other != first
    form = {"theme": "dark", "next": "/learn"}
    refused = learner.post("/theme", data={**form, "csrf_token": other})
    assert refused.status_code == 400
    assert learner.post("/theme", data={**form, "csrf_token": first}).status_code == 302


def test_a_token_without_a_session_is_refused(app: Flask, visitor: CheckingClient) -> None:
    with app.test_request_context():
        token = form_token()

    assert visitor.post("/theme", data={"theme": "dark", "csrf_token": token}).status_code == 400


def _token(page: str) -> str:
    return page.split('name="csrf_token" value="')[1].split('"', maxsplit=1)[0]


def test_a_token_that_another_worker_signed_is_good_here_too(
    learner: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner.read("/learn")
    with learner.session_transaction() as kept:
        word = kept["csrf_token"]
    key = str(learner.application.secret_key)
    signer = URLSafeTimedSerializer(key, salt="wtf-csrf-token")
    elsewhere, forged = signer.dumps(word), signer.dumps("another word")
    monkeypatch.setattr(form_tokens, "_signed", Generations(form_tokens.REMEMBERED))

    for token, status in ((forged, 400), (elsewhere, 302), (elsewhere, 302), (forged, 400)):
        sent = {"theme": "dark", "next": "/learn", "csrf_token": token}
        assert learner.post("/theme", data=sent).status_code == status


def test_a_query_goes_along_to_the_tidied_path_as_it_was_sent(app: Flask) -> None:
    sent = {"QUERY_STRING": "q=é".encode().decode("latin-1")}

    answer = app.test_client().get("/learn//search", environ_overrides=sent)

    assert answer.status_code == 308
    assert answer.headers["Location"].endswith("/learn/search?q=%C3%A9")


def test_what_is_done_before_a_request_comes_in_its_order_and_may_end_it(bare: Application) -> None:
    seen: list[str] = []
    bare.before(lambda asked: seen.append(f"first {asked.method} {asked.path}"))
    bare.before(lambda _: seen.append("unsafe"), unsafe_only=True)
    bare.before(lambda asked: "no further" if asked.path == "/shut" else None)
    bare.before(lambda _: seen.append("last"))
    bare.add_url_rule("/<name>", view_func=lambda name: name, methods=["GET", "POST"])
    client = bare.test_client()

    assert client.get("/open").text == "open"
    assert client.post("/open").text == "open"
    assert client.get("/shut").text == "no further"
    assert seen == [
        *("first GET /open", "last"),
        *("first POST /open", "unsafe", "last"),
        "first GET /shut",
    ]


def test_what_is_done_to_an_answer_is_done_to_errors_too_the_last_first(bare: Application) -> None:
    seen: list[str] = []

    def note(word: str) -> After:
        def noting(asked: Request, response: Response) -> Response:
            seen.append(f"{word} {asked.path} {response.status_code}")
            return response

        return noting

    bare.after(note("first"))
    bare.after(note("second"))

    assert bare.test_client().get("/nowhere").status_code == 404
    assert seen == ["second /nowhere 404", "first /nowhere 404"]


@pytest.mark.parametrize("code", [302, 303])
def test_the_way_to_a_page_of_ours_is_said_as_it_is(learner: CheckingClient, code: int) -> None:
    app = learner.application
    with app.test_request_context():
        plain = app.make_response(app.redirect("/learn/a-b?c=1&d=2#e", code))
        odd = app.make_response(app.redirect('/learn/é"><script>', code))

    assert (plain.status_code, plain.headers["Location"]) == (code, "/learn/a-b?c=1&d=2#e")
    assert plain.mimetype == "text/html"
    assert '<a href="/learn/a-b?c=1&amp;d=2#e">' in plain.get_data(as_text=True)
    assert odd.status_code == code
    assert odd.get_wsgi_headers(create_environ())["Location"].isascii()
    assert "<script>" not in odd.get_data(as_text=True)


def test_a_way_is_never_compressed_and_has_the_headers_of_a_page(learner: CheckingClient) -> None:
    answer = learner.post(
        "/theme",
        data={"theme": "dark", "next": "/learn", "csrf_token": learner.token()},
        headers={"Accept-Encoding": "gzip"},
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, "/learn")
    assert "Content-Encoding" not in answer.headers
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert int(answer.headers["Content-Length"]) == len(answer.data)
