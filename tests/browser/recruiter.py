"""Where things stand on the demo recruiter's desk."""

import sqlite3
from contextlib import closing

from tests.browser.visit import Visit


def desk_of(visit: Visit) -> dict[str, str]:
    """The addresses of a candidate, all of them side by side, a snapshot, a role, a shortlist."""
    visit.go("/desk?order=name")
    candidates = [visit.page.locator(".card-title a").nth(place) for place in range(5)]
    paths = [one.get_attribute("href") or "" for one in candidates]
    candidate = next(path for path in paths if shows_all(visit, path))
    grants = [path.rpartition("/")[2] for path in paths]
    return {
        "candidate": candidate,
        "seen_before": f"{candidate}/seen/{snapshot_of(visit, candidate)}",
        "compared": "/desk/compare?" + "&".join(f"who={grant}" for grant in grants),
        "own_role": first(visit, "/desk/roles"),
        "shortlist": first(visit, "/desk/shortlists"),
    }


def shows_all(visit: Visit, candidate: str) -> bool:
    """Whether a candidate's view has badges, the last of the sections."""
    visit.go(candidate)
    return visit.page.locator("#badges").count() == 1


def first(visit: Visit, path: str) -> str:
    """The address of the first thing on a list."""
    visit.go(path)
    return visit.page.locator(".card-title a").first.get_attribute("href") or ""


def snapshot_of(visit: Visit, candidate: str) -> str:
    """The id of the oldest snapshot of a candidate."""
    grant = candidate.rpartition("/")[2]
    with closing(sqlite3.connect(visit.site.folder / "tpmlearn.db")) as database:
        found = database.execute(
            "SELECT id FROM snapshots WHERE grant_id = ? ORDER BY taken_at LIMIT 1", (grant,)
        ).fetchone()
    return str(found[0])
