"""Writes Moodle XML: our Markdown as it is, our attributes as tags, figures as files."""

import base64
from collections.abc import Iterable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr  # nosec B406 # it escapes, it reads nothing

from tpmlearn.domain.content.catalogue import ItemType, Source
from tpmlearn.domain.content.drafts import ItemDraft, OptionDraft, Question
from tpmlearn.domain.content.exchange.boxes import Box, boxes_of
from tpmlearn.domain.content.exchange.carried import Note
from tpmlearn.domain.content.exchange.formatting import attributes_of, plain_number
from tpmlearn.domain.content.exchange.moodle_rows import feedback_with_rows
from tpmlearn.domain.content.exchange.outgoing import (
    Outgoing,
    Written,
    coloured,
    has_rows,
    text_losses,
    with_distinct_sources,
)
from tpmlearn.domain.content.exchange.tags import (
    LONGEST_TAG,
    indexed_tags,
    source_lines,
    tags_for,
)
from tpmlearn.domain.content.gaps import GAP
from tpmlearn.domain.content.regions import figures_in

PLUGIN = "@@PLUGINFILE@@/"
CATEGORY = "$course$/top/tpmlearn"
TYPES = {
    ItemType.SINGLE: "multichoice",
    ItemType.MULTIPLE: "multichoice",
    ItemType.TRUE_FALSE: "truefalse",
    ItemType.NUMBER: "numerical",
    ItemType.ORDER: "ordering",
    ItemType.MATCH: "matching",
    ItemType.PULL_DOWN: "gapselect",
    ItemType.HOTSPOT: "ddmarker",
}
_MARKER = "Here"


def write_moodle(outgoing: Iterable[Outgoing]) -> Written:
    """A Moodle XML file of the items that Moodle can carry."""
    items, sources = with_distinct_sources(outgoing)
    notes: list[Note] = []
    parts = ['<?xml version="1.0" encoding="UTF-8"?>', "<quiz>", _category(sources)]
    count = 0
    for one in items:
        missing = _missing(one)
        if missing:
            notes.append(Note(one.item.line, one.item.id, missing, left_out=True))
            continue
        count += 1
        notes += [Note(one.item.line, one.item.id, text) for text in losses(one.item)]
        parts.append("\n".join(_item(one)))
    return Written("\n".join([*parts, "</quiz>", ""]).encode(), count, tuple(notes))


def losses(item: ItemDraft) -> list[str]:
    """What Moodle drops of an item that it carries."""
    found, kind = text_losses(item), item.question.type
    if kind is ItemType.MULTIPLE:
        found.append("right as a whole: Moodle gives a part for some of the right options")
    if kind in {ItemType.MATCH, ItemType.PULL_DOWN} and _has_marks(item.question):
        found.append("bold, italic and code in its rows, which Moodle shows as they are written")
    if kind is ItemType.HOTSPOT:
        found.append("its wrong options are in the feedback only: learners drag a marker")
    if has_rows(item):
        found.append("reasons stand in the general feedback, together")
    return found


def _has_marks(question: Question) -> bool:
    return any(mark in option.text for option in question.options for mark in "*`\\&")


def _missing(one: Outgoing) -> str:
    question = one.item.question
    if question.type is ItemType.GENERATED:
        return "a number that is drawn for each attempt is not carried"
    if question.type is ItemType.HOTSPOT and not set(_regions(question)) <= set(_boxes(one)):
        return "the place of its regions in the figure cannot be worked out"
    return ""


def _category(sources: Iterable[Source]) -> str:
    info = escape("\n\n".join(source_lines(sources)))
    return (
        f'<question type="category"><category><text>{CATEGORY}</text></category>'
        f'<info format="markdown"><text>{info}</text></info></question>'
    )


def _item(one: Outgoing) -> Iterator[str]:
    item, question = one.item, one.item.question
    yield f'<question type="{TYPES[question.type]}">'
    yield _text("name", item.title)
    yield _marked("questiontext", _stem(question), one.figures)
    feedback = feedback_with_rows(question) if has_rows(item) else question.explanation.text
    yield _marked("generalfeedback", feedback, one.figures)
    yield f"<defaultgrade>{item.marks}</defaultgrade><penalty>0</penalty><hidden>0</hidden>"
    yield f"<idnumber>{escape(item.id)}</idnumber>"
    yield from _ANSWERS[question.type](one)
    yield "<tags>" + "".join(_text("tag", tag) for tag in _tags(item)) + "</tags>"
    yield "</question>"


def _tags(item: ItemDraft) -> list[str]:
    options = item.question.options
    tags = tags_for(attributes_of(item))
    tags += indexed_tags("trap", (option.trap.text for option in options))
    tags += indexed_tags("region", (option.region for option in options))
    return [tag for tag in tags if len(tag) <= LONGEST_TAG]


def _stem(question: Question) -> str:
    text = question.stem.text
    if question.type is not ItemType.PULL_DOWN:
        return text
    keys = {str(one.gap): n for n, one in enumerate(question.options, 1) if one.correct}
    return GAP.sub(lambda match: f"[[{keys[match[1]]}]]", text)


def _choices(one: Outgoing) -> Iterator[str]:
    question = one.item.question
    keys = sum(option.correct for option in question.options)
    single = question.type is ItemType.SINGLE
    yield f"<single>{str(single).lower()}</single><shuffleanswers>true</shuffleanswers>"
    yield "<answernumbering>none</answernumbering>"
    for option in question.options:
        wrong = "0" if single else "-100"
        fraction = f"{100 / keys:.5f}" if option.correct else wrong
        yield _answer(fraction, option, one.figures)


def _answer(fraction: str, option: OptionDraft, figures: Mapping[str, str]) -> str:
    text = f"<text>{escape(option.text)}</text>"
    feedback = _marked("feedback", option.reason.text, figures)
    return f'<answer fraction="{fraction}" format="markdown">{text}{feedback}</answer>'


def _truth(one: Outgoing) -> Iterator[str]:
    for option in one.item.question.options:
        fraction = "100" if option.correct else "0"
        word = option.text.strip(" .*").lower()
        feedback = _marked("feedback", option.reason.text, one.figures)
        head = f'<answer fraction="{fraction}" format="moodle_auto_format">'
        yield f"{head}<text>{word}</text>{feedback}</answer>"


def _number(one: Outgoing) -> Iterator[str]:
    number = one.item.question.number
    if number is None:
        return
    feedback = _marked("feedback", number.reason.text, one.figures)
    tolerance = f"<tolerance>{plain_number(number.tolerance)}</tolerance>"
    text = f"<text>{plain_number(number.value)}</text>"
    yield f'<answer fraction="100" format="moodle_auto_format">{text}{tolerance}{feedback}</answer>'
    if number.unit:
        unit = escape(number.unit)
        yield (
            "<unitgradingtype>0</unitgradingtype><unitpenalty>0</unitpenalty>"
            "<showunits>0</showunits><unitsleft>0</unitsleft>"
            f"<units><unit><multiplier>1</multiplier><unit_name>{unit}</unit_name></unit></units>"
        )


def _steps(one: Outgoing) -> Iterator[str]:
    yield "<layouttype>VERTICAL</layouttype><selecttype>ALL</selecttype>"
    yield "<selectcount>0</selectcount><gradingtype>ALL_OR_NOTHING</gradingtype>"
    yield "<showgrading>SHOW</showgrading><numberingstyle>none</numberingstyle>"
    for n, option in enumerate(one.item.question.options, 1):
        text = escape(option.text)
        yield f'<answer fraction="{n}" format="markdown"><text>{text}</text></answer>'


def _pairs(one: Outgoing) -> Iterator[str]:
    yield "<shuffleanswers>true</shuffleanswers>"
    for option in one.item.question.options:
        left, right = escape(option.left), escape(option.text)
        yield (
            f'<subquestion format="markdown"><text>{left}</text>'
            f"<answer><text>{right}</text></answer></subquestion>"
        )


def _gaps(one: Outgoing) -> Iterator[str]:
    yield "<shuffleanswers>1</shuffleanswers>"
    for option in one.item.question.options:
        text = escape(option.text)
        yield f"<selectoption><text>{text}</text><group>{option.gap}</group></selectoption>"


def _zones(one: Outgoing) -> Iterator[str]:
    question, boxes = one.item.question, _boxes(one)
    name = figures_in(question.stem.text)[0]
    keys = [option.region for option in question.options if option.correct]
    yield "<shuffleanswers/><showmisplaced/>"
    yield _file(name, one.figures[name], path="")
    yield (f"<drag><no>1</no><text>{_MARKER}</text><noofdrags>{len(keys)}</noofdrags></drag>")
    for n, region in enumerate(keys, 1):
        x, y, width, height = map(round, boxes[region])
        yield (
            f"<drop><no>{n}</no><shape>rectangle</shape>"
            f"<coords>{x},{y};{width},{height}</coords><choice>1</choice></drop>"
        )


def _boxes(one: Outgoing) -> Mapping[str, Box]:
    names = figures_in(one.item.question.stem.text)
    svg = one.figures.get(names[0], "") if names else ""
    return boxes_of(svg)


def _regions(question: Question) -> list[str]:
    return [option.region for option in question.options]


def _text(tag: str, text: str) -> str:
    return f"<{tag}><text>{escape(text)}</text></{tag}>"


def _marked(tag: str, text: str, figures: Mapping[str, str]) -> str:
    """A Markdown text with the figures that it shows."""
    shown = [name for name in dict.fromkeys(figures_in(text)) if name in figures]
    for name in shown:
        text = text.replace(f"]({name})", f"]({PLUGIN}{name})")
    files = "".join(_file(name, figures[name]) for name in shown)
    return f'<{tag} format="markdown"><text>{escape(text)}</text>{files}</{tag}>'


def _file(name: str, svg: str, path: str = "/") -> str:
    data = base64.b64encode(coloured(svg).encode()).decode()
    where = f" path={quoteattr(path)}" if path else ""
    return f'<file name={quoteattr(name)}{where} encoding="base64">{data}</file>'


_ANSWERS = {
    ItemType.SINGLE: _choices,
    ItemType.MULTIPLE: _choices,
    ItemType.TRUE_FALSE: _truth,
    ItemType.NUMBER: _number,
    ItemType.ORDER: _steps,
    ItemType.MATCH: _pairs,
    ItemType.PULL_DOWN: _gaps,
    ItemType.HOTSPOT: _zones,
}
