"""Pages for authors: import and export."""

import re

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.content.exchange.carried import LARGEST, Unreadable
from tpmlearn.domain.content.exchange.formats import Writes
from tpmlearn.features.authoring import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue, current_library
from tpmlearn.records.draft_texts import Refused
from tpmlearn.records.drafts import DraftEnded, NoSuchDraft
from tpmlearn.web.access import audience, known, now, reads_only
from tpmlearn.web.downloads import download as download_file
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.uploads import uploads
from tpmlearn.words import _

blueprint = Blueprint("authoring", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,60}\.md")


@blueprint.get("/author/exchange")
@audience("author")
def exchange() -> Page:
    """Send a file to import, or look at what an export would hold."""
    form = forms.ImportForm(formdata=None).offer(current_catalogue().skills)
    return _exchange(form, looked=_export() if "format" in request.args else None)


@blueprint.post("/author/exchange")
@audience("author")
@reads_only
@uploads(LARGEST)
def preview() -> Page:
    """Read a file, show what it would give, and store nothing."""
    form = forms.ImportForm().offer(current_catalogue().skills)
    if not form.accepted():
        return _exchange(form), 422
    file = form.file.data
    try:
        found = queries.preview(
            current_library(),
            file.filename or "",
            file.stream.read(LARGEST + 1),
            form.additions(),
            form=form.reads(),
            today=now().date(),
        )
    except Unreadable as reason:
        refuse(form.file, str(reason))
        return _exchange(form), 422
    return render_template(
        "authoring/preview.html",
        preview=found,
        most=queries.MOST_SHOWN,
        drafts=queries.open_drafts(known().id),
    )


@blueprint.post("/author/exchange/download")
@audience("author")
@uploads(queries.LARGEST_TEXT * 2)
def download() -> Page:
    """The text that the preview holds, as a file."""
    text, name = request.form.get("text", ""), request.form.get("name", "")
    if not text or not NAME.fullmatch(name):
        abort(400)
    data = text.replace("\r\n", "\n").encode()
    return download_file(data, name, "text/markdown; charset=utf-8")


@blueprint.post("/author/exchange/keep")
@audience("author")
@uploads(queries.LARGEST_TEXT * 2)
def keep() -> Page:
    """Keep what the dry run showed as a file of a draft."""
    text, name = request.form.get("text", ""), request.form.get("place", "")
    draft = request.form.get("draft", "")
    try:
        kept = services.keep_import(current_library(), name, text, known(), draft=draft, now=now())
    except (NoSuchDraft, DraftEnded):
        refused = _("That draft is published or discarded meanwhile. Choose another.")
    except Refused as reason:
        refused = str(reason)
    else:
        flash(_("In the draft. Mend what the checker asks for, then send it to review."), "good")
        return redirect(url_for("drafts.draft", draft=kept))
    return _keep(text, name, draft, refused=refused), 422


def _keep(text: str, place: str, draft: str, *, refused: str) -> str:
    """The form again, with all that was sent."""
    return render_template(
        "authoring/keep.html",
        text=text,
        place=place,
        draft=draft,
        refused=refused,
        drafts=queries.open_drafts(known().id),
    )


@blueprint.get("/author/exchange/export")
@audience("author")
def export() -> Page:
    """The items as a file for another program."""
    found = _export()
    return download_file(found.data, found.name, found.output.media_type)


def _export() -> queries.Export:
    form = request.args.get("format", Writes.MOODLE)
    skill = request.args.get("skill", "")
    if form not in list(Writes) or (skill and skill not in current_catalogue().skills):
        abort(404)
    return queries.export(current_library(), Writes(form), skill)


def _exchange(form: forms.ImportForm, looked: queries.Export | None = None) -> str:
    wanted = forms.ExportForm(request.args).offer(current_catalogue().skills)
    return render_template(
        "authoring/exchange.html",
        form=form,
        wanted=wanted,
        looked=looked,
        skill=typed(wanted.skill),
        megabytes=LARGEST // 1_000_000,
    )
