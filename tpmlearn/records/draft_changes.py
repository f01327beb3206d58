"""What a draft changes: errors that it would bring, items that it adds, changes or removes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from tpmlearn.domain.content.catalogue import Catalogue, Item, Problem, Severity
from tpmlearn.domain.content.checker import check
from tpmlearn.domain.content.drafts import ItemDraft, QuizDraft
from tpmlearn.domain.content.reading import Reading, Shelf, shelve
from tpmlearn.domain.exams.rescoring import CorrectionKind
from tpmlearn.library import Library
from tpmlearn.records.correctable import UnknownItem, propose_among, versions_sat
from tpmlearn.records.correcting import rescoring
from tpmlearn.records.file_pages import FilePage, file_page
from tpmlearn.records.proofreading import draft_readings, folder_of
from tpmlearn.records.publish_refusals import new_errors

MOST_SIDES = 20
_NONE: tuple[None, str] = (None, "")


@dataclass(frozen=True)
class Checked:
    """All files as a draft would have them, and what the checker says.

    `errors` are those that the live content does not have, wherever they are; `warnings` those of
    the files that the draft changes.
    """

    readings: Mapping[str, Reading]
    shelf: Shelf
    errors: tuple[Problem, ...]
    warnings: tuple[Problem, ...]


@dataclass(frozen=True)
class ItemChange:
    """An item that a draft adds, changes or removes; each side is None where it is not.

    `answers_differ`: what is seen or the key is another, so that statistics begin anew. `results`
    are those of exams that change once it is live and corrected, `sat` those that had it.
    """

    id: str
    title: str
    before: ItemDraft | None
    after: ItemDraft | None
    answers_differ: bool = False
    key_differs: bool = False
    results: int = 0
    sat: int = 0


@dataclass(frozen=True)
class Sides:
    """A file as learners see it now and as they would; of items only those that differ."""

    before: FilePage | None
    after: FilePage | None
    more: int = 0


def checked(library: Library, changed: Mapping[str, bytes | None]) -> Checked:
    """What the checker says of the live content with some files changed, None removing one."""
    readings = draft_readings(library, changed)
    shelf, folder = shelve(readings.values()), folder_of(library)
    between = check(shelf, folder=folder)
    found = {*between, *(one for reading in readings.values() for one in reading.problems)}
    paths = {f"{folder}/{name}" for name in changed}
    warnings = (one for one in found if one.path in paths and one.severity is not Severity.ERROR)
    errors = new_errors(library.problems, sorted(found))
    return Checked(readings, shelf, tuple(errors), tuple(sorted(warnings)))


def item_changes(
    library: Library, found: Checked, texts: Mapping[str, tuple[str, str]], *, now: datetime
) -> dict[str, list[ItemChange]]:
    """The items that files change, by file and in their order; `texts` are live and new by name."""
    live = {one.name: one for one in library.readings}
    changes = {
        name: _changes(live.get(name), found.readings.get(name), *both)
        for name, both in texts.items()
    }
    ids = {one.id for some in changes.values() for one in some}
    told = _Results(library.catalogue, found, ids, now) if ids else None
    return {name: [told.add(one) for one in some] for name, some in changes.items() if told}


def _changes(old: Reading | None, new: Reading | None, before: str, after: str) -> list[ItemChange]:
    was, becomes = _blocks(old, before), _blocks(new, after)
    return [
        _change(item, was.get(item, _NONE)[0], becomes.get(item, _NONE)[0])
        for item in [*becomes, *(one for one in was if one not in becomes)]
        if was.get(item, _NONE)[1] != becomes.get(item, _NONE)[1]
    ]


def _change(item: str, before: ItemDraft | None, after: ItemDraft | None) -> ItemChange:
    known = after or before
    return ItemChange(item, known.title if known else item, before, after)


def sides(library: Library, found: Checked, name: str, changes: list[ItemChange]) -> Sides:
    """A file as learners see it now and as they would; of items only those that differ."""
    live = next((one for one in library.readings if one.name == name), None)
    reading = found.readings.get(name)
    ids = [one.id for one in changes]
    return Sides(
        before=_page(live, library.shelf, ids),
        after=_page(reading, found.shelf, ids),
        more=max(len(ids) - MOST_SIDES, 0),
    )


def _page(reading: Reading | None, shelf: Shelf, ids: list[str]) -> FilePage | None:
    if reading is None:
        return None
    draft = reading.draft
    if isinstance(draft, QuizDraft):
        shown = tuple(one for one in draft.items if one.id in ids[:MOST_SIDES])
        draft = replace(draft, items=shown, headings=len(shown))
    return file_page(replace(reading, draft=draft), shelf, most=MOST_SIDES)


def _blocks(reading: Reading | None, text: str) -> dict[str, tuple[ItemDraft | None, str]]:
    """The items of a file by id, each with its lines as they are written."""
    if reading is None or not isinstance(reading.draft, QuizDraft):
        return {}
    lines, items = text.split("\n"), reading.draft.items
    ends = [*(one.line - 1 for one in items[1:]), len(lines)]
    return {
        one.id: (one, "\n".join(lines[one.line - 1 : end]).rstrip())
        for one, end in zip(items, ends, strict=True)
    }


class _Results:
    """Adds to changes of items whose statistics and results they touch."""

    def __init__(self, catalogue: Catalogue, found: Checked, ids: set[str], now: datetime) -> None:
        self._live = {item.id: item for item in catalogue.items if item.id in ids}
        self._sat = versions_sat()
        self._rendered = dict(_rendered(found, ids))
        self._now = now

    def add(self, one: ItemChange) -> ItemChange:
        """The change with what it does to answers that were given."""
        before, after = self._live.get(one.id), self._rendered.get(one.id)
        sat = sum(count.finished for count in self._sat.get(one.id, {}).values())
        if before is None or after is None or before.version == after.version:
            return replace(one, sat=sat)
        return replace(
            one,
            answers_differ=True,
            key_differs=_key(before) != _key(after),
            results=_results(after, now=self._now) if sat else 0,
            sat=sat,
        )


def _key(item: Item) -> tuple[object, ...]:
    return (*((one.left, one.html, one.correct) for one in item.options), item.number)


def _results(item: Item, *, now: datetime) -> int:
    """How many results change once this version is live and its key is corrected."""
    try:
        proposal = propose_among([item], item.id, CorrectionKind.KEY, now=now)
    except UnknownItem:
        return 0
    return len(rescoring(proposal).changes)


def _rendered(found: Checked, ids: set[str]) -> Iterator[tuple[str, Item]]:
    for reading in found.readings.values():
        draft = reading.draft
        if not isinstance(draft, QuizDraft):
            continue
        wanted = tuple(one for one in draft.items if one.id in ids)
        if wanted:
            alone = replace(reading, draft=replace(draft, items=wanted, headings=len(wanted)))
            page = file_page(alone, found.shelf, most=len(wanted))
            for one in page.items if page else ():
                yield one.item.id, one.item
