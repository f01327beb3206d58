"""A plan as JSON and back, for the snapshot that is stored."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from tpmlearn.domain.planning.activities import Activity, ActivityLink, Kind, State
from tpmlearn.domain.planning.network import LinkKind
from tpmlearn.domain.planning.plan import (
    BrokenPin,
    LeftOut,
    MoreHours,
    Plan,
    Remedy,
    Row,
    Shortened,
)

FORMAT = 2


class SnapshotUnreadable(ValueError):
    """A stored plan in a format that this program does not read: make the plan anew."""


def to_json(plan: Plan) -> str:
    """Return the plan as compact JSON with sorted keys; dates as YYYY-MM-DD."""
    whole = {"format": FORMAT, **asdict(plan)}
    return json.dumps(whole, sort_keys=True, separators=(",", ":"), default=date.isoformat)


def from_json(text: str) -> Plan:
    """Return the plan that `to_json` wrote; raises SnapshotUnreadable on anything else."""
    try:
        whole = json.loads(text)
        if whole.pop("format") != FORMAT:
            raise SnapshotUnreadable("this snapshot has another format")
        return _plan(whole)
    except (KeyError, TypeError, AttributeError, ValueError) as fault:
        raise SnapshotUnreadable("this is not a snapshot of a plan") from fault


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)


def _plan(raw: dict[str, Any]) -> Plan:
    return Plan(
        **{
            **raw,
            "start": date.fromisoformat(raw["start"]),
            "first_day": date.fromisoformat(raw["first_day"]),
            "ready_by": _day(raw["ready_by"]),
            "free_weeks": tuple(date.fromisoformat(week) for week in raw["free_weeks"]),
            "days_off": tuple(date.fromisoformat(day) for day in raw["days_off"]),
            "rows": tuple(_row(row) for row in raw["rows"]),
            "skipped": tuple(_activity(one) for one in raw["skipped"]),
            "uncovered": tuple(raw["uncovered"]),
            "worked_through": tuple(raw["worked_through"]),
            "broken_pins": tuple(_broken_pin(pin) for pin in raw["broken_pins"]),
            "remedy": _remedy(raw["remedy"]),
            "shortened": _shortened(raw["shortened"]),
        }
    )


def _row(raw: Mapping[str, Any]) -> Row:
    return Row(
        **{
            **raw,
            "activity": _activity(raw["activity"]),
            "start": date.fromisoformat(raw["start"]),
            "end": date.fromisoformat(raw["end"]),
            "minutes": tuple((date.fromisoformat(week), spent) for week, spent in raw["minutes"]),
            "span": None if raw["span"] is None else tuple(raw["span"]),
        }
    )


def _activity(raw: Mapping[str, Any]) -> Activity:
    return Activity(
        **{
            **raw,
            "kind": Kind(raw["kind"]),
            "state": State(raw["state"]),
            "since": _day(raw["since"]),
            "requires": tuple(raw["requires"]),
            "follows": tuple(raw["follows"]),
            "links": tuple(_link(link) for link in raw["links"]),
            "skills": tuple(raw["skills"]),
        }
    )


def _link(raw: Mapping[str, Any]) -> ActivityLink:
    return ActivityLink(**{**raw, "kind": LinkKind(raw["kind"])})


def _broken_pin(raw: Mapping[str, Any]) -> BrokenPin:
    return BrokenPin(**{**raw, "week": date.fromisoformat(raw["week"])})


def _remedy(raw: Mapping[str, Any] | None) -> Remedy | None:
    if raw is None:
        return None
    return Remedy(
        **{**raw, "leave_out": tuple(raw["leave_out"]), "sentences": tuple(raw["sentences"])}
    )


def _shortened(raw: Mapping[str, Any] | None) -> Shortened | None:
    if raw is None:
        return None
    return Shortened(
        **{
            **raw,
            "left_out": tuple(_left_out(one) for one in raw["left_out"]),
            "more_hours": tuple(_more_hours(one) for one in raw["more_hours"]),
        }
    )


def _left_out(raw: Mapping[str, Any]) -> LeftOut:
    week = date.fromisoformat(raw["week"])
    return LeftOut(**{**raw, "activity": _activity(raw["activity"]), "week": week})


def _more_hours(raw: Mapping[str, Any]) -> MoreHours:
    return MoreHours(**{**raw, "back": tuple(raw["back"]), "gone": tuple(raw["gone"])})
