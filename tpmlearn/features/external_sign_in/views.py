"""Pages: to the provider and back, joining, linking, and the identities that a member has."""

import logging
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from tpmlearn import oidc
from tpmlearn.domain.accounts.id_token import BadToken, ClocksApart, Identity
from tpmlearn.domain.accounts.ways_in import Way
from tpmlearn.features.external_sign_in import forms, queries, services
from tpmlearn.records.people import Person
from tpmlearn.records.site import site_settings
from tpmlearn.throttle import Throttled
from tpmlearn.web import access
from tpmlearn.web.access import audience, local_path, now, person
from tpmlearn.web.admission import admit
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.proof import proven
from tpmlearn.web.sign_in_log import Outcome, note_try
from tpmlearn.words import _

blueprint = Blueprint("external_sign_in", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
log = logging.getLogger("tpmlearn.external_sign_in")
BEGUN, PENDING = "provider_begun", "provider_identity"
MOST_BEGUN = 3
LIFE = timedelta(minutes=15)
STATUS = {"cancelled": 200, "state": 400, "refused": 400, "clocks": 400, "domain": 403}
STATUS |= {"other": 409, "gone": 410, "down": 503}


class Failed(Exception):
    """A sign-in that ends with a page that says why: a key of STATUS, and words for the log."""


@blueprint.app_template_global()
def other_sign_ins() -> list[tuple[str, str]]:
    """For the pages of accounts: (endpoint, label) of ways to sign in beside a password."""
    site = site_settings()
    return [("external_sign_in.start", site.oidc_name)] if site.oidc_issuer else []


@blueprint.get("/sign-in/with")
@audience("anyone")
def start() -> Page:
    """Send the browser to the provider; what is to be known at its return goes into the cookie."""
    provider = _provider()
    try:
        begun = oidc.begin(provider, _return_address())
    except oidc.ProviderDown as why:
        return _failed("down", why)
    entry = {
        **asdict(begun),
        "address": "",
        "next": local_path(request.args.get("next")) or "",
        "at": int(now().timestamp()),
    }
    # A few, for whoever begins in several windows; a cookie has room for no more.
    session[BEGUN] = [*session.get(BEGUN, [])[1 - MOST_BEGUN :], entry]
    return _fresh(redirect(begun.address))


@blueprint.get("/sign-in/with/return")
@audience("anyone")
def back() -> Page:
    """The provider sends the browser back: sign in, or ask for what is missing."""
    provider = _provider()
    try:
        identity, next_path = _identity(provider)
        who = person()
        if who and who.is_member:
            return _at_member(provider, identity, who, next_path)
        if queries.whose(provider.issuer, identity.subject) is None:
            _keep(identity)
            return redirect(url_for("external_sign_in.join"))
        return _signed_in(provider, identity, next_path)
    except Failed as why:
        return _failed(why.args[0], why.args[1])


@blueprint.route("/sign-in/with/join", methods=["GET", "POST"])
@audience("anyone")
def join() -> Page:
    """Become a member: what the provider said is filled in; a guest keeps what they did."""
    provider, identity = _provider(), _pending()
    who = person()
    if identity is None or (who and who.is_member):
        return redirect(url_for("accounts.sign_in"))
    form = _join_form(identity)
    if queries.has_account(identity.own_email):
        return render_template("external_sign_in/exists.html", provider=provider, identity=identity)
    if form.accepted():
        email = identity.own_email or typed(form["email"]).lower()
        wanted = services.NewMember(typed(form.name), email, typed(form.time_zone))
        try:
            member = services.join(
                access.claim(), wanted, provider.issuer, identity, address=_address(), now=now()
            )
            access.sign_in(member, Way.PROVIDER)
            services.commit_sign_in()
            note_try(Way.PROVIDER, Outcome.IN, who=member)
        except services.Taken:
            at = form.name if identity.own_email else form["email"]
            refuse(at, _("An account with this address exists. Sign in to it, then link."))
        except Throttled as wait:
            refuse(form.name, str(wait))
        else:
            flash(_("Your account is ready. Everything you did as a guest is in it."))
            return redirect(url_for("planning.today"))
    page = render_template(
        "external_sign_in/join.html", form=form, provider=provider, identity=identity
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.get("/settings/sign-in-with")
@audience("member")
def own() -> Page:
    """The identities that let a member in, a way to link one and to unlink it."""
    return render_template(
        "external_sign_in/own.html",
        provider=_provider(),
        found=queries.own_identities(access.known().id),
    )


@blueprint.route("/settings/sign-in-with/link", methods=["GET", "POST"])
@audience("member")
def link() -> Page:
    """Link the identity that just came back, once its owner says so and knows the password."""
    provider, identity, who = _provider(), _pending(), access.known()
    if identity is None:
        return redirect(url_for("external_sign_in.own"))
    form = forms.LinkForm()
    if form.accepted():
        try:
            services.link(who, typed(form.own_password), provider.issuer, identity, now=now())
        except services.WrongPassword:
            refuse(form.own_password, _("This is not your password."))
        except Throttled as wait:
            refuse(form.own_password, str(wait))
        except services.Taken:
            session.pop(PENDING, None)
            return _failed("other", "linked-elsewhere")
        else:
            session.pop(PENDING, None)
            flash(_("Linked. From now on you can sign in with %(name)s.", name=provider.name))
            return redirect(url_for("external_sign_in.own"))
    page = render_template(
        "external_sign_in/link.html",
        form=form,
        provider=provider,
        identity=identity,
        has_password=queries.own_identities(who.id).has_password,
    )
    return page, 422 if form.is_submitted() else 200


@blueprint.post("/settings/sign-in-with/<int:identity_id>/unlink")
@audience("member")
@proven("external_sign_in.own")
def unlink(identity_id: int) -> Page:
    """Take a way in away; linking again undoes it."""
    try:
        services.unlink(access.known().id, identity_id, now=now())
    except services.NoSuchIdentity:
        abort(404)
    except services.LastWayIn:
        flash(_("It is your only way in. Set a password first."))
    else:
        flash(_("Unlinked. You can link it again."))
    return redirect(url_for("external_sign_in.own"))


def _identity(provider: oidc.Provider) -> tuple[Identity, str]:
    """Whom the provider names, and where they wanted to go. Raises Failed."""
    entry, asked = _begun(request.args.get("state", "")), request.args
    if entry is None:
        raise Failed("state", "no such state")
    if asked.get("error"):
        is_wish = asked["error"] == "access_denied"
        raise Failed("cancelled" if is_wish else "refused", "an error was returned")
    if asked.get("iss", provider.issuer) != provider.issuer:
        raise Failed("refused", "another issuer")  # RFC 9207
    begun = oidc.Begun("", entry["state"], entry["nonce"], entry["verifier"])
    code, place = asked.get("code", ""), _return_address()
    try:
        identity = oidc.finish(provider, begun, code, redirect_uri=place, now=now())
    except oidc.ProviderDown as why:
        raise Failed("down", why) from None
    except ClocksApart as why:
        raise Failed("clocks", why) from None
    except BadToken as why:
        raise Failed("refused", why) from None
    if not identity.is_of(provider.domains):
        raise Failed("domain", "another domain")
    return identity, entry["next"]


def _at_member(provider: oidc.Provider, identity: Identity, who: Person, next_path: str) -> Page:
    """Somebody is signed in already: what came back is theirs, new, or another member's."""
    known = queries.whose(provider.issuer, identity.subject)
    if known is None:
        _keep(identity)
        return redirect(url_for("external_sign_in.link"))
    if known != who.id:
        raise Failed("other", "linked-elsewhere")
    return redirect(next_path or url_for("external_sign_in.own"))


def _signed_in(provider: oidc.Provider, identity: Identity, next_path: str) -> Response:
    """A member comes back: in at once or after their second step, as by a password."""
    try:
        response = services.sign_in_as(
            provider.issuer,
            identity.subject,
            lambda member: admit(member, Way.PROVIDER, next_path),
            now=now(),
        )
    except services.Gone:
        raise Failed("gone", "erased") from None
    return _fresh(response)


def _provider() -> oidc.Provider:
    return queries.provider() or abort(404)


def _return_address() -> str:
    return site_settings().public_url + url_for("external_sign_in.back")


def _begun(state: str) -> dict[str, str] | None:
    """What was begun under this state, once."""
    entries = session.get(BEGUN, [])
    found = next((one for one in entries if one["state"] == state), None)
    if found is None:
        return None
    session[BEGUN] = [one for one in entries if one is not found]
    return found if _is_young(found["at"]) else None


def _keep(identity: Identity) -> None:
    session[PENDING] = {**asdict(identity), "at": int(now().timestamp())}


def _pending() -> Identity | None:
    """Whom the provider named a moment ago in this browser."""
    kept = dict(session.get(PENDING, {}))
    return Identity(**kept) if kept and _is_young(kept.pop("at")) else None


def _is_young(at: int) -> bool:
    return now() - datetime.fromtimestamp(at, UTC) < LIFE


def _join_form(identity: Identity) -> forms.JoinForm:
    kind = forms.JoinForm if identity.own_email else forms.JoinWithAddressForm
    if request.method == "POST":
        return kind()
    return kind(formdata=None, data={"name": identity.name, "email": identity.email})


def _failed(why: str, detail: object) -> Page:
    note_try(Way.PROVIDER, Outcome.REFUSED)
    if why not in {"cancelled", "state"}:
        log.warning("sign-in by the provider failed: %s (%s)", why, detail)
    page = render_template("external_sign_in/failed.html", why=why, provider=_provider())
    return page, STATUS[why]


def _fresh(response: Response) -> Response:
    response.headers["Cache-Control"] = "no-store"
    return response


def _address() -> str:
    return request.remote_addr or "unknown"
