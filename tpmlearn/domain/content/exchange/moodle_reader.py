"""Reads Moodle XML: what fits becomes an item, everything else is said with its line."""

import math
import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from tpmlearn.domain.content.catalogue import ItemType
from tpmlearn.domain.content.drafts import OptionDraft, Question
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
from tpmlearn.domain.content.exchange.moodle_rows import reason_for, rows_in
from tpmlearn.domain.content.exchange.moodle_tree import Node, read_tree
from tpmlearn.domain.content.exchange.moodle_writer import PLUGIN
from tpmlearn.domain.content.formulas import LONGEST_UNIT

_DRAWN = "write numbers that are drawn as a vars fence: their data sets are not read"
REFUSED = {
    "description": "it is a description, which asks nothing",
    "essay": "an essay is marked by people and is not part of our format",
    "shortanswer": "an answer to be typed in words is not part of our format",
    "calculated": _DRAWN,
    "calculatedsimple": _DRAWN,
    "calculatedmulti": "options that are drawn are not part of our format",
    "multianswer": "several answers within one text (cloze) are not part of our format",
    "ddmarker": "markers on a picture are read only from files that this site wrote",
    "ddimageortext": "pictures to drag are not part of our format",
}
_FORMS = {"html": "html", "markdown": "markdown", "plain_text": "plain"}
_GAP = re.compile(r"\[\[(\d{1,3})\]\]")
# One private character stands for the n-th gap while the text is turned into Markdown.
_PLACE = 0xF200
_ASIDE = ("correctfeedback", "partiallycorrectfeedback", "incorrectfeedback", "hint")
_STOCK = re.compile(r"your answer is (?:partially )?(?:in)?correct\.?|", re.IGNORECASE)


def read_moodle(text: str) -> Found:
    """The questions of a Moodle XML file. Raises Unreadable."""
    root = read_tree(text)
    if root.tag != "quiz":
        raise Unreadable(f"This is no Moodle XML: its root is <{root.tag[:40]}>, not <quiz>.")
    log, items, taken = Log(), list[Carried](), set[str]()
    sources = []
    for count, node in enumerate(root.all("question"), 1):
        if count > MOST_ITEMS:
            raise Unreadable(f"The file has more than {MOST_ITEMS} questions: split it.")
        if node.attributes.get("type") == "category":
            sources += tags.sources_from(node.words("info"))
            _category(node, log)
            continue
        item = _Reader(node, log).read(taken)
        kept = settled(item, log) if item else None
        items += [kept] if kept else []
    return Found(tuple(items), tuple(log.notes), tuple(sources))


def _category(node: Node, log: Log) -> None:
    log.begin(node.line, "")
    name = node.words("category").rpartition("top/")[2]
    if name and name != tags.OURS:
        log.add(f"the category ‘{name[:80]}’ is not kept")


class _Reader:
    """Reads one question; what cannot be kept goes to the log."""

    def __init__(self, node: Node, log: Log) -> None:
        self.node = node
        self.log = log
        marks = node.child("tags")
        found = [tag.words("text") for tag in marks.all("tag")] if marks else []
        self.tags = [" ".join(tag.split())[:200] for tag in found if tag.strip()]
        self.ours = tags.OURS in self.tags
        self.rows: tuple[OptionDraft, ...] = ()

    def read(self, taken: set[str]) -> Carried | None:
        """The item, or None after saying why there is none."""
        name = " ".join(self.node.words("name").split())
        self.log.begin(self.node.line, name[:60] or "a question without a name")
        kind = self.node.attributes.get("type", "")
        reader = _READERS.get(kind)
        if kind == "ddmarker" and self.ours:
            reader = _Reader._hotspot
        if reader is None:
            self.log.leave_out(REFUSED.get(kind, f"the type ‘{kind[:40]}’ is unknown"))
            return None
        general = self._text(self.node.child("generalfeedback"))
        explanation, self.rows = rows_in(general) if self.ours else (general, ())
        found = reader(self, explanation)
        if found is None:
            return None
        self._report_aside()
        return self._item(name, found, taken)

    def _item(self, name: str, found: Question, taken: set[str]) -> Carried:
        attributes, others = tags.attributes_from(self.tags)
        if others:
            self.log.add(f"the tags {', '.join(others)[:200]} are not kept")
        grade = _number(self.node.words("defaultgrade"), 1.0)
        if grade != 1 and grade == int(grade) and 1 < grade <= 99:
            attributes["marks"] = str(int(grade))
        elif grade != 1:
            self.log.add(f"the mark of {grade:g} is not kept")
        title = name if self.ours and name else title_of(name, found.stem.text)
        attributes["id"] = tags.identity(self.node.words("idnumber"), name, taken)
        traps = tags.indexed(self.tags, "trap")
        found = with_traps(found, traps) if traps else found
        return Carried(title, attributes, found, self.node.line)

    def _choice(self, explanation: str) -> Question | None:
        answers = list(self.node.all("answer"))
        if too_many(len(answers), self.log):
            return None
        choices = [
            Choice(self._text(one), _fraction(one), self._text(one.child("feedback")))
            for one in answers
        ]
        single = self.node.words("single").lower() not in {"false", "0"}
        return choice(self._stem(), choices, explanation, single=single, log=self.log)

    def _truth(self, explanation: str) -> Question | None:
        answers = {one.words("text").lower() == "true": one for one in self.node.all("answer")}
        if len(answers) != 2:
            self.log.leave_out("it does not have the two answers true and false")
            return None
        reasons = {value: self._text(one.child("feedback")) for value, one in answers.items()}
        key = _fraction(answers[True]) > _fraction(answers[False])
        return true_false(self._stem(), reasons, explanation, key=key)

    def _number(self, explanation: str) -> Question | None:
        answers = sorted(self.node.all("answer"), key=_fraction, reverse=True)
        if not answers or _fraction(answers[0]) < 100:
            self.log.leave_out("it has no number with 100 %")
            return None
        for other in answers[1:]:
            told = f"‘{other.words('text')[:30]}’ with {_fraction(other):g} %"
            self.log.add(f"the answer {told} is not kept")
        best = answers[0]
        value = _number(best.words("text"), math.inf)
        tolerance = _number(best.words("tolerance"), 0.0)
        if not math.isfinite(value) or not math.isfinite(tolerance):
            self.log.leave_out(f"its answer ‘{best.words('text')[:30]}’ is no number")
            return None
        reason = self._text(best.child("feedback"))
        return number(
            self._stem(), value, tolerance, unit=self._unit(), reason=reason,
            explanation=explanation,
        )  # fmt: skip

    def _unit(self) -> str:
        units = self.node.child("units")
        found = [one.words("unit_name") for one in units.all("unit")] if units else []
        if len(found) > 1 or any(len(unit) > LONGEST_UNIT for unit in found):
            self.log.add(f"of the units {', '.join(found)[:80]} only the first is kept, shortened")
        return " ".join(found[0].split())[:LONGEST_UNIT].strip() if found else ""

    def _order(self, explanation: str) -> Question | None:
        steps = list(self.node.all("answer"))
        return self._with_rows(
            ItemType.ORDER, [option(self._text(one), correct=True) for one in steps], explanation
        )

    def _match(self, explanation: str) -> Question | None:
        options = []
        for one in self.node.all("subquestion"):
            left, right = self._text(one), self._plain(one.words("answer"))
            options.append(option(right, correct=bool(left), left=left))
        return self._with_rows(ItemType.MATCH, options, explanation)

    def _with_rows(
        self, kind: ItemType, options: Sequence[OptionDraft], explanation: str, stem: str = ""
    ) -> Question | None:
        if not options:
            self.log.leave_out("it has no answers")
            return None
        if too_many(len(options), self.log):
            return None
        kept = [reason_for(one, self.rows) for one in options]
        return question(kind, stem or self._stem(), kept, explanation)

    def _gaps(self, explanation: str) -> Question | None:
        values = [*self.node.all("selectoption"), *self.node.all("dragbox")]
        groups = [one.words("group") or "1" for one in values]
        texts = [self._plain(one.words("text")) for one in values]
        raw, form = self._raw(self.node.child("questiontext"))
        keys = [int(key) - 1 for key in _GAP.findall(raw)]
        if not keys or any(not 0 <= key < len(values) for key in keys):
            self.log.leave_out("its gaps [[1]] and its values do not fit together")
            return None
        places = iter(range(len(keys)))
        raw = _GAP.sub(lambda _: chr(_PLACE + next(places)), raw)
        stem = self._converted(raw, form)
        for n in range(len(keys)):
            stem = stem.replace(chr(_PLACE + n), f"{{{{{n + 1}}}}}")
        options = [
            option(texts[n], correct=n == key, gap=gap)
            for gap, key in enumerate(keys[:40], 1)
            for n, group in enumerate(groups)
            if group == groups[key]
        ]
        return self._with_rows(ItemType.PULL_DOWN, options, explanation, stem)

    def _hotspot(self, explanation: str) -> Question | None:
        regions = tags.indexed(self.tags, "region")
        if not self.rows or set(regions) != set(range(1, len(self.rows) + 1)):
            self.log.leave_out("the regions of its figure are not in its tags")
            return None
        options = [replace(one, region=regions[n]) for n, one in enumerate(self.rows, 1)]
        return self._with_rows(ItemType.HOTSPOT, options, explanation)

    def _stem(self) -> str:
        return self._text(self.node.child("questiontext"))

    def _text(self, node: Node | None) -> str:
        raw, form = self._raw(node)
        return self._converted(raw, form)

    def _raw(self, node: Node | None) -> tuple[str, str]:
        """The text of an element and its form; files in it are noted."""
        if node is None:
            return "", "html"
        for file in node.all("file"):
            name = file.attributes.get("name", "")[:60]
            kept = self.ours and name.endswith(".svg")
            self.log.add(
                f"lay the figure ‘{name}’ beside the file" if kept else f"the file ‘{name}’"
            )
        return node.words("text") or node.text, _FORMS.get(
            node.attributes.get("format", ""), "moodle"
        )

    def _converted(self, raw: str, form: str) -> str:
        if self.ours and form == "markdown":
            raw = raw.replace(f"]({PLUGIN}", "](")
        return as_markdown(raw, form, self.log.add)

    def _plain(self, text: str) -> str:
        """Texts that Moodle never formats, but for those that we wrote."""
        return as_markdown(text, "markdown" if self.ours else "plain", self.log.add)

    def _report_aside(self) -> None:
        for name in _ASIDE:
            for node in self.node.all(name):
                words = re.sub(r"<[^>]*>", "", node.words("text") or node.text).strip()
                if not _STOCK.fullmatch(words):
                    self.log.add(f"<{name}> ‘{words[:60]}’ is not kept")


_READERS: dict[str, Callable[[_Reader, str], Question | None]] = {
    "multichoice": _Reader._choice,
    "truefalse": _Reader._truth,
    "numerical": _Reader._number,
    "ordering": _Reader._order,
    "matching": _Reader._match,
    "gapselect": _Reader._gaps,
    "ddwtos": _Reader._gaps,
}


def _fraction(node: Node) -> float:
    return _number(node.attributes.get("fraction", ""), 0.0)


def _number(text: str, default: float) -> float:
    try:
        return float(text) if text else default
    except ValueError:
        return math.inf if default == math.inf else default
