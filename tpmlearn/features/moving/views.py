"""Pages: time away from the plan, and things in two parts; and what changes both."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.planning.days_off import DaysUnreadable, write_days
from tpmlearn.domain.planning.priority import PlanCycle
from tpmlearn.domain.planning.schedule import PlanTooLong
from tpmlearn.domain.planning.settings import PlanProblem
from tpmlearn.domain.planning.weeks import WEEK, monday
from tpmlearn.features.moving import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.replanning import Moment, NoPlan, StalePlan
from tpmlearn.web.access import audience, now, person, person_id
from tpmlearn.web.fields import VersionForm
from tpmlearn.web.forms import refuse
from tpmlearn.web.templating import zone
from tpmlearn.words import N_, _

blueprint = Blueprint("moving", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
CANNOT_BE_PLANNED = (PlanProblem, PlanCycle, PlanTooLong)
NOTHING_NEW = N_("These days have passed, or you have them off already.")


@blueprint.get("/plan/away")
@audience("anyone")
def away() -> Page:
    """The days off that are to come, and the form for more."""
    return _away_page(forms.AwayForm(formdata=None))


@blueprint.post("/plan/away")
@audience("anyone")
def be_away() -> Page:
    """Be away for some days; the plan is made anew."""
    who, form = person() or abort(404), forms.AwayForm()
    if not form.accepted():
        return _away_page(form), 422
    try:
        added = services.be_away(who.id, form.days().days, version=form.seen, at=_moment())
    except NoPlan:
        abort(404)
    except StalePlan:
        return _away_page(form, stale=True), 409
    except services.NothingToChange:
        refuse(form.first, _(NOTHING_NEW))
        return _away_page(form), 422
    except CANNOT_BE_PLANNED as fault:
        refuse(form.last, str(fault))
        return _away_page(form), 422
    return _to_plan(added, form.seen + 1)


@blueprint.post("/plan/away/back")
@audience("anyone")
def be_back() -> Page:
    """Work on some days after all; the plan is made anew."""
    who, form = person() or abort(404), forms.BackForm()
    if not form.accepted():
        abort(400)
    try:
        taken = services.be_back(who.id, form.days(), version=form.seen, at=_moment())
    except NoPlan:
        abort(404)
    except StalePlan:
        return _away_page(forms.AwayForm(formdata=None), stale=True), 409
    except (DaysUnreadable, services.NothingToChange):
        return redirect(url_for("moving.away"))
    except CANNOT_BE_PLANNED as fault:
        flash(str(fault))
        return redirect(url_for("moving.away"))
    return _to_plan(taken, form.seen + 1)


@blueprint.get("/plan/activities/<activity>/split")
@audience("anyone")
def split(activity: str) -> Page:
    """The form to do something in two parts."""
    return _split_page(activity, None)


@blueprint.post("/plan/activities/<activity>/split")
@audience("anyone")
def split_up(activity: str) -> Page:
    """Do something in two parts; the plan is made anew."""
    who, form = person() or abort(404), forms.SplitForm()
    if not form.accepted():
        return _split_page(activity, form), 422
    try:
        services.split(who.id, activity, form.parts(), version=form.seen, at=_moment())
    except (NoPlan, services.NotInPlan):
        abort(404)
    except StalePlan:
        return _split_page(activity, form, stale=True), 409
    except CANNOT_BE_PLANNED as fault:
        at = {"hours": form.hours, "rest_week": form.rest_week}
        refuse(at.get(getattr(fault, "field", ""), form.first_week), str(fault))
        return _split_page(activity, form), 422
    return _to_activity(activity, form.seen + 1, "split")


@blueprint.post("/plan/activities/<activity>/join")
@audience("anyone")
def join(activity: str) -> Page:
    """Make one thing of two parts again; the plan is made anew."""
    who, form = person() or abort(404), VersionForm()
    if not form.accepted():
        abort(400)
    try:
        services.join(who.id, activity, version=form.seen, at=_moment())
    except (NoPlan, services.NotInPlan):
        abort(404)
    except StalePlan:
        return _away_page(forms.AwayForm(formdata=None), stale=True), 409
    except CANNOT_BE_PLANNED as fault:
        flash(str(fault))
        return redirect(url_for("planning.plan"))
    return _to_activity(activity, form.seen + 1, "joined")


def _split_page(activity: str, form: forms.SplitForm | None, *, stale: bool = False) -> str:
    who = person() or abort(404)
    page = queries.split_page(who.id, activity, current_catalogue(), _today())
    if page is None:
        abort(404)
    first = max(monday(page.row.start), monday(_today()))
    form = form or forms.SplitForm(
        formdata=None,
        hours=round(page.minutes / 60) / 2,
        first_week=first,
        rest_week=first + WEEK,
    )
    return render_template("moving/split.html", page=page, form=form, stale=stale)


def _to_activity(activity: str, version: int, how: str) -> Response:
    """The plan, which says what moved and how to undo it."""
    return redirect(
        url_for("planning.plan", changed=activity, how=how, version=version, _anchor="moved")
    )


def _to_plan(days: frozenset[date], version: int) -> Response:
    """The plan, which says what moved and how to undo it."""
    off = write_days(days).replace("\n", ", ")
    return redirect(url_for("planning.plan", off=off, version=version, _anchor="moved"))


def _away_page(form: forms.AwayForm, *, stale: bool = False) -> str:
    page = queries.away_page(person_id(), _today())
    return render_template("moving/away.html", page=page, form=form, stale=stale)


def _moment() -> Moment:
    return Moment(now(), _today(), current_catalogue())


def _today() -> date:
    who = person()
    return now().astimezone(zone(who.time_zone if who else "UTC")).date()
