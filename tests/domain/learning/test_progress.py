"""Progress counts the sections ticked as read, and nothing else."""

from dataclasses import replace

import pytest

from tests.domain.planning.cast import module
from tpmlearn.domain.content.catalogue import Section
from tpmlearn.domain.learning.progress import progress_sentence, sections_done

LESSON = replace(
    module("16-estimate-in-ranges", skills=("EST",)),
    sections=tuple(Section(anchor, anchor, "", "") for anchor in ("s-one", "s-two", "s-three")),
)


@pytest.mark.parametrize(
    ("read", "done"),
    [
        (set(), 0),
        ({"s-two"}, 1),
        ({"s-one", "s-two", "s-three"}, 3),
        ({"s-two", "s-left-the-lesson"}, 1),
        ({"s-left-the-lesson"}, 0),
    ],
)
def test_it_counts_ticked_sections_that_the_lesson_has(read: set[str], done: int) -> None:
    assert sections_done(LESSON, read) == done


def test_the_sentence_says_what_is_counted_and_the_count() -> None:
    sentence = progress_sentence(LESSON, {"s-one", "s-three"})

    assert sentence == "Progress counts the sections you ticked as read: 2 of 3."
