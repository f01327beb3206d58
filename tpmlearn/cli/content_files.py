"""flask content fmt and new: missing ids, and the beginnings of new files."""

import json
import os
import re
import tempfile
from collections.abc import Sequence
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
from tpmlearn.library.folders import require_folders

ITEM_KINDS = frozenset({Kind.QUIZ, Kind.BANK, Kind.CASE, Kind.EXAM_ITEMS})
QUIZ_ITEMS, CASE_ITEMS = 10, 4
FOLDER_OPTION = click.option(
    "--folder",
    type=click.Path(path_type=Path),
    help="The content folder to write into; the first one if left out.",
)


@click.command("fmt")
@click.option("--check", is_flag=True, help="Change nothing; end with 1 if an id is missing.")
@click.argument("paths", nargs=-1, type=PATHS)
@with_appcontext
def fmt_command(check: bool, paths: tuple[Path, ...]) -> None:
    """Add the ids that item headings lack, in all files of items or in PATHS."""
    roots, places = _roots(), placed(paths, settings_of_content().content)
    read = _item_files(roots)
    named = [one for root in roots for one in _files_in(root) if _is_under(one[1], places)]
    files = named if paths else read
    taken = {name for _, file in read for name in ids_in(_text(file))}
    changed = 0
    for root, file in files:
        text = _text(file)
        prefix = prefix_for(_name(file, root))
        after = add_ids(text, prefix=prefix, taken=taken)
        if after == text:
            continue
        changed += 1
        taken.update(ids_in(after))
        folder = f"{root.name}/" if len(roots) > 1 else ""
        click.echo(f"{folder}{_name(file, root)}: {_added(text, after)}")
        if not check:
            _write(file, after)
    click.echo("Nothing to add." if not changed else f"{changed} file(s).", err=True)
    raise SystemExit(1 if check and changed else 0)


new_group = AppGroup("new", help="Begin a new module, item or case; nothing is overwritten.")


@new_group.command("module")
@click.argument("slug")
@click.option("--title", default="", help="Its title; made from the folder's name if left out.")
@click.option("--skill", default="", help="Skill code of its quiz, for example CTL2.")
@FOLDER_OPTION
def new_module_command(slug: str, title: str, skill: str, folder: Path | None) -> None:
    """Make the folder SLUG, as in 49-name-of-it, with a lesson and a quiz to fill in."""
    number = FOLDER.fullmatch(slug)
    if number is None:
        raise click.ClickException(
            f"‘{slug}’ does not say number and name. Call it like 16-estimate-in-ranges."
        )
    module = _new_place(folder, f"modules/{slug}", "number and name")
    today = datetime.now(UTC).date()
    shown = title or slug[3:].replace("-", " ").capitalize()
    _create(module / "lesson.md", new_lesson(title=shown, today=today))
    quiz = new_quiz(number=number[1], skill=skill or '""', today=today, items=QUIZ_ITEMS)
    _create(module / "quiz.md", quiz)


@new_group.command("case")
@click.argument("slug")
@click.option("--title", default="", help="Its title; made from the file's name if left out.")
@click.option("--skill", default="", help="Skill code of its items, for example CTL2.")
@FOLDER_OPTION
def new_case_command(slug: str, title: str, skill: str, folder: Path | None) -> None:
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
    _create(_new_place(folder, f"cases/{slug}.md", "name"), text)


@new_group.command("item")
@click.argument("file", type=PATHS)
def new_item_command(file: Path) -> None:
    """Add an item to fill in at the end of FILE, a quiz, bank, case or exam."""
    (file,) = placed([file], settings_of_content().content)
    roots = _roots()
    root = next((one for one in roots if file.is_relative_to(one)), None)
    if root is None or not file.is_file() or kind_of(_name(file, root))[0] not in ITEM_KINDS:
        raise click.ClickException(f"{file} holds no items. Name a quiz, bank, case or items.md.")
    text = _text(file)
    taken = [name for _, other in _item_files(roots) for name in ids_in(_text(other))]
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


def _roots() -> list[Path]:
    """The content folders; raises ContentMissing."""
    return [folder.resolve() for folder in require_folders(settings_of_content().content)]


def _new_place(folder: Path | None, name: str, what: str) -> Path:
    """Where a new file or folder goes: into `folder`, or the first one; it may be in none yet."""
    roots = _roots()
    root = folder.resolve() if folder else roots[0]
    if root not in roots:
        names = ", ".join(str(one) for one in roots)
        raise click.UsageError(f"{folder} is no content folder ({names}); set TPMLEARN_CONTENT.")
    for one in roots:
        if (one / name).exists():
            raise click.ClickException(f"{one / name} is there already. Choose another {what}.")
    return root / name


def _item_files(roots: Sequence[Path]) -> list[tuple[Path, Path]]:
    """The files of items that are read, each after its folder: a later folder's file counts."""
    found = {_name(file, root): (root, file) for root in roots for _, file in _files_in(root)}
    return [found[name] for name in sorted(found)]


def _files_in(root: Path) -> list[tuple[Path, Path]]:
    found = (path for path in root.rglob("*.md") if path.is_file() and not path.is_symlink())
    return sorted((root, one) for one in found if kind_of(_name(one, root))[0] in ITEM_KINDS)


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
