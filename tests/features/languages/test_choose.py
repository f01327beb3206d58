"""The choice of a language, by everybody, from the foot of any page."""

import pytest
from sqlalchemy import select

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import PersonRow


def language_of(client: CheckingClient) -> str | None:
    with client.application.app_context():
        return db.session.scalars(
            select(PersonRow.language).where(PersonRow.id == client.person_id)
        ).one()


def test_a_visitor_s_choice_holds_for_their_browser(visitor: CheckingClient) -> None:
    answer = visitor.send("/language", language="de", next="/accessibility")

    assert answer.headers["Location"] == "/accessibility"
    page = visitor.read("/accessibility")
    assert '<html lang="de">' in page
    assert 'value="de" lang="de" aria-pressed="true"' in page


def test_a_member_s_choice_holds_on_every_device(learner: CheckingClient, enter: Enter) -> None:
    learner.send("/language", language="es")

    assert language_of(learner) == "es"
    assert '<html lang="es">' in learner.read("/accessibility")
    stays = learner.get("/accessibility", headers={"Accept-Language": "de"})
    assert '<html lang="es">' in stays.get_data(as_text=True)


def test_a_member_may_leave_it_to_the_browser_again(learner: CheckingClient) -> None:
    learner.send("/language", language="es")
    learner.send("/language", language="browser")

    assert language_of(learner) is None
    page = learner.get("/accessibility", headers={"Accept-Language": "de-AT,en;q=0.5"})
    assert '<html lang="de">' in page.get_data(as_text=True)


@pytest.mark.parametrize("wanted", ["tlh", "", "de\x00", "de-DE"])
def test_an_unknown_language_changes_nothing(learner: CheckingClient, wanted: str) -> None:
    answer = learner.send("/language", language=wanted, next="https://elsewhere.example/")

    assert answer.headers["Location"] == "/"
    assert language_of(learner) is None


def test_a_forged_choice_is_refused(learner: CheckingClient) -> None:
    assert learner.post("/language", data={"language": "de"}).status_code == 400
    assert language_of(learner) is None


def test_a_visitor_who_saves_something_keeps_their_language(visitor: CheckingClient) -> None:
    visitor.send("/language", language="de")
    visitor.send("/gap", role="senior-tpm")

    with visitor.application.app_context():
        assert db.session.scalars(select(PersonRow.language)).all() == ["de"]
