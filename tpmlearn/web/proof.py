"""Pages that change how somebody comes in: they must have shown lately that it is them."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Any, TypeVar, cast

from flask import redirect, url_for

from tpmlearn.db import db
from tpmlearn.domain.accounts.ways_in import PROOF_LIFE
from tpmlearn.models import SignInRow
from tpmlearn.records.people import hashed
from tpmlearn.web.access import now, session_id

View = TypeVar("View", bound=Callable[..., Any])


def proven_at() -> datetime | None:
    """When this browser's person last showed that it is them; signing in counts."""
    row = db.session.get(SignInRow, hashed(session_id()))
    return (row.proven_at or row.created_at) if row else None


def is_proven() -> bool:
    """Whether that was a moment ago."""
    at = proven_at()
    return at is not None and now() - at < PROOF_LIFE


def note_proof() -> None:
    """Keep that they showed it just now (the caller commits)."""
    db.session.get_one(SignInRow, hashed(session_id())).proven_at = now()


def proven(page: str) -> Callable[[View], View]:
    """Ask for the password or a passkey again before this view; then `page`, an endpoint."""

    def mark(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if not is_proven():
                return redirect(url_for("proving.prove", next=url_for(page)))
            return view(*args, **kwargs)

        return cast(View, guarded)

    return mark
