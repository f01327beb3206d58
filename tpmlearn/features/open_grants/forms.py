"""Which grants are listed, and why one is ended."""

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from tpmlearn.domain.accounts.ending import CHOSEN
from tpmlearn.features.open_grants.queries import SOON
from tpmlearn.web.forms import Form

KINDS = (
    ("", "All kinds"),
    ("link", "Links"),
    ("account", "To a recruiter's account"),
    ("public", "Public profiles"),
)


class NarrowForm(Form):
    """Kind and end; sent by GET."""

    class Meta:
        """A GET changes nothing and needs no token."""

        csrf = False

    kind = SelectField("Kind", choices=KINDS, default="")
    ends = SelectField(
        "End", choices=[("", "Whenever"), ("soon", f"Within {SOON.days} days")], default=""
    )


class EndForm(Form):
    """Why, from a list: the owner reads it, and the audit trail holds no typed words."""

    why = RadioField(
        "Why",
        [InputRequired("Choose why: its owner is told.")],
        choices=list(CHOSEN.items()),
    )
