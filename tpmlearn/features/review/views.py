"""Pages: what is due, a session question by question, how well confidence fits."""

import secrets
from random import Random

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.assessment.marking import BadResponse
from tpmlearn.domain.review.confidence import FEWEST, STEPS, BadConfidence
from tpmlearn.features.review import queries, services
from tpmlearn.records.answering import ASKED, AlreadyAnswered, NoSuchAttempt, Sent
from tpmlearn.records.attempts import Attempt, find_attempt
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.people import Person
from tpmlearn.web.access import audience, known, now, person, person_id, reads_own
from tpmlearn.web.templating import zone
from tpmlearn.words import _

blueprint = Blueprint("review", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.get("/review")
@audience("anyone")
def index() -> Page:
    """What is due today and in the days ahead."""
    at = _moment(person())
    return render_template(
        "review/index.html",
        page=queries.review_page(person_id(), current_catalogue(), now=at.now, zone=at.zone),
    )


@blueprint.post("/review")
@audience("anyone")
def start() -> Page:
    """Begin a session, or go on with the open one."""
    who = person()
    if who is None:
        return _nothing_due()
    try:
        session = services.start(who.id, current_catalogue(), _moment(who), rng=_rng())
    except services.NothingDue:
        return _nothing_due()
    return redirect(url_for("review.take", session_id=session))


@blueprint.get("/review/confidence")
@audience("anyone")
def confidence() -> Page:
    """How sure somebody was, beside what was right."""
    page = queries.confidence_page(person_id())
    return render_template("review/confidence.html", page=page, fewest=FEWEST)


@blueprint.get("/review/<session_id>")
@audience("anyone")
def take(session_id: str) -> Page:
    """Where a session stands: its first open question, its last answer, or its result."""
    attempt = _attempt(session_id)
    if attempt.finished_at is not None:
        return redirect(url_for("review.result", session_id=session_id))
    position = attempt.next_open or attempt.newest
    return redirect(url_for("review.question", session_id=session_id, position=position))


@blueprint.get("/review/<session_id>/<int:position>")
@audience("anyone")
def question(session_id: str, position: int) -> Page:
    """One question; after the answer, the reasons and the day it comes back."""
    return _question_page(_attempt(session_id), position)


@blueprint.post("/review/<session_id>/<int:position>")
@audience("anyone")
@reads_own(ASKED, attempt="session_id", position="position")
def answer(session_id: str, position: int) -> Page:
    """Keep an answer; the page that follows shows why."""
    sent = Sent(request.form.getlist("answer"), request.form.get("confidence", ""))
    try:
        services.answer(known().id, session_id, position, sent, now=now())
    except NoSuchAttempt:
        abort(404)
    except (BadResponse, BadConfidence) as refusal:
        return _question_page(_attempt(session_id), position, refusal=str(refusal)), 422
    except AlreadyAnswered:
        flash(
            _("This question had its answer already, in another tab or earlier. The first stays.")
        )
    return redirect(url_for("review.question", session_id=session_id, position=position))


@blueprint.post("/review/<session_id>/<int:position>/slip")
@audience("anyone")
def slip(session_id: str, position: int) -> Page:
    """Undo the newest answer, and ask it again at the end."""
    try:
        services.undo_slip(known().id, session_id, position, now=now(), rng=_rng())
    except NoSuchAttempt:
        abort(404)
    except services.TooLate:
        flash(_("This answer stays: only the newest one of an open session can be undone."))
        return redirect(url_for("review.question", session_id=session_id, position=position))
    flash(_("That answer counts for nothing now; the question comes again at the end."))
    return redirect(url_for("review.take", session_id=session_id))


@blueprint.post("/review/<session_id>/finish")
@audience("anyone")
def finish(session_id: str) -> Page:
    """End a session that is answered whole."""
    try:
        services.finish(known().id, session_id, now=now())
    except NoSuchAttempt:
        abort(404)
    except services.NotComplete:
        flash(_("This session has a question without an answer."))
        return redirect(url_for("review.take", session_id=session_id))
    return redirect(url_for("review.result", session_id=session_id))


@blueprint.get("/review/<session_id>/result")
@audience("anyone")
def result(session_id: str) -> Page:
    """How a session went, question by question."""
    attempt = _attempt(session_id)
    if attempt.finished_at is None:
        return redirect(url_for("review.take", session_id=session_id))
    at = _moment(known())
    page = queries.review_page(known().id, current_catalogue(), now=at.now, zone=at.zone)
    return render_template("review/result.html", attempt=attempt, page=page)


def _question_page(attempt: Attempt, position: int, *, refusal: str = "") -> str:
    if not 1 <= position <= attempt.size:
        abort(404)
    shown, at = attempt.questions[position - 1], _moment(known())
    back = None
    if shown.answered and not shown.slip:
        catalogue, who = current_catalogue(), known()
        back = queries.due_again(who.id, shown.item, catalogue, now=at.now, zone=at.zone)
    return render_template(
        "review/question.html",
        attempt=attempt,
        question=shown,
        refusal=refusal,
        back=back,
        confidence_steps=STEPS,
    )


def _attempt(session_id: str) -> Attempt:
    found = find_attempt(known().id, session_id, current_catalogue(), kinds=services.KINDS)
    return found or abort(404)


def _nothing_due() -> Response:
    flash(_("Nothing is due for review now."))
    return redirect(url_for("review.index"))


def _moment(who: Person | None) -> services.Moment:
    return services.Moment(now(), zone(who.time_zone if who else "UTC"))


def _rng() -> Random:
    return Random(secrets.randbits(64))  # noqa: S311 - it shuffles; the seed is not guessable  # nosec B311
