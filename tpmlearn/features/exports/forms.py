"""What the page of exports asks for."""

from wtforms import IntegerField
from wtforms.validators import NumberRange

from tpmlearn.web.forms import Form

LARGEST = 2**31 - 1


class FeedForm(Form):
    """A change to the feed; nothing to fill in."""


class RenewForm(Form):
    """A wish for a new address; `generation` is that of the address which the page showed."""

    generation = IntegerField(validators=[NumberRange(1, LARGEST)])
