"""Page: the own profile."""

from flask import Blueprint, render_template

from tpmlearn.features.profiles import queries
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, now, person

blueprint = Blueprint("profiles", __name__, template_folder="templates")


@blueprint.get("/profile")
@audience("anyone")
def profile() -> str:
    """Per skill: what was rated, what shows it, and what was answered; never one figure."""
    who = person()
    found = queries.own_profile(who.id if who else None, current_catalogue(), now=now())
    return render_template("profiles/profile.html", profile=found)
