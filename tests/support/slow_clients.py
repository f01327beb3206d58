"""A program that opens thousands of connections and sends on each a byte every few seconds.

`python -m tests.support.slow_clients URL COUNT head|body [HOST]` prints a line once all have come,
and goes on until it is ended; whoever is turned away comes again.
"""

import asyncio
import random
import resource
import ssl
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

from tpmlearn.config import ROOT

ADDRESSES = 250
EVERY_SECONDS = (3.0, 6.0)
# So many at once knock; a real crowd of slow lines does not come in one packet either.
AT_ONCE = 100
AGAIN_SECONDS = 10.0
PROGRAM = "tests.support.slow_clients"


@contextmanager
def slow_clients(url: str, count: int, kind: str, *, host: str = "") -> Iterator[None]:
    """So many connections that trickle their `head` or `body`, until the block ends."""
    command = [sys.executable, "-m", PROGRAM, url, str(count), kind, host]
    program = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert program.stdout is not None
    try:
        said = program.stdout.readline()
        assert said == f"{count} came\n", f"they did not come: {said!r}"
        yield
    finally:
        program.terminate()
        program.wait(timeout=60)


class Crowd:
    """What the slow ones know of where they go."""

    def __init__(self, url: str, kind: str, host: str) -> None:
        parts = urlsplit(url)
        self._host, self._port = parts.hostname or "", parts.port or 80
        name = host or parts.netloc
        head = f"POST /sign-in HTTP/1.1\r\nHost: {name}\r\n"
        form = "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100000\r\n\r\n"
        self._first = (head if kind == "head" else head + form).encode()
        self._drop = b"X-Slow: y\r\n" if kind == "head" else b"z"
        self._rng = random.Random(5)
        self._doors = asyncio.Semaphore(AT_ONCE)
        self._trusting: ssl.SSLContext | None = None
        if parts.scheme == "https":
            self._trusting = ssl.create_default_context()
            self._trusting.check_hostname = False
            self._trusting.verify_mode = ssl.CERT_NONE

    async def one(self, number: int, came: asyncio.Semaphore) -> None:
        """One of them: it comes, trickles, and comes again where it was turned away."""
        is_new = True
        while True:
            with suppress(OSError, asyncio.TimeoutError):
                await self._visit(number, came if is_new else None)
            is_new = False
            await asyncio.sleep(AGAIN_SECONDS)

    async def _visit(self, number: int, came: asyncio.Semaphore | None) -> None:
        source = (f"127.0.2.{1 + number % ADDRESSES}", 0)
        try:
            async with self._doors:
                reader, writer = await asyncio.wait_for(
                    asyncio.open_connection(
                        self._host, self._port, ssl=self._trusting, local_addr=source
                    ),
                    30,
                )
        finally:
            if came:
                came.release()
        try:
            writer.write(self._first)
            while not reader.at_eof():
                await writer.drain()
                with suppress(asyncio.TimeoutError):
                    pause = self._rng.uniform(*EVERY_SECONDS)
                    await asyncio.wait_for(reader.read(4096), pause)
                writer.write(self._drop)
        finally:
            writer.close()


async def _run(url: str, count: int, kind: str, host: str) -> None:
    crowd, came = Crowd(url, kind, host), asyncio.Semaphore(0)
    tasks = [asyncio.create_task(crowd.one(number, came)) for number in range(count)]
    for _ in range(count):
        await came.acquire()
    sys.stdout.write(f"{count} came\n")
    sys.stdout.flush()
    await asyncio.gather(*tasks)


def main(url: str, count: str, kind: str, host: str = "") -> None:
    """Come, and stay."""
    few, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(few, most), most))
    with suppress(KeyboardInterrupt):
        asyncio.run(_run(url, int(count), kind, host))


if __name__ == "__main__":
    main(*sys.argv[1:])
