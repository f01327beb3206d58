"""flask serve: brings the database up to date and serves the site with granian."""

import os
import resource
import socket
import sys

import click
from flask import current_app
from flask.cli import with_appcontext

from tpmlearn.config import ROOT, settings_given
from tpmlearn.metrics import share
from tpmlearn.records.schema_version import Schema, current, standing, steps
from tpmlearn.records.site import site_settings
from tpmlearn.turns import safe_workers

WORKERS = 2
THREADS = 4
# A browser keeps its connection open between two requests. granian counts these too when it holds
# back, so that with few of them it would leave whoever comes later without an answer. Ten thousand
# slow lines fit into one worker, should another be away.
CONNECTIONS = 12_000
# Files that are open besides: the database, the program, what is being sent.
OTHER_FILES = 500


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=WORKERS, show_default=True, type=click.IntRange(1, 64))
@click.option(
    "--drain",
    default=3.0,
    show_default=True,
    type=click.FloatRange(0, 600),
    help="Seconds in which a worker that is to end closes its connections.",
)
@with_appcontext
def serve(host: str, port: int, workers: int, drain: float) -> None:
    """Migrate and serve until stopped.

    SIGHUP puts new workers in the place of the old ones, SIGTERM drains and ends.
    """
    if os.environ.get("LISTEN_PID") != str(os.getpid()):
        _refuse_busy_port(host, port)
    settings = site_settings()
    if "sqlalchemy" in current_app.extensions:
        _migrate()
    if safe_workers(settings.database_url, workers) < workers:
        workers = 1
        click.echo("One worker only: this SQLite has the WAL-reset fault.", err=True)
    # Links in mails and shares lead to where this process listens, unless the operator says else.
    if "TPMLEARN_PUBLIC_URL" not in settings_given():
        os.environ["TPMLEARN_PUBLIC_URL"] = f"http://{host}:{port}"
    if settings.metrics_token:
        share(settings.folder / "cache" / "metrics")
    connections = _allow_connections()
    os.chdir(ROOT)
    passed_on = map(str, (host, port, workers, THREADS, connections, drain))
    os.execv(sys.executable, [sys.executable, "-m", "tpmlearn.serving", *passed_on])  # nosec B606 # no shell, words of our own


def _migrate() -> None:
    # Here, as a start that finds nothing to do waits neither for the database nor for alembic.
    from tpmlearn.db import db, prepare_migrations

    if standing(current(), steps()) is not Schema.AT_HEAD:
        from flask_migrate import upgrade

        prepare_migrations(current_app)
        upgrade(directory=str(ROOT / "migrations"))
    db.engine.dispose()


def _allow_connections() -> int:
    """Raise the limit of open files as far as this user may, since each connection is one; how many
    connections a worker may then hold."""
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + OTHER_FILES
    if most != resource.RLIM_INFINITY:
        wanted = min(wanted, most)
    if few != resource.RLIM_INFINITY and few < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return max(wanted - OTHER_FILES, wanted // 2)


def _refuse_busy_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Cannot listen on {host}:{port} ({error.strerror}). "
                f"Stop what uses it, or choose another: make run PORT={port + 1}"
            ) from None
