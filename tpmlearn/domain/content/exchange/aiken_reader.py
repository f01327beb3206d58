"""Reads Aiken: a question in one or more lines, options `A. …` or `A) …`, then `ANSWER: B`."""

import re

from tpmlearn.domain.content.exchange import tags
from tpmlearn.domain.content.exchange.building import Choice, choice, settled, title_of, too_many
from tpmlearn.domain.content.exchange.carried import MOST_ITEMS, Carried, Found, Log, Unreadable
from tpmlearn.domain.content.exchange.hypertext import as_markdown

_OPTION = re.compile(r"([A-Za-z])[.)](?:\s+(.*))?")
_ANSWER = re.compile(r"ANSWER\s*:\s*(\S.*)?", re.IGNORECASE)


class _Open:
    """The question that is being read."""

    def __init__(self) -> None:
        self.line = 0
        self.stem: list[str] = []
        self.options: list[tuple[str, str]] = []


def read_aiken(text: str) -> Found:
    """The questions of an Aiken file. Raises Unreadable when there are too many."""
    log, items, taken = Log(), list[Carried](), set[str]()
    now = _Open()
    for line, written in enumerate(text.split("\n"), 1):
        words = written.strip()
        answer, option = _ANSWER.fullmatch(words), _OPTION.fullmatch(words)
        if answer:
            item = _item(now, (answer[1] or "").strip(), log, taken)
            kept = settled(item, log) if item else None
            items += [kept] if kept else []
            now = _Open()
        elif option and now.stem:
            now.options.append((option[1].upper(), (option[2] or "").strip()))
        elif words and now.options:
            _unanswered(now, log)
            now = _Open()
            now.line, now.stem = line, [words]
        elif words:
            now.line = now.line or line
            now.stem.append(words)
        if len(items) > MOST_ITEMS:
            raise Unreadable(f"The file has more than {MOST_ITEMS} questions: split it.")
    if now.stem:
        _unanswered(now, log)
    return Found(tuple(items), tuple(log.notes))


def _unanswered(now: _Open, log: Log) -> None:
    log.begin(now.line, now.stem[0][:60])
    log.leave_out("no line ‘ANSWER:’ follows it")


def _item(now: _Open, answer: str, log: Log, taken: set[str]) -> Carried | None:
    log.begin(now.line, now.stem[0][:60] if now.stem else "")
    if too_many(len(now.options), log):
        return None
    letters = [letter for letter, _ in now.options]
    if not now.stem or not now.options:
        log.leave_out("an answer stands without question or options")
        return None
    if answer.upper() not in letters:
        log.leave_out(f"its answer ‘{answer[:20]}’ is none of its options")
        return None
    stem = as_markdown("\n".join(now.stem), "plain", log.add)
    choices = [
        Choice(as_markdown(words, "plain", log.add), 100.0 * (letter == answer.upper()), "")
        for letter, words in now.options
    ]
    found = choice(stem, choices, "", single=True, log=log)
    identity = tags.identity("", " ".join(now.stem), taken) if found else ""
    return Carried(title_of("", stem), {"id": identity}, found, now.line) if found else None
