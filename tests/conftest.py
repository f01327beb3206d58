"""The small cast of all tests, on both databases."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import text

from tests.support import needs
from tests.support.audit import empty_audit
from tests.support.client import CheckingClient
from tests.support.cluster import cluster
from tests.support.postbox import Postbox, mailing
from tests.support.studio import Studio, studio_on
from tpmlearn import create_app
from tpmlearn.config import ROOT, Settings
from tpmlearn.db import Base, db, mark_writing, writing
from tpmlearn.models import AuditRow, PersonRow, SignInRow
from tpmlearn.records.people import hashed

DATABASES = ("sqlite", "postgresql")
SHARED = ("site", "place")
Enter = Callable[..., CheckingClient]


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give several processes whole files, each with one database or one site at a time.

    The fixtures of a session are costly: in the order of collection a process changes its database
    once, and the tests of a file share what their module has made.
    """
    for item in items:
        call = getattr(item, "callspec", None)
        shared = [str(call.params[name]) for name in SHARED if call and name in call.params]
        item.add_marker(pytest.mark.xdist_group("-".join([item.path.name, *shared])))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say in one line what was missing."""
    if needs.missing:
        wanted = "; ".join(needs.INSTALL[name] for name in sorted(needs.missing))
        terminalreporter.write_line(f"Some tests were skipped. To run them, install: {wanted}")


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The instance folder of this test run; rendered lessons are kept between runs."""
    return tmp_path_factory.mktemp("instance")


@pytest.fixture(scope="session")
def settings(instance: Path) -> Settings:
    """Settings of a development site on the shipped content."""
    return Settings(
        folder=instance,
        content=(ROOT / "content",),
        database_url=f"sqlite:///{instance / 'test.db'}",
        secret_key="test-secret-" + "x" * 32,
        production=False,
        public_url="http://127.0.0.1:8000",
        mail_url="",
        mail_from="tpmlearn@example.org",
        trusted_proxies=0,
        watch_content=False,
        # The work tree that holds these tests is nobody's to write in.
        content_git=False,
        # Tests post faster than people; tests/web/test_rates.py turns this on.
        limits=False,
    )


@pytest.fixture(scope="session")
def postgresql_url() -> Iterator[str]:
    """The address of a fresh PostgreSQL database."""
    with cluster(needs.postgresql()) as url:
        yield url


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Chromium of the machine, headless; one for all tests, as Playwright runs once a process."""
    path = needs.chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=path,
            args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session", params=DATABASES)
def site(request: pytest.FixtureRequest, settings: Settings) -> Flask:
    """The migrated site, once per database."""
    if request.param == "postgresql":
        settings = replace(settings, database_url=request.getfixturevalue("postgresql_url"))
    app = create_app(settings)
    app.config["TESTING"] = False
    app.test_client_class = CheckingClient
    with app.app_context():
        upgrade(directory=str(ROOT / "migrations"))
    return app


@pytest.fixture
def app(site: Flask) -> Iterator[Flask]:
    """The site with an empty database."""
    with site.app_context(), writing():
        _empty()
    yield site
    with site.app_context():
        db.session.remove()
    # A last POST must not make the reads of the next test write transactions.
    mark_writing(False)


@pytest.fixture(params=("git", "copy"))
def studio(app: Flask, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Studio]:
    """The site on a small content folder of its own: once a git work tree, once not."""
    with studio_on(app, tmp_path, has_git=request.param == "git") as found:
        yield found


@pytest.fixture
def visitor(app: Flask) -> CheckingClient:
    """Somebody who has saved nothing."""
    return _client(app)


@pytest.fixture
def postbox(app: Flask) -> Iterator[Postbox]:
    """The mail that the site sends, to a real server; without it mail is logged."""
    with mailing(app) as box:
        yield box


@pytest.fixture
def enter(app: Flask) -> Enter:
    """Sign in a new person: enter("ada", roles=["author"]); a name with `@` is a member."""

    def sign_in(email: str | None, roles: tuple[str, ...] = (), **fields: object) -> CheckingClient:
        client, now = _client(app), datetime.now(UTC)
        with app.app_context(), writing():
            row = PersonRow(email=email, name="", roles=list(roles), created_at=now, active_at=now)
            for name, value in {"time_zone": "UTC", "theme": "system", **fields}.items():
                setattr(row, name, value)
            db.session.add(row)
            db.session.flush()
            token = f"session-{row.id}"
            db.session.add(
                SignInRow(id=hashed(token), person_id=row.id, device="test", created_at=now)
            )
            client.person_id = row.id
            db.session.commit()
        with client.session_transaction() as session:
            session["_user_id"] = token
            session["_fresh"] = True
        return client

    return sign_in


@pytest.fixture
def guest(enter: Enter) -> CheckingClient:
    """Somebody who saved something and has no account."""
    return enter(None)


@pytest.fixture
def learner(enter: Enter) -> CheckingClient:
    """Ada, a member."""
    return enter("ada@example.org", name="Ada Obi")


@pytest.fixture
def stranger(enter: Enter) -> CheckingClient:
    """Another member, who must see nothing of Ada's."""
    return enter("sven@example.org", name="Sven Strand")


@pytest.fixture
def recruiter(enter: Enter) -> CheckingClient:
    """A member with the role recruiter."""
    return enter("rita@example.org", ("recruiter",), name="Rita Roy")


@pytest.fixture
def author(enter: Enter) -> CheckingClient:
    """A member with the role author."""
    return enter("ari@example.org", ("author",), name="Ari Aho")


@pytest.fixture
def admin(enter: Enter) -> CheckingClient:
    """A member with the role admin."""
    return enter("ines@example.org", ("admin",), name="Ines Ito")


def _client(app: Flask) -> CheckingClient:
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    return client


def _empty() -> None:
    names = [table.name for table in reversed(Base.metadata.sorted_tables)]
    names.remove(AuditRow.__tablename__)
    empty_audit()
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text(f"TRUNCATE {', '.join(names)} RESTART IDENTITY CASCADE"))
    else:
        for name in names:
            db.session.execute(text(f'DELETE FROM "{name}"'))
    db.session.commit()
