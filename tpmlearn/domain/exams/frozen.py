"""A blueprint as it was when a sitting began, as plain JSON values and back."""

from dataclasses import asdict
from datetime import date
from typing import Any

from tpmlearn.domain.content.catalogue import (
    Blueprint,
    Draw,
    ExamSection,
    PassRule,
    Pool,
    Source,
)


def freeze_blueprint(blueprint: Blueprint) -> dict[str, Any]:
    """The blueprint as JSON values, complete: later editions of the content do not touch it."""
    stored = asdict(blueprint)
    for key in ("since", "until", "checked"):
        stored[key] = stored[key].isoformat() if stored[key] else None
    for source in stored["sources"]:
        source["checked"] = source["checked"].isoformat()
    return stored


def thaw_blueprint(stored: dict[str, Any]) -> Blueprint:
    """The blueprint that was frozen."""
    return Blueprint(
        **{
            **stored,
            "pool": Pool(stored["pool"]),
            "since": date.fromisoformat(stored["since"]),
            "until": date.fromisoformat(stored["until"]) if stored["until"] else None,
            "checked": date.fromisoformat(stored["checked"]),
            "sections": tuple(ExamSection(**one) for one in stored["sections"]),
            "draw": Draw(**stored["draw"]),
            "pass_rule": PassRule(**stored["pass_rule"]),
            "sources": tuple(
                Source(**{**one, "checked": date.fromisoformat(one["checked"])})
                for one in stored["sources"]
            ),
        }
    )
