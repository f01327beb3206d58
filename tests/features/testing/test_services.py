"""What can go wrong under a test: two tabs, clocks, content that changes, a bank of three."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import numpy as np
import pytest
from flask import Flask
from sqlalchemy import select

from tests.features.testing.cast import is_over, values_of
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tests.support.quiz import answer_all, begin
from tpmlearn.db import db, new_id, writing
from tpmlearn.domain.assessment.standing import standing
from tpmlearn.domain.content.catalogue import Catalogue, Item, ItemType, Option
from tpmlearn.features.testing.queries import result_of, steps_of
from tpmlearn.features.testing.services import AlreadyAnswered, NotYet, answer, go_on, start, stop
from tpmlearn.models import BankVersionRow, SittingItemRow, SittingRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.measurement import measurement
from tpmlearn.records.next_item import Chance
from tpmlearn.records.sittings import dimensions_of, find_sitting, given_of

NOON = datetime(2026, 12, 7, 12, tzinfo=UTC)


def _chance(seed: int = 1) -> Chance:
    return Chance(Random(seed), np.random.default_rng(seed))


def _begin(client: CheckingClient, catalogue: Catalogue, area: str = "PRO") -> str:
    with client.application.app_context(), writing():
        return start(client.person_id, area, catalogue, now=NOON, chance=_chance())


def _answer(
    client: CheckingClient,
    sitting: str,
    position: int,
    catalogue: Catalogue,
    *,
    now: datetime,
    right: bool = True,
) -> None:
    values = values_of(client, sitting, position, right=right)
    with client.application.app_context(), writing():
        answer(
            client.person_id,
            sitting,
            position,
            values,
            catalogue,
            now=now,
            chance=_chance(position),
        )


def _item(client: CheckingClient, sitting: str, position: int) -> SittingItemRow:
    with client.application.app_context():
        return db.session.get_one(SittingItemRow, (sitting, position))


@pytest.fixture
def catalogue(app: Flask) -> Catalogue:
    with app.app_context():
        return current_catalogue()


def _with_items(catalogue: Catalogue, change: Callable[[Item], Item | None]) -> Catalogue:
    """The catalogue with every item of banks and cases changed, or left out."""
    bank = {
        slug: tuple(new for item in items if (new := change(item)))
        for slug, items in catalogue.bank.items()
    }
    cases = {
        slug: replace(case, items=tuple(new for item in case.items if (new := change(item))))
        for slug, case in catalogue.cases.items()
    }
    return replace(catalogue, version=new_id(), bank=bank, cases=cases)


def test_of_two_answers_at_once_one_stays_and_one_item_follows(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    app, sitting = learner.application, _begin(learner, catalogue)
    later = NOON + timedelta(seconds=40)

    def give(values: list[str]) -> Callable[[], None]:
        return lambda: answer(
            learner.person_id, sitting, 1, values, catalogue, now=later, chance=_chance()
        )

    outcomes = at_once(
        app,
        give(values_of(learner, sitting, 1, right=True)),
        give(values_of(learner, sitting, 1, right=False)),
    )

    assert {type(one) for one in outcomes} == {type(None), AlreadyAnswered}
    with app.app_context():
        positions = db.session.scalars(select(SittingItemRow.position)).all()
    assert sorted(positions) == [1, 2]


def test_two_starts_at_once_begin_one_sitting(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    def begin() -> str:
        return start(learner.person_id, "PRO", catalogue, now=NOON, chance=_chance())

    first, second = at_once(learner.application, begin, begin)

    assert isinstance(first, str)
    assert first == second


def test_two_who_go_on_at_once_get_one_item(learner: CheckingClient, catalogue: Catalogue) -> None:
    sitting = _begin(learner, catalogue, "COM")
    for position in range(1, 21):
        _answer(learner, sitting, position, catalogue, now=NOON + timedelta(minutes=position))

    def on() -> None:
        go_on(learner.person_id, sitting, catalogue, now=NOON, chance=_chance())

    assert at_once(learner.application, on, on) == [None, None]
    with learner.application.app_context():
        assert len(db.session.scalars(select(SittingItemRow.position)).all()) == 21


def test_a_clock_that_was_set_back_is_held_against_nobody(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    sitting = _begin(learner, catalogue)

    _answer(learner, sitting, 1, catalogue, now=NOON - timedelta(hours=1))

    given = _item(learner, sitting, 1)
    assert (given.seconds, given.rapid, given.correct) == (None, False, True)


def test_a_clock_that_jumped_ahead_counts_as_a_long_thought(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    sitting = _begin(learner, catalogue)

    _answer(learner, sitting, 1, catalogue, now=NOON + timedelta(days=3650))

    given = _item(learner, sitting, 1)
    assert (given.seconds, given.rapid) == (3650 * 86400, False)


def test_an_item_that_was_edited_is_marked_as_it_was_shown(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    sitting = _begin(learner, catalogue)
    shown = _item(learner, sitting, 1).item

    def turned(item: Item) -> Item:
        options = tuple(replace(one, correct=not one.correct) for one in item.options)
        return replace(item, options=options, version="0" * 32) if item.id == shown else item

    edited = _with_items(catalogue, turned)
    _answer(learner, sitting, 1, edited, now=NOON + timedelta(minutes=1))

    given = _item(learner, sitting, 1)
    assert (given.correct, given.withdrawn) == (True, False)


def test_an_item_that_was_withdrawn_counts_for_nothing_and_another_comes(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    sitting = _begin(learner, catalogue)
    shown = _item(learner, sitting, 1)
    without = _with_items(catalogue, lambda item: None if item.id == shown.item else item)

    _answer(learner, sitting, 1, without, now=NOON + timedelta(minutes=1))
    position = 2
    while not is_over(learner, sitting):
        _answer(learner, sitting, position, without, now=NOON + timedelta(hours=position))
        position += 1

    assert _item(learner, sitting, 1).withdrawn
    with learner.application.app_context():
        kept = db.session.scalars(
            select(SittingItemRow).where(
                SittingItemRow.skill == shown.skill, SittingItemRow.scored.is_(True)
            )
        ).all()
    assert sum(not one.withdrawn for one in kept) >= 5


def test_a_bank_of_three_items_ends_by_itself_and_says_too_little(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    kept = {item.id for item in catalogue.test_pool if item.skill == "PRO1"}
    three = set(sorted(kept)[:3])
    small = _with_items(
        catalogue, lambda item: item if item.skill[:3] != "PRO" or item.id in three else None
    )
    sitting = _begin(learner, small)
    for position in (1, 2, 3):
        _answer(learner, sitting, position, small, now=NOON + timedelta(minutes=position))

    with learner.application.app_context():
        done = find_sitting(learner.person_id, sitting)
        assert done
        assert done.end_reason == "empty"
        result = result_of(done, small)
    assert [one.band for one in result.results] == [None, None, None]
    assert [one.answers for one in result.results] == [3, 0, 0]


def test_without_items_no_test_begins(learner: CheckingClient, catalogue: Catalogue) -> None:
    none = _with_items(catalogue, lambda _: None)

    with pytest.raises(NotYet) as refused:
        _begin(learner, none)

    assert refused.value.retake.rule == "none"


def test_stopping_twice_keeps_the_first_end(learner: CheckingClient, catalogue: Catalogue) -> None:
    sitting = _begin(learner, catalogue)

    for hours in (1, 2):
        with learner.application.app_context(), writing():
            stop(learner.person_id, sitting, catalogue, now=NOON + timedelta(hours=hours))

    with learner.application.app_context():
        row = db.session.get_one(SittingRow, sitting)
        assert row.finished_at == NOON + timedelta(hours=1)


def _of_matches(catalogue: Catalogue) -> Catalogue:
    """Every item of PRO a match whose rows earn a mark each."""
    row = Option(html="", correct=True, reason="")
    rows = tuple(replace(row, html=f"right {n}", left=f"left {n}") for n in range(4))

    def change(item: Item) -> Item:
        if not item.skill.startswith("PRO"):
            return item
        plain = replace(item, type=ItemType.MATCH, options=rows, number=None, formula=None, marks=4)
        return replace(plain, version=f"match-{item.id}")

    return _with_items(catalogue, change)


def _give_rows(
    client: CheckingClient, sitting: str, position: int, catalogue: Catalogue, *, turned: int
) -> None:
    """Answer a match with the first `turned` rows in each other's places."""
    key = values_of(client, sitting, position, right=True)
    values = [*key[1:turned], *key[:1], *key[turned:]] if turned else key
    with client.application.app_context(), writing():
        now = NOON + timedelta(minutes=position)
        chance = _chance(position)
        answer(client.person_id, sitting, position, values, catalogue, now=now, chance=chance)


def test_marks_that_rows_earn_count_in_the_result(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    matches = _of_matches(catalogue)
    sitting = _begin(learner, matches)
    for position in range(1, 10):
        _give_rows(learner, sitting, position, matches, turned=2)
    with learner.application.app_context(), writing():
        stop(learner.person_id, sitting, catalogue, now=NOON + timedelta(hours=1))

    given = _item(learner, sitting, 1)
    assert (given.marks, given.score, given.correct) == (4, 2, False)
    with learner.application.app_context():
        done = find_sitting(learner.person_id, sitting)
        assert done
        by_marks = result_of(done, matches).whole
        nothing = replace(done, items=tuple(replace(one, score=0) for one in done.items))
        every = replace(done, items=tuple(replace(one, score=4) for one in done.items))
        low, high = (result_of(one, matches).whole for one in (nothing, every))
        found = measurement(learner.person_id, matches, now=NOON + timedelta(hours=1))
        alone = result_of(done, matches).results[0]
    assert low.mean < by_marks.mean < high.mean
    # What is said of all sittings together rests on the same marks.
    assert found.skills[alone.code].estimate.mean == pytest.approx(alone.estimate.mean, abs=0.02)


@pytest.mark.parametrize(
    ("turned", "score", "correct"), [(0, 4, True), (3, 1, False), (4, 0, False)]
)
def test_right_is_all_or_none_whatever_the_marks(
    learner: CheckingClient, catalogue: Catalogue, turned: int, score: int, correct: bool
) -> None:
    matches = _of_matches(catalogue)
    sitting = _begin(learner, matches)

    _give_rows(learner, sitting, 1, matches, turned=turned)

    given = _item(learner, sitting, 1)
    assert (given.score, given.correct) == (score, correct)
    with learner.application.app_context(), writing():
        stop(learner.person_id, sitting, catalogue, now=NOON + timedelta(hours=1))
    assert f"{score} of 4 marks" in learner.read(f"/tests/sittings/{sitting}/how")


def test_an_item_of_one_mark_scores_as_it_is_right(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    sitting = _begin(learner, catalogue)
    for position, right in ((1, True), (2, False)):
        now = NOON + timedelta(minutes=position)
        _answer(learner, sitting, position, catalogue, now=now, right=right)

    first, second = (_item(learner, sitting, position) for position in (1, 2))

    assert (first.marks, first.score, second.marks, second.score) == (1, 1, 1, 0)


def test_a_sitting_keeps_how_far_skills_went_together_when_it_began(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    before = _begin(learner, catalogue)
    for position in range(1, 8):
        _answer(learner, before, position, catalogue, now=NOON + timedelta(minutes=position))
    with learner.application.app_context(), writing():
        stop(learner.person_id, before, catalogue, now=NOON + timedelta(hours=1))
        first = find_sitting(learner.person_id, before)
        assert first
        said = result_of(first, catalogue).whole
        row = BankVersionRow(until=NOON, begun_at=NOON, people=0, answers=9, authors={}, rho=0.8)
        # Of its own, as banks are kept in memory by version and moment.
        row.switched_at = NOON + timedelta(minutes=7)
        db.session.add(row)
        db.session.commit()
    after = _begin(learner, catalogue, "COM")

    with learner.application.app_context():
        old = find_sitting(learner.person_id, before)
        new = find_sitting(learner.person_id, after)
        assert old
        assert new
        assert (old.rho, new.rho) == (0.5, 0.8)
        assert result_of(old, catalogue).whole == said
        other = result_of(replace(old, rho=0.8), catalogue).whole
    assert other.se > said.se


def test_a_sitting_keeps_what_was_believed_so_that_it_can_be_computed_again(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    sitting = _begin(learner, catalogue)
    for position in range(1, 9):
        _answer(learner, sitting, position, catalogue, now=NOON + timedelta(minutes=position))
    with learner.application.app_context(), writing():
        stop(learner.person_id, sitting, catalogue, now=NOON + timedelta(hours=1))

    with learner.application.app_context():
        done = find_sitting(learner.person_id, sitting)
        assert done
        harder = _with_items(catalogue, lambda item: replace(item, difficulty=5, version="x"))
        assert result_of(done, harder).whole == result_of(done, catalogue).whole


def test_an_item_whose_key_was_seen_in_a_quiz_is_never_drawn(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    slug = "45-prince2-principles-people-practices"
    answer_all(learner, begin(learner, slug), wrong=0)
    names = [item.id for item in catalogue.modules[slug].quiz]
    pool = [item.id for item in catalogue.test_pool if item.skill == "PRO1"]
    moved = dict(zip(pool, names, strict=False))
    # Half of the pool of a skill bears the names of items that were practised.
    mixed = _with_items(catalogue, lambda item: replace(item, id=moved.get(item.id, item.id)))
    sitting = _begin(learner, mixed)
    position = 1
    while not is_over(learner, sitting):
        _answer(learner, sitting, position, mixed, now=NOON + timedelta(minutes=position))
        position += 1

    with learner.application.app_context():
        given = set(db.session.scalars(select(SittingItemRow.item)))
    assert len(given) >= 12
    assert not given & set(names)


def test_a_result_of_an_area_that_has_left_the_framework_says_so_little(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    sitting = _begin(learner, catalogue)
    _answer(learner, sitting, 1, catalogue, now=NOON + timedelta(minutes=1))
    without = replace(
        catalogue,
        areas={code: one for code, one in catalogue.areas.items() if code != "PRO"},
        skills={code: one for code, one in catalogue.skills.items() if one.area != "PRO"},
    )

    with learner.application.app_context():
        done = find_sitting(learner.person_id, sitting)
        assert done
        found, steps = result_of(done, without), steps_of(done, without)

    assert found.results == ()
    assert found.drawing is None
    assert [step.estimate for step in steps] == [None]


def test_the_quick_tests_range_allows_for_the_bank(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    sitting = _begin(learner, catalogue, "")
    for position in range(1, 8):
        _answer(learner, sitting, position, catalogue, now=NOON + timedelta(minutes=position))

    with learner.application.app_context():
        done = find_sitting(learner.person_id, sitting)
        assert done
        result = result_of(done, catalogue)
        plain = standing(
            given_of(done.answered, dimensions_of("", catalogue), catalogue), tuple(done.quotas)
        )

    for one in result.results:
        # sqrt(SE² + .35²) below 200 learners
        assert one.estimate.se == pytest.approx((plain.estimates[one.code].se ** 2 + 0.1225) ** 0.5)


def test_a_result_does_not_move_when_the_bank_is_learnt(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    sitting = _begin(learner, catalogue)
    for position in range(1, 16):
        _answer(learner, sitting, position, catalogue, now=NOON + timedelta(minutes=position))
    with learner.application.app_context(), writing():
        stop(learner.person_id, sitting, catalogue, now=NOON + timedelta(hours=1))
        before = _bands(learner, sitting, catalogue)
        db.session.add(
            BankVersionRow(
                until=NOON, begun_at=NOON, switched_at=NOON, people=2000, answers=1, authors={}
            )
        )
        db.session.commit()

        assert _bands(learner, sitting, catalogue) == before


def _bands(client: CheckingClient, sitting: str, catalogue: Catalogue) -> list[object]:
    done = find_sitting(client.person_id, sitting)
    assert done
    return [one.band for one in result_of(done, catalogue).results]


def test_a_test_that_was_ended_before_its_first_answer_holds_nobody(
    learner: CheckingClient, catalogue: Catalogue
) -> None:
    first = _begin(learner, catalogue)
    with learner.application.app_context(), writing():
        stop(learner.person_id, first, catalogue, now=NOON)

    assert _begin(learner, catalogue) != first
