"""Packages of others verify our badges and tokens offline, and refuse changed ones."""

import json
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tests.signing.cast import BASE, DID, INDEX, signed
from tests.support import needs
from tpmlearn.domain.credentials.did import did_document
from tpmlearn.domain.credentials.reading import Json
from tpmlearn.domain.credentials.status import status_list
from tpmlearn.signing.keys import new_key
from tpmlearn.signing.proofs import sign

CODE = Path(__file__).with_name("badges.mjs")
ADA = signed()


def _asked(
    badges: Sequence[Json] = (),
    tokens: Sequence[str] = (),
    *,
    did: Json | None = None,
    status: Json | None = None,
) -> Any:
    modules = needs.gates()
    asked = {
        "did": did or ADA.did,
        "status": status or ADA.list_of(at=datetime.now(UTC)),
        "badges": list(badges),
        "tokens": list(tokens),
    }
    done = subprocess.run(
        ["node", "--input-type=module", "-e", CODE.read_text(encoding="utf-8")],
        input=json.dumps(asked),
        capture_output=True,
        text=True,
        cwd=modules.parent,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def _changed(badge: Json) -> Json:
    found: Json = json.loads(json.dumps(badge).replace("band K3", "band K4"))
    return found


def test_they_verify_ours_and_refuse_a_changed_one() -> None:
    good, changed = _asked([ADA.badge, _changed(ADA.badge)])["badges"]

    assert good["verified"], good
    assert good["revoked"] == [False]
    assert not changed["verified"]
    assert "Invalid signature" in changed["why"]


def test_they_report_a_revoked_one_by_its_status() -> None:
    (found,) = _asked([ADA.badge], status=ADA.list_of(INDEX, at=datetime.now(UTC)))["badges"]

    # The signature is good all the same: whoever reads `verified` alone is misled.
    assert found["verified"]
    assert found["revoked"] == [True]


def test_they_refuse_a_stale_list_and_one_that_was_changed() -> None:
    stale = ADA.list_of()
    changed = ADA.list_of(INDEX, at=datetime.now(UTC))
    clean = ADA.list_of(at=datetime.now(UTC))["credentialSubject"]
    changed = {**changed, "credentialSubject": clean}

    for status in (stale, changed):
        (found,) = _asked([ADA.badge], status=status)["badges"]
        assert not found["status"], found


def test_a_key_that_was_rotated_away_still_verifies() -> None:
    rotated = did_document(DID, [new_key().public, ADA.key.public])

    found = _asked([ADA.badge], [ADA.token], did=rotated)

    assert found["badges"][0]["verified"]
    assert found["tokens"][0]["verified"]


def test_another_key_does_not() -> None:
    other = signed()

    found = _asked([other.badge], [other.token])

    assert not found["badges"][0]["verified"]
    assert not found["tokens"][0]["verified"]


def test_jose_verifies_the_token_and_refuses_a_changed_one() -> None:
    head, body, tail = ADA.token.split(".")
    changed = f"{head}.{body[:-5]}{'A' if body[-5] != 'A' else 'B'}{body[-4:]}.{tail}"

    good, bad, none = _asked(tokens=[ADA.token, changed, f"{head}.{body}."])["tokens"]

    assert good == {"verified": True, "id": ADA.badge["id"], "why": ""}
    assert not bad["verified"]
    assert not none["verified"]


def test_a_did_key_shows_that_the_proof_needs_nothing_of_ours() -> None:
    """A fixture only: the site itself issues as did:web."""
    key = new_key()
    did = f"did:key:{key.public.multibase}"
    own, now = signed(key, did=did), datetime.now(UTC)
    listed = sign(status_list(BASE, did, 1, (), now=now), key, did, at=now)

    (good, changed) = _asked([own.badge, _changed(own.badge)], status=listed)["badges"]
    (foreign,) = _asked([own.badge])["badges"]

    assert good["verified"], good
    assert good["revoked"] == [False]
    assert not changed["verified"]
    assert "Issuers" in foreign["statusWhy"], foreign
