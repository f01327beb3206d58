"""The signed links that let somebody confirm a claim without an account: one purpose, one entry.

A link carries a random key under a signature of the site, so that an address that was guessed or
changed never reaches the database, and the database alone does not give links away.
"""

from itsdangerous import BadData, URLSafeSerializer

from tpmlearn.records.site import site_settings

PURPOSE = "confirm-evidence"


def token_of(key: str) -> str:
    """The part of the address that stands for this key; the same each time."""
    return str(_signer().dumps(key))


def key_behind(token: str) -> str | None:
    """The key of a token that this site signed for this purpose; None for anything else."""
    try:
        key = _signer().loads(token)
    except BadData:
        return None
    return key if isinstance(key, str) else None


def _signer() -> URLSafeSerializer:
    return URLSafeSerializer(site_settings().secret_key, salt=PURPOSE)
