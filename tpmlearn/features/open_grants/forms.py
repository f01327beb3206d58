"""Which grants are listed, and why one is ended."""

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from tpmlearn.domain.accounts.ending import CHOSEN
from tpmlearn.features.open_grants.queries import SOON
from tpmlearn.web.forms import Form
from tpmlearn.words import later

KINDS = (
    ("", later("All kinds")),
    ("link", later("Links")),
    ("account", later("To a recruiter's account")),
    ("public", later("Public profiles")),
)


class NarrowForm(Form):
    """Kind and end; sent by GET."""

    class Meta:
        """A GET changes nothing and needs no token."""

        csrf = False

    kind = SelectField(later("Kind"), choices=KINDS, default="")
    ends = SelectField(
        later("End"),
        choices=[("", later("Whenever")), ("soon", later("Within %(days)s days", days=SOON.days))],
        default="",
    )


class EndForm(Form):
    """Why, from a list: the owner reads it, and the audit trail holds no typed words."""

    why = RadioField(
        later("Why"),
        [InputRequired(later("Choose why: its owner is told."))],
        choices=list(CHOSEN.items()),
    )
