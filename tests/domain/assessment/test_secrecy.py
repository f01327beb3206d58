"""A bank is private only if no learner could have read any question that counts."""

from dataclasses import replace

import pytest

from tests.domain.assessment.pool import item
from tpmlearn.domain.assessment.secrecy import BankKind, bank_kind

OPEN = item("open", "PRO1")
UNREAD = replace(OPEN, id="unread", unread=True)


@pytest.mark.parametrize(
    ("kinds", "bank"),
    [
        ("uu", BankKind.PRIVATE),
        ("u", BankKind.PRIVATE),
        ("uo", BankKind.OPEN),
        ("u?", BankKind.OPEN),
        ("o", BankKind.OPEN),
        ("", BankKind.OPEN),
    ],
)
def test_one_open_question_opens_it(kinds: str, bank: BankKind) -> None:
    found = {"u": UNREAD, "o": OPEN, "?": None}

    assert bank_kind(found[kind] for kind in kinds) is bank
