"""Shape and wording of what issuing and revoking ask for."""

from wtforms import BooleanField, HiddenField, RadioField, StringField
from wtforms.validators import InputRequired, Length

from tpmlearn.domain.credentials.revoking import Why
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

LONGEST_LINK = 300
REASONS = [
    (Why.WITHDRAWN.name, later("I do not want to show it any more")),
    (Why.WRONG.name, later("Something in it is wrong")),
]


class IssueForm(Form):
    """What the learner adds to a badge, and which one it takes the place of."""

    named = BooleanField(later("Put my name into it"))
    link = StringField(
        later("A share link of yours, as evidence"),
        [
            Length(
                max=LONGEST_LINK,
                message=later(
                    "A link has at most %(longest_link)s characters.", longest_link=LONGEST_LINK
                ),
            )
        ],
        filters=[one_line],
        render_kw={"autocomplete": "off", "inputmode": "url"},
    )
    replaces = HiddenField(filters=[one_line])


class RevokeForm(Form):
    """A reason, which everybody can read, and a tick: revoking cannot be undone."""

    why = RadioField(later("Why"), choices=REASONS, default=Why.WITHDRAWN.name)
    sure = BooleanField(
        later("I know that this cannot be undone"),
        [InputRequired(later("Tick this if you want it revoked for good."))],
    )
