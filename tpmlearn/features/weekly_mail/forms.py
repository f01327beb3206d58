"""What the weekly mail asks for: a day and an hour."""

from wtforms import SelectField

from tpmlearn.web.forms import Form

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
NO_CHOICE = "Choose one of these."


class MailForm(Form):
    """When the mail is to come, by the person's own clock."""

    weekday = SelectField(
        "Day", choices=list(enumerate(DAYS)), coerce=int, default=0, validate_choice=True
    )
    hour = SelectField(
        "Hour",
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        default=7,
        validate_choice=True,
    )
