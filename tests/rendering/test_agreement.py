"""Both Markdown readers must see the same blocks, or the author is told where they part."""

from pathlib import Path

import pytest

from tpmlearn.domain.content.reading import SourceFile, read_file, slices
from tpmlearn.rendering.agreement import first_difference
from tpmlearn.rendering.markdown import Outliner

CONTENT = Path(__file__).parents[2] / "content"


def _difference(text: str) -> tuple[int, str, str] | None:
    found = first_difference(text, Outliner().html(text))
    return (found.line, found.one, found.other) if found else None


@pytest.mark.parametrize(
    "text",
    [
        "Text\n\n- a\n    - b\n- c\n",
        "Text\n\n1. a\n2. b\n",
        "> [!NOTE]\n> Text\n\n> [!TIP] Title\n> Text\n\n> Quote\n",
        '??? answer "Model"\n    Text\n\n    - a\n\n    ```quiz\n    q\n    ```\n\nAfter\n',
        "| a | b |\n|---|---|\n| 1 | 2 |\n\nText[^1]\n\n[^1]: Note\n    more\n",
        "![a](b.svg)\n\n*Caption*\n",
        "Term\n: Meaning\n\n    More\n\n***\n\n```\ncode\n```\n\n## Title\n",
    ],
)
def test_it_finds_no_difference_in_what_all_readers_read_alike(text: str) -> None:
    assert _difference(text) is None


@pytest.mark.parametrize(
    ("text", "line", "one", "other"),
    [
        ("Text\n- a\n- b\n", 2, "a list of 2 rows", "nothing"),
        ("- a\n  - b\n- c\n", 1, "a list of 2 rows with a list in it", "a list of 3 rows"),
        ("Text\n| a |\n|---|\n| 1 |\n", 2, "a table of 2 rows", "nothing"),
        ("A\n\n```\nx\n```\nText\n", 3, "a code block", "a paragraph"),
        ("- a\n\n1. b\n", 1, "a list of 1 rows", "a list of 2 rows"),
        (
            "A\n\n1. a\n2. b\n\n   more\n",
            3,
            "a numbered list of 2 rows",
            "a numbered list of 2 rows, put together in another way",
        ),
    ],
)
def test_it_names_the_first_block_that_is_read_in_two_ways(
    text: str, line: int, one: str, other: str
) -> None:
    assert _difference(text) == (line, one, other)


# A template is downloaded as it is; nobody renders it here.
RENDERED = sorted(path for path in CONTENT.rglob("*.md") if path.parent.name != "templates")


@pytest.mark.parametrize("path", RENDERED, ids=lambda path: "/".join(path.parts[-2:]))
def test_both_readers_agree_on_all_that_ships(path: Path) -> None:
    name = path.relative_to(CONTENT).as_posix()

    pieces = slices(read_file(SourceFile(name, name, path.read_text(encoding="utf-8"))))

    assert pieces
    assert [found for piece in pieces if (found := _difference(piece.text))] == []
