"""Parts of an exam in its order, with what was seen before apart from what was not."""

from datetime import date

from tpmlearn.domain.content.catalogue import Blueprint, Draw, ExamSection, PassRule, Pool
from tpmlearn.domain.exams.exam_parts import Looked, parts_of, whole_of
from tpmlearn.domain.exams.result import AgainstMark
from tpmlearn.domain.exams.scoring import Marked

BLUEPRINT = Blueprint(
    slug="x",
    title="X",
    summary="",
    outline="pmp-2026",
    pool=Pool.TEST,
    since=date(2026, 1, 1),
    until=None,
    questions=40,
    marks=40,
    unscored=0,
    minutes=60,
    book="closed",
    sections=(ExamSection("All", 40),),
    draw=Draw(domains={"PE": 20, "PR": 20}),
    pass_rule=PassRule(0.75, each_domain=True, whose="ours"),
    notice="",
    sources=(),
    checked=date(2026, 1, 1),
)


def _questions(part: str, right: int, count: int, *, seen: bool = False) -> list[Looked]:
    return [(Marked(n, part, True, True, n < right, int(n < right), 1), seen) for n in range(count)]


def test_parts_come_in_the_order_of_the_blueprint_and_only_where_they_have_questions() -> None:
    found = parts_of([*_questions("PR", 9, 10), *_questions("odd", 1, 2)], BLUEPRINT)

    assert [(one.name, one.earned.questions) for one in found] == [("Process", 10), ("Odd", 2)]


def test_unscored_questions_make_no_part() -> None:
    unscored: Looked = (Marked(1, "PE", False, True, True, 1, 1), False)

    assert parts_of([unscored], BLUEPRINT) == ()


def test_what_was_seen_is_told_apart_and_says_nothing_of_another_mock() -> None:
    questions = [*_questions("PE", 12, 20), *_questions("PE", 10, 10, seen=True)]

    whole = whole_of(questions, BLUEPRINT)

    assert (whole.earned.earned, whole.unseen.earned, whole.seen.earned) == (22, 12, 10)
    assert whole.share_seen == 1 / 3
    assert whole.next_mock
    assert whole.next_mock.answers == 20
    # (12 + 1) / (20 + 2), not (22 + 1) / (30 + 2).
    assert whole.next_mock.expected == 13 / 22


def test_a_band_is_that_of_the_whole_interval() -> None:
    assert whole_of(_questions("PE", 12, 40), BLUEPRINT).band is AgainstMark.BELOW
    assert whole_of(_questions("PE", 30, 40), BLUEPRINT).band is AgainstMark.ABOUT
    assert whole_of(_questions("PE", 39, 40), BLUEPRINT).band is AgainstMark.ABOVE
