"""Days and times of day as the language that is spoken now writes them; the clock has 24 hours.

English is written by hand, as the site always has; the names in the others are those of CLDR.
"""

from collections.abc import Callable
from datetime import date, datetime

from tpmlearn.words.marks import _
from tpmlearn.words.speech import SOURCE, current

_ENGLISH: dict[str, Callable[[date], str]] = {
    "weekday": lambda day: f"{day:%a} {day.day} {day:%B %Y}",
    "weekday of a year": lambda day: f"{day:%a} {day.day} {day:%B}",
    "weekday short": lambda day: f"{day:%a} {day.day} {day:%b}",
    "long": lambda day: f"{day.day} {day:%B %Y}",
    "short": lambda day: f"{day.day} {day:%b %Y}",
    "day and month": lambda day: f"{day.day} {day:%b}",
    "month and year": lambda day: f"{day:%B %Y}",
    "month": lambda day: f"{day:%B}",
    "month short": lambda day: f"{day:%b}",
}
# CLDR patterns: https://unicode.org/reports/tr35/tr35-dates.html#Date_Field_Symbol_Table
PATTERNS = {
    "de": {
        "weekday": "EEE, d. MMMM y",
        "weekday of a year": "EEE, d. MMMM",
        "weekday short": "EEE, d. MMM",
        "long": "d. MMMM y",
        "short": "d. MMM y",
        "day and month": "d. MMM",
        "month and year": "LLLL y",
        "month": "LLLL",
        "month short": "LLL",
    },
    "es": {
        "weekday": "EEE, d 'de' MMMM 'de' y",
        "weekday of a year": "EEE, d 'de' MMMM",
        "weekday short": "EEE, d MMM",
        "long": "d 'de' MMMM 'de' y",
        "short": "d MMM y",
        "day and month": "d MMM",
        "month and year": "LLLL 'de' y",
        "month": "LLLL",
        "month short": "LLL",
    },
}


def weekday_date(day: date) -> str:
    """As in 'Mon 7 December 2026'."""
    return _written(day, "weekday")


def weekday_span(first: date, last: date) -> str:
    """From a day to a day, as in 'Thu 24 December to Sun 27 December 2026'; one day as itself."""
    if first == last:
        return weekday_date(first)
    begins = _written(first, "weekday of a year" if first.year == last.year else "weekday")
    return _("%(first)s to %(last)s", first=begins, last=weekday_date(last))


def weekday_short(day: date) -> str:
    """As in 'Mon 7 Dec'."""
    return _written(day, "weekday short")


def long_date(day: date) -> str:
    """As in '7 December 2026'."""
    return _written(day, "long")


def short_date(day: date) -> str:
    """As in '7 Dec 2026'."""
    return _written(day, "short")


def day_and_month(day: date) -> str:
    """As in '7 Dec'."""
    return _written(day, "day and month")


def month_and_year(day: date) -> str:
    """As in 'December 2026'."""
    return _written(day, "month and year")


def month(day: date) -> str:
    """As in 'December'."""
    return _written(day, "month")


def month_short(day: date) -> str:
    """As in 'Dec'."""
    return _written(day, "month short")


def clock(moment: datetime) -> str:
    """As in '12:03', in the time zone that the moment has."""
    return f"{moment:%H:%M}"


def _written(day: date, style: str) -> str:
    tag = current().tag
    if tag == SOURCE:
        return _ENGLISH[style](day)
    from babel.dates import format_date

    return format_date(day, PATTERNS[tag][style], locale=tag)
