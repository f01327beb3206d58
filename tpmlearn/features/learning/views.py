"""Pages: catalogue, lesson, search, what was kept, assignment, skill; and what lessons save."""

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.learning.progress import progress_sentence
from tpmlearn.domain.learning.surroundings import Lesson
from tpmlearn.features.learning import forms, queries, services
from tpmlearn.features.learning.services import Place
from tpmlearn.web.access import audience, claim, local_path, now, person, person_id, reads_own
from tpmlearn.web.forms import saved, unsaved, wants_json
from tpmlearn.web.templating import moment_filter, render_kept, zone_name
from tpmlearn.words import _

blueprint = Blueprint("learning", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]


class Put(Protocol):
    """Puts a person's mark on a section."""

    def __call__(self, person_id: int, place: Place, *, now: datetime) -> None:
        """Put it; where it is already, nothing changes."""


Drop = Callable[[int, Place], bool]


@blueprint.get("/learn")
@audience("anyone")
def catalogue() -> Page:
    """All lessons by stage or by skill, of one area or of all."""
    cut = "skill" if request.args.get("by") == "skill" else "stage"
    area = request.args.get("area", "")
    page = queries.shelves(person_id(), cut=cut, area=area) or abort(404)
    return render_template("learning/catalogue.html", page=page, cut=cut, area=area)


@blueprint.get("/learn/<slug>")
@audience("anyone")
@reads_own(queries.TRACES, module="slug")
def lesson(slug: str) -> Page:
    """A lesson, with what the reader left at it."""
    return _lesson_page(_lesson(slug))


@blueprint.get("/learn/<slug>/templates/<name>.md")
@audience("anyone")
def template(slug: str, name: str) -> Page:
    """A document of a lesson to download and fill in."""
    found = {one.name: one for one in _lesson(slug).module.templates}.get(name) or abort(404)
    answer = Response(found.text, mimetype="text/markdown")
    answer.headers.set("Content-Disposition", "attachment", filename=f"{found.name}.md")
    return answer


@blueprint.post("/learn/<slug>/read")
@audience("anyone")
def read(slug: str) -> Page:
    """Tick a section as read, or take the tick away."""
    return _mark(slug, services.mark_read, services.unmark_read)


@blueprint.post("/learn/<slug>/bookmark")
@audience("anyone")
def bookmark(slug: str) -> Page:
    """Bookmark a section, or take the bookmark away."""
    return _mark(slug, services.bookmark, services.drop_bookmark)


@blueprint.post("/learn/<slug>/note")
@audience("anyone")
def note(slug: str) -> Page:
    """Keep a private note; an empty one removes it."""
    form = forms.NoteForm()
    if not form.accepted():
        return _refused_note(_lesson(slug), form)
    if form.note.data:
        _lesson(slug)
        services.keep_note(claim().id, slug, form.note.data, now=now())
    elif not ((who := person()) and services.drop_note(who.id, slug)):
        _lesson(slug)
    if wants_json():
        return saved()
    flash(_("Your note is saved.") if form.note.data else _("The note is removed."))
    return _back(url_for("learning.lesson", slug=slug, _anchor="note"))


@blueprint.get("/learn/bookmarks-and-notes")
@audience("anyone")
def kept() -> Page:
    """All that this person bookmarked and noted."""
    mine = person_id()
    return render_template(
        "learning/kept.html", bookmarks=queries.bookmarks(mine), notes=queries.notes(mine)
    )


@blueprint.get("/learn/search")
@audience("anyone")
def search() -> Page:
    """Lessons, terms and assignments that hold the words asked for."""
    # A control character has no place in a page, not even in the field that it was typed into.
    text = "".join(char for char in request.args.get("q", "") if char >= " ")
    kind = request.args.get("kind", "")
    kind = kind if kind in queries.KINDS else ""
    found = queries.search(text, kind)
    return render_template("learning/search.html", q=text, kind=kind, found=found)


@blueprint.get("/assignments/<slug>")
@audience("anyone")
def assignment(slug: str) -> Page:
    """An assignment on the job, and where it stands in the reader's plan."""
    task = queries.assignment(slug) or abort(404)
    planned = queries.assignment_planned(person_id(), slug)
    return render_template("learning/assignment.html", task=task, planned=planned)


@blueprint.get("/skills/<code>")
@audience("anyone")
def skill(code: str) -> Page:
    """A skill: what it is, its levels, what teaches it."""
    subject = queries.skill(code) or abort(404)
    notice = queries.framework_notice()
    return render_template("learning/skill.html", subject=subject, notice=notice)


def _lesson(slug: str) -> Lesson:
    return queries.lesson(slug) or abort(404)


def _lesson_page(lesson: Lesson, refused: forms.NoteForm | None = None) -> str:
    mine, module = person_id(), lesson.module
    reading = queries.reading(mine, module.slug)
    values = {
        "lesson": lesson,
        "reading": reading,
        "planned": reading.planned,
        "progress_sentence": progress_sentence,
        "note": refused.note.data if refused else reading.note,
        "refused": refused,
    }
    if refused:
        return render_template("learning/lesson.html", **values)
    left, zone = _left(reading), zone_name() if reading.results else ""
    return render_kept("learning/lesson.html", left, reading.planned, zone, **values)


def _left(reading: queries.Reading) -> tuple[object, ...]:
    """What somebody left at a lesson, in the words of its page, which is kept under them."""
    return (
        tuple(sorted((at, moment_filter(when)) for at, when in reading.read_at.items())),
        tuple(sorted(reading.marked_at)),
        reading.note,
        moment_filter(reading.noted_at) if reading.noted_at else "",
        # Of plain values, which are compared much faster than rows of a class.
        tuple(
            (one.attempt_id, one.right, one.size, one.first_sight, one.finished_at)
            for one in reading.results
        ),
    )


def _refused_note(lesson: Lesson, form: forms.NoteForm) -> Page:
    if wants_json():
        return unsaved({"note": " ".join(map(str, form.note.errors))})
    return _lesson_page(lesson, form), 422


def _mark(slug: str, put: Put, drop: Drop) -> Page:
    form = forms.SectionForm()
    if not form.accepted():
        return unsaved({"": _("This mark could not be read.")}) if wants_json() else abort(422)
    place = Place(slug, form.section.data or "")
    if form.state.data == "on":
        _require(place)
        put(claim().id, place, now=now())
    elif not ((who := person()) and drop(who.id, place)):
        _require(place)
    if wants_json():
        return _marked(place)
    return _back(url_for("learning.lesson", slug=slug, _anchor=place.section))


def _require(place: Place) -> None:
    sections = _lesson(place.module).module.sections
    if place.section not in {section.anchor for section in sections}:
        abort(404)


def _marked(place: Place) -> Response:
    """What the page shows after a mark: when the section was read, and the progress."""
    reading, lesson = queries.reading(person_id(), place.module), queries.lesson(place.module)
    read_at = reading.read_at.get(place.section)
    return saved(
        read_at=moment_filter(read_at) if read_at else "",
        bookmarked=place.section in reading.marked_at,
        progress=progress_sentence(lesson.module, reading.read_at) if lesson else "",
    )


def _back(usual: str) -> Response:
    return redirect(local_path(request.form.get("next")) or usual, code=303)
