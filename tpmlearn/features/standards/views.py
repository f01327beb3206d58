"""Pages of standard setting, for authors: studies, the panel's items, the result."""

import secrets
from random import Random

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.content.catalogue import Exam
from tpmlearn.features.standards import forms, queries, services
from tpmlearn.features.standards.services import Turn
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.standards import authors
from tpmlearn.web.access import audience, known, now
from tpmlearn.web.forms import refuse, saved, typed, unsaved, wants_json
from tpmlearn.words import N_, _

blueprint = Blueprint("standards", __name__, template_folder="templates")
Page = str | Response | tuple[str, int] | tuple[Response, int]
PERCENT = N_("Give a percentage from 0 to 100 in steps of 5.")
OVER = N_("This round was closed meanwhile: open the page again to see where the study stands.")
TOO_FEW = N_(
    "Fewer than three judges have spoken of every item, so nothing could be said of how sure the "
    "cut is. Round 1 stays open."
)
SAID = N_("Somebody has said something in the meantime, so it stays as it is.")
DONE = {
    Turn.CLOSE_1: N_("Round 1 is closed; the judges now see what the panel said, and may revise."),
    Turn.OPEN_1: N_("Round 1 is open again."),
    Turn.CLOSE_2: N_("Round 2 is closed. This is the result."),
    Turn.OPEN_2: N_("Round 2 is open again."),
}


@blueprint.get("/author/standards")
@audience("author")
def index() -> str:
    """All exams with their pass marks, and all studies."""
    return render_template(
        "standards/index.html",
        page=queries.index(current_catalogue(), known().id),
        today=now().date(),
    )


@blueprint.get("/author/standards/exams/<slug>/new")
@audience("author")
def new(slug: str) -> Page:
    """Where a study of an exam is begun."""
    return _new(_exam(slug), forms.StudyForm(formdata=None).offer(authors()))


@blueprint.post("/author/standards/exams/<slug>/new")
@audience("author")
def begin(slug: str) -> Page:
    """Begin a study."""
    exam = _exam(slug)
    form = forms.StudyForm()
    form.offer(authors())
    if not form.accepted():
        return _new(exam, form), 422
    try:
        made = services.begin(
            current_catalogue(),
            exam,
            known().id,
            candidate=typed(form.candidate),
            items=int(form.items.data or 0),
            judges=form.invited,
            now=now(),
            rng=Random(secrets.randbits(64)),  # noqa: S311 - it draws; the seed is not guessable  # nosec B311
        )
    except services.CannotFill as error:
        refuse(form.items, str(error))
        return _new(exam, form), 422
    return redirect(url_for("standards.study", study_id=made))


@blueprint.get("/author/standards/<study_id>")
@audience("author")
def study(study_id: str) -> Page:
    """Where a study stands, and what it came to."""
    page = queries.study_page(current_catalogue(), study_id, known().id) or abort(404)
    form = forms.PanelForm(formdata=None).offer(page.others)
    return render_template("standards/study.html", page=page, form=form)


@blueprint.post("/author/standards/<study_id>/judges")
@audience("author")
def invite(study_id: str) -> Page:
    """Put more authors on the panel."""
    form = forms.PanelForm().offer(authors())
    try:
        count = services.invite(study_id, known().id, form.invited if form.accepted() else [])
    except services.NoSuchStudy:
        abort(404)
    except services.RoundOver:
        flash(_(OVER))
    else:
        flash(_("%(count)s more on the panel.", count=count) if count else _("Nobody was added."))
    return _back(study_id)


@blueprint.post("/author/standards/<study_id>/turn")
@audience("author")
def turn(study_id: str) -> Page:
    """Close a round, or open it again."""
    form = forms.TurnForm()
    wanted = typed(form.turn)
    if wanted not in list(Turn) or not form.accepted():
        abort(404)
    try:
        services.turn(study_id, known().id, Turn(wanted), now=now())
    except services.NoSuchStudy:
        abort(404)
    except services.TooFew:
        flash(_(TOO_FEW))
    except services.AlreadySaid:
        flash(_(SAID))
    else:
        flash(_(DONE[Turn(wanted)]))
    return _back(study_id)


@blueprint.post("/author/standards/<study_id>/remove")
@audience("author")
def remove(study_id: str) -> Page:
    """Drop a study of which nobody has said anything."""
    try:
        services.remove(study_id, known().id)
    except services.NoSuchStudy:
        abort(404)
    except services.AlreadySaid:
        flash(_(SAID))
        return _back(study_id)
    flash(_("The study is gone; nobody had said anything."))
    return redirect(url_for("standards.index"))


@blueprint.get("/author/standards/<study_id>/items")
@audience("author")
def rate(study_id: str) -> Page:
    """The items that a judge speaks of, ten a page."""
    return _rate(study_id)


@blueprint.post("/author/standards/<study_id>/items/<int:position>")
@audience("author")
def save(study_id: str, position: int) -> Page:
    """Keep what a judge says of an item."""
    form = forms.RatingForm()
    problem = _(PERCENT)
    if form.accepted():
        try:
            services.rate(
                study_id,
                known().id,
                position,
                of_round={"1": 1, "2": 2}.get(typed(form.round), 0),
                percent=typed(form.percent).strip(),
                now=now(),
            )
        except services.NoSuchStudy:
            abort(404)
        except services.WrongPercent:
            pass
        except services.RoundOver:
            problem = _(OVER)
        else:
            return saved() if wants_json() else _at(study_id, position)
    if wants_json():
        return unsaved({"percent": problem})
    return _rate(study_id, position, problem, typed(form.percent)), 422


def _exam(slug: str) -> Exam:
    """An exam whose pass mark is ours; of others there is nothing to set."""
    exam = current_catalogue().exams.get(slug)
    if exam is None or not services.is_ours(exam, now()):
        abort(404)
    return exam


def _new(exam: Exam, form: forms.PanelForm) -> str:
    return render_template("standards/new.html", exam=exam.blueprint, form=form)


def _rate(study_id: str, refused: int = 0, problem: str = "", given: str = "") -> str:
    asked = request.args.get("page", "")
    number = int(asked) if asked.isdecimal() and len(asked) < 4 else 1
    number = (refused - 1) // queries.A_PAGE + 1 if refused else number
    page = queries.rate_page(current_catalogue(), study_id, known().id, page=number) or abort(404)
    return render_template(
        "standards/rate.html", page=page, refused=refused, problem=problem, given=given
    )


def _back(study_id: str) -> Response:
    return redirect(url_for("standards.study", study_id=study_id))


def _at(study_id: str, position: int) -> Response:
    page = (position - 1) // queries.A_PAGE + 1
    return redirect(
        url_for("standards.rate", study_id=study_id, page=page, _anchor=f"item-{position}")
    )
