"""What is written in our format is read as the same items, whatever they are."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.domain.content.exchange.items import items
from tests.support.every_type import quiz
from tpmlearn.config import ROOT
from tpmlearn.domain.content.catalogue import Source
from tpmlearn.domain.content.drafts import ItemDraft
from tpmlearn.domain.content.exchange.building import Choice, choice, settled
from tpmlearn.domain.content.exchange.carried import Carried, Log
from tpmlearn.domain.content.exchange.escaping import escaped
from tpmlearn.domain.content.exchange.formatting import format_item, format_quiz, plain_number
from tpmlearn.domain.content.exchange.places import placeless_item
from tpmlearn.domain.content.items import read_quiz

HEAD = "---\nsources: {}\n---\n\n"
FOREIGN = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Co", "Zl", "Zp"], include_characters="\n"),
    min_size=1,
    max_size=60,
).filter(lambda text: bool(text.strip()))


@given(items())
@settings(max_examples=100, deadline=None)
def test_reading_what_was_written_gives_the_same_item(item: ItemDraft) -> None:
    text = format_item(item)

    found, _ = read_quiz("x.md", HEAD + text)

    assert [placeless_item(one) for one in found.items] == [placeless_item(item)], text


@pytest.mark.parametrize("path", sorted(ROOT.glob("content/modules/*/quiz.md")), ids=str)
def test_shipped_files_are_the_same_after_writing(path: object) -> None:
    from pathlib import Path

    draft, _ = read_quiz("x.md", Path(str(path)).read_text(encoding="utf-8"))

    again, report = read_quiz("x.md", format_quiz(draft))

    assert report.problems == []
    assert again.sources == draft.sources
    assert [*map(placeless_item, again.items)] == [*map(placeless_item, draft.items)]


def test_it_writes_as_an_author_would() -> None:
    draft, _ = read_quiz("x.md", quiz())

    text = format_quiz(draft)

    assert text.startswith(
        '---\nsources:\n  own: {title: "Own work", checked: 2026-11-22}\n---\n\n## Slip {#m01-slip '
    )
    assert "1. Split the work\n   > Nothing can be estimated that is not named.\n2. Ask" in text
    assert "- Risk :: It may happen\n  > Not yet certain.\n" in text
    assert "- [x] The second bar {region=reserve}\n  > It stands" in text
    assert "Gap 2:\n\n- [ ] auditor\n" in text


@given(FOREIGN, FOREIGN, st.lists(FOREIGN, min_size=3, max_size=5))
@settings(max_examples=100, deadline=None)
@example("# a", "Gap 1:", ["- x", "[x] y", "1. z"])
@example("```vars\na: 1..2\n```", "{{1}}", ["a {trap=x}", "= 7 ± 1", "a :: b"])
@example("$$x", r"\(", ["[^1]", "[[a]]", "::"])
@example(": x", "x\n: y", ["&amp;", "---", "==="])
def test_any_plain_text_is_kept_as_it_is(stem: str, reason: str, options: list[str]) -> None:
    log = Log()
    choices = [
        Choice(escaped(one), 100.0 * (n == 0), escaped(reason).strip())
        for n, one in enumerate(options)
    ]
    question = choice(escaped(stem).strip(), choices, "", single=True, log=log)
    assert question

    kept = settled(Carried("Title", {"id": "abc"}, question, 1), log)

    assert kept
    assert log.notes == []


@pytest.mark.parametrize("value", [0.0, 7.0, 1e-7, 123456789012.5, 1e20, -0.05, 1 / 3])
def test_a_number_has_no_exponent_and_stays_the_same(value: float) -> None:
    text = plain_number(value)

    assert "e" not in text
    assert float(text) == value


def test_sources_are_written_with_their_address() -> None:
    from dataclasses import replace
    from datetime import date

    draft, _ = read_quiz("x.md", quiz())
    source = Source("own", 'Ours: "quoted"', date(2026, 11, 22), "https://example.org/a")

    again, report = read_quiz("x.md", format_quiz(replace(draft, sources=(source,))))

    assert report.problems == []
    assert again.sources == (source,)
