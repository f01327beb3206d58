"""Reads for authors: what an import would give, and what an export would hold."""

import logging
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from tpmlearn.domain.content.catalogue import Catalogue, Item, Problem, Severity
from tpmlearn.domain.content.drafts import ItemDraft, QuizDraft
from tpmlearn.domain.content.exchange.carried import Note
from tpmlearn.domain.content.exchange.formats import OUTPUTS, Output, Reads, Writes, read
from tpmlearn.domain.content.exchange.intake import Additions, taken_in
from tpmlearn.domain.content.references import Target
from tpmlearn.domain.publishing.review import DraftState
from tpmlearn.library import Library
from tpmlearn.records.drafts import Draft, drafts_in
from tpmlearn.records.exchange import exportable, problems_of_import
from tpmlearn.rendering.cache import NoCache
from tpmlearn.rendering.surroundings import Surroundings
from tpmlearn.rendering.texts import Renderer

LARGEST_TEXT = 900_000
MOST_DRAFTS = 100
MOST_SHOWN = 100
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ShownItem:
    """An item of an import: as learners would see it, what was not kept, what is wrong.

    `line` is where it stands in the file that was sent; `item` is None if it cannot be shown.
    """

    title: str
    line: int
    item: Item | None
    notes: tuple[Note, ...]
    problems: tuple["Told", ...]


@dataclass(frozen=True)
class Told:
    """What the checker says of one or more lines of the new file."""

    code: str
    message: str
    lines: tuple[int, ...]


@dataclass(frozen=True)
class Preview:
    """All that an import would give; `text` is empty where it is too large for one file."""

    name: str
    text: str
    count: int
    items: tuple[ShownItem, ...]
    left_out: tuple[Note, ...]
    other_notes: tuple[Note, ...]
    errors: int
    warnings: int


@dataclass(frozen=True)
class Export:
    """A file for another program, what it does not carry, and how many items are private."""

    output: Output
    name: str
    data: bytes
    count: int
    left_out: tuple[Note, ...]
    notes: tuple[tuple[str, tuple[str, ...]], ...]
    private: int


def preview(
    library: Library, name: str, data: bytes, additions: Additions, *,
    form: Reads | None, today: date,
) -> Preview:  # fmt: skip
    """What an import of a file would give; nothing is stored. Raises Unreadable."""
    found = read(name, data, form)
    text = taken_in(found, additions, today=today)
    target = f"{_stem(name)}.md"
    draft, problems = problems_of_import(library, target, text)
    shown = draft.items[:MOST_SHOWN]
    rendered = _rendered(shown, draft, library.catalogue)
    lines = {item.attributes.get("id", ""): item.line for item in found.items}
    starts = [item.line for item in draft.items]
    return Preview(
        name=target,
        text=text if len(text.encode()) <= LARGEST_TEXT else "",
        count=len(draft.items),
        items=tuple(
            ShownItem(
                title=re.sub(r"\\(?=[^A-Za-z0-9\s])", "", item.title),
                line=lines.get(item.id, 0),
                item=rendered.get(item.id),
                notes=_of_line(found.notes, lines.get(item.id, 0)),
                problems=_between(problems, item.line, starts),
            )
            for item in shown
        ),
        left_out=tuple(note for note in found.notes if note.left_out),
        other_notes=tuple(
            note
            for note in found.notes
            if not note.left_out and note.line not in set(lines.values())
        ),
        errors=sum(problem.severity is Severity.ERROR for problem in problems),
        warnings=sum(problem.severity is Severity.WARNING for problem in problems),
    )


def export(library: Library, form: Writes, skill: str) -> Export:
    """The good items of a skill, or of all, in a format; private ones are only counted."""
    found = exportable(library, lambda item: skill in {"", item.skill.text})
    output = OUTPUTS[form]
    written = output.write(found.items)
    notes: dict[str, list[str]] = {}
    for note in written.notes:
        if not note.left_out:
            notes.setdefault(note.text, []).append(note.item)
    return Export(
        output=output,
        name=f"tpmlearn-{skill.lower() or 'items'}.{output.ending}",
        data=written.data,
        count=written.count,
        left_out=tuple(note for note in written.notes if note.left_out),
        notes=tuple((text, tuple(items)) for text, items in notes.items()),
        private=found.private,
    )


def _rendered(
    shown: Sequence[ItemDraft], draft: QuizDraft, catalogue: Catalogue
) -> dict[str, Item]:
    """The items by id; what trips a parser is left out and logged."""
    renderer, surroundings = Renderer(NoCache()), Surroundings(_titles(catalogue))
    found = {}
    for item in shown:
        one = QuizDraft(draft.path, (item,), 1, draft.sources, draft.references)
        try:
            (found[item.id],) = renderer.quiz(one, surroundings)
        except Exception:
            _log.exception("an item of an import could not be shown")
    return found


def _titles(catalogue: Catalogue) -> dict[Target, dict[str, str]]:
    return {
        Target.MODULE: {slug: module.title for slug, module in catalogue.modules.items()},
        Target.TERM: {slug: term.term for slug, term in catalogue.terms.items()},
        Target.ASSIGNMENT: {slug: one.title for slug, one in catalogue.assignments.items()},
    }


def _of_line(notes: Sequence[Note], line: int) -> tuple[Note, ...]:
    return tuple(note for note in notes if note.line == line and not note.left_out)


def _between(problems: Sequence[Problem], start: int, starts: Sequence[int]) -> tuple[Told, ...]:
    """What is wrong from one item to the next, the same thing in several lines said once."""
    end = min((line for line in starts if line > start), default=1 << 30)
    found: dict[tuple[str, str], list[int]] = {}
    for problem in problems:
        if start <= problem.line < end:
            found.setdefault((problem.code, problem.message), []).append(problem.line)
    return tuple(Told(code, message, tuple(lines)) for (code, message), lines in found.items())


def _stem(name: str) -> str:
    words = re.findall(r"[a-z0-9]+", PurePath(name.replace("\\", "/")).stem.lower())
    return "-".join(words)[:60].strip("-") or "import"


def open_drafts(person_id: int) -> list[Draft]:
    """The drafts of this author that can still change, those changed last first."""
    states = [DraftState.OPEN, DraftState.IN_REVIEW, DraftState.APPROVED]
    return [one for one in drafts_in(states, MOST_DRAFTS) if one.author_id == person_id]
