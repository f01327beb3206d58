"""A program that sends a site what means nothing, so many times a second, from other addresses.

`python -m tests.support.garbage URL RATE SECONDS [HOST]` prints how many of each status came.
"""

import asyncio
import json
import random
import ssl
import subprocess
import sys
import time
from collections import Counter
from contextlib import suppress
from urllib.parse import urlsplit

from tpmlearn.config import ROOT

ADDRESSES = 50
PATIENCE_SECONDS = 10.0
PATHS = ("/", "/learn", "/sign-in", "/sign-up", "/glossary", "/plan", "/exams", "/healthz")
PROGRAM = "tests.support.garbage"


def begin(url: str, *, rate: int, seconds: float, host: str = "") -> "subprocess.Popen[str]":
    """Send garbage in a process of its own; it ends by itself."""
    command = [sys.executable, "-m", PROGRAM, url, str(rate), str(seconds), host]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)


def counts(sender: "subprocess.Popen[str]") -> dict[str, int]:
    """How many of each status came, once it has ended; `none` are those without an answer."""
    said, _ = sender.communicate(timeout=600)
    found: dict[str, int] = json.loads(said)
    return found


class Sender:
    """What sends, and what came of it."""

    def __init__(self, url: str, host: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        self._name = host or parts.netloc
        self._rng = random.Random(11)
        self.counts: Counter[str] = Counter()
        self._trusting: ssl.SSLContext | None = None
        if parts.scheme == "https":
            self._trusting = ssl.create_default_context()
            self._trusting.check_hostname = False
            self._trusting.verify_mode = ssl.CERT_NONE

    async def send(self, rate: int, seconds: float) -> None:
        """So many a second, whether or not those before are answered."""
        begun, under_way = time.monotonic(), set()
        for number in range(int(rate * seconds)):
            await asyncio.sleep(max(0.0, begun + number / rate - time.monotonic()))
            task = asyncio.create_task(self._one())
            under_way.add(task)
            task.add_done_callback(under_way.discard)
        await asyncio.gather(*under_way)

    async def _one(self) -> None:
        status = "none"
        with suppress(OSError, asyncio.TimeoutError, ValueError):
            status = await asyncio.wait_for(self._ask(), PATIENCE_SECONDS)
        self.counts[status] += 1

    async def _ask(self) -> str:
        source = (f"127.0.1.{self._rng.randint(1, ADDRESSES)}", 0)
        reader, writer = await asyncio.open_connection(
            self._host, self._port, ssl=self._trusting, local_addr=source
        )
        try:
            writer.write(self._garbage())
            await writer.drain()
            line = await reader.readline()
            return line.split()[1].decode() if line.startswith(b"HTTP/") else "none"
        finally:
            writer.close()

    def _garbage(self) -> bytes:
        rng = self._rng
        junk = "".join(rng.choices("abcdefghijklmnopqrstuvwxyz0123456789%/.-_", k=40))
        path, length = rng.choice(PATHS), rng.randint(1, 2_000)
        head = f"Host: {self._name}\r\nConnection: close\r\n"
        form = f"{head}Content-Type: application/x-www-form-urlencoded\r\n"
        told = rng.choice(
            (
                f"GET /{junk} HTTP/1.1\r\n{head}\r\n",
                f"GET {path}?{junk}={junk} HTTP/1.1\r\n{head}\r\n",
                f"GET {path} HTTP/1.1\r\n{head}Cookie: sid={junk}; __Host-sid={junk}\r\n\r\n",
                f"GET {path} HTTP/1.1\r\n{head}X-Long: {'y' * 7_000}\r\n\r\n",
                f"BREW {path} HTTP/1.1\r\n{head}\r\n",
                f"POST {path} HTTP/1.1\r\n{form}Content-Length: {length}\r\n\r\n{'z' * length}",
                f"POST /quizzes/{junk[:8]}/1 HTTP/1.1\r\n{head}Content-Type: application/json\r\n"
                f"Content-Length: 9\r\n\r\n{{'broken}}",
                f"{junk}\r\n\r\n",
            )
        )
        return told.encode()


def main(url: str, rate: str, seconds: str, host: str = "") -> None:
    """Send, then print the counts."""
    sender = Sender(url, host)
    asyncio.run(sender.send(int(rate), float(seconds)))
    sys.stdout.write(json.dumps(sender.counts))


if __name__ == "__main__":
    main(*sys.argv[1:])
