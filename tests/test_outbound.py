"""The site asks nobody for anything: addresses that people give are kept, never opened."""

import json
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.badges import issue, issuing
from tests.support.client import CheckingClient
from tests.support.exams import RIGHT, sat_exam

OUTWARD = frozenset(
    {
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "subprocess.Popen",
        "os.system",
        "urllib.Request",
        "smtplib.connect",
    }
)
INSIDE = (
    "http://127.0.0.1:9/",
    "http://localhost:9/",
    "http://[::1]:9/",
    "http://169.254.169.254/latest/meta-data/",
    "http://10.0.0.1/",
    "http://2130706433/",
    "file:///etc/passwd",
    "gopher://127.0.0.1:9/_x",
)
_heard: list[tuple[str, str]] = []
_is_listening = False


def _hear(event: str, arguments: tuple[object, ...]) -> None:
    if _is_listening and event in OUTWARD:
        _heard.append((event, str(arguments)[:200]))


@contextmanager
def listening() -> Iterator[list[tuple[str, str]]]:
    """What this process asks of the world meanwhile; the driver of PostgreSQL is not heard."""
    global _is_listening  # noqa: PLW0603 - a hook cannot be taken away
    if not _heard and not getattr(sys, "_tpmlearn_hears", False):
        sys.addaudithook(_hear)
        sys._tpmlearn_hears = True  # type: ignore[attr-defined]
    _heard.clear()
    _is_listening = True
    try:
        yield _heard
    finally:
        _is_listening = False


def test_it_hears_what_goes_out() -> None:
    with listening() as heard, socket.socket() as one:
        one.settimeout(0.2)
        one.connect_ex(("127.0.0.1", 9))

    assert [event for event, _ in heard] == ["socket.connect"]


@pytest.mark.parametrize("address", INSIDE)
def test_a_link_that_somebody_gives_as_evidence_is_not_opened(
    learner: CheckingClient, address: str
) -> None:
    with listening() as heard:
        learner.send("/rate/skills/CTL2/evidence", artefact=address, confirmer="Priya")
        learner.send("/evidence/new", title="Register", link=address, situation=address)
        learner.get("/evidence")
        learner.get("/profile")

    assert heard == []


@pytest.mark.parametrize("address", INSIDE)
def test_an_advert_that_is_an_address_is_not_fetched(learner: CheckingClient, address: str) -> None:
    with listening() as heard:
        learner.send("/adverts", text=f"{address} plan risks and budgets " * 30)

    assert heard == []


@pytest.mark.parametrize("address", INSIDE)
def test_a_badge_that_names_another_issuer_is_not_looked_up(
    learner: CheckingClient, visitor: CheckingClient, tmp_path: Path, address: str
) -> None:
    with issuing(learner.application, tmp_path):
        sat_exam(learner, "psm-i", [RIGHT], at=datetime.now(UTC) - timedelta(hours=1))
        badge_id = issue(learner)
        badge = json.loads(visitor.get(f"/credentials/{badge_id}.json").data)
        host = address.split("//")[1].strip("/").replace(":", "%3A").replace("/", ":")
        badge["issuer"] = {"id": f"did:web:{host}", "type": ["Profile"], "name": "Elsewhere"}
        badge["credentialStatus"] = {
            "id": f"{address}#1",
            "type": "BitstringStatusListEntry",
            "statusPurpose": "revocation",
            "statusListIndex": "1",
            "statusListCredential": address,
        }
        badge["credentialSchema"] = [{"id": address, "type": "1EdTechJsonSchemaValidator2019"}]
        badge["@context"] = [*badge["@context"], address]
        badge["proof"]["verificationMethod"] = f"did:web:{host}#key-1"

        with listening() as heard:
            answer = visitor.send("/verify", text=json.dumps(badge))

    assert answer.status_code in {200, 422}
    assert heard == []


def test_pages_are_read_without_asking_anybody(
    learner: CheckingClient, author: CheckingClient
) -> None:
    with listening() as heard:
        for path in ("/", "/learn", "/today", "/plan", "/profile", "/settings"):
            learner.get(path)
        for path in ("/author/health", "/author/items", "/author/files", "/author/drafts"):
            author.get(path)

    assert heard == []
