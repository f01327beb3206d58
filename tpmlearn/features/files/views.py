"""The page of all content files, and what is found in them."""

from flask import Blueprint, render_template, request

from tpmlearn.features.files import queries
from tpmlearn.records.catalogue import current_library
from tpmlearn.web.access import audience
from tpmlearn.web.forms import one_line

blueprint = Blueprint("files", __name__, template_folder="templates")
LONGEST_WORDS = 200


@blueprint.get("/author/files")
@audience("author")
def index() -> str:
    """Every file by folder, or the lines that have the words of the address."""
    words = (one_line(request.args.get("q", "")) or "")[:LONGEST_WORDS]
    library = current_library()
    return render_template(
        "files/index.html",
        words=words,
        result=queries.find(library, words) if words else None,
        folders=[] if words else queries.folders(library),
        most=queries.MOST_FILES,
    )
