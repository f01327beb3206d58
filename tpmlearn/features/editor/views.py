"""The editor: one file of a draft as text, with what is wrong and how learners will see it."""

import re

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from tpmlearn.domain.publishing.names import refused_name
from tpmlearn.features.editor import queries, services
from tpmlearn.features.editor.queries import Show
from tpmlearn.library.folders import LARGEST
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.draft_texts import Refused
from tpmlearn.records.drafts import ChangedMeanwhile, Draft, DraftEnded, find_draft
from tpmlearn.web.access import audience, known, now, reads_only
from tpmlearn.web.forms import saved, unsaved, wants_json
from tpmlearn.web.headers import style_nonce
from tpmlearn.web.uploads import uploads
from tpmlearn.words import N_, _

blueprint = Blueprint("editor", __name__, template_folder="templates")
# A form sends each byte of another script as three.
HASH = re.compile(r"[0-9a-f]{64}")
LARGEST_FORM = 3 * LARGEST
ENDED = N_("The draft is published or discarded meanwhile. Copy the text, and begin another draft.")


@blueprint.get("/author/drafts/<draft>/files/<path:name>")
@audience("author")
def edit(draft: str, name: str) -> ResponseReturnValue:
    """A file of a draft as text, and what is beside it."""
    found = _draft(draft)
    if not found.is_alive:
        return redirect(url_for("drafts.draft", draft=draft))
    page = queries.editor_page(current_library(), found, _name(name), show=_show(), line=_line())
    if not page.is_there and not page.is_changed:
        abort(404)
    return _editor(page)


@blueprint.post("/author/drafts/<draft>/files/<path:name>")
@audience("author")
@uploads(LARGEST_FORM)
def save(draft: str, name: str) -> ResponseReturnValue:
    """Keep the text in the draft; or, without scripts, only look at what it would be."""
    found, name, text = _draft(draft), _name(name), _text()
    if "look" in request.form:
        return _editor(_typed(found, name, text))
    try:
        kept = services.save_text(
            current_library(), draft, name, text, seen=_seen(), writer=known().id, now=now()
        )
    except (Refused, DraftEnded) as error:
        told = str(error) or _(ENDED)
        if wants_json():
            return unsaved({"text": told})
        return _editor(_typed(found, name, text), refusal=told), 422
    except ChangedMeanwhile:
        return _changed(found, name, text)
    if wants_json():
        return saved(seen=kept, stamp=request.form.get("stamp", ""))
    flash(_("Saved in the draft."), "good")
    return redirect(
        url_for("editor.edit", draft=draft, name=name, show=_show().value, line=_line())
    )


@blueprint.post("/author/drafts/<draft>/check")
@audience("author")
@reads_only
@uploads(LARGEST_FORM)
def check(draft: str) -> ResponseReturnValue:
    """For the editor's script: what is wrong in a text, and what stands beside it."""
    found, name = _draft(draft), _name(request.form.get("name", ""))
    beside = queries.look_beside(
        current_library(), found, name, _text(), show=_show(), line=_line()
    )
    page = render_template("editor/beside.html", beside=beside, name=name, draft=found)
    return jsonify(
        stamp=request.form.get("stamp", ""),
        counts=beside.counts,
        problems=queries.as_objects(beside.proof.problems),
        html=page,
    )


@blueprint.post("/author/drafts/<draft>/remove/<path:name>")
@audience("author")
def remove(draft: str, name: str) -> ResponseReturnValue:
    """Let the draft remove the file; its page leads back."""
    found, name = _draft(draft), _name(name)
    try:
        services.remove_file(
            current_library(), draft, name, seen=_seen(), writer=known().id, now=now()
        )
    except (ChangedMeanwhile, DraftEnded):
        flash(_("The file or the draft changed meanwhile, so nothing was removed."), "care")
        return redirect(url_for("drafts.draft", draft=draft))
    if _draft(found.id).file(name):
        return redirect(url_for("editor.edit", draft=draft, name=name))
    flash(_("%(name)s is no longer in the draft.", name=name), "good")
    return redirect(url_for("drafts.draft", draft=draft))


@blueprint.post("/author/drafts/<draft>/restore/<path:name>")
@audience("author")
def restore(draft: str, name: str) -> ResponseReturnValue:
    """Give the file its live version again."""
    _draft(draft)
    try:
        services.restore_file(
            current_library(), draft, _name(name), seen=_seen(), writer=known().id, now=now()
        )
    except (ChangedMeanwhile, DraftEnded):
        flash(_("The file or the draft changed meanwhile. Look at it again."), "care")
        return redirect(url_for("drafts.draft", draft=draft))
    flash(_("The draft has the live version again."), "good")
    return redirect(url_for("editor.edit", draft=draft, name=name))


def _draft(draft: str) -> Draft:
    return find_draft(draft) or abort(404)


def _name(name: str) -> str:
    """A name that a content file can have; there is nothing under any other."""
    return abort(404) if refused_name(name) else name


def _text() -> str:
    """What was typed, with one kind of line end."""
    return request.form.get("text", "").replace("\r\n", "\n").replace("\r", "\n")


def _seen() -> str:
    told = request.form.get("seen", "")
    return told if HASH.fullmatch(told) else ""


def _line() -> int:
    """The line that is looked at, from 1."""
    told = request.values.get("line", "")
    return max(int(told), 1) if told.isdecimal() and len(told) < 7 else 1


def _show() -> Show:
    told = request.values.get("look") or request.values.get("show") or ""
    return next((one for one in Show if one == told), Show.PREVIEW)


def _changed(draft: Draft, name: str, text: str) -> ResponseReturnValue:
    """Somebody else saved meanwhile: both texts as one, to look at; nothing is saved yet."""
    found = queries.both(current_library(), draft, name, text, seen=_seen())
    if wants_json():
        return jsonify(
            error=found.told,
            merged=found.text,
            seen=found.seen,
            stamp=request.form.get("stamp", ""),
        ), 409
    return _editor(_typed(draft, name, found.text), refusal=found.told, seen=found.seen), 409


def _typed(draft: Draft, name: str, text: str) -> queries.EditorPage:
    return queries.editor_page(
        current_library(), draft, name, show=_show(), line=_line(), typed=text
    )


def _editor(page: queries.EditorPage, refusal: str = "", seen: str = "") -> str:
    return render_template(
        "editor/edit.html" if page.is_there or not page.is_changed else "editor/removed.html",
        page=page,
        refusal=refusal,
        line=_line(),
        problems=queries.as_objects(page.beside.proof.problems),
        seen=seen or request.form.get("seen", page.seen),
        nonce=style_nonce(),
    )
