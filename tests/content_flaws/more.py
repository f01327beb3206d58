"""Flaws of the set that no other table has: file, old text, new text (or the whole), code@line."""

from tests.domain.content.sample import CASE, EXAM_ITEMS, fillers
from tests.support.every_type import GENERATED

LESSON, QUIZ_FILE = "modules/01-start/lesson.md", "modules/01-start/quiz.md"
WHOLE = ""
STEM = "Who signs the charter of a small rewrite? (m01)"
SLIP = "The vendor reports a slip of {} weeks. What should you do **first**?"
_ROWS = "\n\n- [ ] {}\n  > No.\n- [x] {}\n  > Yes.\n- [ ] {}"
OPTIONS = _ROWS.format("The first of the three", "The next of the three", "The third of the three")
ARTICLES = _ROWS.format("Date that they like", "Estimate in days", "Promise of a kind")
NUMBERS = _ROWS.format("14 days", "9 days", "21 days")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 200" role="img">\n'

MORE: tuple[tuple[str, str, str | bytes, str], ...] = (
    # the file itself
    (LESSON, WHOLE, b"---\ntitle: caf\xe9\n---\n", "E001@2"),
    (LESSON, WHOLE, b"x" * 1_000_001, "E002@1"),
    (LESSON, WHOLE, b"---\ntitle: a\x07b\n---\n", "E004@2"),
    ("modules/start/lesson.md", WHOLE, "---\n---\n\n## A\n", "E006@1 E012@2"),
    ("modules/01-start/notes.txt", WHOLE, "Remember the milk.\n", "W125@1"),
    (LESSON, "Do it.", "Word. \n\n" * 26_000, "E049@1"),
    # running text
    (LESSON, "Do it.", "Do it:\n- now\n- later", "E039@45"),
    (LESSON, "## A situation", "### A situation", "E031@20"),
    (LESSON, "Do it.", "1. Now\n2. Later\n\nThen:\n- again", "E039@48"),
    (LESSON, "Do it.", "Do it \\(x^\\) now.", "E121@44"),
    (LESSON, "Do it.", "Do it \\(x now.", "E120@44"),
    (LESSON, "Do it.", "```math\n\\foo\n```", "E121@45"),
    (LESSON, "## An exercise", "## An exercise \\(x\\)", "E122@42"),
    (LESSON, "Do it.", "![A net](gone.svg)", "E094@44"),
    (LESSON, "Do it.", "![A net](../02-ranges/net.svg)", "E036@44"),
    (LESSON, "Do it.", "![A net](/etc/net.svg)", "E036@44"),
    ("assignments/jb01-shadow.md", "See [[01-start]].", "See.[^1]\n\n[^1]: No.", "E043@15 E043@17"),
    ("assignments/jb01-shadow.md", "## Aim", "# Aim", "E031@13"),
    ("assignments/jb01-shadow.md", "after: [01-start]", "after: [01-stop]", "E081@6"),
    ("assignments/jb01-shadow.md", "hours: 6", "hours: six", "E022@7"),
    # items
    (QUIZ_FILE, STEM, SLIP.format("two"), "E091@52"),
    (QUIZ_FILE, STEM, SLIP.format("six"), "W123@52"),
    (QUIZ_FILE, fillers("m01", 6)[len(fillers("m01", 5)) :], "\n", "W122@1"),
    (QUIZ_FILE, STEM + OPTIONS, "Complete it: you give the sponsor an" + ARTICLES, "W106@52"),
    (QUIZ_FILE, STEM + OPTIONS, "How long is a small rewrite?" + NUMBERS, "W108@54"),
    (LESSON, "Do it.", f"````quiz{GENERATED.partition('source=own}')[2]}````", "E099@55"),
    # lists
    ("framework.yml", "code: DEL4", "code: del4", "E028@13"),
    ("framework.yml", "developer: 2", "developer: 6", "E023@16"),
    ("roles/tpm.yml", "title: Technical", "titel: Technical", "E020@1 E021@1"),
    ("traps.yml", "costs: It hides", "cost: It hides", "E020@1 E021@3"),
    ("certificates.yml", "checked: 2026-11-22", "checked: soon", "E022@15"),
    ("contacts.yml", "weeks: 6", "weeks: sixty", "E022@6"),
    ("contacts.yml", "after: [01-start]", "after: [01-what]", "E081@7"),
    ("certificates.yml", "study_hours: 80", "study_hours: many", "E022@7"),
    ("glossary.yml", "{slug: float, term: float", "{slug: float, term: ''", "E025@1"),
    # figures
    ("modules/01-start/more.svg", WHOLE, SVG + "<title>A</title><desc>B</desc>" + "<g/>" * 1_001
     + "</svg>", "E108@2 W124@1"),
    ("modules/01-start/more.svg", WHOLE, SVG + "<title>A</title><desc>B</desc></svg>", "W124@1"),
    # files that are there alone, or with too little in them
    ("modules/01-start/templates/extra.md", "", "# Extra\n", "W131@1"),
    ("cases/late-portal.md", CASE[CASE.index("\n## Filler 1") :], "", "W130@1"),
    (
        "exams/alone/items.md",
        "",
        EXAM_ITEMS.replace("short-narrow", "alone-narrow").replace("Which forecast", "Whose guess"),
        "E136@1",
    ),
    ("exams/alone/history.md", "", "It was longer.\n", "E136@1"),
    ("exams/short/history.md", "", "## Before\n\nIt was longer.\n", "E031@1"),
    ("exams/short/history.md", "", "It was longer.[^1]\n", "E043@1"),
    ("exams/short/history.md", "", "It was longer, as in [[03-gone]].\n", "E081@1"),
)  # fmt: skip
