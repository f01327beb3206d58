"""What can be inserted is right as it stands: the checker has no error to tell of it."""

import pytest

from tpmlearn.domain.content.reading import Kind, SourceFile, read_file
from tpmlearn.domain.content.snippets import ITEMS, id_stem, next_number, snippets

HEAD = """---
skill: CTL2
approach: hybrid
sources:
  own: {title: "Own work", checked: 2026-11-22}
---

"""


def all_of(kind: Kind) -> dict[str, str]:
    found = snippets(kind, stem="x-item", first=7, source="own", lesson="01-start", term="scope")
    return {one.key: one.text for one in found}


@pytest.mark.parametrize("key", [one.key for one in ITEMS])
def test_every_item_is_of_its_type_and_without_an_error(key: str) -> None:
    text = HEAD + all_of(Kind.QUIZ)[key]

    reading = read_file(SourceFile("modules/01-start/quiz.md", "content/quiz.md", text))

    (item,) = reading.draft.items
    assert item.question.type == key
    errors = [one for one in reading.problems if one.code.startswith("E")]
    assert errors == []


def test_ids_are_new_and_each_item_has_its_own() -> None:
    texts = all_of(Kind.QUIZ)

    assert "{#x-item-7 " in texts["single"]
    assert "{#x-item-8 " in texts["multiple"]
    assert len({text.split("{#")[1].split(" ")[0] for text in texts.values()}) == len(ITEMS)


@pytest.mark.parametrize(
    ("ids", "number"),
    [
        ([], 1),
        (["x-item-3", "x-item-11", "y-item-40"], 12),
        (["x-item-last", "x-item-2-b", "x-item-"], 1),
    ],
)
def test_the_next_number_is_free(ids: list[str], number: int) -> None:
    assert next_number("x-item", ids) == number


@pytest.mark.parametrize(
    ("kind", "slug", "stem"),
    [
        (Kind.QUIZ, "16-estimate-in-ranges", "m16-item"),
        (Kind.BANK, "ctl2", "ctl2-item"),
        (Kind.CASE, "freight-portal", "case-freight-portal-item"),
        (Kind.EXAM_ITEMS, "psm-i", "psm-i-item"),
        (Kind.BANK, "Ünïcode!", "n-code-item"),
        (Kind.BANK, "–", "new-item"),
    ],
)
def test_an_id_begins_with_the_file(kind: Kind, slug: str, stem: str) -> None:
    assert id_stem(kind, slug) == stem


def test_each_kind_of_file_is_offered_what_fits_it() -> None:
    assert "number" not in all_of(Kind.BANK)
    assert "generated" not in all_of(Kind.EXAM_ITEMS)
    assert "story" in all_of(Kind.CASE)
    assert "recall" not in all_of(Kind.CASE)
    assert {"callout", "figure", "recall", "table", "footnote"} <= set(all_of(Kind.LESSON))
    assert all_of(Kind.LESSON)["lesson-link"] == "[[01-start]]"
    assert all_of(Kind.LESSON)["term-link"] == "[[glossary:scope]]"
    assert all_of(Kind.TERMS) == {}
