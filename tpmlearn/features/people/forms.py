"""How members are looked for, and the buttons of a member's page."""

from wtforms import SelectField, StringField
from wtforms.validators import Length

from tpmlearn.features.people.queries import State
from tpmlearn.web.forms import Form, one_line

LONGEST = 120
ROLES = (
    ("", "Any role or none"),
    ("recruiter", "Recruiters"),
    ("author", "Authors"),
    ("admin", "Admins"),
)
STATES = (
    (State.ANY.value, "All members"),
    (State.STAYING.value, "Who stay"),
    (State.LEAVING.value, "Who are leaving"),
)


class FindForm(Form):
    """Words of a name or address, a role, and whether they are leaving; sent by GET."""

    class Meta:
        """A GET changes nothing and needs no token."""

        csrf = False

    q = StringField(
        "Name or address",
        [Length(max=LONGEST, message=f"At most {LONGEST} characters.")],
        filters=[one_line],
    )
    role = SelectField("Role", choices=ROLES, default="")
    state = SelectField("State", choices=STATES, default=State.ANY.value)
