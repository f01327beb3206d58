"""Files that are made to cost time or memory, and the code and line that each must get.

`python -m tests.library.hostile NAME FOLDER` checks one in a process with limits of its own.
"""

import resource
import sys
from collections.abc import Callable
from pathlib import Path

from tests.domain.content.sample import FRAMEWORK, LESSON, QUIZ, sample
from tpmlearn.library import check_folders

MEMORY = 300 * 1024 * 1024
CPU_SECONDS = 6
"""Two of a machine at rest, and the start of the process, on one that is busy."""
FIGURE = "modules/01-start/a.svg"
LESSON_FILE, QUIZ_FILE = "modules/01-start/lesson.md", "modules/01-start/quiz.md"
ITEM = QUIZ[QUIZ.index("## Slip") : QUIZ.index("## Two")]
BODY = LESSON.count("\n") + 2
SIZE = 990_000
WIDE = 9_990
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200" role="img">'
    "<title>A</title><desc>B</desc>"
)


def lesson(text: str) -> tuple[str, str]:
    """A lesson that is good up to its end."""
    return LESSON_FILE, f"{LESSON}\n{text}\n"


def large(piece: str, size: int = SIZE) -> str:
    """A piece repeated to a size."""
    return piece * (size // len(piece))


def broad(piece: str) -> str:
    """The most that still is read: lines just short enough, in a paragraph of 190,000."""
    text = large(piece, 190_000)
    return "\n".join(text[n : n + WIDE] for n in range(0, len(text), WIDE))


def tall(piece: str) -> str:
    """The most lines that still are read."""
    return piece * (3_850 // piece.count("\n"))


def table(columns: int, rows: int) -> str:
    """A table whose last row has a cell too many."""
    head = "|a" * columns + "|\n" + "|-" * columns + "|\n"
    return head + ("|b" * columns + "|\n") * rows + "|b" * (columns + 1) + "|"


Files = Callable[[], tuple[str, str | bytes]]
# Each with the code and line of one problem that must be told.
CASES: dict[str, tuple[Files, str, int]] = {
    "10 MB": (lambda: (LESSON_FILE, b"x" * 10_000_000), "E002", 1),
    "binary": (lambda: (LESSON_FILE, bytes(range(256)) * 40), "E001", 2),
    "wrong encoding": (
        lambda: (LESSON_FILE, LESSON.replace("i", "ï").encode("latin-1")),
        "E001",
        2,
    ),
    "UTF-16": (lambda: (LESSON_FILE, LESSON.encode("utf-16")), "E001", 1),
    "a paragraph of 1 MB": (lambda: lesson(large("word ")), "E049", 1),
    "a line of 190 kB": (lambda: lesson(large("word ", 190_000)), "E047", BODY),
    "a million options": (
        lambda: (QUIZ_FILE, QUIZ.replace("- [ ] Accept", large("- [ ] a\n", 900_000) + "- [ ] A")),
        "E049",
        1,
    ),
    "options as many as are read": (
        lambda: (QUIZ_FILE, QUIZ.replace("- [ ] Accept", "- [ ] a\n" * 1_900 + "- [ ] Accept")),
        "E072",
        12,
    ),
    "50,000 items": (lambda: (QUIZ_FILE, QUIZ + "\n## a {#i}\n\nb\n" * 50_000), "E049", 1),
    "items as many as are read": (
        lambda: (
            QUIZ_FILE,
            QUIZ + "".join(f"{ITEM.replace('m01-slip', f'm-{n}')}" for n in range(250)),
        ),
        "E091",
        51,
    ),
    "10,000 brackets of YAML": (
        lambda: (
            LESSON_FILE,
            LESSON.replace("title: Start", f"title: {'[' * 10_000}{']' * 10_000} #"),
        ),
        "E014",
        2,
    ),
    "an alias bomb": (
        lambda: ("framework.yml", "a: &a [x, x]\n" + "b: &b [*a, *a, *a, *a]\n" * 30),
        "E013",
        1,
    ),
    "20,000 keys": (
        lambda: ("framework.yml", FRAMEWORK + "".join(f"k{n}: 1\n" for n in range(20_000))),
        "E021",
        FRAMEWORK.count("\n") + 1,
    ),
    "brackets": (lambda: lesson(large("[")), "E049", 1),
    "brackets in lines": (lambda: lesson(broad("[")), "E047", BODY),
    "stars": (lambda: lesson(broad("*a ")), "E047", BODY),
    "backticks": (lambda: lesson(broad("` `` ``` ")), "E047", BODY),
    "underscores": (lambda: lesson(broad("a_b ")), "E047", BODY),
    "nested quotes": (lambda: lesson(">" * WIDE), "E048", BODY),
    "nested lists": (lambda: lesson("- " * 4_000 + "x"), "E048", BODY),
    "a table of 100,000 cells": (lambda: lesson(table(25, 4_000)), "E049", 1),
    "a table as long as is read": (lambda: lesson(table(10, 3_850)), "E047", BODY),
    "a table as wide as is read": (lambda: lesson(table(1_300, 2)), "W127", BODY + 4),
    "100,000 headings": (lambda: lesson("## h\n\n" * 100_000), "E049", 1),
    "headings as many as are read": (lambda: lesson(tall("## h\n")), "E045", BODY + 1),
    "tags": (lambda: lesson(broad("<b>x</b> ")), "E033", BODY),
    "open math": (lambda: lesson(broad("\\( ")), "E047", BODY),
    "figures as many as are read": (
        lambda: lesson(
            tall("```network\ntitle: a\nactivities:\n  - {id: A, duration: x}\n```\n\n")
        ),
        "E022",
        BODY + 3,
    ),
    "questions as many as are read": (
        lambda: lesson(tall("```quiz\nx\n\n- [x] a\n  > b\n- [ ] c\n```\n\n")),
        "E060",
        BODY + 5,
    ),
    "a figure of many elements": (
        lambda: (FIGURE, SVG + large("<g>")),
        "E108",
        1,
    ),
    "a figure with a script": (
        lambda: (FIGURE, f"{SVG}\n<script>alert(1)</script></svg>"),
        "E102",
        2,
    ),
    "a figure with entities": (
        lambda: (FIGURE, '<!DOCTYPE x [<!ENTITY a "aa">]>' + SVG + "&a;</svg>"),
        "E101",
        1,
    ),
}


def main(name: str, folder: Path) -> None:
    """Print `code line` of every problem of one case, within the limits."""
    make, _, _ = CASES[name]
    file, text = make()
    for other, good in {**sample(), file: text}.items():
        path = folder / "content" / other
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(good if isinstance(good, bytes) else good.encode())
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    for found in check_folders([folder / "content"], folder / "cache"):
        if found.path == f"content/{file}":
            print(found.code, found.line)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
