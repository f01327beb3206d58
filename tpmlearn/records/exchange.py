"""The items that may be written for other programs, as drafts with their figures."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.checker import check
from tpmlearn.domain.content.drafts import ItemDraft, QuizDraft
from tpmlearn.domain.content.exchange.outgoing import Outgoing, shown_figures
from tpmlearn.domain.content.items import read_quiz
from tpmlearn.domain.content.reading import Shelf
from tpmlearn.library import Library, is_private


@dataclass(frozen=True)
class Exportable:
    """Good items in the order of their files, and how many were left out as private."""

    items: tuple[Outgoing, ...]
    private: int


def exportable(library: Library, wanted: Callable[[ItemDraft], bool]) -> Exportable:
    """The items of the catalogue that are `wanted`; what is private is counted, never given."""
    shelf, good = library.shelf, _good(library)
    items: list[Outgoing] = []
    private = 0
    for slug, quiz in shelf.quizzes.items():
        for item in quiz.items:
            if item.id not in good or not wanted(item):
                continue
            paths = [quiz.path, *_figure_paths(item, slug, shelf)]
            if any(is_private(path, library.folders) for path in paths):
                private += 1
                continue
            figures = shelf.figures.get(slug, {})
            shown = {name: figures[name] for name in shown_figures(item) if name in figures}
            items.append(Outgoing(item, shown, quiz.sources))
    return Exportable(tuple(items), private)


def problems_of_import(library: Library, path: str, text: str) -> tuple[QuizDraft, list[Problem]]:
    """The items of a file that is to lie at `path`, and what the checker would say of it there."""
    draft, report = read_quiz(path, text)
    shelf = library.shelf
    others = {slug: quiz for slug, quiz in shelf.quizzes.items() if quiz.path != path}
    between = check(replace(shelf, quizzes={**others, path: draft}))
    found = {*report.problems, *(one for one in between if one.path == path)}
    return draft, sorted(found)


def _good(library: Library) -> set[str]:
    return {item.id for module in library.catalogue.modules.values() for item in module.quiz}


def _figure_paths(item: ItemDraft, slug: str, shelf: Shelf) -> list[str]:
    names = [f"modules/{slug}/{name}" for name in shown_figures(item)]
    return [shelf.paths[name] for name in names if name in shelf.paths]
