"""What the test pages ask for: a yes to begin; answers are read by the domain."""

from tpmlearn.web.forms import Form


class StepForm(Form):
    """The token alone: which step is taken follows from the address."""
