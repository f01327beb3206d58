"""Pages: all tests, a test before it starts, the item that waits, its result and how it came."""

import secrets
from random import Random

import numpy as np
from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.assessment.marking import BadResponse
from tpmlearn.features.testing import forms, queries, services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.conditions import adaptive_conditions
from tpmlearn.records.invigilating import CodeRefused, watch_of
from tpmlearn.records.next_item import Chance
from tpmlearn.records.sittings import QUICK, Sitting, find_sitting
from tpmlearn.throttle import Throttled
from tpmlearn.web.access import audience, claim, known, now, person, person_id
from tpmlearn.words import _

blueprint = Blueprint("testing", __name__, template_folder="templates")
Page = str | Response | tuple[str, int] | tuple[str, int, dict[str, str]]


@blueprint.get("/tests")
@audience("anyone")
def index() -> Page:
    """Every test, and how it stands."""
    catalogue = current_catalogue()
    most = {
        area: sum(services.quotas_of(area, catalogue).values())
        for area in (QUICK, *catalogue.areas)
    }
    return render_template("testing/index.html", lines=queries.lines(person_id(), most, catalogue))


@blueprint.get("/tests/readiness")
@audience("anyone")
def readiness() -> Page:
    """How ready the person is for each exam, domain by domain."""
    return render_template(
        "testing/readiness.html",
        exams=queries.readiness_pages(person_id(), current_catalogue(), now=now()),
    )


@blueprint.get("/tests/<slug>")
@audience("anyone")
def front(slug: str) -> Page:
    """What a test is, before it starts."""
    return _front(_area(slug), forms.StartForm(formdata=None))


@blueprint.post("/tests/<slug>")
@audience("anyone")
def start(slug: str) -> Page:
    """Begin, or go on with the sitting that is open."""
    area, form, catalogue = _area(slug), forms.StartForm(), current_catalogue()
    if not form.accepted():
        return _front(area, form), 422
    try:
        code = form.presented()
        sitting = services.start(
            claim().id, area, catalogue, now=now(), chance=_chance(), code=code
        )
    except services.NotYet:
        return _front(area, form), 409
    except (CodeRefused, Throttled) as refusal:
        status, headers = form.refuse_code(refusal)
        return _front(area, form), status, headers
    return redirect(url_for("testing.take", sitting_id=sitting))


@blueprint.get("/tests/sittings/<sitting_id>")
@audience("anyone")
def take(sitting_id: str) -> Page:
    """The item that waits; between two parts a rest; after the end the result."""
    sitting = _sitting(sitting_id)
    if sitting.finished_at is not None:
        return redirect(url_for("testing.result", sitting_id=sitting_id))
    return _item_page(sitting)


@blueprint.post("/tests/sittings/<sitting_id>/<int:position>")
@audience("anyone")
def answer(sitting_id: str, position: int) -> Page:
    """Keep an answer; the page that follows asks the next item."""
    who, values = person(), request.form.getlist("answer")
    if who is None:
        abort(404)
    try:
        services.answer(
            claim().id,
            sitting_id,
            position,
            values,
            current_catalogue(),
            now=now(),
            chance=_chance(),
        )
    except services.NoSuchSitting:
        abort(404)
    except BadResponse as refusal:
        return _refused(sitting_id, position, str(refusal))
    except services.AlreadyAnswered:
        flash(
            _(
                "That question is answered or over, here or in another tab. What was kept first "
                "stays."
            )
        )
    return redirect(url_for("testing.take", sitting_id=sitting_id))


@blueprint.post("/tests/sittings/<sitting_id>/go-on")
@audience("anyone")
def go_on(sitting_id: str) -> Page:
    """Begin the next part."""
    who = person() or abort(404)
    try:
        services.go_on(who.id, sitting_id, current_catalogue(), now=now(), chance=_chance())
    except services.NoSuchSitting:
        abort(404)
    return redirect(url_for("testing.take", sitting_id=sitting_id))


@blueprint.post("/tests/sittings/<sitting_id>/stop")
@audience("anyone")
def stop(sitting_id: str) -> Page:
    """End a test before its end."""
    who = person() or abort(404)
    try:
        services.stop(who.id, sitting_id, current_catalogue(), now=now())
    except services.NoSuchSitting:
        abort(404)
    return redirect(url_for("testing.result", sitting_id=sitting_id))


@blueprint.get("/tests/sittings/<sitting_id>/result")
@audience("anyone")
def result(sitting_id: str) -> Page:
    """How a test went: bands, traps, lessons."""
    sitting = _sitting(sitting_id)
    if sitting.finished_at is None:
        return redirect(url_for("testing.take", sitting_id=sitting_id))
    return render_template(
        "testing/result.html",
        result=queries.result_of(sitting, current_catalogue()),
        stands_on=adaptive_conditions(known().id)[sitting_id],
    )


@blueprint.get("/tests/sittings/<sitting_id>/how")
@audience("anyone")
def how(sitting_id: str) -> Page:
    """How a result was measured, step by step."""
    sitting, catalogue = _sitting(sitting_id), current_catalogue()
    if sitting.finished_at is None:
        return redirect(url_for("testing.take", sitting_id=sitting_id))
    steps = queries.steps_of(sitting, catalogue)
    return render_template(
        "testing/how.html",
        sitting=sitting,
        name=queries.name_of(sitting.area, catalogue),
        steps=steps,
        dependable=queries.dependable(sitting, steps, catalogue),
    )


def _front(area: str, form: forms.StartForm) -> str:
    catalogue = current_catalogue()
    quotas = services.quotas_of(area, catalogue)
    return render_template(
        "testing/front.html",
        front=queries.front(person_id(), area, quotas, catalogue, now=now()),
        area=catalogue.areas.get(area),
        form=form,
    )


def _item_page(sitting: Sitting, *, refusal: str = "") -> str:
    question = queries.question_of(sitting)
    name = queries.name_of(sitting.area, current_catalogue())
    watch = watch_of(sitting.code_id)
    if question is None:
        return render_template("testing/rest.html", sitting=sitting, name=name, watch=watch)
    return render_template(
        "testing/item.html",
        sitting=sitting,
        name=name,
        question=question,
        refusal=refusal,
        watch=watch,
    )


def _refused(sitting_id: str, position: int, refusal: str) -> Page:
    sitting = _sitting(sitting_id)
    waiting = sitting.open_item
    if waiting is None or waiting.position != position or sitting.finished_at is not None:
        return redirect(url_for("testing.take", sitting_id=sitting_id))
    return _item_page(sitting, refusal=refusal), 422


def _sitting(sitting_id: str) -> Sitting:
    who = person()
    found = find_sitting(who.id, sitting_id) if who else None
    return found or abort(404)


def _area(slug: str) -> str:
    if slug == queries.slug_of(QUICK):
        return QUICK
    return slug.upper() if slug.upper() in current_catalogue().areas else abort(404)


def _chance() -> Chance:
    seed = secrets.randbits(64)
    return Chance(
        Random(seed),  # noqa: S311 - it shuffles; the seed is not guessable  # nosec B311
        np.random.default_rng(secrets.randbits(64)),  # noqa: TID251 - handed in from here
    )
