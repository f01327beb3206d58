"""Authors who judge pairs by how hard the items are in the answers of made-up people."""

from collections.abc import Sequence
from datetime import UTC, datetime

import numpy as np

from tests.support.answering import simulate_sittings
from tests.support.client import CheckingClient
from tpmlearn.calibration.recalibrating import recalibrate
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.features.pairs import services
from tpmlearn.records.catalogue import current_catalogue

NIGHT = datetime(2026, 11, 24, 2, 0, tzinfo=UTC)
PAGE = "/author/pairs/ctl"


def items_of(client: CheckingClient, area: str = "CTL") -> list[Item]:
    """The items of an area's bank."""
    with client.application.app_context():
        catalogue = current_catalogue()
        return [one for one in catalogue.test_pool if one.skill in catalogue.areas[area].skills]


def judge(
    client: CheckingClient, left: Item, right: Item, harder: str = "left", area: str = "ctl"
) -> None:
    """Say something of a pair as its page would."""
    sent = client.send(
        f"/author/pairs/{area}", left=left.version, right=right.version, harder=harder
    )
    assert sent.status_code == 302


def judge_all(client: CheckingClient, focus: Item, others: Sequence[Item], harder: str) -> None:
    """Say the same of an item beside each of several others, straight through the service."""
    with client.application.test_request_context(method="POST"):
        catalogue = current_catalogue()
        area = catalogue.areas[catalogue.skills[focus.skill].area]
        for other in others:
            services.judge(
                catalogue,
                area,
                client.person_id,
                left=focus.version,
                right=other.version,
                harder=harder,
                now=NIGHT,
            )


def make_known(client: CheckingClient, items: Sequence[Item], people: int = 150) -> None:
    """Answers from which a version of the bank learns how hard the items are."""
    with client.application.app_context():
        truth = np.linspace(-1.0, 1.0, len(items))
        simulate_sittings(items, people, len(items), np.random.default_rng(6), b=truth)
        # Another moment in each test: what is kept in memory goes by the moment of the switch.
        recalibrate(clock=lambda: datetime.now(UTC), say=lambda _line: None)
