"""The flask commands."""

from flask import Flask

from tpmlearn.cli import exchange
from tpmlearn.cli.content import content
from tpmlearn.cli.demo import demo
from tpmlearn.cli.people import people
from tpmlearn.cli.serve import serve

__all__ = ["exchange", "register_commands"]  # importing it adds its commands to `content`


def register_commands(app: Flask) -> None:
    """Add every command of this room to `flask`."""
    for command in (serve, content, people, demo):
        app.cli.add_command(command)
