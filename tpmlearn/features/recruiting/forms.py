"""What the desk asks for: how the list is narrowed, and a note."""

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo

from wtforms import TextAreaField
from wtforms.validators import Length

from tpmlearn.domain.profiles.candidates import EvidenceKind, Order, Wanted
from tpmlearn.web.forms import Form, many_lines, one_line

LONGEST_NOTE = 10_000
LONGEST_NAME = 120


class NoteForm(Form):
    """A private note on a candidate; an empty one is none."""

    note = TextAreaField(
        "Your note",
        [Length(max=LONGEST_NOTE, message="At most 10,000 characters: shorten the note.")],
        filters=[many_lines],
        render_kw={"rows": 6, "maxlength": LONGEST_NOTE},
    )


class PressForm(Form):
    """A button: the token alone."""


def wanted_of(args: Mapping[str, str], zone: tzinfo) -> Wanted:
    """How an address narrows the list; what makes no sense narrows nothing."""
    kind, order = args.get("kind", ""), args.get("order", "")
    day = day_of(args.get("since", ""))
    return Wanted(
        name=(one_line(args.get("name", "")) or "")[:LONGEST_NAME],
        role=args.get("role", ""),
        kind=EvidenceKind(kind) if kind in set(EvidenceKind) else None,
        since=datetime.combine(day, time(), zone) if day else None,
        order=Order(order) if order in set(Order) else Order.NEWEST,
    )


def day_of(text: str) -> date | None:
    """The day that is written as 2026-11-29, None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def month_of(text: str) -> date | None:
    """The first day of the month that is written as 2026-11, None for anything else."""
    return day_of(f"{text}-01") if len(text) == 7 else None


def number_of(text: str) -> int:
    """The number of a page, 1 for what is none."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
