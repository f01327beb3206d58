"""Pages: the evidence log, its entries, their files, and who can confirm them."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.profiles.attachments import LARGEST, MOST_KEPT, RefusedFile, attachment
from tpmlearn.features.evidence import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.evidence import entry as entry_of
from tpmlearn.records.evidence_files import stored_file
from tpmlearn.records.logging_evidence import MOST_ENTRIES, LogFull
from tpmlearn.records.site import site_settings
from tpmlearn.web.access import audience, claim, known, now, person, person_id
from tpmlearn.web.downloads import download
from tpmlearn.web.forms import Form, refuse, typed
from tpmlearn.web.templating import zone
from tpmlearn.web.uploads import uploads
from tpmlearn.words import _, later

blueprint = Blueprint("evidence", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]
# More than is kept, so that what is too large is answered at the field and not by a bare page.
READ = 4 * LARGEST
TOKEN_PLACE = "TOKEN"  # noqa: S105 - a place in a link, no secret  # nosec B105
FULL = later("%(most)s entries are as many as a log can hold: remove one first.", most=MOST_ENTRIES)
NO_ROOM = later(
    "Your files would take more than %(most)s MB together: remove one first, or give a link "
    "instead.",
    most=MOST_KEPT // 1_000_000,
)


@blueprint.get("/evidence")
@audience("anyone")
def log() -> Page:
    """All entries, and what they add up to for a certificate."""
    page = queries.log_page(
        person_id(),
        current_catalogue(),
        standing=request.args.get("standing", ""),
        skill=request.args.get("skill", ""),
        today=_today(),
    )
    return render_template("evidence/log.html", page=page)


@blueprint.get("/evidence/log.md")
@audience("anyone")
def markdown() -> Page:
    """The whole log as a file."""
    text = queries.as_markdown(person_id(), current_catalogue(), now=now())
    return download(text.encode(), "evidence-log.md", "text/markdown; charset=utf-8")


@blueprint.route("/evidence/new", methods=["GET", "POST"])
@audience("anyone")
def new() -> Page:
    """Log an entry."""
    form = forms.NewEntryForm().offer(current_catalogue().skills.values(), today=_today())
    if form.is_submitted() and form.accepted():
        try:
            entry_id = services.log_entry(
                claim().id,
                form.claimed(),
                confirmer=typed(form.confirmer),
                email=typed(form.email),
                now=now(),
            )
        except LogFull:
            refuse(form.title, str(FULL))
        else:
            flash(_("The entry is saved. You can add a file and ask somebody to confirm it."))
            return redirect(url_for("evidence.entry", entry_id=entry_id))
    if not form.is_submitted():
        form.begin(request.args.get("title", ""), request.args.getlist("skill"))
    return _form_page("evidence/new.html", form)


@blueprint.get("/evidence/<int:entry_id>")
@audience("anyone")
def entry(entry_id: int) -> Page:
    """One entry: what is claimed, its file, who can confirm it."""
    return _entry_page(entry_id)


@blueprint.route("/evidence/<int:entry_id>/edit", methods=["GET", "POST"])
@audience("anyone")
def edit(entry_id: int) -> Page:
    """Change what an entry claims."""
    found = entry_of(_mine(), entry_id) or abort(404)
    form = forms.filled(found) if request.method == "GET" else forms.EntryForm()
    form.offer(current_catalogue().skills.values(), today=_today())
    if form.accepted():
        try:
            services.change_entry(_mine(), entry_id, form.claimed(), now=now())
        except services.NoSuchEntry:
            abort(404)
        flash(_("The entry is saved."))
        return redirect(url_for("evidence.entry", entry_id=entry_id))
    return _form_page("evidence/edit.html", form, entry=found)


@blueprint.post("/evidence/<int:entry_id>/remove")
@audience("anyone")
def remove(entry_id: int) -> Page:
    """Put an entry aside; the log offers to undo it."""
    try:
        services.remove_entry(_mine(), entry_id, now=now())
    except services.NoSuchEntry:
        abort(404)
    return redirect(url_for("evidence.log", removed=entry_id))


@blueprint.post("/evidence/<int:entry_id>/restore")
@audience("anyone")
def restore(entry_id: int) -> Page:
    """Undo a removal."""
    try:
        services.restore_entry(_mine(), entry_id)
    except services.NoSuchEntry:
        abort(404)
    return redirect(url_for("evidence.entry", entry_id=entry_id))


@blueprint.get("/evidence/<int:entry_id>/file")
@audience("anyone")
def file(entry_id: int) -> Page:
    """The file of an entry, to keep."""
    found = stored_file(entry_id) if entry_of(_mine(), entry_id) else None
    if found is None:
        abort(404)
    return download(found.data, found.name, found.media_type)


@blueprint.post("/evidence/<int:entry_id>/file")
@audience("member")
@uploads(READ)
def attach(entry_id: int) -> Page:
    """Keep a file with an entry."""
    form = forms.AttachForm()
    if not form.accepted():
        return _entry_page(entry_id, file_form=form)
    sent = form.file.data
    try:
        kept = attachment(sent.filename or "", sent.stream.read(LARGEST + 1))
        services.attach_file(known().id, entry_id, kept, now=now())
    except RefusedFile as reason:
        refuse(form.file, str(reason))
        return _entry_page(entry_id, file_form=form)
    except services.NoRoom:
        refuse(form.file, str(NO_ROOM))
        return _entry_page(entry_id, file_form=form)
    except services.NoSuchEntry:
        abort(404)
    flash(_("%(name)s is kept with this entry.", name=kept.name))
    return redirect(url_for("evidence.entry", entry_id=entry_id))


@blueprint.post("/evidence/<int:entry_id>/file/remove")
@audience("member")
def remove_file(entry_id: int) -> Page:
    """Put a file aside; the page offers to undo it."""
    try:
        services.remove_file(known().id, entry_id, now=now())
    except services.NoSuchEntry:
        abort(404)
    return redirect(url_for("evidence.entry", entry_id=entry_id, removed="file"))


@blueprint.post("/evidence/<int:entry_id>/file/restore")
@audience("member")
def restore_file(entry_id: int) -> Page:
    """Undo the removal of a file."""
    try:
        services.restore_file(known().id, entry_id)
    except services.NoSuchEntry:
        abort(404)
    except services.NoRoom:
        flash(str(NO_ROOM))
    return redirect(url_for("evidence.entry", entry_id=entry_id))


@blueprint.post("/evidence/<int:entry_id>/confirmers")
@audience("anyone")
def add_confirmer(entry_id: int) -> Page:
    """Name somebody who can confirm an entry."""
    form = forms.ConfirmerForm()
    if not form.accepted():
        return _entry_page(entry_id, confirmer_form=form)
    try:
        services.add_confirmer(
            _mine(), entry_id, name=typed(form.confirmer), email=typed(form.email)
        )
    except services.TooManyConfirmers:
        refuse(form.confirmer, _("Ten people for one entry are enough: take one off first."))
        return _entry_page(entry_id, confirmer_form=form)
    except services.NoSuchEntry:
        abort(404)
    return _back(entry_id)


def _entry_page(
    entry_id: int, *, file_form: Form | None = None, confirmer_form: Form | None = None
) -> Page:
    catalogue = current_catalogue()
    page = queries.entry_page(_mine(), entry_id, catalogue, now=now()) or abort(404)
    shown = render_template(
        "evidence/entry.html",
        page=page,
        file_form=file_form or forms.AttachForm(formdata=None),
        confirmer_form=confirmer_form or forms.ConfirmerForm(formdata=None),
        refused=file_form or confirmer_form,
        megabytes=(LARGEST // 1_000_000, MOST_KEPT // 1_000_000),
        link=site_settings().public_url + url_for("confirming.confirm", token=TOKEN_PLACE),
        mails=bool(site_settings().mail_url),
    )
    return shown, 422 if file_form or confirmer_form else 200


def _form_page(template: str, form: forms.EntryForm, **context: object) -> Page:
    page = render_template(
        template, form=form, areas=queries.areas_of(current_catalogue()), **context
    )
    return page, 422 if form.is_submitted() and form.errors else 200


def _back(entry_id: int) -> Response:
    return redirect(url_for("evidence.entry", entry_id=entry_id, _anchor="confirmers"))


def _mine() -> int:
    return person_id() or abort(404)


def _today() -> date:
    who = person()
    return now().astimezone(zone(who.time_zone if who else "UTC")).date()
