"""A site with a provider, and the way there and back."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient
from tests.support.provider import CLIENT, SECRET, Crooked, crooked_provider
from tpmlearn import oidc

Return = Callable[..., TestResponse]


@pytest.fixture
def provider(app: Flask) -> Iterator[Crooked]:
    """A provider that the site knows."""
    before = app.extensions["settings"]
    with crooked_provider() as found:
        oidc.forget_discovery()
        app.extensions["settings"] = replace(
            before,
            oidc_issuer=found.url,
            oidc_client_id=CLIENT,
            oidc_client_secret=SECRET,
            oidc_name="Acme",
        )
        try:
            yield found
        finally:
            app.extensions["settings"] = before
            oidc.forget_discovery()


@pytest.fixture
def come_back(provider: Crooked) -> Return:
    """Go to the provider, agree as somebody, come back: what the site answers to that."""

    def go(
        client: CheckingClient, subject: str = "ada-7", *, next_path: str = "", **claims: Any
    ) -> TestResponse:
        asked = client.get("/sign-in/with" + (f"?next={next_path}" if next_path else ""))
        assert asked.status_code == 302
        told = provider.agree(asked.headers["Location"], subject, **claims)
        return client.get(f"/sign-in/with/return?{told}")

    return go
