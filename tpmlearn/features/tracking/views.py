"""Pages: the baseline with planned against actual, and the weekly status report."""

from datetime import tzinfo

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.planning.report import Words
from tpmlearn.features.tracking import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, now, person, person_id
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.templating import zone
from tpmlearn.words import N_, _

blueprint = Blueprint("tracking", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
NOTHING_TO_DO = N_("Nothing is left to do in this plan, so there is nothing to measure.")
REASON_MISSING = N_(
    "Say why: the reason stays beside the old baseline, so that nothing drifts unseen."
)


@blueprint.get("/plan/baseline")
@audience("anyone")
def baseline() -> Page:
    """What was agreed, and the plan against it."""
    return _baseline_page()


@blueprint.post("/plan/baseline")
@audience("anyone")
def save() -> Page:
    """Make the plan of today the baseline."""
    who, form = person() or abort(404), forms.BaselineForm()
    if not form.accepted():
        return _baseline_page(form), 422
    try:
        services.save_baseline(
            who.id, typed(form.reason), version=form.seen, number=form.shown, at=_moment()
        )
    except services.NoPlan:
        abort(404)
    except services.NothingToDo:
        form.form_errors.append(_(NOTHING_TO_DO))
        return _baseline_page(form), 422
    except services.ReasonMissing:
        refuse(form.reason, _(REASON_MISSING))
        return _baseline_page(form), 422
    except services.Stale:
        return _baseline_page(form, stale=True), 409
    flash(_("Your baseline is saved."))
    return redirect(url_for("tracking.baseline"))


@blueprint.post("/plan/baseline/back")
@audience("anyone")
def take_back() -> Page:
    """Undo the saving of today's baseline."""
    who, form = person() or abort(404), forms.BaselineForm()
    if not form.accepted():
        abort(400)
    try:
        services.take_back_baseline(who.id, number=form.shown, at=_moment())
    except services.Stale:
        return _baseline_page(stale=True), 409
    except services.NotToday:
        flash(_("Only a baseline of today can be taken back; save a new one instead."))
    else:
        flash(_("The baseline is taken back."))
    return redirect(url_for("tracking.baseline"))


@blueprint.get("/plan/report")
@audience("anyone")
def report() -> Page:
    """The status report of this week."""
    return _report_page()


@blueprint.post("/plan/report/limits")
@audience("anyone")
def limits() -> Page:
    """Keep the limits of the colours."""
    who, form = person() or abort(404), forms.LimitsForm()
    if not form.accepted():
        return _report_page(limits=form), 422
    try:
        services.save_limits(who.id, form.limits(), version=form.seen)
    except services.Stale:
        return _report_page(limits=form, stale=True), 409
    flash(_("Your limits are saved."))
    return redirect(url_for("tracking.report"))


@blueprint.post("/plan/report/words")
@audience("anyone")
def words() -> Page:
    """Keep reason, way back and ask."""
    who, form = person() or abort(404), forms.WordsForm()
    if not form.accepted():
        return _report_page(words=form), 422
    written = Words(
        reason=typed(form.reason),
        way_back=typed(form.way_back),
        way_back_by=form.way_back_by.data,
        ask=typed(form.ask),
    )
    try:
        services.save_words(who.id, written, version=form.seen, now=now())
    except services.Stale:
        return _report_page(words=form, stale=True), 409
    flash(_("Your report is saved."))
    return redirect(url_for("tracking.report"))


def _baseline_page(form: forms.BaselineForm | None = None, *, stale: bool = False) -> str:
    page = queries.baseline_page(person_id(), current_catalogue(), now=now(), zone=_zone())
    return render_template(
        "tracking/baseline.html",
        page=page,
        standing=page.standing,
        form=form or forms.BaselineForm(formdata=None),
        stale=stale,
    )


def _report_page(
    *,
    limits: forms.LimitsForm | None = None,
    words: forms.WordsForm | None = None,
    stale: bool = False,
) -> str:
    who = person()
    page = queries.report_page(
        who.id if who else None,
        current_catalogue(),
        now=now(),
        zone=_zone(),
        name=who.name if who else "",
    )
    return render_template(
        "tracking/report.html",
        page=page,
        standing=page.standing,
        limits=limits or forms.LimitsForm(formdata=None, obj=page.limits),
        words=words or forms.WordsForm(formdata=None, obj=page.words),
        stale=stale,
    )


def _moment() -> services.Moment:
    return services.Moment(now(), _zone(), current_catalogue())


def _zone() -> tzinfo:
    who = person()
    return zone(who.time_zone if who else "UTC")
