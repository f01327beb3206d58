"""Pages: what is kept about oneself, all of it as one file, and erasing for guests."""

from datetime import timedelta

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from tpmlearn.features.rights import forms, queries, services
from tpmlearn.records.site import site_settings
from tpmlearn.web import access
from tpmlearn.web.access import audience, now, person
from tpmlearn.web.downloads import hand_over
from tpmlearn.web.pace import Pace
from tpmlearn.words import _

blueprint = Blueprint("rights", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
# Making one takes seconds, and nothing changes that fast.
PACE = Pace(5, timedelta(hours=1))
BUSY_SECONDS = 20


@blueprint.get("/my-data")
@audience("anyone")
def my_data() -> Page:
    """What is kept about the person who asks, and what they can do with it."""
    return _page(forms.EraseGuestForm(formdata=None))


@blueprint.post("/my-data/download")
@audience("anyone")
def download() -> Page:
    """Everything about oneself as one zip."""
    who = person() or abort(404)
    if not forms.TakeForm().accepted():
        abort(400)
    wait = PACE.wait(str(who.id), now=now())
    if wait:
        raise TooManyRequests(retry_after=round(wait.total_seconds()) + 1)
    try:
        file = services.take_everything(who.id, folder=site_settings().folder / "cache", now=now())
    except services.Busy:
        raise TooManyRequests(retry_after=BUSY_SECONDS) from None
    return hand_over(file, f"tpmlearn-my-data-{now():%Y-%m-%d}.zip", "application/zip")


@blueprint.post("/my-data/erase")
@audience("anyone")
def erase() -> Page:
    """A guest's leaving: everything is erased at once."""
    who, form = person() or abort(404), forms.EraseGuestForm()
    if who.is_member:
        abort(404)
    if not form.accepted():
        return _page(form)
    services.erase_guest(who)
    access.sign_out()
    flash(_("Everything that was kept about you is erased."))
    return redirect(url_for("home.index"))


def _page(form: forms.EraseGuestForm) -> Page:
    who = person()
    data = queries.data_of(who.id) if who else None
    page = render_template("rights/my_data.html", data=data, form=form)
    return page, 422 if request.method == "POST" else 200
