"""Mail as background work: asked for with what it tells of, sent once the server takes it.

A letter waits encrypted under the site's secret key, as it may hold a link that lets somebody in.
It is gone from the database once it is sent, and at the latest a day after it was written.
"""

import hashlib
import hmac
import io
import json
from datetime import datetime

from flask import current_app

from tpmlearn.config import Settings
from tpmlearn.jobs.rows import Claimed, enqueue
from tpmlearn.jobs.running import GiveUp, Task
from tpmlearn.mail import Letter, Refused, deliver, write_to_log
from tpmlearn.metrics import Counted, count
from tpmlearn.sealing import Damaged, SealedReader, SealedWriter, WrongKey

SUFFIX_LETTERS = 24


def post_letter(
    letter: Letter, *, now: datetime, until: datetime | None = None, person_id: int | None = None
) -> None:
    """Let a letter be sent, in the transaction under way (the caller commits).

    It is not sent after `until`, such as the end of the link in it, nor after a day, nor once the
    person is erased. Where no mail server is set it is written to the log at once.
    """
    settings = _settings()
    if not settings.mail_url:
        write_to_log(letter)
        return
    sealed = seal(letter, settings.secret_key)
    enqueue("mail", now=now, until=until, person_id=person_id, sealed=sealed)


def deliver_letter(task: Task) -> None:
    """Send a letter that waited. Raises GiveUp where no try can help, SMTPException and OSError."""
    claimed, settings = task.claimed, _settings()
    try:
        letter = unseal(claimed.sealed or b"", settings.secret_key)
    except (WrongKey, Damaged):
        raise GiveUp("the secret key is another than when it was written") from None
    mark = _mark(claimed, settings)
    try:
        deliver(letter, settings.mail_url, settings.mail_from, mark=mark)
    except Refused as fault:
        count(Counted.MAILS, "refused")
        raise GiveUp(f"refused with {fault.code}") from None
    except Exception:
        count(Counted.MAILS, "failed")
        raise
    count(Counted.MAILS, "sent")


def seal(letter: Letter, secret: str) -> bytes:
    """A letter as bytes that only the site's key opens."""
    out = io.BytesIO()
    writer = SealedWriter(out, _key(secret))
    plain = [letter.to, letter.subject, letter.text, letter.headers]
    writer.write(json.dumps(plain, ensure_ascii=False).encode())
    writer.finish()
    return out.getvalue()


def unseal(sealed: bytes, secret: str) -> Letter:
    """The letter. Raises WrongKey and Damaged."""
    to, subject, text, headers = json.loads(SealedReader(io.BytesIO(sealed), _key(secret)).read())
    return Letter(to, subject, text, tuple((name, value) for name, value in headers))


def _key(secret: str) -> bytes:
    return hmac.digest(secret.encode(), b"tpmlearn jobs", hashlib.sha256)


def _mark(claimed: Claimed, settings: Settings) -> str:
    """The same at each try, so that programs know a letter that comes twice (RFC 5322, 3.6.4)."""
    what = f"mail\0{claimed.id}\0{claimed.made_at.isoformat()}".encode()
    return hmac.new(_key(settings.secret_key), what, hashlib.sha256).hexdigest()[:SUFFIX_LETTERS]


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
