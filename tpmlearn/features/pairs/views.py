"""Pages of pairs, for authors alone: learners may still be asked these items."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.content.catalogue import Area
from tpmlearn.features.pairs import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import typed
from tpmlearn.words import N_, _

blueprint = Blueprint("pairs", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
MOVED = N_(
    "One of the two was changed while you looked, so nothing was kept. Here is another pair."
)


@blueprint.get("/author/pairs")
@audience("author")
def index() -> str:
    """How far the pairs are, area by area, and what they say."""
    return render_template("pairs/index.html", page=queries.index(current_catalogue(), known().id))


@blueprint.get("/author/pairs/<area>")
@audience("author")
def pair(area: str) -> Page:
    """Two items of which one is harder."""
    return _pair(_area(area), forms.JudgementForm(formdata=None))


@blueprint.post("/author/pairs/<area>")
@audience("author")
def judge(area: str) -> Page:
    """Keep a judgement, and show the next pair."""
    found, form = _area(area), forms.JudgementForm()
    if not form.accepted():
        return _pair(found, form), 422
    try:
        services.judge(
            current_catalogue(),
            found,
            known().id,
            left=typed(form.left),
            right=typed(form.right),
            harder=typed(form.harder),
            now=now(),
        )
    except services.NoSuchPair:
        flash(_(MOVED))
    return redirect(url_for("pairs.pair", area=area))


@blueprint.post("/author/pairs/<area>/take-back")
@audience("author")
def take_back(area: str) -> Page:
    """Take the last judgement back."""
    found = _area(area)
    if forms.UndoForm().accepted():
        gone = services.take_back(found, known().id)
        flash(_("It is taken back.") if gone else _("There was nothing to take back."))
    return redirect(url_for("pairs.pair", area=area))


def _area(code: str) -> Area:
    return queries.area_of(current_catalogue(), code) or abort(404)


def _pair(area: Area, form: forms.JudgementForm) -> str:
    page = queries.pair_page(current_catalogue(), area, known().id)
    return render_template("pairs/pair.html", page=page, form=form)
