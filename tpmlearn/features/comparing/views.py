"""Pages: candidates side by side, and the same as a file."""

from collections.abc import Iterable

from flask import Blueprint, abort, make_response, render_template, request
from werkzeug.wrappers import Response

from tpmlearn.domain.profiles.candidates import MOST_COMPARED
from tpmlearn.domain.profiles.desk_address import number_of, read_wanted
from tpmlearn.features.comparing import queries
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.grants import half_of_address
from tpmlearn.records.looks import NoSuchCandidate, Reader, Seen, ViewEnded, look
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.downloads import download
from tpmlearn.web.templating import zone

blueprint = Blueprint("comparing", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.get("/desk/compare")
@audience("recruiter")
def compare() -> Page:
    """Up to five candidates, skill by skill; a look at each is on record."""
    asked = _asked()
    looks = _look_at(asked[:MOST_COMPARED], "compared")
    if asked and not looks:
        return render_template("desk/ended.html"), 410
    role, page = request.args.get("role", ""), None
    if looks:
        page = queries.compare_page(known().id, looks, role, current_catalogue(), now=now())
    response = make_response(
        render_template(
            "comparing/compare.html",
            page=page,
            most=MOST_COMPARED,
            over=max(0, len(asked) - MOST_COMPARED),
            ended=min(len(asked), MOST_COMPARED) - len(looks),
        )
    )
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.get("/desk/export.csv")
@audience("recruiter")
def export() -> Page:
    """The compared candidates, or a page of the list, as CSV; a look at each is on record."""
    who, catalogue = known(), current_catalogue()
    asked = _asked()[:MOST_COMPARED]
    if not asked:
        wanted = read_wanted(request.args, zone(who.time_zone))
        page = number_of(request.args.get("page", ""))
        asked = queries.wanted_grants(who.id, wanted, page, catalogue, now=now())
    day = now().astimezone(zone(who.time_zone)).date()
    table = queries.compared_as_csv(
        who.id, _look_at(asked, "exported"), request.args.get("with", ""), catalogue, day=day
    )
    response = download(table.encode(), f"candidates-{day}.csv", "text/csv")
    response.headers["Cache-Control"] = "no-store"
    return response


def _asked() -> list[str]:
    """The grants that the address names, each once."""
    return list(dict.fromkeys(request.args.getlist("who")))


def _look_at(asked: Iterable[str], action: str) -> list[Seen]:
    """What those of the grants show that still work, each on record; 404 for a stranger's."""
    found = []
    reader = Reader(known().id, half_of_address(request.remote_addr))
    for grant_id in asked:
        try:
            found.append(look(reader, grant_id, action, current_catalogue(), now=now()))
        except NoSuchCandidate:
            abort(404)
        except ViewEnded:
            continue
    return found
