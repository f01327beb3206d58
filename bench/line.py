"""A connection that a browser keeps open (HTTP/1.1), opened again when the site closed it."""

import asyncio
import gzip
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

TIMEOUT_S = 15
"""How long the desk's script waits for an answer."""


@dataclass(frozen=True)
class Reply:
    """What the site answered; `location` is where it leads to, if anywhere."""

    status: int
    text: str
    location: str


@dataclass
class Line:
    """One browser's connection with its cookies; `opened` counts how often it was opened."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)
    opened: int = 0
    _streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> Reply:
        """GET, or POST where there is a body. Raises OSError or TimeoutError when nobody answers.

        A connection that the site closed while it was idle is opened again, as browsers do.
        """
        idle = self._streams is not None
        try:
            return await asyncio.wait_for(self._once(path, body, headers or {}), TIMEOUT_S)
        except (OSError, asyncio.IncompleteReadError):
            self.close()
            if not idle:
                raise OSError("the connection was cut") from None
        try:
            return await asyncio.wait_for(self._once(path, body, headers or {}), TIMEOUT_S)
        except (TimeoutError, OSError, asyncio.IncompleteReadError):
            self.close()
            raise OSError("no answer") from None

    def close(self) -> None:
        """Hang up."""
        if self._streams:
            self._streams[1].close()
        self._streams = None

    async def _once(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> Reply:
        if self._streams is None:
            self._streams = await asyncio.open_connection("127.0.0.1", self.port)
            self.opened += 1
        reader, writer = self._streams
        writer.write(self._request(path, body, headers))
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.split("\r\n")
        found = {name.lower(): text for name, text in self._named(lines)}
        content = await reader.readexactly(int(found.get("content-length", "0")))
        if found.get("content-encoding") == "gzip":
            content = gzip.decompress(content)
        return Reply(int(first.split()[1]), content.decode(), found.get("location", ""))

    def _request(self, path: str, body: bytes | None, headers: Mapping[str, str]) -> bytes:
        said = {
            "Host": f"127.0.0.1:{self.port}",
            "Accept-Encoding": "gzip",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            **headers,
        }
        if body is not None:
            said["Content-Length"] = str(len(body))
        lines = [f"{'GET' if body is None else 'POST'} {path} HTTP/1.1"]
        lines += [f"{name}: {value}" for name, value in said.items() if value]
        return "\r\n".join([*lines, "", ""]).encode() + (body or b"")

    def _named(self, lines: list[str]) -> list[tuple[str, str]]:
        named = [(name, text) for name, _, text in (one.partition(": ") for one in lines) if name]
        for name, text in named:
            if name.lower() == "set-cookie":
                cookie: SimpleCookie = SimpleCookie(text)
                self.cookies |= {key: one.value for key, one in cookie.items()}
        return named
