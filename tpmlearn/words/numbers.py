"""Numbers as the language that is spoken now writes them."""

from functools import cache

from tpmlearn.words.speech import SOURCE, current


def decimal(value: float, digits: int = 0) -> str:
    """A number with so many digits after the mark, as in '1234.5'; thousands are not grouped."""
    text = f"{value:.{digits}f}"
    return text if current().tag == SOURCE else _written(text)


def grouped(value: float, digits: int = 0) -> str:
    """The same with thousands grouped, as in '1,234.5'."""
    text = f"{value:,.{digits}f}"
    return text if current().tag == SOURCE else _written(text)


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
