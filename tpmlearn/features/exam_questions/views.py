"""Pages: the questions of a sitting that is over, filtered and page by page, and one of them."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from tpmlearn.domain.exams.looking_back import in_words, read_show
from tpmlearn.features.exam_questions import queries
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_sittings import ExamSitting, find_exam_sitting
from tpmlearn.web.access import audience, person

blueprint = Blueprint("exam_questions", __name__, template_folder="templates")
Page = str | Response


@blueprint.get("/exams/sittings/<sitting_id>/result/questions")
@audience("anyone")
def index(sitting_id: str) -> Page:
    """The questions of one kind, twenty a page; all of them to print."""
    sitting = _own(sitting_id)
    if not sitting.clock.is_told:
        return _desk(sitting)
    whole = request.args.get("print") == "all"
    found = queries.list_page(
        sitting,
        current_catalogue(),
        show=read_show(request.args.get("show", "")),
        page=None if whole else _page(request.args.get("page", "1")),
    )
    return render_template(
        "exam_questions/index.html", page=found or abort(404), words=in_words(), whole=whole
    )


@blueprint.get("/exams/sittings/<sitting_id>/result/<int:position>")
@audience("anyone")
def question(sitting_id: str, position: int) -> Page:
    """One question with its key and every reason."""
    sitting = _own(sitting_id)
    if not sitting.clock.is_told:
        return _desk(sitting)
    show = read_show(request.args.get("show", ""))
    found = queries.question_page(sitting, current_catalogue(), position, show=show)
    return render_template(
        "exam_questions/question.html", page=found or abort(404), words=in_words()
    )


def _page(text: str) -> int:
    """The number of a page; 0, which no list has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 0


def _desk(sitting: ExamSitting) -> Response:
    return redirect(url_for("exam_desk.desk", sitting_id=sitting.id))


def _own(sitting_id: str) -> ExamSitting:
    who = person()
    return (find_exam_sitting(who.id, sitting_id) if who else None) or abort(404)
