"""The page that sets another plan beside today's; it saves nothing."""

from collections.abc import Mapping
from datetime import date

from flask import Blueprint, render_template, request
from werkzeug.datastructures import MultiDict

from tpmlearn.domain.content.catalogue import Role
from tpmlearn.domain.planning.settings import PlanSettings
from tpmlearn.features.what_if import forms, queries
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.planning import plan_basis
from tpmlearn.web.access import audience, now, person, person_id
from tpmlearn.web.templating import zone

blueprint = Blueprint("what_if", __name__, template_folder="templates")


@blueprint.get("/plan/what-if")
@audience("anyone")
def compare() -> str | tuple[str, int]:
    """Another plan beside today's, by what the address asks for."""
    catalogue, today = current_catalogue(), _today()
    basis = plan_basis(person_id(), catalogue, today)
    if basis.request is None:
        return render_template("what_if/compare.html", page=None, basis=basis)
    roles = queries.roles_to_try(basis, catalogue)
    form = _form(basis.request.settings, basis.role.slug, roles, today)
    asked = bool(request.args)
    good = asked and form.can_be_planned()
    page = queries.what_if_page(
        basis,
        catalogue,
        asked=form.settings() if good else None,
        role=roles[form.role.data] if good else basis.role,
        today=today,
    )
    shown = render_template("what_if/compare.html", page=page, basis=basis, form=form)
    return (shown, 422) if asked and not good else shown


def _form(
    known: PlanSettings, role: str, roles: Mapping[str, Role], today: date
) -> forms.WhatIfForm:
    """The form as it was asked, with today's settings for what was not."""
    usual = {
        "hours": f"{known.hours_a_week:g}",
        "ready_by": known.ready_by.isoformat() if known.ready_by else "",
        "role": role,
    }
    asked = {key: request.args.get(key, value) for key, value in usual.items()}
    titles = [(slug, one.title) for slug, one in roles.items()]
    return forms.WhatIfForm(MultiDict(asked), roles=titles, today=today, known=known)


def _today() -> date:
    who = person()
    return now().astimezone(zone(who.time_zone if who else "UTC")).date()
