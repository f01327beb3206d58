"""A content file as learners would see it, made from what was read of it, good or not."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from tpmlearn.domain.assessment.drawing import as_drawn
from tpmlearn.domain.assessment.showing import Question, bare
from tpmlearn.domain.content.catalogue import (
    Certificate,
    Contact,
    Fact,
    Item,
    Term,
    Trap,
)
from tpmlearn.domain.content.drafts import (
    AssignmentDraft,
    Entry,
    HistoryDraft,
    ItemDraft,
    LessonDraft,
    QuizDraft,
)
from tpmlearn.domain.content.reading import Kind, Reading, Shelf
from tpmlearn.domain.content.references import Target
from tpmlearn.library.build import titles_of
from tpmlearn.rendering.cache import NoCache
from tpmlearn.rendering.surroundings import Surroundings
from tpmlearn.rendering.svg import Figure, read_figure
from tpmlearn.rendering.texts import LessonText, Renderer

# An author looks at a few items at a time: a page of all would be slow at every key.
ITEMS_SHOWN = 10
PAIRS_SHOWN = 30
_FOLDERS = {Kind.BANK: "bank", Kind.CASE: "cases"}
_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ShownItem:
    """An item as learners see it, and all that they see later or never."""

    question: Question
    item: Item
    traps: tuple[Trap | None, ...]


@dataclass(frozen=True)
class FilePage:
    """What can be shown of a file; of many items or entries those around a line.

    `first` counts from 1 and `total` is of all; `unshown` are titles of items that cannot be shown
    as they are; `lines` are those where the sections of a lesson begin.
    """

    title: str = ""
    summary: str = ""
    minutes: int = 0
    outcomes: tuple[str, ...] = ()
    lesson: LessonText | None = None
    lines: tuple[int, ...] = ()
    story: str = ""
    html: str = ""
    items: tuple[ShownItem, ...] = ()
    unshown: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()
    figure: Figure | None = None
    first: int = 1
    total: int = 0

    @property
    def last(self) -> int:
        """The number of the last item or entry that is shown."""
        return self.first + len(self.items) + len(self.unshown) + len(self.pairs) - 1


def shown_item(number: int, written: Item, traps: Mapping[str, Trap]) -> ShownItem:
    """The item as question `number`; a generated number is drawn with its lowest values."""
    item = written
    if written.formula:
        lowest = {one.name: one.low for one in written.formula.variables}
        item = as_drawn(written, {"values": lowest})
    question = bare(number, item, tuple(range(len(item.options))))
    return ShownItem(question, item, tuple(traps.get(one.trap) for one in item.options))


def file_page(
    reading: Reading, shelf: Shelf, *, line: int = 1, most: int = ITEMS_SHOWN
) -> FilePage | None:
    """The page of a file with `most` of its items; None where it has none, or was not read.

    `shelf` holds what it may link to. A text that trips the rendering is logged and has no page.
    """
    try:
        return _page(reading, shelf, line, most)
    except Exception:
        _log.exception("%s cannot be shown", reading.path)
        return None


def _page(reading: Reading, shelf: Shelf, line: int, most: int) -> FilePage | None:
    draft = reading.draft
    renderer = Renderer(NoCache())
    match draft:
        case LessonDraft():
            return _lesson(draft, shelf, renderer)
        case AssignmentDraft() | HistoryDraft():
            return _text(draft, reading, shelf, renderer)
        case QuizDraft():
            return _items(draft, reading, shelf, renderer, (line, most))
        case str() if reading.kind is Kind.FIGURE:
            figure, _ = read_figure(reading.path, draft)
            return FilePage(figure=figure) if figure else None
        case tuple() if draft:
            return _entries(draft, line)
    return None


def _lesson(draft: LessonDraft, shelf: Shelf, renderer: Renderer) -> FilePage:
    named = {one.name: one.title for one in shelf.templates.get(draft.slug, {}).values()}
    titles = {**titles_of(shelf), Target.TEMPLATE: named}
    around = Surroundings(titles, _figures(shelf, draft.slug), draft.slug)
    return FilePage(
        title=draft.title,
        summary=draft.summary,
        minutes=draft.minutes,
        outcomes=draft.outcomes,
        lesson=renderer.lesson(draft, around),
        lines=tuple(section.start + 1 for section in draft.sections),
    )


def _text(
    draft: AssignmentDraft | HistoryDraft, reading: Reading, shelf: Shelf, renderer: Renderer
) -> FilePage:
    around = _around(reading, shelf)
    if isinstance(draft, HistoryDraft):
        return FilePage(html=renderer.history(draft, around))
    html = renderer.assignment(draft, around)
    return FilePage(title=draft.title, summary=draft.summary, html=html)


def _items(
    draft: QuizDraft, reading: Reading, shelf: Shelf, renderer: Renderer, window: tuple[int, int]
) -> FilePage:
    around = _around(reading, shelf)
    traps = {one.value.slug: one.value for one in shelf.traps if one.value.slug}
    line, most = window
    first = _first([one.line for one in draft.items], line, most)
    shown, unshown = [], []
    for number, one in enumerate(draft.items[first : first + most], first + 1):
        try:
            (item,) = renderer.quiz(_alone(draft, one), around)
            shown.append(shown_item(number, item, traps))
        except Exception:
            _log.exception("item %s of %s cannot be shown", one.id, reading.path)
            unshown.append(one.title)
    return FilePage(
        title=draft.title,
        story=renderer.story(draft, around),
        items=tuple(shown),
        unshown=tuple(unshown),
        first=first + 1,
        total=len(draft.items),
    )


def _alone(draft: QuizDraft, item: ItemDraft) -> QuizDraft:
    return replace(draft, items=(item,), headings=1)


def _entries(entries: Sequence[object], line: int) -> FilePage | None:
    known = [one for one in entries if isinstance(one, Entry)]
    first = _first([one.slug.line for one in known], line, PAIRS_SHOWN)
    pairs = tuple(_pairs(known[first : first + PAIRS_SHOWN]))
    return FilePage(pairs=pairs, first=first + 1, total=len(known)) if pairs else None


def _pairs(entries: Iterable[Entry[object]]) -> Iterable[tuple[str, str]]:
    for entry in entries:
        match entry.value:
            case Term(term=term, meaning=meaning):
                yield term, meaning
            case Trap(name=name, costs=costs, instead=instead):
                yield name, f"{costs} {instead}"
            case Fact(value=value, about=about):
                yield value, about
            case Certificate(title=title, summary=summary) | Contact(title=title, summary=summary):
                yield title, summary


def _first(lines: Sequence[int], line: int, size: int) -> int:
    """The index of the first of those `size` entries among which `line` is; 0 without any."""
    before = sum(start <= line for start in lines)
    return (max(before, 1) - 1) // size * size


def _around(reading: Reading, shelf: Shelf) -> Surroundings:
    folder = _FOLDERS.get(reading.kind, reading.slug)
    if reading.kind in {Kind.EXAM_ITEMS, Kind.HISTORY}:
        folder = f"exams/{reading.slug}"
    return Surroundings(titles_of(shelf), _figures(shelf, folder))


def _figures(shelf: Shelf, folder: str) -> dict[str, Figure]:
    """The clean figures of a folder: what is refused is left out."""
    read = {
        name: read_figure(name, text)[0] for name, text in shelf.figures.get(folder, {}).items()
    }
    return {name: figure for name, figure in read.items() if figure}
