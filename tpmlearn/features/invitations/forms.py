"""What an invitation asks for: the role, for whom in words, and for how many days."""

from wtforms import IntegerField, RadioField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from tpmlearn.domain.accounts.invitations import INVITED_ROLES, MOST_DAYS
from tpmlearn.web.forms import Form, one_line

WORDS = {
    "recruiter": "Recruiter: sees what candidates grant to the account, and keeps notes on it",
    "author": "Author: imports and exports questions, answers reports, corrects keys",
}


class InviteForm(Form):
    """An invitation as an admin makes it."""

    role = RadioField(
        "Role",
        [InputRequired("Choose a role.")],
        choices=[(role, WORDS[role]) for role in INVITED_ROLES],
        default="recruiter",
    )
    label = StringField(
        "For whom",
        [
            DataRequired("Say for whom it is."),
            Length(max=120, message="At most 120 characters."),
        ],
        filters=[one_line],
        render_kw={"maxlength": 120},
    )
    days = IntegerField(
        "Days that it can be taken",
        [
            InputRequired(f"From 1 to {MOST_DAYS} days."),
            NumberRange(1, MOST_DAYS, message=f"From 1 to {MOST_DAYS} days."),
        ],
        default=7,
    )


class StepForm(Form):
    """The token alone: what is done follows from the address."""
