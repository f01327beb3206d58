"""Pages: the authors' inbox of reports, and what an author does with one."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.learning.reports import CLOSED, Move, ReportState
from tpmlearn.features.report_inbox import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import refuse, typed
from tpmlearn.web.templating import moment_filter
from tpmlearn.words import N_, _

blueprint = Blueprint("report_inbox", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]
GONE = N_("This report is gone: it was taken back.")
MEANWHILE = N_("Another author did something with it since you opened this page. Read that first.")
DONE = {
    Move.TAKE: N_("It is yours now: whoever reported it sees that somebody works on it."),
    Move.GIVE_BACK: N_("It is open again, for whoever takes it."),
    Move.REOPEN: N_("It is open again; what was answered stays."),
}


@blueprint.get("/author/reports")
@audience("author")
def inbox() -> Page:
    """Reports by item and by lesson, those that have waited longest first."""
    return _inbox()


@blueprint.post("/author/reports/<report_id>/answer")
@audience("author")
def answer(report_id: str) -> Page:
    """Answer a report, or replace the answer."""
    form = forms.AnswerForm().of(report_id)
    if not form.accepted():
        return _refused(report_id, form)
    given = services.Answer(ReportState(typed(form.state)), typed(form.text))
    try:
        count = services.answer(
            known().id,
            report_id,
            given,
            before=typed(form.before),
            everyone=bool(form.everyone.data),
            now=now(),
        )
    except services.NoSuchReport:
        flash(_(GONE))
    except services.ChangedMeanwhile:
        refuse(form.text, _(MEANWHILE))
        return _refused(report_id, form)
    else:
        flash(_answered(count))
    return _back()


@blueprint.post("/author/reports/<report_id>/<how>")
@audience("author")
def move(report_id: str, how: str) -> Page:
    """Take a report, give it back, or reopen it."""
    form, wanted = forms.MoveForm(), Move(how) if how in list(Move) else abort(404)
    before = typed(form.before) if form.accepted() else "nothing"
    try:
        services.move(known().id, report_id, wanted, before=before, now=now())
    except services.NoSuchReport:
        flash(_(GONE))
    except services.ChangedMeanwhile:
        flash(_meanwhile(report_id))
    else:
        flash(_(DONE[wanted]))
    return _back(report_id)


def _refused(report_id: str, form: forms.AnswerForm) -> Page:
    if queries.find_report(report_id) is None:
        flash(_(GONE))
        return _back()
    return _inbox(report_id, form), 422


def _meanwhile(report_id: str) -> str:
    found = queries.find_report(report_id)
    if found is None or not found.steps:
        return _(GONE)
    step = found.steps[-1]
    who = "you" if step.author_id == known().id else step.author or _("an author")
    return _(
        "Nothing was changed: it is %(words)s since %(at)s, by %(who)s.",
        words=step.state.words,
        at=moment_filter(step.at),
        who=who,
    )


def _answered(count: int) -> str:
    if count == 0:
        return _("This is the answer that stands there already.")
    if count == 1:
        return _("Answered. Whoever reported it sees it.")
    return _("Answered %(count)s reports. Whoever sent them sees it.", count=count)


def _back(report_id: str = "") -> Response:
    args = queries.read_asked(request.args).args
    address = url_for("report_inbox.inbox", **args)  # type: ignore[arg-type]
    return redirect(f"{address}#report-{report_id}" if report_id else address)


def _inbox(report_id: str = "", form: forms.AnswerForm | None = None) -> str:
    asked, catalogue = queries.read_asked(request.args), current_catalogue()
    found = queries.inbox(catalogue, asked)
    here = {one.id for group in found.groups for one in group.reports}
    # What was typed for a report that has left this filter meanwhile must not be lost.
    apart = queries.alone(catalogue, report_id) if report_id not in {"", *here} else ()
    return render_template(
        "report_inbox/inbox.html",
        inbox=found,
        asked=asked,
        refused=report_id,
        groups=(*apart, *found.groups),
        form=form or forms.AnswerForm(formdata=None),
        states=[(state.value, forms.WORDS[state], "") for state in CLOSED],
    )
