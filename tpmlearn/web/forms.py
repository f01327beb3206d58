"""The form base class and the reply to a save that came from a script."""

import re
from typing import Any

from flask import Response, jsonify, request
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import Field

from tpmlearn.web.access import now, person
from tpmlearn.web.field_words import FIELD_WORDS, FieldWords
from tpmlearn.web.form_tokens import FieldToken
from tpmlearn.web.templating import moment

# No page can show these and PostgreSQL keeps no NUL; they come along when text is pasted.
_UNSHOWABLE = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


class Form(FlaskForm):  # type: ignore[misc]
    """Every form of the site: posted fields are checked, one error summary, a CSRF token.

    Control characters are left out of every text before any field sees it.
    """

    class Meta(FlaskForm.Meta):  # type: ignore[misc]
        """What comes in, cleaned, and how WTForms finds the words for what it says itself."""

        csrf_class = FieldToken

        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """The fields that were sent; none come as JSON, which need not be fields at all."""
            sent = None if request.is_json else super().wrap_formdata(form, formdata)
            return _cleaned(sent)

        def get_translations(self, form: FlaskForm) -> FieldWords:
            """Ours, instead of the catalogues that WTForms brings along."""
            return FIELD_WORDS

    def accepted(self) -> bool:
        """Whether this request posted the form and all of it is right."""
        return bool(self.validate_on_submit())

    def problems(self) -> list[tuple[str, str]]:
        """(id of the field, sentence) for each thing wrong, in the order of the fields."""
        return [
            (field.id, str(message))
            for field in self
            for message in _flat(field)
            if field.type != "CSRFTokenField"
        ]


def _cleaned(sent: Any) -> Any:
    if not isinstance(sent, MultiDict):
        return sent
    pairs = list(sent.items(multi=True))
    if not any(isinstance(value, str) and _UNSHOWABLE.search(value) for _, value in pairs):
        return sent
    return MultiDict(
        (name, _UNSHOWABLE.sub("", value) if isinstance(value, str) else value)
        for name, value in pairs
    )


def one_line(value: str | None) -> str | None:
    """A filter for fields of one line: blanks folded, control characters left out.

    No page can show control characters and PostgreSQL keeps no NUL.
    """
    if value is None:
        return None
    return " ".join("".join(char if char.isprintable() else " " for char in value).split())


def many_lines(value: str | None) -> str | None:
    """A filter for fields of many lines: line ends as one character, no control characters."""
    if value is None:
        return None
    lines = value.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(char for char in lines if char >= " " or char in "\n\t").rstrip()


def typed(field: Field) -> str:
    """The text of a field, an empty one for a field that was not sent."""
    return str(field.data or "")


def refuse(field: Field, message: str) -> None:
    """Put a sentence at a field, after the field's own checks passed."""
    field.errors = [*field.errors, message]


def saved(**values: Any) -> Response:
    """What a script hears once the save is in the database: the time, and what changed."""
    who = person()
    return jsonify(saved=moment(now(), who.time_zone if who else "UTC"), **values)


def unsaved(errors: dict[str, str], status: int = 422) -> tuple[Response, int]:
    """What a script hears when a value was refused: a sentence for each field, "" for the whole."""
    return jsonify(errors=errors), status


def wants_json() -> bool:
    """Whether one of our scripts asks, rather than a form."""
    return request.headers.get("X-Requested-With") == "fetch"


def _flat(field: Field) -> list[str]:
    return [str(error) for error in field.errors]
