"""A request that changes something comes from our own pages or is refused."""

import pytest
from flask import Flask
from werkzeug.routing import Rule

from tests.conftest import Enter
from tests.support.client import CheckingClient

SAVE = "/rate/skills/CTL2"
# Its address is signed for this one purpose: tests/features/weekly_mail/test_send.py.
SIGNED = {"/plan/mail/stop/t", "/hooks/content"}
FETCH = {"X-Requested-With": "fetch", "Accept": "application/json"}


def _posts(app: Flask) -> list[str]:
    values = {
        "slug": "16-estimate-in-ranges",
        "code": "CTL2",
        "claim_id": 1,
        "entry_id": 1,
        "confirmer_id": 1,
        "attempt_id": "a",
        "sitting_id": "s",
        "session_id": "s",
        "position": 1,
        "token": "t",
        "report_id": "r",
        "code_id": "c",
        "invitation_id": "i",
        "person_id": 1,
        "item": "psm-pillars",
        "advert": "a",
        "area": "ctl",
        "activity": "module:x",
    }
    return [
        app.url_map.bind("localhost").build(
            rule.endpoint,
            {name: values.get(name) or _any(rule, name) for name in rule.arguments},
            method="POST",
        )
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ())
    ]


def _any(rule: Rule, name: str) -> str:
    """A value that a part of an address takes: one of its words, or anything."""
    words = getattr(rule._converters[name], "items", ())
    return sorted(words)[0] if words else "1"


def test_no_route_takes_a_post_without_a_token(enter: Enter) -> None:
    everything = enter("eve@example.org", ("admin", "author", "recruiter"))
    paths = _posts(everything.application)
    assert len(paths) > 15

    for path in paths:
        if path in SIGNED:
            continue
        assert everything.post(path, data={"level": "1"}).status_code == 400, path


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "https://[localhost"},
        {"Origin": "localhost"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
    ],
)
def test_another_site_is_refused_even_with_a_token(
    learner: CheckingClient, headers: dict[str, str]
) -> None:
    data = {"level": "1", "csrf_token": learner.token()}

    assert learner.post(SAVE, data=data, headers=headers).status_code == 403


def test_a_script_with_a_stale_token_gets_a_fresh_one_that_works(learner: CheckingClient) -> None:
    stale = learner.post(SAVE, data={"level": "1", "csrf_token": "stale"}, headers=FETCH)

    fresh = stale.get_json()["csrf_token"]
    assert stale.status_code == 400
    saved = learner.post(SAVE, data={"level": "1", "csrf_token": fresh}, headers=FETCH)
    assert saved.get_json()["saved"]


def test_a_stale_page_is_told_what_happened(learner: CheckingClient) -> None:
    page = learner.post(SAVE, data={"level": "1"}).get_data(as_text=True)

    assert "out of date" in page or "too old" in page or "open for" in page


def test_the_token_of_another_browser_is_refused(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    data = {"level": "1", "csrf_token": stranger.token()}

    assert learner.post(SAVE, data=data).status_code == 400
