"""flask content import and export: questions from and to other programs."""

import secrets
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click
from flask.cli import with_appcontext

from tpmlearn.cli.content import as_text, read_library, settings_of_content
from tpmlearn.cli.content_places import PATHS, placed
from tpmlearn.domain.content.catalogue import Approach, ItemKind
from tpmlearn.domain.content.drafts import ItemDraft
from tpmlearn.domain.content.exchange.carried import LARGEST, Note, Unreadable
from tpmlearn.domain.content.exchange.formats import OUTPUTS, Reads, Writes, read
from tpmlearn.domain.content.exchange.intake import Additions, taken_in
from tpmlearn.library import Library
from tpmlearn.library.folders import LARGEST as LARGEST_CONTENT
from tpmlearn.records.exchange import exportable, problems_of_import

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
KIND = click.Choice([one.value for one in ItemKind])
APPROACH = click.Choice([one.value for one in Approach])
READS = click.Choice([one.value for one in Reads])
WRITES = click.Choice([one.value for one in Writes])
TARGET = click.Path(dir_okay=False, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--to", "target", required=True, type=TARGET, help="The content file to write.")
@click.option(
    "--format",
    "form",
    type=click.Choice([one.value for one in Reads]),
    help="Told from FILE if absent.",
)
@click.option("--skill", default="", help="Of all items that name none, as in CTL2.")
@click.option("--kind", type=KIND)
@click.option("--difficulty", type=click.IntRange(1, 5))
@click.option("--approach", type=APPROACH)
@click.option("--source", default="", help="A title: where the questions come from.")
@click.option("--force", is_flag=True, help="Write over a file that is there.")
@with_appcontext
def import_command(
    file: Path, target: Path, form: str | None, *, skill: str, kind: str | None,
    difficulty: int | None, approach: str | None, source: str, force: bool,
) -> None:  # fmt: skip
    """Write the questions of FILE, from Moodle XML, GIFT or Aiken, as a content file.

    Says of each item what could not be kept, and what the checker wants of it here.
    """
    if target.exists() and not force:
        raise click.ClickException(f"{target} is there already. Give --force to write over it.")
    attributes = {
        "skill": skill,
        "kind": kind or "",
        "difficulty": str(difficulty or ""),
        "approach": approach or "",
    }
    try:
        found = read(file.name, _bytes_of(file), Reads(form) if form else None)
    except Unreadable as reason:
        raise click.ClickException(str(reason)) from None
    text = taken_in(found, Additions(attributes, source), today=datetime.now(UTC).date())
    _say(file.name, found.notes)
    if not found.items:
        raise click.ClickException("No item could be taken over; nothing was written.")
    if len(text.encode()) > LARGEST_CONTENT:
        raise click.ClickException("The items do not fit into one content file: split the file.")
    _write(target, text.encode())
    library = read_library()
    problems = problems_of_import(library, _path_for(library, target), text)[1]
    if problems:
        click.echo(as_text(problems))
    click.echo(f"Wrote {_count(len(found.items))} to {target}.", err=True)


@click.command("export")
@click.argument("paths", nargs=-1, type=PATHS)
@click.option("--format", "form", required=True, type=WRITES)
@click.option("--skill", "skills", multiple=True, help="Only these; may be given more than once.")
@click.option("-o", "--output", "target", required=True, type=TARGET, help="The file to write.")
@with_appcontext
def export_command(
    paths: tuple[Path, ...], form: str, skills: tuple[str, ...], target: Path
) -> None:
    """Write the good items, or those in PATHS, for another program.

    Says of each item what the format drops. Items of private folders are never written.
    """
    places = placed(paths, settings_of_content().content)
    library = read_library()
    found = exportable(library, _wanted(library, places, skills))
    if found.private and not found.items:
        raise click.ClickException(
            f"Nothing is left to export: all that was chosen ({_count(found.private)}) "
            "lies in private folders, which are not exported."
        )
    if found.private:
        click.echo(f"{_count(found.private)} left out: private folders are not exported.", err=True)
    if not found.items:
        raise click.ClickException("No good item is there to export; see `flask content check`.")
    written = OUTPUTS[Writes(form)].write(found.items)
    _say("", written.notes)
    if not written.count:
        raise click.ClickException("The format can carry none of the items; nothing was written.")
    _write(target, written.data)
    click.echo(f"Wrote {_count(written.count)} to {target}.", err=True)


def _path_for(library: Library, target: Path) -> str:
    """The path of a file as people see it: from its content folder on, if it lies in one."""
    for folder in (one.resolve() for one in library.folders):
        if target.resolve().is_relative_to(folder):
            return f"{folder.name}/{target.resolve().relative_to(folder).as_posix()}"
    return str(target)


def _wanted(
    library: Library, places: Sequence[Path], skills: Sequence[str]
) -> Callable[[ItemDraft], bool]:
    roots = [folder.resolve().parent for folder in library.folders]

    def wanted(item: ItemDraft) -> bool:
        if skills and item.skill.text not in skills:
            return False
        files = [root / item.path for root in roots]
        return not places or any(file.is_relative_to(place) for file in files for place in places)

    return wanted


def _bytes_of(file: Path) -> bytes:
    """The file, no more of it than tells that it is too large."""
    with file.open("rb") as stream:
        return stream.read(LARGEST + 1)


def _say(name: str, notes: Iterable[Note]) -> None:
    for note in notes:
        click.echo(f"{name}:{note.line}: {note}" if name else str(note))


def _write(target: Path, data: bytes) -> None:
    """Write a file whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{secrets.token_hex(4)}.tmp")
    try:
        part.write_bytes(data)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _count(number: int) -> str:
    return "1 item" if number == 1 else f"{number} items"
