"""A past in practice for tests of review: quizzes answered on given days, sessions begun."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from tests.support.client import CheckingClient
from tests.support.quiz import key_of, wrong_of
from tpmlearn.db import db, writing
from tpmlearn.domain.assessment.quiz_rules import AttemptLayout
from tpmlearn.features.quizzes import services as quizzes
from tpmlearn.models import AttemptItemRow, ItemVersionRow
from tpmlearn.records.answering import Sent
from tpmlearn.records.catalogue import current_catalogue

SLUG = "16-estimate-in-ranges"
OTHER = "18-network-and-critical-path"
CASE = "practice-freight-portal"


def practise(
    client: CheckingClient,
    at: datetime,
    *,
    slug: str = SLUG,
    wrong: int = 0,
    sure: Sequence[int | None] = (),
    seconds: int = 60,
) -> str:
    """Answer a whole quiz from `at` on, the first `wrong` ones wrongly; the attempt's id.

    `sure` holds the confidence of the first questions.
    """
    with client.application.app_context(), writing():
        quiz = quizzes.of_module(current_catalogue().modules[slug])
        attempt = quizzes.start(
            client.person_id, quiz, AttemptLayout.ONE, now=at, rng=Random(len(slug))
        )
    answer_from(client, attempt, at, wrong=wrong, sure=sure, seconds=seconds)
    return attempt


def practise_case(client: CheckingClient, at: datetime, *, wrong: int = 0) -> str:
    """Answer the practice case."""
    with client.application.app_context(), writing():
        quiz = quizzes.of_case(current_catalogue().cases[CASE])
        attempt = quizzes.start(client.person_id, quiz, AttemptLayout.ONE, now=at, rng=Random(1))
    answer_from(client, attempt, at, wrong=wrong)
    return attempt


def answer_from(
    client: CheckingClient,
    attempt: str,
    at: datetime,
    *,
    wrong: int = 0,
    sure: Sequence[int | None] = (),
    seconds: int = 60,
) -> None:
    """Answer every question of an attempt, one each `seconds`."""
    with client.application.app_context():
        places = db.session.scalars(
            select(AttemptItemRow.position).where(AttemptItemRow.attempt_id == attempt)
        ).all()
    for place in sorted(places):
        choose = wrong_of if place <= wrong else key_of
        values = choose(client, attempt, place)
        said = sure[place - 1] if place <= len(sure) else None
        moment = at + timedelta(seconds=seconds * place)
        with client.application.app_context(), writing():
            sent = Sent(values, str(said or ""))
            quizzes.answer(client.person_id, attempt, place, sent, now=moment)


def begin_review(client: CheckingClient) -> str:
    """Start a session of review; its id."""
    response = client.send("/review")
    assert response.status_code == 302, response.get_data(as_text=True)[:500]
    session = response.headers["Location"].split("/")[-1]
    assert session != "review", "nothing is due"
    return session


def item_at(client: CheckingClient, attempt: str, place: int) -> str:
    """The item at a place of an attempt."""
    with client.application.app_context():
        return db.session.scalars(
            select(ItemVersionRow.item)
            .join(AttemptItemRow, AttemptItemRow.item_version == ItemVersionRow.version)
            .where(AttemptItemRow.attempt_id == attempt, AttemptItemRow.position == place)
        ).one()
