"""What an author's answer to a report asks for."""

from wtforms import BooleanField, Field, HiddenField, StringField, TextAreaField
from wtforms.validators import AnyOf, InputRequired, Length

from tpmlearn.domain.learning.reports import CLOSED, ReportState
from tpmlearn.web.forms import Form, many_lines
from tpmlearn.words import later

SHORTEST, LONGEST = 10, 2_000
LENGTH = later("Use 10 to 2,000 characters.")
WORDS = {
    ReportState.ANSWERED: later("Answered: nothing had to change"),
    ReportState.MENDED: later("Mended: the content has changed, or will with its next edition"),
    ReportState.DECLINED: later("Declined, for the reason above"),
}


def _plain(value: str | None) -> str | None:
    text = many_lines(value)
    return text.strip() if text else text


def _text() -> Field:
    return TextAreaField(
        later("Your answer"),
        [InputRequired(later("Write an answer first.")), Length(SHORTEST, LONGEST, LENGTH)],
        filters=[_plain],
    )


class AnswerForm(Form):
    """What came of a report, in words; `before` is when the report changed last on the page."""

    text = _text()
    # Drawn by the page, whose choices lie in a fieldset with the field's own id.
    state = StringField(
        later("What came of it"),
        [AnyOf([state.value for state in CLOSED], later("Say what came of it."))],
    )
    before = HiddenField()
    everyone = BooleanField()

    def of(self, report_id: str) -> "AnswerForm":
        """The form of one report of many."""
        self.text.id, self.state.id = f"answer-{report_id}", f"state-{report_id}"
        return self


class MoveForm(Form):
    """The token, and when the report changed last on the page."""

    before = HiddenField()
