"""What a report asks for."""

from collections.abc import Collection

from wtforms import Field, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from tpmlearn.web.forms import Form, many_lines, one_line, refuse, typed
from tpmlearn.words import _, later

SHORTEST, LONGEST = 10, 2_000
LENGTH = later("Use 10 to 2,000 characters.")
WHOLE = "whole"


def _plain(value: str | None) -> str | None:
    text = many_lines(value)
    return text.strip() if text else text


def _text(label: str) -> Field:
    return TextAreaField(
        label,
        [InputRequired(later("Say what is wrong with it.")), Length(SHORTEST, LONGEST, LENGTH)],
        filters=[_plain],
    )


class ItemForm(Form):
    """What is wrong with an item."""

    text = _text(later("What is wrong with this question?"))

    def at(self, position: int) -> "ItemForm":
        """The form of one question of many: its field has an id of its own."""
        self.text.id = f"report-{position}-text"
        return self


class LessonForm(Form):
    """Which paragraph of a section, by its key, or WHOLE; and what is wrong with it."""

    paragraph = StringField(later("Which paragraph?"), filters=[one_line])
    text = _text(later("What is wrong with it?"))

    def accepted_of(self, keys: Collection[str]) -> bool:
        """Whether all of it is right, and the paragraph is one of these."""
        fine, chosen = self.accepted(), typed(self.paragraph)
        if chosen == WHOLE or chosen in keys:
            return fine
        gone = _("It has changed since you opened this page: choose it again.")
        refuse(self.paragraph, gone if chosen else _("Choose a paragraph, or the whole section."))
        return False

    @property
    def key(self) -> str:
        """The key of the paragraph, empty for the section as a whole."""
        chosen = typed(self.paragraph)
        return "" if chosen == WHOLE else chosen


class ReadForm(Form):
    """The newest answer that the page showed."""

    until = HiddenField()
