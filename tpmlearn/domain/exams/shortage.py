"""Says in sentences what a pool lacks for an exam."""

from collections.abc import Iterator, Sequence

from tpmlearn.domain.content.catalogue import Blueprint
from tpmlearn.domain.exams.case_drawing import unfilled
from tpmlearn.domain.exams.parts import part_name
from tpmlearn.domain.exams.shelf import Shelf
from tpmlearn.words import _, ngettext


def case_sections(blueprint: Blueprint) -> list[int]:
    """The number of questions of each section that is made of cases."""
    return [one.questions for one in blueprint.sections if one.cases]


def free_places(blueprint: Blueprint) -> int:
    """The number of questions outside cases."""
    return sum(one.questions for one in blueprint.sections if not one.cases)


def lacking(shelf: Shelf) -> Iterator[str]:
    """What is missing whichever cases are chosen."""
    open_ = unfilled(case_sections(shelf.blueprint), [one.size for one in shelf.case_worth])
    if open_:
        yield ngettext(
            "Cases with %(num)s more question are needed.",
            "Cases with %(num)s more questions are needed.",
            open_,
        )
    for part, wanted in shelf.demand.items():
        found = sum(marks for name, marks in shelf.worth if name == part)
        if found < wanted:
            yield _needed(shelf.blueprint, wanted - found, part, outside=False)
    covered = frozenset[str]().union(*shelf.tasks)
    for task in sorted(shelf.owed - covered):
        yield _("There is no question on task %(task)s.", task=task.partition(":")[2])
    yield from _unscored(shelf.blueprint)


def _unscored(blueprint: Blueprint) -> Iterator[str]:
    open_ = blueprint.unscored - free_places(blueprint)
    if open_ > 0:
        yield ngettext(
            "Places for %(num)s more unscored question outside cases are needed.",
            "Places for %(num)s more unscored questions outside cases are needed.",
            open_,
        )


def beside_cases(shelf: Shelf, need: Sequence[int], free: Sequence[int]) -> Iterator[str]:
    """What is missing beside the cases that leave the least open.

    `need` is what is still to be filled of each part, below 0 where cases bring too much; `free`
    is what stands outside cases.
    """
    outside = bool(case_sections(shelf.blueprint))
    for part, wanted, found in zip(shelf.demand, need, free, strict=True):
        if wanted > found:
            yield _needed(shelf.blueprint, wanted - found, part, outside=outside)
        elif wanted < 0:
            yield _too_many(shelf.blueprint, -wanted, part)


def no_fill() -> str:
    """Why no cases were chosen, though there are enough questions in them."""
    return _("No choice of whole cases fills every section of cases.")


def no_counts(shelf: Shelf, need: Sequence[int]) -> str:
    """Why no counts of items add up: enough there is, but not so that it comes out exactly."""
    places = free_places(shelf.blueprint)
    named = zip(shelf.demand, need, strict=True)
    parts = ", ".join(f"{part_name(part)} {count}" for part, count in named)
    if _in_marks(shelf.blueprint):
        return ngettext(
            "No choice of %(num)s question comes to exactly these marks: %(parts)s.",
            "No choice of %(num)s questions comes to exactly these marks: %(parts)s.",
            places,
            parts=parts,
        )
    return ngettext(
        "No choice of %(num)s question comes to exactly these questions: %(parts)s.",
        "No choice of %(num)s questions comes to exactly these questions: %(parts)s.",
        places,
        parts=parts,
    )


def no_cover(shelf: Shelf) -> str:
    """Why the tasks cannot be covered: each has a question, but not within the counts."""
    return ngettext(
        "No choice of %(num)s question covers every task at once.",
        "No choice of %(num)s questions covers every task at once.",
        shelf.blueprint.questions,
    )


def _in_marks(blueprint: Blueprint) -> bool:
    return bool(blueprint.draw.groups)


def _too_many(blueprint: Blueprint, count: int, part: str) -> str:
    if _in_marks(blueprint):
        return ngettext(
            "Cases with %(num)s fewer mark in %(part)s are needed.",
            "Cases with %(num)s fewer marks in %(part)s are needed.",
            count,
            part=part_name(part),
        )
    return ngettext(
        "Cases with %(num)s fewer question in %(part)s are needed.",
        "Cases with %(num)s fewer questions in %(part)s are needed.",
        count,
        part=part_name(part),
    )


def _needed(blueprint: Blueprint, count: int, part: str, *, outside: bool) -> str:
    """So many more marks or questions: in a part, outside cases, or both."""
    say = _more_marks if _in_marks(blueprint) else _more_questions
    return say(count, part_name(part) if part else "", outside=outside)


def _more_marks(count: int, part: str, *, outside: bool) -> str:
    if part and outside:
        return ngettext(
            "%(num)s more mark in %(part)s outside cases is needed.",
            "%(num)s more marks in %(part)s outside cases are needed.",
            count,
            part=part,
        )
    if part:
        return ngettext(
            "%(num)s more mark in %(part)s is needed.",
            "%(num)s more marks in %(part)s are needed.",
            count,
            part=part,
        )
    if outside:
        return ngettext(
            "%(num)s more mark outside cases is needed.",
            "%(num)s more marks outside cases are needed.",
            count,
        )
    return ngettext(
        "%(num)s more mark is needed.",
        "%(num)s more marks are needed.",
        count,
    )


def _more_questions(count: int, part: str, *, outside: bool) -> str:
    if part and outside:
        return ngettext(
            "%(num)s more question in %(part)s outside cases is needed.",
            "%(num)s more questions in %(part)s outside cases are needed.",
            count,
            part=part,
        )
    if part:
        return ngettext(
            "%(num)s more question in %(part)s is needed.",
            "%(num)s more questions in %(part)s are needed.",
            count,
            part=part,
        )
    if outside:
        return ngettext(
            "%(num)s more question outside cases is needed.",
            "%(num)s more questions outside cases are needed.",
            count,
        )
    return ngettext(
        "%(num)s more question is needed.",
        "%(num)s more questions are needed.",
        count,
    )
