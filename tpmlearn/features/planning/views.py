"""Pages: the gap, the plan, today; and what changes the goal and the plan."""

from dataclasses import dataclass
from datetime import date, tzinfo

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.planning.days_off import to_come
from tpmlearn.domain.planning.priority import PlanCycle
from tpmlearn.domain.planning.schedule import PlanTooLong
from tpmlearn.domain.planning.settings import PlanProblem, WhenShort
from tpmlearn.features.planning import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_news import exam_news
from tpmlearn.records.goals import find_target
from tpmlearn.records.replanning import Moment, NoPlan, StalePlan
from tpmlearn.web.access import audience, claim, now, person, person_id
from tpmlearn.web.fields import VersionForm
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.templating import zone
from tpmlearn.words import N_, _

blueprint = Blueprint("planning", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
CANNOT_BE_PLANNED = (PlanProblem, PlanCycle, PlanTooLong)
REFUSALS: dict[type[Exception], str] = {
    services.NotForThis: N_(
        "This happens by itself: a lesson starts with the first section that you "
        "tick as read, and a test is done when you finish it."
    ),
    services.OnlyMoved: N_(
        "This is the second part of something: move it, or join the parts again."
    ),
}
NOT_RATED = N_("Rate at least one skill first, or tick this box.")


@dataclass(frozen=True)
class Refused:
    """A change that was not made: to which activity, what was asked, and why not."""

    activity: str
    title: str
    action: str
    week: str
    why: str


@blueprint.get("/gap")
@audience("anyone")
def gap() -> Page:
    """How far the ratings are from a role, skill by skill."""
    return _gap_page(request.args.get("role", ""))


@blueprint.post("/gap")
@audience("anyone")
def choose_role() -> Page:
    """Make a role the one to move to."""
    form = forms.RoleForm()
    role = typed(form.role) if form.accepted() else ""
    target = find_target(person_id(), role, current_catalogue())
    if target is None:
        return _gap_page("", _("There is no such role: choose one of these.")), 422
    try:
        services.choose_role(claim().id, role, _moment())
    except services.NothingAsked:
        return _gap_page(role, _("This advert asks for no skill yet: add one to it first.")), 422
    except CANNOT_BE_PLANNED as fault:
        return _gap_page(role, str(fault)), 422
    flash(_("Your goal is now %(title)s.", title=target.title))
    return redirect(url_for("planning.plan" if typed(form.then) == "plan" else "planning.gap"))


@blueprint.get("/plan")
@audience("anyone")
def plan() -> Page:
    """The dated plan."""
    return _plan_page()


@blueprint.post("/plan")
@audience("anyone")
def save() -> Page:
    """Keep hours, dates and free weeks, and plan anew."""
    form = forms.PlanForm(today=_today())
    if not form.accepted() or not _enough_is_rated(form):
        return _plan_page(form), 422
    assume, version = bool(form.assume.data), form.seen
    try:
        services.save_settings(
            claim().id, form.settings(), assume=assume, version=version, at=_moment()
        )
    except StalePlan:
        return _plan_page(form, stale=True), 409
    except services.NothingRated:
        refuse(form.assume, _(NOT_RATED))
        return _plan_page(form), 422
    except CANNOT_BE_PLANNED as fault:
        refuse(form.hours, str(fault))
        return _plan_page(form), 422
    flash(_("Your plan is saved."))
    return redirect(url_for("planning.plan", _anchor="plan"))


@blueprint.post("/plan/activities/<activity>")
@audience("anyone")
def change(activity: str) -> Page:
    """Pin, start, finish or skip something, or take that back; the plan is made anew."""
    who, form = person() or abort(404), forms.ChangeForm()
    if not form.accepted():
        return _refused(activity, form, " ".join(form.action.errors or form.week.errors))
    try:
        decision = services.decision(activity, *form.asked)
        services.decide(who.id, decision, version=form.seen, at=_moment())
    except (services.NoSuchActivity, NoPlan):
        abort(404)
    except StalePlan:
        return _refused(activity, form, "", 409)
    except CANNOT_BE_PLANNED as fault:
        return _refused(activity, form, str(fault))
    except tuple(REFUSALS) as fault:
        return _refused(activity, form, _(REFUSALS[type(fault)]))
    version, anchor = form.seen + 1, "moved"
    return redirect(
        url_for("planning.plan", changed=activity, version=version, view=_view(), _anchor=anchor)
    )


@blueprint.post("/plan/renew")
@audience("anyone")
def renew() -> Page:
    """Keep the plan as it is today: what moved has been seen."""
    who, form = person() or abort(404), VersionForm()
    if not form.accepted():
        abort(400)
    try:
        services.renew(who.id, version=form.seen, at=_moment())
    except NoPlan:
        abort(404)
    except StalePlan:
        return _plan_page(stale=True), 409
    except CANNOT_BE_PLANNED as fault:
        flash(str(fault))
    return redirect(url_for("planning.plan"))


@blueprint.get("/today")
@audience("anyone")
def today() -> Page:
    """What the plan says for this week, and the one next step."""
    page = queries.today_page(person_id(), current_catalogue(), now=now(), zone=_zone())
    news = exam_news(person_id(), now=now())
    return render_template("planning/today.html", page=page, news=news, today=_today())


def _gap_page(role: str, problem: str = "") -> str:
    view = "radar" if request.args.get("view") == "radar" else "chart"
    try:
        page = queries.gap_page(person_id(), role, current_catalogue(), today=_today(), view=view)
    except LookupError:
        abort(404)
    return render_template("planning/gap.html", page=page, view=view, problem=problem)


def _plan_page(
    form: forms.PlanForm | None = None, *, stale: bool = False, refused: Refused | None = None
) -> str:
    view, today = _view(), _today()
    page = queries.plan_page(
        person_id(),
        current_catalogue(),
        today=today,
        view=view,
        week=forms.day_of(request.args.get("week", "")),
        changed=(request.args.get("changed", ""), request.args.get("version", 0, type=int)),
        changed_days=request.args.get("off", ""),
        how=request.args.get("how", ""),
    )
    return render_template(
        "planning/plan.html",
        page=page,
        form=form or _settings_form(page, today),
        view=view,
        today=today,
        stale=stale,
        refused=refused,
        proposed="hours" in request.args,
    )


def _settings_form(page: queries.PlanPage, today: date) -> forms.PlanForm:
    saved = page.basis.saved
    hours, ready_by = forms.proposed(
        request.args,
        saved.hours_a_week if saved else forms.DEFAULT_HOURS,
        saved.ready_by if saved else None,
    )
    return forms.PlanForm(
        formdata=None,
        today=today,
        hours=hours,
        start=saved.start if saved else today,
        ready_by=ready_by,
        free_weeks=sorted(saved.free_weeks) if saved else [],
        days_off=to_come(saved.days_off if saved else (), today),
        when_short=saved.when_short if saved else WhenShort.LATE,
        assume=saved.assume_developer if saved else not page.basis.ratings,
    )


def _refused(activity: str, form: forms.ChangeForm, why: str, status: int = 422) -> Page:
    week = (form.week.raw_data or [""])[0]
    title = queries.title_of(activity, current_catalogue()) or abort(404)
    refused = Refused(activity, title, typed(form.action), str(week), why)
    return _plan_page(stale=status == 409, refused=refused), status


def _enough_is_rated(form: forms.PlanForm) -> bool:
    """Whether there is something to plan from; asked before a visitor becomes a guest."""
    if form.assume.data or queries.has_rated(person_id()):
        return True
    refuse(form.assume, _(NOT_RATED))
    return False


def _moment() -> Moment:
    return Moment(now(), _today(), current_catalogue())


def _today() -> date:
    return now().astimezone(_zone()).date()


def _zone() -> tzinfo:
    who = person()
    return zone(who.time_zone if who else "UTC")


def _view() -> str:
    view = request.values.get("view", "")
    return view if view in ("gantt", "week") else "list"
