"""Loads a server on loopback with wrk: how many requests a second, and how long they took."""

import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

SCRIPT = Path(__file__).with_name("wrk.lua")
MICRO = 1_000_000


@dataclass(frozen=True)
class Call:
    """A request as wrk sends it; without a body nothing is sent along."""

    method: str
    path: str
    cookie: str
    body: str = ""

    def __str__(self) -> str:
        return "\t".join((self.method, self.path, self.cookie, self.body))


@dataclass(frozen=True)
class Seen:
    """What one stretch of load saw: requests answered, seconds, and times of a request in ms."""

    requests: int
    seconds: float
    refused: int
    p50: float
    p99: float

    @property
    def rate(self) -> float:
        """Requests a second."""
        return self.requests / self.seconds


class Calls:
    """Requests that are sent in their order, none of them twice where they are `once`."""

    def __init__(self, folder: Path, calls: Sequence[Call], *, once: bool = False) -> None:
        self.total, self.once, self.used = len(calls), once, 0
        with tempfile.NamedTemporaryFile("w", dir=folder, suffix=".calls", delete=False) as file:
            file.write("\n".join(map(str, calls)) + "\n")
        self.path = Path(file.name)

    def send(self, url: str, *, connections: int, seconds: float) -> Seen:
        """Send them for so long. Raises RuntimeError where an answer was a refusal or none came."""
        seen = _run(self, url, connections, seconds)
        self.used += seen.requests + connections
        if self.once and self.used > self.total:
            raise RuntimeError(f"{self.used:,} requests were sent of {self.total:,} there are")
        if seen.refused:
            raise RuntimeError(f"{seen.refused} of {seen.requests} requests were refused")
        return seen


def installed() -> bool:
    """Whether wrk is on this machine."""
    return shutil.which("wrk") is not None


def _run(calls: Calls, url: str, connections: int, seconds: float) -> Seen:
    command = [
        *("wrk", "-t1", f"-c{connections}", f"-d{seconds:.0f}s", "--timeout", "20s"),
        *("-s", str(SCRIPT), url, "--", str(calls.path), str(calls.used % calls.total)),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"wrk said: {done.stderr or done.stdout}")
    requests, took, refused, broken, p50, p99 = map(int, done.stdout.splitlines()[-1].split())
    return Seen(requests, took / MICRO, refused + broken, p50 / 1000, p99 / 1000)
