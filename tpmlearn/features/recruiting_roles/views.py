"""Pages: a recruiter's own roles, and one with what it asks of each skill."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.content.catalogue import Requirement
from tpmlearn.features.recruiting_roles import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import refuse, typed
from tpmlearn.words import _, later

blueprint = Blueprint("recruiting_roles", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
UNSENT: dict[str, None] = {"formdata": None}
"""For a form of a page on which another one was sent."""
TOO_MANY = later(
    "You have %(most)s roles, which is as many as there can be: remove one.",
    most=services.MOST_ROLES,
)


@blueprint.get("/desk/roles")
@audience("recruiter")
def index() -> Page:
    """All roles of this recruiter, and where to begin another."""
    return _index_page(forms.CopyForm(formdata=None))


@blueprint.post("/desk/roles")
@audience("recruiter")
def copy() -> Page:
    """Begin a role as a copy of one of ours."""
    catalogue = current_catalogue()
    form = forms.CopyForm().offer(tuple(catalogue.roles.values()))
    if not form.accepted():
        return _index_page(form), 422
    ours = catalogue.roles[typed(form.role)]
    try:
        role = services.copy_role(known().id, ours, typed(form.title), now=now())
    except services.TooManyRoles:
        refuse(form.role, str(TOO_MANY))
        return _index_page(form), 422
    return redirect(url_for("recruiting_roles.role", role_id=role))


@blueprint.get("/desk/roles/<role_id>")
@audience("recruiter")
def role(role_id: str) -> Page:
    """A role: its title, and level and weight of each skill."""
    page = _page(role_id)
    return _role_page(page, _role_form(page), _add_form(page))


@blueprint.post("/desk/roles/<role_id>")
@audience("recruiter")
def save(role_id: str) -> Page:
    """Keep title, levels and weights; leave skills out."""
    page = _page(role_id)
    form = _role_form(page)
    if not form.accepted():
        return _role_page(page, form, _add_form(page, **UNSENT)), 422
    _change(role_id, services.Changes(form.changes(page.role.needs), typed(form.title)))
    flash(_("The role is saved."))
    return redirect(url_for("recruiting_roles.role", role_id=role_id))


@blueprint.post("/desk/roles/<role_id>/skills")
@audience("recruiter")
def add(role_id: str) -> Page:
    """Let a role ask for another skill."""
    page = _page(role_id)
    form = _add_form(page)
    if not form.accepted():
        return _role_page(page, _role_form(page, **UNSENT), form), 422
    asked = Requirement(int(form.level.data), int(form.weight.data))
    _change(role_id, services.Changes({typed(form.skill): asked}))
    return redirect(url_for("recruiting_roles.role", role_id=role_id, _anchor=typed(form.skill)))


@blueprint.post("/desk/roles/<role_id>/remove")
@audience("recruiter")
def remove(role_id: str) -> Page:
    """Remove a role; the next page offers to undo it."""
    try:
        services.remove_role(known().id, role_id, now=now())
    except services.NoSuchRole:
        abort(404)
    return redirect(url_for("recruiting_roles.index", removed=role_id))


@blueprint.post("/desk/roles/<role_id>/restore")
@audience("recruiter")
def restore(role_id: str) -> Page:
    """Undo a removal."""
    try:
        services.restore_role(known().id, role_id)
    except services.NoSuchRole:
        abort(404)
    except services.TooManyRoles:
        flash(str(TOO_MANY))
        return redirect(url_for("recruiting_roles.index", removed=role_id))
    return redirect(url_for("recruiting_roles.role", role_id=role_id))


def _change(role_id: str, changes: services.Changes) -> None:
    try:
        services.change_role(known().id, role_id, changes, catalogue=current_catalogue(), now=now())
    except services.NoSuchRole:
        abort(404)


def _index_page(form: forms.CopyForm) -> str:
    catalogue = current_catalogue()
    page = queries.roles_page(known().id, catalogue, removed=request.args.get("removed", ""))
    form.offer(tuple(catalogue.roles.values()))
    return render_template("recruiting_roles/index.html", page=page, form=form)


def _role_page(page: queries.RolePage, form: forms.RoleForm, adding: forms.AddForm) -> str:
    return render_template("recruiting_roles/role.html", page=page, form=form, adding=adding)


def _page(role_id: str) -> queries.RolePage:
    return queries.role_page(known().id, role_id, current_catalogue()) or abort(404)


def _role_form(page: queries.RolePage, **sent: None) -> forms.RoleForm:
    return forms.role_form(
        page.names,
        current_catalogue().levels,
        needs=page.role.needs,
        title=page.role.title,
        **sent,
    )


def _add_form(page: queries.RolePage, **sent: None) -> forms.AddForm:
    return forms.add_form(page.others, current_catalogue().levels, **sent)
