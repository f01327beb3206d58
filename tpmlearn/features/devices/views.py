"""Pages: where one is signed in, and ending it."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.devices import queries, services
from tpmlearn.web.access import audience, known, now, session_id, sign_out
from tpmlearn.web.proof import proven
from tpmlearn.words import _

blueprint = Blueprint("devices", __name__, template_folder="templates")
Page = str | Response


@blueprint.get("/settings/devices")
@audience("member")
def index() -> Page:
    """Every browser that is signed in to this account."""
    found = queries.devices(known(), session_id(), now=now())
    return render_template("devices/index.html", devices=found)


@blueprint.post("/settings/devices/<handle>/end")
@audience("member")
@proven("devices.index")
def end(handle: str) -> Page:
    """Sign one of them out."""
    if len(handle) != queries.HANDLE:
        abort(404)
    try:
        services.end(known(), handle)
    except services.NoSuchDevice:
        abort(404)
    flash(_("That device is signed out."))
    return redirect(url_for("devices.index"))


@blueprint.post("/settings/devices")
@audience("member")
@proven("devices.index")
def end_others() -> Page:
    """Sign out everywhere but here."""
    services.end_others(known(), session_id())
    flash(_("All other devices are signed out."))
    return redirect(url_for("devices.index"))


@blueprint.post("/settings/devices/all")
@audience("member")
@proven("devices.index")
def end_all() -> Page:
    """Sign out everywhere, here too."""
    who = known()
    sign_out()
    services.end_all(who)
    flash(_("You are signed out everywhere."))
    return redirect(url_for("home.index"))
