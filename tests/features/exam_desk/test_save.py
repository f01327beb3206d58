"""Saving an answer: kept once, ordered, refused where it is nobody's or makes no sense."""

from typing import Any

import pytest

from tests.conftest import Enter
from tests.support import desk
from tests.support.client import CheckingClient
from tests.support.desk import became, begin, entry, said, send


def seq_of(client: CheckingClient, sitting: str, position: int = 1) -> str:
    """The number that the form of a question holds."""
    page = client.read(f"/exams/sittings/{sitting}/{position}")
    return page.partition('name="seq" value="')[2].partition('"')[0]


def by_form(client: CheckingClient, sitting: str, **fields: str) -> int:
    """Send the form of the first question as it stands; the status."""
    seq = seq_of(client, sitting)
    return client.send(f"/exams/sittings/{sitting}/1", seq=seq, **fields).status_code


def test_an_answer_that_is_called_saved_is_there(learner: CheckingClient) -> None:
    sitting = begin(learner)

    reply = send(learner, sitting, entry(3, ["1"], flagged=True, struck=[2], highlights=[[0, 5]]))

    row = desk.stands(learner, sitting)[3]
    assert became(reply) == ["kept"]
    assert said(reply)["saved"].count(":") == 2
    assert 3_590_000 < said(reply)["remaining_ms"] <= 3_600_000
    assert (row.given, row.flagged, row.struck, row.highlights) == (["1"], True, [2], [[0, 5]])


def test_sending_again_changes_nothing_and_says_the_same(learner: CheckingClient) -> None:
    sitting = begin(learner)
    one = entry(1, ["2"])

    replies = [became(send(learner, sitting, one)) for _ in range(3)]

    assert replies == [["kept"]] * 3
    assert [event.kind for event in desk.events(learner, sitting)] == ["answer"]


def test_the_same_key_for_another_answer_is_refused(learner: CheckingClient) -> None:
    sitting = begin(learner)
    one = entry(1, ["2"])
    send(learner, sitting, one)

    reply = send(learner, sitting, one | {"given": ["0"]})

    assert reply.status_code == 422
    assert desk.stands(learner, sitting)[1].given == ["2"]


def test_what_arrives_out_of_order_does_not_replace_what_is_newer(learner: CheckingClient) -> None:
    sitting = begin(learner)
    send(learner, sitting, entry(1, ["2"], seq=9))

    reply = send(learner, sitting, entry(1, ["0"], seq=8))

    assert became(reply) == ["superseded"]
    assert desk.stands(learner, sitting)[1].given == ["2"]


def test_many_answers_come_in_one_go(learner: CheckingClient) -> None:
    sitting = begin(learner)

    reply = send(learner, sitting, *[entry(n, ["0"], seq=n) for n in range(1, 31)])

    assert became(reply) == ["kept"] * 30
    assert sorted(desk.stands(learner, sitting)) == list(range(1, 31))


def test_one_bad_entry_keeps_none(learner: CheckingClient) -> None:
    sitting = begin(learner)

    reply = send(learner, sitting, entry(1, ["0"]), entry(99, ["0"]))

    assert reply.status_code == 422
    assert not desk.stands(learner, sitting)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {"entries": []},
        {"entries": "x"},
        {"entries": [{"position": 1}]},
        {"entries": [entry(1, ["0"], seq=5_000_000)]},
        {"entries": [entry(1, ["<script>"] * 41)]},
        {"entries": [entry(n, ["0"]) for n in range(1, 402)]},
    ],
)
def test_what_no_page_of_ours_sends_is_refused(learner: CheckingClient, body: Any) -> None:
    sitting = begin(learner)

    reply = desk.post(learner, f"/exams/sittings/{sitting}/answers", body)

    assert reply.status_code == 422
    assert not desk.stands(learner, sitting)


def test_a_place_that_is_not_there_is_kept_and_counts_as_no_answer(learner: CheckingClient) -> None:
    sitting = begin(learner)

    assert became(send(learner, sitting, entry(1, ["77"]))) == ["kept"]
    assert "1 of 60 questions are not answered" not in learner.read(
        f"/exams/sittings/{sitting}/review"
    )
    assert "60 of 60 questions are not answered" in learner.read(
        f"/exams/sittings/{sitting}/review"
    )


def test_a_stranger_and_a_visitor_cannot_save(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    sitting = begin(learner)

    for other in (stranger, visitor):
        assert send(other, sitting, entry(1, ["0"])).status_code == 404
    assert not desk.stands(learner, sitting)


def test_a_save_without_a_token_gets_a_fresh_one(learner: CheckingClient) -> None:
    sitting = begin(learner)

    reply = learner.post(
        f"/exams/sittings/{sitting}/answers",
        json={"entries": [entry(1, ["0"])]},
        headers={"X-Requested-With": "fetch"},
    )

    assert reply.status_code == 400
    assert said(reply)["csrf_token"]


def test_seconds_are_never_more_than_the_exam_has_lasted(learner: CheckingClient) -> None:
    sitting = begin(learner)

    send(learner, sitting, entry(1, ["0"], seconds=80_000))

    assert desk.stands(learner, sitting)[1].seconds < 60


def test_it_counts_how_often_an_answer_was_replaced(learner: CheckingClient) -> None:
    sitting = begin(learner)
    for n, given in enumerate((["0"], ["0"], ["1"], [], ["2"]), start=1):
        send(learner, sitting, entry(1, given, seq=n))

    assert desk.stands(learner, sitting)[1].changes == 2


def test_answers_count_until_ten_seconds_after_the_end_and_are_kept_after_it(
    learner: CheckingClient,
) -> None:
    sitting = begin(learner)
    desk.let_pass(learner, sitting, seconds=3_605)

    assert became(send(learner, sitting, entry(1, ["0"]))) == ["kept"]

    desk.let_pass(learner, sitting, seconds=6)

    late = send(learner, sitting, entry(2, ["1"]))
    assert became(late) == ["late"]
    assert said(late)["over"]
    assert sorted(desk.stands(learner, sitting)) == [1]
    assert [event.kind for event in desk.events(learner, sitting)] == ["answer", "late"]


def test_without_a_script_each_button_saves(learner: CheckingClient) -> None:
    sitting = begin(learner)

    for fields in ({"answer": "1", "go": "next"}, {"answer": "2", "go": "flag"}):
        assert by_form(learner, sitting, **fields) == 302
    by_form(learner, sitting, answer="2", strike="3")

    row = desk.stands(learner, sitting)[1]
    assert (row.given, row.flagged, row.struck) == (["2"], True, [3])
    by_form(learner, sitting, answer="2", go="clear")
    row = desk.stands(learner, sitting)[1]
    assert (row.given, row.answered, row.flagged) == ([], False, True)


def test_a_form_takes_over_from_a_window_with_a_script(learner: CheckingClient) -> None:
    sitting = begin(learner)
    send(learner, sitting, entry(1, ["0"], seq=40))

    by_form(learner, sitting, answer="1", go="stay")
    reply = send(learner, sitting, entry(2, ["0"], seq=41))

    assert desk.stands(learner, sitting)[1].given == ["1"]
    # The window before hears of it, and what it had not sent is not lost.
    assert said(reply)["turn"] == 1
    assert became(reply) == ["kept"]


def test_a_form_that_was_made_before_the_newest_answer_does_not_replace_it(
    learner: CheckingClient,
) -> None:
    sitting = begin(learner)
    old = seq_of(learner, sitting)
    send(learner, sitting, entry(1, ["0"], seq=5))

    learner.send(f"/exams/sittings/{sitting}/1", seq=old, go="next")

    assert desk.stands(learner, sitting)[1].given == ["0"]
    assert "that answer stays" in learner.read(f"/exams/sittings/{sitting}/2")
    assert became(send(learner, sitting, entry(1, ["2"], seq=6))) == ["kept"]


def test_a_form_that_comes_too_late_says_so(learner: CheckingClient) -> None:
    sitting = begin(learner)
    desk.let_pass(learner, sitting, seconds=3_620)

    response = learner.send(f"/exams/sittings/{sitting}/1", answer="1", go="next")

    assert response.status_code == 302
    assert not desk.stands(learner, sitting)
    assert [event.kind for event in desk.events(learner, sitting)] == ["late"]


@pytest.mark.parametrize("position", ["0", "61", "999"])
def test_a_question_that_is_not_there_is_404(learner: CheckingClient, position: str) -> None:
    sitting = begin(learner)

    assert learner.get(f"/exams/sittings/{sitting}/{position}").status_code == 404
    assert learner.send(f"/exams/sittings/{sitting}/{position}", go="next").status_code == 400


@pytest.mark.parametrize("page", ["", "/1", "/review", "/end", "/questions", "/clock"])
def test_nobody_else_sees_a_page_of_it(
    learner: CheckingClient,
    stranger: CheckingClient,
    visitor: CheckingClient,
    enter: Enter,
    page: str,
) -> None:
    sitting = begin(learner)
    admin = enter("root@example.org", roles=("admin", "author"))

    for other in (stranger, visitor, admin):
        assert other.get(f"/exams/sittings/{sitting}{page}").status_code == 404


@pytest.mark.parametrize("step", ["turn", "end", "resume", "notes"])
def test_nobody_else_takes_a_step_in_it(
    learner: CheckingClient, stranger: CheckingClient, step: str
) -> None:
    sitting = begin(learner)

    response = stranger.send(f"/exams/sittings/{sitting}/{step}", section="1", notes="x")

    assert response.status_code == 404
    assert desk.sitting_row(learner, sitting).finished_at is None
