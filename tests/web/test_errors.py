"""Error pages in the site's voice."""

import logging
import re

import pytest

from tests.support.client import CheckingClient
from tpmlearn.web.access import audience


def test_nothing_here(visitor: CheckingClient) -> None:
    answer = visitor.get("/nothing-here")

    assert answer.status_code == 404
    assert 'href="/learn"' in answer.get_data(as_text=True)


def test_a_wrong_method_names_the_right_one(visitor: CheckingClient) -> None:
    answer = visitor.send("/learn")

    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


def test_too_large_a_body_is_refused(learner: CheckingClient) -> None:
    answer = learner.send("/learn/16-estimate-in-ranges/note", note="x" * 1_100_000)

    assert answer.status_code == 413


def test_a_fault_carries_the_id_that_stands_in_the_log(
    visitor: CheckingClient, caplog: pytest.LogCaptureFixture
) -> None:
    app = visitor.application
    view = app.view_functions["home.accessibility"]

    @audience("anyone")
    def broken() -> str:
        raise RuntimeError("a fault of the test")

    app.view_functions["home.accessibility"] = broken
    try:
        with caplog.at_level(logging.ERROR, logger="tpmlearn"):
            answer = visitor.get("/accessibility?token-of-the-query")
    finally:
        app.view_functions["home.accessibility"] = view

    found = re.search(r"fault ([0-9a-f]{8})", caplog.text)
    assert answer.status_code == 500
    assert found
    assert found.group(1) in answer.get_data(as_text=True)
    assert "token-of-the-query" not in caplog.text
    assert "a fault of the test" not in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    "path", ["/%00", "/learn/%00", "/learn/%F0%9F%92%A9", "/" + "a" * 5000, "/learn/../.."]
)
def test_odd_addresses_are_only_not_there(visitor: CheckingClient, path: str) -> None:
    assert visitor.get(path).status_code in {301, 308, 400, 404}
