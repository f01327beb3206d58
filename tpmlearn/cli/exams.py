"""flask exams: corrects a key that was wrong, or withdraws an item, and re-scores."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup, with_appcontext

from tpmlearn.db import writing
from tpmlearn.domain.exams.rescoring import MOST_WHY, SHORTEST_WHY, CorrectionKind
from tpmlearn.domain.exams.scoring import Score
from tpmlearn.features.corrections import services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.correctable import Sat, UnknownItem, candidates, propose
from tpmlearn.records.correcting import NothingToCorrect, Rescored, Rescoring, rescoring

exams = AppGroup("exams", help="Correct keys of exams and re-score.")
WHY = {
    "key": "another key is right today",
    "reworded": "reworded with another key: can only be withdrawn",
    "gone": "has left the content: can only be withdrawn",
}


@exams.command("rescore")
@click.argument("item", default="")
@click.option("--why", default="", help="Told to everybody whose result changes.")
@click.option("--withdraw", is_flag=True, help="Leave the item out of every result.")
@click.option("--undo", is_flag=True, help="Take the last correction of the item back.")
@click.option("--apply", "apply_", is_flag=True, help="Re-score; without it, nothing is changed.")
@with_appcontext
def rescore_command(item: str, why: str, withdraw: bool, undo: bool, apply_: bool) -> None:
    """List keys that differ from what people sat; with an ITEM, whose result correcting it changes.

    With --apply the results are re-scored: each that changes gets a new revision, the old one
    stays, and its person is told. A second time there is nothing to do.
    """
    if withdraw and undo:
        raise click.UsageError("Either --withdraw or --undo.")
    kind = CorrectionKind.KEY
    if withdraw or undo:
        kind = CorrectionKind.WITHDRAWN if withdraw else CorrectionKind.UNDONE
    if not item:
        _list()
    elif apply_:
        _apply(item, kind, " ".join(why.split()))
    else:
        _look(item, kind)


def _list() -> None:
    found = candidates(current_catalogue())
    if not found:
        click.echo("Every key that people sat is today's: nothing to correct.")
    for one in found:
        place = f", {one.path}:{one.line}" if one.path else ""
        click.echo(f"{one.item} ({one.title}{place})\n  {WHY[one.difference]}; {_sat(one.sat)}")


def _look(item: str, kind: CorrectionKind) -> None:
    try:
        proposal = propose(current_catalogue(), item, kind, now=datetime.now(UTC))
    except UnknownItem:
        raise click.ClickException(f"No item has the id {item}.") from None
    if proposal.refusal:
        click.echo(f"Nothing to do: {proposal.refusal}")
        return
    _tell(rescoring(proposal), "would change")
    click.echo("Nothing has been changed: --apply with --why re-scores.")


def _apply(item: str, kind: CorrectionKind, why: str) -> None:
    try:
        with writing():
            found = services.apply(
                current_catalogue(), item, kind, why=why, author_id=None, now=datetime.now(UTC)
            )
    except services.NoReason:
        raise click.ClickException(
            f"Say why with --why, in {SHORTEST_WHY} to {MOST_WHY} characters: people read it."
        ) from None
    except UnknownItem:
        raise click.ClickException(f"No item has the id {item}.") from None
    except NothingToCorrect as reason:
        click.echo(f"Nothing to do: {reason}")
        return
    _tell(found, "changed")


def _tell(found: Rescoring, verb: str) -> None:
    for one in found.changes:
        click.echo(_line(one))
    unmatched, running = found.proposal.unmatched, found.proposal.total.running
    click.echo(
        f"Results that {verb}: {len(found.changes)} (verdicts: {found.verdicts}). "
        f"Results that stay as they are: {found.staying}."
    )
    if running:
        click.echo(f"Sittings that are not over, and end with the correction: {running}.")
    if unmatched.finished or unmatched.running:
        click.echo(
            f"With a wording that cannot be matched, they keep their key: {_sat(unmatched)}."
        )


def _line(one: Rescored) -> str:
    return (
        f"{one.sitting}  {one.title}, {one.finished_at:%Y-%m-%d}: "
        f"{_score(one.before)} -> {_score(one.after)}"
    )


def _score(score: Score) -> str:
    return f"{score.earned} of {score.marks} {'passed' if score.passed else 'not passed'}"


def _sat(sat: Sat) -> str:
    return f"ended sittings: {sat.finished}, running: {sat.running}"
