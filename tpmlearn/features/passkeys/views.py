"""Pages and answers to passkeys.js: the list, a new passkey, coming in by one."""

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask import session as browser
from werkzeug.wrappers import Response

from tpmlearn.domain.accounts.ways_in import Step, Way
from tpmlearn.features.passkeys import forms, queries, services
from tpmlearn.records.passkeys import (
    Challenge,
    NotRight,
    ask_for_known,
    handle_in,
    passkey_place,
    passkeys_of,
)
from tpmlearn.records.people import Person
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, known, local_path, now, person, reads_only
from tpmlearn.web.admission import complete, halfway
from tpmlearn.web.challenges import keep_challenge, take_challenge
from tpmlearn.web.forms import typed, unsaved
from tpmlearn.web.proof import note_proof, proven
from tpmlearn.web.sign_in_log import Outcome, note_try
from tpmlearn.words import N_, _

blueprint = Blueprint("passkeys", __name__, template_folder="templates")
Page = str | Response | tuple[Response, int]
FRESH = "fresh_codes"
NO_PLACE = N_("This site's address has no name, and passkeys need one.")
WRONG = N_("This passkey was not accepted. Try again, or come in another way.")


@blueprint.get("/settings/passkeys")
@audience("member")
def index() -> Page:
    """The passkeys of this account, and a form for another."""
    found = queries.passkeys(known().id)
    return render_template(
        "passkeys/index.html",
        form=forms.NameForm(formdata=None),
        passkeys=found,
        most=services.MOST,
        place=passkey_place(),
    )


@blueprint.post("/settings/passkeys/begin")
@audience("member")
@proven("passkeys.index")
def begin() -> Page:
    """What the browser is to make."""
    form = forms.NameForm()
    if not form.accepted():
        return unsaved(dict(form.problems()))
    try:
        options, challenge = services.begin(known())
    except services.NotConfirmed:
        return unsaved({"": _("Confirm your address first: it is your way back.")})
    except services.TooMany:
        return unsaved({"": _("You have %(most)s passkeys. Remove one first.", most=services.MOST)})
    except NotRight:
        return unsaved({"": _(NO_PLACE)})
    keep_challenge(challenge, name=typed(form.name), handle=handle_in(options))
    return jsonify(options)


@blueprint.post("/settings/passkeys/add")
@audience("member")
@proven("passkeys.index")
def add() -> Page:
    """Keep what the browser made."""
    form, (challenge, more) = forms.CredentialForm(), take_challenge()
    if not form.accepted() or challenge is None or "name" not in more:
        return unsaved({"": _("That took too long. Try again.")})
    try:
        codes = services.add(
            known(),
            more["name"],
            typed(form.credential),
            challenge,
            handle=more["handle"],
            now=now(),
        )
    except services.TooMany:
        return unsaved({"": _("You have %(most)s passkeys. Remove one first.", most=services.MOST)})
    except services.KnownAlready:
        return unsaved({"": _("This passkey is registered already.")})
    except NotRight:
        return unsaved({"": _("The browser's answer could not be checked. Try again.")})
    flash(_("The passkey is added. It opens your account without a password."))
    browser[FRESH] = codes
    return jsonify(next=url_for("second_step.codes" if codes else "passkeys.index"))


@blueprint.post("/settings/passkeys/<passkey_id>/remove")
@audience("member")
@proven("passkeys.index")
def remove(passkey_id: str) -> Page:
    """Take a passkey off the account."""
    try:
        services.remove(known(), passkey_id, now=now())
    except services.NoSuchPasskey:
        abort(404)
    flash(_("The passkey opens nothing any more. You can delete it on your device, too."))
    return redirect(url_for("passkeys.index"))


@blueprint.post("/sign-in/passkey/options")
@audience("anyone")
@reads_only
def offer() -> Page:
    """What the browser is to show: of who is known here their own passkeys, else any."""
    found = halfway()
    who = found.person if found else person()
    try:
        names = passkeys_of(who.id) if who and who.is_member else []
        options, challenge = ask_for_known(names)
    except NotRight:
        return unsaved({"": _(NO_PLACE)})
    keep_challenge(challenge)
    return jsonify(options)


@blueprint.post("/sign-in/passkey")
@audience("anyone")
def enter() -> Page:
    """Come in by a passkey, take the second step with it, or prove that it is you."""
    form, (challenge, _about) = forms.CredentialForm(), take_challenge()
    if not form.accepted() or challenge is None:
        return unsaved({"": _("That took too long. Try again.")})
    try:
        owner = _owner(typed(form.credential), challenge)
        answer = _let_in(owner, typed(form.purpose), typed(form.next))
    except NotRight:
        note_try(Way.PASSKEY, Outcome.REFUSED)
        return unsaved({"": _(WRONG)})
    except Throttled as wait:
        note_try(Way.PASSKEY, Outcome.HELD_OFF)
        return unsaved({"": str(wait)}, 429)
    return jsonify(next=answer)


def _owner(credential: str, challenge: Challenge) -> Person:
    address = request.remote_addr or "unknown"
    return services.open_by(credential, challenge, address=address, now=now())


def _let_in(owner: Person, purpose: str, target: str) -> str:
    """Do what the passkey was shown for; where to go then. Raises NotRight if it is another's."""
    if purpose == "proof":
        if known().id != owner.id:
            raise NotRight
        note_proof()
        services.commit_proof()
        note_try(Way.PASSKEY, Outcome.PROVEN, who=owner)
        return local_path(target) or url_for("accounts.settings")
    if purpose == "second-step":
        found = halfway()
        if found is None or found.person.id != owner.id:
            raise NotRight
        return complete(owner, found.way, Step.PASSKEY, found.target).location or "/"
    return complete(owner, Way.PASSKEY, target=target).location or "/"
