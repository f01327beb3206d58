"""What a confirmer is asked."""

from wtforms import HiddenField, RadioField, StringField
from wtforms.validators import AnyOf, Length

from tpmlearn.domain.profiles.evidence import Answer
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

ANSWERS = [
    (Answer.CONFIRMED.value, later("I confirm it")),
    (Answer.DECLINED.value, later("I do not confirm it")),
    (Answer.UNKNOWN.value, later("I do not know")),
]


class AnswerForm(Form):
    """One of three answers, and perhaps a sentence."""

    answer = RadioField(
        later("Can you confirm it?"),
        [AnyOf([value for value, _ in ANSWERS], later("Choose one of the three answers."))],
        choices=ANSWERS,
        validate_choice=False,
    )
    sentence = StringField(
        later("A sentence to go with it"),
        [Length(max=500, message=later("Use at most 500 characters."))],
        filters=[one_line],
        render_kw={"maxlength": 500, "autocomplete": "off"},
    )
    seen = HiddenField()
