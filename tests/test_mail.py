"""Mail: handed to an SMTP server, logged where none is set, refused for good or for now."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from smtplib import SMTPException, SMTPNotSupportedError

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.support.cluster import free_port
from tpmlearn.mail import Letter, Refused, compose, deliver

LETTER = Letter("ada@example.org", "Set a new password", "Open this:\nhttps://x.example/päth\n")


class Postbox:
    """A mail server that keeps what it gets."""

    def __init__(self) -> None:
        self.mail: list[Message] = []

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail in."""
        self.mail.append(
            message_from_bytes(bytes(envelope.original_content or b""), policy=default)
        )
        return "250 kept"


class Promiser(Postbox):
    """A mail server that offers TLS and then has none."""

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, name: str, replies: list[str]
    ) -> list[str]:
        """Greet, and offer it."""
        session.host_name = name
        return [*replies[:-1], "250-STARTTLS", replies[-1]]


class Clerk(Postbox):
    """A mail server that takes any password, also in clear, and keeps it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[object] = []

    def take(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _way: str, secret: object
    ) -> AuthResult:
        """Let anybody in."""
        self.heard.append(secret)
        return AuthResult(success=True)


class Moody(Postbox):
    """A mail server that answers a step of its own choice with a refusal."""

    def __init__(self, step: str, answer: str) -> None:
        super().__init__()
        self.step, self.answer = step, answer

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: object
    ) -> str:
        """Take a reader, or refuse them."""
        if self.step == "RCPT":
            return self.answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail, or refuse it."""
        if self.step == "DATA":
            return self.answer
        return await super().handle_DATA(server, session, envelope)


def test_it_sends_by_smtp() -> None:
    box, port = Postbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        deliver(LETTER, f"smtp://127.0.0.1:{port}", "Site <site@example.org>", mark="a1b2")
    finally:
        controller.stop()

    (mail,) = box.mail
    assert (mail["To"], mail["From"]) == ("ada@example.org", "Site <site@example.org>")
    assert mail["Message-ID"] == "<a1b2@example.org>"
    assert mail["Subject"] == "Set a new password"
    assert "https://x.example/päth" in mail.as_bytes().decode("utf-8", "replace")


def test_it_turns_to_tls_where_the_server_offers_it() -> None:
    box, port = Promiser(), free_port()
    with serving(Controller(box, hostname="127.0.0.1", port=port)), pytest.raises(SMTPException):
        deliver(LETTER, f"smtp://127.0.0.1:{port}", "site@example.org")

    assert box.mail == []


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_it_sends_no_password_in_clear() -> None:
    clerk, port = Clerk(), free_port()
    controller = Controller(
        clerk,
        hostname="127.0.0.1",
        port=port,
        authenticator=clerk.take,
        auth_required=True,
        auth_require_tls=False,
    )
    with serving(controller), pytest.raises(SMTPNotSupportedError):
        deliver(LETTER, f"smtp://site:secret@127.0.0.1:{port}", "site@example.org")

    assert clerk.heard == []


@pytest.mark.parametrize("step", ["RCPT", "DATA"])
def test_a_server_that_will_never_take_it_is_told_from_one_that_is_busy(step: str) -> None:
    port = free_port()
    url = f"smtp://127.0.0.1:{port}"
    later, never = Moody(step, "451 later"), Moody(step, "550 no such box")
    with serving(Controller(later, hostname="127.0.0.1", port=port)), pytest.raises(SMTPException):
        deliver(LETTER, url, "site@example.org")
    with (
        serving(Controller(never, hostname="127.0.0.1", port=port)),
        pytest.raises(Refused, match="550"),
    ):
        deliver(LETTER, url, "site@example.org")


def test_it_writes_to_the_log_where_no_server_is_set(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="tpmlearn.mail"):
        deliver(LETTER, "", "site@example.org")

    assert "https://x.example/päth" in caplog.text


def test_a_subject_cannot_smuggle_a_header() -> None:
    with pytest.raises(ValueError, match=r"newline|linefeed|header"):
        compose(Letter("ada@example.org", "Hello\nBcc: eve@example.org", "x"), "s@example.org")


@contextmanager
def serving(controller: Controller) -> Iterator[None]:
    """A mail server runs."""
    controller.start()
    try:
        yield
    finally:
        controller.stop()
