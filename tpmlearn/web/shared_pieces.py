"""`fragment` for templates: what is the same for everybody is made once."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

from flask import Flask, current_app
from markupsafe import Markup

from tpmlearn.config import Settings
from tpmlearn.fragments import Fragments, program_digest
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.pieces import slots_of

FOLDER = Path(__file__).parent.parent


@cache
def _program() -> str:
    return program_digest(FOLDER)


def init_shared_pieces(app: Flask, settings: Settings) -> None:
    """Let templates write `{% call fragment("glossary") %}…{% endcall %}`.

    What is inside may depend on the content, on the language and on what is named beside, never on
    who asks.
    """
    pieces = Fragments(settings.secret_key, redis_url=settings.redis_url, program=_program)
    app.extensions["fragments"] = pieces

    @app.template_global()
    def fragment(name: str, *depends_on: str, caller: Callable[[], str]) -> Markup:
        words = (name, current_catalogue().version, _language(), *depends_on)
        return Markup(pieces.get(*words, make=lambda: _made(caller)))  # noqa: S704 - the template's  # nosec B704 # words of ours, their values escaped


def _made(caller: Callable[[], str]) -> str:
    text = str(caller())
    if slots_of(text):
        raise ValueError("a piece for all machines has no form and no name: slots are a process's")
    return text


def _language() -> str:
    """The language of this request, where pages have several."""
    if "babel" not in current_app.extensions:
        return ""
    from flask_babel import get_locale

    return str(get_locale())
