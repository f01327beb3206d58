"""Reads an assignment: work on the job that leaves an artefact."""

import re

from tpmlearn.domain.content.drafts import AssignmentDraft
from tpmlearn.domain.content.fields import LINE, Fields, Named
from tpmlearn.domain.content.front_matter import split
from tpmlearn.domain.content.lessons import check_levels
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.references import references
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.text_rules import check_text, refuse_footnotes

CODE = re.compile(r"[A-Z]{2}\d{2}")


def read_assignment(path: str, slug: str, text: str) -> tuple[AssignmentDraft | None, Report]:
    """The assignment in `<slug>.md`; None when its front matter cannot be used at all."""
    report = Report(path)
    fields, body = split(text, report)
    document = Document(body)
    check_text(document, report)
    refuse_footnotes(document, report)
    check_levels(document, report, top=2)
    if fields is None:
        return None, report
    draft = assignment_of(fields, path, slug, document)
    fields.close()
    return draft, report


def assignment_of(fields: Fields, path: str, slug: str, document: Document) -> AssignmentDraft:
    """The assignment that some fields and a text describe."""
    code = fields.text("code", longest=10)
    fields.matching("code", code, CODE, "assignment code", "JB05")
    return AssignmentDraft(
        path=path,
        slug=slug,
        code=Named(code, *fields.place("code")),
        title=fields.text("title", longest=80),
        summary=fields.text("summary", longest=LINE),
        skills=fields.names("skills", least=1),
        after=fields.names("after"),
        hours=fields.number("hours", 0.5, 200),
        weeks=fields.integer("weeks", 1, 52),
        evidence=fields.text("evidence", longest=LINE),
        reviewed=fields.day("reviewed"),
        body="\n".join(document.lines),
        references=references(document),
    )
