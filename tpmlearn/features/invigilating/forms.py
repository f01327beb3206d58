"""What issuing a code asks for: whose eyes, where, for what, how often, until when."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from wtforms import DateTimeLocalField, IntegerField, SelectField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from tpmlearn.domain.assessment.invigilation import LEAST_LIFE, LONGEST_LIFE, MOST_USES
from tpmlearn.web.forms import Form, one_line, refuse
from tpmlearn.web.templating import zone
from tpmlearn.words import _, later

USUAL_LIFE = timedelta(hours=8)
NO_MOMENT = later("Give a day and a time, such as 2027-03-31 17:00.")


class MomentField(DateTimeLocalField):
    """A day and a time of day, as people know it."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read it; what is none has a sentence of ours."""
        try:
            super().process_formdata(valuelist)
        except ValueError as fault:
            self.data = None
            raise ValueError(NO_MOMENT) from fault


class IssueForm(Form):
    """A code as an admin issues it."""

    centre = StringField(
        later("Where"),
        [
            DataRequired(later("Say where: the test centre, the office, the school.")),
            Length(max=120, message=later("At most 120 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 120},
    )
    invigilator = StringField(
        later("Who watches"),
        [
            DataRequired(later("Name who watches.")),
            Length(max=120, message=later("At most 120 characters.")),
        ],
        filters=[one_line],
        render_kw={"maxlength": 120},
    )
    exam = SelectField(later("For what"), validate_choice=True)
    most_uses = IntegerField(
        later("How many people"),
        [
            InputRequired(later("Say how many sittings it may open.")),
            NumberRange(1, MOST_USES, message=later("From 1 to %(most)s.", most=MOST_USES)),
        ],
        default=1,
    )
    until = MomentField(
        later("Works until"),
        [InputRequired(NO_MOMENT)],
        format=["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"],
    )

    def offer(self, choices: Sequence[tuple[str, str]]) -> "IssueForm":
        """The form with what a code can be for."""
        self.exam.choices = list(choices)
        return self

    def expires_at(self, zone_name: str, *, now: datetime) -> datetime | None:
        """The end in UTC, read in a time zone; None, and a sentence, where it is not to be had."""
        if self.until.data is None:
            return None
        try:
            end = self.until.data.replace(tzinfo=zone(zone_name)).astimezone(UTC)
        except OverflowError:
            refuse(self.until, NO_MOMENT)
            return None
        if not now + LEAST_LIFE <= end <= now + LONGEST_LIFE:
            refuse(self.until, _("From one hour to thirty days from now."))
            return None
        return end


def usual_end(zone_name: str, *, now: datetime) -> datetime:
    """What `until` says at first: a working day from now, at a full hour, in a time zone."""
    local = (now + USUAL_LIFE).astimezone(zone(zone_name))
    return local.replace(minute=0, second=0, microsecond=0, tzinfo=None) + timedelta(hours=1)
