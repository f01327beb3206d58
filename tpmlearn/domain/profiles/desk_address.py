"""What the addresses of a recruiter's desk say: how a list is narrowed, which month, which page."""

from collections.abc import Mapping
from datetime import date, datetime, time, tzinfo

from tpmlearn.domain.planning.exports.lines import one_line
from tpmlearn.domain.profiles.candidates import EvidenceKind, Order, Wanted

LONGEST_NAME = 120


def read_wanted(args: Mapping[str, str], zone: tzinfo) -> Wanted:
    """Return how an address narrows the list; what makes no sense narrows nothing."""
    kind, order = args.get("kind", ""), args.get("order", "")
    day = day_of(args.get("since", ""))
    return Wanted(
        name=one_line(args.get("name", ""))[:LONGEST_NAME],
        role=args.get("role", ""),
        kind=EvidenceKind(kind) if kind in set(EvidenceKind) else None,
        since=datetime.combine(day, time(), zone) if day else None,
        order=Order(order) if order in set(Order) else Order.NEWEST,
    )


def day_of(text: str) -> date | None:
    """Return the day that is written as 2026-11-29, None for anything else."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def month_of(text: str) -> date | None:
    """Return the first day of the month that is written as 2026-11, None for anything else."""
    return day_of(f"{text}-01") if len(text) == 7 else None


def number_of(text: str) -> int:
    """Return the number of a page, 1 for what is none."""
    return max(1, int(text)) if text.isascii() and text.isdigit() and len(text) < 6 else 1
