"""Reads GIFT, leniently as Moodle does: blank lines end a question, escapes begin with `\\`."""

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import Question
from tpmlearn.domain.content.exchange import tags
from tpmlearn.domain.content.exchange.building import (
    Choice,
    choice,
    number,
    option,
    question,
    settled,
    title_of,
    too_many,
    true_false,
    with_traps,
)
from tpmlearn.domain.content.exchange.carried import MOST_ITEMS, Carried, Found, Log, Unreadable
from tpmlearn.domain.content.exchange.hypertext import as_markdown

_SPECIAL = "\\:#={}~n"
# Escaped characters become private ones, so that splitting at the bare ones is safe.
_HIDE = {char: chr(0xF100 + n) for n, char in enumerate(_SPECIAL)}
_SHOW = str.maketrans({hidden: "\n" if char == "n" else char for char, hidden in _HIDE.items()})
_PRIVATE = str.maketrans(dict.fromkeys(_HIDE.values(), "�"))
_ESCAPE = re.compile(r"\\([\\:#={}~n])")
_FORM = re.compile(r"\s*\[(html|markdown|plain|moodle)\]")
_ID = re.compile(r"\[id:([^\[\]]{1,200})\]")
_TAG = re.compile(r"\[tag:([^\[\]]{1,200})\]")
_WEIGHT = re.compile(r"\s*%\s*([-+]?\d{0,12}(?:\.\d{0,12})?)\s*%?")
_VALUE = r"([-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?)"
_NUMBER = re.compile(rf"\s*{_VALUE}\s*(?:(:|\.\.)\s*{_VALUE})?\s*")
_TRUTH = {"T": True, "TRUE": True, "F": False, "FALSE": False}
_BLANK = "_____"
_SHORT = "an answer to be typed in words is not part of our format"


@dataclass
class _Block:
    """The lines of one question, what comments above it say, and its first line from 1."""

    line: int = 0
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def id(self) -> str:
        found = _ID.search("\n".join(self.comments))
        return found[1].strip() if found else ""

    @property
    def tags(self) -> list[str]:
        return [found.strip() for found in _TAG.findall("\n".join(self.comments))]


def read_gift(text: str) -> Found:
    """The questions of a GIFT file. Raises Unreadable when there are too many."""
    log, items, taken = Log(), [], set[str]()
    sources = tags.sources_from(text)
    for count, block in enumerate(_blocks(text.translate(_PRIVATE)), 1):
        if count > MOST_ITEMS:
            raise Unreadable(f"The file has more than {MOST_ITEMS} questions: split it.")
        item = _Reader(block, log).read(taken)
        kept = settled(item, log) if item else None
        items += [kept] if kept else []
    return Found(tuple(items), tuple(log.notes), tuple(sources))


def _blocks(text: str) -> Iterator[_Block]:
    block = _Block()
    for line, written in enumerate([*text.split("\n"), ""], 1):
        words = written.strip()
        if words.startswith("//"):
            block.comments.append(words)
        elif words:
            block.line = block.line or line
            block.lines.append(words)
        else:
            if block.lines:
                yield block
            block = _Block()


class _Reader:
    """Reads one block; what cannot be kept goes to the log."""

    def __init__(self, block: _Block, log: Log) -> None:
        self.block = block
        self.log = log
        self.ours = tags.OURS in block.tags
        self.form = "moodle"

    def read(self, taken: set[str]) -> Carried | None:
        """The item, or None after saying why there is none."""
        text = _ESCAPE.sub(lambda match: _HIDE[match[1]], "\n".join(self.block.lines))
        if text.startswith("$CATEGORY:"):
            name, _, text = text.removeprefix("$CATEGORY:").partition("\n")
            self.log.begin(self.block.line, "")
            self.log.add(f"the category ‘{_shown(name)}’ is not kept")
            if not text:
                return None
        name = ""
        if text.startswith("::") and "::" in text[2:]:
            name, _, text = text[2:].partition("::")
            name = " ".join(name.translate(_SHOW).split())
        self.log.begin(
            self.block.line,
            name or _shown(_FORM.sub("", text, 1).partition("{")[0]) or "a question",
        )
        form = _FORM.match(text)
        if form:
            self.form, text = form[1], text[form.end() :]
        found = self._question(text)
        return self._item(name, found, taken) if found else None

    def _item(self, name: str, found: Question, taken: set[str]) -> Carried:
        attributes, others = tags.attributes_from(self.block.tags)
        if others:
            self.log.add(f"the tags {', '.join(others)[:200]} are not kept")
        title = name if self.ours and name else title_of(name, found.stem.text)
        attributes["id"] = tags.identity(self.block.id, name or found.stem.text, taken)
        traps = tags.indexed(self.block.tags, "trap")
        found = with_traps(found, traps) if traps else found
        return Carried(title, attributes, found, self.block.line)

    def _question(self, text: str) -> Question | None:
        before, opened, rest = text.partition("{")
        answer, closed, after = rest.partition("}")
        if not opened and "}" not in before:
            self.log.leave_out("it is a description, which asks nothing")
            return None
        if not closed or any(brace in before + answer + after for brace in "{}"):
            self.log.leave_out(
                "its braces { } do not match, or it has more than one answer: "
                "put an empty line between questions"
            )
            return None
        after = after.strip()
        space = "" if after[:1] in set(".,;?!)") else " "
        stem = f"{before.strip()} {_BLANK}{space}{after}" if after else before
        answer, _, general = answer.partition("####")
        return self._answered(self._text(stem), answer.strip(), self._text(general))

    def _answered(self, stem: str, answer: str, explanation: str) -> Question | None:
        if not answer:
            self.log.leave_out("an essay is marked by people and is not part of our format")
        elif answer.startswith("#"):
            return self._number(stem, answer[1:], explanation)
        elif "~" in answer:
            return self._choice(stem, answer, explanation)
        elif "=" in answer and "->" in answer:
            return self._match(stem, answer, explanation)
        elif answer.partition("#")[0].strip().upper() in _TRUTH:
            return self._truth(stem, answer, explanation)
        else:
            self.log.leave_out(_SHORT)
        return None

    def _choice(self, stem: str, answer: str, explanation: str) -> Question | None:
        marks = _marks(answer)
        if too_many(len(marks), self.log):
            return None
        before = _shown(re.split("[=~]", answer, maxsplit=1)[0])
        if before:
            self.log.add(f"‘{before}’ before its first answer is not kept")
        choices = [self._option(mark, words) for mark, words in marks]
        single = any(mark == "=" for mark, _ in marks)
        return choice(stem, choices, explanation, single=single, log=self.log)

    def _option(self, mark: str, words: str) -> Choice:
        weight, words = _weight(words, 100.0 if mark == "=" else 0.0)
        text, _, reason = words.partition("#")
        return Choice(self._text(text), weight, self._text(reason))

    def _match(self, stem: str, answer: str, explanation: str) -> Question | None:
        marks = _marks(answer)
        if too_many(len(marks), self.log):
            return None
        options = []
        for _, words in marks:
            left, arrow, right = words.partition("->")
            if not arrow or not right.strip():
                self.log.leave_out(f"‘{_shown(words)}’ is no pair with ->")
                return None
            # Right sides are plain text in GIFT, but for those that we wrote.
            form = "markdown" if self.ours else "plain"
            text = as_markdown(right.translate(_SHOW), form, self.log.add)
            left = self._text(left)
            options.append(option(text, correct=bool(left), left=left))
        return question(ItemType.MATCH, stem, options, explanation)

    def _truth(self, stem: str, answer: str, explanation: str) -> Question:
        word, _, feedback = answer.partition("#")
        wrong, _, right = feedback.partition("#")
        key = _TRUTH[word.strip().upper()]
        reasons = {True: right if key else wrong, False: wrong if key else right}
        texts = {value: self._text(reason) for value, reason in reasons.items()}
        return true_false(stem, texts, explanation, key=key)

    def _number(self, stem: str, answer: str, explanation: str) -> Question | None:
        marks = _marks(answer) or [("=", answer)]
        best: tuple[float, float, str] | None = None
        for mark, words in marks:
            weight, answered = _weight(words, 100.0 if mark == "=" else 0.0)
            text, _, reason = answered.partition("#")
            value = _NUMBER.fullmatch(text)
            if value is None or weight < 100 or best:
                self.log.add(f"the answer ‘{_shown(text) or mark}’ with {weight:g} % is not kept")
                continue
            best = (*_range(value), self._text(reason))
        if best is None or not all(map(math.isfinite, best[:2])):
            self.log.leave_out("it has no number with 100 %")
            return None
        value_, tolerance, reason = best
        return number(stem, value_, tolerance, reason=reason, explanation=explanation)

    def _text(self, text: str) -> str:
        form = _FORM.match(text)
        if form:
            text = text[form.end() :]
        shown = text.strip().translate(_SHOW)
        return as_markdown(shown, form[1] if form else self.form, self.log.add)


def _marks(answer: str) -> list[tuple[str, str]]:
    """The answers, each with the `=` or `~` before it; what stands before the first is dropped."""
    parts = re.split("([=~])", answer)
    return [(parts[n], parts[n + 1].strip()) for n in range(1, len(parts) - 1, 2)]


def _weight(words: str, usual: float) -> tuple[float, str]:
    match = _WEIGHT.match(words)
    if match is None or not match[1].strip("+-."):
        return usual, words
    return float(match[1]), words[match.end() :]


def _range(match: Sequence[str] | re.Match[str]) -> tuple[float, float]:
    value, kind, other = float(match[1]), match[2], match[3]
    if kind == "..":
        return (value + float(other)) / 2, abs(float(other) - value) / 2
    return value, float(other) if other else 0.0


def _shown(text: str) -> str:
    return " ".join(text.translate(_SHOW).split())[:60]
