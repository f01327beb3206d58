"""How many SQL statements the pages cost that people open most, in one process on SQLite."""

from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask

from bench.goals import Row
from bench.load import Call
from bench.members import Member, answers, enter, path_of_lesson, same_app
from tests.support.counting import statements
from tests.support.site import fill, new_folder


def statement_rows() -> list[Row]:
    """Rows of lesson, quiz page, saved answer and plan page, for a learner who has a plan."""
    with TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = new_folder(Path(name))
        email = fill(folder)["learner"].email
        app = same_app(folder, "http://127.0.0.1:8000", "")
        member = enter(app, email)
        given = answers(app, [member], 40)
        asked = (
            ("lesson", Call("GET", path_of_lesson(), member.cookie), 3),
            ("quiz page", Call("GET", given[10].path, member.cookie), 5),
            ("saved answer", given[20], 5),
            ("plan page", Call("GET", "/plan", member.cookie), 6),
        )
        return [_row(app, member, *one) for one in asked]


def _row(app: Flask, member: Member, what: str, call: Call, goal: int) -> Row:
    client = app.test_client(use_cookies=False)
    with statements(app) as seen:
        answer = client.open(
            call.path,
            method=call.method,
            data=call.body or None,
            content_type="application/x-www-form-urlencoded" if call.body else None,
            headers={"Cookie": member.cookie},
        )
    if answer.status_code not in {200, 302, 303}:
        raise RuntimeError(f"{call.path} answers {answer.status}")
    count = len(seen.sql)
    return Row(f"SQL statements: {what}", str(count), f"<= {goal}", count <= goal)
