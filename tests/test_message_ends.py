"""Where a message ends is read in one way: what says two things opens no second request."""

import re
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.site import Site, launch, new_folder

# What somebody would like to hide behind another request, and the address that would tell.
HIDDEN = "GET /hidden-behind HTTP/1.1\r\nHost: h\r\n\r\n"
LENGTH = len(HIDDEN)
CHUNKED = "Transfer-Encoding: chunked"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, instance: Path) -> Iterator[Site]:
    """A site that really listens, alone: nobody has read the message before it."""
    folder = tmp_path_factory.mktemp("ends")
    (instance / "cache").mkdir(exist_ok=True)
    (folder / "cache").symlink_to(instance / "cache", target_is_directory=True)
    running = launch("ends", new_folder(folder))
    yield running
    running.stop()


def answers(site: Site, sent: str) -> list[int]:
    """The status of each answer until the site closes the connection."""
    port = int(site.url.rpartition(":")[2])
    told = b""
    with socket.create_connection(("127.0.0.1", port), 30) as line:
        line.sendall(sent.encode())
        while piece := line.recv(65_536):
            told += piece
    return [int(one) for one in re.findall(rb"HTTP/1\.1 (\d{3}) ", told)]


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ([f"Content-Length: {5 + LENGTH}", CHUNKED], "0\r\n\r\n" + HIDDEN),
        ([CHUNKED, f"Content-Length: {5 + LENGTH}"], "0\r\n\r\n" + HIDDEN),
        (["Content-Length: 0", f"Content-Length: {LENGTH}"], HIDDEN),
        ([f"Content-Length: 0, {LENGTH}"], HIDDEN),
        ([f"Content-Length: +{LENGTH}"], HIDDEN),
        (["Content-Length: 0", f" Content-Length: {LENGTH}"], HIDDEN),
        (["Transfer-Encoding: xchunked", "Content-Length: 0"], HIDDEN),
        (["Transfer-Encoding: chunked, identity"], "0\r\n\r\n" + HIDDEN),
        (["Transfer-Encoding : chunked", "Content-Length: 5"], "0\r\n\r\n" + HIDDEN),
        ([CHUNKED], "-1\r\n\r\n" + HIDDEN),
        ([CHUNKED], f"0x{LENGTH:x}\r\n{HIDDEN}\r\n0\r\n\r\n" + HIDDEN),
    ],
)
def test_a_message_with_two_ends_is_refused_and_ends_the_connection(
    site: Site, headers: list[str], body: str
) -> None:
    head = "\r\n".join(["POST /theme HTTP/1.1", "Host: h", *headers])

    assert answers(site, f"{head}\r\n\r\n{body}") == [400]


def test_what_follows_a_message_with_one_end_is_a_request(site: Site) -> None:
    last = HIDDEN.replace("Host: h", "Host: h\r\nConnection: close")

    assert answers(site, "GET / HTTP/1.1\r\nHost: h\r\n\r\n" + last) == [200, 404]


@pytest.mark.parametrize("method", ["TRACE", "TRACK"])
def test_nothing_is_sent_back_as_it_came(site: Site, method: str) -> None:
    sent = f"{method} / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"

    assert answers(site, sent) == [405]
