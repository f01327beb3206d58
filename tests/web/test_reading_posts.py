"""A POST that writes nothing waits for no writer, and none waits for it."""

import io
from typing import Any
from urllib.parse import urlencode

from flask import Flask

from tests.conftest import Enter
from tests.features.drafts.cast import author, begun
from tests.support.client import CheckingClient
from tests.support.studio import Studio
from tpmlearn import work
from tpmlearn.db import db, writing


def test_the_editor_checks_while_somebody_else_writes(studio: Studio, enter: Enter) -> None:
    ada = author(enter, "Ada")
    draft = begun(ada)
    token = ada.token()

    with studio.app.app_context(), writing(), db.engine.connect() as other:
        # A writer that does not end: on SQLite every other one would wait for it.
        other.begin()
        sent = ada.post(
            f"{draft}/check",
            data={"csrf_token": token, "name": "glossary.yml", "text": "x: [", "stamp": "1"},
        )
        other.rollback()

    assert sent.status_code == 200
    assert sent.json
    assert sent.json["problems"]


def test_other_posts_are_writers(app: Flask) -> None:
    views = app.view_functions
    reading = {name for name, view in views.items() if getattr(view, "reads_only", False)}

    assert reading == {"editor.check", "authoring.preview", "passkeys.offer"}


def test_a_form_is_read_before_the_database_is_asked(learner: CheckingClient) -> None:
    """Whoever sends a save slowly holds nothing that others wait for."""
    asked: list[int] = []

    class Slow(io.BytesIO):
        def readinto(self, buffer: Any) -> int:
            request = work.current()
            assert request
            asked.append(request.statements)
            return super().readinto(buffer)

    body = urlencode({"theme": "dark", "next": "/learn", "csrf_token": learner.token()}).encode()

    sent = learner.post(
        "/theme",
        input_stream=Slow(body),
        content_length=len(body),
        content_type="application/x-www-form-urlencoded",
    )

    assert sent.status_code == 302
    assert asked
    assert set(asked) == {0}


def test_a_form_that_is_too_long_is_refused_as_before(learner: CheckingClient) -> None:
    most = learner.application.config["MAX_CONTENT_LENGTH"]

    sent = learner.post("/theme", data={"theme": "d" * most, "csrf_token": learner.token()})

    assert sent.status_code == 413
