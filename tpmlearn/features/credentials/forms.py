"""Shape and wording of what issuing and revoking ask for."""

from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from tpmlearn.domain.credentials.revoking import Why
from tpmlearn.web.forms import Form, one_line

LONGEST_LINK = 300
REASONS = [
    (Why.WITHDRAWN.name, "I do not want to show it any more"),
    (Why.WRONG.name, "Something in it is wrong"),
]


class IssueForm(Form):
    """What the learner adds to a badge, and which one it takes the place of."""

    named = BooleanField("Put my name into it")
    link = StringField(
        "A share link of yours, as evidence",
        [Length(max=LONGEST_LINK, message=f"A link has at most {LONGEST_LINK} characters.")],
        filters=[one_line],
        render_kw={"autocomplete": "off", "inputmode": "url"},
    )
    replaces = HiddenField(filters=[one_line])


class RevokeForm(Form):
    """A reason, which everybody can read, and a tick: revoking cannot be undone."""

    why = RadioField("Why", choices=REASONS, default=Why.WITHDRAWN.name)
    sure = BooleanField(
        "I know that this cannot be undone",
        [InputRequired("Tick this if you want it revoked for good.")],
    )
