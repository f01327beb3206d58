"""Says in sentences what a pool lacks for an exam."""

from collections.abc import Iterator, Sequence

from tpmlearn.domain.content.catalogue import Blueprint
from tpmlearn.domain.exams.case_drawing import unfilled
from tpmlearn.domain.exams.parts import part_name
from tpmlearn.domain.exams.shelf import Shelf


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
        yield f"Cases with {_more(open_, 'question')} are needed."
    for part, wanted in shelf.demand.items():
        found = sum(marks for name, marks in shelf.worth if name == part)
        if found < wanted:
            yield _needed(shelf.blueprint, wanted - found, part, "")
    covered = frozenset[str]().union(*shelf.tasks)
    for task in sorted(shelf.owed - covered):
        yield f"There is no question on task {task.partition(':')[2]}."
    yield from _unscored(shelf.blueprint)


def _unscored(blueprint: Blueprint) -> Iterator[str]:
    open_ = blueprint.unscored - free_places(blueprint)
    if open_ > 0:
        yield f"Places for {_more(open_, 'unscored question')} outside cases are needed."


def beside_cases(shelf: Shelf, need: Sequence[int], free: Sequence[int]) -> Iterator[str]:
    """What is missing beside the cases that leave the least open.

    `need` is what is still to be filled of each part, below 0 where cases bring too much; `free`
    is what stands outside cases.
    """
    where = " outside cases" if case_sections(shelf.blueprint) else ""
    for part, wanted, found in zip(shelf.demand, need, free, strict=True):
        if wanted > found:
            yield _needed(shelf.blueprint, wanted - found, part, where)
        elif wanted < 0:
            fewer = f"{-wanted} fewer {_plural(_unit(shelf.blueprint), -wanted)}"
            yield f"Cases with {fewer} in {part_name(part)} are needed."


def no_fill() -> str:
    """Why no cases were chosen, though there are enough questions in them."""
    return "No choice of whole cases fills every section of cases."


def no_counts(shelf: Shelf, need: Sequence[int]) -> str:
    """Why no counts of items add up: enough there is, but not so that it comes out exactly."""
    places = _count(free_places(shelf.blueprint), "question")
    unit = _unit(shelf.blueprint)
    parts = [f"{part_name(part)} {count}" for part, count in zip(shelf.demand, need, strict=True)]
    return f"No choice of {places} comes to exactly these {unit}s: {', '.join(parts)}."


def no_cover(shelf: Shelf) -> str:
    """Why the tasks cannot be covered: each has a question, but not within the counts."""
    return (
        f"No choice of {_count(shelf.blueprint.questions, 'question')} covers every task at once."
    )


def _needed(blueprint: Blueprint, count: int, part: str, where: str) -> str:
    within = f" in {part_name(part)}" if part else ""
    verb = "is" if count == 1 else "are"
    return f"{_more(count, _unit(blueprint))}{within}{where} {verb} needed."


def _unit(blueprint: Blueprint) -> str:
    return "mark" if blueprint.draw.groups else "question"


def _more(count: int, what: str) -> str:
    return f"{count} more {_plural(what, count)}"


def _count(count: int, what: str) -> str:
    return f"{count} {_plural(what, count)}"


def _plural(word: str, count: int) -> str:
    return word if count == 1 else f"{word}s"
