"""What a study asks for: who is just good enough, a panel, percents."""

from collections.abc import Sequence

from wtforms import HiddenField, IntegerField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import CheckboxInput, ListWidget

from tpmlearn.domain.exams.standard_setting import FEWEST_ITEMS, MOST_ITEMS, USUAL_ITEMS
from tpmlearn.web.forms import Form, many_lines
from tpmlearn.words import later, numbers

SHORTEST, LONGEST = 40, 4000
MOST_JUDGES = 30
DESCRIBE = later(
    "Describe them in %(shortest)s to %(longest)s characters: all judges go by it.",
    shortest=SHORTEST,
    longest=numbers.Grouped(LONGEST),
)
ITEMS = later(
    "Choose %(fewest_items)s to %(most_items)s items.",
    fewest_items=FEWEST_ITEMS,
    most_items=MOST_ITEMS,
)
SOMEBODY = later("Invite somebody who is on the list.")


class PanelForm(Form):
    """Whom to invite."""

    judges = SelectMultipleField(
        later("Judges"),
        coerce=int,
        validate_choice=True,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )

    def offer(self, people: Sequence[tuple[int, str]]) -> "PanelForm":
        """The form with the people who may be invited."""
        self.judges.choices = list(people)
        return self

    @property
    def invited(self) -> list[int]:
        """The numbers of those who were ticked."""
        return [int(one) for one in self.judges.data or []]


class StudyForm(PanelForm):
    """What a study is begun with."""

    candidate = TextAreaField(
        later("Who is just good enough?"),
        [InputRequired(DESCRIBE), Length(SHORTEST, LONGEST, DESCRIBE)],
        filters=[many_lines],
        render_kw={"rows": 6, "maxlength": LONGEST},
    )
    items = IntegerField(
        later("Items"),
        [InputRequired(ITEMS), NumberRange(FEWEST_ITEMS, MOST_ITEMS, ITEMS)],
        default=USUAL_ITEMS,
        render_kw={"min": FEWEST_ITEMS, "max": MOST_ITEMS, "class": "short"},
    )


class RatingForm(Form):
    """What a judge says of an item, and in which round the page was made."""

    percent = StringField(later("Percent"), [Length(max=10)])
    round = HiddenField(validators=[Length(max=2)])


class TurnForm(Form):
    """What the chair does: close a round, or open it again."""

    turn = HiddenField(validators=[Length(max=20)])
