"""Compares questions by what they say, not by where they stand."""

from dataclasses import replace

from tpmlearn.domain.content.drafts import ItemDraft, OptionDraft, Question, Slice
from tpmlearn.domain.content.fields import Named


def placeless(question: Question) -> Question:
    """The question with every line and column set to 0."""
    number, formula = question.number, question.formula
    return replace(
        question,
        stem=_slice(question.stem),
        options=tuple(_option(option) for option in question.options),
        number=number and replace(number, reason=_slice(number.reason), line=0),
        formula=formula and replace(formula, reason=_slice(formula.reason), line=0),
        explanation=_slice(question.explanation),
        line=0,
    )


def placeless_item(item: ItemDraft) -> ItemDraft:
    """The item with every line and column set to 0, and without the path of its file."""
    return replace(
        item,
        skill=_named(item.skill),
        tasks=tuple(_named(task) for task in item.tasks),
        source=_named(item.source),
        group=_named(item.group),
        question=placeless(item.question),
        path="",
        line=0,
    )


def _option(option: OptionDraft) -> OptionDraft:
    return replace(option, reason=_slice(option.reason), trap=_named(option.trap), line=0, column=0)


def _slice(piece: Slice) -> Slice:
    return Slice(piece.text, 0)


def _named(name: Named) -> Named:
    return Named(name.text, 0, 0)
