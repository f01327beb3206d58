"""The rules that need more than one file: references, order, numbers, and things twice."""

import difflib
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import pairwise

from tpmlearn.domain.content.alike import alike_stems
from tpmlearn.domain.content.catalogue import (
    Approach,
    Blueprint,
    Certificate,
    Contact,
    Fact,
    ItemType,
    Problem,
    Term,
    Trap,
)
from tpmlearn.domain.content.circles import circles
from tpmlearn.domain.content.drafts import Entry, ItemDraft, LessonDraft, QuizDraft
from tpmlearn.domain.content.fields import Named
from tpmlearn.domain.content.outlines import OUTLINES, domains_of, is_task
from tpmlearn.domain.content.reading import Shelf, SourceFile, read_file, shelve
from tpmlearn.domain.content.references import Reference, Target
from tpmlearn.domain.content.regions import figures_in, regions_of
from tpmlearn.domain.content.rules import problem

WORDS_A_MINUTE = 200
MINUTES_AN_ITEM = 1.2
MINUTES_OFF = 0.25
QUIZ_ITEMS = 10
CASE_ITEMS = (4, 5)


def check_files(
    files: Mapping[str, str], *, folder: str = "content"
) -> tuple[Shelf, tuple[Problem, ...]]:
    """What the files of one content folder say, and everything that is wrong in them.

    `files` are texts by name in the folder; problems are sorted and carry `folder/name`. Figures
    are cleaned elsewhere.
    """
    readings = [
        read_file(SourceFile(name, f"{folder}/{name}", text)) for name, text in files.items()
    ]
    shelf = shelve(readings)
    found = {problem for reading in readings for problem in reading.problems}
    return shelf, tuple(sorted({*found, *check(shelf, folder=folder)}))


def check(shelf: Shelf, *, folder: str = "content") -> tuple[Problem, ...]:
    """Everything that is wrong between the files of a shelf; `folder` names the first folder."""
    checker = _Checker(shelf, folder)
    checker.check_presence()
    checker.check_framework()
    checker.check_lists()
    checker.check_adverts()
    for lesson in shelf.lessons.values():
        checker.check_lesson(lesson)
    checker.check_order()
    checker.check_items()
    checker.check_cases()
    checker.check_exams()
    checker.check_assignments()
    return tuple(checker.problems)


_Listed = Entry[Trap] | Entry[Term] | Entry[Certificate] | Entry[Contact] | Entry[Fact]


class _Checker:
    """Knows what exists, and collects what refers to something that does not."""

    def __init__(self, shelf: Shelf, folder: str) -> None:
        self.shelf = shelf
        self.folder = folder
        self.problems: list[Problem] = []
        framework = shelf.framework
        self.skills = {skill.code for skill in framework.skills} if framework else None
        # A module counts as there if its folder is: one broken file must not break its friends.
        inside = (name.split("/") for name in shelf.paths if name.startswith("modules/"))
        self.modules = {parts[1] for parts in inside if len(parts) > 2}
        self.traps = {entry.slug.text for entry in shelf.traps} or None
        self.terms = {entry.slug.text for entry in shelf.terms} or None
        self.facts = {entry.slug.text for entry in shelf.facts}
        self.assignments = {
            name.split("/")[1].removesuffix(".md")
            for name in shelf.paths
            if name.startswith("assignments/")
        }

    def add(self, code: str, path: str, line: int, column: int, **values: object) -> None:
        """Note a problem."""
        self.problems.append(problem(code, path, line, column, **values))

    def check_presence(self) -> None:
        """Report files that must be there."""
        if "framework.yml" not in self.shelf.paths:
            self.add("E005", f"{self.folder}/framework.yml", 1, 1, name="framework.yml")
        for slug in sorted(self.modules):
            for file in ("lesson.md", "quiz.md"):
                if f"modules/{slug}/{file}" not in self.shelf.paths:
                    self.add("E005", f"{self._module_folder(slug)}/{file}", 1, 1, name=file)

    def _module_folder(self, slug: str) -> str:
        start = f"modules/{slug}/"
        paths = (path for name, path in self.shelf.paths.items() if name.startswith(start))
        path = next(paths, f"{self.folder}/{start}")
        return path[: path.index(start) + len(start) - 1]

    def check_framework(self) -> None:
        """Report codes twice, and roles that leave a skill out."""
        framework = self.shelf.framework
        if framework is None:
            return
        codes = [skill.code for skill in framework.skills]
        for code in sorted({code for code in codes if codes.count(code) > 1}):
            place = framework.places[code]
            self._twice(framework.path, place, "the skill", framework.path)
        for role in self.shelf.roles:
            self._refer(role.path, role.skills, "E080", self.skills)
            for code in codes:
                if code not in role.value.skills:
                    self.add("E093", role.path, 1, 1, target=code)

    def check_lists(self) -> None:
        """Report what traps, terms and certificates name, and slugs twice."""
        roles = {name[6:-4] for name in self.shelf.paths if name.startswith("roles/")}
        lists: tuple[tuple[str, Sequence[_Listed]], ...] = (
            ("the trap", self.shelf.traps),
            ("the term", self.shelf.terms),
            ("the certificate", self.shelf.certificates),
            ("the contact", self.shelf.contacts),
            ("the fact", self.shelf.facts),
        )
        for what, entries in lists:
            seen: dict[str, str] = {}
            for entry in entries:
                self._refer(entry.path, entry.modules, "E081", self.modules)
                self._refer(entry.path, entry.skills, "E080", self.skills)
                self._refer(entry.path, entry.roles, "E095", roles)
                self._once(seen, entry.path, entry.slug, what)

    def check_adverts(self) -> None:
        """Report skills and terms that the words of adverts name and nobody knows, and repeats."""
        entry = self.shelf.adverts
        if entry is None:
            return
        self._refer(entry.path, entry.skills, "E080", self.skills)
        self._refer(entry.path, entry.terms, "E083", self.terms)
        seen: dict[str, str] = {}
        for name in entry.skills:
            self._once(seen, entry.path, name, "the skill")

    def check_lesson(self, lesson: LessonDraft) -> None:
        """Report unknown references, wrong minutes, figures and the quiz's size."""
        self._refer(lesson.path, lesson.skills, "E080", self.skills)
        self._refer(lesson.path, lesson.requires, "E081", self.modules)
        self._check_stage(lesson.path, lesson.stage)
        self._refer(lesson.path, [lesson.assignment], "E085", self.assignments)
        self._check_tasks(lesson.path, lesson.tasks)
        self._check_references(lesson.path, lesson.references, lesson.slug)
        self._check_templates(lesson)
        for reference in lesson.references:
            if reference.kind is Target.MODULE and reference.target == lesson.slug:
                self.add("W126", lesson.path, reference.line, reference.column)
        self._check_quiz(lesson)
        self._check_unused_figures(lesson)

    def _check_stage(self, path: str, stage: Named) -> None:
        framework = self.shelf.framework
        if (
            framework
            and stage.text
            and stage.text not in {str(one.number) for one in framework.stages}
        ):
            known = ", ".join(f"{one.number} {one.title}" for one in framework.stages)
            hint = f"Known are: {known}."
            self.add("E092", path, stage.line, stage.column, target=stage.text, hint=hint)

    def _check_quiz(self, lesson: LessonDraft) -> None:
        quiz = self.shelf.quizzes.get(lesson.slug)
        if quiz is None:
            return
        count = quiz.headings
        if count != QUIZ_ITEMS:
            self.add("W122", quiz.path, 1, 1, count=count, wanted=QUIZ_ITEMS)
        found = lesson.words / WORDS_A_MINUTE + MINUTES_AN_ITEM * count + lesson.exercise_minutes
        if lesson.minutes and abs(found - lesson.minutes) > MINUTES_OFF * lesson.minutes:
            line = lesson.minutes_line
            self.add("W121", lesson.path, line, 1, said=lesson.minutes, found=round(found))

    def _check_templates(self, lesson: LessonDraft) -> None:
        linked = {one.target for one in lesson.references if one.kind is Target.TEMPLATE}
        for name in self.shelf.templates.get(lesson.slug, {}):
            if name not in linked:
                path = self.shelf.paths[f"modules/{lesson.slug}/templates/{name}.md"]
                self.add("W131", path, 1, 1, target=name)

    def _check_unused_figures(self, lesson: LessonDraft) -> None:
        quiz = self.shelf.quizzes.get(lesson.slug)
        references = [*lesson.references, *(quiz.references if quiz else ())]
        shown = {one.target for one in references if one.kind is Target.FIGURE}
        for name in self.shelf.figures.get(lesson.slug, ()):
            if name not in shown:
                path = self.shelf.paths[f"modules/{lesson.slug}/{name}"]
                self.add("W124", path, 1, 1, target=name)

    def check_order(self) -> None:
        """Report numbers twice, prerequisites that come later, and circles."""
        lessons = self.shelf.lessons
        numbers: dict[str, str] = {}
        for lesson in sorted(lessons.values(), key=lambda one: one.slug):
            place = Named(f"{lesson.number:02d}", 1, 1)
            self._once(numbers, lesson.path, place, "the number")
            for name in lesson.requires:
                needed = lessons.get(name.text)
                if needed and needed.number > lesson.number:
                    self.add("E088", lesson.path, name.line, name.column, target=name.text)
        needs = {slug: [name.text for name in one.requires] for slug, one in lessons.items()}
        for circle in circles(needs):
            self._report_circle(circle)

    def _report_circle(self, circle: Sequence[str]) -> None:
        """In every member: if one alone were at fault, the others would keep the circle alive."""
        around = " → ".join(circle)
        for slug, needed in pairwise(circle):
            lesson = self.shelf.lessons[slug]
            name = next(one for one in lesson.requires if one.text == needed)
            self.add("E087", lesson.path, name.line, name.column, circle=around)

    def check_items(self) -> None:
        """Report references, ids twice and stems alike."""
        seen: dict[str, str] = {}
        items: list[ItemDraft] = []
        for _, folder, quiz in self.shelf.item_files():
            self._check_references(quiz.path, quiz.references, folder)
            sources = {source.key for source in quiz.sources}
            for item in quiz.items:
                items.append(item)
                self._refer(item.path, [item.skill], "E080", self.skills)
                self._refer(item.path, [item.source], "E084", sources)
                self._check_tasks(item.path, item.tasks)
                traps = [option.trap for option in item.question.options]
                self._refer(item.path, traps, "E082", self.traps)
                self._once(seen, item.path, Named(item.id, item.line, 1), "E089")
                self._check_regions(item, self.shelf.figures.get(folder, {}))
        self.problems += alike_stems(items)

    def check_cases(self) -> None:
        """Report cases with too few or too many items."""
        least, most = CASE_ITEMS
        for case in self.shelf.cases.values():
            if not least <= case.headings <= most:
                self.add("W130", case.path, 1, 1, count=case.headings)

    def check_exams(self) -> None:
        """Report what a blueprint draws that does not exist, and items outside its groups."""
        for entry in self.shelf.blueprints.values():
            self._check_draw(entry)
        for slug, history in self.shelf.histories.items():
            self._check_references(history.path, history.references, f"exams/{slug}")
            if f"exams/{slug}/blueprint.yml" not in self.shelf.paths:
                self.add("E136", history.path, 1, 1)
        for slug, quiz in self.shelf.exam_items.items():
            if f"exams/{slug}/blueprint.yml" not in self.shelf.paths:
                self.add("E136", quiz.path, 1, 1)
            blueprint = self.shelf.blueprints.get(slug)
            if blueprint and blueprint.value.draw.groups:
                self._check_groups(quiz, list(blueprint.value.draw.groups))

    def _check_draw(self, entry: Entry[Blueprint]) -> None:
        blueprint = entry.value
        draw = blueprint.draw
        for names, known in (
            (draw.domains, domains_of(blueprint.outline)),
            (draw.approach, tuple(Approach)),
        ):
            for name in names:
                if name not in known:
                    self.add("E137", entry.path, 1, 1, target=name, known=", ".join(known))

    def _check_groups(self, quiz: QuizDraft, known: Sequence[str]) -> None:
        for item in quiz.items:
            if item.group.text not in known:
                place, names = item.group, ", ".join(known)
                self.add(
                    "E131", quiz.path, place.line, place.column, target=place.text, known=names
                )

    def _check_regions(self, item: ItemDraft, figures: Mapping[str, str]) -> None:
        shown = figures_in(item.question.stem.text)
        if item.question.type is not ItemType.HOTSPOT or not shown or shown[0] not in figures:
            return
        regions = regions_of(figures[shown[0]])
        names = [Named(one.region, one.line, one.column) for one in item.question.options]
        self._refer(item.path, names, "E096", regions)

    def check_assignments(self) -> None:
        """Report references and codes twice."""
        seen: dict[str, str] = {}
        for draft in self.shelf.assignments.values():
            self._refer(draft.path, draft.skills, "E080", self.skills)
            self._refer(draft.path, draft.after, "E081", self.modules)
            self._check_references(draft.path, draft.references, "")
            self._once(seen, draft.path, draft.code, "the code")

    def _check_references(self, path: str, references: Iterable[Reference], module: str) -> None:
        figures = self.shelf.figures.get(module, {})
        templates = self.shelf.templates.get(module, {})
        for one in references:
            name = [Named(one.target, one.line, one.column)]
            if one.kind is Target.MODULE:
                self._refer(path, name, "E081", self.modules)
            elif one.kind is Target.TERM:
                self._refer(path, name, "E083", self.terms)
            elif one.kind is Target.ASSIGNMENT:
                self._refer(path, name, "E085", self.assignments)
            elif one.kind is Target.FACT:
                self._refer(path, name, "E132", self.facts)
            elif one.kind is Target.TEMPLATE:
                self._refer(path, name, "E133", templates)
            elif one.target.endswith(".svg") and "/" not in one.target:
                self._refer(path, name, "E094", figures)

    def _check_tasks(self, path: str, tasks: Iterable[Named]) -> None:
        for task in tasks:
            if not is_task(task.text):
                hint = _hint_for_task(task.text)
                self.add("E086", path, task.line, task.column, target=task.text, hint=hint)

    def _refer(
        self, path: str, names: Iterable[Named], code: str, known: Collection[str] | None
    ) -> None:
        """Report each name that is not known; None means that nothing could be known."""
        if known is None:
            return
        for name in names:
            if name.text and name.text not in known:
                hint = _hint(name.text, sorted(known)) or "Add it there, or mend the name."
                self.add(code, path, name.line, name.column, target=name.text, hint=hint)

    def _once(self, seen: dict[str, str], path: str, name: Named, what: str) -> None:
        if not name.text:
            return
        if name.text not in seen:
            seen[name.text] = f"{path}:{name.line}"
        elif what == "E089":
            first = seen[name.text]
            self.add("E089", path, name.line, name.column, target=name.text, first=first)
        else:
            self._twice(path, name, what, seen[name.text])

    def _twice(self, path: str, name: Named, what: str, first: str) -> None:
        self.add("E090", path, name.line, name.column, what=what, target=name.text, first=first)


def _hint_for_task(text: str) -> str:
    bare = [f"{name}:{text}" for name, codes in OUTLINES.items() if text in codes]
    if bare:
        return f"Write {' or '.join(bare)}."
    known = [f"{name}:{code}" for name, codes in OUTLINES.items() for code in codes]
    return _hint(text, known) or f"Known outlines: {', '.join(OUTLINES)}."


def _hint(text: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(text, known, n=1)
    return f"Did you mean ‘{near[0]}’?" if near else ""
