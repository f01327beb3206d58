"""An app with the database alone, for commands that must run where there is no site yet."""

import os
import secrets

from flask import Flask

from tpmlearn import models
from tpmlearn.config import Settings, from_environment, settings_given
from tpmlearn.db import database_app, prepare_migrations

_KEY = "TPMLEARN_SECRET_KEY"

__all__ = ["bare_app", "bare_settings", "models"]  # importing it makes every table known


def bare_settings() -> Settings:
    """The settings, without making a secret key where there is none: a restore brings it."""
    folder = from_environment({**os.environ, _KEY: _unused()}).folder
    given = settings_given().get(_KEY)
    if (given and given.text) or (folder / "secret-key").is_file():
        return from_environment()
    return from_environment({**os.environ, _KEY: _unused()})


def bare_app(settings: Settings) -> Flask:
    """An app without pages and content that can migrate, on the database of these settings."""
    app = database_app(settings)
    prepare_migrations(app)
    return app


def _unused() -> str:
    """Stands for the secret key, which these commands do not use."""
    return secrets.token_urlsafe(48)
