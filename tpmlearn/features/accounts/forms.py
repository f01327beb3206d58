"""Shape and wording of what the account pages ask for."""

from zoneinfo import available_timezones

from wtforms import (
    BooleanField,
    EmailField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.validators import DataRequired, InputRequired, Length, Regexp, StopValidation

from tpmlearn.domain.accounts.passwords import LEAKED, MAX_LENGTH, weakness
from tpmlearn.records.leaked_passwords import is_leaked
from tpmlearn.records.site import site_settings
from tpmlearn.web.forms import Form, one_line
from tpmlearn.words import _, later

ZONES = ["UTC", *sorted(name for name in available_timezones() if "/" in name)]
THEMES = (("system", later("As the device")), ("light", later("Light")), ("dark", later("Dark")))
LATER, AT_ONCE = "later", "now"
WHEN = (
    (LATER, later("In seven days: until then I can come back")),
    (AT_ONCE, later("Now, without the seven days: nothing can be brought back")),
)
ADDRESS = r"^[^@\s]{1,64}@[^@\s.]+(\.[^@\s.]+)*$"


def _email() -> EmailField:
    return EmailField(
        later("E-mail address"),
        [
            DataRequired(later("Write your e-mail address.")),
            Length(max=254, message=later("At most 254 characters.")),
            Regexp(ADDRESS, message=later("This does not look like an e-mail address.")),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "username", "maxlength": 254},
    )


def _password(label: str, autocomplete: str, *checks: object) -> PasswordField:
    return PasswordField(
        label,
        [InputRequired(later("Write the password.")), Length(max=MAX_LENGTH), *checks],
        render_kw={"autocomplete": autocomplete, "maxlength": MAX_LENGTH},
    )


def _name() -> StringField:
    return StringField(
        later("Name"),
        [
            DataRequired(later("Write a name; recruiters see it only if you choose so.")),
            Length(max=120),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "name", "maxlength": 120},
    )


def _zone() -> SelectField:
    return SelectField(
        later("Time zone"), choices=[(zone, zone.replace("_", " ")) for zone in ZONES]
    )


class SignUpForm(Form):
    """Name, address, password, time zone."""

    name = _name()
    email = _email()
    password = _password(later("Password"), "new-password")
    time_zone = _zone()

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what is easy to guess."""
        _refuse_weak(field, (self.name.data or "", self.email.data or ""))


class SignInForm(Form):
    """Address and password."""

    email = _email()
    password = _password(later("Password"), "current-password")


class ForgotForm(Form):
    """Whom to write to."""

    email = _email()


class ResetForm(Form):
    """A new password."""

    password = _password(later("New password"), "new-password")

    def validate_password(self, field: PasswordField) -> None:
        """Refuse what is easy to guess."""
        _refuse_weak(field, ())


class SettingsForm(Form):
    """Name and time zone."""

    name = _name()
    time_zone = _zone()


class PasswordForm(Form):
    """Old and new password."""

    old = _password(later("Present password"), "current-password")
    new = _password(later("New password"), "new-password")

    def validate_new(self, field: PasswordField) -> None:
        """Refuse what is easy to guess."""
        _refuse_weak(field, ())


class EraseForm(Form):
    """The password again, when, and a tick: the one thing that cannot be undone."""

    erase_password = _password(later("Password"), "current-password")
    when = RadioField(later("When"), choices=WHEN, default=LATER)
    sure = BooleanField(
        later("I want everything of mine erased"),
        [InputRequired(later("Tick this if you want everything erased."))],
    )


def _refuse_weak(field: PasswordField, personal: tuple[str, ...]) -> None:
    typed = field.data or ""
    problem = weakness(typed, personal=personal)
    if not problem and is_leaked(typed, site_settings().leaked_passwords):
        problem = _(LEAKED)
    if problem:
        raise StopValidation(problem)
