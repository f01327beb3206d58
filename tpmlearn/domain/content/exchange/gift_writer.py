"""Writes GIFT as strictly as its published grammar wants it."""

import re
from collections.abc import Iterable, Sequence

from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import ItemDraft, OptionDraft, Question
from tpmlearn.domain.content.exchange.carried import Note
from tpmlearn.domain.content.exchange.formatting import attributes_of, plain_number
from tpmlearn.domain.content.exchange.outgoing import (
    Outgoing,
    Written,
    shown_figures,
    text_losses,
    with_distinct_sources,
)
from tpmlearn.domain.content.exchange.tags import indexed_tags, source_lines, tags_for

NOT_CARRIED = {
    ItemType.ORDER: "GIFT has no steps to put into order",
    ItemType.PULL_DOWN: "GIFT has no gaps with lists",
    ItemType.HOTSPOT: "GIFT has no figures to point at",
    ItemType.GENERATED: "GIFT has no numbers that are drawn",
}
_SPECIAL = re.compile(r"[\\~=#{}:]")


def write_gift(outgoing: Iterable[Outgoing]) -> Written:
    """A GIFT file of the items that GIFT can carry."""
    items, sources = with_distinct_sources(outgoing)
    notes: list[Note] = []
    texts = [f"// {line}" for line in source_lines(sources)]
    head = "\n".join(texts) + "\n\n" if texts else ""
    parts = []
    for one in items:
        missing = NOT_CARRIED.get(one.item.question.type)
        if missing:
            notes.append(Note(one.item.line, one.item.id, missing, left_out=True))
            continue
        notes += [Note(one.item.line, one.item.id, text) for text in losses(one.item)]
        parts.append(_item(one.item))
    return Written((head + "\n".join(parts)).encode(), len(parts), tuple(notes))


def losses(item: ItemDraft) -> list[str]:
    """What GIFT drops of an item that it carries."""
    found, question = text_losses(item), item.question
    if shown_figures(item):
        found.append("its figure")
    if question.type is ItemType.MATCH:
        found.append("the reasons of its rows")
    if question.type is ItemType.MULTIPLE:
        found.append("right as a whole: Moodle gives a part for some of the right options")
    if question.number and question.number.unit:
        found.append(f"the unit ‘{question.number.unit}’")
    if any("->" in option.left for option in question.options):
        found.append("-> in a left side, written as →")
    return found


def _item(item: ItemDraft) -> str:
    attributes = attributes_of(item)
    tags = tags_for(attributes)
    tags += indexed_tags("trap", (option.trap.text for option in item.question.options))
    head = "".join(f" [tag:{tag}]" for tag in tags)
    title = _escaped(item.title)
    return (
        f"// [id:{item.id}]{head}\n::{title}::[markdown]{_escaped(item.question.stem.text)}"
        f"{{{_answer(item.question)}\n}}\n"
    )


def _answer(question: Question) -> str:
    general = question.explanation.text
    after = f"\n\t####{_escaped(general)}" if general else ""
    if question.number:
        number = question.number
        value = f"{plain_number(number.value)}:{plain_number(number.tolerance)}"
        return f"#\n\t=%100%{value}{_feedback(number.reason.text)}{after}"
    if question.type is ItemType.TRUE_FALSE:
        return _truth(question.options) + after
    if question.type is ItemType.MATCH:
        return "".join(map(_pair, question.options)) + after
    return _choices(question) + after


def _truth(options: Sequence[OptionDraft]) -> str:
    right = next(option for option in options if option.correct)
    wrong = next(option for option in options if not option.correct)
    key = "TRUE" if right.text.strip(" .*").lower() == "true" else "FALSE"
    return f"{key}#{_escaped(wrong.reason.text)}#{_escaped(right.reason.text)}"


def _choices(question: Question) -> str:
    keys = sum(option.correct for option in question.options)
    rows = []
    for option in question.options:
        if question.type is ItemType.MULTIPLE:
            weight = f"{100 / keys:.5f}".rstrip("0").rstrip(".") if option.correct else "-100"
            mark = f"~%{weight}%"
        else:
            mark = "=" if option.correct else "~"
        rows.append(f"\n\t{mark}{_escaped(option.text)}{_feedback(option.reason.text)}")
    return "".join(rows)


def _pair(option: OptionDraft) -> str:
    return f"\n\t={_escaped(option.left.replace('->', '→'))} -> {_escaped(option.text)}"


def _feedback(reason: str) -> str:
    return f"#{_escaped(reason)}" if reason else ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text).replace("\n", "\\n")
