"""Reads for the editor: a file of a draft with its problems, its page and the live version."""

from dataclasses import dataclass
from enum import StrEnum

from tpmlearn.domain.content.catalogue import Problem
from tpmlearn.domain.content.drafts import QuizDraft
from tpmlearn.domain.content.reading import Kind, Shelf, kind_of
from tpmlearn.domain.content.snippets import Snippet, id_stem, next_number, snippets
from tpmlearn.domain.publishing.difference import Difference, difference
from tpmlearn.domain.publishing.merging import Take, merge, shared_lines
from tpmlearn.library import Library
from tpmlearn.records.drafts import (
    Draft,
    live_version,
    version_in,
    version_kept,
    versions_in,
)
from tpmlearn.records.proofreading import Proof, proofread
from tpmlearn.words import _, ngettext

MOST_PROBLEMS = 500
# A difference is worked out at every pause of who types.
MOST_COMPARED = 5_000
OWN_SOURCE = "own"


class Show(StrEnum):
    """What stands beside the text."""

    PREVIEW = "preview"
    PROBLEMS = "problems"
    LIVE = "live"
    HELP = "help"


@dataclass(frozen=True)
class Beside:
    """What is known of a text as it stands: its proof; against the live version if that is shown.

    `difference` is None where it is not shown or the text is too long for it.
    """

    show: Show
    proof: Proof
    is_live: bool = False
    difference: Difference | None = None

    @property
    def counts(self) -> str:
        """How much is wrong, in words."""
        errors, warnings = self.proof.errors, self.proof.warnings
        if not errors and not warnings:
            return _("No problems")
        told = []
        if errors:
            told.append(ngettext("%(num)s error", "%(num)s errors", errors))
        if warnings:
            told.append(ngettext("%(num)s warning", "%(num)s warnings", warnings))
        return ", ".join(told)


@dataclass(frozen=True)
class EditorPage:
    """A file of a draft: its text, the hash of the version that it began with, what is beside it.

    `is_there` is whether the draft has such a file, `is_behind` whether another version went live
    since it took it up; `snippets` are what can be inserted.
    """

    draft: Draft
    name: str
    kind: Kind
    text: str
    seen: str
    is_there: bool
    is_changed: bool
    is_behind: bool
    beside: Beside
    snippets: tuple[Snippet, ...]


def editor_page(
    library: Library, draft: Draft, name: str, *, show: Show, line: int, typed: str | None = None
) -> EditorPage:
    """The page of a file; `typed` is text that is not saved, shown instead of the saved one."""
    version = version_in(draft, library, name)
    text = version.text if typed is None else typed
    beside = look_beside(library, draft, name, text, show=show, line=line)
    own = draft.file(name)
    return EditorPage(
        draft=draft,
        name=name,
        kind=kind_of(name)[0],
        text=text,
        seen=version.hash or "",
        is_there=version.hash is not None,
        is_changed=own is not None,
        is_behind=own is not None and own.base_hash != live_version(library, name).hash,
        beside=beside,
        snippets=_snippets(beside.proof),
    )


def look_beside(
    library: Library, draft: Draft, name: str, text: str, *, show: Show, line: int
) -> Beside:
    """What the checker says of a text in a draft, and what is shown beside it."""
    data = text.encode("utf-8", "surrogatepass")
    changed = {key: value for key, value in versions_in(draft).items() if key != name}
    proof = proofread(library, name, data, changed=changed, line=line)
    if show is not Show.LIVE:
        return Beside(show, proof)
    live = live_version(library, name)
    if live.hash is None or max(text.count("\n"), live.text.count("\n")) > MOST_COMPARED:
        return Beside(show, proof, is_live=live.hash is not None)
    # All of the live version, so that it can be read beside the text.
    whole = difference(live.text, text, around=MOST_COMPARED)
    return Beside(show, proof, is_live=True, difference=whole)


@dataclass(frozen=True)
class Both:
    """Two texts of a file made one: `conflicts` places have both versions, theirs first."""

    text: str
    seen: str
    conflicts: int

    @property
    def told(self) -> str:
        """What happened, and what is to be done."""
        if not self.conflicts:
            return _(
                "Somebody else saved this file meanwhile. Both changes are in the text now: "
                "look at it."
            )
        return ngettext(
            "Somebody else saved this file meanwhile. One place was changed by both: there both "
            "versions stand, theirs first. Take out what is not meant.",
            "Somebody else saved this file meanwhile. %(num)s places were changed by both: there "
            "both versions stand, theirs first. Take out what is not meant.",
            self.conflicts,
        )


def both(library: Library, draft: Draft, name: str, text: str, *, seen: str) -> Both:
    """A text and what somebody else saved in the draft meanwhile, as one text without a loss.

    `seen` is the hash of the version with which both began.
    """
    theirs = version_in(draft, library, name)
    began = version_kept(seen) if seen else None
    base = began.text if began else shared_lines(theirs.text, text)
    merged = merge(base, theirs.text, text)
    takes = [Take.BOTH] * len(merged.conflicts)
    return Both(merged.decided(takes), theirs.hash or "", len(takes))


def as_objects(problems: tuple[Problem, ...]) -> list[dict[str, object]]:
    """Problems as plain values for a script."""
    return [
        {
            "line": one.line,
            "column": one.column,
            "code": one.code,
            "severity": one.severity.value,
            "message": one.message,
        }
        for one in problems[:MOST_PROBLEMS]
    ]


def _snippets(proof: Proof) -> tuple[Snippet, ...]:
    shelf = proof.shelf
    stem = id_stem(proof.kind, proof.slug)
    ids = (item.id for _, _, quiz in shelf.item_files() for item in quiz.items)
    return snippets(
        proof.kind,
        stem=stem,
        first=next_number(stem, ids),
        source=_source(proof, shelf),
        lesson=next(iter(shelf.lessons), "16-estimate-in-ranges"),
        term=next((one.slug.text for one in shelf.terms), "critical-path"),
    )


def _source(proof: Proof, shelf: Shelf) -> str:
    """The first source that the file names itself."""
    files = {name: quiz for name, _, quiz in shelf.item_files()}
    quiz = files.get(proof.name)
    keys = [one.key for one in quiz.sources] if isinstance(quiz, QuizDraft) else []
    return keys[0] if keys else OWN_SOURCE
