"""What the settings say: the secret, the address people use, proxies, the sender of mail."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from tpmlearn.cli.doctor.finding import Finding, note, right, wrong
from tpmlearn.config import SECRET_MIN_LENGTH, Settings
from tpmlearn.settings_file import SETTINGS, Given, nearest

FEWEST_LETTERS = 12
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
MAKE_ONE = 'python3 -c "import secrets; print(secrets.token_urlsafe(48))"'


def check_secret(key: str, kept: Path) -> Finding:
    """The secret key: long, and not of a few letters; `kept` is where a made one lies."""
    if len(key) < SECRET_MIN_LENGTH or len(set(key)) < FEWEST_LETTERS:
        return wrong(
            "secret",
            f"the secret key has {len(key)} characters, {len(set(key))} of them different",
            f"set TPMLEARN_SECRET_KEY to what this prints: {MAKE_ONE}",
        )
    where = f"kept in {kept}" if kept.is_file() else "from TPMLEARN_SECRET_KEY"
    return right("secret", f"{len(key)} characters, {where}")


def check_environment(settings: Settings) -> Finding:
    """Production where others come in."""
    host = urlsplit(settings.public_url).hostname or ""
    if settings.production:
        return right("environment", "production")
    if host in LOOPBACK:
        return note(
            "environment",
            "development, for one person at this machine",
            "for others set TPMLEARN_ENV=production",
        )
    return wrong("environment", f"development, open as {host}", "set TPMLEARN_ENV=production")


def check_public_url(settings: Settings) -> Finding:
    """The address that mails and links carry."""
    url = urlsplit(settings.public_url)
    if url.scheme not in {"http", "https"} or not url.hostname:
        return wrong(
            "address",
            f"{settings.public_url} is no address of a site",
            "set TPMLEARN_PUBLIC_URL, such as https://learn.example.org",
        )
    if url.path or url.query or url.fragment or url.username:
        return wrong(
            "address",
            "the public address has more than scheme, host and port",
            "the site needs a host of its own: take the rest out of TPMLEARN_PUBLIC_URL",
        )
    if url.scheme == "http" and url.hostname not in LOOPBACK:
        return wrong(
            "address",
            f"{settings.public_url}: passwords would travel in clear",
            "put TLS in front (docs/operations.md, nginx) and set TPMLEARN_PUBLIC_URL to https://…",
        )
    return right("address", settings.public_url)


def check_proxies(settings: Settings) -> Finding:
    """The server itself speaks no TLS: with https there is a proxy, without there may be none."""
    count, secure = settings.trusted_proxies, settings.secure_cookies
    if secure and not count:
        return wrong(
            "proxies",
            "the address is https, so a proxy is in front, and none is trusted: all visitors "
            "share one address, and slow each other down at the sign-in",
            "set TPMLEARN_TRUSTED_PROXIES to how many there are, mostly 1",
        )
    if count and not secure:
        return wrong(
            "proxies",
            f"{count} trusted, and the address is plain http: without a proxy visitors choose "
            "their own address",
            "set TPMLEARN_TRUSTED_PROXIES=0, or TPMLEARN_PUBLIC_URL to the https address",
        )
    if count > 3:
        return note("proxies", f"{count} trusted", "count them again: each must be yours")
    return right("proxies", f"{count} trusted" if count else "none, and none is trusted")


def check_sender(settings: Settings) -> Finding:
    """Whom mail comes from."""
    host = settings.mail_from.rpartition("@")[2].strip("> ")
    if settings.mail_url and ("." not in host or host.endswith(".localhost")):
        return wrong(
            "sender",
            f"mail comes from {settings.mail_from}, which other servers refuse",
            "set TPMLEARN_MAIL_FROM to an address of your domain",
        )
    return right("sender", settings.mail_from)


def check_sources(given: Mapping[str, Given]) -> Iterator[Finding]:
    """Where each setting comes from that is not left at its default; secret ones are not shown."""
    for name, one in sorted(given.items()):
        if name not in SETTINGS:
            near = nearest(name)
            mend = f"{near}?" if near else "unset it"
            yield note("settings", f"{name} is no setting, and does nothing", mend)
        elif SETTINGS[name].secret:
            yield right("settings", f"{name} is set, by {one.where}")
        else:
            yield right("settings", f"{name}={one.text}, by {one.where}")
    left = len(SETTINGS.keys() - given.keys())
    yield right("settings", f"{left} more are left at their defaults")
