"""A key, a badge and its list, made without any site."""

import json
from dataclasses import dataclass
from datetime import UTC, date, datetime

from tpmlearn.domain.credentials.achievement import Achievement, Alignment, Kind, Line
from tpmlearn.domain.credentials.did import did_document
from tpmlearn.domain.credentials.document import Issuing, claims, document
from tpmlearn.domain.credentials.reading import Json
from tpmlearn.domain.credentials.status import status_list
from tpmlearn.signing.keys import SigningKey, new_key
from tpmlearn.signing.proofs import sign, sign_token

BASE, DID = "https://tpm.example.org", "did:web:tpm.example.org"
NOW = datetime(2026, 11, 2, 12, 0, tzinfo=UTC)
INDEX = 4711
ESCO = "http://data.europa.eu/esco/skill/6eff134b-e34f-4d6e-a6e8-5e47cf2228d0"
ACHIEVEMENT = Achievement(
    kind=Kind.KNOWLEDGE,
    about="CTL2",
    title="Knowledge of Risk management at band K3",
    short="Risk management",
    figure="band K3 reached, interval K2 to K4",
    description="Answers to adaptive tests make it likely, “naïve” <b>or</b> not.",
    earned_by="The probability was .86.",
    limits=("It is no level of performance.",),
    lines=(Line("band", "Knowledge band reached", "K3"), Line("interval", "90 %", "K2 to K4")),
    alignments=(
        Alignment("O*NET, 2.B.4.g", "2.B.4.g", "https://o.example/1", "O*NET", "ext:o"),
        Alignment("risk management", ESCO, ESCO, "ESCO", "ext:esco"),
    ),
    on=date(2026, 11, 1),
)


@dataclass(frozen=True)
class Signed:
    """A badge in both forms, with what checks it."""

    key: SigningKey
    badge: Json
    token: str
    did: Json
    unsigned: Json

    @property
    def text(self) -> str:
        """The badge as text."""
        return json.dumps(self.badge)

    def list_of(self, *revoked: int, at: datetime = NOW) -> Json:
        """A status list that this key signed."""
        return sign(status_list(BASE, DID, 1, revoked, now=at), self.key, DID, at=at)


def signed(key: SigningKey | None = None, *, base: str = BASE, did: str = DID) -> Signed:
    """A badge that was just signed."""
    key = key or new_key()
    by = Issuing(
        id="0b8c9c1e-1111-4222-8333-444444444444",
        subject="urn:uuid:0b8c9c1e-1111-4222-8333-555555555555",
        base=base,
        did=did,
        site="tpmlearn, tpm.example.org",
        index=INDEX,
        at=NOW,
        name="Ada",
        evidence=f"{base}/p/x",
    )
    badge = document(ACHIEVEMENT, by)
    return Signed(
        key=key,
        badge=sign(badge, key, did, at=NOW),
        token=sign_token(claims(badge, NOW), key, did),
        did=did_document(did, [key.public]),
        unsigned=badge,
    )
