"""The choice of a language, from the foot of every page and from the settings."""

from flask import Blueprint, redirect, request, session, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.languages import services
from tpmlearn.web.access import audience, local_path, person
from tpmlearn.words import OFFERED

blueprint = Blueprint("languages", __name__)
AS_BROWSER = "browser"


@blueprint.post("/language")
@audience("anyone")
def choose() -> Response:
    """Speak this language from now on, or the one that the browser asks for."""
    wanted = request.form.get("language", "")
    if wanted in OFFERED or wanted == AS_BROWSER:
        tag = wanted if wanted in OFFERED else None
        session.pop("language", None)
        if tag:
            session["language"] = tag
        if who := person():
            services.save_language(who, tag)
    return redirect(local_path(request.form.get("next")) or url_for("home.index"))
