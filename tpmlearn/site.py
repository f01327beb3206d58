"""Puts the whole site together."""

import os
import sys
from functools import partial

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

from tpmlearn.cli import register_commands
from tpmlearn.config import MAX_BODY_BYTES, Settings, from_environment
from tpmlearn.db import db as database
from tpmlearn.db import mark_reading, mark_writing, open_database, prepare_migrations
from tpmlearn.features import menu_for, register_features
from tpmlearn.library import Library
from tpmlearn.records.people import SIGN_IN_LIFE
from tpmlearn.records.releases import folder_at_start
from tpmlearn.replica import open_replica
from tpmlearn.statements import measure_statements
from tpmlearn.web.access import init_access
from tpmlearn.web.addresses import init_addresses
from tpmlearn.web.application import Application
from tpmlearn.web.assets import init_assets
from tpmlearn.web.background import start_background
from tpmlearn.web.errors import init_errors
from tpmlearn.web.forgery import init_forgery
from tpmlearn.web.headers import init_headers
from tpmlearn.web.languages import init_languages
from tpmlearn.web.pieces import init_pieces
from tpmlearn.web.rates import init_rates_of_accounts, init_rates_of_addresses
from tpmlearn.web.requests import SiteRequest
from tpmlearn.web.shared_pieces import init_shared_pieces
from tpmlearn.web.templating import init_templating
from tpmlearn.web.uploads import init_reading, init_uploads
from tpmlearn.web.watching import init_watching

PROCESSES = min(os.cpu_count() or 1, 4)


def build_site(settings: Settings | None = None) -> Flask:
    """The site, ready to serve; without `settings` they are read from the environment."""
    settings = settings or from_environment()
    app = Application(
        __name__,
        static_folder=None,
        template_folder="web/templates",
        instance_path=str(settings.folder.absolute()),
    )
    _configure(app, settings)
    init_watching(app, settings)
    _open_database(app, settings)
    app.extensions["settings"] = settings
    app.extensions["library"] = _open_library(app, settings)
    _register_web(app, settings)
    register_features(app)
    if _is_worker():
        app.at_begin(partial(start_background, app))
    else:
        register_commands(app)
    if settings.trusted_proxies:
        count = settings.trusted_proxies
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=count, x_proto=count, x_host=count
        )
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=MAX_BODY_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_BODY_BYTES,
        PERMANENT_SESSION_LIFETIME=SIGN_IN_LIFE,
        SESSION_COOKIE_NAME="__Host-sid" if settings.secure_cookies else "sid",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        TEMPLATES_AUTO_RELOAD=False,
        WTF_CSRF_TIME_LIMIT=None,
        # The origin check does what the Referer check would, and works without a Referer.
        WTF_CSRF_SSL_STRICT=False,
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True


def _open_database(app: Application, settings: Settings) -> None:
    open_database(app, settings.database_url, pooled=settings.database_pooled)
    # A worker of the server never migrates.
    if not _is_worker():
        prepare_migrations(app)
    with app.app_context():
        measure_statements(database.engine, slow_ms=settings.slow_ms)
        app.reads_in_turn = database.engine.dialect.name == "sqlite"
    open_replica(app, settings)
    app.before(_begin_request)
    app.teardown_request(lambda _error: mark_reading(False))


def _begin_request(asked: SiteRequest) -> None:
    writes = asked.is_writing
    mark_writing(writes)
    mark_reading(not writes)


def _is_worker() -> bool:
    """Whether this process serves pages and runs no command: it then leaves out what only those
    need, among it alembic, which takes 11 MB in each worker."""
    return "granian" in sys.modules


def _open_library(app: Application, settings: Settings) -> Library:
    with app.app_context():
        shown = folder_at_start(settings)
        database.session.remove()
        database.engine.dispose()
    library = Library(
        settings.content,
        settings.folder / "cache",
        processes=PROCESSES,
        private=settings.private_content,
        shown=shown,
    )
    if _is_worker() and library.problems:
        problems = len(library.problems)
        sys.stderr.write(f"Content has {problems} problems: see `flask content check`.\n")
    if settings.watch_content:
        if _is_worker():
            app.at_begin(library.watch)
        else:
            library.watch()
    return library


def _register_web(app: Application, settings: Settings) -> None:
    init_languages(app)
    init_addresses(app)
    init_errors(app)
    if settings.limits:
        init_rates_of_addresses(app, redis_url=settings.redis_url)
    init_reading(app)
    init_access(app)
    init_uploads(app)
    if settings.limits:
        init_rates_of_accounts(app)
    init_forgery(app)
    init_headers(app, secure=settings.secure_cookies)
    init_pieces(app)
    init_assets(app)
    init_templating(app, menu_for)
    init_shared_pieces(app, settings)
