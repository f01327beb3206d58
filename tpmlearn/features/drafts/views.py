"""Pages of drafts: the list, one draft, its review, merging, publishing."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.publishing.merging import Take
from tpmlearn.features.drafts import forms, queries, services
from tpmlearn.git import GitFailed, GitMissing
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.drafts import DraftEnded, NoSuchDraft, find_draft
from tpmlearn.records.publish_refusals import CannotPublish, HasErrors
from tpmlearn.web.access import audience, known, local_path, now
from tpmlearn.web.forms import one_line, typed
from tpmlearn.words import N_, _

blueprint = Blueprint("drafts", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
ENDED = N_("This draft is published or discarded, and changes no more.")


@blueprint.get("/author/drafts")
@audience("author")
def index() -> Page:
    """Drafts by state, and a form for another."""
    return _index(forms.TitleForm(formdata=None))


@blueprint.post("/author/drafts")
@audience("author")
def begin() -> Page:
    """Begin a draft."""
    form = forms.TitleForm()
    if not form.accepted():
        return _index(form), 422
    draft_id = services.begin(known(), typed(form.title), now=now())
    following = local_path(typed(form.next).replace("DRAFT", draft_id))
    return redirect(following or url_for("drafts.draft", draft=draft_id))


@blueprint.get("/author/drafts/<draft>")
@audience("author")
def draft(draft: str) -> Page:
    """All that a draft changes, as text or as pages, and where its review is."""
    return _draft(draft, forms.ActForm(formdata=None))


@blueprint.post("/author/drafts/<draft>/rename")
@audience("author")
def rename(draft: str) -> Page:
    """Give a draft another title."""
    form = forms.TitleForm()
    if not form.accepted():
        return _draft(draft, forms.ActForm(formdata=None), title=form)
    return _acted(
        draft, lambda: services.rename(draft, typed(form.title), now=now()), _("Renamed.")
    )


@blueprint.post("/author/drafts/<draft>/<any(send, take_back, approve, give_back):act>")
@audience("author")
def review(draft: str, act: str) -> Page:
    """Send a draft to review, take it back, approve it, or return it."""
    form = forms.ActForm()
    if not form.accepted():
        return _draft(draft, form)
    who, note, at = known(), typed(form.note), now()
    library = current_library()
    acts: dict[str, tuple[Callable[[], None], str]] = {
        "send": (
            lambda: services.send(draft, who, note, library, now=at),
            _("Sent to review. Other authors see it in their list."),
        ),
        "take_back": (
            lambda: services.take_back(draft, who, now=at),
            _("Taken back from review."),
        ),
        "approve": (
            lambda: services.approve(draft, who, note, digest=typed(form.digest), now=at),
            _("Approved. It can be published now."),
        ),
        "give_back": (
            lambda: services.give_back(draft, who, note, now=at),
            _("Returned to its author."),
        ),
    }
    run, told = acts[act]
    return _acted(draft, run, told, form)


@blueprint.post("/author/drafts/<draft>/comment")
@audience("author")
def comment(draft: str) -> Page:
    """Say something of a draft."""
    form = forms.ActForm()
    if not form.accepted():
        return _draft(draft, form)
    note = typed(form.note)
    return _acted(
        draft,
        lambda: services.comment(draft, known(), note, now=now()),
        _("Your comment stands below."),
        form,
    )


@blueprint.post("/author/drafts/<draft>/<any(discard, restore):act>")
@audience("author")
def put_away(draft: str, act: str) -> Page:
    """Put a draft away, or take it up again."""
    run = services.discard if act == "discard" else services.restore
    told = _("Discarded. It can be restored from the list.") if act == "discard" else _("Restored.")
    return _acted(draft, lambda: run(draft, known(), current_library(), now=now()), told)


@blueprint.post("/author/drafts/<draft>/bring-up")
@audience("author")
def bring_up(draft: str) -> Page:
    """Merge what went live meanwhile; where somebody must decide, lead there."""
    left: list[str] = []

    def run() -> None:
        left.extend(services.bring_up(draft, current_library(), now=now()))

    page = _acted(draft, run, "")
    if left:
        flash(_("Both changed the same lines: say which count."))
        return redirect(url_for("drafts.merge", draft=draft, name=left[0]))
    flash(_("The draft has all that is live now. Nobody had to decide."))
    return page


@blueprint.route("/author/drafts/<draft>/merge/<path:name>", methods=["GET", "POST"])
@audience("author")
def merge(draft: str, name: str) -> Page:
    """Where live and draft changed the same lines: which count."""
    library = current_library()
    found = find_draft(draft) or abort(404)
    merging = queries.merge_with_live(found, library, name) if found.is_alive else None
    if merging is None:
        flash(_("There is nothing to merge in this file."))
        return redirect(url_for("drafts.draft", draft=draft))
    told = ""
    if request.method == "POST":
        takes = _takes(merging.decisions)
        if takes is None:
            told = _("Choose for each place which lines count.")
        else:
            seen = request.form.get("live", ""), request.form.get("mine", "")
            try:
                services.settle(draft, name, known(), takes, seen=seen, library=library, now=now())
            except services.NotNow as reason:
                told = str(reason)
            except (NoSuchDraft, DraftEnded):
                flash(_(ENDED))
                return redirect(url_for("drafts.draft", draft=draft))
            else:
                flash(_("Merged. Look at the result before you send it to review."))
                return redirect(url_for("drafts.draft", draft=draft, _anchor="files"))
    page = render_template(
        "drafts/merge.html", draft=found, merging=merging, told=told, chosen=request.form
    )
    return (page, 422) if told else page


@blueprint.post("/author/drafts/<draft>/undo/<path:name>")
@audience("author")
def undo(draft: str, name: str) -> Page:
    """Let a draft have a file as it is live."""
    seen = request.form.get("seen", "")
    return _acted(
        draft,
        lambda: services.undo_file(draft, name, known(), current_library(), seen=seen, now=now()),
        _("The draft changes %(name)s no more.", name=name),
    )


@blueprint.post("/author/drafts/<draft>/take-in")
@audience("author")
def take_in(draft: str) -> Page:
    """Take what somebody committed on the draft's branch into it."""
    return _acted(
        draft,
        lambda: services.take_in(draft, known(), current_library(), now=now()),
        _("The draft is what its branch is now."),
    )


@blueprint.post("/author/drafts/<draft>/publish")
@audience("author")
def publish(draft: str) -> Page:
    """Put a draft live."""
    left: list[str] = []

    def run() -> None:
        done = services.publish_draft(draft, known(), current_library(), now=now())
        left.extend(done.left)

    page = _acted(draft, run, _("Live. Every server shows it within five seconds."))
    if left:
        flash(
            _(
                "In the server’s content folder %(names)s had changes of its own and was left as "
                "it was.",
                names=", ".join(left),
            )
        )
    return page


def _takes(count: int) -> list[Take] | None:
    """What was chosen for each conflict, None where something is missing or unknown."""
    chosen = [request.form.get(f"take-{n}", "") for n in range(count)]
    return [Take(one) for one in chosen] if all(one in list(Take) for one in chosen) else None


def _acted(
    draft_id: str, run: Callable[[], object], told: str, form: forms.ActForm | None = None
) -> Page:
    """Do something with a draft; where it cannot be done, its page says why and keeps the note."""
    form = form or forms.ActForm(formdata=None)
    try:
        run()
    except NoSuchDraft:
        abort(404)
    except DraftEnded:
        return _draft(draft_id, form, refused=_(ENDED))
    except HasErrors as refused:
        return _draft(draft_id, form, refused=_("%(refused)s They stand below.", refused=refused))
    except (services.NotNow, CannotPublish, GitFailed, GitMissing) as refused:
        return _draft(draft_id, form, refused=str(refused))
    if told:
        flash(told)
    return redirect(url_for("drafts.draft", draft=draft_id))


def _index(form: forms.TitleForm) -> str:
    show = request.args.get("show", "")
    show = show if show in queries.SHOWS else ""
    form.next.data = typed(form.next) or one_line(request.args.get("next", ""))
    return render_template("drafts/index.html", page=queries.index(show), show=show, form=form)


def _draft(
    draft_id: str,
    form: forms.ActForm,
    *,
    title: forms.TitleForm | None = None,
    refused: str = "",
) -> Page:
    as_pages = request.args.get("as") == "pages"
    page = queries.draft_page(draft_id, current_library(), as_pages=as_pages, now=now())
    if page is None:
        abort(404)
    form.digest.data = page.draft.digest
    refused = refused or " ".join(form.note.errors)
    rendered = render_template(
        "drafts/draft.html",
        page=page,
        form=form,
        title=title or forms.TitleForm(formdata=None, title=page.draft.title),
        as_pages=as_pages,
        refused=refused,
        me=known().id,
    )
    wrong = refused or (title and title.errors)
    return (rendered, 422) if wrong else rendered
