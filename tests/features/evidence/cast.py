"""How tests log evidence, add a file and open a link: as a page of ours would."""

import io
import re

from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.support.client import CheckingClient
from tpmlearn.db import db
from tpmlearn.models import ConfirmerRow, EvidenceRow

PDF = b"%PDF-1.7\n% a plan\n"
WORK = {
    "title": "Moved billing to the new platform",
    "done": "I planned the move with 3 teams.\nIt took 11 weeks.",
    "began_on": "2026-03-02",
    "ended_on": "2026-06-05",
    "leading_hours": "8",
    "artefact": "The release plan in the wiki",
    "skills": ["CTL2", "DEL4"],
    "confirmer": "Priya, my tech lead",
    "email": "priya@example.org",
}


def log(client: CheckingClient, **fields: object) -> int:
    """Log an entry; its number."""
    response = client.send("/evidence/new", **{**WORK, **fields})
    assert response.status_code == 302, re.findall(r'class="error"[^>]*>(.*?)</p>', response.text)
    return int(response.headers["Location"].rpartition("/")[2])


def attach(
    client: CheckingClient, entry: int, name: str = "plan.pdf", data: bytes = PDF
) -> TestResponse:
    """Send a file to an entry."""
    fields = {"file": (io.BytesIO(data), name), "csrf_token": client.token()}
    return client.post(f"/evidence/{entry}/file", data=fields)


def confirmer_of(client: CheckingClient, entry: int) -> int:
    """The newest confirmer of an entry."""
    with client.application.app_context():
        newest = select(func.max(ConfirmerRow.id)).where(ConfirmerRow.evidence_id == entry)
        return db.session.scalars(newest).one() or 0


def ask(client: CheckingClient, entry: int) -> str:
    """Open the link of the newest confirmer; its path."""
    client.send(f"/evidence/confirmers/{confirmer_of(client, entry)}/ask")
    return link_on(client.read(f"/evidence/{entry}"))


def link_on(page: str) -> str:
    """The path of the link that a page shows last."""
    found = re.findall(r'value="http://127\.0\.0\.1:8000(/confirm/[^"]+)"', page)
    assert found, "no link on the page"
    return str(found[-1])


def answer(
    client: CheckingClient, path: str, said: str = "confirmed", **fields: str
) -> TestResponse:
    """Open a link and send an answer."""
    seen = re.search(r'name="seen" value="([^"]+)"', client.get(path).text)
    values = {"seen": seen.group(1) if seen else "", "answer": said, **fields}
    return client.send(path, **values)


def count(client: CheckingClient) -> int:
    """How many entries there are, removed ones too."""
    with client.application.app_context():
        return db.session.scalar(select(func.count()).select_from(EvidenceRow)) or 0
