"""A form of every field type, for the style guide only: it is shown, never sent."""

from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from tpmlearn.web.forms import Form


class SampleForm(Form):
    """Fields with and without something wrong in them."""

    name = StringField("Name", [DataRequired()])
    email = StringField("E-mail address", [DataRequired("Give an address that mail reaches.")])
    password = PasswordField("Password")
    hours = IntegerField(
        "Hours a week", [NumberRange(1, 40, "Choose between 1 and 40 hours a week.")]
    )
    start = DateField("Start")
    role = SelectField("Role", choices=[("tpm", "TPM"), ("scrum-master", "Scrum Master")])
    view = RadioField(
        "Questions",
        [DataRequired("Choose how the questions are shown.")],
        choices=[("one", "One a page"), ("all", "All on one page")],
    )
    skills = SelectMultipleField(
        "Skills of this evidence",
        choices=[("DEL4", "Estimation and forecasting"), ("CTL2", "Risk management")],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = TextAreaField("Note")
    show_name = BooleanField("Show my name")
