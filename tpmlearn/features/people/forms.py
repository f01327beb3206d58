"""How members are looked for, and the buttons of a member's page."""

from wtforms import SelectField, StringField
from wtforms.validators import Length

from tpmlearn.features.people.queries import State
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

LONGEST = 120
ROLES = (
    ("", later("Any role or none")),
    ("recruiter", later("Recruiters")),
    ("author", later("Authors")),
    ("admin", later("Admins")),
)
STATES = (
    (State.ANY.value, later("All members")),
    (State.STAYING.value, later("Who stay")),
    (State.LEAVING.value, later("Who are leaving")),
)


class FindForm(Form):
    """Words of a name or address, a role, and whether they are leaving; sent by GET."""

    class Meta:
        """A GET changes nothing and needs no token."""

        csrf = False

    q = StringField(
        later("Name or address"),
        [Length(max=LONGEST, message=later("At most %(most)s characters.", most=LONGEST))],
        filters=[one_line],
    )
    role = SelectField(later("Role"), choices=ROLES, default="")
    state = SelectField(later("State"), choices=STATES, default=State.ANY.value)
