"""Numbers, lists and dates as a person would say them in a sentence of the plan."""

from collections.abc import Sequence
from datetime import date

from tpmlearn.words import _, dates, lists, ngettext, numbers
from tpmlearn.words.numbers import spelled

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def counted(number: int, noun: str, plural: str = "") -> str:
    """Return "two levels", "one level", "no levels", "14 levels".

    In English alone, for content, commands and logs: other texts count by ngettext and `spelled`.
    """
    words = _NUMBERS[number] if number < len(_NUMBERS) else str(number)
    return f"{words} {noun if number == 1 else plural or noun + 's'}"


def days(number: int) -> str:
    """Return "one day", "two days"."""
    return ngettext("%(count)s day", "%(count)s days", number, count=spelled(number))


def weeks(number: int) -> str:
    """Return "one week", "two weeks"."""
    return ngettext("%(count)s week", "%(count)s weeks", number, count=spelled(number))


def levels(number: int) -> str:
    """Return "one level", "two levels"."""
    return ngettext("%(count)s level", "%(count)s levels", number, count=spelled(number))


def things(number: int) -> str:
    """Return "one thing", "two things"."""
    return ngettext("%(count)s thing", "%(count)s things", number, count=spelled(number))


def minutes(number: int) -> str:
    """Return "one minute", "two minutes"."""
    return ngettext("%(count)s minute", "%(count)s minutes", number, count=spelled(number))


def joined(parts: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"; an empty string for nothing."""
    return lists.listed(parts)


def named(parts: Sequence[str], most: int = 3) -> str:
    """Return the first `most` names and how many more there are: "a, b, c and two more"."""
    if len(parts) <= most:
        return joined(parts)
    left = len(parts) - most
    more = ngettext("%(count)s more", "%(count)s more", left, count=spelled(left))
    return joined([*parts[:most], more])


def title(name: str) -> str:
    """Return a name for use in a sentence: in quotes where it has a comma or "and" of its own."""
    return _("“%(name)s”", name=name) if "," in name or " and " in name else name


def amount(number: float) -> str:
    """Return "7", "7.5": at most one decimal, no trailing nought."""
    return numbers.decimal(number, 0 if f"{number:.1f}".endswith(".0") else 1)


def hours(number: float) -> str:
    """Return "1 hour", "7.5 hours"."""
    text = amount(number)
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if text == "1" else 2, hours=text)


def day(moment: date) -> str:
    """Return "7 Dec"."""
    return dates.day_and_month(moment)


def full_day(moment: date) -> str:
    """Return "7 Dec 2026"."""
    return dates.short_date(moment)


def two_days(first: date, second: date) -> tuple[str, str]:
    """Return two dates to stand in one sentence: with the years where they differ."""
    say = day if first.year == second.year else full_day
    return say(first), say(second)
