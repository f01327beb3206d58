"""Reads the history of an exam: a text on what changed when it was replaced."""

from tpmlearn.domain.content.drafts import HistoryDraft
from tpmlearn.domain.content.lessons import check_levels
from tpmlearn.domain.content.places import Document
from tpmlearn.domain.content.references import references
from tpmlearn.domain.content.rules import Report
from tpmlearn.domain.content.text_rules import check_text, refuse_footnotes


def read_history(path: str, slug: str, text: str) -> tuple[HistoryDraft, Report]:
    """The history in the folder of the exam `slug`; headings begin at the third level."""
    report = Report(path)
    document = Document(text)
    check_text(document, report)
    refuse_footnotes(document, report)
    check_levels(document, report, top=3)
    return HistoryDraft(path, slug, text, references(document)), report
