"""flask content fmt and new: missing ids, and the beginnings of new files."""

import json
import os
import re
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import AppGroup, with_appcontext

from tpmlearn.cli.content import settings_of_content
from tpmlearn.cli.content_places import PATHS, placed
from tpmlearn.domain.content.formatting import add_ids, ids_in, prefix_for
from tpmlearn.domain.content.lessons import FOLDER
from tpmlearn.domain.content.reading import Kind, kind_of
from tpmlearn.domain.content.schemas import schemas
from tpmlearn.domain.content.skeletons import new_case, new_item, new_lesson, new_quiz
from tpmlearn.domain.content.templates import NAME

ITEM_KINDS = frozenset({Kind.QUIZ, Kind.BANK, Kind.CASE, Kind.EXAM_ITEMS})
QUIZ_ITEMS, CASE_ITEMS = 10, 4


@click.command("fmt")
@click.option("--check", is_flag=True, help="Change nothing; end with 1 if an id is missing.")
@click.argument("paths", nargs=-1, type=PATHS)
@with_appcontext
def fmt_command(check: bool, paths: tuple[Path, ...]) -> None:
    """Add the ids that item headings lack, in all files of items or in PATHS."""
    root = _folder()
    places = placed(paths, settings_of_content().content)
    files = [file for file in _item_files(root) if not paths or _is_under(file, places)]
    taken = {name for file in _item_files(root) for name in ids_in(_text(file))}
    changed = 0
    for file in files:
        text = _text(file)
        prefix = prefix_for(file.relative_to(root).as_posix())
        after = add_ids(text, prefix=prefix, taken=taken)
        if after == text:
            continue
        changed += 1
        taken.update(ids_in(after))
        click.echo(f"{file.relative_to(root)}: {_added(text, after)}")
        if not check:
            _write(file, after)
    click.echo("Nothing to add." if not changed else f"{changed} file(s).", err=True)
    raise SystemExit(1 if check and changed else 0)


new_group = AppGroup("new", help="Begin a new module, item or case; nothing is overwritten.")


@new_group.command("module")
@click.argument("slug")
@click.option("--title", default="", help="Its title; made from the folder's name if left out.")
@click.option("--skill", default="", help="Skill code of its quiz, for example CTL2.")
def new_module_command(slug: str, title: str, skill: str) -> None:
    """Make the folder SLUG, as in 49-name-of-it, with a lesson and a quiz to fill in."""
    number = FOLDER.fullmatch(slug)
    if number is None:
        raise click.ClickException(
            f"‘{slug}’ does not say number and name. Call it like 16-estimate-in-ranges."
        )
    folder = _folder() / "modules" / slug
    if folder.exists():
        raise click.ClickException(f"{folder} is there already. Choose another number and name.")
    today = datetime.now(UTC).date()
    shown = title or slug[3:].replace("-", " ").capitalize()
    _create(folder / "lesson.md", new_lesson(title=shown, today=today))
    quiz = new_quiz(number=number[1], skill=skill or '""', today=today, items=QUIZ_ITEMS)
    _create(folder / "quiz.md", quiz)


@new_group.command("case")
@click.argument("slug")
@click.option("--title", default="", help="Its title; made from the file's name if left out.")
@click.option("--skill", default="", help="Skill code of its items, for example CTL2.")
def new_case_command(slug: str, title: str, skill: str) -> None:
    """Make cases/SLUG.md with a story and four items to fill in."""
    if not NAME.fullmatch(slug):
        raise click.ClickException(
            f"‘{slug}’ cannot be a file name. Use lower-case words joined by hyphens."
        )
    shown = title or slug.replace("-", " ").capitalize()
    text = new_case(
        slug=slug,
        title=shown,
        skill=skill or '""',
        today=datetime.now(UTC).date(),
        items=CASE_ITEMS,
    )
    _create(_folder() / "cases" / f"{slug}.md", text)


@new_group.command("item")
@click.argument("file", type=PATHS)
def new_item_command(file: Path) -> None:
    """Add an item to fill in at the end of FILE, a quiz, bank, case or exam."""
    root, (file,) = _folder(), placed([file], settings_of_content().content)
    if (
        not file.is_file()
        or not file.is_relative_to(root)
        or kind_of(_name(file, root))[0] not in ITEM_KINDS
    ):
        raise click.ClickException(f"{file} holds no items. Name a quiz, bank, case or items.md.")
    text = _text(file)
    taken = [name for other in _item_files(root) for name in ids_in(_text(other))]
    item_id = _free(prefix_for(_name(file, root)), taken)
    added = f"{text.rstrip()}\n\n{new_item(item_id)}"
    _write(file, added)
    line = added.count("\n", 0, added.index(f"{{#{item_id} ")) + 1
    click.echo(f"{file}:{line}")


@click.command("schemas")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
def schemas_command(folder: Path) -> None:
    """Write the JSON Schemas of all YAML that authors write into FOLDER."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, schema in schemas().items():
        file = folder / f"{name}.json"
        _write(file, json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
        click.echo(str(file))


def _free(prefix: str, taken: list[str]) -> str:
    pattern = re.compile(rf"{re.escape(prefix)}-item-(\d+)")
    numbers = [int(match[1]) for name in taken if (match := pattern.fullmatch(name))]
    return f"{prefix}-item-{max(numbers, default=0) + 1}"


def _folder() -> Path:
    """The first content folder: new files are made there."""
    return settings_of_content().content[0].resolve()


def _item_files(root: Path) -> list[Path]:
    found = (path for path in root.rglob("*.md") if path.is_file() and not path.is_symlink())
    return sorted(path for path in found if kind_of(_name(path, root))[0] in ITEM_KINDS)


def _name(file: Path, root: Path) -> str:
    return file.relative_to(root).as_posix()


def _is_under(file: Path, paths: tuple[Path, ...]) -> bool:
    return any(file.is_relative_to(path) for path in paths)


def _text(file: Path) -> str:
    """The file as it is, line ends and all; what is not UTF-8 is left to the checker."""
    try:
        return file.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""


def _added(before: str, after: str) -> str:
    new = [name for name in ids_in(after) if name not in ids_in(before)]
    return ", ".join(f"#{name}" for name in new)


def _create(file: Path, text: str) -> None:
    if file.exists():
        raise click.ClickException(f"{file} is there already. Choose another name.")
    file.parent.mkdir(parents=True, exist_ok=True)
    _write(file, text)
    click.echo(str(file))


def _write(file: Path, text: str) -> None:
    """Put the new text in place at once, so that nobody ever reads half a file."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".", suffix=".tmp")
    with os.fdopen(handle, "wb") as out:
        out.write(text.encode())
    Path(name).chmod(file.stat().st_mode if file.exists() else 0o644)
    Path(name).replace(file)
