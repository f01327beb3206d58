"""What a page may send of a question."""

from typing import Any

import pytest

from tpmlearn.domain.content.catalogue import ExamSection
from tpmlearn.domain.exams.saving import BadEntry, Entry, first_seq, open_sections, read_entry

SENT = {"key": "k" * 16, "position": 3, "seq": 1_000_001, "given": ["2"]}


def test_it_reads_what_a_page_sends() -> None:
    sent = SENT | {"flagged": True, "struck": [3, 1, 3], "highlights": [[4, 9]], "seconds": 12.34}

    assert read_entry(sent) == Entry(
        "k" * 16,
        3,
        1_000_001,
        ("2",),
        flagged=True,
        struck=(1, 3),
        highlights=((4, 9),),
        seconds=12.3,
    )


def test_an_answer_that_was_cleared_is_empty() -> None:
    assert read_entry(SENT | {"given": ["", ""]}).given == ()
    assert read_entry(SENT | {"given": ["2", ""]}).given == ("2", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {"key": "short"},
        {"key": 7},
        {"key": "\x00" * 16},
        {"position": 0},
        {"position": "3"},
        {"position": True},
        {"seq": 2**60},
        {"given": "2"},
        {"given": ["x" * 61]},
        {"given": [2]},
        {"given": ["1"] * 41},
        {"flagged": "yes"},
        {"struck": [-1]},
        {"struck": {"1": 2}},
        {"highlights": [[5, 5]]},
        {"highlights": [[5]]},
        {"highlights": [[0, 1]] * 201},
        {"seconds": -1},
        {"seconds": float("inf")},
        {"seconds": True},
        {"seconds": float("nan")},
        {"seconds": "12"},
    ],
)
def test_it_refuses_what_no_page_of_ours_sends(wrong: dict[str, Any]) -> None:
    with pytest.raises(BadEntry):
        read_entry(SENT | wrong)


def test_a_character_that_nobody_sees_is_left_out() -> None:
    assert read_entry(SENT | {"given": ["1\u200b2\x00.5\n"]}).given == ("12.5",)
    assert read_entry(SENT | {"given": ["\x00"]}).given == ()


@pytest.mark.parametrize("sent", [None, [], "x", 3])
def test_an_entry_is_an_object(sent: object) -> None:
    with pytest.raises(BadEntry):
        read_entry(sent)


def test_a_later_window_outranks_all_saves_of_an_earlier_one() -> None:
    assert first_seq(2) + 1 > first_seq(1) + 999_999


def test_the_digest_tells_bodies_apart_and_not_keys() -> None:
    entry = read_entry(SENT)

    assert read_entry(SENT | {"key": "other" * 4}).digest == entry.digest
    assert read_entry(SENT | {"given": ["1"]}).digest != entry.digest
    assert read_entry(SENT | {"position": 4}).digest != entry.digest


def test_only_sections_that_may_be_reopened_stay_open() -> None:
    closed, free = ExamSection("a", 1, reopen=False), ExamSection("b", 1, reopen=True)

    assert open_sections([closed, free, closed], 3) == {2, 3}
    assert open_sections([closed, closed], 2) == {2}


def test_a_question_that_stayed_open_for_days_is_still_saved() -> None:
    assert read_entry(SENT | {"seconds": 500_000}).seconds == 86_400
