"""flask badges: makes and lists the keys that sign badges."""

import click
from flask.cli import AppGroup, with_appcontext

from tpmlearn.domain.credentials.did import NoIssuer, issuer_of
from tpmlearn.records.site import site_settings
from tpmlearn.signing.keyring import Keyring, NoKey

badges = AppGroup("badges", help="Make and list the keys that sign badges.")
key = AppGroup("key", help="The keys that sign badges.")
badges.add_command(key)


@key.command()
@with_appcontext
def new() -> None:
    """Make a key that signs from now on; badges that older ones signed stay good."""
    try:
        made = _keyring().make()
    except (NoKey, OSError) as problem:
        raise click.ClickException(str(problem)) from None
    click.echo(f"{made.public.multibase} signs from now on.")
    click.echo("Keep a backup of instance/badge-keys/: without it no status list can be signed.")
    _warn()


@key.command("list")
@with_appcontext
def list_() -> None:
    """Show the public half of every key in did.json, the one that signs first."""
    try:
        found = _keyring().public()
    except NoKey as problem:
        raise click.ClickException(str(problem)) from None
    for place, one in enumerate(found):
        click.echo(f"{one.multibase}  {'verifies' if place else 'signs'}")
    _warn()


def _keyring() -> Keyring:
    settings = site_settings()
    return Keyring(settings.folder, settings.badge_key, settings.badge_old_keys)


def _warn() -> None:
    try:
        issuer_of(site_settings().public_url)
    except NoIssuer as problem:
        click.echo(f"Nothing is issued yet. {problem} (TPMLEARN_PUBLIC_URL)")
