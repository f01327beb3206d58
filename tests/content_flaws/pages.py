"""The pages of the rules, docs/rules/<code>.md: their examples are cases of the set.

`python -m tests.content_flaws.pages` writes them; a test compares.
"""

import difflib
import re

from tests.content_flaws.cases import Case, all_cases
from tpmlearn.config import ROOT
from tpmlearn.domain.content.catalogue import Severity
from tpmlearn.domain.content.rules import BARE, RULES, Rule

FOLDER = ROOT / "docs" / "rules"
AROUND, MOST_LINES, LONGEST_LINE = 2, 14, 110
LANGUAGES = {"md": "markdown", "yml": "yaml", "svg": "xml"}
IN_WORDS = {
    "E001": ("The file was saved as Latin-1.", "The file is saved as UTF-8."),
    "E002": ("A file of 1.2 MB.", "Two files of 600 kB, or less."),
    "E003": (
        "`lesson.md` is a symbolic link to a file outside the content folder.",
        "`lesson.md` is the file itself, or a link to another file of the folder.",
    ),
    "E004": ("A title that holds the character U+0007.", "The same title without it."),
    "E005": (
        "A folder `modules/16-estimate-in-ranges` with `lesson.md` alone.",
        "The same folder with `lesson.md` and `quiz.md`.",
    ),
    "E006": ("`modules/estimates/lesson.md`", "`modules/16-estimate-in-ranges/lesson.md`"),
    "E007": ("A file that its author alone may read.", "A file that the site may read."),
    "E008": ("Nothing is known that does this.", "The file as it was before the last change."),
    "E015": ("Front matter of 300 kB.", "Front matter of a few lines."),
    "E047": ("A line of 12,000 characters.", "Several paragraphs."),
    "E048": ("A list in a list, seven levels deep.", "Two levels, and a heading for each part."),
    "E049": ("A file of items with 5,000 lines.", "Two files with half of the items each."),
    "E108": ("A figure with 1,200 elements.", "A figure with a few dozen elements."),
    "E136": (
        "A folder `exams/short` with `items.md` or `history.md` alone.",
        "The same folder with `blueprint.yml` beside them.",
    ),
    "W130": ("A case with one item.", "A case with four or five items."),
    "W131": (
        "A file `templates/ranges.md` that the lesson does not link.",
        "`[the list](template:ranges)` in the lesson.",
    ),
    "W122": ("A quiz of nine items.", "A quiz of ten items."),
    "W124": ("`net.svg` in the folder, and no text that shows it.", "`![A net](net.svg)`"),
    "W125": ("`modules/01-start/notes.txt`", "The file outside the content folder."),
}


def pages() -> dict[str, str]:
    """The text of every page by its rule's code."""
    chosen: dict[str, Case] = {}
    for case in all_cases():
        for code, _ in case.expected:
            if code not in chosen or len(case.expected) < len(chosen[code].expected):
                chosen[code] = case
    return {code: _page(rule, chosen.get(code)) for code, rule in RULES.items()}


def _page(rule: Rule, case: Case | None) -> str:
    parts = [
        f"# {rule.code} {rule.title}",
        rule.explanation,
        f"{_weight(rule)} {_mend(rule)}".strip(),
        *_examples(rule, case),
        "This page is made from the examples that test the rule (`tests/content_flaws`).",
    ]
    return "\n\n".join(parts) + "\n"


def _weight(rule: Rule) -> str:
    if rule.severity is Severity.WARNING:
        return "A warning: it keeps nothing out."
    if rule.code in BARE:
        return "An error, but the page is shown until it is mended, without the link."
    return "An error: it keeps the file out of the site."


def _mend(rule: Rule) -> str:
    """How to mend it, where the words are the same for all files."""
    return "" if "{" in rule.mend.replace("{{", "").replace("}}", "") else rule.mend.format()


def _examples(rule: Rule, case: Case | None) -> list[str]:
    words = IN_WORDS.get(rule.code)
    if words:
        return [f"Wrong: {words[0]}", f"Right: {words[1]}"]
    assert case is not None, rule.code
    assert isinstance(case.flawed, str), rule.code
    wrong, right = _hunks(
        case.flawed, case.good, next(n for c, n in case.expected if c == rule.code)
    )
    language = LANGUAGES[case.file.rpartition(".")[2]]
    where = f"`{case.file}`"
    lines = sorted({n for code, n in case.expected if code == rule.code})
    at = (
        "line " + " and ".join(map(str, lines)) if len(lines) < 3 else f"line {lines[0]} and others"
    )
    return [
        f"Wrong, in {where}; the check names {at}:",
        _fenced(wrong, language),
        "Right:",
        _fenced(right, language),
    ]


def _fenced(text: str, language: str) -> str:
    ticks = "`" * max(3, 1 + max((len(one) for one in re.findall(r"`+", text)), default=0))
    return f"{ticks}{language}\n{text}\n{ticks}"


def _hunks(flawed: str, good: str, line: int) -> tuple[str, str]:
    """The lines that differ, with those around them, of both files."""
    one, two = flawed.rstrip("\n").split("\n"), good.rstrip("\n").split("\n")
    changes = [
        change
        for change in difflib.SequenceMatcher(None, one, two, autojunk=False).get_opcodes()
        if change[0] != "equal"
    ]
    first, last = changes[0], changes[-1]
    near = min(first[1], line - 1), max(last[2], line)
    wrong = _cut(one, near[0], near[1])
    return wrong, _cut(two, first[3] - (first[1] - near[0]), last[4] + near[1] - last[2])


def _cut(lines: list[str], start: int, end: int) -> str:
    shown = lines[max(0, start - AROUND) : end + AROUND]
    if len(shown) > MOST_LINES:
        shown = [*shown[: MOST_LINES - 1], "…"]
    return "\n".join(
        one if len(one) <= LONGEST_LINE else f"{one[:LONGEST_LINE]}…" for one in shown
    ).strip("\n")


def main() -> None:
    """Write all pages, and remove those of rules that are gone."""
    FOLDER.mkdir(exist_ok=True)
    found = pages()
    for path in FOLDER.glob("*.md"):
        if path.stem not in found:
            path.unlink()
    for code, text in found.items():
        (FOLDER / f"{code}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
