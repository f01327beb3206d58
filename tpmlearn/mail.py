"""Hands mail to an SMTP server, or writes it to the log where none is set."""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

log = logging.getLogger("tpmlearn.mail")
TIMEOUT_S = 20
PERMANENT = 500


@dataclass(frozen=True)
class Letter:
    """A plain text mail to one address; `headers` are (name, value) beside the usual ones."""

    to: str
    subject: str
    text: str
    headers: tuple[tuple[str, str], ...] = ()


class Refused(Exception):
    """The server will never take this mail; `code` is its answer (RFC 5321, 4.2.1: 5yz)."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


def write_to_log(letter: Letter) -> None:
    """Write a mail to the log, whole: for one person at a desk, without a mail server."""
    log.warning(
        "No mail server is set. Mail to %s: %s\n%s",
        letter.to,
        letter.subject,
        letter.text,
        extra={"plain": "No mail server is set: a mail was not sent."},
    )


def compose(letter: Letter, sender: str) -> EmailMessage:
    """The message as it is sent; ValueError on a line break in a header."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    for name, value in letter.headers:
        message[name] = value
    message.set_content(letter.text)
    return message


def deliver(letter: Letter, mail_url: str, sender: str, *, mark: str = "") -> None:
    """Send, and wait until the server has taken it; without one it is written to the log.

    `mark` makes the Message-ID. Raises Refused where trying again cannot help, else OSError,
    ValueError or SMTPException; none is shown to anybody with its words, which may hold an address.
    """
    if not mail_url:
        write_to_log(letter)
        return
    message = compose(letter, sender)
    if mark:
        message["Message-ID"] = f"<{mark}@{_host_of(sender)}>"
    try:
        _post(message, mail_url)
    except smtplib.SMTPRecipientsRefused as fault:
        codes = [code for code, _ in fault.recipients.values()]
        if min(codes, default=0) >= PERMANENT:
            raise Refused(codes[0]) from None
        raise
    except smtplib.SMTPDataError as fault:
        if fault.smtp_code >= PERMANENT:
            raise Refused(fault.smtp_code) from None
        raise


def _host_of(sender: str) -> str:
    return parseaddr(sender)[1].rpartition("@")[2] or "localhost"


def reach(mail_url: str) -> bool:
    """Greet the server as before a mail, and leave; whether that went over TLS.

    Raises OSError, ValueError or SMTPException, as sending would.
    """
    url = urlsplit(mail_url)
    server, secure = _greeted(mail_url)
    with server:
        if url.username and not secure:
            raise smtplib.SMTPNotSupportedError("no TLS: the password is not sent in clear")
    return secure


def _greeted(mail_url: str) -> tuple[smtplib.SMTP, bool]:
    """A server that has been greeted, and whether over TLS."""
    url = urlsplit(mail_url)
    host, secure = url.hostname or "localhost", url.scheme == "smtps"
    context = ssl.create_default_context()
    if secure:
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            host, url.port or 465, timeout=TIMEOUT_S, context=context
        )
    else:
        server = smtplib.SMTP(host, url.port or 587, timeout=TIMEOUT_S)
    try:
        # Only the greeting tells what the server can.
        server.ehlo()
        if not secure and server.has_extn("starttls"):
            server.starttls(context=context)
            secure = True
    except BaseException:
        server.close()
        raise
    return server, secure


def _post(message: EmailMessage, mail_url: str) -> None:
    url = urlsplit(mail_url)
    server, secure = _greeted(mail_url)
    with server:
        if url.username:
            if not secure:
                raise smtplib.SMTPNotSupportedError("no TLS: the password is not sent in clear")
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)
