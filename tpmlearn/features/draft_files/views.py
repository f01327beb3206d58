"""The way into the editor: choose or begin a draft, add a file, add a figure."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tpmlearn.domain.publishing.names import LONGEST_NAME, refused_name
from tpmlearn.features.draft_files import forms, queries, services
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.draft_texts import Refused
from tpmlearn.records.drafts import Draft, find_draft
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import one_line, refuse, typed
from tpmlearn.web.uploads import uploads
from tpmlearn.words import _

blueprint = Blueprint("draft_files", __name__, template_folder="templates")
# Of the file; the checker then allows what a figure may have.
LARGEST_UPLOAD = 256_000


@blueprint.get("/author/edit")
@audience("author")
def choose() -> str:
    """Where to edit a file: in a draft that is open, or in a new one."""
    file, line = (one_line(request.args.get("file", "")) or "")[: LONGEST_NAME + 1], _line()
    found = queries.choice(current_library(), file, known().id)
    # The page that begins drafts puts the new one's id where DRAFT stands.
    following = (
        url_for("editor.edit", draft="DRAFT", name=file, line=line if line > 1 else None)
        if file
        else url_for("draft_files.new", draft="DRAFT")
    )
    return render_template(
        "draft_files/choose.html", file=file, line=line, choice=found, following=following
    )


@blueprint.get("/author/drafts/<draft>/new")
@audience("author")
def new(draft: str) -> str:
    """A new file: its name says what it is."""
    return _new(_draft(draft), forms.NewFileForm(formdata=None))


@blueprint.post("/author/drafts/<draft>/new")
@audience("author")
def add(draft: str) -> ResponseReturnValue:
    """Add a new file with the beginning that its kind has."""
    form, found = forms.NewFileForm(), _draft(draft)
    if not form.accepted():
        return _new(found, form), 422
    name = typed(form.name)
    try:
        services.add_file(current_library(), draft, name, writer=known().id, now=now())
    except Refused as reason:
        refuse(form.name, str(reason))
        return _new(found, form), 422
    return redirect(url_for("editor.edit", draft=draft, name=name))


@blueprint.get("/author/drafts/<draft>/figures/<path:name>")
@audience("author")
def figure(draft: str, name: str) -> str:
    """Send a figure for the folder of a file."""
    return _figure(_draft(draft), _name(name), forms.FigureForm(formdata=None))


@blueprint.post("/author/drafts/<draft>/figures/<path:name>")
@audience("author")
@uploads(2 * LARGEST_UPLOAD)
def add_figure(draft: str, name: str) -> ResponseReturnValue:
    """Look at a figure that was sent; keep it once it has been looked at."""
    found, name, form = _draft(draft), _name(name), forms.FigureForm()
    form.accepted()
    looked = _looked(found, name, form)
    if form.errors or looked is None or not looked.is_good:
        return _figure(found, name, form, looked), 422
    if "keep" not in request.form:
        return _figure(found, name, form, looked)
    sent = services.NewFigure(typed(form.name), typed(form.svg), typed(form.alternative))
    try:
        line = services.add_figure(
            current_library(), draft, name, sent, line=_line(), writer=known().id, now=now()
        )
    except Refused as reason:
        refuse(form.name, str(reason))
        return _figure(found, name, form, looked), 422
    flash(
        _("%(name)s is in the draft, and line %(line)s shows it.", name=sent.name, line=line),
        "good",
    )
    return redirect(url_for("editor.edit", draft=draft, name=name, line=line))


def _looked(draft: Draft, name: str, form: forms.FigureForm) -> queries.Looked | None:
    """The figure that came as a file, or with the page on which it was looked at."""
    if form.file.data:
        data = form.file.data.stream.read(LARGEST_UPLOAD + 1)
        if len(data) > LARGEST_UPLOAD:
            refuse(
                form.file, _("The file is larger than %(value)s kB.", value=LARGEST_UPLOAD // 1000)
            )
            return None
        # What is no UTF-8 stays visible as such for the checker.
        form.svg.data = data.decode("utf-8-sig", errors="surrogateescape")
    if not typed(form.svg).strip():
        refuse(form.file, _("Choose an SVG file."))
        return None
    try:
        place = services.figure_place(name, typed(form.name))
    except Refused as reason:
        if not form.name.errors:
            refuse(form.name, str(reason))
        return None
    looked = queries.look(current_library(), draft, place, typed(form.svg))
    if not looked.is_good:
        # The page carries the source of a good figure until it is kept; the rest may be no text.
        form.svg.data = ""
    return looked


def _draft(draft: str) -> Draft:
    found = find_draft(draft) or abort(404)
    return found if found.is_alive else abort(404)


def _name(name: str) -> str:
    return abort(404) if refused_name(name) else name


def _line() -> int:
    told = request.values.get("line", "")
    return max(int(told), 1) if told.isdecimal() and len(told) < 7 else 1


def _new(draft: Draft, form: forms.NewFileForm) -> str:
    return render_template("draft_files/new.html", draft=draft, form=form)


def _figure(
    draft: Draft, name: str, form: forms.FigureForm, looked: queries.Looked | None = None
) -> str:
    form.file.flags.required = not (looked and looked.is_good)
    return render_template(
        "draft_files/figure.html", draft=draft, name=name, form=form, looked=looked, line=_line()
    )
