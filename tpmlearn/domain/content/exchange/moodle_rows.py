"""The reasons of rows that Moodle has no feedback for: they stand in the general feedback."""

from dataclasses import replace

from tpmlearn.domain.content.drafts import OptionDraft, Question
from tpmlearn.domain.content.exchange.formatting import format_rows
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.items import read_quiz

MARK = "**Reasons**"
_HEAD = "---\nsources: {}\n---\n\n## x\n\nx\n\n"


def feedback_with_rows(question: Question) -> str:
    """The explanation, then the rows with their reasons as learners of Moodle may read them."""
    bare = replace(question, options=tuple(_bare(one) for one in question.options))
    parts = [question.explanation.text, MARK, format_rows(bare)]
    return "\n\n".join(part for part in parts if part)


def rows_in(feedback: str) -> tuple[str, tuple[OptionDraft, ...]]:
    """The explanation and the rows in such a feedback; no rows where there are none."""
    before, mark, rows = f"\n\n{feedback}".rpartition(f"\n\n{MARK}\n\n")
    if not mark:
        return feedback, ()
    draft, _ = read_quiz("", _HEAD + rows)
    options = draft.items[0].question.options if draft.items else ()
    return (before.strip("\n"), options) if options else (feedback, ())


def reason_for(row: OptionDraft, rows: tuple[OptionDraft, ...]) -> OptionDraft:
    """The row with the reason that it had when it was written."""
    for one in rows:
        if (one.left, one.text, one.gap) == (row.left, row.text, row.gap):
            return replace(row, reason=one.reason)
    return row


def _bare(option: OptionDraft) -> OptionDraft:
    return replace(option, trap=Named("", 0, 0), region="")
