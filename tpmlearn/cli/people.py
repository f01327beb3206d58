"""flask people: makes the first admin and helps who is locked out."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup, with_appcontext

from tpmlearn.db import db, writing
from tpmlearn.domain.accounts.passwords import weakness
from tpmlearn.features.accounts import services
from tpmlearn.mail import deliver
from tpmlearn.models import PersonRole
from tpmlearn.records.adverts import forget_adverts
from tpmlearn.records.audit import forget_acts
from tpmlearn.records.expired import forget_expired
from tpmlearn.records.invitations import forget_invitations
from tpmlearn.records.leaving import erase_leavers
from tpmlearn.records.site import site_settings

people = AppGroup("people", help="Add people, give roles, help who is locked out.")
ROLE = click.Choice([role.value for role in PersonRole])


@people.command()
@click.argument("email")
@click.option("--name", prompt=True, help="The name others see where the person allows it.")
@click.option("--role", "roles", type=ROLE, multiple=True, help="May be given more than once.")
@click.password_option(help="Asked for when it is not given.")
@with_appcontext
def add(email: str, name: str, roles: tuple[str, ...], password: str) -> None:
    """Add a member with EMAIL."""
    problem = weakness(password, personal=(name, email))
    if problem:
        raise click.ClickException(problem)
    with writing():
        try:
            services.add_member(
                services.NewAccount(name, email, password, "UTC"), roles, now=datetime.now(UTC)
            )
        except services.AddressTaken:
            raise click.ClickException(
                f"{email} has an account already: use `flask people role` or `reset`."
            ) from None
    click.echo(f"Added {email}" + (f" as {', '.join(roles)}." if roles else "."))


@people.command("role")
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--remove", is_flag=True, help="Take the role away instead.")
@with_appcontext
def change_role(email: str, role: str, remove: bool) -> None:
    """Give the member with EMAIL a ROLE, or take it away."""
    with writing():
        try:
            roles = services.change_role(email, role, held=not remove, now=datetime.now(UTC))
        except services.UnknownAddress:
            raise click.ClickException(f"No account has the address {email}.") from None
    click.echo(f"{email}: {', '.join(roles) or 'no roles'}.")


@people.command()
@click.argument("email")
@with_appcontext
def reset(email: str) -> None:
    """Print a link with which EMAIL can set a new password, once, within an hour."""
    settings = site_settings()
    with writing():
        try:
            token = services.reset_token_for(email, now=datetime.now(UTC))
        except services.UnknownAddress:
            raise click.ClickException(f"No account has the address {email}.") from None
    click.echo(f"{settings.public_url}/password/reset/{token}")


@people.command()
@click.argument("email")
@with_appcontext
def verify(email: str) -> None:
    """Take the address EMAIL as confirmed, where you know that it is its owner's."""
    with writing():
        try:
            is_new = services.verify_address(email, now=datetime.now(UTC))
        except services.UnknownAddress:
            raise click.ClickException(f"No account has the address {email}.") from None
    click.echo(f"{email} " + ("counts as confirmed now." if is_new else "was confirmed already."))


@people.command("no-second-step")
@click.argument("email")
@with_appcontext
def no_second_step(email: str) -> None:
    """Take app, passkeys and recovery codes off EMAIL, who has lost them; the password stays."""
    with writing():
        try:
            was_on, letter = services.remove_second_step(email, now=datetime.now(UTC))
        except services.UnknownAddress:
            raise click.ClickException(f"No account has the address {email}.") from None
    settings = site_settings()
    if letter and settings.mail_url:
        deliver(letter, settings.mail_url, settings.mail_from)
    click.echo(
        f"{email} signs in with the password alone now, and is signed out everywhere."
        if was_on
        else f"{email} has no second step."
    )


@people.command("pseudonym")
@click.argument("email")
@with_appcontext
def print_pseudonym(email: str) -> None:
    """Print what stands for EMAIL in the audit trail, to look for it there."""
    try:
        click.echo(services.pseudonym_of(email))
    except services.UnknownAddress:
        raise click.ClickException(f"No account has the address {email}.") from None


@people.command()
@with_appcontext
def tidy() -> None:
    """Erase guests who were idle for 90 days, who left a week ago, invitations that ended 90 days
    ago, what recruiters kept under expired grants (all also done at each start), deleted
    adverts, and lines of the audit trail that are older than two years."""
    now = datetime.now(UTC)
    with writing():
        erased = services.erase_idle_guests(now=now)
    with writing():
        adverts = forget_adverts(now=now)
        db.session.commit()
    with writing():
        invitations = forget_invitations(now=now)
        db.session.commit()
    with writing():
        expired = forget_expired(now=now)
        db.session.commit()
    with writing():
        acts = forget_acts(now=now)
        db.session.commit()
    left = erase_leavers(now=now)
    click.echo(f"Erased {erased} idle guests.")
    if left:
        click.echo(f"Erased {left} accounts whose owners left a week ago.")
    if adverts:
        click.echo(f"Erased {adverts} deleted adverts.")
    if invitations:
        click.echo(f"Erased {invitations} invitations that ended 90 days ago.")
    if acts:
        click.echo(f"Erased {acts} lines of the audit trail that were older than two years.")
    if expired:
        click.echo(f"Erased {expired} notes and the like under expired grants.")
