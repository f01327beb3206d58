"""Large and small letters, as the language that is spoken now has them."""

from tpmlearn.words.speech import SOURCE, current


def capitalised(text: str) -> str:
    """A text as the first word of a line; markup stays markup.

    English has no large letters within, elsewhere they stay: German nouns have one.
    """
    return text.capitalize() if current().tag == SOURCE else text[:1].upper() + text[1:]


def within(text: str) -> str:
    """A label within a sentence: English makes it small, elsewhere it stays as it is."""
    return text.lower() if current().tag == SOURCE else text
