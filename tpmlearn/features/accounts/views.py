"""Pages: sign up, sign in, merge, sign out, passwords, settings, leaving."""

from flask import (
    Blueprint,
    flash,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from werkzeug.wrappers import Response

from tpmlearn.domain.accounts.ways_in import Way
from tpmlearn.features.accounts import forms, queries, services
from tpmlearn.records.people import Person, person_signed_in
from tpmlearn.records.reset_links import TOKEN_PLACE
from tpmlearn.records.site import site_settings
from tpmlearn.throttle import Throttled
from tpmlearn.web import access
from tpmlearn.web.access import MERGE, audience, local_path, now, person
from tpmlearn.web.admission import admit, know_browser
from tpmlearn.web.forgery import way_in
from tpmlearn.web.forms import Form, refuse, typed
from tpmlearn.web.networks import asking_network
from tpmlearn.web.sign_in_log import Outcome, note_try
from tpmlearn.words import _

blueprint = Blueprint("accounts", __name__, template_folder="templates")
Held = tuple[str, int, dict[str, str]]
Page = str | Response | tuple[str, int] | Held


@blueprint.route("/sign-up", methods=["GET", "POST"])
@audience("anyone")
def sign_up() -> Page:
    """A guest becomes a member and keeps everything."""
    if (who := person()) and who.is_member:
        return redirect(url_for("planning.today"))
    form = forms.SignUpForm()
    if form.accepted():
        wanted = services.NewAccount(
            typed(form.name), typed(form.email), typed(form.password), typed(form.time_zone)
        )
        try:
            link = _link("addresses.confirm")
            who = services.sign_up(access.claim(), wanted, address=_address(), link=link, now=now())
            know_browser(who)
            access.sign_in(who)
            services.commit_sign_in()
            note_try(Way.PASSWORD, Outcome.IN, who=who)
        except services.AddressTaken:
            refuse(form.email, _("An account with this address exists. Sign in instead."))
        except Throttled as wait:
            refuse(form.email, str(wait))
            return _hold_off("accounts/sign_up.html", form, wait)
        else:
            flash(_("Your account is ready. Everything you did as a guest is in it."))
            return redirect(local_path(request.args.get("next")) or url_for("planning.today"))
    return _page("accounts/sign_up.html", form)


@blueprint.route("/sign-in", methods=["GET", "POST"])
@audience("anyone")
@way_in
def sign_in() -> Page:
    """A member comes back; a guest's work is offered for merging."""
    form = forms.SignInForm()
    if form.accepted():
        try:
            member = services.check_password(
                typed(form.email), typed(form.password), address=_address(), now=now()
            )
        except services.WrongCredentials:
            note_try(Way.PASSWORD, Outcome.REFUSED)
            refuse(form.password, _("Address and password do not fit together."))
        except Throttled as wait:
            note_try(Way.PASSWORD, Outcome.HELD_OFF)
            refuse(form.password, str(wait))
            return _hold_off("accounts/sign_in.html", form, wait)
        else:
            return admit(member, Way.PASSWORD, request.args.get("next"))
    return _page("accounts/sign_in.html", form)


@blueprint.route("/sign-in/merge", methods=["GET", "POST"])
@audience("member")
def merge() -> Page:
    """Whether what was done here as a guest joins the account."""
    guest, who = person_signed_in(session.get(MERGE, ""), now=now()), access.known()
    if guest is None or guest.is_member:
        session.pop(MERGE, None)
        return redirect(url_for("planning.today"))
    if request.method == "POST":
        session.pop(MERGE)
        if request.form.get("choice") == "merge":
            services.merge_guest(guest.id, who)
            flash(_("What you did as a guest is now in your account."))
        else:
            services.drop_guest(guest.id)
            flash(_("What was done here as a guest is erased. Your account is as it was."))
        return redirect(url_for("planning.today"))
    return render_template("accounts/merge.html", work=queries.guest_work(guest.id))


@blueprint.post("/sign-out")
@audience("anyone")
def sign_out() -> Page:
    """End this browser's session."""
    access.sign_out()
    services.commit_sign_in()
    flash(_("You are signed out."))
    return redirect(url_for("home.index"))


@blueprint.route("/password/forgot", methods=["GET", "POST"])
@audience("anyone")
@way_in
def forgot() -> Page:
    """Ask for a link that sets a new password."""
    form = forms.ForgotForm()
    if form.accepted():
        link = _link("accounts.reset")
        try:
            services.ask_reset(typed(form.email), address=_address(), link=link, now=now())
        except Throttled as wait:
            refuse(form.email, str(wait))
            return _hold_off("accounts/forgot.html", form, wait)
        return render_template("accounts/forgot_sent.html", email=typed(form.email))
    return _page("accounts/forgot.html", form)


@blueprint.route("/password/reset/<token>", methods=["GET", "POST"])
@audience("anyone")
def reset(token: str) -> Page:
    """Set a new password with the mailed link."""
    form = forms.ResetForm()
    if form.accepted():
        try:
            services.reset_password(token, typed(form.password), now=now())
        except services.StaleToken:
            return render_template("accounts/reset_stale.html"), 404
        flash(_("Your new password is set. Sign in with it."))
        return redirect(url_for("accounts.sign_in"))
    return _page("accounts/reset.html", form)


@blueprint.route("/settings", methods=["GET", "POST"])
@audience("member")
def settings() -> Page:
    """Name and time zone; the page also leads to password, devices and leaving."""
    form = forms.SettingsForm()
    if form.accepted():
        services.save_settings(
            access.known(), name=typed(form.name), time_zone=typed(form.time_zone)
        )
        flash(_("Your settings are saved."))
        return redirect(url_for("accounts.settings"))
    return _settings_page(settings=form if form.is_submitted() else None)


@blueprint.post("/settings/password")
@audience("member")
def password() -> Page:
    """A new password ends every other sign-in."""
    form, who = forms.PasswordForm(), access.known()
    if form.accepted():
        try:
            services.change_password(
                who, typed(form.old), typed(form.new), keep=access.session_id(), now=now()
            )
        except Throttled as wait:
            refuse(form.old, str(wait))
        except services.WrongCredentials:
            refuse(form.old, _("This is not your present password."))
        else:
            flash(_("Your password is changed. Other devices are signed out."))
            return redirect(url_for("accounts.settings"))
    return _settings_page(password=form)


@blueprint.post("/settings/erase")
@audience("member")
def erase() -> Page:
    """Leave: everything is erased in seven days, or now."""
    form, who = forms.EraseForm(), access.known()
    if form.accepted():
        try:
            said = _leave(form, who)
        except Throttled as wait:
            refuse(form.erase_password, str(wait))
        except services.WrongCredentials:
            refuse(form.erase_password, _("This is not your password."))
        else:
            access.sign_out()
            flash(said)
            return redirect(url_for("home.index"))
    return _leaving_page(form) if who.erase_after else _settings_page(erase=form)


@blueprint.get("/settings/leaving")
@audience("member")
def leaving() -> Page:
    """What somebody sees who signs in while their account waits to be erased."""
    if access.known().erase_after is None:
        return redirect(url_for("accounts.settings"))
    return _leaving_page(forms.EraseForm(formdata=None, data={"when": forms.AT_ONCE}))


@blueprint.post("/settings/keep")
@audience("member")
def keep() -> Page:
    """Come back: the account stays."""
    if services.keep_account(access.known(), now=now()):
        flash(
            _("Your account is kept, with everything in it. Share links have ended: make new ones.")
        )
    return redirect(url_for("planning.today"))


@blueprint.post("/theme")
@audience("anyone")
def theme() -> Page:
    """Light, dark, or as the device."""
    wanted = request.form.get("theme", "system")
    if wanted in dict(forms.THEMES):
        session["theme"] = wanted
        if who := person():
            services.save_theme(who, wanted)
    return redirect(local_path(request.form.get("next")) or url_for("home.index"))


def _leave(form: forms.EraseForm, who: Person) -> str:
    """Erase now or in seven days, as the form says; the sentence that tells it."""
    password = typed(form.erase_password)
    if form.when.data == forms.AT_ONCE:
        services.erase_account(who, password, now=now())
        return _("Your account and everything in it is erased.")
    page = site_settings().public_url + url_for("accounts.sign_in")
    services.leave(who, password, come_back=page, now=now())
    return _(
        "You are signed out everywhere, and nobody sees anything of yours any more. In seven days "
        "everything is erased; until then, sign in to keep your account. A mail says the same."
    )


def _leaving_page(form: forms.EraseForm) -> Page:
    page = render_template("accounts/leaving.html", form=form, until=access.known().erase_after)
    return page, 422 if form.is_submitted() else 200


def _settings_page(**given: object) -> Page:
    who = access.known()
    defaults = {"name": who.name, "time_zone": who.time_zone}
    shown = {
        "settings": given.get("settings") or forms.SettingsForm(formdata=None, data=defaults),
        "password": given.get("password") or forms.PasswordForm(formdata=None),
        "erase": given.get("erase") or forms.EraseForm(formdata=None),
    }
    page = render_template("accounts/settings.html", forms=shown)
    return page, 422 if request.method == "POST" else 200


def _page(template: str, form: Form) -> tuple[str, int]:
    return render_template(template, form=form), 422 if form.is_submitted() else 200


def _hold_off(template: str, form: Form, throttled: Throttled) -> Held:
    seconds = str(round(throttled.wait.total_seconds()) + 1)
    return render_template(template, form=form), 429, {"Retry-After": seconds}


def _link(endpoint: str) -> str:
    return site_settings().public_url + url_for(endpoint, token=TOKEN_PLACE)


def _address() -> str:
    return asking_network()
