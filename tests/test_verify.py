"""python -m tpmlearn.verify: what it says, how it ends, and what it does not load."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tests.signing.cast import INDEX, NOW, Signed, signed
from tpmlearn.config import ROOT
from tpmlearn.domain.credentials.achievement import Kind
from tpmlearn.figures.badge import Face, badge_file
from tpmlearn.signing.images import bake_png, bake_svg
from tpmlearn.signing.pictures import picture_of
from tpmlearn.verify import Exit, main

FACE = Face(Kind.KNOWLEDGE, "Knowledge", "K3")


@pytest.fixture
def ada(tmp_path: Path) -> Signed:
    """A badge in every form, with did.json and lists, in files."""
    found = signed()
    files = {
        "did.json": json.dumps(found.did),
        "badge.json": found.text,
        "badge.jwt": found.token,
        "status.json": json.dumps(found.list_of()),
        "revoked.json": json.dumps(found.list_of(INDEX)),
        "changed.json": found.text.replace("band K3", "band K4"),
        "list.json": "[]",
        "deep.json": "[" * 100_000,
    }
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "badge.png").write_bytes(bake_png(picture_of(Kind.KNOWLEDGE), found.text))
    (tmp_path / "badge.svg").write_bytes(bake_svg(badge_file(FACE), found.text))
    (tmp_path / "large.json").write_bytes(b" " * 2_000_001)
    return found


@pytest.mark.parametrize(
    ("badge", "status", "code", "said"),
    [
        ("badge.json", "status.json", Exit.GOOD, "Not revoked, says the status list of"),
        ("badge.jwt", "status.json", Exit.GOOD, "The signature is good"),
        ("badge.png", "status.json", Exit.GOOD, "Knowledge band reached: K3"),
        ("badge.svg", "status.json", Exit.GOOD, "What it does not show"),
        ("badge.json", "", Exit.REVOCATION_NOT_KNOWN, "Revocation not checked"),
        ("badge.json", "revoked.json", Exit.REVOKED, "Revoked: the status list of"),
        ("badge.png", "revoked.json", Exit.REVOKED, "Do not rely on it"),
        ("badge.json", "did.json", Exit.REVOCATION_NOT_KNOWN, "the status list cannot be used"),
        ("changed.json", "status.json", Exit.NOT_GOOD, "something was changed after it was signed"),
        ("did.json", "", Exit.NOT_GOOD, "Issued by nobody that it names"),
        ("missing.json", "", Exit.UNREADABLE, "cannot be read"),
        ("large.json", "", Exit.UNREADABLE, "larger than any badge"),
        ("list.json", "", Exit.UNREADABLE, "no badge that can be read"),
        ("deep.json", "", Exit.UNREADABLE, "no badge that can be read"),
        ("badge.json", "missing.json", Exit.UNREADABLE, "Cannot check"),
        ("badge.json", "list.json", Exit.UNREADABLE, "Cannot check"),
        ("badge.json", "deep.json", Exit.UNREADABLE, "Cannot check"),
        ("badge.json", "badge.png", Exit.UNREADABLE, "Cannot check"),
    ],
)
def test_it_says_what_it_found(
    ada: Signed,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    badge: str,
    status: str,
    code: Exit,
    said: str,
) -> None:
    arguments = [str(tmp_path / badge), "--did", str(tmp_path / "did.json")]
    if status:
        arguments += ["--status", str(tmp_path / status)]

    ended = main(arguments, now=NOW)

    assert ended == code
    assert said in capsys.readouterr().out


def test_it_says_that_a_list_is_stale(
    ada: Signed, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    names = [str(tmp_path / one) for one in ("badge.json", "did.json", "status.json")]

    ended = main([names[0], "--did", names[1], "--status", names[2]])

    assert ended == Exit.REVOCATION_NOT_KNOWN
    assert "was good until 3 November 2026, 12:00 UTC" in capsys.readouterr().out


def test_it_runs_without_the_site_and_without_a_network(ada: Signed, tmp_path: Path) -> None:
    code = (
        "import socket, sys\n"
        "def refuse(*_, **__): raise SystemExit('network')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from tpmlearn.verify import main\n"
        f"code = main([{str(tmp_path / 'badge.png')!r}, '--did', {str(tmp_path / 'did.json')!r}])\n"
        "loaded = {'flask', 'sqlalchemy', 'werkzeug', 'jinja2', 'numpy', 'tpmlearn.site'}\n"
        "print(code, sorted(loaded & set(sys.modules)))"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "4 []"


def test_it_is_a_command_that_reads_standard_input(ada: Signed, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tpmlearn.verify", "-", "--did", str(tmp_path / "did.json")],
        cwd=ROOT,
        input=ada.token.encode(),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 4
    assert b"Revocation not checked" in done.stdout
    assert done.stderr == b""
