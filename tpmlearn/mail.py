"""Sends mail by SMTP, or writes it to the log where no mail server is set."""

import logging
import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from threading import Thread
from urllib.parse import unquote, urlsplit

from tpmlearn.metrics import Counted, count

log = logging.getLogger("tpmlearn.mail")
TIMEOUT_S = 20


@dataclass(frozen=True)
class Letter:
    """A plain text mail to one address; `headers` are (name, value) beside the usual ones."""

    to: str
    subject: str
    text: str
    headers: tuple[tuple[str, str], ...] = ()


def send(letter: Letter, *, mail_url: str, sender: str) -> Thread | None:
    """Send in the background, so that the time of the reply tells nothing about the account.

    A fault is logged without the text. Returns the thread, or None where mail is logged.
    """
    if not mail_url:
        log.warning(
            "No mail server is set. Mail to %s: %s\n%s",
            letter.to,
            letter.subject,
            letter.text,
            extra={"plain": "No mail server is set: a mail was not sent."},
        )
        return None
    thread = Thread(target=deliver, args=(letter, mail_url, sender), daemon=True)
    thread.start()
    return thread


def compose(letter: Letter, sender: str) -> EmailMessage:
    """The message as it is sent; ValueError on a line break in a header."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, letter.to, letter.subject
    for name, value in letter.headers:
        message[name] = value
    message.set_content(letter.text)
    return message


def deliver(letter: Letter, mail_url: str, sender: str) -> bool:
    """Send and wait for the server; whether it took the mail. A fault is logged without the text.

    Without a server it is written to the log, as by `send`.
    """
    if not mail_url:
        send(letter, mail_url=mail_url, sender=sender)
        return True
    try:
        _post(compose(letter, sender), mail_url)
    except (OSError, ValueError, smtplib.SMTPException):
        plain = {"plain": "mail could not be sent"}
        log.exception("mail could not be sent: %s", letter.subject, extra=plain)
        count(Counted.MAILS, "failed")
        return False
    count(Counted.MAILS, "sent")
    return True


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
