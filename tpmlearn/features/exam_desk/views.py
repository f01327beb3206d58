"""Pages of a sitting under way: a question, the review, breaks, the end; saves of its script."""

from datetime import datetime, timedelta

from flask import (
    Blueprint,
    abort,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from tpmlearn.domain.exams.saving import (
    MOST_ENTRIES,
    BadEntry,
    KeptAs,
    read_entry,
    read_given,
)
from tpmlearn.features.exam_desk import forms, queries, services
from tpmlearn.records.exam_sittings import ExamSitting, find_exam_sitting
from tpmlearn.records.invigilating import watch_of
from tpmlearn.web.access import audience, known, now, person
from tpmlearn.web.forms import saved, unsaved, wants_json
from tpmlearn.web.templating import time_of_day
from tpmlearn.words import N_, _

blueprint = Blueprint("exam_desk", __name__, template_folder="templates")
Page = str | Response | tuple[str, int] | tuple[Response, int]
LATE = N_(
    "Time was up when this answer arrived: it is kept, shown with the result, and not scored."
)
CLOSED = N_("That section is not open: this answer is kept, shown with the result, and not scored.")
ENDING_SECONDS = 4
NEWER = N_("This question was answered later in another window: that answer stays.")
MESSAGES = {KeptAs.LATE: LATE, KeptAs.CLOSED: CLOSED, KeptAs.SUPERSEDED: NEWER}


@blueprint.get("/exams/sittings/<sitting_id>")
@audience("anyone")
def desk(sitting_id: str) -> Page:
    """Where a sitting goes on: at a question, in its break, or with its result."""
    sitting, moment = _sitting(sitting_id), now()
    if sitting.clock.is_told:
        return redirect(url_for("exam_results.result", sitting_id=sitting_id))
    if sitting.clock.is_over(moment):
        return _ending(sitting)
    if sitting.clock.in_break(now()):
        return render_template("exam_desk/break.html", **_time(sitting))
    position = queries.desk_of(sitting).start
    return redirect(url_for("exam_desk.question", sitting_id=sitting_id, position=position))


@blueprint.get("/exams/sittings/<sitting_id>/<int:position>")
@audience("anyone")
def question(sitting_id: str, position: int) -> Page:
    """One question of an open section."""
    return _elsewhere(sitting_id) or _question_page(sitting_id, position)


@blueprint.post("/exams/sittings/<sitting_id>/<int:position>")
@audience("anyone")
def save(sitting_id: str, position: int) -> Page:
    """Keep an answer where no script runs, and go where the button leads."""
    try:
        posted = _posted(position)
        kept = services.keep_posted(known().id, sitting_id, posted, now=now()).kept[0]
    except services.NoSuchExam:
        abort(404)
    except BadEntry:
        abort(400)
    if kept in MESSAGES:
        flash(_(MESSAGES[kept]))
    return redirect(_next_address(sitting_id, position))


@blueprint.post("/exams/sittings/<sitting_id>/answers")
@audience("anyone")
def answers(sitting_id: str) -> Page:
    """Keep what the script sends: one state a question, as many questions as wait."""
    who, moment = person(), now()
    sent = request.get_json(silent=True)
    try:
        entries = [read_entry(one) for one in _entries(sent)]
        done = services.keep(who.id if who else 0, sitting_id, entries, now=moment)
    except services.NoSuchExam:
        return jsonify(error=_("This exam is not open to this sign-in.")), 404
    except services.OtherBody:
        return unsaved({"": _("This save was sent before with another answer.")})
    except BadEntry as refusal:
        _sitting(sitting_id)
        return unsaved({"": str(refusal)})
    return jsonify(
        saved=time_of_day(moment, who.time_zone if who else "UTC"),
        saved_at=moment.isoformat(),
        kept=[
            {"key": e.key, "became": became} for e, became in zip(entries, done.kept, strict=True)
        ],
        **_state(done.clock.remaining(moment), done.turn, over=done.clock.is_over(moment)),
    )


@blueprint.get("/exams/sittings/<sitting_id>/questions")
@audience("anyone")
def questions(sitting_id: str) -> Page:
    """All questions of the open sections at once, for the script: it can go on without a line."""
    sitting = _sitting(sitting_id)
    if sitting.clock.is_over(now()) or sitting.clock.in_break(now()):
        return jsonify(error=_("No section is open now.")), 409
    html = render_template("exam_desk/questions.html", desk=queries.desk_of(sitting))
    return jsonify(html=html)


@blueprint.get("/exams/sittings/<sitting_id>/clock")
@audience("anyone")
def clock(sitting_id: str) -> Page:
    """How a sitting stands: the time left, and which window has it."""
    sitting = _sitting(sitting_id)
    moment = now()
    return jsonify(
        section=sitting.clock.section,
        in_break=sitting.clock.in_break(moment),
        **_state(sitting.clock.remaining(moment), sitting.turn, over=sitting.clock.is_over(moment)),
    )


@blueprint.post("/exams/sittings/<sitting_id>/turn")
@audience("anyone")
def turn(sitting_id: str) -> Page:
    """A window takes the sitting over."""
    try:
        found = services.take_over(known().id, sitting_id, now=now())
    except services.NoSuchExam:
        abort(404)
    except services.Over:
        return jsonify(error=_("This exam has ended."), over=True), 409
    return jsonify(turn=found)


@blueprint.get("/exams/sittings/<sitting_id>/review")
@audience("anyone")
def review(sitting_id: str) -> Page:
    """Every question of the open sections and how it stands, to jump to."""
    elsewhere = _elsewhere(sitting_id)
    if elsewhere:
        return elsewhere
    sitting = _sitting(sitting_id)
    show = request.args.get("show", "all")
    if show not in queries.FILTERS:
        abort(404)
    return render_template(
        "exam_desk/review.html", desk=queries.desk_of(sitting), show=show, **_time(sitting)
    )


@blueprint.get("/exams/sittings/<sitting_id>/end")
@audience("anyone")
def end(sitting_id: str) -> Page:
    """What closing the section, or sending the exam, means now."""
    elsewhere = _elsewhere(sitting_id)
    if elsewhere:
        return elsewhere
    sitting = _sitting(sitting_id)
    return render_template("exam_desk/end.html", desk=queries.desk_of(sitting), **_time(sitting))


@blueprint.post("/exams/sittings/<sitting_id>/end")
@audience("anyone")
def close(sitting_id: str) -> Page:
    """Close the section, or send the exam with the last one."""
    _sitting(sitting_id)
    form = forms.CloseForm()
    section = form.section.data or ""
    if not form.accepted() or not section.isdecimal():
        abort(400)
    try:
        rest = form.rest.data == "yes"
        services.close(known().id, sitting_id, int(section[:4]), rest=rest, now=now())
    except services.NoSuchExam:
        abort(404)
    return redirect(url_for("exam_desk.desk", sitting_id=sitting_id))


@blueprint.post("/exams/sittings/<sitting_id>/resume")
@audience("anyone")
def resume(sitting_id: str) -> Page:
    """End a break before its time."""
    try:
        services.go_on(known().id, sitting_id, now=now())
    except services.NoSuchExam:
        abort(404)
    return redirect(url_for("exam_desk.desk", sitting_id=sitting_id))


@blueprint.post("/exams/sittings/<sitting_id>/notes")
@audience("anyone")
def notes(sitting_id: str) -> Page:
    """Keep the notes of a sitting."""
    form = forms.NotesForm()
    if not form.accepted():
        return (
            unsaved({"notes": " ".join(map(str, form.notes.errors))})
            if wants_json()
            else abort(422)
        )
    try:
        services.keep_notes(known().id, sitting_id, form.notes.data or "", now=now())
    except services.NoSuchExam:
        abort(404)
    except services.Over:
        return unsaved({"": _("This exam has ended.")}, 409)
    if wants_json():
        return saved()
    return redirect(_question_address(sitting_id))


def _ending(sitting: ExamSitting) -> Response:
    """Time is up, and answers that are under way still count: no key is shown until they do not."""
    # No clock runs on this page: it would only ask for it again at each second.
    page = render_template("exam_desk/ending.html", **{**_time(sitting), "remaining_ms": None})
    response = make_response(page)
    response.headers["Refresh"] = str(ENDING_SECONDS)
    return response


def _question_page(sitting_id: str, position: int) -> Page:
    sitting = _sitting(sitting_id)
    desk_ = queries.desk_of(sitting)
    found = desk_.at(position)
    if found is None and 1 <= position <= desk_.total:
        flash(_("That question stands in a section that is not open."))
        return redirect(_desk(sitting_id))
    return render_template(
        "exam_desk/question.html", desk=desk_, one=found or abort(404), **_time(sitting)
    )


def _posted(position: int) -> services.Posted:
    """What the form of a question sent; raises BadEntry."""
    go, strike = request.form.get("go", ""), request.form.get("strike", "")
    cleared = go == "clear"
    shown = request.form.get("shown", "")
    seconds = now().timestamp() - int(shown) if shown.isdecimal() and len(shown) < 12 else 0.0
    seq = request.form.get("seq", "")
    return services.Posted(
        position=position,
        seq=int(seq) if seq.isdecimal() and len(seq) < 17 else 0,
        given=() if cleared else read_given(request.form.getlist("answer")),
        flag={"flag": True, "unflag": False}.get(go),
        strike=int(strike) if strike.isdecimal() and int(strike[:3]) < 40 else None,
        seconds=max(min(seconds, 3600.0), 0.0),
    )


def _next_address(sitting_id: str, position: int) -> str:
    go = request.form.get("go", "")
    if go == "review":
        return url_for("exam_desk.review", sitting_id=sitting_id)
    if go == "end":
        return url_for("exam_desk.end", sitting_id=sitting_id)
    sitting = _sitting(sitting_id)
    if sitting.clock.is_over(now()):
        return _desk(sitting_id)
    desk_ = queries.desk_of(sitting)
    step = {"next": 1, "previous": -1}.get(go, 0)
    if position + step > desk_.last:
        return url_for("exam_desk.review", sitting_id=sitting_id)
    position = max(position + step, desk_.first)
    return url_for("exam_desk.question", sitting_id=sitting_id, position=position)


def _question_address(sitting_id: str) -> str:
    back = request.form.get("back", "")
    if not back.isdecimal():
        return _desk(sitting_id)
    return url_for("exam_desk.question", sitting_id=sitting_id, position=int(back[:4]))


def _desk(sitting_id: str) -> str:
    return url_for("exam_desk.desk", sitting_id=sitting_id)


def _elsewhere(sitting_id: str) -> Response | None:
    """To the desk, where a break runs or the end has come: no question is open then."""
    sitting = _sitting(sitting_id)
    if sitting.clock.is_over(now()) or sitting.clock.in_break(now()):
        return redirect(_desk(sitting_id))
    return None


def _entries(sent: object) -> list[object]:
    found = sent.get("entries") if isinstance(sent, dict) else None
    if not isinstance(found, list) or not 1 <= len(found) <= MOST_ENTRIES:
        raise BadEntry(_("Send a list of entries."))
    return found


def _state(remaining: timedelta | None, turn_: int, *, over: bool) -> dict[str, object]:
    left = None if remaining is None else round(remaining.total_seconds() * 1000)
    return {"remaining_ms": left, "turn": turn_, "over": over}


def _time(sitting: ExamSitting) -> dict[str, object]:
    moment: datetime = now()
    remaining = sitting.clock.remaining(moment)
    pause = (sitting.clock.break_until or moment) - moment
    return {
        "sitting": sitting,
        "remaining": remaining,
        "remaining_ms": None if remaining is None else round(remaining.total_seconds() * 1000),
        "shown": int(moment.timestamp()),
        "watch": watch_of(sitting.code_id),
        "break_ms": round(pause.total_seconds() * 1000),
    }


def _sitting(sitting_id: str) -> ExamSitting:
    who = person()
    found = find_exam_sitting(who.id, sitting_id) if who else None
    return found or abort(404)
