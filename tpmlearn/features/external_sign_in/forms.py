"""What joining by a provider and linking one still ask for."""

from zoneinfo import available_timezones

from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import DataRequired, Length, Optional, Regexp

from tpmlearn.domain.accounts.passwords import MAX_LENGTH
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import later

ZONES = ["UTC", *sorted(name for name in available_timezones() if "/" in name)]
ADDRESS = r"^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*$"


class JoinForm(Form):
    """Name and time zone."""

    name = StringField(
        later("Name"),
        [
            DataRequired(later("Write a name; recruiters see it only if you choose so.")),
            Length(max=120, message=later("At most 120 characters.")),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "name", "maxlength": 120},
    )
    time_zone = SelectField(
        later("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in ZONES]
    )


class JoinWithAddressForm(JoinForm):
    """The address too, where the provider has verified none."""

    email = EmailField(
        later("E-mail address"),
        [
            DataRequired(later("Write your e-mail address.")),
            Length(max=254, message=later("At most 254 characters.")),
            Regexp(ADDRESS, message=later("This does not look like an e-mail address.")),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "email", "maxlength": 254},
    )


class LinkForm(Form):
    """The password again, where there is one."""

    own_password = PasswordField(
        later("Password"),
        [Optional(), Length(max=MAX_LENGTH, message=later("This is not your password."))],
        render_kw={"autocomplete": "current-password", "maxlength": MAX_LENGTH},
    )
