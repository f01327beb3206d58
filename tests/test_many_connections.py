"""The site answers although many browsers keep a connection open, as they do in an exam."""

import socket
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import urlopen

from tests.support.site import launch, new_folder

BROWSERS = 400


def test_a_browser_that_comes_after_four_hundred_others_is_answered(
    tmp_path: Path, instance: Path
) -> None:
    (instance / "cache").mkdir(exist_ok=True)
    (tmp_path / "cache").symlink_to(instance / "cache", target_is_directory=True)
    site = launch("many", new_folder(tmp_path))
    address = urlsplit(site.url)

    with ExitStack() as ends:
        ends.callback(site.stop)
        for _ in range(BROWSERS):
            line = ends.enter_context(
                socket.create_connection((address.hostname, address.port), 15)
            )
            line.sendall(f"HEAD /exams HTTP/1.1\r\nHost: {address.netloc}\r\n\r\n".encode())
            assert line.recv(12) == b"HTTP/1.1 200"

        with urlopen(f"{site.url}/exams", timeout=15) as answer:
            assert answer.status == 200
