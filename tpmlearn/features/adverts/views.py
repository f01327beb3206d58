"""Pages: all job adverts of a person, and one with what was found in it."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.content.catalogue import Requirement
from tpmlearn.features.adverts import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, claim, known, now, person, person_id
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.templating import zone
from tpmlearn.words import _

blueprint = Blueprint("adverts", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
UNSENT: dict[str, None] = {"formdata": None}
"""For a form of a page on which another one was sent."""


@blueprint.get("/adverts")
@audience("anyone")
def index() -> Page:
    """All adverts, and where to paste another."""
    return _index_page(forms.PasteForm(formdata=None))


@blueprint.post("/adverts")
@audience("anyone")
def paste() -> Page:
    """Keep an advert and show what was found in it."""
    form = forms.PasteForm()
    if not form.accepted():
        return _index_page(form), 422
    pasted = services.Pasted(typed(form.text), typed(form.title), typed(form.employer))
    try:
        advert = services.keep_advert(claim().id, pasted, catalogue=current_catalogue(), now=now())
    except services.TooManyAdverts:
        refuse(form.text, _("Twenty adverts are enough to compare: delete one first."))
        return _index_page(form), 422
    return redirect(url_for("adverts.advert", advert=advert))


@blueprint.get("/adverts/<advert>")
@audience("anyone")
def advert(advert: str) -> Page:
    """An advert: its text with the matching words, and the skills that it asks for."""
    page = _page(advert)
    return _advert_page(page, _skills_form(page), _add_form(page))


@blueprint.post("/adverts/<advert>")
@audience("anyone")
def save(advert: str) -> Page:
    """Keep title, employer, levels and weights; leave skills out."""
    page = _page(advert)
    form = _skills_form(page)
    if not form.accepted():
        return _advert_page(page, form, _add_form(page, **UNSENT)), 422
    try:
        services.change_advert(
            known().id,
            advert,
            form.changes(page.advert.skills),
            catalogue=current_catalogue(),
            now=now(),
            title=typed(form.title),
            employer=typed(form.employer),
        )
    except services.NoSuchAdvert:
        abort(404)
    flash(_("Your changes are saved."))
    return redirect(url_for("adverts.advert", advert=advert, _anchor="skills"))


@blueprint.post("/adverts/<advert>/skills")
@audience("anyone")
def add(advert: str) -> Page:
    """Put a skill on the list."""
    page = _page(advert)
    form = _add_form(page)
    if not form.accepted():
        return _advert_page(page, _skills_form(page, **UNSENT), form), 422
    asked = Requirement(int(form.level.data), int(form.weight.data))
    code = typed(form.skill)
    try:
        services.change_advert(
            known().id, advert, {code: asked}, catalogue=current_catalogue(), now=now()
        )
    except services.NoSuchAdvert:
        abort(404)
    return redirect(url_for("adverts.advert", advert=advert, _anchor=code))


@blueprint.post("/adverts/<advert>/remove")
@audience("anyone")
def remove(advert: str) -> Page:
    """Delete an advert; the next page offers to undo it."""
    try:
        services.remove_advert(person_id() or abort(404), advert, now=now())
    except services.NoSuchAdvert:
        abort(404)
    return redirect(url_for("adverts.index", removed=advert))


@blueprint.post("/adverts/<advert>/restore")
@audience("anyone")
def restore(advert: str) -> Page:
    """Undo a deletion."""
    try:
        services.restore_advert(person_id() or abort(404), advert)
    except services.NoSuchAdvert:
        abort(404)
    return redirect(url_for("adverts.advert", advert=advert))


def _index_page(form: forms.PasteForm) -> str:
    page = queries.adverts_page(
        person_id(), current_catalogue(), today=_today(), removed=request.args.get("removed", "")
    )
    return render_template("adverts/index.html", page=page, form=form)


def _advert_page(page: queries.AdvertPage, form: forms.SkillsForm, adding: forms.AddForm) -> str:
    return render_template("adverts/advert.html", page=page, form=form, adding=adding)


def _page(advert: str) -> queries.AdvertPage:
    found = queries.advert_page(person_id(), advert, current_catalogue(), today=_today())
    return found or abort(404)


def _skills_form(page: queries.AdvertPage, **sent: None) -> forms.SkillsForm:
    return forms.skills_form(
        page.names,
        current_catalogue().levels,
        skills=page.advert.skills,
        title=page.advert.title,
        employer=page.advert.employer,
        **sent,
    )


def _add_form(page: queries.AdvertPage, **sent: None) -> forms.AddForm:
    return forms.add_form(page.others, current_catalogue().levels, **sent)


def _today() -> date:
    who = person()
    return now().astimezone(zone(who.time_zone if who else "UTC")).date()
