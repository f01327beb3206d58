"""Pages of items for authors: all of them by what stands out, and one with all that is known."""

from flask import Blueprint, abort, render_template, request

from tpmlearn.domain.content.catalogue import Pool
from tpmlearn.features.items import queries
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, from_replica, now
from tpmlearn.words import _

blueprint = Blueprint("items", __name__, template_folder="templates")
LONGEST_WORDS = 100
MOST_PAGES = 10_000


@blueprint.get("/author/items")
@audience("author")
@from_replica
def index() -> str:
    """All items: by words, by pool, by what stands out."""
    asked = _asked()
    return render_template(
        "items/index.html",
        asked=asked,
        found=queries.index(current_catalogue(), asked),
        pool_choices=[("", _("All pools")), *((one.value, one.value) for one in Pool)],
        areas=list(current_catalogue().areas.values()),
        concern_choices=[
            ("", _("All items")),
            *((key, _(words)) for key, words in queries.CONCERNS.items()),
        ],
    )


@blueprint.get("/author/items/<item>")
@audience("author")
@from_replica
def item(item: str) -> str:
    """One item: as learners see it, its key, how it did, where it is used, what was reported."""
    page = queries.item_page(current_catalogue(), item, today=now().date()) or abort(404)
    return render_template("items/item.html", page=page)


def _asked() -> queries.Asked:
    """What the address asks for; what it does not know is left out."""
    pool, concern = request.args.get("pool", ""), request.args.get("concern", "")
    page = request.args.get("page", "")
    return queries.Asked(
        words=request.args.get("q", "")[:LONGEST_WORDS],
        pool=pool if pool in list(Pool) else "",
        concern=concern if concern in queries.CONCERNS else "",
        page=min(int(page), MOST_PAGES) if page.isdecimal() and len(page) < 6 else 1,
    )
