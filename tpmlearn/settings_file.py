"""Every setting's kind, and the one file that they can stand in beside the environment."""

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path

PREFIX = "TPMLEARN_"
CONFIG = PREFIX + "CONFIG"
INSTANCE = PREFIX + "INSTANCE"
FILE_NAME = "tpmlearn.toml"
OTHERS = 0o007


class FileRefused(ValueError):
    """The file cannot be used; the text says where, why, and how to mend it."""


class Kind(StrEnum):
    """What a setting holds, and so how it is written in the file."""

    TEXT = "a text in quotes"
    WHOLE = "a whole number"
    SWITCH = "true or false"
    FOLDERS = "a folder in quotes, or a list of them"
    WORDS = "a text in quotes, or a list of them"


@dataclass(frozen=True)
class Setting:
    """What is known of a setting before its value is read.

    `secret` values are never shown; `one_of` are all values there are; `begins` how an address
    begins.
    """

    kind: Kind = Kind.TEXT
    secret: bool = False
    one_of: tuple[str, ...] = ()
    begins: tuple[str, ...] = ()


_HTTP = ("http://", "https://")
_POSTGRESQL = ("postgresql://", "postgres://")
_REDIS = ("redis://", "rediss://", "unix://")
_SMTP = ("smtp://", "smtps://")
SETTINGS: Mapping[str, Setting] = {
    "TPMLEARN_ENV": Setting(one_of=("development", "production")),
    "TPMLEARN_CONFIG": Setting(),
    "TPMLEARN_INSTANCE": Setting(),
    "TPMLEARN_CONTENT": Setting(Kind.FOLDERS),
    "TPMLEARN_PRIVATE_CONTENT": Setting(Kind.FOLDERS),
    "TPMLEARN_DATABASE_URL": Setting(secret=True),
    "TPMLEARN_DATABASE_POOLED": Setting(Kind.SWITCH),
    "TPMLEARN_REPLICA_URL": Setting(secret=True, begins=_POSTGRESQL),
    "TPMLEARN_REPLICA_MAX_LAG": Setting(Kind.WHOLE),
    "TPMLEARN_REDIS_URL": Setting(secret=True, begins=_REDIS),
    "TPMLEARN_SECRET_KEY": Setting(secret=True),
    "TPMLEARN_PUBLIC_URL": Setting(begins=_HTTP),
    "TPMLEARN_MAIL_URL": Setting(secret=True, begins=_SMTP),
    "TPMLEARN_MAIL_FROM": Setting(),
    "TPMLEARN_TRUSTED_PROXIES": Setting(Kind.WHOLE),
    "TPMLEARN_WATCH_CONTENT": Setting(Kind.SWITCH),
    "TPMLEARN_BADGE_KEY": Setting(secret=True),
    "TPMLEARN_BADGE_OLD_KEYS": Setting(Kind.WORDS),
    "TPMLEARN_CONTENT_GIT": Setting(Kind.SWITCH),
    "TPMLEARN_CONTENT_REMOTE": Setting(secret=True),
    "TPMLEARN_CONTENT_BRANCH": Setting(),
    "TPMLEARN_CONTENT_PULL_MINUTES": Setting(Kind.WHOLE),
    "TPMLEARN_CONTENT_WEBHOOK_SECRET": Setting(secret=True),
    "TPMLEARN_BACKUP_KEY": Setting(secret=True),
    "TPMLEARN_METRICS_TOKEN": Setting(secret=True),
    "TPMLEARN_LOG": Setting(one_of=("text", "json")),
    "TPMLEARN_SLOW_MS": Setting(Kind.WHOLE),
    "TPMLEARN_WORK": Setting(one_of=("server", "separate")),
    "TPMLEARN_LIMITS": Setting(Kind.SWITCH),
    "TPMLEARN_SECOND_STEP": Setting(one_of=("optional", "roles", "all")),
    "TPMLEARN_LEAKED_PASSWORDS": Setting(),
    "TPMLEARN_OIDC_ISSUER": Setting(),
    "TPMLEARN_OIDC_CLIENT_ID": Setting(),
    "TPMLEARN_OIDC_CLIENT_SECRET": Setting(secret=True),
    "TPMLEARN_OIDC_NAME": Setting(),
    "TPMLEARN_OIDC_DOMAINS": Setting(Kind.WORDS),
}


@dataclass(frozen=True)
class Given:
    """A setting that somebody made: its text, as the environment would carry it, and where."""

    text: str
    where: str


def given_settings(environ: Mapping[str, str], *, folder: Path) -> dict[str, Given]:
    """What the environment and the file say; the environment wins.

    The file is the one that TPMLEARN_CONFIG names, else `tpmlearn.toml` in the instance folder
    (`folder`, if TPMLEARN_INSTANCE does not name another). Raises FileRefused.
    """
    named = environ.get(CONFIG)
    path = Path(named or Path(environ.get(INSTANCE) or folder) / FILE_NAME)
    found = read_file(path) if named or path.is_file() else {}
    if INSTANCE in found and not named:
        raise FileRefused(f"{found[INSTANCE].where}: this file lies in the instance folder itself.")
    for name, text in environ.items():
        if name.startswith(PREFIX):
            found[name] = Given(text, "the environment")
    for name, one in found.items():
        _refuse_odd(name, one)
    return found


def read_file(path: Path) -> dict[str, Given]:
    """The settings of a file, by the name of their variable. Raises FileRefused."""
    try:
        text, mode = path.read_text(encoding="utf-8"), path.stat().st_mode
        values = tomllib.loads(text)
    except OSError as error:
        raise FileRefused(f"{path}: {error.strerror}. {CONFIG} names it.") from None
    except UnicodeDecodeError:
        raise FileRefused(f"{path} is no text in UTF-8.") from None
    except tomllib.TOMLDecodeError as error:
        raise FileRefused(f"{path} is no TOML: {error}.") from None
    found = dict(_read(path, text, values))
    if mode & OTHERS and (secrets := [name for name in found if SETTINGS[name].secret]):
        raise FileRefused(
            f"{path} holds {secrets[0]} and can be read by everybody: chmod o= {path}"
        )
    return found


def nearest(name: str) -> str | None:
    """The setting whose name is most like another word, or None."""
    found = get_close_matches(name, SETTINGS, n=1, cutoff=0.7)
    return found[0] if found else None


def _read(path: Path, text: str, values: Mapping[str, object]) -> Iterator[tuple[str, Given]]:
    for key, value in values.items():
        line = _line(text, key)
        where = f"{path}, line {line}" if line else str(path)
        name = PREFIX + key.upper()
        if key != key.lower() or name not in SETTINGS or name == CONFIG:
            raise FileRefused(f"{where}: there is no setting {key}.{_hint(key)}")
        yield name, Given(_as_text(value, SETTINGS[name].kind, f"{where}: {key}"), where)


def _hint(key: str) -> str:
    near = nearest(PREFIX + key.upper().removeprefix(PREFIX))
    return f" Did you mean {near.removeprefix(PREFIX).lower()}?" if near else ""


def _line(text: str, key: str) -> int:
    """The line that gives a key its value, or opens the section of that name; 0 if none does."""
    quoted = re.escape(key)
    wanted = re.compile(rf"\s*\[?\s*[\"']?{quoted}[\"']?\s*[=.\]]")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if wanted.match(line)), 0)


def _as_text(value: object, kind: Kind, about: str) -> str:
    """A value as the environment would carry it. Raises FileRefused for one of another kind."""
    match kind, value:
        case Kind.SWITCH, bool():
            return "1" if value else "0"
        case Kind.WHOLE, int() if not isinstance(value, bool):
            return str(value)
        case ((Kind.TEXT | Kind.FOLDERS | Kind.WORDS), str()):
            return value
        case ((Kind.FOLDERS | Kind.WORDS), list()) if all(isinstance(one, str) for one in value):
            return (os.pathsep if kind is Kind.FOLDERS else " ").join(value)
    raise FileRefused(f"{about} must be {kind}.")


def _refuse_odd(name: str, one: Given) -> None:
    """Refuse a value that its kind alone rules out; secret ones are not shown."""
    known = SETTINGS.get(name)
    if known is None or not one.text:
        return
    shown = "" if known.secret else f", not {one.text!r}"
    where = "" if one.where == "the environment" else f" ({one.where})"
    if known.kind is Kind.SWITCH and one.text not in {"0", "1"}:
        raise FileRefused(f"{name} is 0 or 1{shown}.{where}")
    if known.one_of and one.text not in known.one_of:
        raise FileRefused(f"{name} is {' or '.join(known.one_of)}{shown}.{where}")
    if known.begins and not one.text.startswith(known.begins):
        raise FileRefused(f"{name} begins with {' or '.join(known.begins)}{shown}.{where}")
