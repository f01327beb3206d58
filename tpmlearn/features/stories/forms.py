"""What a story asks for."""

from wtforms import TextAreaField
from wtforms.validators import Length

from tpmlearn.domain.profiles.stories import LONGEST_LINE, Story
from tpmlearn.web.forms import Form, many_lines, one_line, typed
from tpmlearn.words import later


def _part(label: str) -> TextAreaField:
    return TextAreaField(
        label,
        [Length(max=4000, message=later("Use at most 4,000 characters."))],
        filters=[many_lines],
        render_kw={"rows": 5, "maxlength": 4000},
    )


class StoryForm(Form):
    """A story in three parts, and a line for a CV."""

    situation = _part(later("Situation"))
    action = _part(later("Action"))
    result = _part(later("Result"))
    cv_line = TextAreaField(
        later("CV line"),
        [
            Length(
                max=LONGEST_LINE,
                message=later("Use at most %(most)s characters.", most=LONGEST_LINE),
            )
        ],
        filters=[one_line],
        render_kw={"rows": 2, "maxlength": LONGEST_LINE},
    )

    def story(self) -> Story:
        """What was typed."""
        return Story(
            situation=typed(self.situation),
            action=typed(self.action),
            result=typed(self.result),
            cv_line=typed(self.cv_line),
        )


def filled(story: Story) -> StoryForm:
    """The form with a story that is kept or drafted."""
    return StoryForm(formdata=None, obj=story)
