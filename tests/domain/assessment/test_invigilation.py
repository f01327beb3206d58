"""Codes as people read and type them, and when they open something."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from math import log2
from random import Random

import pytest

from tpmlearn.domain.assessment.invigilation import (
    ALPHABET,
    ANY,
    LENGTH,
    TESTS,
    CodeState,
    Refusal,
    Terms,
    grouped,
    make_code,
    read_code,
)

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
TERMS = Terms("psm-i", NOON + timedelta(hours=4), None, most_uses=2, uses=1)


def test_a_code_has_at_least_sixty_bits_and_no_look_alikes() -> None:
    assert LENGTH * log2(len(ALPHABET)) >= 60
    assert len(set(ALPHABET)) == len(ALPHABET)
    assert not set(ALPHABET) & set("0O1IL2Z5S8BU")


def test_a_code_is_drawn_letter_by_letter_and_shown_in_groups() -> None:
    rng = Random(7)

    code = make_code(rng.randrange)

    assert len(code) == LENGTH
    assert set(code) <= set(ALPHABET)
    assert grouped(code) == f"{code[:5]}-{code[5:10]}-{code[10:]}"


@pytest.mark.parametrize(
    "text",
    [
        "KM4PX-R7TWD-9QFHC",
        "km4px-r7twd-9qfhc",
        "KM4PXR7TWD9QFHC",
        "  KM4PX R7TWD 9QFHC ",
        "km4px\u2013r7twd\u20119qfhc",
        "KM4-PXR-7TW-D9Q-FHC.",
    ],
)
def test_case_blanks_and_dashes_do_not_matter(text: str) -> None:
    assert read_code(text) == "KM4PXR7TWD9QFHC"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "KM4PX",
        "KM4PX-R7TWD-9QFHO",
        "KM4PX-R7TWD-9QFHCA",
        "\u212a" * 15,
        "<b>" * 5,
        "A" * 10_000,
    ],
)
def test_what_cannot_be_a_code_is_none(text: str) -> None:
    assert read_code(text) is None


@pytest.mark.parametrize(
    ("terms", "state"),
    [
        (TERMS, CodeState.WORKS),
        (replace(TERMS, uses=2), CodeState.USED_UP),
        (replace(TERMS, expires_at=NOON), CodeState.EXPIRED),
        (replace(TERMS, expires_at=NOON + timedelta(microseconds=1)), CodeState.WORKS),
        (replace(TERMS, revoked_at=NOON, expires_at=NOON, uses=2), CodeState.REVOKED),
    ],
)
def test_it_works_until_it_is_revoked_expired_or_used_up(terms: Terms, state: CodeState) -> None:
    assert terms.state(NOON) is state


@pytest.mark.parametrize(
    ("exam", "wanted", "why"),
    [
        ("psm-i", "psm-i", None),
        ("psm-i", "pmp-2026", Refusal.ELSEWHERE),
        ("psm-i", TESTS, Refusal.ELSEWHERE),
        (TESTS, TESTS, None),
        (TESTS, "psm-i", Refusal.ELSEWHERE),
        (ANY, "psm-i", None),
        (ANY, TESTS, None),
    ],
)
def test_it_opens_what_it_is_for(exam: str, wanted: str, why: Refusal | None) -> None:
    assert replace(TERMS, exam=exam).refuses(wanted, NOON) is why
    assert replace(TERMS, exam=exam, uses=2).refuses(wanted, NOON) is (why or Refusal.USED_UP)
