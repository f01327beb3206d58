"""Writes items as text of our own format, so that reading the text gives the same items again."""

import json
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from tpmlearn.domain.content.catalogue import ItemType, Source, Variable
from tpmlearn.domain.content.drafts import (
    FormulaDraft,
    ItemDraft,
    NumberDraft,
    OptionDraft,
    Question,
    QuizDraft,
)
from tpmlearn.domain.content.exchange.carried import Carried

ATTRIBUTES = (
    "kind", "difficulty", "skill", "tasks", "approach", "source", "marks", "minutes",
    "group",
)  # fmt: skip


def format_item(item: ItemDraft) -> str:
    """An item as Markdown that ends with a line end; all its attributes stand in its heading."""
    return format_parts(item.title, attributes_of(item), item.question)


def format_quiz(draft: QuizDraft) -> str:
    """A file with all items of a draft and their sources."""
    return _file([format_item(item) for item in draft.items], draft.sources, {})


def format_file(
    items: Iterable[Carried], sources: Sequence[Source], defaults: Mapping[str, str]
) -> str:
    """A file of items that were read elsewhere; what equals a default is not said again."""
    texts = [
        format_parts(
            item.title,
            {key: text for key, text in item.attributes.items() if defaults.get(key) != text},
            item.question,
        )
        for item in items
    ]
    return _file(texts, sources, defaults)


def attributes_of(item: ItemDraft) -> dict[str, str]:
    """The attributes of an item as they are written, those at their default left out."""
    found = {
        "id": item.id,
        "kind": item.kind.value,
        "difficulty": str(item.difficulty),
        "skill": item.skill.text,
        "tasks": " ".join(task.text for task in item.tasks),
        "approach": item.approach.value,
        "source": item.source.text,
        "marks": str(item.marks) if item.marks != 1 else "",
        "minutes": str(item.minutes) if item.minutes else "",
        "group": item.group.text,
    }
    return {key: text for key, text in found.items() if text}


def format_parts(title: str, attributes: Mapping[str, str], question: Question) -> str:
    """Heading, question and explanation of one item."""
    head = [f"#{attributes['id']}"] if attributes.get("id") else []
    head += [_attribute(key, attributes[key]) for key in ATTRIBUTES if attributes.get(key)]
    block = f"{{{' '.join(head)}}}" if head else ""
    parts = [f"## {title} {block}".rstrip(), *_question(question)]
    return "\n\n".join(parts) + "\n"


def format_rows(question: Question) -> str:
    """The rows of the answer with their reasons, without a line end."""
    if question.number:
        return _number(question.number)
    if question.formula:
        return _formula(question.formula)
    if question.type is ItemType.PULL_DOWN:
        gaps = sorted({option.gap for option in question.options})
        return "\n\n".join(_gap(gap, question.options) for gap in gaps)
    return "\n".join(_row(question.type, n, option) for n, option in enumerate(question.options, 1))


def plain_number(value: float) -> str:
    """A number without exponent; reading it gives the same float."""
    text = format(Decimal(repr(value)), "f")
    return text if "." in text else f"{text}.0"


def _file(texts: Sequence[str], sources: Sequence[Source], defaults: Mapping[str, str]) -> str:
    lines = ["---", *(f"{key}: {_yaml(key, text)}" for key, text in defaults.items() if text)]
    lines += ["sources:" if sources else "sources: {}", *(_source(one) for one in sources), "---"]
    return "\n".join(["\n".join(lines) + "\n", *texts])


def _yaml(key: str, text: str) -> str:
    return text if key in {"difficulty", "marks", "minutes"} else json.dumps(text)


def _source(source: Source) -> str:
    title = json.dumps(source.title, ensure_ascii=False)
    url = f", url: {json.dumps(source.url, ensure_ascii=False)}" if source.url else ""
    return f"  {source.key}: {{title: {title}, checked: {source.checked}{url}}}"


def _attribute(key: str, text: str) -> str:
    return f'{key}="{text}"' if " " in text else f"{key}={text}"


def _question(question: Question) -> list[str]:
    parts = [_vars(question.formula.variables)] if question.formula else []
    parts += [question.stem.text] if question.stem.text else []
    parts.append(format_rows(question))
    if question.explanation.text:
        parts.append(_quote(question.explanation.text, ""))
    return parts


def _vars(variables: Sequence[Variable]) -> str:
    return "\n".join(["```vars", *(_variable(one) for one in variables), "```"])


def _variable(one: Variable) -> str:
    step = f" step {one.step}" if one.step != 1 else ""
    return f"{one.name}: {one.low}..{one.high}{step}"


def _gap(gap: int, options: Sequence[OptionDraft]) -> str:
    rows = [_option(option) for option in options if option.gap == gap]
    return "\n".join([f"Gap {gap}:\n", *rows])


def _row(kind: ItemType, n: int, option: OptionDraft) -> str:
    if kind is ItemType.ORDER:
        return _with_reason(f"{n}. {option.text}", option.reason.text, "   ")
    if kind is ItemType.MATCH:
        text = " ".join(part for part in ("-", option.left, "::", option.text) if part)
        return _with_reason(text, option.reason.text, "  ")
    return _option(option)


def _option(option: OptionDraft) -> str:
    named = (("region", option.region), ("trap", option.trap.text))
    block = " ".join(_attribute(key, text) for key, text in named if text)
    text = f"- [{'x' if option.correct else ' '}] {option.text}"
    return _with_reason(f"{text} {{{block}}}" if block else text, option.reason.text, "  ")


def _number(number: NumberDraft) -> str:
    key = f"- = {plain_number(number.value)} ± {plain_number(number.tolerance)} {number.unit}"
    return _with_reason(key.rstrip(), number.reason.text, "  ")


def _formula(formula: FormulaDraft) -> str:
    key = f"- = {formula.expression} ± {plain_number(formula.tolerance)} {formula.unit}"
    return _with_reason(key.rstrip(), formula.reason.text, "  ")


def _with_reason(row: str, reason: str, indent: str) -> str:
    return f"{row}\n{_quote(reason, indent)}" if reason else row


def _quote(text: str, indent: str) -> str:
    return "\n".join(f"{indent}> {line}".rstrip() for line in text.split("\n"))
