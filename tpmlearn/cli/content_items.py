"""flask content items: how items did, worst first, and what to look at in each."""

import json
from collections.abc import Sequence
from dataclasses import asdict

import click
from flask.cli import with_appcontext

from tpmlearn.calibration.versions import history
from tpmlearn.domain.assessment.item_concerns import Kind
from tpmlearn.domain.assessment.item_figures import ItemFigures, to_json
from tpmlearn.domain.assessment.item_statistics import Ranged
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.item_statistics import stored
from tpmlearn.records.judging import Judged, judged


@click.command("items")
@click.option(
    "--worst",
    is_flag=False,
    flag_value=10,
    type=click.IntRange(1),
    metavar="[N]",
    help="Only the N worst (10).",
)
@click.option("--json", "as_json", is_flag=True, help="Print all figures as JSON.")
@with_appcontext
def items_command(worst: int | None, as_json: bool) -> None:
    """Print how items did on first answers, worst first, as `flask calibrate` computed it last."""
    catalogue = current_catalogue()
    found = judged({item.id: item for item in catalogue.items}, stored())
    chosen = found[:worst] if worst else found
    click.echo(as_objects(chosen) if as_json else as_text(chosen))
    without = len(catalogue.items) - len(found)
    click.echo(f"{len(found)} items with answers, {without} without any.", err=True)


def as_text(found: Sequence[Judged]) -> str:
    """Three lines an item: where it is, what to look at, its figures."""
    lines = [line for one in found for line in _lines(one)]
    return "\n".join(lines) or "No statistics yet: `flask calibrate` computes them."


def _lines(one: Judged) -> list[str]:
    place = f"{one.item.path}:{one.item.line}: {one.item.id}"
    counted = f"{one.figures.people} people, shown {one.figures.shown} times"
    figures = [] if one.concern.kind is Kind.TOO_FEW else _figures(one.figures)
    return [place, f"  {one.concern.sentence}", f"  {'; '.join([counted, *figures])}"]


def _figures(figures: ItemFigures) -> list[str]:
    said = [
        _ranged("right", figures.facility),
        _ranged("less expected", figures.difference),
        _ranged("item-rest", figures.item_rest),
        _ranged("residual", figures.residual),
        f"b {figures.b:.2f}, SD {figures.b_sd:.2f}" if figures.b is not None else "",
        f"misfit {figures.misfit:.1f}" if figures.misfit is not None else "",
        f"rapid {figures.rapid:.0%}" if figures.rapid is not None else "",
        f"median {figures.median_seconds:.0f} s" if figures.median_seconds is not None else "",
        f"exposure {figures.exposure:.2f}",
        f"alpha of its form {figures.form_alpha:.2f} ({figures.form_people} people)"
        if figures.form_alpha is not None
        else "",
    ]
    return [one for one in said if one]


def _ranged(name: str, figure: Ranged | None) -> str:
    if figure is None:
        return ""
    return f"{name} {figure.value:.2f} ({figure.low:.2f} to {figure.high:.2f})"


def as_objects(found: Sequence[Judged]) -> str:
    """The same for programs, with every figure and how b went over the versions of the bank."""
    objects = [
        {
            "item": one.item.id,
            "path": one.item.path,
            "line": one.item.line,
            "concern": one.concern.kind.name.lower().replace("_", "-"),
            "sentence": one.concern.sentence,
            "computed_at": one.computed_at.isoformat(),
            "figures": to_json(one.figures),
            "history": [
                {**asdict(step), "until": step.until.isoformat()}
                for step in history(one.item.id, one.item.version)
            ],
        }
        for one in found
    ]
    return json.dumps(objects, ensure_ascii=False, indent=2, allow_nan=False)
