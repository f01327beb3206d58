"""flask content stats: how much there is, and what tests, mocks and promises still lack."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import UTC, datetime

import click
from flask.cli import with_appcontext

from tpmlearn.cli.content import read_library
from tpmlearn.domain.content.catalogue import Catalogue, Item
from tpmlearn.domain.content.needs import Need, needs


@click.command("stats")
@click.option("--require", is_flag=True, help="End with 1 if anything that is needed is lacking.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts and needs as JSON.")
@with_appcontext
def stats_command(require: bool, as_json: bool) -> None:
    """Print counts by pool, skill, kind, difficulty, task, trap; and what is still needed."""
    catalogue = read_library().catalogue
    found = needs(catalogue, today=datetime.now(UTC).date())
    show = as_json_text if as_json else as_text
    click.echo(show(catalogue, found))
    lacking = [need for need in found if not need.met]
    if require:
        click.echo(f"{len(found) - len(lacking)} of {len(found)} counts are met.", err=True)
        raise SystemExit(1 if lacking else 0)


def as_text(catalogue: Catalogue, found: Sequence[Need]) -> str:
    """The counts and needs as text for people."""
    lines = [f"modules {len(catalogue.modules)}", f"items {len(catalogue.items)}"]
    for title, counts in tallies(catalogue).items():
        lines += ["", f"items by {title}", *(f"  {name} {count}" for name, count in counts.items())]
    lines += ["", "what is needed", *(_line(need) for need in found)]
    return "\n".join(lines)


def as_json_text(catalogue: Catalogue, found: Iterable[Need]) -> str:
    """The same for programs."""
    value = {
        "modules": len(catalogue.modules),
        "items": len(catalogue.items),
        "tallies": tallies(catalogue),
        "needs": [{**asdict(need), "met": need.met} for need in found],
    }
    return json.dumps(value, ensure_ascii=False, indent=2)


def tallies(catalogue: Catalogue) -> dict[str, dict[str, int]]:
    """How many items there are, by each way of sorting them."""
    items = catalogue.items
    return {
        "pool": _counted(item.pool.value for item in items),
        "skill": _counted(item.skill for item in items),
        "kind": _counted(item.kind.value for item in items),
        "difficulty": _counted(str(item.difficulty) for item in items),
        "approach": _counted(item.approach.value for item in items),
        "type": _counted(item.type.value for item in items),
        "task": _counted(task for item in items for task in item.tasks),
        "trap": _counted(trap for item in items for trap in _traps(item)),
    }


def _traps(item: Item) -> list[str]:
    return [option.trap for option in item.options if option.trap]


def _counted(values: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(values).items()))


def _line(need: Need) -> str:
    bound = "at most" if need.most else "at least"
    mark = "met" if need.met else "LACKING"
    return f"  {mark:8}{need.subject}: {need.what} {need.found:g}, {bound} {need.wanted:g}"
