"""Months of leading and hours of training, worked out by hand."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tpmlearn.domain.content.catalogue import Certificate, Experience
from tpmlearn.domain.profiles.eligibility import LoggedWork, eligibility, leading_months

TODAY = date(2026, 12, 7)
SINCE = date(2016, 12, 7)
PMP = Certificate(
    slug="pmp",
    title="PMP",
    issuer="PMI",
    summary="",
    fits=(),
    order=1,
    study_hours=80,
    mock_hours=8,
    exam_hours=4,
    booking_weeks=4,
    skills=(),
    format="",
    eligibility="",
    notice="",
    checked=TODAY,
    experience=(Experience("Secondary", 60), Experience("Bachelor", 36)),
    experience_years=10,
    contact_hours=35,
)


def lead(first: str, last: str | None, *, hours: float = 8, confirmed: bool = False) -> LoggedWork:
    end = date.fromisoformat(last) if last else None
    return LoggedWork(date.fromisoformat(first), end, hours, 0, confirmed)


@pytest.mark.parametrize(
    ("work", "months"),
    [
        ([], 0),
        ([lead("2026-01-01", "2026-06-30")], 6),
        ([lead("2026-02-01", "2026-02-28")], 1),
        ([lead("2026-02-01", "2026-02-27")], 0),
        ([lead("2025-01-15", "2025-02-14")], 1),
        ([lead("2025-01-16", "2025-02-15")], 1),
        ([lead("2026-01-01", "2026-03-31"), lead("2026-02-01", "2026-04-30")], 4),
        ([lead("2026-01-01", "2026-03-31"), lead("2026-01-15", "2026-02-10")], 3),
        ([lead("2026-01-01", "2026-01-15"), lead("2026-01-16", "2026-01-31")], 1),
        ([lead("2026-01-01", "2026-01-31"), lead("2026-05-01", "2026-05-31")], 2),
        ([lead("2010-01-01", "2016-12-06")], 0),
        ([lead("2016-01-01", "2017-01-06")], 1),
        ([lead("2026-10-01", None)], 2),
        ([lead("2026-01-01", "2026-06-30", hours=0)], 0),
        ([LoggedWork(None, None, 8, 0, False)], 0),
        ([lead("2024-02-29", "2024-02-29")], 0),
        ([lead("2000-01-01", None)], 120),
    ],
)
def test_each_day_of_leading_counts_once_and_only_within_the_last_years(
    work: list[LoggedWork], months: int
) -> None:
    assert leading_months(work, since=SINCE, today=TODAY) == months


def test_it_says_what_is_short_as_claimed_and_as_confirmed() -> None:
    work = [
        lead("2023-01-01", "2025-12-31"),
        lead("2024-01-01", "2024-12-31", confirmed=True),
        LoggedWork(None, None, 0, 21, True),
        LoggedWork(None, None, 0, 7.5, False),
    ]

    found = eligibility(work, PMP, today=TODAY)

    assert (found.months, found.months_confirmed) == (36, 12)
    assert (found.contact_hours, found.contact_hours_confirmed) == (28.5, 21)
    assert found.contact_hours_short == 6.5
    assert [(path.short, path.short_confirmed) for path in found.paths] == [(24, 48), (0, 24)]
    assert found.months_short("Secondary") == 24
    assert found.entries == 4
    assert found.since == SINCE


def test_ten_years_before_a_leap_day_is_a_day() -> None:
    assert eligibility([], PMP, today=date(2028, 2, 29)).since == date(2018, 2, 28)


days = st.dates(date(2014, 1, 1), TODAY)
spans = st.lists(st.tuples(days, st.integers(0, 900)), max_size=8)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(spans)
def test_more_work_never_counts_less_and_never_more_than_the_time_there_was(
    drawn: list[tuple[date, int]],
) -> None:
    work = [LoggedWork(day, day + timedelta(days=n), 1, 0, False) for day, n in drawn]

    counts = [leading_months(work[:n], since=SINCE, today=TODAY) for n in range(len(work) + 1)]

    assert counts == sorted(counts)
    assert counts[-1] <= 120
    assert counts[-1] == leading_months(work[::-1], since=SINCE, today=TODAY)
