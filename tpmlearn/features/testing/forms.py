"""What the test pages ask for: a yes to begin, perhaps a code; answers are read by the domain."""

from tpmlearn.web.codes import CodeForm


class StartForm(CodeForm):
    """The token, and an invigilator's code where one was given: the address says which test."""
