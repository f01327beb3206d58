"""Letting somebody in who has shown who they are: at once, or after a second step.

What is half-way is kept in this browser's signed cookie: nobody is signed in by it, and it ends
after ten minutes, with a new password, or with another second step.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from flask import redirect, request, session, url_for
from werkzeug.wrappers import Response

from tpmlearn.db import db
from tpmlearn.domain.accounts.devices import device_name
from tpmlearn.domain.accounts.notices import Notice
from tpmlearn.domain.accounts.ways_in import Step, Way
from tpmlearn.models import PersonRow
from tpmlearn.records.belongings import count_belongings
from tpmlearn.records.notices import post_notice
from tpmlearn.records.people import Person, hashed, person_from
from tpmlearn.records.site import site_settings
from tpmlearn.web import access
from tpmlearn.web.access import KNOWN, MERGE, local_path, now
from tpmlearn.web.requiring import begin_grace
from tpmlearn.web.sign_in_log import Outcome, note_try

HALFWAY = "halfway"
HALFWAY_LIFE = timedelta(minutes=10)
MOST_KNOWN = 5


@dataclass(frozen=True)
class Halfway:
    """Who has shown the first thing, by which way, and where they want to go."""

    person: Person
    way: Way
    target: str | None


def admit(member: Person, way: Way, target: str | None = None) -> Response:
    """Sign a member in, or ask for the second step that their account has.

    Ends the transaction. `target` is a path of this site to go to afterwards.
    """
    if member.second_step_at is None or way is Way.PASSKEY:
        return complete(member, way, target=target)
    row = db.session.get_one(PersonRow, member.id)
    session[HALFWAY] = [member.id, way.value, _mark(row), now().timestamp(), target or ""]
    db.session.commit()
    note_try(way, Outcome.HALFWAY, who=member)
    return redirect(url_for("second_step.ask"))


def halfway() -> Halfway | None:
    """Whoever is half-way in this browser; one statement at most."""
    kept = session.get(HALFWAY)
    if not kept:
        return None
    number, way, mark, at, target = kept
    begun = datetime.fromtimestamp(at, UTC)
    row = db.session.get(PersonRow, number) if now() - begun < HALFWAY_LIFE else None
    if row is None or row.second_step_at is None or not hmac.compare_digest(mark, _mark(row)):
        return None
    if row.erase_after is not None and row.erase_after <= now():
        return None
    return Halfway(person_from(row), Way(way), target or None)


def forget_halfway() -> None:
    """Begin again from the first page."""
    session.pop(HALFWAY, None)


def complete(
    member: Person, way: Way, step: Step = Step.NONE, target: str | None = None
) -> Response:
    """Sign a member in for good; a guest's work is offered for merging. Ends the transaction."""
    # The guest's session, not their number: SQLite gives the number of an erased guest to the next.
    guest, guest_session = access.person(), access.session_id()
    is_new = know_browser(member)
    access.sign_in(member, way, step)
    row = db.session.get_one(PersonRow, member.id)
    row.active_at = now()
    begin_grace(row, member, now=now())
    if is_new:
        post_notice(member, Notice.NEW_DEVICE, _device(), now=now())
    db.session.commit()
    note_try(way, Outcome.IN, step=step, who=member)
    if guest and not guest.is_member and count_belongings(guest.id):
        session[MERGE] = guest_session
        return redirect(url_for("accounts.merge"))
    return redirect(local_path(target) or url_for("planning.today"))


def know_browser(member: Person) -> bool:
    """Note that this browser has opened this account; whether it is new to it.

    It opens nothing: all it does is to save a mail.
    """
    key = site_settings().secret_key.encode()
    mark = hmac.new(key, f"browser\0{member.id}".encode(), sha256).hexdigest()[:16]
    known = list(session.get(KNOWN) or [])
    session[KNOWN] = [mark, *(one for one in known if one != mark)][:MOST_KNOWN]
    return mark not in known


def _device() -> str:
    moment = f"{now():%d %B %Y, %H:%M} UTC"
    return f"{device_name(request.user_agent.string)}, {moment}"


def _mark(row: PersonRow) -> str:
    """What changes with the password, the address and the second step, and tells none of them."""
    key = site_settings().secret_key.encode()
    text = f"halfway\0{row.id}\0{row.email}\0{row.password_hash}\0{row.second_step_at}"
    return hmac.new(key, hashed(text).encode(), sha256).hexdigest()[:32]
