"""Keeps what was rendered on disk, by the hash of everything that went into it."""

import hashlib
import json
import logging
import secrets
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_ROOMS = ("library", "rendering", "figures", "domain/content", "domain/planning")
_LIBRARIES = (
    *("markdown", "pymdown-extensions", "pygments", "nh3", "markdown-it-py", "mdit-py-plugins"),
    *("pyyaml", "latex2mathml"),
)
_log = logging.getLogger(__name__)


def hash_of(*parts: object) -> str:
    """A hex digest of JSON-able values; equal values give equal digests."""
    digest = hashlib.sha256()
    for part in parts:
        # Texts as they are: most parts are whole files, which JSON would write anew.
        kind = "text" if isinstance(part, str) else "json"
        text = part if isinstance(part, str) else _as_json(part)
        data = text.encode()
        digest.update(f"{kind} {len(data)}\n".encode())
        digest.update(data)
    return digest.hexdigest()


def _as_json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _code_version() -> str:
    """Changes with all that makes HTML of content, so that nothing stale is ever shown.

    That is this room, its neighbours that read and draw, the domain's rules, and the libraries.
    """
    digest = hashlib.sha256()
    for room in _ROOMS:
        for path in sorted((_PACKAGE / room).rglob("*.py")):
            digest.update(path.read_bytes())
    for name in _LIBRARIES:
        digest.update(f"{name} {version(name)}\n".encode())
    return digest.hexdigest()


VERSION = _code_version()


class Cache:
    """A private folder of JSON values; an entry that cannot be read counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, key: str) -> object | None:
        """The value kept under `key`, or None; a damaged entry is ignored."""
        try:
            digest, _, text = self._path(key).read_bytes().partition(b"\n")
            if digest.decode("ascii") != hashlib.sha256(text).hexdigest():
                return None
            value: object = json.loads(text)
            return value
        except (OSError, ValueError, RecursionError):
            return None

    def put(self, key: str, value: object) -> None:
        """Keep a JSON-able value; a disk that refuses costs speed only, and is logged."""
        path = self._path(key)
        temporary = path.with_name(f"{path.name}.{secrets.token_hex(8)}.tmp")
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            path.parent.mkdir(exist_ok=True)
            text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
            digest = hashlib.sha256(text).hexdigest().encode("ascii")
            temporary.write_bytes(digest + b"\n" + text)
            temporary.replace(path)
        except OSError as error:
            _log.warning("cannot keep rendered content in %s: %s", path.parent, error)
            with suppress(OSError):
                temporary.unlink(missing_ok=True)

    def _path(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


class NoCache(Cache):
    """Keeps nothing: for texts that must not be stored."""

    def __init__(self) -> None:
        super().__init__(Path())

    def get(self, key: str) -> object | None:
        """Nothing is ever kept."""
        return None

    def put(self, key: str, value: object) -> None:
        """Forget it."""
