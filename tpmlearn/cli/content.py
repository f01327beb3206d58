"""flask content: checks what authors wrote, and counts what there is."""

import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import click
from flask import current_app
from flask.cli import AppGroup

from tpmlearn.cli.content_places import PATHS, placed
from tpmlearn.config import ROOT, Settings
from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.domain.content.rules import RULES
from tpmlearn.library import ContentMissing, Library, check_folders

MOST_PROCESSES = 4
MANUAL = "docs/rules/{}.md"


class ContentGroup(AppGroup):
    """Commands that end with one line when a content folder is not there."""

    def invoke(self, ctx: click.Context) -> object:
        """Run the command."""
        try:
            result: object = super().invoke(ctx)
        except ContentMissing as error:
            raise click.ClickException(str(error)) from None
        return result


content = ContentGroup("content", help="Check and count the content.")


@content.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print the problems as JSON.")
@click.argument("paths", nargs=-1, type=PATHS)
def check_command(as_json: bool, paths: tuple[Path, ...]) -> None:
    """Print every problem, or those in PATHS; ends with 1 if one is an error."""
    settings: Settings = current_app.extensions["settings"]
    places = placed(paths, settings.content)
    found = check_folders(settings.content, settings.folder / "cache", processes=_processes())
    problems = problems_in(found, places, folders=settings.content)
    text = as_objects(problems) if as_json else as_text(problems)
    if text:
        click.echo(text)
    click.echo(summary(problems), err=True)
    raise SystemExit(1 if any(one.severity is Severity.ERROR for one in problems) else 0)


def settings_of_content() -> Settings:
    """The settings of the running command."""
    settings: Settings = current_app.extensions["settings"]
    return settings


def read_library() -> Library:
    """The content of the running command, rendered."""
    settings = settings_of_content()
    return Library(settings.content, settings.folder / "cache", private=settings.private_content)


@content.command("explain")
@click.argument("code", type=click.Choice(list(RULES), case_sensitive=False), metavar="CODE")
def explain_command(code: str) -> None:
    """Print the manual's page of a rule, as of E012."""
    page = ROOT / MANUAL.format(code.upper())
    click.echo(page.read_text(encoding="utf-8").rstrip())


@content.command("preview")
@click.option("--port", default=8001, show_default=True, type=click.IntRange(1, 65535))
@click.argument("folder", required=False, type=click.Path(exists=True, path_type=Path))
def preview_command(port: int, folder: Path | None) -> None:
    """Show the content, or one FOLDER of it, with its problems, and follow what is saved."""
    # Here, so that a check does not pay for what pages need.
    from tpmlearn.cli.preview import serve_preview

    settings: Settings = current_app.extensions["settings"]
    folders = (folder,) if folder else settings.content
    serve_preview(folders, settings.folder / "cache", port)


def _processes() -> int:
    return min(os.cpu_count() or 1, MOST_PROCESSES)


def problems_in(
    problems: Sequence[Problem], paths: Sequence[Path], *, folders: Sequence[Path]
) -> list[Problem]:
    """The problems in the given files and folders, sorted; all of them if none is given.

    `folders` are the content folders, at whose parents the paths of problems begin.
    """
    wanted = [path.resolve() for path in paths]
    roots = [folder.resolve().parent for folder in folders]
    return sorted(
        found
        for found in problems
        if not wanted
        or any((root / found.path).is_relative_to(path) for root in roots for path in wanted)
    )


def as_text(problems: Iterable[Problem]) -> str:
    """One problem per line: file, line, column, code, what is wrong, how to mend it, its page."""
    return "\n".join(f"{found} ({MANUAL.format(found.code)})" for found in problems)


def as_objects(problems: Iterable[Problem]) -> str:
    """The problems as a JSON list, for programs."""
    objects = [
        {
            "path": found.path,
            "line": found.line,
            "column": found.column,
            "code": found.code,
            "severity": found.severity.value,
            "message": found.message,
            "manual": MANUAL.format(found.code),
        }
        for found in problems
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2)


def summary(problems: Sequence[Problem]) -> str:
    """How many errors and warnings there are, in one line."""
    errors = sum(found.severity is Severity.ERROR for found in problems)
    files = len({found.path for found in problems})
    if not problems:
        return "No problems."
    warnings = len(problems) - errors
    return f"{_count(errors, 'error')}, {_count(warnings, 'warning')} in {_count(files, 'file')}."


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
