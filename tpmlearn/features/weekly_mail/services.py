"""Use cases of the weekly mail: each one transaction, committed at its end.

Tokens are signed with the site's key, each for one purpose: that of a confirmation names the
address and ends after a week; that which stops the mail works for as long as there are mails.
"""

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
from tpmlearn.jobs.letters import post_letter
from tpmlearn.mail import Letter
from tpmlearn.models import PersonRow, WeeklyMailRow
from tpmlearn.records.people import Person
from tpmlearn.records.planning import plan_basis, plan_now
from tpmlearn.throttle import Limit, count_try
from tpmlearn.words import SOURCE, _, speaking

CONFIRM, STOP = "weekly-mail-confirm", "weekly-mail-stop"
CONFIRM_LIFE = timedelta(days=7)
TOKEN_PLACE = "TOKEN"  # noqa: S105 - a place in a link, no secret  # nosec B105
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


def ask(
    person: Person, *, weekday: int, hour: int, secret: str, confirm: str, now: datetime
) -> bool:
    """Ask for the mail, or for another time; whether a letter asks to have it confirmed.

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
    if not proven:
        token = str(_timed(secret).dumps([person.id, person.email]))
        letter = _question(person.email, confirm.replace(TOKEN_PLACE, token))
        post_letter(letter, now=now, person_id=person.id)
    db.session.commit()
    return not proven


def _question(address: str, link: str) -> Letter:
    return Letter(
        address,
        _("Do you want your week's plan by mail?"),
        _(
            "Somebody, probably you, has asked for a weekly mail with your plan. Confirm it within "
            "seven days:\n\n%(link)s\n\n"
            "If it was not you, do nothing: no mail will come.\n",
            link=link,
        ),
    )


def confirm(token: str, *, secret: str, now: datetime) -> None:
    """Prove that whoever reads the mail of this address asked for it. Raises StaleLink."""
    try:
        (person_id, address), made = _timed(secret).loads(token, return_timestamp=True)
    except (BadData, ValueError, TypeError):
        raise StaleLink from None
    # Not `max_age`: it refuses a link of the future too, which a clock that was ahead has made.
    if now - made > CONFIRM_LIFE:
        raise StaleLink
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


def post_due(catalogue: Catalogue, *, links: Links, secret: str, now: datetime) -> int:
    """Post everybody their mail whose time has come; how many. Each is a transaction of its own.

    A mail is marked as sent in the transaction that posts it, so that two runs at once send it
    once, and none is lost or sent again where a run ends in the middle.
    """
    posted, wishes = 0, subscribers()
    db.session.rollback()
    for one in wishes:
        zone = _zone(one.time_zone)
        due = is_due(
            now,
            weekday=one.weekday,
            hour=one.hour,
            zone=zone,
            since=one.since,
            last_sent=one.sent_at,
        )
        with speaking(one.language or SOURCE):
            letter = _letter(one, catalogue, links, secret, now.astimezone(zone)) if due else None
        if letter is not None and _mark(one.person_id, one.sent_at, now):
            post_letter(letter, now=now, person_id=one.person_id)
            posted += 1
        db.session.commit()
    return posted


def _mark(person_id: int, before: datetime | None, after: datetime) -> bool:
    """Set when the mail was sent last, if it is still `before` (the caller commits)."""
    marked = db.session.scalar(
        update(WeeklyMailRow)
        .where(
            WeeklyMailRow.person_id == person_id,
            WeeklyMailRow.sent_at.is_not_distinct_from(before),
        )
        .values(sent_at=after)
        .returning(WeeklyMailRow.person_id)
    )
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
