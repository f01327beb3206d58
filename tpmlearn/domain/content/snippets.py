"""What an author can insert: a whole item of each type, and the pieces of a lesson."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from tpmlearn.domain.content.reading import Kind

ITEM_KINDS = frozenset({Kind.QUIZ, Kind.BANK, Kind.CASE, Kind.EXAM_ITEMS})
TEXT_KINDS = frozenset({Kind.LESSON, Kind.ASSIGNMENT, Kind.HISTORY, Kind.CASE})
# Their answer is typed, which neither a bank nor an exam asks for.
_TYPED = frozenset({"number", "generated"})
_HEAD = "## Working title {#ID kind=apply difficulty=3 source=SOURCE}\n\n"
_END = "\n> The principle in one sentence.\n"


@dataclass(frozen=True)
class Snippet:
    """A piece of text by a short key, with the words of its button; items have an id of theirs."""

    key: str
    label: str
    text: str
    is_item: bool = False


def _item(key: str, label: str, body: str) -> Snippet:
    return Snippet(key, label, _HEAD + body + _END, is_item=True)


ITEMS = (
    _item(
        "single",
        "Single answer",
        "What happens, to whom, with which number. What should you do **first**?\n\n"
        "- [ ] What a sensible developer might do\n  > Why it fails here.\n"
        "- [x] What is right here and now\n  > Why it is right here.\n"
        "- [ ] What a busy manager might do\n  > Why it fails, too.\n",
    ),
    _item(
        "multiple",
        "Multiple answers",
        "What happens, to whom, with which number. Which of these help? Choose two.\n\n"
        "- [x] The first that helps\n  > Why it helps.\n"
        "- [ ] What looks as if it did\n  > Why it does not.\n"
        "- [x] The second that helps\n  > Why it helps, too.\n"
        "- [ ] What would be right elsewhere\n  > Why it is not right here.\n",
    ),
    _item(
        "true-false",
        "True or false",
        "One plain statement that is true or false as a whole?\n\n"
        "- [x] True\n  > Why it holds.\n- [ ] False\n  > What whoever says so overlooks.\n",
    ),
    _item(
        "order",
        "Order",
        "Put the steps into order.\n\n1. What comes first\n   > Why nothing comes before it.\n"
        "2. What comes next\n   > What it needs of the first.\n"
        "3. What comes last\n   > Why it can wait.\n",
    ),
    _item(
        "match",
        "Match",
        "Match each word with what it says.\n\n"
        "- First word :: Its meaning\n  > Why they belong together.\n"
        "- Second word :: Another meaning\n  > Why they belong together.\n"
        "- Third word :: One more meaning\n  > Why they belong together.\n"
        "- :: What belongs to none\n  > Why it belongs to none.\n",
    ),
    _item(
        "number",
        "Number",
        "The figures in a sentence or a table. How long does it take, in days?\n\n"
        "- = 7.0 ± 0.05 days\n  > How it is worked out, step by step.\n",
    ),
    _item(
        "pull-down",
        "Pull-down",
        "The {{1}} owns the outcome, and the {{2}} owns the plan.\n\n"
        "Gap 1:\n\n- [x] right word\n  > Why it fits here.\n"
        "- [ ] other word\n  > Why it does not.\n\n"
        "Gap 2:\n\n- [ ] near miss\n  > Why it does not.\n- [x] good word\n  > Why it fits here.\n",
    ),
    _item(
        "hotspot",
        "Hotspot",
        "![What the figure shows](figure.svg)\n\nWhich part of the figure is meant?\n\n"
        "- [x] The right part {region=first}\n  > Why it is this one.\n"
        "- [ ] Another part {region=second}\n  > Why it is not this one.\n"
        "- [ ] A third part {region=third}\n  > Why it is not this one.\n",
    ),
    _item(
        "generated",
        "Generated number",
        "```vars\nlow: 2..5\nlikely: 6..9\nhigh: 12..30 step 6\n```\n\n"
        "It takes {{low}} days at best, {{likely}} most likely and {{high}} at worst. "
        "What is the mean, in days?\n\n- = (low + 4 * likely + high) / 6 ± 0.05 days\n"
        "  > ({{low}} + 4 × {{likely}} + {{high}}) / 6 = {{answer}}.\n",
    ),
)
STORY = Snippet(
    "story",
    "Case story",
    "Who, where, the figures, and what has been decided already.\n\n"
    "| Week | Planned | Done |\n|---|--:|--:|\n| 1 | 40 | 34 |\n",
)
PIECES = (
    Snippet("callout", "Callout", "> [!NOTE]\n> What deserves a second look.\n"),
    Snippet(
        "figure",
        "Figure",
        "![What it shows, for those who cannot see it](figure.svg)\n\n*What to look for in it.*\n",
    ),
    Snippet(
        "recall",
        "Recall question",
        "```quiz\nWhich of these is meant?\n\n- [ ] A near miss\n  > Why it is not.\n"
        "- [x] The right one\n  > Why it is.\n- [ ] Another near miss\n  > Why it is not.\n```\n",
    ),
    Snippet("table", "Table", "| What | How many |\n|---|--:|\n| First | 1 |\n| Second | 2 |\n"),
    Snippet("footnote", "Footnote", "A sentence with a note.[^note]\n\n[^note]: What it adds.\n"),
    Snippet(
        "answer", "Hidden answer", '??? answer "Model answer"\n    What a good answer holds.\n'
    ),
    Snippet("lesson-link", "Link to a lesson", "[[16-estimate-in-ranges]]"),
    Snippet("term-link", "Link to a term", "[[glossary:critical-path|critical path]]"),
)


def snippets(
    kind: Kind, *, stem: str, first: int, source: str, lesson: str, term: str
) -> tuple[Snippet, ...]:
    """What fits a file of this kind; items get the ids `stem`-`first`, the next number, and so on.

    `source` is a key of the file's sources; `lesson` and `term` are slugs that exist.
    """
    found: list[Snippet] = []
    number = first
    for one in _fitting(kind):
        text = one.text.replace("16-estimate-in-ranges", lesson)
        text = text.replace("glossary:critical-path|critical path", f"glossary:{term}")
        if one.is_item:
            text = text.replace("#ID", f"#{stem}-{number}").replace("SOURCE", source)
            number += 1
        found.append(replace(one, text=text))
    return tuple(found)


def id_stem(kind: Kind, slug: str) -> str:
    """How ids of new items of a file begin: `ctl2-item`, `m16-item`, `case-freight-item`."""
    words = re.sub(r"[^a-z0-9]+", "-", slug.lower()).strip("-") or "new"
    if kind is Kind.QUIZ:
        number = words.partition("-")[0]
        return f"m{number}-item" if number.isdecimal() else f"{words[:40].strip('-')}-item"
    start = "case-" if kind is Kind.CASE else ""
    return f"{start}{words[:40].strip('-')}-item"


def next_number(stem: str, ids: Iterable[str]) -> int:
    """The number after the highest with which an id of this stem ends; 1 if there is none."""
    ends = (one.removeprefix(f"{stem}-") for one in ids if one.startswith(f"{stem}-"))
    return max((int(one) for one in ends if re.fullmatch(r"\d{1,6}", one)), default=0) + 1


def _fitting(kind: Kind) -> Iterable[Snippet]:
    if kind in ITEM_KINDS:
        yield from (one for one in ITEMS if kind is Kind.QUIZ or one.key not in _TYPED)
    if kind is Kind.CASE:
        yield STORY
    if kind in TEXT_KINDS:
        yield from (one for one in PIECES if one.key != "recall" or kind is Kind.LESSON)
