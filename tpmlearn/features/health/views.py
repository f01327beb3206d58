"""The page that an author opens first: all that is weak in the content, each with its place."""

from flask import Blueprint, render_template, request

from tpmlearn.features.health import queries
from tpmlearn.records.catalogue import current_library
from tpmlearn.web.access import audience, from_replica, now

blueprint = Blueprint("health", __name__, template_folder="templates")
LONGEST_WORDS = 100


@blueprint.get("/author/health")
@audience("author")
@from_replica
def index() -> str:
    """What is wrong, short, old, misbehaving or reported; one part of it, or those with words."""
    show, words = request.args.get("show", ""), request.args.get("q", "")[:LONGEST_WORDS]
    parts = [part for part in queries.Part if part == show] or list(queries.Part)
    return render_template(
        "health/index.html",
        health=queries.health(current_library(), words=words, today=now().date()),
        parts_shown=parts,
        show=show if len(parts) == 1 else "",
        words=words,
        most=queries.MOST_ROWS,
    )
