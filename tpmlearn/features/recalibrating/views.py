"""The page of the recalibration: what is in force, how far a run is, and the button for one."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.recalibrating import forms, queries, services
from tpmlearn.web.access import audience, now
from tpmlearn.words import _

blueprint = Blueprint("recalibrating", __name__, template_folder="templates")


@blueprint.get("/author/calibration")
@audience("author")
def index() -> str:
    """The version of the bank in force, and the newest run."""
    return render_template("recalibrating/index.html", page=queries.page())


@blueprint.post("/author/calibration")
@audience("author")
def run() -> Response:
    """Ask for a run; the page says how far it is."""
    if not forms.RunForm().accepted():
        abort(400)
    if services.ask(now=now()).is_new:
        flash(
            _("The recalibration is asked for. It begins within seconds; you may leave the page.")
        )
    else:
        flash(_("A recalibration is under way already."))
    return redirect(url_for("recalibrating.index"))
