"""Small pools and blueprints made by hand, and the rules that every drawn exam has to keep."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from tpmlearn.domain.content.catalogue import (
    Approach,
    Blueprint,
    Draw,
    ExamSection,
    Item,
    ItemKind,
    ItemType,
    PassRule,
    Pool,
)
from tpmlearn.domain.content.outlines import OUTLINES
from tpmlearn.domain.exams.drawing import Drawn, Met, Missing, draw_exam
from tpmlearn.domain.exams.parts import part_of

NOW = datetime(2026, 11, 29, 9, 0, tzinfo=UTC)
LONG_AGO = Met(NOW - timedelta(days=200))
LATELY = Met(NOW - timedelta(days=10))


def an_item(name: str, *tasks: str, **values: Any) -> Item:
    """An item; tasks as `PE1` are those of the PMP outline."""
    full = tuple(task if ":" in task else f"pmp-2026:{task}" for task in tasks)
    plain: dict[str, Any] = {
        "id": name,
        "version": name,
        "title": name,
        "type": ItemType.SINGLE,
        "kind": ItemKind.SITUATION,
        "skill": "DEL4",
        "difficulty": 3,
        "tasks": full,
        "approach": Approach.HYBRID,
        "source": "own",
        "stem": "",
        "pool": Pool.TEST,
    }
    return Item(**{**plain, **values})


def items(count: int, *tasks: str, **values: Any) -> list[Item]:
    """So many items alike, named after their tasks and what makes them differ."""
    label = "-".join([*tasks, *(str(one) for one in values.values())])
    return [an_item(f"{label}-{n}", *tasks, **values) for n in range(count)]


def a_case(name: str, *tasks: str) -> list[Item]:
    """A case with an item on each of some tasks."""
    return [an_item(f"{name}-{n}", task, case=name) for n, task in enumerate(tasks)]


def a_blueprint(*sections: tuple[int, bool], **values: Any) -> Blueprint:
    """A blueprint with sections of so many questions, in cases or not."""
    questions = sum(count for count, _ in sections)
    draw = Draw(**{key: values.pop(key) for key in list(values) if key in Draw.__annotations__})
    plain: dict[str, Any] = {
        "slug": "mock",
        "title": "Mock",
        "summary": "",
        "outline": "pmp-2026",
        "pool": Pool.TEST,
        "since": date(2026, 7, 9),
        "until": None,
        "questions": questions,
        "marks": questions,
        "unscored": 0,
        "minutes": 60,
        "book": "closed",
        "sections": tuple(
            ExamSection(f"Section {n}", count, cases=cases)
            for n, (count, cases) in enumerate(sections)
        ),
        "draw": draw,
        "pass_rule": PassRule(0.75, each_domain=False, whose="ours"),
        "notice": "",
        "sources": (),
        "checked": date(2026, 11, 22),
    }
    return Blueprint(**{**plain, **values})


def drawn(
    blueprint: Blueprint,
    pool: Sequence[Item],
    met: Mapping[str, Met] | None = None,
    *,
    seed: int = 1,
    answers: Mapping[str, int] | None = None,
) -> Drawn:
    """An exam that can be drawn."""
    found = draw_exam(blueprint, pool, met or {}, now=NOW, rng=Random(seed), answers=answers)
    assert isinstance(found, Drawn), found
    assert_exact(blueprint, found, pool)
    return found


def missing(blueprint: Blueprint, pool: Sequence[Item]) -> tuple[str, ...]:
    """What a pool lacks."""
    found = draw_exam(blueprint, pool, {}, now=NOW, rng=Random(1))
    assert isinstance(found, Missing)
    return found.sentences


def ids(found: Drawn) -> list[str]:
    """The ids of the items in order."""
    return [one.item.id for one in found.questions]


def assert_exact(blueprint: Blueprint, found: Drawn, pool: Sequence[Item]) -> None:
    """Every rule that a drawn exam keeps exactly."""
    asked = found.questions
    assert len(set(ids(found))) == len(asked) == blueprint.questions
    assert {one.item.id for one in asked} <= {item.id for item in pool}
    assert [len(section) for section in found.sections] == [
        section.questions for section in blueprint.sections
    ]
    _assert_counts(blueprint, [one.item for one in asked])
    assert sum(not one.scored for one in asked) == blueprint.unscored
    assert all(one.part == part_of(one.item, blueprint) for one in asked)
    _assert_cases(blueprint, found, pool)
    if blueprint.draw.every_task:
        owed = {f"{blueprint.outline}:{code}" for code in OUTLINES[blueprint.outline]}
        assert owed <= {task for one in asked for task in one.item.tasks}


def _assert_counts(blueprint: Blueprint, asked: Collection[Item]) -> None:
    draw = blueprint.draw
    if draw.groups:
        marks: Counter[str] = Counter()
        for item in asked:
            marks[item.group] += item.marks
        assert marks == +Counter(draw.groups)
    elif draw.domains:
        assert Counter(part_of(item, blueprint) for item in asked) == +Counter(draw.domains)


def _assert_cases(blueprint: Blueprint, found: Drawn, pool: Sequence[Item]) -> None:
    for section, questions in zip(blueprint.sections, found.sections, strict=True):
        if not section.cases:
            assert not any(one.item.case for one in questions)
            continue
        assert all(one.scored for one in questions)
        assert [one.item.id for one in questions] == _as_whole(questions, pool)


def _as_whole(questions: Iterable[Any], pool: Sequence[Item]) -> list[str]:
    """The ids of the same cases one after the other, each whole, cut at the section's end."""
    asked = list(questions)
    names = dict.fromkeys(one.item.case for one in asked)
    whole = [item.id for name in names for item in pool if item.case == name]
    return whole[: len(asked)]
