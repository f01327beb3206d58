"""Settings: every variable, what it means, its default, and what makes it refuse to start."""

import functools
import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from tpmlearn.domain.accounts.ways_in import Policy
from tpmlearn.domain.backups.keys import BadKey, read_key
from tpmlearn.settings_file import FileRefused, Given, given_settings

ROOT = Path(__file__).resolve().parent.parent
WEAK_SECRETS = frozenset({"", "dev", "secret", "changeme", "change-me", "default", "insecure"})
SECRET_MIN_LENGTH = 32
_SHA1 = re.compile(rb"[0-9A-Fa-f]{40}(?::\d+)?")
_BRANCH = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._/-]*[A-Za-z0-9])?")
MAX_BODY_BYTES = 1_000_000
REDIS_SCHEMES = ("redis://", "rediss://", "valkey://", "valkeys://")


class LogForm(StrEnum):
    """How the log is written: for people, or one JSON object a line."""

    TEXT = "text"
    JSON = "json"


class WorkPlace(StrEnum):
    """Where background work is done: by the workers of the server, or by `flask work`."""

    SERVER = "server"
    SEPARATE = "separate"


class SettingsError(RuntimeError):
    """A setting is missing or unsafe; the text says which and how to mend it."""


@dataclass(frozen=True)
class Settings:
    """What one process needs to know. `from_environment` documents each variable.

    `folder` holds the SQLite file, the secret key and the caches; `content` are content folders,
    later ones over earlier ones; `public_url` is the address that mails and share links carry;
    `private_content` are those of the folders that no learner can read elsewhere.
    """

    folder: Path
    content: tuple[Path, ...]
    database_url: str
    secret_key: str
    production: bool
    public_url: str
    mail_url: str
    mail_from: str
    trusted_proxies: int
    watch_content: bool
    badge_key: str = field(default="", repr=False)
    badge_old_keys: str = ""
    private_content: tuple[Path, ...] = ()
    content_git: bool = True
    content_remote: str = ""
    content_branch: str = "main"
    content_pull_minutes: int = 0
    content_webhook_secret: str = field(default="", repr=False)
    backup_key: str = field(default="", repr=False)
    metrics_token: str = field(default="", repr=False)
    log: LogForm = LogForm.TEXT
    slow_ms: int = 200
    work: WorkPlace = WorkPlace.SERVER
    limits: bool = True
    database_pooled: bool = False
    replica_url: str = field(default="", repr=False)
    replica_max_lag: int = 10
    redis_url: str = field(default="", repr=False)
    oidc_issuer: str = ""
    oidc_client_id: str = ""
    oidc_client_secret: str = field(default="", repr=False)
    oidc_name: str = "your organisation"
    oidc_domains: tuple[str, ...] = ()
    second_step: Policy = Policy.OPTIONAL
    leaked_passwords: Path | None = None

    @property
    def secure_cookies(self) -> bool:
        """Cookies are `Secure` and carry the `__Host-` prefix unless the site is plain http."""
        return self.public_url.startswith("https://")


class Reader(Protocol):
    """What reads the settings, of this process or of another environment."""

    def __call__(self, environ: Mapping[str, str] | None = None) -> Settings:
        """The settings. Raises SettingsError."""


def with_file(read: Reader) -> Reader:
    """Let what reads the settings find those of the file beside those of the environment."""

    @functools.wraps(read)
    def reading(environ: Mapping[str, str] | None = None) -> Settings:
        found = settings_given(environ)
        try:
            return read({name: one.text for name, one in found.items()})
        except SettingsError as problem:
            raise SettingsError(f"{problem}{_place(str(problem), found)}") from None

    return reading


def settings_given(environ: Mapping[str, str] | None = None) -> dict[str, Given]:
    """The settings that are not left at their defaults, and where each comes from.

    Raises SettingsError for a file that cannot be used and for values that no setting has.
    """
    env = os.environ if environ is None else environ
    try:
        return given_settings(env, folder=ROOT / "instance")
    except FileRefused as problem:
        raise SettingsError(str(problem)) from None


def _place(problem: str, found: Mapping[str, Given]) -> str:
    """Where in the file the setting stands that a problem names, if it is there."""
    name = re.search(r"TPMLEARN_[A-Z_]+[A-Z]", problem)
    one = found.get(name.group()) if name else None
    return f" ({one.where})" if one and one.where != "the environment" else ""


@with_file
def from_environment(environ: Mapping[str, str] | None = None) -> Settings:
    """Read the settings, from the environment and from a file of them in TOML.

    | Variable | Meaning | Default |
    |---|---|---|
    | TPMLEARN_CONFIG | file with settings; the environment wins | tpmlearn.toml in the instance |
    | TPMLEARN_ENV | `development` or `production` | development |
    | TPMLEARN_INSTANCE | folder for database, secret and caches | instance/ beside app.py |
    | TPMLEARN_CONTENT | content folders, separated by `:` | content/ beside app.py |
    | TPMLEARN_PRIVATE_CONTENT | those of them that no learner can read elsewhere | none |
    | TPMLEARN_DATABASE_URL | SQLAlchemy address | SQLite in the instance folder |
    | TPMLEARN_DATABASE_POOLED | `1`: PgBouncer is in between, in transaction mode | 0 |
    | TPMLEARN_REPLICA_URL | a copy of the database that reports are read from | none |
    | TPMLEARN_REPLICA_MAX_LAG | seconds that it may be behind | 10 |
    | TPMLEARN_REDIS_URL | Redis or Valkey, for pieces of pages and rate limits | none |
    | TPMLEARN_SECRET_KEY | signs cookies, 32 characters or more | made once, instance/secret-key |
    | TPMLEARN_PUBLIC_URL | address people use | http://127.0.0.1:8000 |
    | TPMLEARN_MAIL_URL | smtp://user:password@host:port, smtps:// | none: mail is logged |
    | TPMLEARN_MAIL_FROM | sender of mail | tpmlearn@localhost |
    | TPMLEARN_TRUSTED_PROXIES | how many proxies set X-Forwarded-For | 0 |
    | TPMLEARN_WATCH_CONTENT | `0` turns off re-reading changed content | 1 |
    | TPMLEARN_BADGE_KEY | Ed25519 key that signs badges, as PEM | instance/badge-keys/ |
    | TPMLEARN_BADGE_OLD_KEYS | public keys that signed elsewhere, with blanks between | none |
    | TPMLEARN_CONTENT_GIT | `0` leaves the work tree that content lies in alone | 1 |
    | TPMLEARN_CONTENT_REMOTE | repository to pull content from: a path, https:// or ssh | none |
    | TPMLEARN_CONTENT_BRANCH | branch of it | main |
    | TPMLEARN_CONTENT_PULL_MINUTES | how often it is looked at; 0: when asked only | 0 |
    | TPMLEARN_CONTENT_WEBHOOK_SECRET | signs pushes that ask for a pull | none: no webhook |
    | TPMLEARN_BACKUP_KEY | encrypts backups: 32 bytes in base64 | none: they are not encrypted |
    | TPMLEARN_METRICS_TOKEN | opens /metrics, 32 characters or more | none: no metrics |
    | TPMLEARN_LOG | `text` for people, `json` for programs | text |
    | TPMLEARN_SLOW_MS | statements from so many milliseconds on are logged; 0: none | 200 |
    | TPMLEARN_WORK | background work: `server`, or `separate` for `flask work` | server |
    | TPMLEARN_LIMITS | `0` counts no requests, for tests of load | 1 |
    | TPMLEARN_REDIS_URL | Redis or Valkey, shared by all workers | none: each worker for itself |
    | TPMLEARN_OIDC_ISSUER | provider of sign-ins by OpenID Connect: its https:// address | none |
    | TPMLEARN_OIDC_CLIENT_ID | what it calls this site | none |
    | TPMLEARN_OIDC_CLIENT_SECRET | what this site shows to it | none |
    | TPMLEARN_OIDC_NAME | what the button calls it | your organisation |
    | TPMLEARN_OIDC_DOMAINS | domains of the addresses that may come in by it | none: all |
    | TPMLEARN_SECOND_STEP | who must have one: optional, roles, all | roles in production |
    | TPMLEARN_LEAKED_PASSWORDS | list of leaked passwords, refused: sorted SHA-1 | none |

    In the file names are small and without the prefix: `public_url = "https://…"`.

    Raises SettingsError in production on a weak secret or a plain-http public address, and for a
    private folder that is no content folder, a short secret of a webhook or token of the metrics,
    an odd branch, what is no key for backups, an unknown form of the log, place of the work or
    kind of a second step, an address that is not Redis', and a provider without its client or
    without https.
    """
    env = os.environ if environ is None else environ
    folder = Path(env.get("TPMLEARN_INSTANCE", ROOT / "instance"))
    production = env.get("TPMLEARN_ENV", "development") == "production"
    content = _folders(env.get("TPMLEARN_CONTENT", str(ROOT / "content")))
    settings = Settings(
        folder=folder,
        content=content,
        database_url=env.get("TPMLEARN_DATABASE_URL", f"sqlite:///{folder / 'tpmlearn.db'}"),
        secret_key=env.get("TPMLEARN_SECRET_KEY") or _kept_secret(folder, production=production),
        production=production,
        public_url=env.get("TPMLEARN_PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/"),
        mail_url=env.get("TPMLEARN_MAIL_URL", ""),
        mail_from=env.get("TPMLEARN_MAIL_FROM", "tpmlearn@localhost"),
        trusted_proxies=_whole(env, "TPMLEARN_TRUSTED_PROXIES"),
        watch_content=env.get("TPMLEARN_WATCH_CONTENT", "1") != "0",
        badge_key=env.get("TPMLEARN_BADGE_KEY", ""),
        badge_old_keys=env.get("TPMLEARN_BADGE_OLD_KEYS", ""),
        private_content=_private(env.get("TPMLEARN_PRIVATE_CONTENT", ""), content),
        content_git=env.get("TPMLEARN_CONTENT_GIT", "1") != "0",
        content_remote=env.get("TPMLEARN_CONTENT_REMOTE", ""),
        content_branch=env.get("TPMLEARN_CONTENT_BRANCH", "main"),
        content_pull_minutes=_whole(env, "TPMLEARN_CONTENT_PULL_MINUTES"),
        content_webhook_secret=env.get("TPMLEARN_CONTENT_WEBHOOK_SECRET", ""),
        backup_key=env.get("TPMLEARN_BACKUP_KEY", ""),
        metrics_token=env.get("TPMLEARN_METRICS_TOKEN", ""),
        log=_log_form(env.get("TPMLEARN_LOG", LogForm.TEXT)),
        slow_ms=_whole(env, "TPMLEARN_SLOW_MS", "200"),
        work=_work_place(env.get("TPMLEARN_WORK", WorkPlace.SERVER)),
        limits=env.get("TPMLEARN_LIMITS", "1") != "0",
        database_pooled=env.get("TPMLEARN_DATABASE_POOLED", "0") != "0",
        replica_url=env.get("TPMLEARN_REPLICA_URL", ""),
        replica_max_lag=_whole(env, "TPMLEARN_REPLICA_MAX_LAG", "10"),
        redis_url=env.get("TPMLEARN_REDIS_URL", ""),
        oidc_issuer=env.get("TPMLEARN_OIDC_ISSUER", ""),
        oidc_client_id=env.get("TPMLEARN_OIDC_CLIENT_ID", ""),
        oidc_client_secret=env.get("TPMLEARN_OIDC_CLIENT_SECRET", ""),
        oidc_name=env.get("TPMLEARN_OIDC_NAME", "") or "your organisation",
        oidc_domains=_domains(env.get("TPMLEARN_OIDC_DOMAINS", "")),
        second_step=_policy(env.get("TPMLEARN_SECOND_STEP", ""), production=production),
        leaked_passwords=_leaked(env.get("TPMLEARN_LEAKED_PASSWORDS", "")),
    )
    _refuse_unsafe(settings)
    return settings


def _folders(text: str) -> tuple[Path, ...]:
    return tuple(Path(part) for part in text.split(os.pathsep) if part)


def _private(text: str, content: tuple[Path, ...]) -> tuple[Path, ...]:
    """The content folders that are named as private, as they stand among the content folders."""
    known = {folder.resolve(): folder for folder in content}
    named = _folders(text)
    for folder in named:
        if folder.resolve() not in known:
            raise SettingsError(
                f"TPMLEARN_PRIVATE_CONTENT names {folder}, which is none of TPMLEARN_CONTENT."
            )
    return tuple(known[folder.resolve()] for folder in named)


def _domains(text: str) -> tuple[str, ...]:
    return tuple(part.lower().removeprefix("@") for part in re.split(r"[\s,]+", text) if part)


def _log_form(text: str) -> LogForm:
    try:
        return LogForm(text)
    except ValueError:
        raise SettingsError(f"TPMLEARN_LOG is text or json, not {text!r}.") from None


def _work_place(text: str) -> WorkPlace:
    try:
        return WorkPlace(text)
    except ValueError:
        raise SettingsError(f"TPMLEARN_WORK is server or separate, not {text!r}.") from None


def _policy(text: str, *, production: bool) -> Policy:
    """Of whom a second step is asked; in production, unless it is said, of who has a role."""
    try:
        return Policy(text or (Policy.ROLES if production else Policy.OPTIONAL))
    except ValueError:
        raise SettingsError(
            f"TPMLEARN_SECOND_STEP is optional, roles or all, not {text!r}."
        ) from None


def _leaked(text: str) -> Path | None:
    """The list of leaked passwords, if one is named; its first line must be one of such a list."""
    if not text:
        return None
    try:
        with Path(text).open("rb") as file:
            first = file.readline(200).rstrip()
    except OSError as fault:
        raise SettingsError(
            f"TPMLEARN_LEAKED_PASSWORDS: {text} cannot be read: {fault.strerror}."
        ) from None
    if not _SHA1.fullmatch(first):
        raise SettingsError(
            f"TPMLEARN_LEAKED_PASSWORDS: {text} does not begin with a SHA-1 in hexadecimal."
        )
    return Path(text)


def _whole(env: Mapping[str, str], name: str, default: str = "0") -> int:
    text = env.get(name, default)
    if not text.isdecimal():
        raise SettingsError(f"{name} must be a whole number, not {text!r}.")
    return int(text)


def _refuse_unsafe(settings: Settings) -> None:
    weak = settings.secret_key.lower() in WEAK_SECRETS
    if weak or len(settings.secret_key) < SECRET_MIN_LENGTH:
        raise SettingsError(
            f"TPMLEARN_SECRET_KEY needs {SECRET_MIN_LENGTH} random characters or more. "
            'Make one: python3 -c "import secrets; print(secrets.token_urlsafe(48))"'
        )
    for name, secret in (
        ("TPMLEARN_CONTENT_WEBHOOK_SECRET", settings.content_webhook_secret),
        ("TPMLEARN_METRICS_TOKEN", settings.metrics_token),
    ):
        if secret and len(secret) < SECRET_MIN_LENGTH:
            raise SettingsError(f"{name} needs {SECRET_MIN_LENGTH} random characters or more.")
    if not _BRANCH.fullmatch(settings.content_branch):
        raise SettingsError("TPMLEARN_CONTENT_BRANCH is no name of a branch, such as main.")
    if settings.content_remote.startswith("-"):
        raise SettingsError("TPMLEARN_CONTENT_REMOTE is no path or address of a repository.")
    if settings.redis_url and not settings.redis_url.startswith(REDIS_SCHEMES):
        raise SettingsError("TPMLEARN_REDIS_URL must begin with redis:// or valkey://.")
    try:
        if settings.backup_key:
            read_key(settings.backup_key)
    except BadKey as fault:
        raise SettingsError(f"TPMLEARN_BACKUP_KEY: {fault}") from None
    _refuse_odd_provider(settings)
    if settings.production and not settings.secure_cookies:
        raise SettingsError(
            "TPMLEARN_PUBLIC_URL must be the https:// address of the site in production."
        )


def _refuse_odd_provider(settings: Settings) -> None:
    if not settings.oidc_issuer:
        return
    parts = urlsplit(settings.oidc_issuer)
    is_here = parts.scheme == "http" and parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not parts.hostname or not (parts.scheme == "https" or is_here):
        raise SettingsError("TPMLEARN_OIDC_ISSUER must be an https:// address.")
    if parts.query or parts.fragment or parts.username or parts.password:
        raise SettingsError("TPMLEARN_OIDC_ISSUER has no user, query or fragment.")
    if not settings.oidc_client_id or not settings.oidc_client_secret:
        raise SettingsError(
            "TPMLEARN_OIDC_ISSUER needs TPMLEARN_OIDC_CLIENT_ID and TPMLEARN_OIDC_CLIENT_SECRET."
        )


def _kept_secret(folder: Path, *, production: bool) -> str:
    """The secret of this instance: made on the first start, readable by its owner alone."""
    path = folder / "secret-key"
    try:
        return path.read_text(encoding="ascii").strip()
    except FileNotFoundError:
        if production:
            raise SettingsError(
                "No secret key: set TPMLEARN_SECRET_KEY to 32 random characters or more."
            ) from None
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = folder / f"secret-key.{secrets.token_hex(8)}"
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        # A hard link fails when another worker was first: its secret then counts for all.
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        temporary.unlink()
    return path.read_text(encoding="ascii").strip()
