"""flask people: makes the first admin, finds members, and helps who is locked out."""

from datetime import UTC, datetime

import click
from flask.cli import AppGroup, with_appcontext

from tpmlearn.db import db, writing
from tpmlearn.domain.accounts.passwords import LEAKED, weakness
from tpmlearn.features.accounts import services
from tpmlearn.features.people import queries
from tpmlearn.features.people import services as members
from tpmlearn.models import PersonRole
from tpmlearn.records.adverts import forget_adverts
from tpmlearn.records.audit import forget_acts, pseudonym
from tpmlearn.records.expired import forget_expired
from tpmlearn.records.idle import erase_idle_guests
from tpmlearn.records.invitations import forget_invitations
from tpmlearn.records.kept_archives import forget_archives
from tpmlearn.records.leaked_passwords import is_leaked
from tpmlearn.records.leaving import erase_leavers
from tpmlearn.records.members import LastAdmin, NoSuchMember, member_called
from tpmlearn.records.site import site_settings

people = AppGroup("people", help="Add and find people, give roles, help who is locked out.")
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
    if not problem and is_leaked(password, site_settings().leaked_passwords):
        problem = LEAKED
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


@people.command()
@click.argument("words", default="")
@click.option("--role", type=ROLE, help="Only who has this role.")
@click.option("--leaving", is_flag=True, help="Only who waits to be erased.")
@click.option("--before", type=int, help="Go on where the last list ended.")
@with_appcontext
def find(words: str, role: str | None, leaving: bool, before: int | None) -> None:
    """List members, the newest first; WORDS are looked for in names and addresses."""
    state = queries.State.LEAVING if leaving else queries.State.ANY
    found = queries.members(queries.Wanted(words, role or "", state, before))
    if not found.lines:
        raise click.ClickException("No member is like that.")
    for one in found.lines:
        leaves = f", erased after {one.erase_after:%d %B %Y}" if one.erase_after else ""
        roles = ", ".join(one.roles) or "no roles"
        click.echo(f"{one.email} ({one.name or 'without a name'}): {roles}{leaves}")
    if found.older:
        click.echo(f"There are more: add --before {found.older}")


@people.command("role")
@click.argument("email")
@click.argument("role", type=ROLE)
@click.option("--remove", is_flag=True, help="Take the role away instead.")
@with_appcontext
def change_role(email: str, role: str, remove: bool) -> None:
    """Give the member with EMAIL a ROLE, or take it away."""
    with writing():
        try:
            person_id = _number_of(email)
            roles = members.change_role(person_id, role, held=not remove, now=datetime.now(UTC))
        except LastAdmin:
            raise click.ClickException(
                f"{email} is the last admin: make another first, with "
                "`flask people role EMAIL admin`."
            ) from None
    click.echo(f"{email}: {', '.join(roles) or 'no roles'}.")


@people.command()
@click.argument("email")
@with_appcontext
def reset(email: str) -> None:
    """Print a link with which EMAIL can set a new password, once, within an hour."""
    settings = site_settings()
    with writing():
        token = members.print_reset(_number_of(email), now=datetime.now(UTC))
    click.echo(f"{settings.public_url}/password/reset/{token}")


@people.command("end-sign-ins")
@click.argument("email", required=False)
@click.option("--everybody", is_flag=True, help="Sign out all members, and you yourself.")
@with_appcontext
def end_sign_ins(email: str | None, everybody: bool) -> None:
    """Sign EMAIL out everywhere, or everybody."""
    if (email is None) != everybody:
        raise click.UsageError("Name an address or --everybody.")
    with writing():
        if email is None:
            ended = members.end_everybodys_sign_ins(now=datetime.now(UTC))
            click.echo(f"Everybody is signed out: {ended} browser{'' if ended == 1 else 's'}.")
            return
        ended = members.end_sign_ins(_number_of(email), now=datetime.now(UTC))
    click.echo(f"{email} is signed out of {ended} browser{'' if ended == 1 else 's'}.")


@people.command()
@click.argument("email")
@click.option("--now", "at_once", is_flag=True, help="Without the week in which it can be undone.")
@click.option("--yes", is_flag=True, help="With --now: do not ask.")
@with_appcontext
def erase(email: str, at_once: bool, yes: bool) -> None:
    """Erase EMAIL as if they left by themselves: hidden at once, gone after seven days."""
    if at_once and not yes:
        click.confirm(f"Erase {email} and all that hangs on it, for good?", abort=True)
    settings, now = site_settings(), datetime.now(UTC)
    with writing():
        try:
            person_id = _number_of(email)
            if at_once:
                members.erase_at_once(person_id, now=now)
                click.echo(f"{email} is erased.")
                return
            page = f"{settings.public_url}/sign-in"
            members.begin_erasing(person_id, come_back_at=page, now=now)
        except members.IsAdmin:
            raise click.ClickException(
                f"{email} is an admin: first `flask people role {email} admin --remove`."
            ) from None
        except members.IsLeaving:
            raise click.ClickException(
                f"{email} is being erased already: `flask people restore {email}` undoes it."
            ) from None
    click.echo(
        f"{email} is hidden now and erased in seven days; until then "
        f"`flask people restore {email}` undoes it."
    )


@people.command()
@click.argument("email")
@with_appcontext
def restore(email: str) -> None:
    """Keep EMAIL, who is leaving; what had ended, such as share links, stays ended."""
    with writing():
        try:
            members.keep(_number_of(email), now=datetime.now(UTC))
        except members.NotLeaving:
            raise click.ClickException(
                f"{email} is not being erased, or the week is over."
            ) from None
    click.echo(f"{email} stays, with everything in it.")


@people.command()
@click.argument("email")
@with_appcontext
def verify(email: str) -> None:
    """Take the address EMAIL as confirmed, where you know that it is its owner's."""
    with writing():
        is_new = services.verify_address(_number_of(email), now=datetime.now(UTC))
    click.echo(f"{email} " + ("counts as confirmed now." if is_new else "was confirmed already."))


@people.command("no-second-step")
@click.argument("email")
@with_appcontext
def no_second_step(email: str) -> None:
    """Take app, passkeys and recovery codes off EMAIL, who has lost them; the password stays."""
    with writing():
        was_on = services.remove_second_step(_number_of(email), now=datetime.now(UTC))
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
    click.echo(pseudonym(_number_of(email)))


@people.command()
@with_appcontext
def tidy() -> None:
    """Erase guests who were idle for 90 days, who left a week ago, invitations that ended 90 days
    ago, what recruiters kept under expired grants (a running site does all that each day), deleted
    adverts, archives of a day ago, and lines of the audit trail older than two years."""
    now = datetime.now(UTC)
    with writing():
        erased = erase_idle_guests(now=now)
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
    forget_archives(now=now)
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


def _number_of(email: str) -> int:
    """The number of a member, or a sentence that there is none."""
    try:
        return member_called(email)
    except NoSuchMember:
        raise click.ClickException(f"No account has the address {email}.") from None
