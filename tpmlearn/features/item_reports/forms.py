"""What a report and its answer ask for."""

from wtforms import BooleanField, Field, HiddenField, TextAreaField
from wtforms.validators import InputRequired, Length

from tpmlearn.web.forms import Form, many_lines

SHORTEST, LONGEST = 10, 2_000
LENGTH = "Use 10 to 2,000 characters."


def _plain(value: str | None) -> str | None:
    text = many_lines(value)
    return text.strip() if text else text


def _text(label: str, asked: str) -> Field:
    return TextAreaField(
        label, [InputRequired(asked), Length(SHORTEST, LONGEST, LENGTH)], filters=[_plain]
    )


class ReportForm(Form):
    """What is wrong with an item."""

    text = _text("What is wrong with this question?", "Say what is wrong with it.")

    def at(self, position: int) -> "ReportForm":
        """The form of one question of many: its field has an id of its own."""
        self.text.id = f"report-{position}-text"
        return self


class AnswerForm(Form):
    """An author's answer; `before` is when the answer that the page showed was given."""

    text = _text("Your answer", "Write an answer first.")
    before = HiddenField()
    everyone = BooleanField()

    def of(self, report_id: str) -> "AnswerForm":
        """The form of one report of many."""
        self.text.id = f"answer-{report_id}"
        return self


class ReadForm(Form):
    """The newest answer that the page showed."""

    until = HiddenField()
