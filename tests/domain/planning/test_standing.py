"""How far a person is: a passed quiz outweighs what was said, which outweighs reading."""

from dataclasses import replace
from datetime import date
from types import MappingProxyType

import pytest

from tests.domain.planning.cast import catalogue
from tpmlearn.domain.content.catalogue import Approach, Catalogue, Item, ItemKind, ItemType, Section
from tpmlearn.domain.planning.activities import Progress, State
from tpmlearn.domain.planning.standing import Passed, progress_of

FIRST, LATER = date(2026, 11, 23), date(2026, 11, 30)
KEY = "module:02-scope"


def _item(number: int) -> Item:
    return Item(
        id=f"i{number}",
        version="",
        title="",
        type=ItemType.SINGLE,
        kind=ItemKind.APPLY,
        skill="RISK",
        difficulty=1,
        tasks=(),
        approach=Approach.HYBRID,
        source="",
        stem="",
    )


def _content(*, items: int = 10) -> Catalogue:
    """The cast's content with four sections and a quiz in 02-scope: 60 minutes, 12 of them quiz."""
    content = catalogue()
    sections = tuple(Section(f"s{number}", "", "", "") for number in range(4))
    quiz = tuple(_item(number) for number in range(items))
    modules = dict(content.modules)
    modules["02-scope"] = replace(modules["02-scope"], sections=sections, quiz=quiz)
    return replace(content, modules=MappingProxyType(modules))


def _progress(
    content: Catalogue | None = None,
    *,
    read: dict[str, date] | None = None,
    passed: Passed | None = None,
    decided: Progress | None = None,
) -> Progress | None:
    found = progress_of(
        content or _content(),
        reading={"02-scope": read or {}},
        passed={"02-scope": passed} if passed else {},
        decided={KEY: decided} if decided else {},
    )
    return found.get(KEY)


@pytest.mark.parametrize(
    ("sections", "hours"),
    [(1, 0.8), (2, 0.6), (3, 0.4), (4, 0.2)],
)
def test_what_is_left_is_the_unread_share_of_the_lesson_and_the_whole_quiz(
    sections: int, hours: float
) -> None:
    read = {f"s{number}": LATER for number in range(sections)} | {"s0": FIRST}

    found = _progress(read=read)

    assert found is not None
    assert (found.state, found.on) == (State.STARTED, FIRST)
    assert found.hours_left == pytest.approx(hours)


def test_sections_that_left_the_lesson_do_not_count() -> None:
    assert _progress(read={"gone": FIRST}) is None


def test_nothing_read_and_nothing_said_is_open() -> None:
    assert _progress() is None


def test_a_lesson_without_a_quiz_is_done_when_it_is_read() -> None:
    read = {"s0": FIRST, "s1": FIRST, "s2": LATER, "s3": FIRST}

    assert _progress(_content(items=0), read=read) == Progress(State.DONE, LATER)


def test_a_passed_quiz_is_done_on_its_day() -> None:
    found = _progress(read={"s0": FIRST}, passed=Passed(LATER, tested_out=True))

    assert found == Progress(State.DONE, LATER, tested_out=True)


@pytest.mark.parametrize("said", [State.SKIPPED, State.DONE])
def test_what_was_said_outweighs_reading(said: State) -> None:
    decided = Progress(said, LATER)

    assert _progress(read={"s0": FIRST}, decided=decided) == decided


def test_a_passed_quiz_outweighs_a_skip() -> None:
    found = _progress(
        passed=Passed(LATER, tested_out=False), decided=Progress(State.SKIPPED, FIRST)
    )

    assert found == Progress(State.DONE, LATER)


def test_what_was_marked_done_before_its_quiz_was_passed_stays_done_since_then() -> None:
    found = _progress(passed=Passed(LATER, tested_out=False), decided=Progress(State.DONE, FIRST))

    assert found == Progress(State.DONE, FIRST)
