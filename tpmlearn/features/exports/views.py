"""Pages: the plan as files, on paper, and as a feed that calendars read."""

from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

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
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from tpmlearn.domain.planning.activities import Activity, Kind
from tpmlearn.domain.planning.exports.calendar import TaskForm, calendar
from tpmlearn.domain.planning.exports.formats import CALENDAR_TYPE, Format
from tpmlearn.domain.planning.exports.formats import export as export_as
from tpmlearn.domain.planning.exports.material import Material, hours_in_words, kind_title
from tpmlearn.domain.planning.exports.milestones import milestones
from tpmlearn.domain.planning.splitting import whole_key
from tpmlearn.domain.planning.wording import full_day
from tpmlearn.features.exports import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.site import site_settings
from tpmlearn.web.access import audience, now, person
from tpmlearn.web.pace import Pace
from tpmlearn.web.templating import zone
from tpmlearn.words import N_, _

blueprint = Blueprint("exports", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
# Calendars ask every few minutes at most; some people have several.
PACE = Pace(60, timedelta(hours=1))
ENDED = {
    queries.FeedState.STOPPED: N_("This calendar feed is stopped. Its owner can start it again."),
    queries.FeedState.RENEWED: N_(
        "This calendar feed has a new address. This one has ended for good."
    ),
}
NOT_FOR_OTHERS = {
    "Cache-Control": "private, no-cache",
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


@dataclass(frozen=True)
class ShownFeed:
    """The feed as its page shows it: both addresses in full."""

    running: bool
    todos: str
    events: str
    generation: int
    made_at: datetime


@blueprint.get("/plan/export")
@audience("anyone")
def export() -> Page:
    """What the plan can become, what that is good for, and the feed."""
    page = _page()
    return render_template("exports/export.html", page=page, Format=Format, feed=_shown(page.feed))


@blueprint.get("/plan/export/<form>")
@audience("anyone")
def download(form: str) -> Page:
    """The plan as a file."""
    if form not in list(Format):
        abort(404)
    file = export_as(Format(form), _material(), _tasks())
    answer = Response(file.data, content_type=file.media_type)
    answer.headers.set("Content-Disposition", "attachment", filename=file.name)
    return answer


@blueprint.get("/plan/export/paper")
@audience("anyone")
def paper() -> Page:
    """The plan as a page or two to print."""
    material = _material()
    return render_template(
        "exports/paper.html",
        material=material,
        milestones=milestones(material),
        kind_title=kind_title,
        hours_in_words=hours_in_words,
        full_day=full_day,
    )


@blueprint.post("/plan/feed")
@audience("anyone")
def begin() -> Page:
    """Make the feed, or let it go on."""
    who = person() or abort(404)
    _take(forms.FeedForm())
    try:
        services.begin_feed(who.id, now=now())
    except services.NoPlan:
        abort(404)
    return _back(_("Your calendar feed is running."))


@blueprint.post("/plan/feed/renew")
@audience("anyone")
def renew() -> Page:
    """End the address of the feed and give it another."""
    who, form = person() or abort(404), forms.RenewForm()
    _take(form)
    try:
        services.renew_feed(who.id, form.generation.data or 0, now=now())
    except services.NoFeed:
        abort(404)
    except services.RenewedMeanwhile:
        return _back(_("The address was renewed a moment ago: this is the newest."))
    return _back(_("Your calendar feed has a new address. The old one has ended."))


@blueprint.post("/plan/feed/stop")
@audience("anyone")
def stop() -> Page:
    """Let no address of the feed work."""
    who = person() or abort(404)
    _take(forms.FeedForm())
    try:
        services.stop_feed(who.id, now=now())
    except services.NoFeed:
        abort(404)
    return _back(_("Your calendar feed is stopped. You can start it again under the same address."))


@blueprint.get("/plan/feed/<token>.ics")
@audience("anyone")
def feed(token: str) -> Page:
    """The plan of today for a calendar that knows the address; it needs no session."""
    found = queries.feed_behind(token) or abort(404)
    if found.state is not queries.FeedState.RUNNING:
        return _gone(found.state)
    _keep_pace(token)
    material, _ = queries.material_of(
        found.person_id,
        current_catalogue(),
        now=now(),
        zone=zone(found.time_zone),
        address=_address,
    )
    answer = Response(calendar(material or abort(404), _tasks()), content_type=CALENDAR_TYPE)
    answer.headers.set("Content-Disposition", "inline", filename="tpmlearn-plan.ics")
    answer.headers.update(NOT_FOR_OTHERS)
    answer.add_etag()
    # By the tag alone: no moment is kept at which the plan of today last moved.
    return answer.make_conditional(_without_dates())


def _shown(found: queries.Feed | None) -> ShownFeed | None:
    if found is None:
        return None
    todos = site_settings().public_url + url_for("exports.feed", token=found.token)
    return ShownFeed(
        running=found.state is queries.FeedState.RUNNING,
        todos=todos,
        events=f"{todos}?tasks={TaskForm.EVENTS}",
        generation=found.generation,
        made_at=found.made_at,
    )


def _page() -> queries.ExportPage:
    who = person()
    return queries.export_page(
        who.id if who else None, current_catalogue(), now=now(), zone=_zone(), address=_address
    )


def _material() -> Material:
    who = person() or abort(404)
    material, _ = queries.material_of(
        who.id, current_catalogue(), now=now(), zone=_zone(), address=_address
    )
    return material or abort(404)


def _tasks() -> TaskForm:
    return TaskForm.EVENTS if request.args.get("tasks") == TaskForm.EVENTS else TaskForm.TODOS


def _address(activity: Activity) -> str:
    """The page of an activity, empty where it has none."""
    slug = whole_key(activity.key).partition(":")[2]
    match activity.kind:
        case Kind.MODULE:
            path = url_for("learning.lesson", slug=slug)
        case Kind.ASSIGNMENT:
            path = url_for("learning.assignment", slug=slug)
        case Kind.TEST:
            path = url_for("testing.front", slug=slug.lower())
        case _:
            return ""
    return site_settings().public_url + path


def _take(form: forms.FeedForm | forms.RenewForm) -> None:
    if not form.accepted():
        abort(400)


def _back(said: str) -> Response:
    flash(said)
    return redirect(url_for("exports.export", _anchor="feed"))


def _gone(state: queries.FeedState) -> Response:
    """410 for an address that has ended: a page for a browser, one sentence for a calendar."""
    said = _(ENDED[state])
    if "text/html" in request.headers.get("Accept", ""):
        answer: Response = make_response(render_template("exports/gone.html", said=said), 410)
    else:
        answer = Response(f"{said}\n", status=410, content_type="text/plain; charset=utf-8")
    answer.headers.update(NOT_FOR_OTHERS)
    return answer


def _keep_pace(token: str) -> None:
    wait = PACE.wait(token, now=now())
    if wait:
        raise TooManyRequests(retry_after=round(wait.total_seconds()) + 1)


def _without_dates() -> dict[str, object]:
    return {key: value for key, value in request.environ.items() if key != "HTTP_IF_MODIFIED_SINCE"}


def _zone() -> tzinfo:
    who = person()
    return zone(who.time_zone if who else "UTC")
