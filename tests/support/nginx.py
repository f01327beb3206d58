"""A real nginx on loopback with the site file of `deploy/`: only names, ports and paths differ."""

import os
import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from socket import create_connection

from tests.support.cluster import free_port
from tpmlearn.config import ROOT

SITE_FILE = ROOT / "deploy" / "nginx.conf"
HOST = "learn.example.org"
START_SECONDS = 15


@dataclass(frozen=True)
class Front:
    """A running nginx: its ports for http and https, and the folder of its logs."""

    http: int
    https: int
    folder: Path

    @property
    def log(self) -> str:
        """What it complained of."""
        return (self.folder / "error.log").read_text(encoding="utf-8")


@contextmanager
def behind_nginx(
    program: str, folder: Path, sites: Sequence[int], **changes: str
) -> Iterator[Front]:
    """nginx before sites at these ports; `changes` are values of directives that differ."""
    front = Front(free_port(), free_port(), folder)
    _certificate(folder)
    main = folder / "nginx.conf"
    main.write_text(_main(folder, _site(front, sites, changes)), encoding="utf-8")
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(main), "-e", "error.log"])
    try:
        _wait_for(front)
        yield front
    finally:
        process.terminate()
        process.wait(timeout=20)


def _site(front: Front, sites: Sequence[int], changes: dict[str, str]) -> str:
    text = SITE_FILE.read_text(encoding="utf-8")
    servers = "\n".join(
        f"    server 127.0.0.1:{port} max_fails=1 fail_timeout=1s;" for port in sites
    )
    for old, new in (
        (r"    server 127\.0\.0\.1:8000 .*;", servers),
        (r".*listen \[::\].*\n", ""),
        (r"listen 80;", f"listen 127.0.0.1:{front.http};"),
        (r"listen 443 ", f"listen 127.0.0.1:{front.https} "),
        (r"/etc/ssl/\S+\.pem", str(front.folder / "site.pem")),
        (r"/etc/ssl/\S+\.key", str(front.folder / "site.key")),
        (r"/var/cache/nginx", str(front.folder / "cache")),
        *((rf"{name}\S*?=\d+\S*?(?=[ ;])", f"{name}={value}") for name, value in changes.items()),
    ):
        text, count = re.subn(old, new, text)
        assert count, old
    return text


def _main(folder: Path, site: str) -> str:
    (folder / "cache").mkdir(exist_ok=True)
    user = "user root;" if os.geteuid() == 0 else ""
    temporary = "\n".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    return (
        f"{user} daemon off; worker_processes 1; worker_rlimit_nofile 20000;"
        f"pid {folder}/nginx.pid;"
        f"error_log {folder}/error.log warn; events {{ worker_connections 16384; }}\n"
        f"http {{ {temporary}\n{site}\n}}\n"
    )


def _certificate(folder: Path) -> None:
    made = ("-newkey", "rsa:2048", "-nodes", "-keyout", "site.key", "-out", "site.pem")
    command = ["openssl", "req", "-x509", "-days", "2", "-subj", f"/CN={HOST}", *made]
    subprocess.run(command, check=True, cwd=folder, capture_output=True)


def _wait_for(front: Front) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        try:
            create_connection(("127.0.0.1", front.https), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise AssertionError(f"nginx did not start:\n{front.log}")
