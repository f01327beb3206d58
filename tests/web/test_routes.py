"""Every route declares its audience, and its endpoint is named after its view."""

from flask import Flask

from tests.support.client import CheckingClient
from tpmlearn.web.access import Audience, declared_audience

MEMBERS_ONLY = {
    "accounts.erase",
    "accounts.keep",
    "accounts.leaving",
    "accounts.merge",
    "accounts.password",
    "accounts.settings",
    "devices.end_others",
    "passkeys.add",
    "second_step.renew",
    "weekly_mail.ask",
    "weekly_mail.choose",
    "weekly_mail.off",
}


def test_every_route_declares_its_audience(app: Flask) -> None:
    undeclared = [
        name for name, view in app.view_functions.items() if declared_audience(view) is None
    ]

    assert undeclared == []


def test_a_route_without_audience_is_refused(app: Flask) -> None:
    rule = app.url_map.bind("localhost").match("/accessibility")
    view = app.view_functions[rule[0]]
    app.view_functions[rule[0]] = lambda: "open"
    try:
        client = app.test_client()
        assert client.get("/accessibility").status_code == 404
    finally:
        app.view_functions[rule[0]] = view


def test_members_pages_send_visitors_and_guests_to_sign_in(
    visitor: CheckingClient, guest: CheckingClient
) -> None:
    app = visitor.application
    found = {
        name
        for name, view in app.view_functions.items()
        if declared_audience(view) is Audience.MEMBER
    }
    assert found >= MEMBERS_ONLY

    for client in (visitor, guest):
        assert client.get("/settings").headers["Location"].startswith("/sign-in")


def test_endpoint_and_view_have_one_name(app: Flask) -> None:
    for endpoint, view in app.view_functions.items():
        assert endpoint.split(".")[-1] in {view.__name__, "static"}, endpoint
