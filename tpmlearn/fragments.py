"""Pieces of pages that are the same for everybody, kept: in this process, and in Redis for all.

Nothing is lost without Redis, and nobody waits for it: it has 50 ms, and is left alone for ten
seconds once it has failed. What comes from it counts only with our signature.
"""

import hmac
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

TIMEOUT_SECONDS = 0.05
REST_SECONDS = 10.0
KEPT_SECONDS = 86_400
MOST_BYTES = 4_000_000
_SIGNATURE = 32
_PREFIX = "tpmlearn:fragment:"
log = logging.getLogger("tpmlearn")


class Fragments:
    """Keeps texts under keys that say all that a text depends on, so that none ever ages."""

    def __init__(
        self,
        secret: str,
        *,
        redis_url: str = "",
        program: Callable[[], str] = lambda: "",
        most_bytes: int = MOST_BYTES,
    ) -> None:
        self._secret, self._program, self._most = secret.encode(), program, most_bytes
        self._kept: OrderedDict[str, str] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._shared = Shared(redis_url) if redis_url else None

    def get(self, *depends_on: str, make: Callable[[], str]) -> str:
        """The text that depends on these words and on nothing else; `make` makes it if need be."""
        key = sha256("\0".join((self._program(), *depends_on)).encode()).hexdigest()
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
        text = self._from_shared(key)
        if text is None:
            text = make()
            if self._shared:
                self._shared.put(key, self._signed(key, text.encode()))
        self._keep(key, text)
        return text

    def _keep(self, key: str, text: str) -> None:
        with self._lock:
            if key not in self._kept:
                self._kept[key] = text
                self._size += len(text)
            while self._size > self._most:
                self._size -= len(self._kept.popitem(last=False)[1])

    def _from_shared(self, key: str) -> str | None:
        found = self._shared.get(key) if self._shared else None
        if found is None:
            return None
        body = found[_SIGNATURE:]
        if not hmac.compare_digest(self._signed(key, body), found):
            log.warning("a piece of a page in Redis is not signed by this site, and is left alone")
            return None
        return body.decode()

    def _signed(self, key: str, body: bytes) -> bytes:
        return hmac.digest(self._secret, key.encode() + b"\0" + body, "sha256") + body


class Shared:
    """Redis or Valkey, if it answers at once."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._client: Any = None
        self._rests_until = 0.0

    def get(self, key: str) -> bytes | None:
        """What is kept there, None if it is not or cannot be had."""
        found: bytes | None = self._ask(lambda redis: redis.get(_PREFIX + key))
        return found

    def put(self, key: str, value: bytes) -> None:
        """Keep it for a day, if that can be."""
        self._ask(lambda redis: redis.set(_PREFIX + key, value, ex=KEPT_SECONDS))

    def _ask(self, question: Callable[[Any], Any]) -> Any:
        if time.monotonic() < self._rests_until:
            return None
        # Here, so that a site without it does not pay for it.
        from redis import Redis, RedisError
        from redis.backoff import NoBackoff
        from redis.retry import Retry

        try:
            if self._client is None:
                self._client = Redis.from_url(
                    self._url,
                    socket_timeout=TIMEOUT_SECONDS,
                    socket_connect_timeout=TIMEOUT_SECONDS,
                    retry=Retry(NoBackoff(), 0),
                )
            answer = question(self._client)
        except (RedisError, OSError) as error:
            if not self._rests_until:
                log.warning("Redis does not answer; each worker goes on alone: %s", error)
            self._rests_until = time.monotonic() + REST_SECONDS
            return None
        if self._rests_until:
            log.warning("Redis answers again")
            self._rests_until = 0.0
        return answer


def program_digest(folder: Path) -> str:
    """The hash of all code and templates under a folder: other code makes other pages."""
    digest = sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".py", ".html", ".mo"}:
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()
