"""Pages of releases, and the address at which a repository's host asks for a pull."""

import hashlib
import hmac
from collections.abc import Callable

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.releases import forms, queries, services
from tpmlearn.git import GitFailed, GitMissing
from tpmlearn.records.branch_release import NothingNew
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.publish_refusals import CannotPublish
from tpmlearn.records.pulls import AskedBy
from tpmlearn.records.site import site_settings
from tpmlearn.throttle import Limit, Throttled, count_try, refuse_if_blocked
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forgery import signed_address
from tpmlearn.web.forms import typed
from tpmlearn.web.networks import asking_network
from tpmlearn.words import _

blueprint = Blueprint("releases", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
FREE_TRIES = 20


@blueprint.get("/author/releases")
@audience("author")
def index() -> Page:
    """What is live and where it comes from, every release, and the latest pulls."""
    return _index()


@blueprint.get("/author/releases/<release>")
@audience("author")
def release(release: str) -> Page:
    """What a release changed."""
    page = queries.release_page(current_library(), release) or abort(404)
    return render_template("releases/release.html", page=page, form=_seen())


@blueprint.post("/author/releases/<release>/roll-back")
@audience("author")
def roll_back(release: str) -> Page:
    """Put an earlier release live again."""
    form = forms.SeenForm()
    if not form.accepted():
        abort(400)
    who = known()

    def run() -> str:
        done = services.roll_back(
            release,
            seen=typed(form.seen) or None,
            author=who.name or _("An author"),
            author_id=who.id,
            now=now(),
        )
        return _(
            "Live: %(title)s. Every server shows it within five seconds.", title=done.release.title
        )

    return _done(run)


@blueprint.post("/author/releases/folder")
@audience("author")
def folder() -> Page:
    """Show the content folder as it lies there."""

    def run() -> str:
        services.show_folder(now=now())
        return _("Every server shows its content folder as it is, and follows what is saved there.")

    return _done(run)


@blueprint.post("/author/releases/branch")
@audience("author")
def branch() -> Page:
    """Put live what the branch or the folder holds."""
    return _done(
        lambda: _(
            "Live: %(release_branch)s.", release_branch=services.release_branch(known(), now=now())
        )
    )


@blueprint.post("/author/releases/pull")
@audience("author")
def pull() -> Page:
    """Ask for a look at the remote."""

    def run() -> str:
        services.ask(AskedBy.PAGE, now=now())
        return _("The remote is looked at. What comes of it stands below in a few seconds.")

    return _done(run)


@blueprint.post("/hooks/content")
@audience("anyone")
@signed_address
def webhook() -> tuple[Response, int]:
    """A push to the remote: the host signs what it sends with the secret that both know."""
    secret = site_settings().content_webhook_secret
    if not secret or not site_settings().content_remote:
        abort(404)
    limit = Limit("webhook", asking_network(), FREE_TRIES)
    try:
        refuse_if_blocked(limit, now=now())
        sent = request.headers.get("X-Hub-Signature-256", "")
        body = request.get_data(cache=False)
        right = "sha256=" + hmac.new(secret.encode(), body, hashlib.sha256).hexdigest()
        if not hmac.compare_digest(sent.encode(), right.encode()):
            count_try(limit, now=now())
            return jsonify(error=_("The signature is wrong or missing.")), 403
    except Throttled as blocked:
        return jsonify(error=str(blocked)), 429
    services.ask(AskedBy.WEBHOOK, now=now())
    return jsonify(asked=True), 202


def _done(run: Callable[[], str]) -> Page:
    """Do it and say what came of it; where it cannot be done, the page says why."""
    try:
        told = run()
    except services.NoSuchRelease:
        abort(404)
    except services.NoRemote:
        return _index(_("No remote is named: the operator sets TPMLEARN_CONTENT_REMOTE."))
    except (CannotPublish, GitFailed, GitMissing, NothingNew) as reason:
        return _index(str(reason), getattr(reason, "problems", ()))
    flash(told)
    return redirect(url_for("releases.index"))


def _index(refused: str = "", problems: tuple[object, ...] = ()) -> Page:
    page = render_template(
        "releases/index.html",
        page=queries.index(current_library()),
        form=_seen(),
        refused=refused,
        problems=problems,
    )
    return (page, 422) if refused else page


def _seen() -> forms.SeenForm:
    form = forms.SeenForm(formdata=None)
    form.seen.data = queries.live_id()
    return form
