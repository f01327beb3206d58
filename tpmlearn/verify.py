"""python -m tpmlearn.verify: checks a badge offline, with a did.json and a status list at hand."""

import argparse
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path

from tpmlearn.domain.credentials.reading import Json, Unreadable, read_object
from tpmlearn.domain.credentials.report import (
    Report,
    Revocation,
    Verdict,
    revocation_in_words,
    signature_in_words,
)
from tpmlearn.signing.checking import check

MOST_BYTES = 2_000_000


class Exit(IntEnum):
    """How the command ends."""

    GOOD = 0
    NOT_GOOD = 1
    UNREADABLE = 2
    REVOKED = 3
    REVOCATION_NOT_KNOWN = 4


def main(arguments: Sequence[str] | None = None, *, now: datetime | None = None) -> int:
    """Check the badge that the arguments name and say what was found; see Exit."""
    asked = _parser().parse_args(arguments)
    try:
        data = _read(asked.badge)
        did_document = _object(asked.did)
        status = _object(asked.status) if asked.status else None
    except Unreadable as failed:
        print(f"Cannot check: {failed}.")
        return Exit.UNREADABLE
    report = check(data, did_document, status, now=now or datetime.now(UTC))
    for line in _lines(report):
        print(line)
    return _exit(report)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m tpmlearn.verify",
        description="Checks a badge without the site and without any network.",
        epilog="Ends with 0: good and not revoked; 1: not good; 2: cannot be read; 3: revoked; "
        "4: good, but whether it is revoked is not known.",
    )
    parser.add_argument("badge", help="JSON, JWT, PNG or SVG; - reads from standard input")
    parser.add_argument("--did", required=True, help="the issuer's /.well-known/did.json")
    parser.add_argument("--status", help="the status list that the badge names")
    return parser


def _read(name: str) -> bytes:
    try:
        if name == "-":
            data = sys.stdin.buffer.read(MOST_BYTES + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(MOST_BYTES + 1)
    except (OSError, ValueError):
        raise Unreadable(f"{name!r} cannot be read") from None
    if len(data) > MOST_BYTES:
        raise Unreadable(f"{name!r} is larger than any badge")
    return data


def _object(name: str) -> Json:
    try:
        return read_object(_read(name).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise Unreadable(f"{name!r} is no text") from None
    except Unreadable as failed:
        raise Unreadable(f"{name!r} cannot be used, {failed}") from None


def _lines(report: Report) -> list[str]:
    said = [signature_in_words(report), revocation_in_words(report)]
    if report.told:
        found = report.told
        holder = f"Holder: {found.holder} (as they call themselves)" if found.holder else ""
        said += ["", found.name, holder, *(f"  {line.name}: {line.value}" for line in found.lines)]
        said += ["", *found.paragraphs[-1:]]
    return [line for number, line in enumerate(said) if line or number > 1]


def _exit(report: Report) -> Exit:
    if report.verdict is Verdict.UNREADABLE:
        return Exit.UNREADABLE
    if report.verdict is not Verdict.GOOD:
        return Exit.NOT_GOOD
    if report.revocation is Revocation.YES:
        return Exit.REVOKED
    return Exit.GOOD if report.revocation is Revocation.NO else Exit.REVOCATION_NOT_KNOWN


if __name__ == "__main__":
    sys.exit(main())
