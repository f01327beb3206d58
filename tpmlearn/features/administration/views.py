"""The admins' front page, which leads to all their others."""

from flask import Blueprint, render_template

from tpmlearn.features.administration import queries
from tpmlearn.web.access import audience, now

blueprint = Blueprint("administration", __name__, template_folder="templates")


@blueprint.get("/admin")
@audience("admin")
def index() -> str:
    """How many of what there are, how the site does, and where to go."""
    return render_template(
        "administration/index.html", found=queries.overview(now=now()), parts=queries.parts()
    )
