"""How far evidence goes, with hand-worked tables."""

from datetime import UTC, datetime, timedelta

import pytest

from tpmlearn.domain.profiles.evidence import (
    Answer,
    Asking,
    ConfirmerState,
    Said,
    Standing,
    confirmer_state,
    is_confirmable,
    standing,
    takes_answer,
)

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
NOTHING = Said()
YES, NO, UNSURE = (Said(one, NOON + HOUR) for one in Answer)
YES_BEFORE = Said(Answer.CONFIRMED, NOON - HOUR)
NO_BEFORE = Said(Answer.DECLINED, NOON - HOUR)
OPEN = Asking(NOON + HOUR)
ENDED = Asking(NOON - HOUR)
REVOKED = Asking(NOON + HOUR, NOON)


@pytest.mark.parametrize(
    ("said", "found", "confirmable"),
    [
        ([], Standing.CLAIMED, False),
        ([NOTHING], Standing.CLAIMED, True),
        ([YES], Standing.CONFIRMED, True),
        ([YES, NOTHING], Standing.CONFIRMED, True),
        ([YES_BEFORE], Standing.CLAIMED, True),
        ([UNSURE], Standing.CLAIMED, False),
        ([UNSURE, NOTHING], Standing.CLAIMED, True),
        ([UNSURE, YES], Standing.CONFIRMED, True),
        ([NO], Standing.DECLINED, False),
        ([NO, YES], Standing.DECLINED, False),
        ([NO_BEFORE, YES, NOTHING], Standing.DECLINED, False),
    ],
)
def test_a_refusal_outweighs_and_a_confirmation_holds_for_its_wording(
    said: list[Said], found: Standing, confirmable: bool
) -> None:
    assert standing(said, NOON) is found
    assert is_confirmable(said) is confirmable


@pytest.mark.parametrize(
    ("said", "asking", "state", "takes"),
    [
        (NOTHING, Asking(), ConfirmerState.NAMED, False),
        (NOTHING, OPEN, ConfirmerState.ASKED, True),
        (NOTHING, ENDED, ConfirmerState.EXPIRED, False),
        (NOTHING, REVOKED, ConfirmerState.REVOKED, False),
        (YES, OPEN, ConfirmerState.CONFIRMED, False),
        (YES, ENDED, ConfirmerState.CONFIRMED, False),
        (YES_BEFORE, OPEN, ConfirmerState.OUTDATED, True),
        (YES_BEFORE, ENDED, ConfirmerState.OUTDATED, False),
        (NO, OPEN, ConfirmerState.DECLINED, False),
        (NO_BEFORE, OPEN, ConfirmerState.DECLINED, True),
        (UNSURE, OPEN, ConfirmerState.UNKNOWN, False),
    ],
)
def test_a_link_takes_one_answer_a_wording_while_it_is_open(
    said: Said, asking: Asking, state: ConfirmerState, takes: bool
) -> None:
    assert confirmer_state(said, asking, changed_at=NOON, now=NOON) is state
    assert takes_answer(said, asking, changed_at=NOON, now=NOON) is takes


def test_a_link_ends_to_the_moment() -> None:
    assert takes_answer(NOTHING, OPEN, changed_at=NOON, now=NOON + HOUR - timedelta(seconds=1))
    assert not takes_answer(NOTHING, OPEN, changed_at=NOON, now=NOON + HOUR)
