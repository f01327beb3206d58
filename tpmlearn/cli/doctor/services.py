"""What the site leans on: the mail server, content and git, keys of badges, extras, processors."""

import smtplib
from collections.abc import Sequence
from datetime import timedelta
from importlib.util import find_spec
from pathlib import Path

from tpmlearn.cli.doctor.finding import Finding, note, right, wrong
from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.git import GitFailed, GitMissing, has_git, repository_of
from tpmlearn.mail import reach
from tpmlearn.oidc import Provider, ProviderDown, discover
from tpmlearn.signing.keyring import FOLDER, SIGNING, Keyring, NoKey

MB_A_WORKER = 150
LATE = timedelta(minutes=5)


def check_mail(mail_url: str, *, production: bool) -> Finding:
    """The mail server greets us as it would before a mail; none is sent, nobody signs in."""
    if not mail_url:
        if production:
            return wrong(
                "mail",
                "no mail server is set: links for new passwords stand in the log",
                "set TPMLEARN_MAIL_URL",
            )
        return note("mail", "no mail server is set: mail is logged", "set TPMLEARN_MAIL_URL")
    try:
        secure = reach(mail_url)
    except (OSError, ValueError, smtplib.SMTPException) as error:
        return wrong("mail", f"the server cannot be used: {error}", "look at TPMLEARN_MAIL_URL")
    if secure:
        return right("mail", "the server greets us, over TLS")
    return note("mail", "the server greets us, in clear", "use smtps://, or a server with STARTTLS")


def check_jobs(waiting: int, failed: int, due_for: timedelta) -> Finding:
    """Background work: how much waits, how much could not be done, how long the oldest is due."""
    told = f"{waiting} waiting, {failed} failed"
    if due_for > LATE:
        return wrong(
            "jobs",
            f"{told}; one has been due for {due_for.total_seconds() / 60:.0f} minutes",
            "does the site run? With TPMLEARN_WORK=separate: flask --app app work",
        )
    if failed:
        return note("jobs", told, "flask --app app jobs list, then retry or drop")
    return right("jobs", told)


def check_provider(provider: Provider | None) -> Finding | None:
    """The provider of sign-ins answers with its metadata; None where there is none."""
    if provider is None:
        return None
    try:
        discover(provider)
    except ProviderDown as why:
        return wrong(
            "provider",
            f"its discovery document cannot be used: {why}",
            "look at TPMLEARN_OIDC_ISSUER: the document lies at it, /.well-known/… after it",
        )
    domains = ", ".join(provider.domains) or "all"
    return right("provider", f"answers; domains that may come in: {domains}")


def check_problems(problems: Sequence[Problem], modules: int) -> Finding:
    """What the checker says of the content that is loaded."""
    errors = sum(one.severity is Severity.ERROR for one in problems)
    if not modules:
        return wrong("content", "no lesson is loaded", "look at TPMLEARN_CONTENT")
    if errors:
        return wrong(
            "content",
            f"{errors} errors: what they touch stays as it was when it was last good",
            "flask --app app content check",
        )
    more = f", {len(problems)} warnings" if problems else ""
    return right("content", f"{modules} modules{more}")


def check_git(home: Path) -> Finding:
    """Whether the first content folder can be published from."""
    if not has_git():
        return note("git", "not installed: releases have no commits", "install git")
    try:
        found = repository_of(home)
        if found is None:
            return right("git", f"installed; {home} is in no work tree")
        branch, begun = found.branch(), found.unfinished()
    except (GitFailed, GitMissing) as problem:
        return wrong("git", str(problem), f"git -C {home} status, as the site's user")
    if begun:
        return wrong("git", f"{begun} is not ended in {found.top}", "end it, or give it up")
    return right("git", f"{home} is on the branch {branch}")


def check_release(live: str | None, shown: str | None) -> Finding:
    """The release that is live, and the one whose files lie on this machine; None: the folder."""
    if live == shown:
        return right("release", f"{live[:10]} is live and here" if live else "the folder is shown")
    return wrong(
        "release",
        f"{live[:10] if live else 'the folder'} is live, and this machine shows "
        f"{shown[:10] if shown else 'the folder'}",
        "look at the folder releases/ in the instance folder: can it be written?",
    )


def check_badges(keys: Keyring) -> Finding:
    """The keys that sign badges."""
    path = keys.folder / FOLDER / SIGNING
    try:
        return right("badges", f"{len(keys.public())} keys, one of them signs")
    except NoKey as problem:
        if keys.from_environment or path.exists():
            return wrong("badges", str(problem), "put the key back from the backup")
        return note("badges", "no key: none are issued", "flask --app app badges key new")
    except OSError as error:
        return wrong("badges", f"{path}: {error.strerror}", f"chmod 600 {path}")


def check_extra(module: str, what: str, mend: str) -> Finding:
    """A package that the site does without."""
    if find_spec(module) is None:
        return note("extras", f"{module} is not installed: {what}", mend)
    return right("extras", f"{module} is installed")


def check_workers(wanted: int, safe: int, processors: int, memory_mb: int) -> Finding:
    """Workers beside what carries them: what the database allows, processors, memory in MB."""
    if safe < wanted:
        return note("workers", f"{safe} of {wanted}: more would harm this SQLite", "see above")
    if 0 < memory_mb < wanted * MB_A_WORKER:
        return wrong(
            "workers",
            f"{wanted} workers need {wanted * MB_A_WORKER} MB, the machine has {memory_mb}",
            "start fewer: flask serve --workers 1",
        )
    if wanted > 2 * processors:
        return note("workers", f"{wanted} for {processors} processors", "start fewer")
    return right("workers", f"{wanted} for {processors} processors")
