"""What an answer means under a corrected key, type by type, worked by hand."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from tpmlearn.domain.assessment.marking import Response, mark
from tpmlearn.domain.content.catalogue import (
    Approach,
    Formula,
    Item,
    ItemKind,
    ItemType,
    NumberKey,
    Option,
    Variable,
)
from tpmlearn.domain.exams.rescoring import (
    Correction,
    CorrectionKind,
    Corrections,
    Difference,
    asks_another_number,
    difference,
    in_force,
    judged,
    rekeyed,
    reworded_question,
)

NOW = datetime(2026, 11, 29, 12, 0, tzinfo=UTC)


def item(
    type_: ItemType, options: tuple[Option, ...] = (), version: str = "v1", **more: object
) -> Item:
    found = Item(
        id="m",
        version=version,
        title="t",
        type=type_,
        kind=ItemKind.RECALL,
        skill="CTL2",
        difficulty=2,
        tasks=(),
        approach=Approach.PREDICTIVE,
        source="s",
        stem="<p>Which?</p>",
        options=options,
    )
    return replace(found, **more)  # type: ignore[arg-type]


def ticked(*texts: str, **more: object) -> Item:
    """A choice; the right options begin with `*`."""
    options = tuple(Option(text.lstrip("*"), text.startswith("*"), "why") for text in texts)
    wanted = sum(option.correct for option in options)
    type_ = ItemType.MULTIPLE if wanted > 1 else ItemType.SINGLE
    return item(type_, options, **more)  # type: ignore[arg-type]


def rows(*pairs: tuple[str, str], **more: object) -> Item:
    return item(ItemType.MATCH, tuple(Option(r, True, "", left=left) for left, r in pairs), **more)  # type: ignore[arg-type]


def steps(*texts: str, **more: object) -> Item:
    return item(ItemType.ORDER, tuple(Option(one, True, "") for one in texts), **more)  # type: ignore[arg-type]


def filled(*values: tuple[int, str], **more: object) -> Item:
    options = tuple(Option(v.lstrip("*"), v.startswith("*"), "", gap=gap) for gap, v in values)
    return item(ItemType.PULL_DOWN, options, **more)  # type: ignore[arg-type]


def spots(*regions: tuple[str, str], **more: object) -> Item:
    options = tuple(Option(t.lstrip("*"), t.startswith("*"), "", region=r) for t, r in regions)
    return item(ItemType.HOTSPOT, options, **more)  # type: ignore[arg-type]


def number(value: float, tolerance: float = 0.5, unit: str = "days", version: str = "v1") -> Item:
    return item(ItemType.NUMBER, version=version, number=NumberKey(value, tolerance, unit, ""))


def formula(expression: str, *names: str, version: str = "v1", tolerance: float = 0.0) -> Item:
    drawn = tuple(Variable(name, 0, 9) for name in names)
    return item(
        ItemType.GENERATED, version=version, formula=Formula(drawn, expression, tolerance, "", "")
    )


@pytest.mark.parametrize(
    ("frozen", "corrected", "given", "expected", "right"),
    [
        # The key moves from B to C.
        (ticked("A", "*B", "C"), ticked("A", "B", "*C", version="v2"), (1,), (1,), False),
        (ticked("A", "*B", "C"), ticked("A", "B", "*C", version="v2"), (2,), (2,), True),
        # The options stand in another order today: C was the third, now it is the first.
        (ticked("A", "*B", "C"), ticked("*C", "B", "A", version="v2"), (2,), (0,), True),
        # Two of four, one of them another.
        (
            ticked("*A", "*B", "C", "D"),
            ticked("D", "*C", "*A", "B", version="v2"),
            (0, 2),
            (1, 2),
            True,
        ),
        (
            ticked("*A", "*B", "C", "D"),
            ticked("D", "*C", "*A", "B", version="v2"),
            (0, 1),
            (2, 3),
            False,
        ),
        # Another number of right options: judged as a set.
        (ticked("*A", "*B", "C"), ticked("*A", "*B", "*C", version="v2"), (0, 1), (0, 1), False),
        (ticked("A", "*B", "C"), ticked("*A", "*B", "C", version="v2"), (0,), (0,), False),
        (ticked("*A", "*B", "C"), ticked("*A", "B", "C", version="v2"), (0, 1), (0, 1), False),
        # Steps as they were put, found among the steps as they are right now.
        (steps("a", "b", "c"), steps("b", "a", "c", version="v2"), (1, 0, 2), (0, 1, 2), True),
        (steps("a", "b", "c"), steps("c", "a", "b", version="v2"), (0, 1, 2), (1, 2, 0), False),
        # Who matched L1 to y and L2 to x was wrong, and is right now.
        (
            rows(("L1", "x"), ("L2", "y")),
            rows(("L1", "y"), ("L2", "x"), version="v2"),
            (1, 0),
            (0, 1),
            True,
        ),
        # The rows stand in another order; one right side belongs to none.
        (
            rows(("L1", "x"), ("L2", "y"), ("", "z")),
            rows(("L2", "z"), ("L1", "x"), ("", "y"), version="v2"),
            (0, 2),
            (0, 1),
            True,
        ),
        # Each gap for itself; "high" stands in both.
        (
            filled((1, "*high"), (1, "low"), (2, "high"), (2, "*low")),
            filled((1, "low"), (1, "*high"), (2, "*high"), (2, "low"), version="v2"),
            (0, 2),
            (1, 2),
            True,
        ),
        (
            spots(("*Plan", "r1"), ("Do", "r2")),
            spots(("Plan", "r1"), ("*Do", "r2"), version="v2"),
            (1,),
            (1,),
            True,
        ),
    ],
)
def test_it_finds_what_was_chosen_again(
    frozen: Item, corrected: Item, given: tuple[int, ...], expected: tuple[int, ...], right: bool
) -> None:
    found = rekeyed(frozen, corrected, Response(given))

    assert found == Response(expected)
    assert mark(corrected, found) is right
    assert difference(frozen, corrected) is Difference.KEY


def test_true_and_false_change_places() -> None:
    options = Option("True", True, ""), Option("False", False, "")
    turned = tuple(replace(one, correct=not one.correct) for one in options)
    frozen = item(ItemType.TRUE_FALSE, options)
    corrected = item(ItemType.TRUE_FALSE, turned, "v2")

    found = rekeyed(frozen, corrected, Response((1,)))

    assert found
    assert mark(corrected, found)
    assert not mark(frozen, Response((1,)))


@pytest.mark.parametrize(
    ("frozen", "corrected", "right"),
    [
        (number(7), number(12, version="v2"), True),
        (number(7), number(10, 2.0, version="v2"), True),
        (number(12), number(12.6, version="v2"), False),
    ],
)
def test_a_number_stays_a_number(frozen: Item, corrected: Item, right: bool) -> None:
    given = Response(number=12.0, text="12")

    found = rekeyed(frozen, corrected, given)

    assert found == given
    assert mark(corrected, found) is right
    assert difference(frozen, corrected) is Difference.KEY


def test_a_generated_number_is_worked_out_anew_from_what_was_drawn() -> None:
    frozen, corrected = formula("a + b", "a", "b"), formula("a * b", "b", "a", version="v2")
    drawn = {"values": {"a": 3, "b": 4}}

    found = judged(frozen, corrected, drawn, Response(number=12.0))

    assert found
    assert found[0].number == NumberKey(12.0, 0.0, "", "")
    assert mark(*found)
    assert difference(frozen, corrected) is Difference.KEY


def test_a_formula_without_a_value_for_what_was_drawn_cannot_be_used() -> None:
    frozen, corrected = formula("a + b", "a", "b"), formula("a / b", "a", "b", version="v2")

    assert judged(frozen, corrected, {"values": {"a": 3, "b": 0}}, Response(number=3.0)) is None


def test_the_marks_stay_those_of_the_exam() -> None:
    frozen = rows(("L1", "x"), ("L2", "y"), marks=2)
    corrected = rows(("L1", "y"), ("L2", "x"), version="v2", marks=1)

    found = judged(frozen, corrected, {}, Response((1, 0)))

    assert found
    assert found[0].marks == 2


@pytest.mark.parametrize(
    ("frozen", "corrected"),
    [
        (ticked("A", "*B"), ticked("*A", "B, said better", version="v2")),
        (ticked("A", "*B"), ticked("*A", "B", "C", version="v2")),
        (ticked("A", "*B"), steps("A", "B", version="v2")),
        (rows(("L1", "x"), ("L2", "y")), rows(("L1", "x"), version="v2")),
        (rows(("L1", "x"), ("L2", "y")), rows(("L1", "x"), ("", "y"), version="v2")),
        (filled((1, "*a"), (1, "b")), filled((1, "a"), (2, "*b"), version="v2")),
        (spots(("*A", "r1"), ("B", "r2")), spots(("A", "r2"), ("*B", "r1"), version="v2")),
        (number(7), number(7, unit="weeks", version="v2")),
        (formula("a + b", "a", "b"), formula("a + c", "a", "c", version="v2")),
        (number(7), formula("a", "a", version="v2")),
    ],
)
def test_what_was_reworded_cannot_be_matched(frozen: Item, corrected: Item) -> None:
    assert rekeyed(frozen, corrected, Response((0, 1))) is None
    assert judged(frozen, corrected, {}, Response((0, 1))) is None
    assert difference(frozen, corrected) is Difference.REWORDED


@pytest.mark.parametrize(
    "present",
    [
        ticked("A", "*B"),
        ticked("*B", "A", version="v2"),
        ticked("A", "*B, said better", version="v2"),
        ticked("A", "*B", version="v2", stem="<p>Which one?</p>"),
    ],
)
def test_what_was_worded_better_has_the_same_key(present: Item) -> None:
    assert difference(ticked("A", "*B"), present) is Difference.NONE


def test_rows_that_were_reworded_cannot_be_matched_but_show_no_other_key() -> None:
    frozen, present = rows(("L1", "x"), ("L2", "y")), rows(("L1", "x"), ("L3", "y"), version="v2")

    assert rekeyed(frozen, present, Response((0, 1))) is None
    assert difference(frozen, present) is Difference.NONE


def test_what_left_the_content_is_gone() -> None:
    assert difference(ticked("A", "*B"), None) is Difference.GONE


def test_options_that_are_alike_keep_their_order() -> None:
    frozen, corrected = ticked("A", "A", "*B"), ticked("*B", "A", "A", version="v2")

    assert rekeyed(frozen, corrected, Response((1,))) == Response((2,))


def test_it_says_what_else_has_changed() -> None:
    frozen = ticked("A", "*B", "C")

    assert asks_another_number(frozen, ticked("*A", "*B", "C"))
    assert not asks_another_number(frozen, ticked("*A", "B", "C"))
    assert reworded_question(frozen, replace(frozen, stem="<p>Which is not?</p>"))
    assert not reworded_question(frozen, ticked("*A", "B", "C"))


def correction(kind: CorrectionKind, version: str = "", **more: object) -> Correction:
    made = Correction(f"c-{kind}-{version}", "m", kind, version, "why", NOW)
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("", None),
        ("k1", "k1"),
        ("k1 k2", "k2"),
        ("k1 w", "w"),
        ("k1 w u", "k1"),
        ("k1 u", None),
        ("u k1 u u", None),
        ("k1 k2 u u k3", "k3"),
    ],
)
def test_each_undoing_takes_one_back(kinds: str, expected: str | None) -> None:
    names = {"k": CorrectionKind.KEY, "w": CorrectionKind.WITHDRAWN, "u": CorrectionKind.UNDONE}
    history = [replace(correction(names[one[0]]), id=one) for one in kinds.split()]

    found = in_force(history)

    assert (found.id if found else None) == expected


def test_a_withdrawal_leaves_out_the_versions_that_had_been_shown() -> None:
    withdrawn = correction(CorrectionKind.WITHDRAWN, versions=frozenset({"v1", "v2"}))
    found = Corrections({"m": withdrawn})

    assert found.leave_out("m", "v1")
    assert not found.leave_out("m", "mended")
    assert not found.leave_out("other", "v1")
    assert found.of("m", ticked("A", "*B")) is None


def test_a_corrected_key_counts_for_every_version_that_can_be_matched() -> None:
    corrected = ticked("*A", "B", version="v2")
    found = Corrections({"m": correction(CorrectionKind.KEY, "v2")}, {"v2": corrected})

    assert found.of("m", ticked("A", "*B")) == corrected
    assert found.of("m", corrected) is None
    assert found.of("m", ticked("A", "*C")) is None
    assert found.of("other", ticked("A", "*B")) is None
    assert not found.leave_out("m", "v1")
