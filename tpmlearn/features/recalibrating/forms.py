"""What the page of the recalibration asks for: nothing but the press of a button."""

from tpmlearn.web.forms import Form


class RunForm(Form):
    """A button: nothing but the token that every form has."""
