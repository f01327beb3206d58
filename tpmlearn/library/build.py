"""Builds the catalogue: renders the drafts that are good and closes every reference."""

from collections.abc import Mapping
from dataclasses import replace

from tpmlearn.domain.content.catalogue import (
    Assignment,
    Catalogue,
    Certificate,
    Item,
    Module,
    Problem,
    Role,
    Skill,
)
from tpmlearn.domain.content.drafts import AssignmentDraft, FrameworkDraft, LessonDraft, QuizDraft
from tpmlearn.domain.content.framework import STATEMENTS
from tpmlearn.domain.content.identity import digest
from tpmlearn.domain.content.reading import Shelf
from tpmlearn.domain.content.references import Target
from tpmlearn.rendering.clean import plain
from tpmlearn.rendering.surroundings import Surroundings
from tpmlearn.rendering.svg import Figure
from tpmlearn.rendering.texts import Renderer

Made = dict[str, tuple[LessonDraft, QuizDraft, object, Module]]
Figures = Mapping[str, Mapping[str, Figure]]


def build(
    shelf: Shelf,
    renderer: Renderer,
    *,
    figures: Figures,
    version: str,
    problems: tuple[Problem, ...],
    made: Made,
) -> Catalogue:
    """The catalogue of a shelf without errors; `figures` are by module and file name.

    `made` remembers the modules, so that the next catalogue takes over what has not changed.
    """
    titles = titles_of(shelf)
    framework = shelf.framework
    modules = {
        slug: _made(
            lesson, shelf.quizzes[slug], renderer, Surroundings(titles, figures[slug]), made
        )
        for slug, lesson in sorted(shelf.lessons.items(), key=lambda pair: pair[1].number)
    }
    catalogue = Catalogue(
        version=version,
        framework_version=framework.version if framework else "",
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
        traps={entry.value.slug: entry.value for entry in shelf.traps if entry.value.slug},
        terms={
            one.slug: one
            for one in sorted((e.value for e in shelf.terms), key=lambda term: term.term.lower())
            if one.slug
        },
        problems=problems,
    )
    return close(catalogue)


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
    }


def _made(
    lesson: LessonDraft,
    quiz: QuizDraft,
    renderer: Renderer,
    surroundings: Surroundings,
    made: Made,
) -> Module:
    """The module, made anew only if its drafts or what they refer to have changed."""
    used = [surroundings.used_by(draft.references) for draft in (lesson, quiz)]
    kept = made.get(lesson.slug)
    if kept and kept[0] is lesson and kept[1] is quiz and kept[2] == used:
        return kept[3]
    module = _module(lesson, quiz, renderer, surroundings)
    made[lesson.slug] = (lesson, quiz, used, module)
    return module


def _module(
    lesson: LessonDraft, quiz: QuizDraft, renderer: Renderer, surroundings: Surroundings
) -> Module:
    text = renderer.lesson(lesson, surroundings)
    items = renderer.quiz(quiz, surroundings)
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
        traps={
            slug: replace(trap, lesson=_one(trap.lesson, modules))
            for slug, trap in catalogue.traps.items()
        },
        terms={
            slug: replace(term, taught=_known(term.taught, modules))
            for slug, term in catalogue.terms.items()
        },
    )


def _known(names: tuple[str, ...], known: Mapping[str, object]) -> tuple[str, ...]:
    return tuple(name for name in names if name in known)


def _one(name: str, known: Mapping[str, object]) -> str:
    return name if name in known else ""


def _fits(role: Role, catalogue: Catalogue) -> bool:
    return set(role.skills) == set(catalogue.skills)


def _close_module(module: Module, catalogue: Catalogue) -> Module:
    return replace(
        module,
        skills=_known(module.skills, catalogue.skills),
        requires=_known(module.requires, catalogue.modules),
        assignment=_one(module.assignment, catalogue.assignments),
        quiz=tuple(
            _close_item(item, catalogue) for item in module.quiz if item.skill in catalogue.skills
        ),
    )


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
