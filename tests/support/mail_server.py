"""A mail server in a process of its own: it keeps the Message-ID of each mail, and may be slow."""

import sys
import time
from pathlib import Path

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Slow:
    """Writes down what came, and takes its time before it says yes."""

    def __init__(self, file: Path, seconds: float) -> None:
        self.file, self.seconds = file, seconds

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a mail in."""
        import asyncio

        lines = bytes(envelope.original_content or b"").decode("ascii", "replace").splitlines()
        found = next(line for line in lines if line.lower().startswith("message-id:"))
        with self.file.open("a") as out:
            out.write(f"{envelope.rcpt_tos[0]} {found.partition(':')[2].strip()}\n")
        await asyncio.sleep(self.seconds)
        return "250 kept"


def main() -> None:
    """Serve until killed: port, file, seconds."""
    port, file, seconds = sys.argv[1:]
    Controller(Slow(Path(file), float(seconds)), hostname="127.0.0.1", port=int(port)).start()
    print("ready", flush=True)
    while True:
        time.sleep(60)


if __name__ == "__main__":
    main()
