"""How often one account, and one network address, may ask: one table, checked before each view.

Tries of secrets have limits of their own besides, in the database (tpmlearn/throttle.py).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from flask import Response, session
from werkzeug.exceptions import TooManyRequests

from tpmlearn.web.access import now, person_id
from tpmlearn.web.application import Application
from tpmlearn.web.networks import asking_network
from tpmlearn.web.pace import Pace
from tpmlearn.web.requests import SAFE, SiteRequest
from tpmlearn.web.shared_pace import Counter, SharedPace


class Kind(StrEnum):
    """What a request does, as far as it matters how often."""

    SAVE = "save"
    WRITE = "write"
    NEWCOMER = "newcomer"
    COSTLY = "costly"
    PAPER = "paper"
    OPEN = "open"
    MISS = "miss"


@dataclass(frozen=True)
class Rate:
    """So many at once, and as many again in each `seconds`; 0 counts nothing on that side."""

    account: int
    address: int
    seconds: int


# An address may be a class of 40 or the only way out of a whole school: what it may do is what
# forty people do who all hurry, so that nobody honest meets it.
RATES: Mapping[Kind, Rate] = {
    # Five changes a second for a minute are faster than anybody answers; the exam sends one
    # request at a time, and up to 100 answers in it.
    Kind.SAVE: Rate(account=300, address=12_000, seconds=60),
    # Everything else that changes something: a page has to be read before each.
    Kind.WRITE: Rate(account=120, address=1_200, seconds=60),
    # A first save makes a guest, a sign-up a member: a lecture hall may begin at once.
    Kind.NEWCOMER: Rate(account=0, address=600, seconds=1_200),
    # Search, files made of many rows, pages of statistics: 20 to 200 ms each.
    Kind.COSTLY: Rate(account=60, address=1_200, seconds=60),
    # A PDF takes seconds of a core.
    Kind.PAPER: Rate(account=20, address=60, seconds=600),
    # For programs, without a session: the same for everybody.
    Kind.OPEN: Rate(account=0, address=1_200, seconds=60),
    # Addresses that hold a secret and lead nowhere: counted afterwards, if there was nothing. A
    # class that opens a link which was withdrawn asks some eighty times.
    Kind.MISS: Rate(account=0, address=300, seconds=600),
}
SAVES = frozenset(
    {
        "assessment.save",
        "editor.check",
        "editor.save",
        "exam_desk.answers",
        "exam_desk.close",
        "exam_desk.notes",
        "exam_desk.resume",
        "exam_desk.save",
        "exam_desk.turn",
        "learning.bookmark",
        "learning.note",
        "learning.read",
        "pairs.judge",
        "planning.change",
        "quizzes.answer",
        "review.answer",
        "review.slip",
        "standards.save",
        "testing.answer",
        "testing.go_on",
    }
)
KINDS: Mapping[str, Kind] = {
    **dict.fromkeys(SAVES, Kind.SAVE),
    "authoring.export": Kind.COSTLY,
    "authoring.preview": Kind.COSTLY,
    "comparing.export": Kind.COSTLY,
    "evidence.markdown": Kind.COSTLY,
    "exports.download": Kind.COSTLY,
    "exports.paper": Kind.COSTLY,
    "files.index": Kind.COSTLY,
    "health.index": Kind.COSTLY,
    "items.index": Kind.COSTLY,
    "learning.search": Kind.COSTLY,
    "portable.markdown": Kind.COSTLY,
    "portable.resume": Kind.COSTLY,
    "stories.markdown": Kind.COSTLY,
    "verifying.own": Kind.COSTLY,
    "verifying.verify": Kind.COSTLY,
    "what_if.compare": Kind.COSTLY,
    "recruiting.pdf": Kind.PAPER,
    "showing.pdf": Kind.PAPER,
    "portable.documents": Kind.OPEN,
    "portable.resource": Kind.OPEN,
    "verifying.credential": Kind.OPEN,
    "verifying.status": Kind.OPEN,
}
# Programs whose requests carry a signature of ours, and send many from one address.
SIGNED = frozenset({"releases.webhook", "weekly_mail.stopped"})
# Addresses with a secret in them: whoever has none finds nothing.
SECRET = frozenset(
    {
        "accounts.reset",
        "addresses.confirm",
        "confirming.confirm",
        "confirming.file",
        "confirming.withdraw",
        "exports.feed",
        "invitations.invitation",
        "invitations.take",
        "showing.pdf",
        "showing.seen",
        "showing.shared",
        "showing.sheet",
        "showing.unlock",
        "weekly_mail.confirm",
        "weekly_mail.stop",
        "weekly_mail.stopped",
    }
)
NOTHING = frozenset({403, 404, 410})


class Rates:
    """The paces of a worker, or of all of them where there is a counter."""

    def __init__(self, counter: Counter | None) -> None:
        self._counter = counter
        self._by_account = {kind: self._pace(kind, "account") for kind in RATES}
        self._by_address = {kind: self._pace(kind, "address") for kind in RATES}

    def address(self, kind: Kind, address: str) -> None:
        """Count a request of an address. Raises TooManyRequests."""
        _count(self._by_address[kind], address)

    def account(self, kind: Kind, account: int) -> None:
        """Count a request of an account. Raises TooManyRequests."""
        _count(self._by_account[kind], str(account))

    def refuse_missing(self, address: str) -> None:
        """Refuse an address that has asked for too much that is not there."""
        pace = self._by_address[Kind.MISS]
        if pace and (wait := pace.held_off(address, now=now())):
            raise _too_many(wait)

    def count_missing(self, address: str) -> None:
        """Note that an address asked for something that is not there."""
        if pace := self._by_address[Kind.MISS]:
            pace.wait(address, now=now())

    def _pace(self, kind: Kind, side: str) -> Pace | None:
        rate = RATES[kind]
        most, per = getattr(rate, side), timedelta(seconds=rate.seconds)
        if not most:
            return None
        if self._counter is None:
            return Pace(most, per)
        return SharedPace(most, per, name=f"{kind}:{side}", counter=self._counter)


def kind_of(endpoint: str, method: str) -> Kind | None:
    """What a request does; None where nobody counts it."""
    if endpoint in SIGNED:
        return None
    known = KINDS.get(endpoint)
    if method in SAFE:
        return known
    return known or Kind.WRITE


def init_rates_of_addresses(app: Application, *, redis_url: str) -> None:
    """Check the address of each request; registered before anything asks the database."""
    rates = Rates(Counter(redis_url) if redis_url else None)
    app.extensions["rates"] = rates

    def check_address(asked: SiteRequest) -> None:
        endpoint = asked.endpoint or ""
        if endpoint in SECRET:
            rates.refuse_missing(asking_network())
        kind = kind_of(endpoint, asked.method)
        if kind is None:
            return
        if asked.method not in SAFE and "_user_id" not in session:
            kind = Kind.NEWCOMER
        rates.address(kind, asking_network())

    def note_missing(asked: SiteRequest, response: Response) -> Response:
        if asked.endpoint in SECRET and response.status_code in NOTHING:
            rates.count_missing(asking_network())
        return response

    app.before(check_address)
    app.after(note_missing)


def init_rates_of_accounts(app: Application) -> None:
    """Check the account of each request that is counted; after its audience is."""
    rates: Rates = app.extensions["rates"]

    def check_account(asked: SiteRequest) -> None:
        kind = kind_of(asked.endpoint or "", asked.method)
        if kind is None or not RATES[kind].account:
            return
        if who := person_id():
            rates.account(kind, who)

    app.before(check_account)


def _count(pace: Pace | None, key: str) -> None:
    if pace and (wait := pace.wait(key, now=now())):
        raise _too_many(wait)


def _too_many(wait: timedelta) -> TooManyRequests:
    return TooManyRequests(retry_after=round(wait.total_seconds()) + 1)
