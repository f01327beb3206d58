"""flask plan: what a timer does for people's plans."""

from datetime import UTC, datetime

import click
from flask import current_app
from flask.cli import AppGroup, with_appcontext

from tpmlearn.db import writing
from tpmlearn.domain.planning.wording import counted
from tpmlearn.features.weekly_mail import services
from tpmlearn.records.catalogue import current_catalogue
from tpmlearn.records.site import site_settings

plan = AppGroup("plan", help="Send what people asked for about their plans.")


@plan.command("mail")
@with_appcontext
def mail() -> None:
    """Post the weekly mails whose hour has come, for the workers to send; fit for every hour."""
    settings = site_settings()
    with writing():
        posted = services.post_due(
            current_catalogue(),
            links=links_of(settings.public_url),
            secret=settings.secret_key,
            now=datetime.now(UTC),
        )
    if posted:
        click.echo(f"{counted(posted, 'weekly mail')} posted.")


def links_of(public_url: str) -> services.Links:
    """Addresses as people use them, wherever the command runs."""
    with current_app.test_request_context():
        url = current_app.url_for
        token = services.TOKEN_PLACE
        return services.Links(
            today=public_url + url("planning.today"),
            report=public_url + url("tracking.report"),
            stop=public_url + url("weekly_mail.stop", token=token),
        )
