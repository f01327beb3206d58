"""Renders what was read: lessons, assignments and items become values of the catalogue."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Formula, Item, NumberKey, Option, Pool, Section
from tpmlearn.domain.content.drafts import (
    AssignmentDraft,
    FormulaDraft,
    HistoryDraft,
    ItemDraft,
    LessonDraft,
    NumberDraft,
    OptionDraft,
    Question,
    QuizDraft,
)
from tpmlearn.domain.content.identity import item_version
from tpmlearn.domain.content.items import read_recall
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.rules import Report
from tpmlearn.rendering.cache import VERSION, Cache, hash_of
from tpmlearn.rendering.clean import plain
from tpmlearn.rendering.even import paragraph
from tpmlearn.rendering.house import Work
from tpmlearn.rendering.markdown import Converter
from tpmlearn.rendering.recall import in_threes, recall_html
from tpmlearn.rendering.surroundings import Surroundings

_FIGURES = re.compile(
    r"<(?:div class=\"figure drawn\".*?</details></div|svg .*?</svg|math .*?</math)>", re.DOTALL
)


@dataclass(frozen=True)
class LessonText:
    """A rendered lesson: what stands before the first heading, and the sections."""

    intro: str
    sections: tuple[Section, ...]


class Renderer:
    """Renders drafts, and keeps the results in a cache. Not safe for several threads at once."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._pieces = Converter(footnotes=False, recall=lambda *_: "")
        self._lessons = Converter(footnotes=True, recall=self._recall)

    def lesson(self, draft: LessonDraft, surroundings: Surroundings) -> LessonText:
        """The lesson's HTML by section."""
        used = surroundings.used_by(draft.references)
        key = hash_of(VERSION, "lesson", draft.body, used)
        kept = self._cache.get(key)
        if not isinstance(kept, list) or len(kept) != len(draft.sections) + 1:
            kept = [[html, _words(html)] for html in self._render_lesson(draft, surroundings)]
            self._cache.put(key, kept)
        (intro, _), *parts = kept
        sections = zip(draft.sections, parts, strict=True)
        return LessonText(
            intro, tuple(Section(head.anchor, head.title, *part) for head, part in sections)
        )

    def assignment(self, draft: AssignmentDraft, surroundings: Surroundings) -> str:
        """The assignment's HTML."""
        key = hash_of(VERSION, "assignment", draft.body, surroundings.used_by(draft.references))
        kept = self._cache.get(key)
        if not isinstance(kept, str):
            kept = self._lessons.block(draft.body, surroundings)
            self._cache.put(key, kept)
        return kept

    def history(self, draft: HistoryDraft, surroundings: Surroundings) -> str:
        """The history of an exam as HTML blocks."""
        key = hash_of(VERSION, "history", draft.body, surroundings.used_by(draft.references))
        kept = self._cache.get(key)
        if not isinstance(kept, str):
            kept = self._block(draft.body, surroundings)
            self._cache.put(key, kept)
        return kept

    def quiz(self, draft: QuizDraft, surroundings: Surroundings) -> tuple[Item, ...]:
        """The items of a file, ready to show."""
        used = surroundings.used_by(draft.references)
        story = draft.story.text
        texts = [text for item in draft.items for text in _texts(item.question)]
        key = hash_of(VERSION, "quiz", texts, used)
        kept = self._cache.get(key)
        if not isinstance(kept, list) or len(kept) != len(draft.items):
            kept = [self._render_question(item.question, surroundings) for item in draft.items]
            self._cache.put(key, kept)
        # Read once and shared: a long story stands under seventy items.
        told = self.story(draft, surroundings)
        return tuple(
            _item(item, html, surroundings, story, pool=draft.pool, story=told)
            for item, html in zip(draft.items, kept, strict=True)
        )

    def story(self, draft: QuizDraft, surroundings: Surroundings) -> str:
        """What the items of a case share, as HTML blocks; empty for other files."""
        if not draft.story.text:
            return ""
        used = surroundings.used_by(draft.references)
        key = hash_of(VERSION, "story", draft.story.text, used)
        kept = self._cache.get(key)
        if not isinstance(kept, str):
            kept = self._block(draft.story.text, surroundings)
            self._cache.put(key, kept)
        return kept

    def _render_lesson(self, draft: LessonDraft, surroundings: Surroundings) -> list[str]:
        """The HTML before, between and after the lesson's section headings.

        The whole body is converted at once, so that footnotes and link definitions reach
        everywhere; the headings are replaced by tokens, at which the HTML is cut.
        """
        work = Work(surroundings, anchors={head.anchor for head in draft.sections})
        lines = draft.body.split("\n")
        cuts = []
        for head in draft.sections:
            cuts.append(work.token(""))
            lines[head.start : head.end] = [f"\n{cuts[-1]}\n"] + [""] * (head.end - head.start - 1)
        rest = self._lessons.blocks("\n".join(lines), work)
        parts = []
        for cut in cuts:
            part, _, rest = rest.partition(f"<p>{cut}</p>")
            parts.append(part)
        return [work.fill(part).strip() for part in [*parts, rest]]

    def _render_question(self, question: Question, surroundings: Surroundings) -> list[str]:
        """Stem, explanation, number's reason, then text, left side and reason of each option."""
        stem, explanation, number, *rows = _texts(question)
        blocks = [self._block(text, surroundings) for text in (stem, explanation, number)]
        for text, left, reason in in_threes(rows):
            blocks.append(self._inline(text, surroundings))
            blocks.append(self._inline(left, surroundings))
            blocks.append(self._block(reason, surroundings))
        return blocks

    def _inline(self, text: str, surroundings: Surroundings) -> str:
        return (paragraph(text) or self._pieces.inline(text, surroundings)) if text else ""

    def _block(self, text: str, surroundings: Surroundings) -> str:
        words = paragraph(text)
        if words:
            return f"<p>{words}</p>"
        return self._pieces.block(text, surroundings) if text else ""

    def _recall(self, source: str, surroundings: Surroundings) -> str:
        question = read_recall(Document(source), Report(""))
        if question is None:
            return ""
        return recall_html(question, self._render_question(question, surroundings))


def _texts(question: Question) -> list[str]:
    keyed = question.number or question.formula
    number = keyed.reason.text if keyed else ""
    rows = [
        text
        for option in question.options
        for text in (option.text, option.left, option.reason.text)
    ]
    return [question.stem.text, question.explanation.text, number, *rows]


def _words(html: str) -> str:
    # Those of figures and formulas are not searched: they would be found without meaning.
    return plain(_FIGURES.sub(" ", html))


def _option(draft: OptionDraft, texts: tuple[str, str, str]) -> Option:
    html, left, reason = texts
    return Option(html, draft.correct, reason, draft.trap.text, left, draft.gap, draft.region)


def _number(draft: NumberDraft | None, reason: str) -> NumberKey | None:
    return NumberKey(draft.value, draft.tolerance, draft.unit, reason) if draft else None


def _formula(draft: FormulaDraft | None, reason: str) -> Formula | None:
    if draft is None:
        return None
    return Formula(draft.variables, draft.expression, draft.tolerance, draft.unit, reason)


def _item(
    draft: ItemDraft,
    html: Sequence[str],
    surroundings: Surroundings,
    told: str,
    *,
    pool: Pool,
    story: str,
) -> Item:
    question = draft.question
    stem, explanation, reason, *rows = html
    stem_text = question.stem.text
    figures = [
        figure.view_box + figure.inner
        for name, figure in sorted(surroundings.figures.items())
        if f"]({name})" in stem_text or f"]({name})" in told
    ]
    return Item(
        id=draft.id,
        version=(not figures and not told and draft.version)
        or item_version(question, figures, told),
        title=draft.title,
        type=question.type,
        kind=draft.kind,
        skill=draft.skill.text,
        difficulty=draft.difficulty,
        tasks=tuple(task.text for task in draft.tasks),
        approach=draft.approach,
        source=draft.source.text,
        stem=stem,
        options=tuple(
            _option(option, texts)
            for option, texts in zip(question.options, in_threes(rows), strict=True)
        ),
        number=_number(question.number, reason),
        formula=_formula(question.formula, reason),
        explanation=explanation,
        path=draft.path,
        line=draft.line,
        marks=draft.marks,
        minutes=draft.minutes,
        group=draft.group.text,
        pool=pool,
        story=story,
    )
