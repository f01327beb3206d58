"""How numbers stand in figures and their tables."""

from collections.abc import Iterable

from tpmlearn.words import numbers


def amount(value: float) -> str:
    """Return at most two decimals, thousands apart, a real minus: "−1,234.5"."""
    plain = f"{abs(value):.2f}".rstrip("0").rstrip(".")
    text = numbers.grouped(abs(value), len(plain.partition(".")[2]))
    return f"−{text}" if value < 0 and text != "0" else text


def share(value: float) -> str:
    """Return "12.5 %"."""
    return f"{amount(value * 100)} %"


def said(parts: Iterable[str]) -> str:
    """Return the sentences that are not empty as one text."""
    return " ".join(part for part in parts if part)
