"""Taking an adaptive test: kept at once, never back, no key in any page, and nobody else's."""

import re
from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from tests.features.testing.cast import (
    age,
    begin,
    finish,
    give,
    is_over,
    values_of,
    waiting,
)
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.freezing import thaw
from tpmlearn.models import ItemVersionRow, SignInRow, SittingItemRow, SittingRow
from tpmlearn.records.people import hashed


def test_a_whole_test_from_the_list_to_the_result(learner: CheckingClient) -> None:
    assert "Professional practice" in learner.read("/tests")
    sitting = begin(learner)
    assert "Question 1" in learner.read(f"/tests/sittings/{sitting}")

    page = finish(learner, sitting)

    assert "Knowledge band K" in page
    assert "Provisional" in page
    assert "<span>unsupervised</span><span>open bank</span>" in page
    assert "difficulty" in learner.read(f"/tests/sittings/{sitting}/how")
    assert f"/tests/sittings/{sitting}/result" in learner.read("/tests")


def test_a_visitor_may_take_a_test(visitor: CheckingClient) -> None:
    sitting = begin(visitor)

    assert "Question 1" in visitor.read(f"/tests/sittings/{sitting}")


@pytest.mark.parametrize("slug", ["nothing", "p", "PRO%00", "quickly"])
def test_a_test_that_is_not_there_is_not_found(learner: CheckingClient, slug: str) -> None:
    assert learner.get(f"/tests/{slug}").status_code == 404
    assert learner.send(f"/tests/{slug}").status_code == 404


def test_no_key_and_no_reason_is_in_any_page(learner: CheckingClient) -> None:
    sitting = begin(learner)
    pages = []
    while not is_over(learner, sitting):
        pages.append(learner.read(f"/tests/sittings/{sitting}"))
        give(learner, sitting, right=len(pages) % 2 == 0)
    pages.append(learner.read(f"/tests/sittings/{sitting}/result"))
    pages.append(learner.read(f"/tests/sittings/{sitting}/how"))

    with learner.application.app_context():
        contents = db.session.scalars(
            select(ItemVersionRow.content).join(
                SittingItemRow, SittingItemRow.item_version == ItemVersionRow.version
            )
        ).all()
    items = [thaw(content) for content in contents]
    secrets = [option.reason for item in items for option in item.options if option.reason]
    secrets += [item.explanation for item in items if item.explanation]
    assert len(secrets) > 40
    for page in pages:
        assert not [secret for secret in secrets if secret in page]
        assert "Right answer" not in page
    stems = [item.stem for item in items]
    assert not [stem for stem in stems if stem in pages[-1] or stem in pages[-2]]


def test_the_page_shows_the_same_item_until_it_is_answered(learner: CheckingClient) -> None:
    sitting = begin(learner)
    first, second = (_stem(learner, sitting) for _ in range(2))
    give(learner, sitting)

    assert first == second != _stem(learner, sitting)


def _stem(client: CheckingClient, sitting: str) -> str:
    found = re.search(r'class="prose stem">(.+)', client.read(f"/tests/sittings/{sitting}"))
    assert found
    return found[1]


def test_the_first_answer_stays_and_the_same_again_changes_nothing(
    learner: CheckingClient,
) -> None:
    sitting = begin(learner)
    right = values_of(learner, sitting, 1, right=True)
    wrong = values_of(learner, sitting, 1, right=False)
    learner.send(f"/tests/sittings/{sitting}/1", answer=right)

    again = learner.send(f"/tests/sittings/{sitting}/1", answer=right)
    assert again.status_code == 302
    assert "kept first stays" not in learner.read(f"/tests/sittings/{sitting}")
    learner.send(f"/tests/sittings/{sitting}/1", answer=wrong)

    assert "What was kept first stays" in learner.read(f"/tests/sittings/{sitting}")
    with learner.application.app_context():
        assert db.session.get_one(SittingItemRow, (sitting, 1)).correct is True
        assert db.session.scalar(select(func.count()).select_from(SittingItemRow)) == 2


@pytest.mark.parametrize("position", [0, 2, 99])
def test_an_item_that_was_not_given_takes_no_answer(learner: CheckingClient, position: int) -> None:
    sitting = begin(learner)

    response = learner.send(f"/tests/sittings/{sitting}/{position}", answer="0")

    assert response.status_code == 302
    assert waiting(learner, sitting) == 1


@pytest.mark.parametrize("values", [[], ["x"], ["\x00"], ["9" * 400], ["nan"]])
def test_what_is_no_answer_is_refused_and_the_item_stays(
    learner: CheckingClient, values: list[str]
) -> None:
    sitting = begin(learner)

    response = learner.send(f"/tests/sittings/{sitting}/1", answer=values)

    assert response.status_code == 422
    assert "Question 1" in response.get_data(as_text=True)
    assert waiting(learner, sitting) == 1


def test_a_test_that_was_ended_takes_no_more(learner: CheckingClient) -> None:
    sitting = begin(learner)
    give(learner, sitting)
    values = values_of(learner, sitting, 2, right=True)
    learner.send(f"/tests/sittings/{sitting}/stop")

    learner.send(f"/tests/sittings/{sitting}/2", answer=values)
    learner.send(f"/tests/sittings/{sitting}/go-on")

    page = learner.read(f"/tests/sittings/{sitting}/result")
    assert "You ended it before its end" in page
    assert "1 question answered" in page
    assert "not enough answers yet" in page
    with learner.application.app_context():
        assert db.session.get_one(SittingItemRow, (sitting, 2)).answered_at is None


def test_it_is_nobody_elses(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    sitting = begin(learner)
    values = values_of(learner, sitting, 1, right=True)

    for other in (stranger, visitor):
        for page in ("", "/result", "/how"):
            assert other.get(f"/tests/sittings/{sitting}{page}").status_code == 404
        for step in ("go-on", "stop", "1"):
            sent = other.send(f"/tests/sittings/{sitting}/{step}", answer=values)
            assert sent.status_code == 404
    assert waiting(learner, sitting) == 1


def test_without_a_token_nothing_happens(learner: CheckingClient) -> None:
    sitting = begin(learner)

    for step in ("go-on", "stop", "1"):
        response = learner.post(f"/tests/sittings/{sitting}/{step}", data={"answer": "0"})
        assert response.status_code in {400, 403}
    assert not is_over(learner, sitting)


def test_a_test_that_is_open_goes_on_where_it_was(learner: CheckingClient) -> None:
    sitting = begin(learner)
    give(learner, sitting)

    assert begin(learner) == sitting
    assert waiting(learner, sitting) == 2
    assert "Go on: 1 answered" in learner.read("/tests/pro")


def test_it_goes_on_on_another_device(learner: CheckingClient, visitor: CheckingClient) -> None:
    sitting = begin(learner)
    give(learner, sitting)
    with learner.application.app_context(), writing():
        now = datetime.now(UTC)
        row = SignInRow(
            id=hashed("phone"), person_id=learner.person_id, device="phone", created_at=now
        )
        db.session.add(row)
        db.session.commit()
    with visitor.session_transaction() as session:
        session["_user_id"], session["_fresh"] = "phone", True
    visitor.person_id = learner.person_id

    assert _stem(visitor, sitting) == _stem(learner, sitting)
    give(visitor, sitting)

    assert "Question 3" in learner.read(f"/tests/sittings/{sitting}")


def test_after_twenty_items_it_rests_until_the_person_goes_on(learner: CheckingClient) -> None:
    sitting = begin(learner, "com")
    for _ in range(20):
        give(learner, sitting)

    assert waiting(learner, sitting) is None
    assert "A rest, if you like" in learner.read(f"/tests/sittings/{sitting}")
    assert "20 questions are answered" in learner.read(f"/tests/sittings/{sitting}")
    learner.send(f"/tests/sittings/{sitting}/go-on")
    learner.send(f"/tests/sittings/{sitting}/go-on")

    assert waiting(learner, sitting) == 21


def test_two_items_in_twenty_are_tried_out_and_count_for_nothing(
    learner: CheckingClient,
) -> None:
    sitting = begin(learner, "com")
    for _ in range(20):
        give(learner, sitting)
    learner.send(f"/tests/sittings/{sitting}/stop")

    with learner.application.app_context():
        scored = db.session.scalars(select(SittingItemRow.scored)).all()
    assert sorted(scored) == [False] * 2 + [True] * 18
    assert learner.read(f"/tests/sittings/{sitting}/how").count("new, not counted") == 2


def test_no_item_and_no_case_comes_twice(learner: CheckingClient) -> None:
    sitting = begin(learner, "com")
    finish(learner, sitting, right=False)

    with learner.application.app_context():
        contents = db.session.scalars(
            select(ItemVersionRow.content).join(
                SittingItemRow, SittingItemRow.item_version == ItemVersionRow.version
            )
        ).all()
    items = [content["id"] for content in contents]
    cases = [content["case"] for content in contents if content["case"]]
    assert len(items) == len(set(items)) > 20
    assert len(cases) == len(set(cases))


def test_how_it_was_measured_says_how_dependable_it_is(learner: CheckingClient) -> None:
    sitting = begin(learner)
    finish(learner, sitting)

    page = learner.read(f"/tests/sittings/{sitting}/how")

    found = re.search(
        r"a reliability of (0\.\d\d), from (\d+) answers that count: .*about (\d+) %", page
    )
    assert found
    assert 0.3 < float(found[1]) < 0.9
    assert int(found[3]) == pytest.approx(100 * float(found[1]), abs=1)
    said = re.search(r"It is 1 − (0\.\d\d)² / (0\.\d\d):", page)
    assert said
    # Three skills with the correlation .5.
    assert float(said[2]) == pytest.approx(2 / 3, abs=0.005)
    assert float(found[1]) == pytest.approx(1 - float(said[1]) ** 2 / (2 / 3), abs=0.03)
    assert "no answers have checked this figure" in page


def test_without_an_answer_that_counts_nothing_is_said_to_be_dependable(
    learner: CheckingClient,
) -> None:
    sitting = begin(learner)
    give(learner, sitting, hurried=True)
    learner.send(f"/tests/sittings/{sitting}/stop")

    assert "a reliability of" not in learner.read(f"/tests/sittings/{sitting}/how")


@pytest.mark.parametrize("right", [True, False])
def test_all_right_and_all_wrong_give_finite_figures(learner: CheckingClient, right: bool) -> None:
    sitting = begin(learner)
    page = finish(learner, sitting, right=right) + learner.read(f"/tests/sittings/{sitting}/how")

    assert not re.search(r"\b(nan|inf)\b", page, re.IGNORECASE)
    assert "Knowledge band K" in page


def test_the_quick_test_asks_thirty_and_names_no_band(learner: CheckingClient) -> None:
    sitting = begin(learner, "quick")
    page = finish(learner, sitting)

    with learner.application.app_context():
        row = db.session.get_one(SittingRow, sitting)
        assert sum(row.quotas.values()) == 30
    assert "Knowledge band" not in page
    assert "standard deviations" in page


def test_guesses_within_seconds_are_left_out_and_too_many_spoil_the_result(
    learner: CheckingClient,
) -> None:
    sitting = begin(learner)
    for _ in range(3):
        give(learner, sitting, hurried=True)
    page = finish(learner, sitting)

    assert "This result does not count" in page
    assert learner.read(f"/tests/sittings/{sitting}/how").count("left out: within") == 3


def test_it_may_be_taken_again_after_a_fortnight_with_other_items(
    learner: CheckingClient,
) -> None:
    first = begin(learner)
    finish(learner, first)
    refused = learner.send("/tests/pro")
    assert refused.status_code == 409
    assert "Fourteen days" in refused.get_data(as_text=True)
    age(learner, first, 14)

    second = begin(learner)
    finish(learner, second)

    with learner.application.app_context():
        items = db.session.scalars(select(SittingItemRow.item)).all()
    assert len(items) == len(set(items))
    age(learner, second, 14)
    assert "twice in 90 days" in learner.send("/tests/pro").get_data(as_text=True)


def test_an_answer_takes_few_statements(learner: CheckingClient) -> None:
    sitting = begin(learner)
    give(learner, sitting)
    values, token = values_of(learner, sitting, 2, right=True), learner.token()

    with statements(learner.application) as seen:
        learner.post(f"/tests/sittings/{sitting}/2", data={"answer": values, "csrf_token": token})

    assert len(seen.sql) <= 10, "\n".join(seen.sql)
    assert seen.commits == 1
