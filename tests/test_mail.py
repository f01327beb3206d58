"""Mail: sent by SMTP in the background, logged where no server is set, faults told in the log."""

import logging
from email import message_from_bytes
from email.message import Message
from email.policy import default

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.support.cluster import free_port
from tpmlearn.mail import Letter, compose, send

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


def test_it_sends_by_smtp() -> None:
    box, port = Postbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        thread = send(LETTER, mail_url=f"smtp://127.0.0.1:{port}", sender="site@example.org")
        assert thread is not None
        thread.join(10)
    finally:
        controller.stop()

    (mail,) = box.mail
    assert (mail["To"], mail["From"]) == ("ada@example.org", "site@example.org")
    assert mail["Subject"] == "Set a new password"
    assert "https://x.example/päth" in mail.as_bytes().decode("utf-8", "replace")


def test_it_turns_to_tls_where_the_server_offers_it(caplog: pytest.LogCaptureFixture) -> None:
    box, port = Promiser(), free_port()
    _post_to(Controller(box, hostname="127.0.0.1", port=port), f"smtp://127.0.0.1:{port}", caplog)

    assert box.mail == []
    assert "mail could not be sent" in caplog.text


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_it_sends_no_password_in_clear(caplog: pytest.LogCaptureFixture) -> None:
    clerk, port = Clerk(), free_port()
    controller = Controller(
        clerk,
        hostname="127.0.0.1",
        port=port,
        authenticator=clerk.take,
        auth_required=True,
        auth_require_tls=False,
    )
    _post_to(controller, f"smtp://site:secret@127.0.0.1:{port}", caplog)

    assert clerk.heard == []
    assert "mail could not be sent" in caplog.text


def test_it_writes_to_the_log_where_no_server_is_set(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, logger="tpmlearn.mail"):
        assert send(LETTER, mail_url="", sender="site@example.org") is None

    assert "https://x.example/päth" in caplog.text


def test_a_fault_is_logged_without_the_text(caplog: pytest.LogCaptureFixture) -> None:
    nobody = f"smtp://127.0.0.1:{free_port()}"

    with caplog.at_level(logging.ERROR, logger="tpmlearn.mail"):
        thread = send(LETTER, mail_url=nobody, sender="site@example.org")
        assert thread is not None
        thread.join(10)

    assert "mail could not be sent" in caplog.text
    assert "x.example" not in caplog.text


def test_a_subject_cannot_smuggle_a_header() -> None:
    with pytest.raises(ValueError, match=r"newline|linefeed|header"):
        compose(Letter("ada@example.org", "Hello\nBcc: eve@example.org", "x"), "s@example.org")


def _post_to(controller: Controller, mail_url: str, caplog: pytest.LogCaptureFixture) -> None:
    controller.start()
    try:
        with caplog.at_level(logging.ERROR, logger="tpmlearn.mail"):
            thread = send(LETTER, mail_url=mail_url, sender="site@example.org")
            assert thread is not None
            thread.join(10)
    finally:
        controller.stop()
