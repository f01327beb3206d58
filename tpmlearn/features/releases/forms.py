"""What the pages of releases ask for: nothing but what they showed."""

from wtforms import HiddenField

from tpmlearn.web.forms import Form


class SeenForm(Form):
    """A button, and the release that was live when its page was made."""

    seen = HiddenField()
