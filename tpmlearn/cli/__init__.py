"""The flask commands."""

from flask import Flask

from tpmlearn.cli.content import content
from tpmlearn.cli.content_files import fmt_command, new_group, schemas_command
from tpmlearn.cli.content_quality import blind_command, mark_command, quality_command
from tpmlearn.cli.content_stats import stats_command
from tpmlearn.cli.demo import demo
from tpmlearn.cli.people import people
from tpmlearn.cli.serve import serve

for command in (
    stats_command,
    fmt_command,
    new_group,
    schemas_command,
    blind_command,
    mark_command,
    quality_command,
):
    content.add_command(command)


def register_commands(app: Flask) -> None:
    """Add every command of this room to `flask`."""
    for command in (serve, content, people, demo):
        app.cli.add_command(command)
