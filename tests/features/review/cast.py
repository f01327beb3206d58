"""What the tests of review share: days gone by, answers in a session, the words of a page."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from sqlalchemy import select

from tests.support.client import CheckingClient
from tests.support.quiz import key_of, wrong_of
from tpmlearn.db import db
from tpmlearn.models import AnswerRow, AttemptRow


def told(client: CheckingClient, path: str) -> str:
    """The words of a page's content, tables among them, without its markup."""
    main = client.read(path).split("<main", 1)[1].split("</main>")[0].split(">", 1)[1]
    text = unescape(re.sub(r"<[^>]+>", " ", main))
    return " ".join(re.sub(r" ([.,])", r"\1", text).split())


def ago(days: int) -> datetime:
    """This moment, so many days ago."""
    return datetime.now(UTC) - timedelta(days=days)


def answer(
    client: CheckingClient, session: str, place: int, *, right: bool = True, **fields: str
) -> None:
    """Answer one question of a session."""
    choose = key_of if right else wrong_of
    response = client.send(
        f"/review/{session}/{place}", answer=choose(client, session, place), **fields
    )
    assert response.status_code == 302


def answer_rest(client: CheckingClient, session: str) -> None:
    """Answer what is open rightly, and end the session."""
    row = attempt_of(client, session)
    done = {one.position for one in answers_of(client, session)}
    for place in range(1, row.size + 1):
        if place not in done:
            answer(client, session, place)
    assert client.send(f"/review/{session}/finish").status_code == 302


def attempt_of(client: CheckingClient, session: str) -> AttemptRow:
    """The row of a session."""
    with client.application.app_context():
        return db.session.get_one(AttemptRow, session)


def answers_of(client: CheckingClient, session: str) -> list[AnswerRow]:
    """The answers of a session in the order of their places."""
    with client.application.app_context():
        return list(
            db.session.scalars(
                select(AnswerRow)
                .where(AnswerRow.attempt_id == session)
                .order_by(AnswerRow.position)
            )
        )
