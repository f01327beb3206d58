"""Numbers, lists and dates as a person would say them in a sentence of the plan."""

from collections.abc import Sequence
from datetime import date

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return "two levels", "one level", "no levels", "14 levels"."""
    words = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{words} {noun if number == 1 else plural or noun + 's'}"


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"; an empty string for nothing."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"


def named(parts: Sequence[str], most: int = 3) -> str:
    """Return the first `most` names and how many more there are: "a, b, c and two more"."""
    if len(parts) <= most:
        return joined(parts)
    return joined([*parts[:most], counted(len(parts) - most, "more", "more")])


def title(name: str) -> str:
    """Return a name for use in a sentence: in quotes where it has a comma or "and" of its own."""
    return f"“{name}”" if "," in name or " and " in name else name


def amount(number: float) -> str:
    """Return "7", "7.5": at most one decimal, no trailing nought."""
    return f"{number:.1f}".removesuffix(".0")


def hours(number: float) -> str:
    """Return "1 hour", "7.5 hours"."""
    text = amount(number)
    return f"{text} hour" if text == "1" else f"{text} hours"


def day(moment: date) -> str:
    """Return "7 Dec"."""
    return f"{moment.day} {_MONTHS[moment.month - 1]}"


def full_day(moment: date) -> str:
    """Return "7 Dec 2026"."""
    return f"{day(moment)} {moment.year}"


def two_days(first: date, second: date) -> tuple[str, str]:
    """Return two dates to stand in one sentence: with the years where they differ."""
    say = day if first.year == second.year else full_day
    return say(first), say(second)
