"""The page behind a confirmer's link: three answers, once, withdrawn at any time; leaks nothing."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from itsdangerous import URLSafeSerializer
from sqlalchemy import select, update

from tests.conftest import Enter
from tests.features.evidence.cast import WORK, answer, ask, attach, confirmer_of, log
from tests.features.sharing import scene
from tests.support.client import CheckingClient
from tests.support.jobs import mailing, posted
from tpmlearn.db import db, writing
from tpmlearn.models import ConfirmerRow, ThrottleRow

SAID = "Yes, she led it from start to end."
CHANGE = {name: value for name, value in WORK.items() if name not in {"confirmer", "email"}}


def set_confirmer(app: Flask, **values: object) -> None:
    with app.app_context(), writing():
        db.session.execute(update(ConfirmerRow).values(**values))
        db.session.commit()


def rows(app: Flask) -> list[tuple[str, str]]:
    with app.app_context():
        found = db.session.execute(select(ConfirmerRow.answer, ConfirmerRow.sentence))
        return [(one, two) for one, two in found]


def test_a_visitor_reads_the_claim_and_confirms_it(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    path = ask(learner, entry)

    page = visitor.read(path)
    for words in ("Ada Obi says", "Priya, my tech lead", "Moved billing", "8 hours a week", "Risk"):
        assert words in page, words
    answer(visitor, path, sentence=SAID)

    assert "you confirmed it" in visitor.read(path)
    own = learner.read(f"/evidence/{entry}")
    assert SAID in own
    assert re.search(r"badge-good.*?confirmed", own, re.DOTALL)


def test_it_asks_for_nobody_who_was_not_asked(learner: CheckingClient) -> None:
    page = learner.read(f"/evidence/{log(learner)}")

    assert "/confirm/" not in page
    assert "Ask them" in page


@pytest.mark.parametrize(
    ("said", "standing", "counts"),
    [
        ("confirmed", "confirmed", "evidence confirmed, not tested"),
        ("declined", "declined, carries nothing", "counts as 2"),
        ("unknown", "claimed, not confirmed", "counts as 2"),
    ],
)
def test_each_answer_is_told_apart_wherever_the_owner_looks(
    learner: CheckingClient, visitor: CheckingClient, said: str, standing: str, counts: str
) -> None:
    scene.say(learner.application, learner.person_id, CTL2=3)
    entry = log(learner)
    answer(visitor, ask(learner, entry), said)

    for path in (f"/evidence/{entry}", "/evidence", "/rate/ctl", "/profile", "/evidence/stories"):
        assert standing in learner.read(path), path
    assert counts in learner.read("/rate/ctl")
    # The short reading that gap and plan use says the same.
    assert counts in learner.read("/gap?role=tpm")


def test_an_answer_is_given_once(learner: CheckingClient, visitor: CheckingClient) -> None:
    path = ask(learner, log(learner))
    answer(visitor, path, sentence="First")
    with_seen = {"answer": "declined", "seen": "x", "sentence": "Second"}

    visitor.send(path, **with_seen)

    assert rows(learner.application) == [("confirmed", "First")]
    assert "Send my answer" not in visitor.read(path)


def test_an_answer_can_be_withdrawn_and_is_forgotten(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    path = ask(learner, entry)
    answer(visitor, path, "declined", sentence=SAID)

    visitor.send(f"{path}/withdraw")

    assert rows(learner.application) == [("", "")]
    assert "withdrew their answer on" in learner.read(f"/evidence/{entry}")
    answer(visitor, path)
    assert rows(learner.application) == [("confirmed", "")]


def test_it_can_be_withdrawn_when_the_link_has_long_expired(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = ask(learner, log(learner))
    answer(visitor, path)
    set_confirmer(learner.application, expires_at=datetime.now(UTC) - timedelta(days=400))

    assert "you confirmed it" in visitor.read(path)
    visitor.send(f"{path}/withdraw")

    assert rows(learner.application) == [("", "")]
    assert visitor.get(path).status_code == 410


def test_a_change_asks_for_a_new_confirmation(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    path = ask(learner, entry)
    answer(visitor, path)
    assert "This entry is confirmed" in learner.read(f"/evidence/{entry}/edit")

    learner.send(f"/evidence/{entry}/edit", **{**CHANGE, "title": "Led the whole company"})

    page = learner.read(f"/evidence/{entry}")
    assert "confirmed an earlier wording" in page
    assert "claimed, not confirmed" in page
    assert "has changed the claim since you answered" in visitor.read(path)
    answer(visitor, path)
    assert "claimed, not confirmed" not in learner.read(f"/evidence/{entry}")


def test_a_change_does_not_shake_off_a_refusal(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    answer(visitor, ask(learner, entry), "declined")

    learner.send(f"/evidence/{entry}/edit", **{**CHANGE, "title": "Moved billing, in part"})
    learner.send(f"/evidence/{entry}/confirmers", confirmer="A friend")
    answer(visitor, ask(learner, entry), "confirmed")

    assert "declined, carries nothing" in learner.read(f"/evidence/{entry}")


def test_who_answered_is_not_taken_off_or_revoked(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    answer(visitor, ask(learner, entry), "declined")
    one = confirmer_of(learner, entry)

    for action in ("drop", "revoke"):
        back = learner.send(f"/evidence/confirmers/{one}/{action}")
        assert "They have answered" in learner.read(back.headers["Location"])

    assert rows(learner.application) == [("declined", "")]


def test_what_changed_while_it_was_read_is_shown_again(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    path = ask(learner, entry)
    seen = re.search(r'name="seen" value="([^"]+)"', visitor.read(path))
    assert seen
    learner.send(f"/evidence/{entry}/edit", **{**CHANGE, "title": "Something else"})

    response = visitor.send(path, seen=seen[1], answer="confirmed", sentence=SAID)

    assert response.status_code == 422
    assert "changed while you read it" in response.text
    assert "Something else" in response.text
    assert SAID in response.text
    assert rows(learner.application) == [("", "")]


def test_nobody_confirms_their_own_work(learner: CheckingClient) -> None:
    path = ask(learner, log(learner))

    assert "This is your own claim" in learner.read(path)
    assert "Send my answer" not in learner.read(path)
    response = learner.send(path, answer="confirmed", seen="x")

    assert response.status_code == 403
    assert rows(learner.application) == [("", "")]
    assert learner.send(f"{path}/withdraw").status_code == 403


def test_another_member_may_answer(learner: CheckingClient, stranger: CheckingClient) -> None:
    path = ask(learner, log(learner))

    answer(stranger, path)

    assert rows(learner.application) == [("confirmed", "")]


@pytest.mark.parametrize(("field", "value"), [("answer", ""), ("answer", "yes"), ("answer", None)])
def test_one_of_three_answers_is_needed_and_the_sentence_is_kept(
    learner: CheckingClient, visitor: CheckingClient, field: str, value: str | None
) -> None:
    path = ask(learner, log(learner))
    fields = {"sentence": SAID, **({field: value} if value is not None else {})}

    response = visitor.send(path, **fields)

    assert response.status_code == 422
    assert "Choose one of the three answers" in response.text
    assert SAID in response.text


def test_a_sentence_has_an_end(learner: CheckingClient, visitor: CheckingClient) -> None:
    path = ask(learner, log(learner))

    assert answer(visitor, path, sentence="x" * 501).status_code == 422
    assert rows(learner.application) == [("", "")]


def test_an_expired_and_a_revoked_link_show_nothing_and_take_no_answer(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    path = ask(learner, entry)
    set_confirmer(learner.application, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    expired = visitor.get(path)
    assert "the link has expired" in learner.read(f"/evidence/{entry}")
    again = ask(learner, entry)
    assert again == path
    learner.send(f"/evidence/confirmers/{confirmer_of(learner, entry)}/revoke")
    revoked = visitor.get(path)

    for response in (expired, revoked, visitor.send(path, answer="confirmed", seen="x")):
        assert response.status_code == 410
        assert "This link asks nothing" in response.text
        for trace in ("Ada", "Moved billing", "Priya"):
            assert trace not in response.text
    assert rows(learner.application) == [("", "")]


def test_after_revoking_another_address_is_made(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    old = ask(learner, entry)
    learner.send(f"/evidence/confirmers/{confirmer_of(learner, entry)}/revoke")

    new = ask(learner, entry)

    assert new != old
    assert visitor.get(old).status_code == 404
    assert visitor.get(new).status_code == 200


def test_a_removed_entry_shows_nothing_to_whom_it_asked(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    path = ask(learner, entry)
    learner.send(f"/evidence/{entry}/remove")

    assert visitor.get(path).status_code == 404
    learner.send(f"/evidence/{entry}/restore")
    assert visitor.get(path).status_code == 200


def forged(app: Flask, key: object, *, secret: str = "", salt: str = "confirm-evidence") -> str:
    return str(URLSafeSerializer(secret or app.config["SECRET_KEY"], salt=salt).dumps(key))


def test_forged_tokens_lead_nowhere_and_say_nothing(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    app, path = learner.application, ask(learner, log(learner))
    with app.app_context():
        key = db.session.scalar(select(ConfirmerRow.key))
    tokens = [
        "forged",
        f"{path.rpartition('/')[2]}x",
        path.rpartition("/")[2][:-1],
        str(key),
        forged(app, key, secret="another-secret-" + "x" * 32),
        forged(app, key, salt="session"),
        forged(app, 1),
        forged(app, {"key": key}),
        forged(app, "no-such-key"),
        "%00",
        "a" * 4000,
    ]

    for token in tokens:
        for response in (
            visitor.get(f"/confirm/{token}"),
            visitor.send(f"/confirm/{token}", answer="confirmed", seen="x"),
            visitor.send(f"/confirm/{token}/withdraw"),
            visitor.get(f"/confirm/{token}/file"),
        ):
            assert response.status_code == 404, token[:40]
            assert "Moved billing" not in response.text
    assert rows(app) == [("", "")]


def test_the_page_is_not_kept_not_found_and_sends_no_address_on(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = ask(learner, log(learner))

    for target in (path, "/confirm/forged"):
        headers = visitor.get(target).headers
        assert headers["Cache-Control"] == "no-store"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert "noindex" in headers["X-Robots-Tag"]


def test_the_file_goes_to_whoever_may_see_the_claim(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    attach(learner, entry)
    path = ask(learner, entry)

    sent = visitor.get(f"{path}/file")
    learner.send(f"/evidence/confirmers/{confirmer_of(learner, entry)}/revoke")

    assert sent.headers["Content-Disposition"].startswith("attachment")
    assert sent.headers["Cache-Control"] == "no-store"
    assert visitor.get(f"{path}/file").status_code == 404


def test_many_tries_are_slowed_down(learner: CheckingClient, visitor: CheckingClient) -> None:
    path = ask(learner, log(learner))
    answer(visitor, path)
    for _ in range(9):
        visitor.send(f"{path}/withdraw")
    answer(visitor, path, sentence="Eleventh")

    assert visitor.send(f"{path}/withdraw").status_code == 429
    assert rows(learner.application) == [("confirmed", "Eleventh")]
    with learner.application.app_context():
        assert len(db.session.scalars(select(ThrottleRow.id)).all()) == 2


def test_a_look_writes_nothing_and_makes_nobody(
    learner: CheckingClient, visitor: CheckingClient
) -> None:
    path = ask(learner, log(learner))

    visitor.read(path)
    answer(visitor, path)

    with visitor.session_transaction() as session:
        assert "_user_id" not in session


def test_asking_is_for_members(guest: CheckingClient) -> None:
    entry = log(guest)

    response = guest.send(f"/evidence/confirmers/{confirmer_of(guest, entry)}/ask")

    assert response.headers["Location"].startswith("/sign-in")
    with guest.application.app_context():
        assert db.session.scalar(select(ConfirmerRow.key)) is None


def test_a_stranger_asks_and_ends_nothing(
    learner: CheckingClient, stranger: CheckingClient, visitor: CheckingClient
) -> None:
    entry = log(learner)
    path = ask(learner, entry)
    one = confirmer_of(learner, entry)

    for action in ("ask", "revoke", "drop"):
        assert stranger.send(f"/evidence/confirmers/{one}/{action}").status_code == 404

    assert visitor.get(path).status_code == 200


def test_the_link_is_mailed_where_mail_is_set_and_says_who_asks(
    enter: Enter,
) -> None:
    learner = enter("ada@example.org", name="Ada Obi", verified_at=datetime.now(UTC))
    entry = log(learner)
    with mailing(learner.application):
        path = ask(learner, entry)
        for _ in range(4):
            learner.send(f"/evidence/confirmers/{confirmer_of(learner, entry)}/ask")

    sent = posted(learner.application)
    assert len(sent) == 4
    assert sent[0].to == "priya@example.org"
    assert "Ada Obi (ada@example.org) has named you" in sent[0].text
    assert f"http://127.0.0.1:8000{path}" in sent[0].text
    assert "Moved billing" not in sent[0].text
    assert "none was sent now" in learner.read(f"/evidence/{entry}")
