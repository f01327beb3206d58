"""What stands around a lesson, an assignment and a skill."""

from dataclasses import replace

import pytest

from tests.domain.planning.cast import assignment, module, skill
from tpmlearn.domain.content.catalogue import (
    Approach,
    Area,
    Catalogue,
    Item,
    ItemKind,
    ItemType,
    Level,
    Stage,
)
from tpmlearn.domain.learning.surroundings import lesson_of, subject_of, task_of

QUESTION = Item(
    "q", "1", "", ItemType.SINGLE, ItemKind.APPLY, "EST", 3, (), Approach.AGILE, "s", ""
)
MODULES = (
    module("01-scope", skills=("EST",)),
    replace(
        module("02-estimate", skills=("EST", "GONE"), requires=("01-scope", "00-gone")),
        assignment="jb5-estimate",
        quiz=(QUESTION,) * 10,
    ),
    module("03-risk", skills=("RISK",)),
)
CONTENT = Catalogue(
    version="1",
    levels=(Level(0, "not met yet", "", ""), Level(1, "aware", "", "")),
    stages=(Stage(3, "Planning", "", ""),),
    areas={"DEL": Area("DEL", "Delivery", "", ("EST", "RISK"))},
    skills={"EST": skill("EST", "Estimating"), "RISK": skill("RISK", "Risk")},
    modules={one.slug: one for one in MODULES},
    assignments={
        "jb5-estimate": assignment("jb5-estimate", skills=("EST",), after=("02-estimate",))
    },
)


@pytest.mark.parametrize(
    ("slug", "previous", "following"),
    [
        ("01-scope", None, "02-estimate"),
        ("02-estimate", "01-scope", "03-risk"),
        ("03-risk", "02-estimate", None),
    ],
)
def test_the_neighbours_follow_learning_order(
    slug: str, previous: str | None, following: str | None
) -> None:
    lesson = lesson_of(CONTENT, slug)

    assert lesson
    assert (lesson.previous.slug if lesson.previous else None) == previous
    assert (lesson.next.slug if lesson.next else None) == following


def test_a_lesson_has_its_surroundings_and_leaves_out_what_is_gone() -> None:
    lesson = lesson_of(CONTENT, "02-estimate")

    assert lesson
    assert lesson.stage == CONTENT.stages[0]
    assert [one.code for one in lesson.skills] == ["EST"]
    assert [one.slug for one in lesson.requires] == ["01-scope"]
    assert lesson.assignment == CONTENT.assignments["jb5-estimate"]
    assert (lesson.pass_mark, lesson.test_out_mark) == (7, 9)


def test_an_assignment_has_its_skills_and_lessons() -> None:
    task = task_of(CONTENT, "jb5-estimate")

    assert task
    assert [one.code for one in task.skills] == ["EST"]
    assert [one.slug for one in task.after] == ["02-estimate"]


def test_a_skill_has_its_levels_and_what_teaches_it() -> None:
    subject = subject_of(CONTENT, "EST")

    assert subject
    assert subject.area == CONTENT.areas["DEL"]
    assert [(level, name) for level, name, _ in subject.statements[:3]] == [
        (0, "not met yet"),
        (1, "aware"),
        (2, ""),
    ]
    assert [one.slug for one in subject.modules] == ["01-scope", "02-estimate"]
    assert [one.slug for one in subject.assignments] == ["jb5-estimate"]


def test_what_is_not_there_has_no_surroundings() -> None:
    assert lesson_of(CONTENT, "99-nothing") is None
    assert task_of(CONTENT, "99-nothing") is None
    assert subject_of(CONTENT, "NO1") is None
