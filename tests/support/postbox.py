"""A real mail server on loopback that keeps what it gets."""

import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from email import message_from_bytes
from email.message import Message
from email.policy import default

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask

from tests.support.cluster import free_port
from tests.support.jobs import work_off

PATIENCE_S = 10


class Postbox:
    """All mail that came, oldest first; a running site sends by itself, `app` where asked to."""

    def __init__(self, app: Flask | None = None) -> None:
        self.app = app
        self.mail: list[Message] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail in."""
        self.mail.append(
            message_from_bytes(bytes(envelope.original_content or b""), policy=default)
        )
        return "250 kept"

    def to(self, address: str, *, about: str) -> Message:
        """The newest mail to this address whose subject has these words, as soon as it is there."""
        self._work_off()
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            for one in reversed(self.mail):
                if one["To"] == address and about in str(one["Subject"]):
                    return one
            time.sleep(0.02)
        raise AssertionError(f"no mail about {about!r} to {address}: {self.told()}")

    def told(self) -> list[tuple[str, str]]:
        """(to, subject) of all mail; what waits to be sent is sent first."""
        self._work_off()
        return [(str(one["To"]), str(one["Subject"])) for one in self.mail]

    def _work_off(self) -> None:
        if self.app:
            work_off(self.app)


def text_of(mail: Message) -> str:
    """The words of a mail."""
    return bytes(mail.get_payload(decode=True)).decode()


def link_in(mail: Message, beginning: str) -> str:
    """The path of the address in a mail that has this beginning."""
    found = re.search(rf"https?://[^/\s]+({re.escape(beginning)}\S+)", text_of(mail))
    assert found, text_of(mail)
    return found[1]


@contextmanager
def serving(box: Postbox) -> Iterator[str]:
    """Serve the postbox; its address."""
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        controller.stop()


@contextmanager
def mailing(app: Flask) -> Iterator[Postbox]:
    """Let a site send its mail to a postbox."""
    before, box = app.extensions["settings"], Postbox(app)
    with serving(box) as url:
        app.extensions["settings"] = replace(before, mail_url=url)
        try:
            yield box
        finally:
            app.extensions["settings"] = before
