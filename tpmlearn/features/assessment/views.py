"""Pages: rate by area, the quick way, evidence, history."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.content.catalogue import Area, Skill
from tpmlearn.features.assessment import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, claim, now, person, person_id
from tpmlearn.web.forms import Form, saved, typed, unsaved, wants_json
from tpmlearn.words import _

blueprint = Blueprint("assessment", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]


@blueprint.get("/rate")
@audience("anyone")
def rate() -> Page:
    """The two ways to rate, and how far each area is."""
    catalogue = current_catalogue()
    return render_template(
        "assessment/rate.html",
        areas=queries.area_progress(person_id(), catalogue),
        levels=catalogue.levels,
        quick=queries.questions(person_id(), queries.quick_codes(catalogue), catalogue),
        total=len(catalogue.skills),
    )


@blueprint.get("/rate/quick")
@audience("anyone")
def quick() -> Page:
    """The twelve skills that differ most between the roles."""
    return _quick_page()


@blueprint.get("/rate/<area>")
@audience("anyone")
def area(area: str) -> Page:
    """The skills of one area."""
    return _area_page(_area(area))


@blueprint.post("/rate/skills/<code>")
@audience("anyone")
def save(code: str) -> Page:
    """Keep the rating of one skill."""
    skill, form = _skill(code), forms.RatingForm()
    if not form.accepted():
        return _refused(skill, form, "level")
    level = None if form.level.data == "none" else int(form.level.data)
    services.rate(claim().id, skill.code, level, now=now())
    return _said(skill)


@blueprint.post("/rate/skills/<code>/evidence")
@audience("anyone")
def add_evidence(code: str) -> Page:
    """Name an artefact and who can confirm it."""
    skill, form = _skill(code), forms.EvidenceForm()
    if not form.accepted():
        return _refused(skill, form, "evidence")
    try:
        services.claim_evidence(
            claim().id,
            skill.code,
            artefact=typed(form.artefact),
            confirmer=typed(form.confirmer),
            now=now(),
        )
    except services.TooManyClaims:
        form.artefact.errors = [_("Twenty artefacts for one skill are enough: remove one first.")]
        return _refused(skill, form, "evidence")
    return redirect(_back(skill))


@blueprint.post("/rate/evidence/<int:claim_id>/remove")
@audience("anyone")
def remove_evidence(claim_id: int) -> Page:
    """Put evidence aside; the next page offers to undo it."""
    try:
        skill = services.remove_evidence(person_id() or abort(404), claim_id, now=now())
    except services.NoSuchClaim:
        abort(404)
    return _back_to(skill, removed=claim_id)


@blueprint.post("/rate/evidence/<int:claim_id>/restore")
@audience("anyone")
def restore_evidence(claim_id: int) -> Page:
    """Undo a removal."""
    try:
        skill = services.restore_evidence(person_id() or abort(404), claim_id)
    except services.NoSuchClaim:
        abort(404)
    return _back_to(skill)


@blueprint.get("/rate/history")
@audience("anyone")
def history() -> Page:
    """How ratings and tests went over time."""
    who, catalogue = person(), current_catalogue()
    growth = queries.growth_by_area(who.id, catalogue, today=now().date()) if who else []
    tests = queries.tests_by_area(who.id, catalogue) if who else []
    return render_template("assessment/history.html", growth=growth, tests=tests)


def _quick_page(form: Form | None = None, *, bad: str = "", part: str = "") -> str:
    catalogue = current_catalogue()
    asked = queries.questions(person_id(), queries.quick_codes(catalogue), catalogue)
    return render_template("assessment/quick.html", questions=asked, form=form, bad=bad, part=part)


def _area_page(found: Area, form: Form | None = None, *, bad: str = "", part: str = "") -> str:
    catalogue = current_catalogue()
    before, after = queries.neighbours(found, catalogue)
    return render_template(
        "assessment/area.html",
        area=found,
        questions=queries.questions(person_id(), found.skills, catalogue),
        before=before,
        after=after,
        form=form,
        bad=bad,
        part=part,
    )


def _refused(skill: Skill, form: Form, part: str) -> Page:
    if wants_json():
        return unsaved({field.name: str(field.errors[0]) for field in form if field.errors})
    if request.form.get("back") == "quick":
        return _quick_page(form, bad=skill.code, part=part), 422
    return _area_page(_area(skill.area), form, bad=skill.code, part=part), 422


def _said(skill: Skill) -> Page:
    if not wants_json():
        return redirect(_back(skill))
    (asked,) = queries.questions(person_id(), [skill.code], current_catalogue())
    return saved(counts=asked.counts, wants_evidence=asked.wants_evidence)


def _back_to(code: str, *, removed: int | None = None) -> Response:
    """The page of a skill; the log for an entry that shows none."""
    skill = current_catalogue().skills.get(code)
    if skill is None:
        return redirect(url_for("evidence.log", removed=removed))
    return redirect(_back(skill, removed=removed))


def _back(skill: Skill, *, removed: int | None = None) -> str:
    """Where the form came from; `removed` evidence can be brought back there."""
    if request.form.get("back") == "quick":
        return url_for("assessment.quick", _anchor=skill.code, removed=removed)
    area = skill.area.lower()
    return url_for("assessment.area", area=area, _anchor=skill.code, removed=removed)


def _skill(code: str) -> Skill:
    return current_catalogue().skills.get(code) or abort(404)


def _area(code: str) -> Area:
    return current_catalogue().areas.get(code.upper()) or abort(404)
