"""Who may come in: the only door to flask_login, and a declared audience for every route."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any, TypeVar, cast

from flask import Flask, abort, current_app, redirect, request, session, url_for
from flask_login import LoginManager, UserMixin, current_user, login_user, logout_user
from werkzeug.wrappers import Response

from tpmlearn.db import db
from tpmlearn.models import PersonRow, SignInRow
from tpmlearn.records.people import Person, hashed, person_from, person_signed_in
from tpmlearn.work import current

ACTIVE_STEP = timedelta(hours=1)
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
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
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
    user = cast(Any, current_user)
    return user.person if user.is_authenticated else None


def person_id() -> int | None:
    """The number of the guest or member who asks, or None for a visitor."""
    who = person()
    return who.id if who else None


def known() -> Person:
    """The person who asks, where the route's audience leaves no visitor; else 404."""
    return person() or abort(404)


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


def sign_in(who: Person) -> Person:
    """Give this browser a new session for `who`; what the old one carried is dropped.

    A member's old session ends with it; a guest's leads to their work until that is merged.
    """
    if (before := person()) and before.is_member:
        _end_session()
    kept = {name: session[name] for name in ("theme", "language") if name in session}
    session.clear()
    session.update(kept)
    return _open_session(who)


def _open_session(who: Person) -> Person:
    session.permanent = True
    token = secrets.token_urlsafe(32)
    device = (request.user_agent.string or "unknown device")[:120]
    db.session.add(SignInRow(id=hashed(token), person_id=who.id, device=device, created_at=now()))
    login_user(SignedIn(who, token))
    return who


def sign_out() -> None:
    """End this browser's session, here and in the database (the caller commits)."""
    _end_session()
    logout_user()
    session.clear()


def _end_session() -> None:
    row = db.session.get(SignInRow, hashed(session_id()))
    if row:
        db.session.delete(row)


def local_path(target: str | None) -> str | None:
    """`target` if it is a path on this site, else None: no redirect leads elsewhere."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return None
    return None if any(ord(char) < 32 or char == "\\" for char in target) else target


def init_access(app: Flask) -> None:
    """Register flask_login and the check of every request's audience."""
    manager = LoginManager()
    manager.session_protection = None
    manager.user_loader(_load)
    manager.init_app(app)
    # We use no remember cookie. Looking for one reads the session at the end of every request,
    # which would mark even what is the same for everybody as different by cookie.
    app.after_request_funcs[None].remove(manager._update_remember_cookie)
    app.before_request(_check)


def _load(raw: str) -> SignedIn | None:
    found = person_signed_in(raw, now=now())
    if found and (work := current()):
        work.person_id = found.id
    return SignedIn(found, raw) if found else None


def reads_only(view: View) -> View:
    """Say of a view that takes a POST that it writes nothing: it then waits for no writer, and
    none waits for it."""
    cast(Any, view).reads_only = True
    return view


def is_writing() -> bool:
    """Whether the request may write."""
    view = current_app.view_functions.get(request.endpoint or "")
    return request.method not in SAFE and not getattr(view, "reads_only", False)


def _note_activity() -> None:
    """Remember, once an hour, that this person does something; kept with what they save."""
    who = person()
    if who is not None and now() - who.active_at > ACTIVE_STEP:
        db.session.get_one(PersonRow, who.id).active_at = now()


def _check() -> Response | None:
    if request.endpoint is None:
        return None
    if not request.full_path.isprintable():
        # PostgreSQL takes no NUL and no page can show one; no address of ours has any.
        abort(404)
    if is_writing():
        _note_activity()
    declared = declared_audience(current_app.view_functions[request.endpoint])
    if declared is None:
        abort(404)
    if request.endpoint not in WHILE_LEAVING and (leaver := person()) and leaver.erase_after:
        return redirect(url_for("accounts.leaving"))
    if declared is Audience.ANYONE:
        return None
    who = person()
    if who is None or not who.is_member:
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=wanted))
    if declared is not Audience.MEMBER and declared.value not in who.roles:
        abort(403)
    return None
