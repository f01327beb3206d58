"""A POST that writes nothing waits for no writer, and none waits for it."""

from flask import Flask

from tests.conftest import Enter
from tests.features.drafts.cast import author, begun
from tests.support.studio import Studio
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
