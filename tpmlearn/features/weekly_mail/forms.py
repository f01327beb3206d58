"""What the weekly mail asks for: a day and an hour."""

from wtforms import SelectField

from tpmlearn.web.forms import Form
from tpmlearn.words import later

DAYS = (
    later("Monday"),
    later("Tuesday"),
    later("Wednesday"),
    later("Thursday"),
    later("Friday"),
    later("Saturday"),
    later("Sunday"),
)
NO_CHOICE = later("Choose one of these.")


class MailForm(Form):
    """When the mail is to come, by the person's own clock."""

    weekday = SelectField(
        later("Day"), choices=list(enumerate(DAYS)), coerce=int, default=0, validate_choice=True
    )
    hour = SelectField(
        later("Hour"),
        choices=[(hour, f"{hour:02}:00") for hour in range(24)],
        coerce=int,
        default=7,
        validate_choice=True,
    )
