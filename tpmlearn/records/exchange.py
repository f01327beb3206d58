"""The items that may be written for other programs, as drafts with their figures."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tpmlearn.domain.content.catalogue import Pool, Problem
from tpmlearn.domain.content.checker import check
from tpmlearn.domain.content.drafts import ItemDraft, QuizDraft, Slice
from tpmlearn.domain.content.exchange.outgoing import Outgoing, shown_figures
from tpmlearn.domain.content.items import read_quiz
from tpmlearn.domain.content.reading import Kind, kind_of
from tpmlearn.library import Library


@dataclass(frozen=True)
class Exportable:
    """Good items in the order of their files, and how many were left out as private."""

    items: tuple[Outgoing, ...]
    private: int


def exportable(library: Library, wanted: Callable[[ItemDraft], bool]) -> Exportable:
    """The items of the catalogue that are `wanted`; what is private is counted, never given.

    An item of a case goes out with the story of its case above its question.
    """
    good = {item.id for item in library.catalogue.items}
    hidden = library.private_files()
    items: list[Outgoing] = []
    private = 0
    for name, folder, quiz in library.shelf.item_files():
        figures = library.shelf.figures.get(folder, {})
        for item in quiz.items:
            if item.id not in good or not wanted(item):
                continue
            whole = _with_story(item, quiz)
            shown = {one: figures[one] for one in shown_figures(whole) if one in figures}
            beside = name.rpartition("/")[0]
            if {name, *(f"{beside}/{one}" for one in shown)} & hidden:
                private += 1
                continue
            items.append(Outgoing(whole, shown, quiz.sources))
    return Exportable(tuple(items), private)


def problems_of_import(library: Library, path: str, text: str) -> tuple[QuizDraft, list[Problem]]:
    """The items of a file that is to lie at `path`, and what the checker would say of it there.

    `path` begins with the name of its content folder; where the file has no meaning there, its
    items are read as a quiz.
    """
    name = path.partition("/")[2]
    kind, slug = kind_of(name)
    pool = Pool.PRACTICE if kind is not Kind.BANK else Pool.TEST
    draft, report = read_quiz(path, text, pool)
    shelf = library.shelf
    if kind is Kind.BANK:
        shelf = replace(shelf, bank={**shelf.bank, slug: draft})
    else:
        others = {slug: quiz for slug, quiz in shelf.quizzes.items() if quiz.path != path}
        shelf = replace(shelf, quizzes={**others, path: draft})
    found = {*report.problems, *(one for one in check(shelf) if one.path == path)}
    return draft, sorted(found)


def _with_story(item: ItemDraft, quiz: QuizDraft) -> ItemDraft:
    if not quiz.story.text:
        return item
    stem = item.question.stem
    told = Slice(f"{quiz.story.text}\n\n{stem.text}", stem.line)
    return replace(item, question=replace(item.question, stem=told))
