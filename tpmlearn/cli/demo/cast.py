"""One demo account for each audience, with passwords that are printed once."""

from dataclasses import dataclass
from datetime import datetime
from random import Random

from tpmlearn.cli.demo.evidence import log_work
from tpmlearn.cli.demo.histories import History, live
from tpmlearn.cli.demo.names import TAG
from tpmlearn.db import db
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.features.accounts.services import NewAccount, add_member
from tpmlearn.models import PersonRow

WORDS = [
    "anchor",
    "basket",
    "candle",
    "dolphin",
    "ember",
    "falcon",
    "garnet",
    "harbour",
    "island",
    "juniper",
    "kettle",
    "lantern",
    "meadow",
    "nutmeg",
    "orchard",
    "pebble",
    "quarry",
    "ribbon",
    "saddle",
    "thistle",
    "umbrella",
    "velvet",
    "walnut",
    "yonder",
    "zephyr",
]


@dataclass(frozen=True)
class DemoAccount:
    """What to sign in with."""

    role: str
    email: str
    password: str
    person_id: int


def add_cast(*, rng: Random, now: datetime, catalogue: Catalogue) -> list[DemoAccount]:
    """Add the four accounts; the learner has half a year of history."""
    cast = []
    for role, name in (
        ("learner", f"Lena Vogt {TAG}"),
        ("author", f"Arif Noor {TAG}"),
        ("recruiter", f"Ruth Adler {TAG}"),
        ("admin", f"Ayo Danso {TAG}"),
    ):
        email, password = f"{role}@demo.invalid", "-".join(rng.sample(WORDS, 4))
        roles = () if role == "learner" else (role,)
        person_id = add_member(NewAccount(name, email, password, "Europe/Berlin"), roles, now=now)
        account = DemoAccount(role, email, password, person_id)
        db.session.get_one(PersonRow, person_id).demo = True
        db.session.commit()
        if role == "learner":
            history = History(name, account.email, 0.55, 180, "tpm", 5.0, 7)
            live(history, rng=rng, now=now, catalogue=catalogue, person_id=person_id)
            log_work(person_id, seed=account.email, count=3, now=now, catalogue=catalogue)
        cast.append(account)
    return cast
