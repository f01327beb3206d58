"""The page of an adaptive test as its authors see it."""

from flask import Blueprint, abort, render_template

from tpmlearn.features.banks import queries
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience

blueprint = Blueprint("banks", __name__, template_folder="templates")


@blueprint.get("/author/tests/<area>")
@audience("author")
def area(area: str) -> str:
    """The adaptive test of an area: what its bank can tell, and how it was shown."""
    found = queries.area_test(current_catalogue(), area) or abort(404)
    return render_template("banks/area.html", found=found)
