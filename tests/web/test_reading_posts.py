"""A POST that writes nothing waits for no writer, and none waits for it."""

import io
from typing import Any
from urllib.parse import urlencode

import pytest
from flask import Flask

from tests.conftest import Enter
from tests.features.drafts.cast import author, begun
from tests.support.client import CheckingClient
from tests.support.studio import Studio
from tpmlearn.db import db, sessions, writing


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


class Slow(io.BytesIO):
    """What is sent; it looks at each read whether something is locked meanwhile."""

    def __init__(self, body: bytes) -> None:
        super().__init__(body)
        self.found: set[bool] = set()

    def readinto(self, buffer: Any) -> int:
        self.found.add(sessions.has_begun())
        return super().readinto(buffer)


@pytest.mark.parametrize("kind", ["application/x-www-form-urlencoded", "application/json"])
@pytest.mark.parametrize("path", ["/theme", "/verify", "/exams/sittings/none/answers"])
def test_what_is_sent_is_read_while_nothing_is_locked(
    learner: CheckingClient, path: str, kind: str
) -> None:
    """Whoever sends slowly holds nothing that others wait for."""
    token = learner.token()
    body = Slow(urlencode({"theme": "dark", "next": "/learn", "csrf_token": token}).encode())

    learner.post(
        path,
        input_stream=body,
        content_length=len(body.getvalue()),
        content_type=kind,
        headers={"X-CSRFToken": token},
    )

    assert body.found == (set() if (path, kind) == ("/verify", "application/json") else {False})


def test_a_form_that_is_too_long_is_refused_as_before(learner: CheckingClient) -> None:
    most = learner.application.config["MAX_CONTENT_LENGTH"]

    sent = learner.post("/theme", data={"theme": "d" * most, "csrf_token": learner.token()})

    assert sent.status_code == 413
