"""Pages: one's address, changing it, and the page behind the mailed link."""

from flask import Blueprint, flash, make_response, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tpmlearn.features.addresses import forms, queries, services
from tpmlearn.records.reset_links import TOKEN_PLACE
from tpmlearn.records.site import site_settings
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import Form, refuse, typed
from tpmlearn.web.proof import proven
from tpmlearn.words import N_, _

blueprint = Blueprint("addresses", __name__, template_folder="templates")
Page = str | Response | tuple[str | Response, int]
NOT_FOR_CACHES = {
    "Cache-Control": "no-store",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
TAKEN = N_("Another account has this address.")


@blueprint.get("/settings/address")
@audience("member")
def address() -> Page:
    """The address of the account, whether it is confirmed, and a way to ask for the mail."""
    return render_template("addresses/address.html", standing=_standing())


@blueprint.post("/settings/address")
@audience("member")
def ask() -> Page:
    """Send the mail with the link, again or for the first time."""
    try:
        is_sent = services.ask(known(), link=_link(), now=now())
    except Throttled as wait:
        flash(_("No mail was sent: there were several lately. %(wait)s", wait=wait))
        return redirect(url_for("addresses.address"))
    flash(_("A mail is on its way.") if is_sent else _("There is nothing to confirm."))
    return redirect(url_for("addresses.address"))


@blueprint.route("/settings/address/change", methods=["GET", "POST"])
@audience("member")
@proven("addresses.change")
def change() -> Page:
    """Ask for another address."""
    form, status = forms.AddressForm(), 200
    if form.accepted():
        try:
            is_done = services.change(known(), typed(form.email), link=_link(), now=now())
        except services.SameAddress:
            refuse(form.email, _("This is the address that your account has."))
        except services.AddressTaken:
            refuse(form.email, _(TAKEN))
        except Throttled as wait:
            refuse(form.email, str(wait))
            status = 429
        else:
            flash(
                _(
                    "Your address is %(lower)s now. Sign in with it from now on.",
                    lower=typed(form.email).lower(),
                )
                if is_done
                else _("A mail with a link is on its way to the new address.")
            )
            return redirect(url_for("addresses.address"))
    page = render_template("addresses/change.html", form=form, standing=_standing())
    return page, (status if status != 200 or not form.is_submitted() else 422)


@blueprint.post("/settings/address/stay")
@audience("member")
def stay() -> Page:
    """Give the new address up."""
    services.give_up(known())
    flash(_("Your address stays as it is. The link in the mail confirms nothing any more."))
    return redirect(url_for("addresses.address"))


@blueprint.route("/address/confirm/<token>", methods=["GET", "POST"])
@audience("anyone")
def confirm(token: str) -> Page:
    """From the mail: a button, so that a program that only opens the link confirms nothing."""
    state, status = "asked", 200
    if Form().accepted():
        try:
            services.confirm(token, now=now())
            state = "done"
        except services.StaleLink:
            state, status = "stale", 404
        except services.AddressTaken:
            state, status = "taken", 409
    page = make_response(render_template("addresses/confirm.html", token=token, state=state))
    page.headers.update(NOT_FOR_CACHES)
    return page, status


def _standing() -> queries.Standing:
    return queries.standing_of(known(), now=now())


def _link() -> str:
    path = url_for("addresses.confirm", token=TOKEN_PLACE)
    return site_settings().public_url + path
