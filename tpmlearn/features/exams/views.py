"""Pages: all exams, one before it starts, drills, and sittings under way for admins."""

import secrets
from random import Random

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.content.catalogue import Exam
from tpmlearn.domain.exams.drills import read_drill
from tpmlearn.features.exams import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_news import exam_news
from tpmlearn.records.exam_sittings import past_exams
from tpmlearn.records.invigilating import CodeRefused
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, claim, now, person_id
from tpmlearn.words import _

blueprint = Blueprint("exams", __name__, template_folder="templates")
Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.get("/exams")
@audience("anyone")
def index() -> Page:
    """Every exam, and how it stands."""
    current, history = queries.exam_lines(person_id(), current_catalogue(), now=now())
    news = exam_news(person_id(), now=now())
    return render_template("exams/index.html", lines=current, history=history, news=news)


@blueprint.get("/exams/<slug>")
@audience("anyone")
def front(slug: str) -> Page:
    """What an exam is, before it starts."""
    return _front(_exam(slug), forms.StartForm(formdata=None))


@blueprint.post("/exams/<slug>")
@audience("anyone")
def start(slug: str) -> Page:
    """Begin, or go on with the sitting that is open."""
    exam, form = _exam(slug), forms.StartForm()
    if exam.blueprint.is_history(now().date()):
        abort(404)
    if not form.accepted():
        return _front(exam, form), 422
    catalogue, time = current_catalogue(), _time(form.time.data)
    try:
        way = services.Way(time, form.presented())
        sitting = services.start(claim().id, exam, way, catalogue, now=now(), rng=_rng())
    except services.CannotFill as refusal:
        return _front(exam, form, missing=refusal.missing.sentences), 409
    except (CodeRefused, Throttled) as refusal:
        status, headers = form.refuse_code(refusal)
        return _front(exam, form), status, headers
    return redirect(url_for("exam_desk.desk", sitting_id=sitting))


@blueprint.get("/exams/drills")
@audience("anyone")
def drills() -> Page:
    """Short sets on one domain, one task or one trap."""
    return render_template(
        "exams/drills.html",
        drills=queries.drills(person_id(), current_catalogue()),
        taken=queries.drills_taken(person_id()),
        moment=now(),
        form=forms.DrillForm(formdata=None),
    )


@blueprint.post("/exams/drills")
@audience("anyone")
def start_drill() -> Page:
    """Begin a drill, or go on with the one that is open."""
    form = forms.DrillForm()
    drill = read_drill(form.drill.data or "")
    if not form.accepted() or drill is None:
        abort(400)
    catalogue = current_catalogue()
    time = _time(form.time.data or "0")
    try:
        sitting = services.start_drill(claim().id, drill, time, catalogue, now=now(), rng=_rng())
    except services.CannotFill as refusal:
        flash(" ".join(refusal.missing.sentences))
        return redirect(url_for("exams.drills"))
    return redirect(url_for("exam_desk.desk", sitting_id=sitting))


@blueprint.get("/exams/under-way")
@audience("admin")
def under_way() -> Page:
    """Whose clock runs now, to grant time."""
    return render_template("exams/under_way.html", sittings=queries.under_way(now=now()))


@blueprint.post("/exams/under-way/<sitting_id>")
@audience("admin")
def grant(sitting_id: str) -> Page:
    """Give a sitting more time."""
    form = forms.GrantForm()
    if not form.accepted():
        abort(400)
    try:
        services.grant_time(sitting_id, int(form.percent.data), now=now())
    except services.NoSuchExam:
        abort(404)
    except services.LessTime:
        flash(_("They have more time than that already. Nothing was changed."))
        return redirect(url_for("exams.under_way"))
    flash(_("The time is granted: the window of the exam shows it within half a minute."))
    return redirect(url_for("exams.under_way"))


def _front(exam: Exam, form: forms.StartForm, missing: tuple[str, ...] = ()) -> str:
    who = person_id()
    past = past_exams(who, exam=exam.blueprint.slug) if who else []
    line = queries.line_of(exam.blueprint, past, now=now())
    return render_template(
        "exams/front.html",
        exam=exam,
        line=line,
        form=form,
        times=queries.times(exam.blueprint),
        chosen=request.form.get("time") or "0",
        missing=missing,
        is_history=exam.blueprint.is_history(now().date()),
        moment=now(),
    )


def _time(value: str) -> services.Time:
    if value == forms.NO_CLOCK:
        return services.Time(timed=False)
    return services.Time(extra_percent=int(value) if value in forms.TIMES else 0)


def _exam(slug: str) -> Exam:
    return current_catalogue().exams.get(slug) or abort(404)


def _rng() -> Random:
    return Random(secrets.randbits(64))  # noqa: S311 - it shuffles; the seed is not guessable  # nosec B311
