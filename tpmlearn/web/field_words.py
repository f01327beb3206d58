"""What WTForms itself says of a field, through the same catalogues as all other words."""

from tpmlearn import words
from tpmlearn.words import N_

SAID = (
    N_("This field is required."),
    N_("Not a valid choice."),
    N_("Not a valid integer value."),
    N_("Not a valid decimal value."),
    N_("Not a valid float value."),
    N_("Not a valid date value."),
    N_("Not a valid datetime value."),
    N_("Not a valid time value."),
    N_("Invalid Choice: could not coerce."),
    N_("Invalid choice(s): one or more data inputs could not be coerced."),
    N_("Choices cannot be None."),
    N_("Invalid input."),
    N_("Invalid email address."),
    N_("Invalid URL."),
)
"""The sentences of WTForms that fields of ours can bring up; the other checks bring their own."""


class FieldWords:
    """What WTForms asks for its sentences; places are filled in by it afterwards."""

    def gettext(self, string: str) -> str:
        """The sentence in the language that is spoken."""
        return words.current().catalogue.gettext(string)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        """The sentence for a count."""
        return words.current().catalogue.ngettext(singular, plural, n)


FIELD_WORDS = FieldWords()
