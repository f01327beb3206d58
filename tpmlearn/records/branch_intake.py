"""What a draft takes from its branch, where somebody has committed on it."""

from tpmlearn.domain.publishing.merging import merge_files
from tpmlearn.domain.publishing.releases import blob_hash
from tpmlearn.library import Library
from tpmlearn.records.draft_branches import BranchFiles
from tpmlearn.records.drafts import (
    NOTHING,
    Draft,
    Version,
    version_in,
)


def merged_with_branch(
    draft: Draft, found: BranchFiles, library: Library
) -> tuple[dict[str, bytes | None], list[str]]:
    """The files that change in the draft, None for a removal; and those in conflict."""
    taken: dict[str, bytes | None] = {}
    conflicts: list[str] = []
    for name in found.changed:
        mine = version_in(draft, library, name).data
        sides = [
            {name: data} if data is not None else {}
            for data in (found.wrote.get(name), found.now.get(name), mine)
        ]
        merged, odd = merge_files(*sides)
        conflicts += odd
        if not odd and merged.get(name) != mine:
            taken[name] = merged.get(name)
    return taken, conflicts


def beginning_of(draft: Draft, found: BranchFiles, name: str) -> Version:
    """The version that a file began with: that of the branch, where the draft had none."""
    own = draft.file(name)
    if own:
        return Version(own.base_hash, None)
    data = found.upon.get(name)
    return NOTHING if data is None else Version(blob_hash(data), data)
