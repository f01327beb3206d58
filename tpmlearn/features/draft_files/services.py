"""What stands at the beginning: a new file of a draft, a figure beside a text."""

import re
from dataclasses import dataclass
from datetime import datetime

from tpmlearn.db import db
from tpmlearn.domain.content.reading import Kind, kind_of
from tpmlearn.domain.content.skeletons import new_case, new_item, new_lesson, new_quiz
from tpmlearn.domain.content.snippets import id_stem
from tpmlearn.domain.publishing.names import refused_name
from tpmlearn.library import Library
from tpmlearn.records.draft_branches import mirror
from tpmlearn.records.draft_texts import Refused, is_elsewhere, text_bytes
from tpmlearn.records.draft_writing import hold_draft, put_file
from tpmlearn.records.drafts import version_in
from tpmlearn.words import _

FIRST_SKILL = "CTL2"


@dataclass(frozen=True)
class NewFigure:
    """A figure for the folder of a file: its own name, its source, and what it shows."""

    name: str
    svg: str
    alternative: str


def add_file(library: Library, draft: str, name: str, *, writer: int, now: datetime) -> None:
    """Add a new file with the beginning that its kind has. Raises Refused where it cannot be."""
    reason = refused_name(name)
    if reason:
        raise Refused(reason)
    if is_elsewhere(library, name) or version_in(hold_draft(draft), library, name).hash:
        raise Refused(_("There is such a file already. Open it, or choose another name."))
    data = beginning(name, now=now).encode()
    put_file(draft, library, name, data, seen=None, writer=writer, now=now)
    db.session.commit()
    mirror(draft, library)


def add_figure(
    library: Library,
    draft: str,
    name: str,
    figure: NewFigure,
    *,
    line: int,
    writer: int,
    now: datetime,
) -> int:
    """Keep a figure beside the file `name`, and show it there after the paragraph of `line`.

    The line in which it is shown. Raises Refused where its name is taken, or is none.
    """
    place = figure_place(name, figure.name)
    held = hold_draft(draft)
    before = version_in(held, library, name)
    if is_elsewhere(library, place) or version_in(held, library, place).hash:
        raise Refused(
            _("There is a figure %(name)s already. Choose another name.", name=figure.name)
        )
    if before.hash is None:
        raise Refused(_("The draft has no file %(name)s to show it in.", name=name))
    shown = f"![{_plain(figure.alternative)}]({figure.name})"
    text, at = with_paragraph(before.text, shown, line)
    svg, data = text_bytes(library, place, figure.svg), text_bytes(library, name, text)
    put_file(draft, library, place, svg, seen=None, writer=writer, now=now)
    put_file(draft, library, name, data, seen=before.hash, writer=writer, now=now)
    db.session.commit()
    mirror(draft, library)
    return at


def figure_place(name: str, figure: str) -> str:
    """Where a figure beside a file lies. Raises Refused for what is no name of a figure."""
    place = f"{name.rpartition('/')[0]}/{figure}"
    if refused_name(place) or kind_of(place)[0] is not Kind.FIGURE:
        raise Refused(
            _("A figure’s name has lower-case letters, digits and hyphens, as in risk-grid.svg.")
        )
    return place


def with_paragraph(text: str, paragraph: str, line: int) -> tuple[str, int]:
    """A text with one more paragraph after that of a line, and where it stands, from 1."""
    lines = text.split("\n")
    at = min(max(line, 1), len(lines))
    while lines[at - 1].strip() and at < len(lines) and lines[at].strip():
        at += 1
    before = [*lines[:at]]
    while before and not before[-1].strip():
        before.pop()
    rest = lines[at:]
    while rest and not rest[0].strip():
        rest.pop(0)
    return "\n".join([*before, "", paragraph, "", *rest]), len(before) + 2


def beginning(name: str, *, now: datetime) -> str:
    """The first text of a new file, by its kind."""
    kind, slug = kind_of(name)
    title = re.sub(r"^\d+-", "", slug).replace("-", " ").capitalize() or "New"
    today = now.date()
    if kind is Kind.LESSON:
        return new_lesson(title=title, today=today)
    if kind is Kind.CASE:
        return new_case(slug=slug, title=title, skill=FIRST_SKILL, today=today, items=1)
    if kind in {Kind.QUIZ, Kind.BANK, Kind.EXAM_ITEMS}:
        head = new_quiz(number="", skill=FIRST_SKILL, today=today, items=0)
        return f"{head}\n{new_item(f'{id_stem(kind, slug)}-1')}"
    return "\n"


def _plain(words: str) -> str:
    """Words that cannot end the brackets they stand in."""
    return words.replace("[", "(").replace("]", ")").replace("\\", "/")
