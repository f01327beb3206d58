"""Pages: asking a confirmer, and the page behind their link, which needs no account."""

from flask import (
    Blueprint,
    abort,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from tpmlearn.domain.profiles.evidence import Answer
from tpmlearn.features.confirming import forms, queries, services
from tpmlearn.records.addresses import address_counts
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.evidence_files import stored_file
from tpmlearn.records.site import site_settings
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, known, now, person_id
from tpmlearn.web.downloads import download
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.networks import asking_network
from tpmlearn.words import N_, _

blueprint = Blueprint("confirming", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]
ANSWERED = N_("They have answered: that stays with the entry until they withdraw it.")
NOT_FOR_CACHES = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@blueprint.post("/evidence/confirmers/<int:confirmer_id>/ask")
@audience("member")
def ask(confirmer_id: int) -> Page:
    """Open a confirmer's link, and mail it where that can be done."""
    try:
        entry_id = services.ask_confirmer(known().id, confirmer_id, now=now())
        flash(_mailed(confirmer_id))
    except services.NoSuchConfirmer:
        abort(404)
    return _back(entry_id)


@blueprint.post("/evidence/confirmers/<int:confirmer_id>/revoke")
@audience("member")
def revoke(confirmer_id: int) -> Page:
    """End a confirmer's link at once."""
    try:
        entry_id = services.revoke_asking(known().id, confirmer_id, now=now())
    except services.NoSuchConfirmer:
        abort(404)
    except services.HasAnswered as done:
        flash(_(ANSWERED))
        return _back(done.entry_id)
    flash(_("The link is revoked. Whoever opens it from now on finds a page without the claim."))
    return _back(entry_id)


@blueprint.post("/evidence/confirmers/<int:confirmer_id>/drop")
@audience("anyone")
def drop(confirmer_id: int) -> Page:
    """Take somebody off an entry."""
    try:
        entry_id = services.drop_confirmer(person_id() or abort(404), confirmer_id)
    except services.NoSuchConfirmer:
        abort(404)
    except services.HasAnswered as done:
        flash(_(ANSWERED))
        return _back(done.entry_id)
    flash(_("They are taken off the entry. A link that they had stops working."))
    return _back(entry_id)


@blueprint.route("/confirm/<token>", methods=["GET", "POST"])
@audience("anyone")
def confirm(token: str) -> Page:
    """What somebody claims, and the three answers."""
    asked = _asked(token)
    if request.method == "GET" or asked is None or not asked.shows:
        return _shown(token, asked)
    if asked.own:
        return _shown(token, asked, 403)
    form = forms.AnswerForm()
    if asked.open and not form.accepted():
        return _shown(token, asked, 422, form)
    return _answered(token, asked.key, form) if asked.open else _again(token)


@blueprint.post("/confirm/<token>/withdraw")
@audience("anyone")
def withdraw(token: str) -> Page:
    """Forget the answer that was given by this link."""
    asked = _asked(token)
    if asked is None or not asked.shows:
        return _shown(token, asked)
    try:
        services.withdraw_answer(asked.key, _sender(), now=now())
    except services.OwnClaim:
        return _shown(token, asked, 403)
    except services.NoSuchLink:
        return _again(token)
    except Throttled:
        abort(429)
    flash(_("Your answer is withdrawn and forgotten."))
    return _again(token)


@blueprint.get("/confirm/<token>/file")
@audience("anyone")
def file(token: str) -> Page:
    """The file of the claim, to keep, for whoever may see the claim."""
    asked = _asked(token)
    found = stored_file(asked.entry.id) if asked and asked.shows else None
    if found is None:
        abort(404)
    response = download(found.data, found.name, found.media_type)
    response.headers.update(NOT_FOR_CACHES)
    return response


def _asked(token: str) -> queries.Asked | None:
    return queries.asked_by(token, current_catalogue(), reader_id=person_id(), now=now())


def _answered(token: str, key: str, form: forms.AnswerForm) -> Response:
    reply = services.Reply(Answer(typed(form.answer)), typed(form.sentence), typed(form.seen))
    try:
        services.answer_claim(key, reply, _sender(), now=now())
    except services.HasChanged:
        refuse(form.answer, _("The claim was changed while you read it: look again, then answer."))
        return _shown(token, _asked(token), 422, form)
    except Throttled as wait:
        refuse(form.answer, str(wait))
        return _shown(token, _asked(token), 429, form)
    except (services.OwnClaim, services.NotNow, services.NoSuchLink):
        # Decided between the page and the answer: the page says what is true now.
        return _again(token)
    return _again(token)


def _again(token: str) -> Response:
    return redirect(url_for("confirming.confirm", token=token))


def _shown(
    token: str, asked: queries.Asked | None, code: int = 200, form: forms.AnswerForm | None = None
) -> Response:
    if asked is None or not asked.shows:
        page = make_response(render_template("confirming/gone.html"), 410 if asked else 404)
    else:
        seen = services.wording_of(asked.entry.changed_at)
        form = form or forms.AnswerForm(formdata=None)
        shown = render_template(
            "confirming/confirm.html", asked=asked, form=form, token=token, seen=seen
        )
        page = make_response(shown, code)
    page.headers.update(NOT_FOR_CACHES)
    return page


def _sender() -> services.Sender:
    return services.Sender(person_id(), asking_network())


def _mailed(confirmer_id: int) -> str:
    settings = site_settings()
    ready = _("Their link is below: copy it and send it to them.")
    if not settings.mail_url:
        return ready
    if not address_counts(known()):
        return _(
            "No mail went out, as it would name your address: confirm that first. %(ready)s",
            ready=ready,
        )
    link = settings.public_url + url_for("confirming.confirm", token=services.TOKEN_PLACE)
    try:
        address = services.post_to(known(), confirmer_id, link=link, now=now())
    except Throttled:
        return _("Many mails went out of late, so none was sent now. %(ready)s", ready=ready)
    if address is None:
        return ready
    return _(
        "A mail with their link is on its way to %(address)s. It stands below too.", address=address
    )


def _back(entry_id: int) -> Response:
    return redirect(url_for("evidence.entry", entry_id=entry_id, _anchor="confirmers"))
