"""The flask commands. What they import is imported when one is asked for: a server needs none."""

from collections.abc import Callable, Sequence
from pathlib import PurePath

from flask import Flask
from flask.cli import AppGroup

from tpmlearn.config import Settings, from_environment

# `content items` asks the database, so it needs the site, and so does a list of all commands.
_OF_SITE = frozenset({"items", "--help", ""})
_OF_BACKUPS = frozenset({"backup", "restore", "move"})
_WITH_VALUE = frozenset({"-A", "--app", "-e", "--env-file"})


def register_commands(app: Flask) -> None:
    """Add every command of this room to `flask`."""
    # Not in the content group, so that `flask content` does not pay for what these import.
    from tpmlearn.cli.backup import backup, move, restore
    from tpmlearn.cli.badges import badges
    from tpmlearn.cli.calibrate import calibrate
    from tpmlearn.cli.content_items import items_command
    from tpmlearn.cli.demo import demo
    from tpmlearn.cli.doctor import doctor
    from tpmlearn.cli.exams import exams
    from tpmlearn.cli.jobs import jobs, work_command
    from tpmlearn.cli.people import people
    from tpmlearn.cli.plan import plan
    from tpmlearn.cli.releases import releases
    from tpmlearn.cli.serve import serve

    content = content_group()
    content.add_command(items_command)
    for command in (serve, content, people, demo, calibrate, plan, exams, badges, releases, doctor):
        app.cli.add_command(command)
    for command in (backup, restore, move, jobs, work_command):
        app.cli.add_command(command)


def asks_for_content(arguments: Sequence[str]) -> bool:
    """Whether a process was started as `flask … content …`, which needs no site."""
    command, following = _command(arguments)
    return command == "content" and following not in _OF_SITE


def asks_for_backup(arguments: Sequence[str]) -> bool:
    """Whether a process was started as `flask … backup …` or the like: where that is restored
    there may be no content yet, and no secret key may be made."""
    return _command(arguments)[0] in _OF_BACKUPS


def asks_for_doctor(arguments: Sequence[str]) -> bool:
    """Whether a process was started as `flask … doctor`, which also says why there is no site."""
    return _command(arguments)[0] == "doctor"


def asks_to_serve(arguments: Sequence[str]) -> bool:
    """Whether a process was started as `flask … serve …`: its workers build the site, and one that
    it built itself would be thrown away."""
    return _command(arguments)[0] == "serve"


def _command(arguments: Sequence[str]) -> tuple[str, str]:
    """The command that a process of flask was started with, and the word behind it."""
    program, *rest = arguments
    words = iter(rest)
    for word in words:
        if word in _WITH_VALUE:
            next(words, None)
        elif not word.startswith("-"):
            is_flask = PurePath(program).name in {"flask", "__main__.py"}
            return (word, next(words, "")) if is_flask else ("", "")
    return "", ""


def site_or_doctor(build: Callable[[], Flask]) -> Flask:
    """What `flask doctor` runs in: the site, or what says why there is none."""
    from tpmlearn.cli.doctor import patient

    return patient(build)


def content_app() -> Flask:
    """An app with the content commands alone: without database, pages and catalogue."""
    app = Flask("tpmlearn", static_folder=None)
    app.extensions["settings"] = from_environment()
    app.cli.add_command(content_group())
    return app


def backup_app(settings: Settings | None = None) -> Flask:
    """An app with the commands of backups alone; without `settings`, those of the environment."""
    from tpmlearn.backups.bare import bare_app, bare_settings
    from tpmlearn.cli.backup import backup, move, restore

    app = bare_app(settings or bare_settings())
    for command in (backup, restore, move):
        app.cli.add_command(command)
    return app


def serve_app() -> Flask:
    """An app with `flask serve` alone: neither pages nor content, the database if need be."""
    from tpmlearn.cli.serve import serve
    from tpmlearn.records.schema_version import is_file_at_head

    settings = from_environment()
    if not settings.content or not all(folder.is_dir() for folder in settings.content):
        # It says what is missing, and takes as long to import as all of this.
        from tpmlearn.library.folders import require_folders

        require_folders(settings.content)
    if is_file_at_head(settings.database_url):
        app = Flask("tpmlearn", static_folder=None)
        app.extensions["settings"] = settings
    else:
        from tpmlearn.db import database_app

        app = database_app(settings)
    app.cli.add_command(serve)
    return app


def content_group() -> AppGroup:
    """`flask content …` with all that needs no database."""
    from tpmlearn.cli.content import content
    from tpmlearn.cli.content_files import fmt_command, new_group, schemas_command
    from tpmlearn.cli.content_quality import blind_command, mark_command, quality_command
    from tpmlearn.cli.content_stats import stats_command
    from tpmlearn.cli.exchange import export_command, import_command

    for command in (
        stats_command,
        fmt_command,
        new_group,
        schemas_command,
        blind_command,
        mark_command,
        quality_command,
        import_command,
        export_command,
    ):
        content.add_command(command)
    return content
