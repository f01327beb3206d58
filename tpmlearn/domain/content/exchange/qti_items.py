"""One item as a QTI 3.0 assessment item: right as a whole scores 1, anything else 0."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import OptionDraft, Question
from tpmlearn.domain.content.exchange.boxes import boxes_of, size_of
from tpmlearn.domain.content.exchange.formatting import plain_number
from tpmlearn.domain.content.exchange.outgoing import Outgoing
from tpmlearn.domain.content.exchange.qti_text import attribute, blocks, inline
from tpmlearn.domain.content.gaps import GAP
from tpmlearn.domain.content.identity import digest
from tpmlearn.domain.content.regions import figures_in

NAMESPACE = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_SCHEMA = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_FIGURE = re.compile(r"^!\[[^\]]*\]\([^)\s]+\)\s*$", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """What one type of item brings: declarations, the body, and the test for a right answer."""

    declarations: str
    body: str
    test: str


def qti_item(one: Outgoing, images: Mapping[str, str]) -> str:
    """The XML of an item; `images` says where in the package each of its figures lies."""
    item = one.item
    part = _PARTS[item.question.type](one, images)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<qti-assessment-item xmlns="{NAMESPACE}" xmlns:xsi="{_XSI}" '
        f'xsi:schemaLocation="{NAMESPACE} {_SCHEMA}" identifier="{name_of(item.id)}" '
        f'title={attribute(item.title)} adaptive="false" time-dependent="false" xml:lang="en">\n'
        f"{part.declarations}\n{_OUTCOMES}\n"
        f"<qti-item-body>\n{part.body}\n</qti-item-body>\n"
        f"{_processing(part.test)}\n{_feedback(item.question, images)}\n"
        "</qti-assessment-item>\n"
    )


def name_of(identity: str) -> str:
    """An item's id as XML names allow it: they begin with a letter."""
    return identity if identity[:1].isalpha() else f"item-{identity}"


_OUTCOMES = (
    '<qti-outcome-declaration identifier="SCORE" cardinality="single" base-type="float">'
    "<qti-default-value><qti-value>0</qti-value></qti-default-value></qti-outcome-declaration>\n"
    '<qti-outcome-declaration identifier="FEEDBACK" cardinality="single" base-type="identifier"/>'
)


def _processing(test: str) -> str:
    return (
        f"<qti-response-processing>\n<qti-response-condition>\n<qti-response-if>{test}"
        f"{_set('SCORE', 'float', '1')}</qti-response-if>\n"
        f"<qti-response-else>{_set('SCORE', 'float', '0')}</qti-response-else>\n"
        f"</qti-response-condition>\n{_set('FEEDBACK', 'identifier', 'REASONS')}\n"
        "</qti-response-processing>"
    )


def _set(name: str, kind: str, value: str) -> str:
    return (
        f'<qti-set-outcome-value identifier="{name}">'
        f'<qti-base-value base-type="{kind}">{value}</qti-base-value></qti-set-outcome-value>'
    )


def _declared(name: str, cardinality: str, kind: str, values: Iterable[str]) -> str:
    right = "".join(f"<qti-value>{value}</qti-value>" for value in values)
    return (
        f'<qti-response-declaration identifier="{name}" cardinality="{cardinality}" '
        f'base-type="{kind}"><qti-correct-response>{right}</qti-correct-response>'
        "</qti-response-declaration>"
    )


def _is_right(name: str = "RESPONSE") -> str:
    asked = f'<qti-variable identifier="{name}"/><qti-correct identifier="{name}"/>'
    return f"<qti-match>{asked}</qti-match>"


def _feedback(question: Question, images: Mapping[str, str]) -> str:
    """The reasons of all rows and the explanation, shown after the answer."""
    keyed = question.number
    rows = [(keyed.reason.text, "")] if keyed else []
    rows += [(one.reason.text, _named(one)) for one in question.options if one.reason.text]
    shown = "".join(f"<li>{name}{blocks(reason, images)}</li>" for reason, name in rows)
    after = blocks(question.explanation.text, images) if question.explanation.text else ""
    return (
        '<qti-modal-feedback outcome-identifier="FEEDBACK" identifier="REASONS" show-hide="show">'
        f"<qti-content-body><ul>{shown}</ul>{after}</qti-content-body></qti-modal-feedback>"
    )


def _named(option: OptionDraft) -> str:
    left = f"{inline(option.left)} → " if option.left else ""
    return f"<p>{left}{inline(option.text)}</p>"


def _choice(one: Outgoing, images: Mapping[str, str]) -> Part:
    options = one.item.question.options
    keys = [f"C{n}" for n, option in enumerate(options, 1) if option.correct]
    most = len(keys) if len(keys) > 1 else 1
    cardinality = "multiple" if len(keys) > 1 else "single"
    rows = "\n".join(_simple(f"C{n}", option.text) for n, option in enumerate(options, 1))
    stem = blocks(one.item.question.stem.text, images)
    body = (
        f"<div>{stem}</div>\n"
        f'<qti-choice-interaction response-identifier="RESPONSE" shuffle="true" '
        f'max-choices="{most}" min-choices="0">\n{rows}\n</qti-choice-interaction>'
    )
    return Part(_declared("RESPONSE", cardinality, "identifier", keys), body, _is_right())


def _simple(name: str, text: str) -> str:
    return f'<qti-simple-choice identifier="{name}">{inline(text)}</qti-simple-choice>'


def _order(one: Outgoing, images: Mapping[str, str]) -> Part:
    options = one.item.question.options
    keys = [f"C{n}" for n in range(1, len(options) + 1)]
    # Mixed by what they say: a program that does not shuffle must not show the key.
    mixed = sorted(zip(keys, options, strict=True), key=lambda pair: digest(pair[1].text))
    rows = "\n".join(_simple(key, option.text) for key, option in mixed)
    body = (
        f"<div>{blocks(one.item.question.stem.text, images)}</div>\n"
        f'<qti-order-interaction response-identifier="RESPONSE" shuffle="true">\n{rows}\n'
        "</qti-order-interaction>"
    )
    return Part(_declared("RESPONSE", "ordered", "identifier", keys), body, _is_right())


def _match(one: Outgoing, images: Mapping[str, str]) -> Part:
    options = one.item.question.options
    rights = list(dict.fromkeys(option.text for option in options))
    mixed = sorted(rights, key=digest)
    names = {text: f"R{n}" for n, text in enumerate(rights, 1)}
    lefts = [option for option in options if option.left]
    keys = [f"L{n} {names[option.text]}" for n, option in enumerate(lefts, 1)]
    first = "".join(_associable(f"L{n}", o.left, 1) for n, o in enumerate(lefts, 1))
    second = "".join(_associable(names[text], text, len(lefts)) for text in mixed)
    body = (
        f"<div>{blocks(one.item.question.stem.text, images)}</div>\n"
        '<qti-match-interaction class="qti-match-tabular" response-identifier="RESPONSE" '
        f'shuffle="false" max-associations="{len(lefts)}">\n'
        f"<qti-simple-match-set>{first}</qti-simple-match-set>\n"
        f"<qti-simple-match-set>{second}</qti-simple-match-set>\n</qti-match-interaction>"
    )
    return Part(_declared("RESPONSE", "multiple", "directedPair", keys), body, _is_right())


def _associable(name: str, text: str, most: int) -> str:
    return (
        f'<qti-simple-associable-choice identifier="{name}" match-max="{most}">{inline(text)}'
        "</qti-simple-associable-choice>"
    )


def _number(one: Outgoing, images: Mapping[str, str]) -> Part:
    number = one.item.question.number
    value, tolerance, unit = (number.value, number.tolerance, number.unit) if number else (0, 0, "")
    within = plain_number(tolerance)
    body = (
        f"<div>{blocks(one.item.question.stem.text, images)}</div>\n"
        f'<p><qti-text-entry-interaction response-identifier="RESPONSE" expected-length="12"/> '
        f"{inline(unit)}</p>"
    )
    test = (
        f'<qti-equal tolerance-mode="absolute" tolerance="{within} {within}">'
        '<qti-variable identifier="RESPONSE"/><qti-correct identifier="RESPONSE"/></qti-equal>'
    )
    declared = _declared("RESPONSE", "single", "float", [plain_number(value)])
    return Part(declared, body, test)


def _pull_down(one: Outgoing, images: Mapping[str, str]) -> Part:
    question = one.item.question
    gaps = sorted({option.gap for option in question.options})
    by_gap = {gap: [o for o in question.options if o.gap == gap] for gap in gaps}
    declared = [
        _declared(
            f"RESPONSE{gap}",
            "single",
            "identifier",
            [f"C{n}" for n, option in enumerate(options, 1) if option.correct],
        )
        for gap, options in by_gap.items()
    ]
    stem = blocks(question.stem.text, images)
    body = GAP.sub(lambda match: _inline_choice(match[1], by_gap.get(int(match[1]), [])), stem)
    tests = "".join(_is_right(f"RESPONSE{gap}") for gap in gaps)
    return Part("\n".join(declared), f"<div>{body}</div>", f"<qti-and>{tests}</qti-and>")


def _inline_choice(gap: str, options: Sequence[OptionDraft]) -> str:
    rows = "".join(
        f'<qti-inline-choice identifier="C{n}">{inline(option.text)}</qti-inline-choice>'
        for n, option in enumerate(options, 1)
    )
    return (
        f'<qti-inline-choice-interaction response-identifier="RESPONSE{gap}" shuffle="true">'
        f"{rows}</qti-inline-choice-interaction>"
    )


def _hotspot(one: Outgoing, images: Mapping[str, str]) -> Part:
    question = one.item.question
    name = figures_in(question.stem.text)[0]
    svg = one.figures[name]
    boxes, (width, height) = boxes_of(svg), size_of(svg)
    keys = [f"C{n}" for n, option in enumerate(question.options, 1) if option.correct]
    spots = "".join(
        f'<qti-hotspot-choice identifier="C{n}" shape="rect" '
        f'coords="{_coordinates(boxes[option.region])}" hotspot-label={attribute(option.text)}/>'
        for n, option in enumerate(question.options, 1)
    )
    stem = blocks(_FIGURE.sub("", question.stem.text), images)
    size = f'width="{width:g}" height="{height:g}"'
    body = (
        f"<div>{stem}</div>\n"
        f'<qti-hotspot-interaction response-identifier="RESPONSE" max-choices="{len(keys)}">\n'
        f'<img src="{images[name]}" {size} alt={attribute(_alt(question))}/>\n'
        f"{spots}\n</qti-hotspot-interaction>"
    )
    cardinality = "multiple" if len(keys) > 1 else "single"
    return Part(_declared("RESPONSE", cardinality, "identifier", keys), body, _is_right())


def _coordinates(box: tuple[float, float, float, float]) -> str:
    left, top, width, height = box
    return ",".join(str(round(value)) for value in (left, top, left + width, top + height))


def _alt(question: Question) -> str:
    found = re.search(r"!\[([^\]]*)\]", question.stem.text)
    return found[1] if found else ""


_PARTS: dict[ItemType, Callable[[Outgoing, Mapping[str, str]], Part]] = {
    ItemType.SINGLE: _choice,
    ItemType.MULTIPLE: _choice,
    ItemType.TRUE_FALSE: _choice,
    ItemType.NUMBER: _number,
    ItemType.ORDER: _order,
    ItemType.MATCH: _match,
    ItemType.PULL_DOWN: _pull_down,
    ItemType.HOTSPOT: _hotspot,
}
