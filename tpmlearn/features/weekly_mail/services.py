"""Use cases of the weekly mail: each one transaction, committed at its end.

Tokens are signed with the site's key, each for one purpose: that of a confirmation names the
address and ends after a week; that which stops the mail works for as long as there are mails.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from itsdangerous import BadData, URLSafeSerializer, URLSafeTimedSerializer
from sqlalchemy import delete, update

from tpmlearn.db import db, insert_for
from tpmlearn.domain.content.catalogue import Catalogue
from tpmlearn.domain.planning.agenda import agenda_of, coming_tasks
from tpmlearn.domain.planning.letter import Addresses, letter_of, subject_of
from tpmlearn.domain.planning.mail_times import is_due
from tpmlearn.domain.planning.plan import Plan
from tpmlearn.features.weekly_mail.queries import Subscriber, subscribers, wish_of
from tpmlearn.mail import Letter
from tpmlearn.models import PersonRow, WeeklyMailRow
from tpmlearn.records.people import Person
from tpmlearn.records.planning import plan_basis, plan_now
from tpmlearn.throttle import Limit, count_try

CONFIRM, STOP = "weekly-mail-confirm", "weekly-mail-stop"
CONFIRM_LIFE = timedelta(days=7)
TOKEN_PLACE = "TOKEN"  # noqa: S105 - a place in a link, no secret
FREE_LETTERS = 5
AFTER = 3
AHEAD = timedelta(days=2)
"""On Saturday and Sunday the week that is meant is the next one."""


class NotAMember(Exception):
    """A guest has no address to write to."""


class StaleLink(Exception):
    """The link is forged, too old, or for another address."""


@dataclass(frozen=True)
class Links:
    """Addresses that the mail carries; `stop` has TOKEN_PLACE where it goes."""

    today: str
    report: str
    stop: str


@dataclass(frozen=True)
class Sent:
    """How many mails went out, and how many the server did not take."""

    sent: int
    failed: int


def ask(
    person: Person, *, weekday: int, hour: int, secret: str, confirm: str, now: datetime
) -> Letter | None:
    """Ask for the mail, or for another time; the letter that is to be confirmed, None if none is.

    `confirm` is the address of the confirmation with TOKEN_PLACE. Raises NotAMember, Throttled.
    """
    if not person.is_member:
        raise NotAMember
    wish = wish_of(person.id)
    proven = wish is not None and wish.confirmed
    if not proven:
        count_try(Limit("weekly mail", person.email, FREE_LETTERS), now=now)
    values: dict[str, object] = {"weekday": weekday, "hour": hour, "asked_at": now}
    fresh = {"address": person.email, "confirmed_at": None}
    insert = insert_for(WeeklyMailRow).values(person_id=person.id, sent_at=None, **values, **fresh)
    changes = values if proven else {**values, **fresh}
    db.session.execute(insert.on_conflict_do_update(index_elements=["person_id"], set_=changes))
    db.session.commit()
    if proven:
        return None
    token = _timed(secret).dumps([person.id, person.email])
    return Letter(
        person.email,
        "Do you want your week's plan by mail?",
        "Somebody, probably you, has asked for a weekly mail with your plan. Confirm it within "
        f"seven days:\n\n{confirm.replace(TOKEN_PLACE, str(token))}\n\n"
        "If it was not you, do nothing: no mail will come.\n",
    )


def confirm(token: str, *, secret: str, now: datetime) -> None:
    """Prove that whoever reads the mail of this address asked for it. Raises StaleLink."""
    try:
        person_id, address = _timed(secret).loads(token, max_age=int(CONFIRM_LIFE.total_seconds()))
    except (BadData, ValueError, TypeError):
        raise StaleLink from None
    confirmed = db.session.scalar(
        update(WeeklyMailRow)
        .where(WeeklyMailRow.person_id == person_id, WeeklyMailRow.address == address)
        .values(confirmed_at=now)
        .returning(WeeklyMailRow.person_id)
    )
    if confirmed is None:
        raise StaleLink
    # Whoever pressed the button reads what is sent to this address.
    db.session.execute(
        update(PersonRow)
        .where(
            PersonRow.id == person_id, PersonRow.email == address, PersonRow.verified_at.is_(None)
        )
        .values(verified_at=now)
    )
    db.session.commit()


def stop(person_id: int) -> None:
    """Send no more of it."""
    db.session.execute(delete(WeeklyMailRow).where(WeeklyMailRow.person_id == person_id))
    db.session.commit()


def stop_by_link(token: str, *, secret: str) -> None:
    """Send no more of it to whoever the link was made for; again does no harm. Raises StaleLink."""
    try:
        person_id = int(_lasting(secret).loads(token))
    except (BadData, ValueError, TypeError):
        raise StaleLink from None
    stop(person_id)


def send_due(
    catalogue: Catalogue,
    *,
    links: Links,
    secret: str,
    deliver: Callable[[Letter], bool],
    now: datetime,
) -> Sent:
    """Send everybody their mail whose time has come; each a transaction of its own.

    A mail is marked as sent before it goes, so that two runs at once send it once; what the server
    does not take is marked back and goes with the next run.
    """
    sent = failed = 0
    for one in subscribers():
        zone = _zone(one.time_zone)
        due = is_due(
            now,
            weekday=one.weekday,
            hour=one.hour,
            zone=zone,
            since=one.since,
            last_sent=one.sent_at,
        )
        letter = _letter(one, catalogue, links, secret, now.astimezone(zone)) if due else None
        if letter is None or not _mark(one.person_id, one.sent_at, now):
            continue
        if deliver(letter):
            sent += 1
        else:
            failed += 1
            _mark(one.person_id, now, one.sent_at)
    return Sent(sent, failed)


def _mark(person_id: int, before: datetime | None, after: datetime | None) -> bool:
    """Set when the mail was sent last, if it is still `before`; whether it was."""
    marked = db.session.scalar(
        update(WeeklyMailRow)
        .where(
            WeeklyMailRow.person_id == person_id,
            WeeklyMailRow.sent_at.is_not_distinct_from(before),
        )
        .values(sent_at=after)
        .returning(WeeklyMailRow.person_id)
    )
    db.session.commit()
    return marked is not None


def _letter(
    one: Subscriber, catalogue: Catalogue, links: Links, secret: str, local: datetime
) -> Letter | None:
    """The mail of one person, None where they have no plan."""
    today = local.date()
    plan = _plan(one.person_id, catalogue, local)
    if plan is None:
        return None
    agenda = agenda_of(plan, today + AHEAD)
    address = links.stop.replace(TOKEN_PLACE, str(_lasting(secret).dumps(one.person_id)))
    text = letter_of(
        plan,
        agenda,
        coming_tasks(plan, today + AHEAD, most=AFTER),
        name=one.name,
        addresses=Addresses(links.today, links.report, address),
    )
    headers = (
        ("List-Unsubscribe", f"<{address}>"),
        ("List-Unsubscribe-Post", "List-Unsubscribe=One-Click"),
        ("Auto-Submitted", "auto-generated"),
    )
    return Letter(one.email, subject_of(agenda), text, headers)


def _plan(person_id: int, catalogue: Catalogue, local: datetime) -> Plan | None:
    basis = plan_basis(person_id, catalogue, local.date())
    saved = basis.saved.plan if basis.saved else None
    try:
        return plan_now(basis) or saved
    except ValueError:
        return saved


def _timed(secret: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(secret, salt=CONFIRM)


def _lasting(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=STOP)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC
