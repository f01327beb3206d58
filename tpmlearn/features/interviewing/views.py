"""Page: the questions of a structured interview with one candidate."""

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from tpmlearn.features.interviewing import queries
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.grants import half_of_address
from tpmlearn.records.looks import NoSuchCandidate, Reader, ViewEnded, look
from tpmlearn.web.access import audience, known, now

blueprint = Blueprint("interviewing", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.get("/desk/candidates/<grant_id>/questions")
@audience("recruiter")
def questions(grant_id: str) -> Page:
    """Questions with what a good answer contains and a scale in words; a look is on record."""
    who = known()
    try:
        reader = Reader(who.id, half_of_address(request.remote_addr))
        seen = look(reader, grant_id, "opened", current_catalogue(), now=now())
    except NoSuchCandidate:
        abort(404)
    except ViewEnded:
        return render_template("desk/ended.html"), 410
    page = queries.sheet_page(who.id, seen, request.args.get("role", ""), current_catalogue())
    response = make_response(render_template("interviewing/questions.html", page=page))
    response.headers["Cache-Control"] = "no-store"
    return response
