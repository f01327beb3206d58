"""The least that a Flask site can do for a page and for a save: what ours is measured against.

A signed session, one SELECT by key, a cached template as large as a lesson; for a save a session,
a SELECT, an INSERT and a COMMIT. Bare drivers, no ORM, no compression, no headers of its own, and
none of the checks that a site needs. `python -m granian bench.limit_app:app` serves it.
"""

import gzip
import os
import threading
from typing import Any

from flask import Flask, Response, redirect, render_template, request, session

DATABASE, TEMPLATES = os.environ["LIMIT_DATABASE"], os.environ["LIMIT_TEMPLATES"]
app = Flask(__name__, template_folder=TEMPLATES, static_folder=None)
app.secret_key = os.environ["LIMIT_SECRET"]
_of_thread = threading.local()


def _connection() -> Any:
    """This thread's connection; it is opened once."""
    if not hasattr(_of_thread, "connection"):
        _of_thread.connection = _opened()
    return _of_thread.connection


def _opened() -> Any:
    if DATABASE.startswith("postgresql"):
        import psycopg

        return psycopg.connect(DATABASE, autocommit=True)
    import pysqlite3

    connection = pysqlite3.connect(DATABASE, isolation_level=None)
    connection.executescript("PRAGMA busy_timeout=10000; PRAGMA synchronous=FULL")
    return connection


def _person() -> Any:
    place = "%s" if DATABASE.startswith("postgresql") else "?"
    statement = f"SELECT id, name FROM people WHERE id = {place}"  # nosec B608 # a place for a value, no value
    return _connection().execute(statement, (session["person"],)).fetchone()


@app.get("/page")
def page() -> str:
    """A page as large as a lesson, for who is signed in."""
    return render_template("page.html", person=_person())


@app.get("/compressed")
def compressed() -> Response:
    """The same page as a site sends it that cares for the line: compressed each time."""
    body = gzip.compress(page().encode(), compresslevel=5)
    return Response(body, mimetype="text/html", headers={"Content-Encoding": "gzip"})


@app.post("/answers")
def answer() -> Response:
    """Keep an answer and lead to the next question."""
    person, place = _person(), "%s" if DATABASE.startswith("postgresql") else "?"
    connection = _connection()
    connection.execute("BEGIN IMMEDIATE" if place == "?" else "BEGIN")
    connection.execute(
        f"INSERT INTO answers (person, given) VALUES ({place}, {place})",  # nosec B608 # a place for a value, no value
        (person[0], request.form["answer"]),
    )
    connection.execute("COMMIT")
    return redirect("/page")  # type: ignore[return-value]
