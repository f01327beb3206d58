"""Reads on the way into the editor: drafts to choose from, and a figure before it is kept."""

from dataclasses import dataclass

from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.domain.publishing.names import refused_name
from tpmlearn.domain.publishing.review import LIVE_STATES
from tpmlearn.library import Library
from tpmlearn.records.draft_texts import is_elsewhere
from tpmlearn.records.drafts import Draft, drafts_in, drafts_of_file, versions_in
from tpmlearn.records.proofreading import proofread
from tpmlearn.rendering.svg import Figure

MOST_CHOICES = 100
# The figure is not shown anywhere before it is kept.
_SHOWN_NOWHERE = "W124"


@dataclass(frozen=True)
class Choice:
    """Where a file can be edited: drafts of one's own, and drafts of others that change it.

    `refused` is why no draft can have such a file, empty where one can.
    """

    mine: tuple[Draft, ...]
    others: tuple[Draft, ...]
    is_live: bool
    is_elsewhere: bool
    refused: str


@dataclass(frozen=True)
class Looked:
    """A figure as it would be shown, None where it is refused, and what is wrong in it."""

    figure: Figure | None
    problems: tuple[Problem, ...]

    @property
    def is_good(self) -> bool:
        """Whether it can be kept."""
        wrong = any(one.severity is Severity.ERROR for one in self.problems)
        return self.figure is not None and not wrong


def choice(library: Library, name: str, author: int) -> Choice:
    """The drafts in which an author can change a file, those changed last first."""
    mine = [one for one in drafts_in([*LIVE_STATES], MOST_CHOICES) if one.author_id == author]
    others = [one for one in drafts_of_file(name) if one.author_id != author] if name else []
    return Choice(
        mine=tuple(mine),
        others=tuple(others),
        is_live=any(one.name == name for one in library.files),
        is_elsewhere=is_elsewhere(library, name),
        refused=refused_name(name) if name else "",
    )


def look(library: Library, draft: Draft, place: str, svg: str) -> Looked:
    """A figure as it would be at `place`, and what the checker says of it."""
    data = svg.encode("utf-8", "surrogatepass")
    proof = proofread(library, place, data, changed=versions_in(draft))
    problems = tuple(one for one in proof.problems if one.code != _SHOWN_NOWHERE)
    return Looked(proof.page.figure if proof.page else None, problems)
