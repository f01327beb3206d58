"""Numbers as the language that is spoken now writes them."""

from dataclasses import dataclass
from functools import cache

from tpmlearn.words.speech import SOURCE, current

_ENGLISH = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def decimal(value: float, digits: int = 0) -> str:
    """A number with so many digits after the mark, as in '1234.5'; thousands are not grouped."""
    text = f"{value:.{digits}f}"
    return text if current().tag == SOURCE else _written(text)


def grouped(value: float, digits: int = 0) -> str:
    """The same with thousands grouped, as in '1,234.5'."""
    text = f"{value:,.{digits}f}"
    return text if current().tag == SOURCE else _written(text)


@dataclass(frozen=True)
class Grouped:
    """A number that is written when it is shown, for `later`."""

    value: float

    def __str__(self) -> str:
        """As in '1,234'."""
        return grouped(self.value)


def spelled(number: int) -> str:
    """A count for a sentence: in English as a word up to ten, elsewhere in digits.

    Other languages would need the gender of what is counted.
    """
    is_word = current().tag == SOURCE and number < len(_ENGLISH)
    return _ENGLISH[number] if is_word else str(number)


def shortest(value: float) -> str:
    """A number with no more digits than it needs, as in '1.5' or '2'."""
    text = f"{value:g}"
    return text if current().tag == SOURCE else _written(text)


def signed(value: float, digits: int = 0) -> str:
    """A number with its sign, as in '+1.5' or '−0.3'."""
    text = f"{value:+.{digits}f}".replace("-", "−")
    return text if current().tag == SOURCE else _written(text)


def _written(text: str) -> str:
    """An English number with the marks of the language."""
    marks = _marks(current().tag)
    return "".join(marks.get(char, char) for char in text)


@cache
def _marks(tag: str) -> dict[str, str]:
    from babel import Locale

    found = Locale.parse(tag).number_symbols["latn"]
    return {",": found["group"], ".": found["decimal"]}
