"""Shape and wording of what the address page asks for."""

from wtforms import EmailField
from wtforms.validators import DataRequired, Length, Regexp

from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

ADDRESS = r"^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*$"


class AddressForm(Form):
    """The new address."""

    email = EmailField(
        later("New e-mail address"),
        [
            DataRequired(later("Write the new e-mail address.")),
            Length(max=254, message=later("At most 254 characters.")),
            Regexp(ADDRESS, message=later("This does not look like an e-mail address.")),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "email", "maxlength": 254},
    )
