"""Pages: all quizzes, a module's quiz, an attempt, its result."""

import secrets
from collections.abc import Mapping
from random import Random

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.assessment.marking import BadResponse
from tpmlearn.domain.assessment.quiz_rules import QUIZ_KINDS, AttemptLayout
from tpmlearn.domain.content.catalogue import Case, Module, Pool
from tpmlearn.domain.review.confidence import STEPS, BadConfidence
from tpmlearn.features.quizzes import forms, queries, services
from tpmlearn.records.answering import ASKED, AlreadyAnswered, NoSuchAttempt, Sent
from tpmlearn.records.attempts import CASE, Attempt, find_attempt
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.web.access import audience, claim, now, person, reads_own
from tpmlearn.words import _

blueprint = Blueprint("quizzes", __name__, template_folder="templates")
Page = str | Response | tuple[str, int]


@blueprint.get("/quizzes")
@audience("anyone")
def index() -> Page:
    """Every quiz and every attempt."""
    who, catalogue = person(), current_catalogue()
    return render_template(
        "quizzes/index.html",
        modules=[module for module in catalogue.modules.values() if module.quiz],
        cases=[case for case in catalogue.cases.values() if case.pool is Pool.PRACTICE],
        stages={stage.number: stage for stage in catalogue.stages},
        attempts=queries.past_attempts(who.id) if who else [],
    )


@blueprint.get("/learn/<slug>/quiz")
@audience("anyone")
def module(slug: str) -> Page:
    """What the quiz of a module is, and how it went so far."""
    return _front(_module(slug), forms.StartForm(formdata=None))


@blueprint.post("/learn/<slug>/quiz")
@audience("anyone")
def start(slug: str) -> Page:
    """Begin, or go on with the attempt that is open."""
    found, form = _module(slug), forms.StartForm()
    if not form.accepted():
        return _front(found, form), 422
    return _begin(services.of_module(found), form)


@blueprint.get("/quizzes/cases/<slug>")
@audience("anyone")
def case(slug: str) -> Page:
    """What a practice case is, and how it went so far."""
    return _case_front(_case(slug), forms.StartForm(formdata=None))


@blueprint.post("/quizzes/cases/<slug>")
@audience("anyone")
def start_case(slug: str) -> Page:
    """Begin a case, or go on with the attempt that is open."""
    found, form = _case(slug), forms.StartForm()
    if not form.accepted():
        return _case_front(found, form), 422
    return _begin(services.of_case(found), form)


@blueprint.get("/quizzes/<attempt_id>")
@audience("anyone")
def take(attempt_id: str) -> Page:
    """The questions of an attempt: all of them, or the first one that is open."""
    attempt = _attempt(attempt_id)
    if attempt.layout == AttemptLayout.ALL:
        return _all_questions(attempt)
    if attempt.next_open is None:
        return redirect(url_for("quizzes.result", attempt_id=attempt_id))
    return redirect(url_for("quizzes.question", attempt_id=attempt_id, position=attempt.next_open))


@blueprint.get("/quizzes/<attempt_id>/<int:position>")
@audience("anyone")
def question(attempt_id: str, position: int) -> Page:
    """One question; after the answer, the reasons."""
    return _question_page(_attempt(attempt_id), position)


@blueprint.post("/quizzes/<attempt_id>/<int:position>")
@audience("anyone")
@reads_own(ASKED, attempt="attempt_id", position="position")
def answer(attempt_id: str, position: int) -> Page:
    """Keep an answer; the page that follows shows why."""
    who = person()
    if who is None:
        abort(404)
    sent = Sent(request.form.getlist("answer"), request.form.get("confidence", ""))
    try:
        layout = services.answer(who.id, attempt_id, position, sent, now=now()).layout
    except NoSuchAttempt:
        abort(404)
    except (BadResponse, BadConfidence) as refusal:
        return _refused(attempt_id, position, str(refusal))
    except AlreadyAnswered:
        flash(
            _("This question had its answer already, in another tab or earlier. The first stays.")
        )
        layout = AttemptLayout(_attempt(attempt_id).layout)
    return redirect(_after(attempt_id, position, layout))


@blueprint.get("/quizzes/<attempt_id>/result")
@audience("anyone")
def result(attempt_id: str) -> Page:
    """How an attempt went, question by question."""
    attempt, catalogue = _attempt(attempt_id), current_catalogue()
    if attempt.finished_at is None:
        return redirect(url_for("quizzes.take", attempt_id=attempt_id))
    pass_at, test_out_at = queries.thresholds(attempt.size)
    return render_template(
        "quizzes/result.html",
        attempt=attempt,
        module=catalogue.modules.get(attempt.module),
        pass_at=pass_at,
        test_out_at=test_out_at,
    )


@blueprint.post("/quizzes/<attempt_id>/repeat")
@audience("anyone")
def repeat(attempt_id: str) -> Page:
    """Begin again with the wrong ones."""
    who = person()
    if who is None:
        abort(404)
    try:
        repeated = services.repeat(who.id, attempt_id, now=now(), rng=_rng())
    except NoSuchAttempt:
        abort(404)
    except services.NothingWrong:
        flash(_("There is nothing wrong to repeat here."))
        return redirect(url_for("quizzes.take", attempt_id=attempt_id))
    return redirect(url_for("quizzes.take", attempt_id=repeated))


def _begin(quiz: services.Quiz, form: forms.StartForm) -> Response:
    layout = AttemptLayout(form.layout.data)
    attempt = services.start(claim().id, quiz, layout, now=now(), rng=_rng())
    return redirect(url_for("quizzes.take", attempt_id=attempt))


def _case_front(found: Case, form: forms.StartForm) -> str:
    who = person()
    attempts = queries.past_attempts(who.id, module=CASE + found.slug) if who else []
    return render_template(
        "quizzes/case.html",
        case=found,
        form=form,
        attempts=attempts,
        unfinished=next((a for a in attempts if a.finished_at is None and a.kind == "case"), None),
    )


def _front(found: Module, form: forms.StartForm) -> str:
    who = person()
    pass_at, test_out_at = queries.thresholds(len(found.quiz))
    attempts = queries.past_attempts(who.id, module=found.slug) if who else []
    return render_template(
        "quizzes/module.html",
        module=found,
        form=form,
        attempts=attempts,
        unfinished=next((a for a in attempts if a.finished_at is None and a.kind == "full"), None),
        pass_at=pass_at,
        test_out_at=test_out_at,
    )


def _question_page(attempt: Attempt, position: int, *, refusal: str = "") -> str:
    if not 1 <= position <= attempt.size:
        abort(404)
    return render_template(
        "quizzes/question.html",
        attempt=attempt,
        question=attempt.questions[position - 1],
        refusal=refusal,
        confidence_steps=STEPS,
    )


def _all_questions(attempt: Attempt, refused: Mapping[int, str] | None = None) -> str:
    return render_template(
        "quizzes/take_all.html",
        attempt=attempt,
        refused=refused or {},
        confidence_steps=STEPS,
    )


def _refused(attempt_id: str, position: int, refusal: str) -> Page:
    attempt = _attempt(attempt_id)
    if attempt.layout == AttemptLayout.ALL:
        return _all_questions(attempt, {position: refusal}), 422
    return _question_page(attempt, position, refusal=refusal), 422


def _after(attempt_id: str, position: int, layout: AttemptLayout) -> str:
    if layout == AttemptLayout.ALL:
        return url_for("quizzes.take", attempt_id=attempt_id, _anchor=f"q{position}")
    # A question is read where its answer is sent to.
    return request.root_path + request.path


def _attempt(attempt_id: str) -> Attempt:
    who = person()
    if who is None:
        abort(404)
    found = find_attempt(who.id, attempt_id, current_catalogue(), kinds=QUIZ_KINDS)
    return found or abort(404)


def _module(slug: str) -> Module:
    found = current_catalogue().modules.get(slug)
    if found is None or not found.quiz:
        abort(404)
    return found


def _case(slug: str) -> Case:
    found = current_catalogue().cases.get(slug)
    # A case of the test pool is shown in tests only: nobody may read it here first.
    if found is None or found.pool is not Pool.PRACTICE or not found.items:
        abort(404)
    return found


def _rng() -> Random:
    return Random(secrets.randbits(64))  # noqa: S311 - it shuffles; the seed is not guessable  # nosec B311
