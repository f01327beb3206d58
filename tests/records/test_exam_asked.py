"""Questions of exams that are over come to what is stored of them, whatever was corrected."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import NOTHING, RIGHT, WRONG, At, sat_exam
from tests.support.former import PILLARS, moved_key, was
from tpmlearn.domain.exams.scoring import score
from tpmlearn.records.exam_asked import Asked, asked_in
from tpmlearn.records.exam_results import Revision, late_answers, revisions_of, sittings_over
from tpmlearn.records.exam_sittings import find_exam_sitting

NOW = datetime.now(UTC)
AT = NOW - timedelta(days=2)
OTHERS = ("psm-values", "psm-empiricism", "psm-lean")


def _looked_back(client: CheckingClient, sitting: str) -> tuple[tuple[Asked, ...], list[Revision]]:
    with client.application.app_context():
        found = find_exam_sitting(client.person_id, sitting)
        assert found
        return asked_in([found])[sitting], list(revisions_of([sitting]).get(sitting, ()))


def _correct(author: CheckingClient, kind: str) -> None:
    path = f"/author/corrections/{PILLARS}?kind={kind}"
    version = re.search(r'name="version" type="hidden" value="([^"]*)"', author.read(path))
    assert version
    sent = author.send(path, why="The second option was right.", version=version[1])
    assert sent.status_code == 302


@pytest.mark.parametrize(
    ("exam", "questions"), [("pmp-2026", 60), ("prince2-practitioner", 50), ("psm-i", 40)]
)
def test_they_come_to_the_stored_result(learner: CheckingClient, exam: str, questions: int) -> None:
    done = [(RIGHT, WRONG, NOTHING, At(scored=False))[n % 4] for n in range(questions)]
    sitting = sat_exam(learner, exam, done, at=AT)

    asked, revisions = _looked_back(learner, sitting)

    with learner.application.app_context():
        found = find_exam_sitting(learner.person_id, sitting)
    assert found
    total = score([one.marked for one in asked], found.blueprint.pass_rule)
    newest = revisions[-1]
    assert (total.earned, total.marks, total.passed) == (
        newest.earned,
        newest.marks,
        newest.passed,
    )
    assert total.domains == newest.domains


@pytest.mark.parametrize("done", [RIGHT, WRONG, NOTHING])
@pytest.mark.parametrize("kind", ["key", "withdrawn"])
def test_they_come_to_the_stored_result_after_a_correction(
    learner: CheckingClient, author: CheckingClient, kind: str, done: At
) -> None:
    sitting = sat_exam(
        learner, "psm-i", [done, RIGHT, WRONG, RIGHT], at=AT, items=(PILLARS, *OTHERS)
    )
    was(learner.application, PILLARS, moved_key(2))
    _correct(author, kind)

    asked, revisions = _looked_back(learner, sitting)

    scored = [one.marked for one in asked if one.marked.scored]
    assert sum(one.earned for one in scored) == revisions[-1].earned
    assert sum(one.marks for one in scored) == revisions[-1].marks


def test_late_answers_come_with_their_place(learner: CheckingClient) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT, At(late=True, given=("1",))], at=AT)

    with learner.application.app_context():
        assert late_answers(sitting) == {2: ("1",)}


def test_only_what_is_over_is_looked_back_on(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    over = sat_exam(learner, "psm-i", [RIGHT], at=AT)
    sat_exam(learner, "psm-i", [RIGHT], at=NOW, ended=False)
    drill = sat_exam(learner, "psm-i", [RIGHT], at=NOW - timedelta(days=1), drill="domain:PE")

    with learner.application.app_context():
        mine = [one.id for one in sittings_over(learner.person_id)]
        of_exam = [one.id for one in sittings_over(learner.person_id, exam="psm-i")]
        others = sittings_over(stranger.person_id)
    assert (mine, of_exam, others) == ([over, drill], [over], [])


def test_any_number_of_sittings_takes_three_statements(learner: CheckingClient) -> None:
    for day in range(4):
        sat_exam(learner, "psm-i", [RIGHT, WRONG] * 5, at=NOW - timedelta(days=day + 1))

    with learner.application.app_context():
        over = sittings_over(learner.person_id)
        with statements(learner.application) as seen:
            asked = asked_in(over)

    assert [len(of) for of in asked.values()] == [10] * 4
    assert len(seen.sql) <= 3
