"""Practice exams for other people's eyes: only by consent, with conditions and corrections."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tests.support.exams import RIGHT, WRONG, At, sat_exam
from tests.support.former import PILLARS, moved_key, was
from tpmlearn.features.exam_results.queries import result_page
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.exam_sittings import find_exam_sitting
from tpmlearn.records.shown_exams import shown_exams

AT = datetime.now(UTC) - timedelta(days=2)
WHY = "The second <b>option</b> was right."


def link_of(client: CheckingClient, *sections: str) -> str:
    """The id of a view that shows these sections."""
    return scene.view(client.application, client.person_id, sections)


def test_an_exam_is_shown_with_its_range_its_rule_and_its_conditions(
    learner: CheckingClient, stranger: CheckingClient
) -> None:
    done = [RIGHT] * 60 + [WRONG] * 15 + [At(seen=True)] * 5
    sat_exam(learner, "psm-i", done, at=AT, extra=50)
    sat_exam(stranger, "psm-i", done, at=AT)

    with learner.application.app_context():
        (one,) = shown_exams(learner.person_id)
        (other,) = shown_exams(stranger.person_id)

    assert (one.whole.earned, one.whole.marks, one.passed, one.timed) == (65, 80, False, True)
    low, high = one.whole.interval
    assert 0.72 < low < 65 / 80 < high < 0.88
    assert one.conditions.seen_before == 5 / 80
    assert one.before is None
    # Extra time is nobody's business.
    assert one == other


@pytest.mark.parametrize("exam", ["prince2-practitioner", "pmp-2026"])
def test_others_see_the_very_figures_that_the_person_sees(
    learner: CheckingClient, exam: str
) -> None:
    done = [(RIGHT, WRONG, At(seen=True), At(scored=False))[n % 4] for n in range(50)]
    sitting = sat_exam(learner, exam, done, at=AT)

    with learner.application.app_context():
        catalogue = current_catalogue()
        (shown,) = shown_exams(learner.person_id)
        found = find_exam_sitting(learner.person_id, sitting)
        assert found
        own = result_page(found, catalogue)

    assert shown.whole.interval == own.whole.earned.interval
    assert [(one.name, one.earned) for one in shown.parts] == [
        (one.name, one.earned) for one in own.parts
    ]
    assert (shown.whole, shown.passed) == (own.whole.earned, own.passed)
    assert shown.conditions.seen_before == own.whole.share_seen


def test_drills_and_what_is_under_way_are_not_shown(learner: CheckingClient) -> None:
    sat_exam(learner, "psm-i", [RIGHT] * 5, at=AT, drill="trap:hero-mode")
    sat_exam(learner, "psm-i", [RIGHT] * 5, at=AT, ended=False)

    with learner.application.app_context():
        assert shown_exams(learner.person_id) == ()


def test_a_reader_sees_exams_only_where_the_person_chose_them(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    sat_exam(learner, "psm-i", [RIGHT] * 68 + [WRONG] * 12, at=AT)

    with_, without = link_of(learner, "exams"), link_of(learner, "quizzes")

    page = learner.read(f"/sharing/views/{with_}/preview")
    assert "68 of 80" in page
    assert "Reached: 85" in page
    assert "no statement about passing the real exam" in page
    assert "68 of 80" not in learner.read(f"/sharing/views/{without}/preview")


def test_a_correction_is_noted_at_the_shared_result(
    learner: CheckingClient, author: CheckingClient
) -> None:
    sat_exam(learner, "psm-i", [RIGHT, RIGHT], at=AT, items=(PILLARS, "psm-values"))
    was(learner.application, PILLARS, moved_key(2))
    path = f"/author/corrections/{PILLARS}?kind=key"
    version = author.read(path).partition('name="version"')[2].split('value="')[1].split('"')[0]
    assert author.send(path, why=WHY, version=version).status_code == 302

    page = learner.read(f"/sharing/views/{link_of(learner, 'exams')}/preview")

    assert "scored again" in page
    assert "this changed from 1 of 2: The second &lt;b&gt;option&lt;/b&gt; was right." in page
    # The learner hears of it first, on Today and among the exams.
    for news in ("/today", "/exams"):
        assert "A result was scored again: PSM I practice exam" in learner.read(news)
