"""The manifest of a backup: what is in it, and how to know that all of it is there."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tpmlearn.domain.backups.rows import Kind
from tpmlearn.domain.backups.sums import TableSum

FORMAT = 1
FORMAT_NAME = "format.json"
MANIFEST_NAME = "manifest.json"
_COLUMN = re.compile(r"[a-z][a-z0-9_]{0,62}")
_REVISION = re.compile(r"[0-9A-Za-z_]{1,40}")


class BadManifest(ValueError):
    """A text that is no manifest."""


@dataclass(frozen=True)
class TableShape:
    """A table's name, its columns in their order, and those that are its primary key."""

    name: str
    columns: tuple[tuple[str, Kind], ...]
    key: tuple[str, ...]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What its columns hold."""
        return tuple(kind for _, kind in self.columns)


@dataclass(frozen=True)
class Member:
    """A file in a backup: its bytes and their SHA-256 in hex."""

    size: int
    sha256: str


@dataclass(frozen=True)
class ContentFolder:
    """A content folder as it was: its path, and the commit if it was in a git work tree."""

    folder: str
    commit: str


@dataclass(frozen=True)
class Manifest:
    """All of a backup. `tables` are in an order in which parents come before children.

    `program` and `migration` are the versions that made it, `made_at` an instant in ISO 8601;
    `left_out` are the settings that hold keys which a backup does not have.
    """

    program: str
    migration: str
    made_at: str
    database: str
    tables: tuple[tuple[TableShape, TableSum], ...]
    members: Mapping[str, Member]
    content: tuple[ContentFolder, ...]
    left_out: tuple[str, ...] = ()

    @property
    def rows(self) -> int:
        """How many rows all tables have."""
        return sum(total.rows for _, total in self.tables)


def manifest_text(manifest: Manifest) -> bytes:
    """Return the manifest as JSON."""
    told = {
        "format": FORMAT,
        "program": manifest.program,
        "migration": manifest.migration,
        "made_at": manifest.made_at,
        "database": manifest.database,
        "tables": [
            {
                "name": shape.name,
                "columns": [[name, kind.value] for name, kind in shape.columns],
                "key": list(shape.key),
                "rows": total.rows,
                "sum": total.digest,
            }
            for shape, total in manifest.tables
        ],
        "members": {name: [one.size, one.sha256] for name, one in manifest.members.items()},
        "content": [{"folder": one.folder, "commit": one.commit} for one in manifest.content],
        "left_out": list(manifest.left_out),
    }
    return json.dumps(told, indent=1).encode("ascii")


def read_manifest(text: bytes) -> Manifest:
    """Read a manifest of this format. Raises BadManifest."""
    try:
        told = json.loads(text)
        return Manifest(
            program=str(told["program"]),
            migration=_fitting(_REVISION, told["migration"]),
            made_at=str(told["made_at"]),
            database=str(told["database"]),
            tables=tuple(_table(one) for one in told["tables"]),
            members={
                str(name): Member(int(size), str(digest))
                for name, (size, digest) in told["members"].items()
            },
            content=tuple(
                ContentFolder(str(one["folder"]), str(one["commit"])) for one in told["content"]
            ),
            left_out=tuple(str(one) for one in told["left_out"]),
        )
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as fault:
        raise BadManifest("The manifest cannot be read.") from fault


def _table(told: Any) -> tuple[TableShape, TableSum]:
    columns = tuple((_fitting(_COLUMN, name), Kind(kind)) for name, kind in told["columns"])
    key = tuple(_fitting(_COLUMN, name) for name in told["key"])
    if not set(key) <= dict(columns).keys() or len(dict(columns)) != len(columns):
        raise BadManifest("A table's columns in the manifest do not fit each other.")
    shape = TableShape(_fitting(_COLUMN, told["name"]), columns, key)
    return shape, TableSum(int(told["rows"]), str(told["sum"]))


def _fitting(pattern: re.Pattern[str], text: Any) -> str:
    if not isinstance(text, str) or not pattern.fullmatch(text):
        raise BadManifest("A name in the manifest is no name.")
    return text
