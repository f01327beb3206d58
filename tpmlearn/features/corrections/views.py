"""Pages for authors: keys that were wrong, whose result a correction changes, the trail."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.exams.rescoring import CorrectionKind
from tpmlearn.features.corrections import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.correctable import UnknownItem, propose
from tpmlearn.records.correcting import ContentMoved, NothingToCorrect, Rescoring
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import refuse, typed
from tpmlearn.words import N_, _, ngettext

blueprint = Blueprint("corrections", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
MOVED = N_(
    "The item has changed in the content since this page was opened. Look at the list again."
)


@blueprint.get("/author/corrections")
@audience("author")
def index() -> Page:
    """Keys that differ from what people sat, and all corrections; or lead to an item by its id."""
    wanted = " ".join(request.args.get("item", "").split())
    if not wanted:
        return _index()
    try:
        propose(current_catalogue(), wanted, CorrectionKind.WITHDRAWN, now=now())
    except UnknownItem:
        return _index(wanted), 404
    return redirect(url_for("corrections.correction", item=wanted, kind=CorrectionKind.WITHDRAWN))


@blueprint.route("/author/corrections/<item>", methods=["GET", "POST"])
@audience("author")
def correction(item: str) -> Page:
    """Whose result a correction changes; posted with its reason, it is made."""
    kind = _kind()
    form = forms.CorrectionForm()
    if not form.is_submitted() or not form.accepted():
        return _correction(item, kind, form)
    try:
        found = services.apply(
            current_catalogue(),
            item,
            kind,
            why=typed(form.why),
            author_id=known().id,
            now=now(),
            version=typed(form.version),
        )
    except UnknownItem:
        abort(404)
    except NothingToCorrect as reason:
        flash(str(reason))
    except ContentMoved:
        refuse(form.why, _(MOVED))
        return _correction(item, kind, form)
    else:
        flash(_done(found))
    return redirect(url_for("corrections.index"))


def _kind() -> CorrectionKind:
    kind = request.args.get("kind", CorrectionKind.KEY)
    if kind not in list(CorrectionKind):
        abort(404)
    return CorrectionKind(kind)


def _index(unknown: str = "") -> str:
    page = queries.index(current_catalogue())
    return render_template(
        "corrections/index.html", page=page, unknown=unknown, most=queries.MOST_MADE
    )


def _correction(item: str, kind: CorrectionKind, form: forms.CorrectionForm) -> Page:
    try:
        page = queries.correction_page(current_catalogue(), item, kind, now=now())
    except UnknownItem:
        abort(404)
    form.version.data = page.proposal.version
    rendered = render_template(
        "corrections/correction.html", page=page, form=form, most=queries.MOST_CHANGES
    )
    return (rendered, 422) if form.errors else rendered


def _done(found: Rescoring) -> str:
    count = len(found.changes)
    return ngettext(
        "The correction is in force: %(num)s result was re-scored, %(staying)s stayed as they "
        "were.",
        "The correction is in force: %(num)s results were re-scored, %(staying)s stayed as they "
        "were.",
        count,
        staying=found.staying,
    )
