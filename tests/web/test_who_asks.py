"""Within a request it is known who asks, and known anew as soon as that changes."""

from flask import Flask

from tpmlearn import work
from tpmlearn.db import db, writing
from tpmlearn.web.access import claim, person, sign_in, sign_out, take_for_visitor


def test_who_asks_changes_with_signing_in_and_out(app: Flask) -> None:
    with app.test_request_context("/"), writing():
        work.begin("request", "home.index")
        assert person() is None

        guest = claim()
        assert person() == guest
        sign_out()
        assert person() is None

        sign_in(guest)
        assert person() == guest
        take_for_visitor()
        assert person() is None

        db.session.rollback()
        work.end()


def test_what_one_request_found_is_not_what_the_next_finds(app: Flask) -> None:
    with app.test_request_context("/"), writing():
        work.begin("first", "home.index")
        claim()
        work.end()
        db.session.rollback()
    with app.test_request_context("/"):
        work.begin("second", "home.index")
        assert person() is None
        work.end()
