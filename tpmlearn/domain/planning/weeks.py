"""The calendar of a plan: ISO weeks, each named by its Monday."""

from datetime import date, timedelta

WEEK = timedelta(days=7)
DAY = timedelta(days=1)


def monday(day: date) -> date:
    """Return the Monday of the ISO week that `day` is in."""
    return day - timedelta(days=day.weekday())


def sunday(day: date) -> date:
    """Return the Sunday of the ISO week that `day` is in."""
    return monday(day) + timedelta(days=6)


def weeks_between(first: date, last: date) -> int:
    """Return how many weeks the week of `last` comes after the week of `first`."""
    return (monday(last) - monday(first)) // WEEK


def week_number(day: date, *, start: date) -> int:
    """Return the week of the plan that `day` is in; the week of `start` is week 1."""
    return weeks_between(start, day) + 1
