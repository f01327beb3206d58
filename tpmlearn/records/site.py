"""The settings of the site that runs."""

from flask import current_app

from tpmlearn.config import Settings


def site_settings() -> Settings:
    """The settings that this app was made with."""
    settings: Settings = current_app.extensions["settings"]
    return settings
