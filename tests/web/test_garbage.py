"""Requests that mean nothing are answered cheaply, and leave nothing behind."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.web import errors

PACKED = {"Accept-Encoding": "gzip"}
RUBBISH: dict[str, tuple[int, dict[str, Any]]] = {
    "an address that is none": (404, {"path": "/wp-login.php"}),
    "a lesson that is none": (404, {"path": "/learn/none"}),
    "a file that is none": (404, {"path": "/static/x/none.js"}),
    "a method that is none": (405, {"path": "/learn", "method": "PROPFIND"}),
    "a form for no page": (405, {"path": "/learn", "method": "POST", "data": {"a": "b"}}),
    "a form without a token": (400, {"path": "/theme", "method": "POST", "data": {"a": "b"}}),
    "too large a form": (413, {"path": "/theme", "method": "POST", "data": b"x" * 1_100_000}),
    "a NUL in a query": (404, {"path": "/learn/search", "query_string": "q=%00"}),
    "a query without end": (414, {"path": "/learn/search", "query_string": "q=a&" * 3_000}),
    "a cookie that is none": (404, {"path": "/x", "headers": {"Cookie": "sid=a.b.c"}}),
    "another site's form": (
        403,
        {"path": "/theme", "method": "POST", "headers": {"Origin": "https://evil.example"}},
    ),
}


def ask(client: CheckingClient, sent: dict[str, Any]) -> TestResponse:
    """Send one of them, as a browser that unpacks."""
    return client.open(**{**sent, "headers": {**PACKED, **sent.get("headers", {})}})


@pytest.mark.parametrize("name", RUBBISH)
def test_rubbish_is_refused_at_little_cost_and_sets_nothing(
    visitor: CheckingClient, name: str
) -> None:
    code, sent = RUBBISH[name]
    # The page that explains a stale form has one itself, and a token in the cookie.
    ask(visitor, sent)

    with statements(visitor.application) as seen:
        answer = ask(visitor, sent)

    assert answer.status_code == code
    assert "Set-Cookie" not in answer.headers or name == "a cookie that is none"
    assert seen.sql == []


def test_a_page_of_a_fault_is_made_once_for_all_visitors(
    visitor: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    page = errors.error_page

    def count(code: int, **more: object) -> str:
        made.append(code)
        return page(code, **more)

    monkeypatch.setattr(errors, "error_page", count)
    errors._made_page.cache_clear()

    for n in range(20):
        visitor.get(f"/nothing-{n}")

    assert made == [404]


def test_somebody_who_is_known_keeps_their_menu(learner: CheckingClient) -> None:
    page = learner.get("/nothing").get_data(as_text=True)

    assert "Ada Obi" in page
    assert 'name="csrf_token"' in page


def test_what_one_visitor_was_told_is_in_no_other_s_page(visitor: CheckingClient) -> None:
    errors._made_page.cache_clear()
    with visitor.session_transaction() as session:
        session["_flashes"] = [("message", "Told to one alone")]

    visitor.get("/nothing")

    assert "Told to one alone" not in visitor.get("/nothing").get_data(as_text=True)
    assert "Told to one alone" in visitor.read("/accessibility")


@pytest.mark.parametrize("host", ["x" * 80 + ".example", "a b<c", "[::1", "evil.example:99999"])
def test_an_odd_host_gets_an_answer_and_no_fault(visitor: CheckingClient, host: str) -> None:
    answer = visitor.get("/nothing", headers={"Host": host})

    assert answer.status_code in {400, 404}


def test_control_characters_are_left_out_of_what_is_typed(learner: CheckingClient) -> None:
    learner.send("/learn/16-estimate-in-ranges/note", note="before\0\x0b\x1fafter")

    assert "beforeafter" in learner.read("/learn/16-estimate-in-ranges")


@pytest.mark.parametrize("body", ["[1]", '"text"', "3", "null", '{"email": "ada@example.org"}'])
@pytest.mark.parametrize("path", ["/sign-in", "/sign-up", "/password/forgot"])
def test_a_form_that_comes_as_json_has_no_fields(
    visitor: CheckingClient, path: str, body: str
) -> None:
    headers = {"X-CSRFToken": visitor.token(), "Content-Type": "application/json"}

    assert visitor.post(path, data=body, headers=headers).status_code == 422
