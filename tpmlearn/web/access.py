"""Who may come in: the only door to flask_login, and a declared audience for every route."""

import functools
import re
import secrets
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar, cast

from flask import Response as FlaskResponse
from flask import abort, g, redirect, request, session, url_for
from flask_login import (
    AnonymousUserMixin,
    LoginManager,
    UserMixin,
    current_user,
    login_user,
    logout_user,
)
from werkzeug.wrappers import Response

from tpmlearn.db import db
from tpmlearn.domain.accounts.devices import UNSAID
from tpmlearn.domain.accounts.ways_in import Step, Way
from tpmlearn.models import PersonRow, SignInRow
from tpmlearn.records.people import (
    OwnRow,
    OwnRows,
    Person,
    hashed,
    let_go_of_own,
    person_from,
    person_signed_in,
)
from tpmlearn.replica import PIN_SECONDS, has_replica, read_report
from tpmlearn.web.application import Application
from tpmlearn.web.requests import SiteRequest
from tpmlearn.web.requiring import begin_grace, is_shut, must_set_up
from tpmlearn.work import UNKNOWN, current

# Which accounts this browser has opened, as marks that open nothing; it outlasts signing out.
KNOWN = "known"
ACTIVE_STEP = timedelta(hours=1)
MERGE = "merge_from"
"""Where the session of a guest waits in the cookie until their work is merged or erased."""
# What somebody still finds whose account waits to be erased; all else leads to `accounts.leaving`.
WHILE_LEAVING = frozenset(
    {
        "accounts.erase",
        "accounts.keep",
        "accounts.leaving",
        "accounts.sign_out",
        "accounts.theme",
        "home.accessibility",
        "home.hiring",
        "home.privacy",
        "languages.choose",
        # Open to every program, and the same for everybody: whoever asks is not looked at.
        "portable.documents",
        "portable.resource",
        "rights.download",
        "rights.my_data",
        "static",
        "verifying.credential",
        "verifying.did",
        "verifying.status",
        "watching.alive",
        "watching.metrics",
        "watching.ready",
    }
)
# Some thousand characters are the longest that a form of ours makes; parsing takes time.
LONGEST_QUERY = 8_000
UNPRINTABLE = re.compile(rb"%(?:0[0-8bcef]|1[0-9a-f]|7f)", re.IGNORECASE)
WROTE_AT = "wrote"
View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """Who a route is for. Whose things are shown is the query's business: strangers get 404."""

    ANYONE = "anyone"
    MEMBER = "member"
    RECRUITER = "recruiter"
    AUTHOR = "author"
    ADMIN = "admin"


class SignedIn(UserMixin):  # type: ignore[misc]
    """What flask_login carries: a person and the id that their browser keeps."""

    def __init__(self, person: Person, session_id: str) -> None:
        self.person = person
        self.session_id = session_id

    def get_id(self) -> str:
        """The id in the cookie: random, and known to the database as a hash only."""
        return self.session_id


def now() -> datetime:
    """The time of this request, in UTC."""
    return datetime.now(UTC)


def audience(name: str) -> Callable[[View], View]:
    """Declare who a view is for; a route that does not is refused and fails a test."""

    def mark(view: View) -> View:
        cast(Any, view).audience = Audience(name)
        return view

    return mark


def declared_audience(view: Callable[..., Any]) -> Audience | None:
    """The audience of a view, or None where it was forgotten."""
    return getattr(view, "audience", None)


def person() -> Person | None:
    """The guest or member who asks, or None for a visitor."""
    work = current()
    # Each page asks ten times, and the way to flask_login's memory leads through two proxies.
    if work is not None and work.asks is not UNKNOWN:
        return work.asks  # type: ignore[no-any-return]
    user = cast(Any, current_user)._get_current_object()
    return _asks(user.person if isinstance(user, SignedIn) else None)


def _asks(who: Person | None) -> Person | None:
    if (work := current()) is not None:
        work.asks = who
    return who


def person_id() -> int | None:
    """The number of the guest or member who asks, or None for a visitor."""
    who = person()
    return who.id if who else None


def known() -> Person:
    """The person who asks, where the route's audience leaves no visitor; else 404."""
    return person() or abort(404)


def take_for_visitor() -> None:
    """For the rest of this request nobody asks, and nobody is looked for in the database."""
    g._login_user = AnonymousUserMixin()
    _asks(None)


def session_id() -> str:
    """The id of this browser's sign-in, or an empty text for a visitor."""
    user = cast(Any, current_user)
    return user.session_id if user.is_authenticated else ""


def claim() -> Person:
    """The person who saves something: a visitor becomes a guest, in the caller's transaction."""
    known = person()
    if known is None:
        row = PersonRow(created_at=now(), active_at=now(), name="", roles=[], time_zone="UTC")
        row.theme, row.language = session.get("theme", "system"), session.get("language")
        db.session.add(row)
        db.session.flush()
        # The token of the open page stays good: nobody has gained any right.
        return _open_session(person_from(row))
    return known


def sign_in(who: Person, way: Way = Way.PASSWORD, step: Step = Step.NONE) -> Person:
    """Give this browser a new session for `who`; what the old one carried is dropped.

    A member's old session ends with it; a guest's leads to their work until that is merged.
    """
    if (before := person()) and before.is_member:
        _end_session()
    _clear_session("theme", "language", KNOWN)
    return _open_session(who, way.value, step.value)


def _open_session(who: Person, way: str = "", step: str = "") -> Person:
    session.permanent = True
    token, moment = secrets.token_urlsafe(32), now()
    device = (request.user_agent.string or UNSAID)[:120]
    row = SignInRow(id=hashed(token), person_id=who.id, device=device, created_at=moment)
    row.way, row.step, row.seen_at = way, step, moment
    db.session.add(row)
    login_user(SignedIn(who, token))
    _asks(who)
    return who


def sign_out() -> None:
    """End this browser's session, here and in the database (the caller commits)."""
    _end_session()
    logout_user()
    _asks(None)
    _clear_session(KNOWN)
    session.permanent = KNOWN in session


def _clear_session(*kept: str) -> None:
    values = {name: session[name] for name in kept if session.get(name)}
    session.clear()
    session.update(values)


def _end_session() -> None:
    row = db.session.get(SignInRow, hashed(session_id()))
    if row:
        db.session.delete(row)


def local_path(target: str | None) -> str | None:
    """`target` if it is a path on this site, else None: no redirect leads elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return None if any(ord(char) < 32 or char == "\\" for char in target) else target


def init_access(app: Application) -> None:
    """Register flask_login and the check of every request's audience."""
    manager = LoginManager()
    manager.session_protection = None
    # What it would be held against; it is made for each request, though nobody looks at it.
    manager._session_identifier_generator = lambda: ""
    manager.user_loader(_load)
    # No template asks for `current_user`.
    manager.init_app(app, add_context_processor=False)
    # We use no remember cookie. Looking for one reads the session at the end of every request,
    # which would mark even what is the same for everybody as different by cookie.
    app.after_request_funcs[None].remove(manager._update_remember_cookie)
    app.before(_check)
    app.after(_note_write)


def reads_own(own: OwnRows | OwnRow, **values: str) -> Callable[[View], View]:
    """Say of a view that it reads this of the person who asks: one journey brings both.

    `values` are the parts of its address that they are asked for by.
    """

    def mark(view: View) -> View:
        cast(Any, view).reads_own = (own, values)
        return view

    return mark


def _load(raw: str) -> SignedIn | None:
    work = current()
    own, values = (work and work.reads_own) or (None, {})
    found = person_signed_in(raw, now=now(), own=own, values=values)
    if found and work:
        work.person_id = found.id
    return SignedIn(found, raw) if found else None


def _say_what_it_reads(asked: SiteRequest) -> None:
    """Let what the view reads come with who asks, now that the address is found to be good: the
    page that refuses a request looks for them too."""
    own, names = getattr(asked.view, "reads_own", (None, {}))
    work = current()
    if own and work and asked.method in {"GET", "POST"}:
        parts = asked.view_args or {}
        work.reads_own = own, {name: parts[part] for name, part in names.items()}


def reads_only(view: View) -> View:
    """Say of a view that takes a POST that it writes nothing: it then waits for no writer, and
    none waits for it."""
    cast(Any, view).reads_only = True
    return view


def from_replica(view: View) -> View:
    """Say of a report that it may be some seconds old, and be read from a copy of the database.

    Not right after a change by the same reader, who would miss it.
    """

    @functools.wraps(view)
    def reading(*args: Any, **named: Any) -> Any:
        if time.time() - session.get(WROTE_AT, 0) < PIN_SECONDS:
            return view(*args, **named)
        return read_report(lambda: view(*args, **named))

    cast(Any, reading).from_replica = True
    return cast(View, reading)


def _note_write(asked: SiteRequest, response: FlaskResponse) -> FlaskResponse:
    """Remember in the cookie of who reads reports when they changed something last."""
    if asked.is_writing and has_replica() and (who := person()) and who.roles:
        session[WROTE_AT] = int(time.time())
    return response


def _note_activity() -> None:
    """Remember, once an hour, that this person does something, and where; kept with what they
    save. The rows are read only if there is something to note: each save would pay for it."""
    who = person()
    if who is None:
        return
    was_away = now() - who.active_at > ACTIVE_STEP
    begins_grace = who.second_step_due is None and must_set_up(who)
    was_unseen = who.seen_at is not None and now() - who.seen_at > ACTIVE_STEP
    if not (was_away or begins_grace or was_unseen):
        return
    let_go_of_own()
    if was_away:
        db.session.get_one(PersonRow, who.id).active_at = now()
    if begins_grace:
        begin_grace(db.session.get_one(PersonRow, who.id), who, now=now())
    if was_unseen:
        db.session.get_one(SignInRow, hashed(session_id())).seen_at = now()
    # Before anything else is locked, as `let_go_of_own` says.
    db.session.flush()


def _check(asked: SiteRequest) -> Response | None:
    if asked.endpoint is None or asked.view is None:
        return None
    if len(asked.query_string) > LONGEST_QUERY:
        abort(414)
    if not asked.path.isprintable() or (asked.query_string and not _is_printable(asked)):
        # PostgreSQL takes no NUL and no page can show one; no address of ours has any.
        abort(404)
    _say_what_it_reads(asked)
    if asked.is_writing:
        _note_activity()
    declared = declared_audience(asked.view)
    if declared is None:
        abort(404)
    if first := _first_page(asked.endpoint, declared):
        return redirect(url_for(first))
    if declared is Audience.ANYONE:
        return None
    who = person()
    if who is None or not who.is_member:
        wanted = asked.full_path.rstrip("?") if asked.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=wanted))
    if declared is not Audience.MEMBER and declared.value not in who.roles:
        abort(403)
    return None


def _is_printable(asked: SiteRequest) -> bool:
    return asked.full_path.isprintable() and not UNPRINTABLE.search(asked.query_string)


def _first_page(endpoint: str, declared: Audience) -> str:
    """The page that this person must see before any other; empty for none."""
    if endpoint in WHILE_LEAVING or (who := person()) is None:
        return ""
    if who.erase_after:
        return "accounts.leaving"
    asks_role = declared not in {Audience.ANYONE, Audience.MEMBER}
    is_late = is_shut(who, endpoint=endpoint, asks_role=asks_role, now=now())
    return "second_step.index" if is_late else ""
