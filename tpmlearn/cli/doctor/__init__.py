"""flask doctor: what is right and what is wrong with this installation, and how to mend it."""

import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.exc import SQLAlchemyError

from tpmlearn.cli.doctor import database, places, services, settings
from tpmlearn.cli.doctor.finding import Finding, State, as_lines, wrong
from tpmlearn.config import Settings, SettingsError, settings_given
from tpmlearn.db import db, safe_workers
from tpmlearn.domain.jobs.job import State as JobState
from tpmlearn.features.external_sign_in.queries import provider
from tpmlearn.jobs.overview import standing
from tpmlearn.library import ContentMissing
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.releases import live_release_id, shown_release_id
from tpmlearn.records.site import site_settings
from tpmlearn.signing.keyring import Keyring

WHY_NOT = "why_not"
EXTRAS = (
    (
        "weasyprint",
        "shared profiles have no PDF",
        "python -m pip install -r requirements-pdf.txt",
    ),
)


@click.command()
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
@click.option("--json", "as_json", is_flag=True, help="For programs.")
@with_appcontext
def doctor(workers: int, as_json: bool) -> None:
    """Look at everything that the site needs; ends with 1 if something is wrong."""
    problem = current_app.extensions.get(WHY_NOT)
    found = [_not_started(problem)] if problem else examine(site_settings(), workers)
    if as_json:
        click.echo(json.dumps([asdict(one) for one in found], indent=2))
    else:
        click.echo("\n".join(as_lines(found)))
    sys.exit(1 if any(one.state is State.WRONG for one in found) else 0)


def patient(build: Callable[[], Flask]) -> Flask:
    """The site, or, where it cannot start, an app whose doctor says why."""
    try:
        return build()
    except (SettingsError, ContentMissing, OSError) as problem:
        app = Flask("tpmlearn", static_folder=None)
        app.extensions[WHY_NOT] = str(problem)
        app.cli.add_command(doctor)
        return app


def examine(site: Settings, workers: int) -> list[Finding]:
    """All checks of the running app, from the settings outwards."""
    folder, user = site.folder.absolute(), os.getuid()
    return [
        *settings.check_sources(settings_given()),
        settings.check_secret(site.secret_key, folder / "secret-key"),
        settings.check_environment(site),
        settings.check_public_url(site),
        settings.check_proxies(site),
        places.check_folder(folder, user=user),
        places.check_files(folder, user=user),
        places.room(folder),
        places.clock_of_files(folder),
        *database.check_database(str(db.engine.url.render_as_string(False)), workers),
        services.check_mail(site.mail_url, production=site.production),
        settings.check_sender(site),
        *_jobs(datetime.now(UTC)),
        *_provider(),
        *_content(),
        services.check_badges(Keyring(site.folder, site.badge_key, site.badge_old_keys)),
        *(services.check_extra(*one) for one in EXTRAS),
        _workers(site.database_url, workers),
    ]


def _provider() -> list[Finding]:
    found = services.check_provider(provider())
    return [found] if found else []


def _not_started(problem: str) -> Finding:
    return wrong("settings", f"the site does not start: {problem}", "mend this first")


def _content() -> list[Finding]:
    library = current_library()
    return [
        services.check_problems(library.problems, len(library.catalogue.modules)),
        services.check_git(library.home),
        *_release(),
    ]


def _jobs(now: datetime) -> list[Finding]:
    """Nothing where the database does not know of jobs: that has been said already."""
    try:
        found = standing(now=now)
    except SQLAlchemyError:
        return []
    finally:
        db.session.remove()
    due_for = now - found.due_since if found.due_since else timedelta(0)
    waiting, failed = found.total(JobState.WAITING), found.total(JobState.FAILED)
    return [services.check_jobs(waiting, failed, due_for)]


def _release() -> list[Finding]:
    """Nothing where the database does not know of releases: that has been said already."""
    try:
        return [services.check_release(live_release_id(), shown_release_id(current_library()))]
    except SQLAlchemyError:
        return []
    finally:
        db.session.remove()


def _workers(url: str, workers: int) -> Finding:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1_000_000
    return services.check_workers(workers, safe_workers(url, workers), os.cpu_count() or 1, memory)


__all__ = ["doctor", "examine", "patient"]
