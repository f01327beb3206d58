"""What an evidence log says of a certificate's conditions: months of leading, hours of training."""

from calendar import monthrange
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fractions import Fraction

from tpmlearn.domain.content.catalogue import Certificate, Experience

DAY = timedelta(days=1)


@dataclass(frozen=True)
class LoggedWork:
    """What counts of one entry: its days, hours a week of leading, hours of training.

    `ended` is None for work that goes on; `began` None gives no days.
    """

    began: date | None
    ended: date | None
    leading_hours: float
    contact_hours: float
    confirmed: bool


@dataclass(frozen=True)
class Path:
    """One way to meet the conditions: with this education, so many months, so many still short."""

    education: str
    months: int
    short: int
    short_confirmed: int


@dataclass(frozen=True)
class Eligibility:
    """Months of leading and hours of training, all that is claimed and what of it is confirmed.

    Months are whole ones, rounded down. `since` is the first day that counts.
    """

    months: int
    months_confirmed: int
    contact_hours: float
    contact_hours_confirmed: float
    contact_hours_needed: float
    since: date
    entries: int
    paths: tuple[Path, ...]

    @property
    def contact_hours_short(self) -> float:
        """Hours of training still missing."""
        return max(0.0, self.contact_hours_needed - self.contact_hours)

    def months_short(self, education: str) -> int:
        """Months still missing with this education; KeyError where the certificate names none."""
        return {path.education: path.short for path in self.paths}[education]


def eligibility(
    work: Iterable[LoggedWork], certificate: Certificate, *, today: date
) -> Eligibility:
    """Hold a log against what a certificate asks, on `today`.

    Days of leading count once however many entries they are in, and only within the certificate's
    last years. Hours of training count whenever they were.
    """
    rows = tuple(work)
    since = _years_before(today, certificate.experience_years)
    sure = [row for row in rows if row.confirmed]
    months = leading_months(rows, since=since, today=today)
    confirmed = leading_months(sure, since=since, today=today)
    return Eligibility(
        months=months,
        months_confirmed=confirmed,
        contact_hours=sum(row.contact_hours for row in rows),
        contact_hours_confirmed=sum(row.contact_hours for row in sure),
        contact_hours_needed=certificate.contact_hours,
        since=since,
        entries=sum(row.leading_hours > 0 or row.contact_hours > 0 for row in rows),
        paths=tuple(_path(one, months, confirmed) for one in certificate.experience),
    )


def leading_months(work: Sequence[LoggedWork], *, since: date, today: date) -> int:
    """Return the whole months of leading from `since` to `today`, each day counted once.

    Of each calendar month counts the share of its days that is covered; the sum is rounded down.
    """
    spans = sorted(
        (max(row.began, since), min(row.ended or today, today))
        for row in work
        if row.began is not None and row.leading_hours > 0
    )
    total, reached = Fraction(0), since - DAY
    for first, last in spans:
        begin = max(first, reached + DAY)
        if last >= begin:
            total += _months_between(begin, last)
            reached = last
    return int(total)


def _months_between(first: date, last: date) -> Fraction:
    """Months from `first` to `last`, both included, as shares of calendar months."""
    whole = (last.year - first.year) * 12 + last.month - first.month
    return whole + _share(last, last.day) - _share(first, first.day - 1)


def _share(day: date, days: int) -> Fraction:
    return Fraction(days, monthrange(day.year, day.month)[1])


def _path(asked: Experience, months: int, confirmed: int) -> Path:
    return Path(
        asked.education,
        asked.months,
        max(0, asked.months - months),
        max(0, asked.months - confirmed),
    )


def _years_before(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year - years)
    except ValueError:  # 29 February
        return day.replace(year=day.year - years, day=28)
