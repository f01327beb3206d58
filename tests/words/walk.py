"""A walk through the pages in a made-up language, in which every marked text stands in ⟦ ⟧.

python -m tests.words.walk [endpoint ...]   what these pages say outside of marks, or how much each
"""

import re
import sys
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from urllib.parse import urlsplit
from xml.etree import ElementTree as Tree
from zoneinfo import available_timezones

import html5lib
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from tests.words.template_texts import LETTERS, SAME, SPOKEN
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import Base, db, writing
from tpmlearn.models import PersonRow, SignInRow
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.people import hashed
from tpmlearn.words import Speech, speak

WAITING = Path(__file__).parent / "waiting_pages.txt"
PEOPLE = ("visitor", "learner", "recruiter", "author", "admin")
XHTML = "{http://www.w3.org/1999/xhtml}"
MARKED = re.compile(r"⟦[^⟦⟧]*⟧")
BLOCKS = {"p", "li", "dt", "dd", "td", "th", "div", "section", "h1", "h2", "h3", "caption", "body"}
SILENT = {"script", "style", "code", "kbd", "samp", "pre", "textarea"}
MONTHS = re.compile(
    r"\b(Jan|Feb|März|Apr|Mai|Juni|Juli|Aug|Sept|Okt|Nov|Dez|Januar|Februar|April|August|September"
    r"|Oktober|November|Dezember|Mo|Di|Mi|Do|Fr|Sa|So)\b\.?"
)
MOST_OF_A_KIND = 2
MOST_PAGES = 400
# English as their subject is: signed, or the content's own page.
ENGLISH = {"home.styleguide", "static"}
# Names that every language writes the same.
ZONES = frozenset(zone.replace("_", " ") for zone in available_timezones())


class MadeUp:
    """Every text in brackets that nothing else has."""

    def gettext(self, message: str) -> str:
        """The text in brackets."""
        return f"⟦{message}⟧"

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The form for the count in brackets."""
        return f"⟦{msgid1 if n == 1 else msgid2}⟧"

    def pgettext(self, context: str, message: str) -> str:
        """The text in brackets."""
        return f"⟦{message}⟧"


@dataclass(frozen=True)
class Seen:
    """What a page says outside of marks."""

    endpoint: str
    who: str
    texts: tuple[str, ...]


def site_in_a_made_up_language(folder: Path) -> Flask:
    """A site with demo people that speaks it; dates are German, as no text of ours is."""
    app = create_app(
        Settings(
            folder=folder,
            content=(ROOT / "content",),
            database_url=f"sqlite:///{folder / 'test.db'}",
            secret_key="test-secret-" + "x" * 32,
            production=False,
            public_url="http://127.0.0.1:8000",
            mail_url="",
            mail_from="tpmlearn@example.org",
            trusted_proxies=0,
            watch_content=False,
            content_git=False,
        )
    )
    app.test_cli_runner().invoke(args=["demo", "fill", "--learners", "8"], catch_exceptions=False)
    app.before_request(lambda: speak(Speech("de", MadeUp())))
    return app


def walk(app: Flask) -> Iterator[Seen]:
    """Every page that a link leads to, for each kind of person; two of each kind."""
    with app.app_context():
        names = frozenset(_content(current_catalogue())) | frozenset(_saved()) | ZONES
        db.session.remove()
    for who in PEOPLE:
        client = app.test_client()
        if who != "visitor":
            _sign_in(client, who)
        yield from _crawl(app, client, who, names)


def _crawl(app: Flask, client: FlaskClient, who: str, names: frozenset[str]) -> Iterator[Seen]:
    adapter = app.url_map.bind("localhost")
    ahead, seen, count = ["/", "/settings", "/nothing-here"], set[str](), dict[str, int]()
    while ahead and len(seen) < MOST_PAGES:
        path = ahead.pop(0)
        if path in seen:
            continue
        seen.add(path)
        parts = urlsplit(path)
        try:
            endpoint = str(adapter.match(parts.path, method="GET")[0])
        except HTTPException:
            endpoint = "nowhere"
        kind = " ".join([endpoint, *sorted(re.findall(r"(\w+)=", parts.query))])
        count[kind] = count.get(kind, 0) + 1
        if count[kind] > MOST_OF_A_KIND or endpoint in ENGLISH:
            continue
        answer = client.get(path)
        if answer.mimetype == "text/html" and answer.status_code not in range(300, 400):
            root = html5lib.parse(answer.get_data(as_text=True), namespaceHTMLElements=True)
            yield Seen(endpoint, who, tuple(dict.fromkeys(_Outside(names).found(root))))
            ahead += _links(root)


def _links(root: Tree.Element) -> list[str]:
    found = [node.get("href", "").partition("#")[0] for node in root.iter(f"{XHTML}a")]
    return [link for link in found if link.startswith("/")]


class _Outside:
    """Reads an element in its order: a marked text may have elements in it."""

    def __init__(self, names: frozenset[str]) -> None:
        self.names, self.depth = names, 0

    def found(self, node: Tree.Element, quiet: bool = False) -> Iterator[str]:
        """The texts in an element and its attributes that stand outside of marks."""
        tag = str(node.tag).removeprefix(XHTML)
        is_quiet = quiet or tag in SILENT or ("lang" in node.attrib and tag != "html")
        if tag in BLOCKS:
            # A text that was cut has lost its end.
            self.depth = 0
        if not is_quiet:
            for name in SPOKEN & set(node.attrib):
                yield from _left(node.attrib[name], self.names)
            yield from _left(self._outside(node.text or ""), self.names)
        for child in node:
            if type(child.tag) is str:
                yield from self.found(child, is_quiet)
            if not is_quiet:
                yield from _left(self._outside(child.tail or ""), self.names)

    def _outside(self, text: str) -> str:
        kept = []
        for char in text:
            self.depth = max(0, self.depth + (char == "⟦") - (char == "⟧"))
            kept.append(char if self.depth == 0 and char != "⟧" else " ")
        return "".join(kept)


def _left(text: str, names: frozenset[str]) -> Iterator[str]:
    words = " ".join(unescape(text).split())
    # A name may stand within a text, and a marked text within another.
    while (less := MARKED.sub(" ", words)) != words:
        words = less
    words = " ".join(words.split()).strip(" ·:,.;()“”‘’")
    if words in names or not LETTERS.search(SAME.sub("", MONTHS.sub("", words))):
        return
    rest = words
    for name in sorted((one for one in re.split(r"[·:,;()]", words)), key=len, reverse=True):
        if name.strip() in names:
            rest = rest.replace(name, " ")
    if LETTERS.search(SAME.sub("", MONTHS.sub("", rest))) and len(words) > 2:
        yield words


def _sign_in(client: FlaskClient, who: str) -> None:
    token, now = f"session-{who}", datetime.now(UTC)
    with client.application.app_context(), writing():
        person = db.session.scalars(
            select(PersonRow).where(PersonRow.email == f"{who}@demo.invalid")
        ).one()
        db.session.add(
            SignInRow(id=hashed(token), person_id=person.id, device="test", created_at=now)
        )
        db.session.commit()
    with client.session_transaction() as session:
        session["_user_id"], session["_fresh"] = token, True


def _content(value: object) -> Iterator[str]:
    """Every text in a value of the content."""
    if isinstance(value, str):
        yield " ".join(value.split()).strip(" ·:,.;()“”‘’")
    elif is_dataclass(value):
        for one in fields(value):
            yield from _content(getattr(value, one.name))
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _content(key)
            yield from _content(one)
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from _content(one)


def _saved() -> Iterator[str]:
    """Every text that a row holds."""
    for table in Base.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            for value in row:
                yield from _content(value)


def found_by_endpoint(app: Flask) -> dict[str, list[str]]:
    """What is said outside of marks, by endpoint."""
    found: dict[str, list[str]] = {}
    for seen in walk(app):
        kept = found.setdefault(seen.endpoint, [])
        kept += [text for text in seen.texts if text not in kept]
    return found


def waiting() -> list[str]:
    """The pages that wait for their marks."""
    return WAITING.read_text(encoding="utf-8").split() if WAITING.exists() else []


def main(arguments: list[str]) -> None:
    """Show, or shrink the list of the pages that wait."""
    with tempfile.TemporaryDirectory() as folder:
        found = found_by_endpoint(site_in_a_made_up_language(Path(folder)))
    if arguments == ["--shrink"]:
        left = [name for name in waiting() if found.get(name)]
        WAITING.write_text("".join(f"{name}\n" for name in left), encoding="utf-8")
    for name, texts in sorted(found.items()):
        if name in arguments:
            print(name, *texts, sep="\n  ")
        elif not arguments:
            is_new = texts and name not in waiting()
            print(f"{len(texts):4} {name}{'  (not on the list)' if is_new else ''}")


if __name__ == "__main__":
    main(sys.argv[1:])
