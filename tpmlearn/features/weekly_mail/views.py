"""Pages: ask for the weekly mail, confirm it from the mail, stop it."""

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.weekly_mail import forms, queries, services
from tpmlearn.records.site import site_settings
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forgery import signed_address
from tpmlearn.web.forms import Form, refuse
from tpmlearn.words import _

blueprint = Blueprint("weekly_mail", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.get("/plan/mail")
@audience("member")
def choose() -> Page:
    """Whether the mail comes, and when."""
    wish = queries.wish_of(known().id)
    data = {"weekday": wish.weekday, "hour": wish.hour} if wish else {}
    return _page(forms.MailForm(formdata=None, data=data))


@blueprint.post("/plan/mail")
@audience("member")
def ask() -> Page:
    """Ask for it, or change its time."""
    form, settings = forms.MailForm(), site_settings()
    if not form.accepted():
        return _page(form), 422
    link = settings.public_url + url_for("weekly_mail.confirm", token=services.TOKEN_PLACE)
    try:
        asks = services.ask(
            known(),
            weekday=form.weekday.data,
            hour=form.hour.data,
            secret=settings.secret_key,
            confirm=link,
            now=now(),
        )
    except Throttled as wait:
        refuse(form.weekday, str(wait))
        return _page(form), 429
    if asks:
        flash(_("Look into your mail: one click there, and it comes every week."))
    else:
        flash(_("Your weekly mail comes at the new time."))
    return redirect(url_for("weekly_mail.choose"))


@blueprint.post("/plan/mail/off")
@audience("member")
def off() -> Page:
    """Have it no more."""
    services.stop(known().id)
    flash(_("No weekly mail will come. You can ask for it again at any time."))
    return redirect(url_for("weekly_mail.choose"))


@blueprint.route("/plan/mail/confirm/<token>", methods=["GET", "POST"])
@audience("anyone")
def confirm(token: str) -> Page:
    """From the mail: yes, it is wanted. A program that only looks at the link changes nothing."""
    form = Form()
    if not form.accepted():
        return render_template("weekly_mail/confirm.html", token=token, state="asked")
    try:
        services.confirm(token, secret=site_settings().secret_key, now=now())
    except services.StaleLink:
        return render_template("weekly_mail/confirm.html", token=token, state="stale"), 404
    return render_template("weekly_mail/confirm.html", token=token, state="done")


@blueprint.get("/plan/mail/stop/<token>")
@audience("anyone")
def stop(token: str) -> Page:
    """From any mail, without an account: the button that stops it."""
    return render_template("weekly_mail/stop.html", token=token, state="asked")


@blueprint.post("/plan/mail/stop/<token>")
@signed_address
@audience("anyone")
def stopped(token: str) -> Page:
    """No more of it, by that button or by the one click of a mail program."""
    try:
        services.stop_by_link(token, secret=site_settings().secret_key)
    except services.StaleLink:
        return render_template("weekly_mail/stop.html", token=token, state="stale"), 404
    return render_template("weekly_mail/stop.html", token=token, state="done")


def _page(form: forms.MailForm) -> str:
    return render_template("weekly_mail/choose.html", form=form, wish=queries.wish_of(known().id))
