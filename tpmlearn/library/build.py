"""Builds the catalogue: renders the drafts that are good and closes every reference."""

from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from operator import is_
from typing import Any, TypeVar

from tpmlearn.domain.content.catalogue import (
    AdvertWords,
    Assignment,
    Blueprint,
    Case,
    Catalogue,
    Certificate,
    Exam,
    Item,
    Module,
    Pool,
    Problem,
    Role,
    Skill,
    Template,
)
from tpmlearn.domain.content.drafts import (
    AssignmentDraft,
    FrameworkDraft,
    HistoryDraft,
    LessonDraft,
    QuizDraft,
)
from tpmlearn.domain.content.framework import STATEMENTS
from tpmlearn.domain.content.identity import digest
from tpmlearn.domain.content.reading import Shelf
from tpmlearn.domain.content.references import Target
from tpmlearn.library.ahead import Step
from tpmlearn.rendering.clean import plain
from tpmlearn.rendering.surroundings import Surroundings
from tpmlearn.rendering.svg import Figure
from tpmlearn.rendering.texts import LessonText, Renderer

Made = dict[str, tuple[tuple[object, ...], Sequence[object], Any]]
_Thing = TypeVar("_Thing")
Figures = Mapping[str, Mapping[str, Figure]]


def build(
    shelf: Shelf,
    renderer: Renderer,
    *,
    figures: Figures,
    version: str,
    problems: tuple[Problem, ...],
    made: Made,
    private: Set[str] = frozenset(),
    kept: Set[str] = frozenset(),
) -> Catalogue:
    """The catalogue of a shelf without errors; `figures` are by folder and file name.

    The items of files whose names are in `private` are marked so; those of files in `kept`, which
    no learner can read, count as unread, unless practice shows their keys. `made` remembers the
    modules and pools, so that the next catalogue takes over what has not changed.
    """
    titles = titles_of(shelf)
    pools = _Pools(renderer, titles, figures, private, kept, made)
    framework = shelf.framework
    modules = {
        slug: _module(lesson, shelf, pools)
        for slug, lesson in sorted(shelf.lessons.items(), key=lambda pair: pair[1].number)
    }
    catalogue = Catalogue(
        version=version,
        framework_version=framework.version if framework else "",
        framework_reviewed=framework.reviewed if framework else date.min,
        notice=framework.notice if framework else "",
        levels=framework.levels if framework else (),
        stages=framework.stages if framework else (),
        areas={area.code: area for area in framework.areas} if framework else {},
        skills=_skills(framework),
        roles={
            role.slug: role
            for role in sorted((entry.value for entry in shelf.roles), key=lambda one: one.order)
        },
        modules=modules,
        assignments={
            draft.slug: _assignment(draft, renderer, Surroundings(titles))
            for draft in sorted(shelf.assignments.values(), key=lambda one: one.code.text)
        },
        certificates={
            one.slug: one
            for one in sorted((entry.value for entry in shelf.certificates), key=lambda c: c.order)
            if one.slug
        },
        contacts={entry.value.slug: entry.value for entry in shelf.contacts if entry.value.slug},
        traps={entry.value.slug: entry.value for entry in shelf.traps if entry.value.slug},
        terms={
            one.slug: one
            for one in sorted((e.value for e in shelf.terms), key=lambda term: term.term.lower())
            if one.slug
        },
        facts={entry.value.slug: entry.value for entry in shelf.facts if entry.value.slug},
        bank={
            slug: pools.items(draft, f"bank/{slug}.md", "bank")
            for slug, draft in shelf.bank.items()
        },
        cases={slug: pools.case(slug, draft) for slug, draft in shelf.cases.items()},
        exams={
            slug: pools.exam(entry.value, shelf.exam_items.get(slug), shelf.histories.get(slug))
            for slug, entry in shelf.blueprints.items()
        },
        required=shelf.required,
        adverts=shelf.adverts.value if shelf.adverts else AdvertWords(),
        problems=problems,
    )
    return close(catalogue)


def steps_of(shelf: Shelf, renderer: Renderer, figures: Figures) -> list[Step]:
    """All that `build` renders, one file a step; each step leaves what it rendered in the cache."""
    titles = titles_of(shelf)
    pools = _Pools(renderer, titles, figures, frozenset(), frozenset(), {})
    exams = [
        (entry.value, shelf.exam_items.get(slug), shelf.histories.get(slug))
        for slug, entry in shelf.blueprints.items()
    ]
    return [
        *(partial(_module, one, shelf, pools) for one in shelf.lessons.values()),
        *(partial(pools.items, one, f"bank/{slug}.md", "bank") for slug, one in shelf.bank.items()),
        *(partial(pools.case, slug, one) for slug, one in shelf.cases.items()),
        *(partial(pools.exam, *one) for one in exams),
        *(
            partial(_assignment, one, renderer, Surroundings(titles))
            for one in shelf.assignments.values()
        ),
    ]


def _skills(framework: FrameworkDraft | None) -> dict[str, Skill]:
    """The skills that are whole: a broken file may hold others."""
    skills = framework.skills if framework else ()
    return {one.code: one for one in skills if one.code and len(one.statements) == STATEMENTS}


def titles_of(shelf: Shelf) -> dict[Target, dict[str, str]]:
    """The titles of all that a text may link to, by kind and slug."""
    return {
        Target.MODULE: {slug: draft.title for slug, draft in shelf.lessons.items()},
        Target.TERM: {entry.value.slug: entry.value.term for entry in shelf.terms},
        Target.ASSIGNMENT: {slug: draft.title for slug, draft in shelf.assignments.items()},
        Target.FACT: {entry.value.slug: entry.value.value for entry in shelf.facts},
    }


@dataclass(frozen=True)
class _Pools:
    """Renders files of items, each with the figures of its folder."""

    renderer: Renderer
    titles: Mapping[Target, Mapping[str, str]]
    figures: Figures
    private: Set[str]
    kept: Set[str]
    made: Made

    def once(
        self,
        name: str,
        drafts: tuple[object, ...],
        used: Sequence[object],
        make: Callable[[], _Thing],
    ) -> _Thing:
        """What `make` makes of some drafts; kept while they and what they use are the same."""
        kept = self.made.get(name)
        same = kept and len(kept[0]) == len(drafts) and all(map(is_, kept[0], drafts))
        if kept and same and kept[1] == used:
            thing: _Thing = kept[2]
            return thing
        thing = make()
        self.made[name] = (drafts, used, thing)
        return thing

    def around(self, folder: str) -> Surroundings:
        """What texts of a folder may link to and show."""
        return Surroundings(self.titles, self.figures.get(folder, {}))

    def items(self, draft: QuizDraft, name: str, folder: str, case: str = "") -> tuple[Item, ...]:
        """The items of the file `name`."""
        private, kept, around = name in self.private, name in self.kept, self.around(folder)

        def make() -> tuple[Item, ...]:
            items = self.renderer.quiz(draft, around)
            if not private and not kept and not case:
                return items
            return tuple(
                replace(
                    item,
                    private=private,
                    case=case,
                    unread=kept and item.pool is not Pool.PRACTICE,
                )
                for item in items
            )

        used = [around.used_by(draft.references), private, kept]
        return self.once(name, (draft,), used, make)

    def case(self, slug: str, draft: QuizDraft) -> Case:
        """A case with its items."""
        story = self.renderer.story(draft, self.around("cases"))
        items = self.items(draft, f"cases/{slug}.md", "cases", case=slug)
        return Case(slug, draft.title, draft.pool, story, items, draft.path)

    def exam(
        self, blueprint: Blueprint, draft: QuizDraft | None, history: HistoryDraft | None
    ) -> Exam:
        """An exam with the items that only it uses, and with its history."""
        folder = f"exams/{blueprint.slug}"
        around = self.around(folder)
        told = self.renderer.history(history, around) if history else ""
        if draft is None:
            return Exam(blueprint, history=told)
        story = self.renderer.story(draft, around)
        return Exam(blueprint, self.items(draft, f"{folder}/items.md", folder), story, told)


def _module(lesson: LessonDraft, shelf: Shelf, pools: _Pools) -> Module:
    """The module, made anew only if its files or what they refer to have changed."""
    templates = tuple(shelf.templates.get(lesson.slug, {}).values())
    named = {Target.TEMPLATE: {one.name: one.title for one in templates}}
    around = pools.around(lesson.slug)
    around = replace(around, titles={**around.titles, **named}, module=lesson.slug)
    items = pools.items(shelf.quizzes[lesson.slug], f"modules/{lesson.slug}/quiz.md", lesson.slug)
    used = [around.used_by(lesson.references), items, templates]

    def make() -> Module:
        return _new_module(lesson, pools.renderer.lesson(lesson, around), items, templates)

    return pools.once(lesson.slug, (lesson,), used, make)


def _new_module(
    lesson: LessonDraft,
    text: LessonText,
    items: tuple[Item, ...],
    templates: tuple[Template, ...],
) -> Module:
    return Module(
        slug=lesson.slug,
        number=lesson.number,
        title=lesson.title,
        summary=lesson.summary,
        stage=int(lesson.stage.text),
        skills=tuple(skill.text for skill in lesson.skills),
        requires=tuple(module.text for module in lesson.requires),
        minutes=lesson.minutes,
        outcomes=lesson.outcomes,
        tasks=tuple(task.text for task in lesson.tasks),
        assignment=lesson.assignment.text,
        reviewed=lesson.reviewed,
        sources=lesson.sources,
        intro=text.intro,
        sections=text.sections,
        quiz=items,
        version=digest([lesson.title, lesson.body, *(item.version for item in items)]),
        templates=templates,
    )


def _assignment(
    draft: AssignmentDraft, renderer: Renderer, surroundings: Surroundings
) -> Assignment:
    html = renderer.assignment(draft, surroundings)
    return Assignment(
        code=draft.code.text,
        slug=draft.slug,
        title=draft.title,
        summary=draft.summary,
        skills=tuple(skill.text for skill in draft.skills),
        after=tuple(module.text for module in draft.after),
        hours=draft.hours,
        weeks=draft.weeks,
        evidence=draft.evidence,
        reviewed=draft.reviewed,
        html=html,
        text=plain(html),
    )


def close(catalogue: Catalogue) -> Catalogue:
    """The catalogue with every reference leading somewhere.

    Needed while a file is broken: what it would have held is missing, and nobody who follows a
    reference should have to ask whether it is there.
    """
    modules = catalogue.modules
    return replace(
        catalogue,
        roles={slug: role for slug, role in catalogue.roles.items() if _fits(role, catalogue)},
        modules={slug: _close_module(one, catalogue) for slug, one in modules.items()},
        assignments={
            slug: replace(one, skills=_known(one.skills, catalogue.skills))
            for slug, one in catalogue.assignments.items()
            if set(one.after) <= set(modules)
        },
        certificates={
            slug: _close_certificate(one, catalogue) for slug, one in catalogue.certificates.items()
        },
        contacts={
            slug: replace(one, skills=_known(one.skills, catalogue.skills))
            for slug, one in catalogue.contacts.items()
            if set(one.after) <= set(modules)
        },
        traps={
            slug: replace(trap, lesson=_one(trap.lesson, modules))
            for slug, trap in catalogue.traps.items()
        },
        terms={
            slug: replace(term, taught=_known(term.taught, modules))
            for slug, term in catalogue.terms.items()
        },
        adverts=_close_words(catalogue.adverts, catalogue.skills),
        bank={slug: _close_items(items, catalogue) for slug, items in catalogue.bank.items()},
        cases={
            slug: replace(case, items=_close_items(case.items, catalogue))
            for slug, case in catalogue.cases.items()
        },
        exams={
            slug: replace(exam, items=_close_items(exam.items, catalogue))
            for slug, exam in catalogue.exams.items()
        },
    )


def _known(names: tuple[str, ...], known: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in names if name in known)


def _one(name: str, known: Mapping[str, object]) -> str:
    return name if name in known else ""


def _fits(role: Role, catalogue: Catalogue) -> bool:
    return set(role.skills) == set(catalogue.skills)


def _close_words(words: AdvertWords, skills: Mapping[str, Skill]) -> AdvertWords:
    return replace(
        words,
        skills={code: found for code, found in words.skills.items() if code in skills},
        hints={code: found for code, found in words.hints.items() if code in skills},
    )


def _close_module(module: Module, catalogue: Catalogue) -> Module:
    return replace(
        module,
        skills=_known(module.skills, catalogue.skills),
        requires=_known(module.requires, catalogue.modules),
        assignment=_one(module.assignment, catalogue.assignments),
        quiz=_close_items(module.quiz, catalogue),
    )


def _close_items(items: tuple[Item, ...], catalogue: Catalogue) -> tuple[Item, ...]:
    return tuple(_close_item(item, catalogue) for item in items if item.skill in catalogue.skills)


def _close_item(item: Item, catalogue: Catalogue) -> Item:
    if all(not option.trap or option.trap in catalogue.traps for option in item.options):
        return item
    options = tuple(
        option if option.trap in catalogue.traps else replace(option, trap="")
        for option in item.options
    )
    return replace(item, options=options)


def _close_certificate(certificate: Certificate, catalogue: Catalogue) -> Certificate:
    return replace(
        certificate,
        skills=_known(certificate.skills, catalogue.skills),
        fits=_known(certificate.fits, catalogue.roles),
    )
