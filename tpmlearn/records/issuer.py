"""Who this site is as an issuer of badges: its did:web, and its keys."""

from dataclasses import dataclass

from tpmlearn.domain.credentials.did import NoIssuer, issuer_of
from tpmlearn.records.site import site_settings
from tpmlearn.signing.keyring import Keyring, NoKey

NAME = "tpmlearn"


@dataclass(frozen=True)
class Issuer:
    """The site: `base` is its address, `host` that address without https://."""

    did: str
    base: str
    keys: Keyring

    @property
    def host(self) -> str:
        """The address as people say it."""
        return self.base.removeprefix("https://")


def current_issuer() -> Issuer:
    """The site that runs. Raises NoIssuer where its address can stand behind no badge."""
    settings = site_settings()
    keys = Keyring(settings.folder, settings.badge_key, settings.badge_old_keys)
    return Issuer(issuer_of(settings.public_url), settings.public_url, keys)


def why_not() -> str:
    """Why the site can issue nothing, in a sentence; empty where it can."""
    try:
        current_issuer().keys.signing()
    except (NoIssuer, NoKey) as problem:
        return str(problem)
    return ""
