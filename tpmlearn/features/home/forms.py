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
from tpmlearn.words import later


class SampleForm(Form):
    """Fields with and without something wrong in them."""

    name = StringField(later("Name"), [DataRequired()])
    email = StringField(
        later("E-mail address"), [DataRequired(later("Give an address that mail reaches."))]
    )
    password = PasswordField(later("Password"))
    hours = IntegerField(
        later("Hours a week"), [NumberRange(1, 40, later("Choose between 1 and 40 hours a week."))]
    )
    start = DateField(later("Start"))
    role = SelectField(
        later("Role"), choices=[("tpm", "TPM"), ("scrum-master", later("Scrum Master"))]
    )
    view = RadioField(
        later("Questions"),
        [DataRequired(later("Choose how the questions are shown."))],
        choices=[("one", later("One a page")), ("all", later("All on one page"))],
    )
    skills = SelectMultipleField(
        later("Skills of this evidence"),
        choices=[("DEL4", later("Estimation and forecasting")), ("CTL2", later("Risk management"))],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    note = TextAreaField(later("Note"))
    show_name = BooleanField(later("Show my name"))
