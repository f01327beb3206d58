"""Pages: what is kept about oneself, all of it as one file, and erasing for guests."""

from datetime import datetime, timedelta
from typing import IO

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from tpmlearn.features.rights import forms, queries, services
from tpmlearn.records.kept_archives import Unreadable
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
TAKES = Pace(20, timedelta(hours=1))
BUSY_SECONDS = 20


@blueprint.get("/my-data")
@audience("anyone")
def my_data() -> Page:
    """What is kept about the person who asks, and what they can do with it."""
    return _page(forms.EraseGuestForm(formdata=None))


@blueprint.post("/my-data/download")
@audience("anyone")
def download() -> Page:
    """Everything about oneself as one zip: at once, or in the background if that takes long."""
    who = person() or abort(404)
    if not forms.TakeForm().accepted():
        abort(400)
    _keep_pace(PACE, who.id)
    if queries.data_of(who.id).is_large:
        services.ask_for_everything(who.id, now=now())
        return redirect(url_for("rights.my_data", _anchor="take"))
    try:
        file = services.take_everything(who.id, folder=site_settings().folder / "cache", now=now())
    except services.Busy:
        raise TooManyRequests(retry_after=BUSY_SECONDS) from None
    return _handed_over(file, now())


@blueprint.get("/my-data/everything.zip")
@audience("anyone")
def everything() -> Page:
    """The archive that was made in the background: its owner's alone, for a day."""
    who = person() or abort(404)
    _keep_pace(TAKES, who.id)
    found = queries.large_of(who.id, now=now()).ready or abort(404)
    try:
        file = services.take_made(found.id, folder=site_settings().folder / "cache")
    except Unreadable:
        flash(_("The file can no longer be opened. Please have it made anew."))
        return redirect(url_for("rights.my_data", _anchor="take"))
    return _handed_over(file, found.ready_at)


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


def _keep_pace(pace: Pace, person_id: int) -> None:
    wait = pace.wait(str(person_id), now=now())
    if wait:
        raise TooManyRequests(retry_after=round(wait.total_seconds()) + 1)


def _handed_over(file: IO[bytes], made_at: datetime) -> Response:
    return hand_over(file, f"tpmlearn-my-data-{made_at:%Y-%m-%d}.zip", "application/zip")


def _page(form: forms.EraseGuestForm) -> Page:
    who = person()
    data = queries.data_of(who.id) if who else None
    large = queries.large_of(who.id, now=now()) if who and data and data.is_large else None
    page = render_template("rights/my_data.html", data=data, form=form, large=large)
    return page, 422 if request.method == "POST" else 200
