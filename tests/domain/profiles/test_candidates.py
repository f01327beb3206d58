"""Lists of candidates: what each is called, which are wanted, in which order."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from tpmlearn.domain.profiles.candidates import (
    CandidateLine,
    EvidenceKind,
    Order,
    Wanted,
    called,
    chosen,
)
from tpmlearn.domain.profiles.desk_address import month_of, number_of, read_wanted

DAY = timedelta(days=1)
AT = datetime(2026, 11, 1, 12, tzinfo=UTC)


def candidate(
    name: str,
    *kinds: EvidenceKind,
    role: str = "tpm",
    since: datetime = AT,
    until: datetime | None = None,
    newest: datetime = AT,
    seen_at: datetime | None = None,
) -> CandidateLine:
    return CandidateLine(
        f"id-{name}", name, role, role.upper(), since, until, (), kinds, newest, seen_at
    )


def names(found: tuple[CandidateLine, ...]) -> list[str]:
    return [one.called for one in found]


def test_who_shows_no_name_is_called_by_four_signs_that_tell_nothing_of_the_address() -> None:
    anonymous = called("", "Zx8_grant-id")

    assert called("Ada Obi", "Zx8_grant-id") == "Ada Obi"
    assert anonymous == called("", "Zx8_grant-id")
    assert anonymous != called("", "another")
    prefix, signs = anonymous.split()
    assert prefix == "Candidate"
    assert len(signs) == 4
    assert int(signs, 16) >= 0


def test_there_is_no_order_and_no_filter_by_a_result() -> None:
    assert {order.value for order in Order} == {"newest", "name", "ends", "role"}
    assert set(Wanted.__dataclass_fields__) == {"name", "role", "kind", "since", "order"}


@pytest.mark.parametrize(
    ("order", "wanted"),
    [
        (Order.NEWEST, ["ben", "Ada", "Cem"]),
        (Order.NAME, ["Ada", "ben", "Cem"]),
        (Order.ENDS, ["Cem", "ben", "Ada"]),  # Ada's has no end
        (Order.ROLE, ["Cem", "Ada", "ben"]),  # A, then T twice by name
    ],
)
def test_each_order_and_ties_by_name(order: Order, wanted: list[str]) -> None:
    everybody = (
        candidate("Cem", role="associate", until=AT + DAY),
        candidate("ben", since=AT + DAY, until=AT + 2 * DAY),
        candidate("Ada"),
    )

    assert names(chosen(everybody, Wanted(order=order))) == wanted


def test_it_narrows_by_part_of_a_name_role_kind_and_day() -> None:
    everybody = (
        candidate("Ada Obi", EvidenceKind.TESTS, EvidenceKind.EXAMS),
        candidate("Bo Adamu", EvidenceKind.TESTS, role="scrum-master"),
        candidate("Cem", since=AT + 9 * DAY),
    )

    assert names(chosen(everybody, Wanted(name="ADA"))) == ["Ada Obi", "Bo Adamu"]
    assert names(chosen(everybody, Wanted(role="scrum-master"))) == ["Bo Adamu"]
    assert names(chosen(everybody, Wanted(kind=EvidenceKind.EXAMS))) == ["Ada Obi"]
    assert names(chosen(everybody, Wanted(since=AT + DAY))) == ["Cem"]
    assert names(chosen(everybody, Wanted(name="ada", role="tpm"))) == ["Ada Obi"]


def test_news_is_what_changed_after_the_last_look() -> None:
    assert candidate("A", newest=AT + DAY, seen_at=AT).has_news
    assert not candidate("A", newest=AT, seen_at=AT + DAY).has_news
    assert not candidate("A", newest=AT).has_news  # never looked: everything is new


def test_an_address_narrows_and_what_makes_no_sense_does_not() -> None:
    berlin = timezone(timedelta(hours=1))
    good = {
        "name": " Ada\tO ",
        "role": "tpm",
        "kind": "confirmed",
        "since": "2026-11-03",
        "order": "name",
    }

    assert read_wanted(good, berlin) == Wanted(
        "Ada O",
        "tpm",
        EvidenceKind.CONFIRMED,
        datetime(2026, 11, 3, tzinfo=berlin),
        Order.NAME,
    )
    assert read_wanted({}, UTC) == Wanted()
    bad = {"kind": "score", "since": "2026-13-40", "order": "score"}
    assert read_wanted(bad, UTC) == Wanted()
    assert len(read_wanted({"name": "x" * 999}, UTC).name) == 120


@pytest.mark.parametrize(
    ("text", "wanted"), [("", 1), ("0", 1), ("-3", 1), ("7", 7), ("x", 1), ("٣", 1), ("9" * 9, 1)]
)
def test_the_number_of_a_page(text: str, wanted: int) -> None:
    assert number_of(text) == wanted


def test_the_month_of_an_address() -> None:
    assert str(month_of("2026-11")) == "2026-11-01"
    assert month_of("2026-1") is month_of("2026-99") is month_of("") is None
