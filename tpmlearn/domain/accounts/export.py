"""How an export of everything about oneself is worded and named: JSON values, files, the README."""

import json
import unicodedata
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from tpmlearn.domain.accounts.kept import KEPT, by_table
from tpmlearn.words import N_, _, ngettext

LONGEST_NAME = 180
"""Bytes of a file's name in UTF-8; file systems take 255, and unpacking may add to it."""
UNSAFE = frozenset('/\\:*?"<>|')
NO_SECRETS = N_(
    "Secrets are left out: the hash of your password, the ids of sign-ins and of mailed rights to "
    "set a password, and the keys of your share links, of your calendar feed and of confirmers' "
    "links. Whoever finds this file cannot sign in with it or open a link."
)
GOING_ON = N_(
    "Of a test that is still going on, and of an exam that is under way, what would help in it is "
    "empty until it has ended: whether answers are right, and which questions are still to come."
)


def file_place(entry: int, name: str) -> str:
    """Where the file of an evidence entry lies in the archive: in `files/`, never anywhere else.

    The number comes first, so that no name is special to a system and no two are the same.
    """
    shown = "".join(
        "_" if char in UNSAFE else char
        for char in unicodedata.normalize("NFC", name)
        if char.isprintable()
    ).strip(". ")
    stem, dot, ending = shown.rpartition(".")
    if not dot:
        stem, ending = shown, ""
    ending = f".{ending[:8]}" if ending else ""
    room = LONGEST_NAME - len(ending.encode())
    stem = stem.encode()[:room].decode(errors="ignore")
    return f"files/{entry}-{stem or 'file'}{ending}"


def as_json(value: Any) -> str:
    """A value as JSON; moments in ISO 8601, UTC; what no text can hold as an escape."""
    return (
        json.dumps(value, ensure_ascii=False, default=_plain)
        .encode("utf-8", "backslashreplace")
        .decode()
    )


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    raise TypeError(f"no JSON for {type(value).__name__}")


def moment(value: datetime) -> str:
    """A moment in ISO 8601, such as 2026-11-29T12:00:00Z."""
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def not_exported() -> dict[str, str]:
    """Each table of which no row is in an export, and why."""
    return {name: _(one.not_exported) for name, one in by_table().items() if one.not_exported}


def readme(counts: Mapping[str, int], *, files: int, made_at: datetime) -> str:
    """The plain words that lie in the archive; `counts` are the rows by part, `files` how many."""
    lines = [
        _("EVERYTHING THAT TPMLEARN KEEPS ABOUT YOU"),
        "",
        _("Made %(moment)s. All times are in UTC.", moment=moment(made_at)),
        "",
        "everything.json  " + _("all rows that hang on you, table by table, for programs to read"),
        "files/           "
        + _("the files of your evidence log as you sent them (%(num)s)", num=files),
        "README.txt       " + _("this text"),
        "",
        _(NO_SECRETS),
        "",
        _(GOING_ON),
        "",
        "",
        _("WHAT IS IN EVERYTHING.JSON"),
        "",
    ]
    for subject in KEPT:
        lines += [_(subject.title).upper(), ""]
        for one in subject.tables:
            if not one.not_exported and one.table != "corrections":
                lines += _table(one.table, one.what, counts.get(one.table, 0))
        lines.append("")
    for name, words in AS_AUTHOR.items():
        if name in counts:
            lines += _table(name, words, counts[name])
    lines += ["", _("WHAT IS NOT IN IT, AND WHY"), ""]
    for name, why in not_exported().items():
        lines.append(f"{name}: {_(by_table()[name].what)}. {why}")
    return "\r\n".join(lines) + "\r\n"


AS_AUTHOR = {
    "corrections_as_author": N_("a correction of a question that you made as an author"),
    "report_steps_as_author": N_(
        "what you did as an author with somebody's report; not their words"
    ),
    "invigilator_codes_as_author": N_("an invigilator's code that you issued, without the code"),
    "content_drafts_as_author": N_("a draft of content that you began, without its files"),
    "content_draft_notes_as_author": N_("what you did with a draft of content, or said of it"),
    "content_draft_writers_as_author": N_("that you wrote in a draft of content"),
    "content_releases_as_author": N_("a release of content that you made, without its files"),
    "invitations_as_author": N_("an invitation that you made as an admin; not its link"),
}
"""What an author did to other people's things, by the name of the part."""


def _table(name: str, what: str, rows: int) -> list[str]:
    counted = ngettext("%(num)s row", "%(num)s rows", rows)
    return [f"{name} ({counted})", f"    {_(what)}"]
