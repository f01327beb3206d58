"""Reads a lesson: its front matter, its sections, its recall questions and what it refers to."""

import re
import unicodedata
from dataclasses import dataclass

from markdown_it.tree import SyntaxTreeNode

from tpmlearn.domain.content.drafts import LessonDraft, SectionDraft
from tpmlearn.domain.content.fields import Fields, Named
from tpmlearn.domain.content.front_matter import read_sources, split
from tpmlearn.domain.content.items import read_recall, recalls
from tpmlearn.domain.content.places import Document, line_of, span
from tpmlearn.domain.content.references import Reference, references
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.text_rules import check_footnotes, check_text, refuse_footnotes

FOLDER = re.compile(r"(\d{2,3})-[a-z0-9]+(?:-[a-z0-9]+)*")
SUMMARY = 200
ANCHOR = "s-"


def read_lesson(path: str, slug: str, text: str) -> tuple[LessonDraft | None, Report]:
    """A lesson in the module folder `slug`; None when its front matter cannot be used at all."""
    report = Report(path)
    number = FOLDER.fullmatch(slug)
    if number is None:
        report.add("E006", 1, name=slug)
    fields, body = split(text, report)
    document = Document(body)
    check_text(document, report)
    check_footnotes(document, report)
    check_levels(document, report, top=2)
    sections = _sections(document, report)
    found = references(document) + _recall_references(document, report)
    if fields is None:
        return None, report
    text_of = LessonText(path, slug, int(number[1]) if number else 0, body, sections, found)
    draft = lesson_of(fields, text_of)
    fields.close()
    return draft, report


@dataclass(frozen=True)
class LessonText:
    """What of a lesson does not stand in its front matter."""

    path: str = ""
    slug: str = ""
    number: int = 0
    body: str = ""
    sections: tuple[SectionDraft, ...] = ()
    references: tuple[Reference, ...] = ()


def lesson_of(fields: Fields, text: LessonText) -> LessonDraft:
    """The lesson that some fields and a text describe."""
    return LessonDraft(
        path=text.path,
        slug=text.slug,
        number=text.number,
        title=fields.text("title", longest=80),
        summary=fields.text("summary", longest=SUMMARY),
        stage=Named(str(fields.integer("stage", 0, 20)), *fields.place("stage")),
        skills=fields.names("skills", least=1),
        requires=fields.names("requires"),
        minutes=fields.integer("minutes", 5, 600),
        minutes_line=fields.place("minutes")[0],
        exercise_minutes=fields.integer("exercise_minutes", 0, 600),
        outcomes=fields.texts("outcomes", least=1, most=8),
        tasks=fields.names("tasks"),
        assignment=fields.named("assignment", ""),
        reviewed=fields.day("reviewed"),
        sources=read_sources(fields),
        body=text.body,
        sections=text.sections,
        words=len(text.body.split()),
        references=text.references,
    )


def check_levels(document: Document, report: Report, *, top: int) -> None:
    """Report headings above level `top`, below level 4, or that skip a level."""
    last = top - 1
    for node in document.root.children:
        if node.type != "heading":
            continue
        level = int(node.tag[1])
        if not top <= level <= min(last + 1, 4):
            line = line_of(node)
            report.add("E031", line, document.column(line), level=level)
        last = min(max(level, top), 4)


def anchor_for(title: str, taken: set[str]) -> str:
    """An id for a heading that is not among `taken`; it is added to them."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = ANCHOR + ("-".join(re.findall(r"[a-z0-9]+", plain)) or "section")
    anchor, n = stem, 1
    while anchor in taken:
        n += 1
        anchor = f"{stem}-{n}"
    taken.add(anchor)
    return anchor


def plain_text(node: SyntaxTreeNode) -> str:
    """The words of a heading or paragraph without markup."""
    return "".join(
        child.content if child.type != "softbreak" else " "
        for child in node.walk()
        if child.type in {"text", "code_inline", "softbreak", "text_special"}
    ).strip()


def _sections(document: Document, report: Report) -> tuple[SectionDraft, ...]:
    heads = [node for node in document.root.children if node.type == "heading" and node.tag == "h2"]
    if not heads:
        report.add("E042", 1)
    taken: set[str] = set()
    first: dict[str, int] = {}
    found = []
    for node in heads:
        title, line = plain_text(node), line_of(node)
        if title in first:
            report.add("E045", line, document.column(line, "#"), title=title, first=first[title])
        first.setdefault(title, line)
        found.append(SectionDraft(anchor_for(title, taken), title, *span(node)))
    return tuple(found)


def _recall_references(document: Document, report: Report) -> tuple[Reference, ...]:
    found: tuple[Reference, ...] = ()
    for recall in recalls(document):
        check_text(recall, report)
        refuse_footnotes(recall, report)
        read_recall(recall, report)
        found += references(recall)
    return found
