"""What the tests of job adverts share: adverts that are pasted, and what is kept of them."""

from typing import Any

from sqlalchemy import select

from tests.domain.planning.advert_marks import text_of
from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import AdvertRow
from tpmlearn.records.adverts import Advert, advert_of

SHORT = "Project lead\nYou own the risk register. Knowledge of Jira is a plus."


def paste(client: CheckingClient, text: str = SHORT, **fields: Any) -> str:
    """Paste an advert; its id."""
    response = client.send("/adverts", text=text, **fields)
    assert response.status_code == 302, response.get_data(as_text=True)
    return response.headers["Location"].rpartition("/")[2]


def paste_known(client: CheckingClient, name: str = "tpm") -> str:
    """Paste one of the adverts that readers have marked; its id."""
    return paste(client, text_of(name))


def kept(client: CheckingClient, advert: str) -> Advert:
    """What the database has of an advert of theirs."""
    with client.application.app_context():
        owner = db.session.scalar(select(AdvertRow.person_id).where(AdvertRow.id == advert))
        found = advert_of(owner, advert)
    assert found is not None
    return found


def asked(client: CheckingClient, advert: str) -> dict[str, tuple[int, int]]:
    """Level and weight by skill code, as kept."""
    return {code: (one.level, one.weight) for code, one in kept(client, advert).skills.items()}
