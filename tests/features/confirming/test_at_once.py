"""Two answers by one link at the same moment: one is kept; files at once stay within their room."""

from datetime import UTC, datetime

from sqlalchemy import func, select, update

from tests.features.evidence.cast import PDF, ask, attach, log
from tests.support.at_once import at_once
from tests.support.client import CheckingClient
from tpmlearn.db import db, writing
from tpmlearn.domain.profiles.attachments import MOST_KEPT, attachment
from tpmlearn.domain.profiles.evidence import Answer
from tpmlearn.features.confirming import services
from tpmlearn.features.evidence import services as logging
from tpmlearn.models import ConfirmerRow, EvidenceFileRow, EvidenceRow


def test_of_two_answers_at_once_one_is_kept(learner: CheckingClient) -> None:
    app = learner.application
    ask(learner, log(learner))
    with app.app_context():
        key = db.session.scalars(select(ConfirmerRow.key)).one() or ""
        seen = services.wording_of(db.session.scalars(select(EvidenceRow.changed_at)).one())

    def say(answer: Answer, address: str) -> None:
        reply = services.Reply(answer, answer.value, seen)
        sender = services.Sender(None, address)
        services.answer_claim(key, reply, sender, now=datetime.now(UTC))

    outcomes = at_once(
        app, lambda: say(Answer.CONFIRMED, "one"), lambda: say(Answer.DECLINED, "two")
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["NoneType", "NotNow"]
    with app.app_context():
        row = db.session.scalars(select(ConfirmerRow)).one()
        assert row.answer == row.sentence


def test_two_files_at_once_do_not_pass_the_limit_together(learner: CheckingClient) -> None:
    app, person = learner.application, learner.person_id
    large, first, second = log(learner), log(learner), log(learner)
    attach(learner, large)
    with app.app_context(), writing():
        db.session.execute(update(EvidenceFileRow).values(size=MOST_KEPT - len(PDF)))
        db.session.commit()
    file, now = attachment("plan.pdf", PDF), datetime.now(UTC)

    outcomes = at_once(
        app,
        lambda: logging.attach_file(person, first, file, now=now),
        lambda: logging.attach_file(person, second, file, now=now),
    )

    assert sorted(type(one).__name__ for one in outcomes) == ["NoRoom", "NoneType"]
    with app.app_context():
        assert db.session.scalar(select(func.sum(EvidenceFileRow.size))) == MOST_KEPT
