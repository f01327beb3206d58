"""The site behind nginx, with the site file that we hand out."""

import http.client
import re
import socket
import ssl
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest

from tests.support import needs
from tests.support.cluster import free_port
from tests.support.load import under_load
from tests.support.nginx import HOST, Front, behind_nginx
from tests.support.site import Site, launch, new_folder, wait_for_answer

PUBLIC = {"TPMLEARN_PUBLIC_URL": f"https://{HOST}", "TPMLEARN_TRUSTED_PROXIES": "1"}
MEGABYTE = 1_000_000
TOO_LARGE = "What you sent is larger than this site accepts, so it was not saved."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    needs.nginx()
    running = launch("behind", new_folder(tmp_path_factory.mktemp("behind")), more=PUBLIC)
    yield running
    running.stop()


@pytest.fixture(scope="module")
def front(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    port = int(site.url.rpartition(":")[2])
    with behind_nginx(needs.nginx(), tmp_path_factory.mktemp("nginx"), [port]) as running:
        yield running


def ask(
    front: Front, path: str, body: bytes | None = None, **headers: str
) -> tuple[http.client.HTTPResponse, bytes]:
    """An answer over https, by the public name."""
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    line = http.client.HTTPSConnection("127.0.0.1", front.https, timeout=30, context=trusting)
    sent = {"Host": HOST, **{name.replace("_", "-"): text for name, text in headers.items()}}
    line.request("GET" if body is None else "POST", path, body, sent)
    answer = line.getresponse()
    page = answer.read()
    line.close()
    return answer, page


def test_pages_come_through_it_with_the_headers_of_the_site(front: Front) -> None:
    answer, page = ask(front, "/")

    assert answer.status == 200
    assert b"</html>" in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=63072000")
    assert "nginx/" not in answer.headers["Server"]


def test_the_site_knows_its_address_and_that_it_is_https(front: Front) -> None:
    answer, page = ask(front, "/sign-in")

    assert answer.headers["Set-Cookie"].startswith("__Host-sid=")
    token = re.search(rb'name="csrf_token" value="([^"]+)"', page)
    assert token
    body = urlencode({"csrf_token": token[1].decode(), "email": "", "password": ""}).encode()
    form = "application/x-www-form-urlencoded"
    cookie = answer.headers["Set-Cookie"].partition(";")[0]

    ours, _ = ask(
        front, "/sign-in", body, Cookie=cookie, Origin=f"https://{HOST}", Content_Type=form
    )
    other, _ = ask(
        front, "/sign-in", body, Cookie=cookie, Origin="https://x.example", Content_Type=form
    )

    assert ours.status == 422
    assert other.status in {400, 403}


def test_plain_http_is_sent_to_https(front: Front) -> None:
    line = http.client.HTTPConnection("127.0.0.1", front.http, timeout=30)
    line.request("GET", "/learn?area=plan", headers={"Host": "elsewhere.example"})
    answer = line.getresponse()

    assert answer.status == 301
    assert answer.headers["Location"] == f"https://{HOST}/learn?area=plan"
    line.close()


def test_what_visitors_say_of_their_address_is_not_believed(front: Front, site: Site) -> None:
    """Wrong passwords from one place slow that place down, whatever it calls itself."""
    answer, page = ask(front, "/sign-in")
    token = re.search(rb'name="csrf_token" value="([^"]+)"', page)
    assert token
    cookie = answer.headers["Set-Cookie"].partition(";")[0]
    seen = set()
    for number in range(40):
        fields = {"email": f"p{number}@example.org", "password": "wrong"}
        body = urlencode({"csrf_token": token[1].decode(), **fields}).encode()
        answer, _ = ask(
            front,
            "/sign-in",
            body,
            Cookie=cookie,
            Content_Type="application/x-www-form-urlencoded",
            X_Forwarded_For=f"203.0.113.{number}, 198.51.100.{number}",
            X_Real_IP=f"203.0.113.{number}",
            Forwarded=f"for=203.0.113.{number}",
        )
        seen.add(answer.status)
        if answer.status == 429:
            break

    assert 429 in seen


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
def test_static_files_are_kept_for_a_year_and_compressed(front: Front, encoding: str) -> None:
    _, page = ask(front, "/")
    address = re.search(r'"(/static/[0-9a-f]{12}/css/site\.css)"', page.decode())
    assert address

    for _ in range(2):
        answer, body = ask(front, address[1], Accept_Encoding=encoding)
        assert answer.status == 200
        assert "max-age=31536000, immutable" in answer.headers["Cache-Control"]
        assert answer.headers.get("Content-Encoding", "identity") == encoding
        assert body[:2] == b"\x1f\x8b" or encoding == "identity"

    kept = [path for path in (front.folder / "cache").rglob("*") if path.is_file()]
    assert kept


@pytest.mark.parametrize("megabytes", [3, 26])
def test_a_body_that_is_too_large_is_refused_in_our_sentence(front: Front, megabytes: int) -> None:
    answer, page = ask(
        front,
        "/sign-in",
        b"x" * (megabytes * MEGABYTE),
        Content_Type="application/x-www-form-urlencoded",
    )

    assert answer.status == 413
    assert TOO_LARGE in page.decode()


def test_who_sends_too_much_is_heard_out_and_told(site: Site) -> None:
    """An answer that comes while the other side still sends would be lost with the line."""
    line = http.client.HTTPConnection("127.0.0.1", int(site.url.rpartition(":")[2]), timeout=30)
    line.request("POST", "/sign-in", b"x" * (20 * MEGABYTE), {"Host": HOST})

    assert line.getresponse().status == 413
    line.close()


def test_whoever_sends_slowly_is_let_go_and_others_do_not_wait(front: Front) -> None:
    slow = [socket.create_connection(("127.0.0.1", front.http), timeout=60) for _ in range(50)]
    for line in slow:
        line.sendall(b"GET / HTTP/1.1\r\nHost: learn.example.org\r\nX-Slow: ")

    answer, _ = ask(front, "/healthz")
    waiting = [_is_open(line) for line in slow]
    ended = [_last_words(line) for line in slow]

    assert answer.status == 200
    assert all(waiting)
    assert set(ended) == {b""}
    for line in slow:
        line.close()


def _is_open(line: socket.socket) -> bool:
    """Whether the other side still waits for more, and has said nothing."""
    line.setblocking(False)
    try:
        line.recv(1)
    except BlockingIOError:
        return True
    finally:
        line.settimeout(60)
    return False


def _last_words(line: socket.socket) -> bytes:
    """What comes until the other side closes."""
    try:
        return line.recv(100)
    except ConnectionResetError:
        return b""


def test_one_address_cannot_take_all(front: Front) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    line = http.client.HTTPSConnection("127.0.0.1", front.https, timeout=30, context=trusting)
    seen = []
    for _ in range(600):
        line.request("GET", "/healthz", headers={"Host": HOST})
        answer = line.getresponse()
        answer.read()
        seen.append(answer.status)
        if answer.status == 429:
            break
    line.close()

    assert seen[-1] == 429


def test_it_speaks_http_2(front: Front) -> None:
    trusting = ssl.create_default_context()
    trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
    trusting.set_alpn_protocols(["h2", "http/1.1"])
    with (
        socket.create_connection(("127.0.0.1", front.https), timeout=10) as line,
        trusting.wrap_socket(line, server_hostname=HOST) as spoken,
    ):
        assert spoken.selected_alpn_protocol() == "h2"


def test_two_instances_are_restarted_one_after_the_other_and_no_request_fails(
    site: Site, tmp_path: Path
) -> None:
    """On one PostgreSQL or, as here, on one SQLite file: both serve the same instance folder."""
    ports = [free_port(), free_port()]
    both = [launch(f"twin-{port}", site.folder, port=port, more=PUBLIC) for port in ports]
    try:
        with (
            behind_nginx(needs.nginx(), tmp_path, ports, rate="5000r/s", burst="5000") as front,
            under_load(f"https://127.0.0.1:{front.https}", people=6, host=HOST) as load,
        ):
            for place in (0, 1):
                time.sleep(2)
                both[place].process.terminate()
                both[place].process.wait(timeout=30)
                both[place] = launch("twin", site.folder, port=ports[place], more=PUBLIC)
                wait_for_answer(both[place], seconds=30)
            time.sleep(2)
    finally:
        for one in both:
            one.stop()

    print(f"{load.asked} requests, {len(load.failed)} failed, {len(load.saved)} answers saved")
    assert load.failed == []
    assert len(load.saved) > 20
    assert load.lost(site.database_url) == set()
