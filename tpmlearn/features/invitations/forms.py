"""What an invitation asks for: the role, for whom in words, and for how many days."""

from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from tpmlearn.domain.accounts.invitations import INVITED_ROLES, MOST_DAYS
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

WORDS = {
    "recruiter": later(
        "Recruiter: sees what candidates grant to the account, and keeps notes on it"
    ),
    "author": later("Author: imports and exports questions, answers reports, corrects keys"),
}


class InviteForm(Form):
    """An invitation as an admin makes it."""

    role = RadioField(
        later("Role"),
        [InputRequired(later("Choose a role."))],
        choices=[(role, WORDS[role]) for role in INVITED_ROLES],
        default="recruiter",
    )
    label = StringField(
        later("For whom"),
        [
            DataRequired(later("Say for whom it is.")),
            Length(max=120, message=later("At most 120 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 120},
    )
    days = IntegerField(
        later("Days that it can be taken"),
        [
            InputRequired(later("From 1 to %(most)s days.", most=MOST_DAYS)),
            NumberRange(1, MOST_DAYS, message=later("From 1 to %(most)s days.", most=MOST_DAYS)),
        ],
        default=7,
    )


class StepForm(Form):
    """The token alone: what is done follows from the address."""
