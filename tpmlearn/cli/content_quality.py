"""flask content blind, mark and quality: items answered by readers who do not see the key."""

import csv
import io
from collections.abc import Iterable, Iterator
from pathlib import Path

import click
from flask.cli import with_appcontext

from tpmlearn.cli.content import read_library
from tpmlearn.config import ROOT
from tpmlearn.domain.content.blind import BadAnswer, agrees, asks_for, blind_key, blind_text
from tpmlearn.domain.content.drafts import ItemDraft, QuizDraft
from tpmlearn.domain.content.quality import COLUMNS, report
from tpmlearn.domain.content.reading import Shelf

FOLDER = ROOT / "docs" / "content-quality"
PAGE = ROOT / "docs" / "content-quality.md"


@click.command("blind")
@click.option("--seed", default=1, show_default=True, help="Draws the order of the options.")
@click.argument("pools", nargs=-1, required=True)
@with_appcontext
def blind_command(seed: int, pools: tuple[str, ...]) -> None:
    """Print the items of POOLS without keys, as bank/ctl2 or modules/16-estimate-in-ranges."""
    shelf = read_library().shelf
    for pool in pools:
        for quiz in _files(shelf, pool):
            if quiz.story.text:
                click.echo(f"## The story of the following items\n\n{quiz.story.text}\n")
            for item in quiz.items:
                click.echo(f"{blind_text(item, seed=seed)}\n({asks_for(item.question)})\n")


@click.command("mark")
@click.option("--seed", default=1, show_default=True, help="The seed of `blind`.")
@click.option("--round", "round_", default=1, show_default=True, help="1 for the first answers.")
@click.option("--to", type=click.Path(path_type=Path), help="Add the rows to this CSV.")
@click.argument("pool")
@click.argument("answers", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def mark_command(seed: int, round_: int, to: Path | None, pool: str, answers: Path) -> None:
    """Compare ANSWERS, a CSV with item, answer, sure and note, with the keys of POOL."""
    library = read_library()
    items = {item.id: item for quiz in _files(library.shelf, pool) for item in quiz.items}
    versions = {item.id: item.version for item in library.catalogue.items}
    rows = []
    with answers.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            item = items.get((row.get("item") or "").strip())
            if item is None:
                click.echo(f"There is no item ‘{row.get('item')}’ in {pool}.", err=True)
                continue
            rows.append(_marked(pool, item, row, versions, seed=seed, round_=round_))
    for row in rows:
        if row["agreed"] == "no" or row["note"]:
            key = blind_key(items[row["item"]], seed=seed)
            click.echo(f"{row['item']}: {row['answer']}, key {key}. {row['note']}")
    missing = set(items) - {row["item"] for row in rows}
    differed = sum(row["agreed"] == "no" for row in rows)
    click.echo(
        f"{len(rows)} answers, {differed} differ, {len(missing)} items without one.", err=True
    )
    if to:
        _append(to, rows)


@click.command("quality")
def quality_command() -> None:
    """Make docs/content-quality.md from the blind answers in docs/content-quality/."""
    PAGE.write_text(report(all_rows()), encoding="utf-8")
    click.echo(str(PAGE))


def all_rows() -> list[dict[str, str]]:
    """Every row of every CSV of blind answers."""
    return [row for file in sorted(FOLDER.glob("*.csv")) for row in _read(file)]


def _read(file: Path) -> Iterator[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as text:
        for row in csv.DictReader(text):
            yield {column: row.get(column) or "" for column in COLUMNS}


def _marked(
    pool: str,
    item: ItemDraft,
    row: dict[str, str],
    versions: dict[str, str],
    *,
    seed: int,
    round_: int,
) -> dict[str, str]:
    answer = (row.get("answer") or "").strip()
    try:
        agreed = "yes" if agrees(item, answer, seed=seed) else "no"
    except BadAnswer as error:
        raise click.ClickException(f"{item.id}: {error}") from error
    return {
        "pool": pool,
        "item": item.id,
        "version": versions[item.id],
        "round": str(round_),
        "answer": answer,
        "agreed": agreed,
        "sure": (row.get("sure") or "").strip(),
        "note": (row.get("note") or "").strip(),
        "done": "",
    }


def _files(shelf: Shelf, pool: str) -> list[QuizDraft]:
    """The files of items that a name such as bank/ctl2 or modules/16-… means."""
    kind, _, slug = pool.partition("/")
    shelves = {
        "modules": shelf.quizzes,
        "bank": shelf.bank,
        "cases": shelf.cases,
        "exams": shelf.exam_items,
    }
    found = shelves.get(kind, {})
    chosen = [found[slug]] if slug in found else list(found.values()) if not slug else []
    if not chosen:
        raise click.ClickException(f"There is no pool ‘{pool}’. Name it like bank/ctl2 or cases.")
    return chosen


def _append(file: Path, rows: Iterable[dict[str, str]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    if not file.exists():
        writer.writeheader()
    writer.writerows(rows)
    with file.open("a", encoding="utf-8") as out:
        out.write(text.getvalue())
