"""The flask commands."""

from flask import Flask

from tpmlearn.cli.content import content
from tpmlearn.cli.people import people
from tpmlearn.cli.serve import serve


def register_commands(app: Flask) -> None:
    """Add every command of this room to `flask`."""
    for command in (serve, content, people):
        app.cli.add_command(command)
