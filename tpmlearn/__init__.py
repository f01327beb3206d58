"""tpmlearn: from software developer to Technical Project Manager."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from tpmlearn.config import Settings

__all__ = ["create_app"]


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The site, ready to serve; without `settings` they are read from the environment."""
    # Here, so that a command that only reads content does not pay for database and pages.
    from tpmlearn.site import build_site

    return build_site(settings)
