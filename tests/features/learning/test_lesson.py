"""The lesson page: what it shows, to whom, and at what cost."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from tests.features.learning.cast import ATTACK, OTHER, SECTION, SLUG, finish_quiz
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.plans import a_plan, save_plan
from tpmlearn.db import db
from tpmlearn.domain.assessment.quiz_rules import AttemptKind
from tpmlearn.models import PersonRow
from tpmlearn.records.catalogue import current_catalogue


def test_it_shows_the_whole_lesson(visitor: CheckingClient) -> None:
    page = visitor.read(f"/learn/{SLUG}")

    with visitor.application.app_context():
        module = current_catalogue().modules[SLUG]
    for section in module.sections:
        assert f'<h2 id="{section.anchor}">' in page
        assert f'href="#{section.anchor}"' in page
        assert section.html in page
    for source in module.sources:
        assert source.title in page
    assert "checked Sun 22 November 2026" in page
    assert "last reviewed on Sun 22 November 2026" in page
    assert f'href="/learn/{SLUG}/quiz"' in page
    assert 'href="/assignments/jb05-estimate-the-next-release"' in page
    assert 'href="/skills/DEL4"' in page
    assert 'href="/learn/15-requirements-and-scope"' in page


def test_the_lessons_lead_on_in_their_order(visitor: CheckingClient) -> None:
    with visitor.application.app_context():
        slugs = list(current_catalogue().modules)
    for before, slug, after in zip([None, *slugs], slugs, [*slugs[1:], None], strict=False):
        page = visitor.read(f"/learn/{slug}")
        assert re.findall(r'rel="prev" href="/learn/([^"]+)"', page) == ([before] if before else [])
        assert re.findall(r'rel="next"[^>]* href="/learn/([^"]+)"', page) == (
            [after] if after else []
        )


@pytest.mark.parametrize(
    "slug", ["nope", "16", "16-ESTIMATE-IN-RANGES", "..", "<script>", "x" * 500]
)
def test_a_lesson_that_does_not_exist_is_not_there(visitor: CheckingClient, slug: str) -> None:
    assert visitor.get(f"/learn/{slug}").status_code == 404


@pytest.mark.parametrize("slug", ["nope", "a%00b", "a%1bb", "%ff", "x" * 500])
def test_nor_is_it_for_who_is_signed_in(learner: CheckingClient, slug: str) -> None:
    answer = learner.get(f"/learn/{slug}")

    assert answer.status_code == 404
    assert "Sign out" in answer.get_data(as_text=True)


def test_reading_writes_nothing(visitor: CheckingClient) -> None:
    visitor.read(f"/learn/{SLUG}")

    with visitor.application.app_context():
        assert db.session.scalar(select(func.count()).select_from(PersonRow)) == 0


def test_the_progress_sentence_is_true_at_every_step(learner: CheckingClient) -> None:
    def progress() -> str:
        page = learner.read(f"/learn/{SLUG}")
        found = re.findall(r"<p[^>]* data-progress>([^<]+)</p>", page)
        assert len(found) == 1
        unread = re.findall(r'data-ticked="[^"]+" hidden', page)
        assert len(unread) == 9 - int(found[0].split()[-3])
        return str(found[0])

    said = "Progress counts the sections you ticked as read: {} of 9."
    assert progress() == said.format(0)
    for state, section, done in (
        ("on", SECTION, 1),
        ("on", OTHER, 2),
        ("on", SECTION, 2),
        ("off", SECTION, 1),
        ("off", SECTION, 1),
        ("off", OTHER, 0),
    ):
        reply = learner.save(f"/learn/{SLUG}/read", section=section, state=state).get_json()
        assert reply["progress"] == said.format(done) == progress()


def test_it_says_where_the_saved_plan_puts_it(learner: CheckingClient) -> None:
    assert "in your plan" not in learner.read(f"/learn/{SLUG}")
    save_plan(learner, a_plan(date(2026, 12, 7), date(2026, 12, 18)))

    assert "in your plan: weeks 3 to 4" in learner.read(f"/learn/{SLUG}")
    assert "in your plan" not in learner.read("/learn/15-requirements-and-scope")


@dataclass(frozen=True)
class Sat:
    right: int
    day: int
    first_sight: bool = False


@pytest.mark.parametrize(
    ("sat", "words"),
    [
        ([Sat(8, 2)], "Last result: 8 of 10, passed, Mon 2 November 2026."),
        ([Sat(5, 2)], "Last result: 5 of 10, not passed, Mon 2 November 2026."),
        ([Sat(9, 2, True)], "Last result: 9 of 10, tested out, Mon 2 November 2026."),
        ([Sat(8, 3), Sat(6, 2)], "Last result: 8 of 10, passed, Tue 3 November 2026."),
        (
            [Sat(7, 2), Sat(6, 3)],
            "Last result: 6 of 10, not passed, Tue 3 November 2026. "
            "Passed with 7 of 10, passed, Mon 2 November 2026.",
        ),
    ],
)
def test_it_shows_the_last_result_of_the_quiz(
    learner: CheckingClient, stranger: CheckingClient, sat: list[Sat], words: str
) -> None:
    for one in sat:
        when = datetime(2026, 11, one.day, 10, 0, tzinfo=UTC)
        finish_quiz(learner, right=one.right, first_sight=one.first_sight, when=when)

    assert words in " ".join(learner.read(f"/learn/{SLUG}").split())
    assert "Last result" not in stranger.read(f"/learn/{SLUG}")


def test_repeating_the_wrong_ones_is_no_result(learner: CheckingClient) -> None:
    finish_quiz(learner, right=10, kind=AttemptKind.REPEAT)

    assert "Last result" not in learner.read(f"/learn/{SLUG}")


def test_it_costs_one_statement_signed_in_and_none_for_a_visitor(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    learner.save(f"/learn/{SLUG}/read", section=SECTION, state="on")
    learner.save(f"/learn/{SLUG}/bookmark", section=OTHER, state="on")
    learner.save(f"/learn/{SLUG}/note", note=ATTACK)
    finish_quiz(learner, right=8)
    save_plan(learner, a_plan(date(2026, 12, 7)))

    with statements(learner.application) as signed_in:
        page = learner.read(f"/learn/{SLUG}")
    with statements(learner.application) as open_to_all:
        visitor.read(f"/learn/{SLUG}")

    for words in ("week 3", "8 of 10", "1 of 9", "Bookmarked, undo", "alert(1)"):
        assert words in page
    assert len(signed_in.sql) == 1, signed_in.sql
    assert open_to_all.sql == []
    assert signed_in.commits == 0


def test_two_sentences_beside_each_other_have_a_blank_between_them(visitor: CheckingClient) -> None:
    assert re.search(r"</a>\.\s+Read before it: ", visitor.read(f"/learn/{SLUG}"))
