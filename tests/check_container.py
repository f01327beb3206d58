"""Runs the steps of deploy/Containerfile in a fresh Debian, starts the site there and asks it.

Without a container engine: the fresh system is made by debootstrap and entered by chroot, so this
needs root and the right to mount. `python -m tests.check_container [--where-possible] [folder]`; a
system in the folder is used again. Where it cannot be done it ends with 1 and says why; with
`--where-possible` it says so and ends with 0.
"""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.error import URLError
from urllib.request import urlopen

from tests.support.cluster import free_port
from tpmlearn.config import ROOT

SUITE = "bookworm"
CONTAINERFILE = ROOT / "deploy" / "Containerfile"
# So that names are found. They are copies: what the fresh system writes stays in it.
OF_MACHINE = ("/etc/resolv.conf", "/etc/hosts")
WHEELS = "/var/cache/wheels"
READY_SECONDS = 180
WHERE_POSSIBLE = "--where-possible"


def steps() -> list[tuple[str, str]]:
    """The instructions of the Containerfile, in their order."""
    text = re.sub(r"(?m)^#.*\n", "", CONTAINERFILE.read_text(encoding="utf-8"))
    return [(line.split(" ", 1)[0], line.split(" ", 1)[1]) for line in text.splitlines() if line]


def fresh_system(folder: Path) -> Path:
    """A copy of a minimal Debian, which is made the first time."""
    base, root = folder / "base", folder / "root"
    if not (base / "usr/bin/apt-get").exists():
        shutil.rmtree(base, ignore_errors=True)
        subprocess.run(["debootstrap", "--variant=minbase", SUITE, str(base)], check=True)
    shutil.rmtree(root, ignore_errors=True)
    subprocess.run(["cp", "-a", str(base), str(root)], check=True)
    for name in OF_MACHINE:
        if Path(name).exists():
            subprocess.run(["rm", "-rf", str(root / name[1:])], check=True)
            (root / name[1:]).parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["cp", "-aL", name, str(root / name[1:])], check=True)
    fetch_packages(root / WHEELS[1:])
    return root


def why_not() -> str:
    """What this machine lacks for it, in a sentence, or an empty text."""
    if os.geteuid() != 0:
        return "it makes a system of its own and enters it, which only root may"
    if shutil.which("debootstrap") is None:
        return "it needs debootstrap (Debian: apt-get install debootstrap)"
    with TemporaryDirectory() as name:
        tried = subprocess.run(
            ["mount", "-t", "tmpfs", "tmpfs", name], capture_output=True, text=True, check=False
        )
        if tried.returncode == 0:
            subprocess.run(["umount", name], check=True)
            return ""
    return f"root may not mount here ({tried.stderr.partition(chr(10))[0]})"


def fetch_packages(folder: Path) -> None:
    """Put the pinned packages into a folder of the system, from where this machine has them.

    Those for another Python than this machine's too: the system's may be older.
    """
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check"]
    pins = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    others = re.findall(r"(?m)^(\S+); python_full_version", pins)
    wanted = ["--dest", str(folder), *others, "--requirement", str(ROOT / "requirements.txt")]
    subprocess.run([*pip, *wanted], check=True)


@contextmanager
def mounted(root: Path) -> Iterator[None]:
    """What a running system has: processes and shared memory."""
    made: list[Path] = []
    try:
        for place, options in (
            ("proc", ["-t", "proc", "proc"]),
            ("dev/shm", ["-t", "tmpfs", "tmpfs"]),
        ):
            (root / place).mkdir(parents=True, exist_ok=True)
            subprocess.run(["mount", *options, str(root / place)], check=True)
            made.append(root / place)
        yield
    finally:
        for path in reversed(made):
            subprocess.run(["umount", "-l", str(path)], check=True)


def copied(root: Path, place: str) -> None:
    """The files of the repository, as a build would take them."""
    target = root / place.lstrip("/")
    target.mkdir(parents=True)
    named = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    for name in named.stdout.decode().split("\0"):
        if name and not name.startswith(("tests/", "bench/")) and (ROOT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, target / name)


def inside(root: Path, command: str, *, user: str, env: dict[str, str]) -> subprocess.Popen[bytes]:
    """A command in the system, as a user, with the variables of the Containerfile."""
    packages = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": WHEELS}
    clean = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "LANG": "C.UTF-8", **packages, **env}
    words = [f"{name}={text}" for name, text in clean.items()]
    return subprocess.Popen(
        ["chroot", f"--userspec={user}", str(root), "/usr/bin/env", "-i", *words, "/bin/sh", "-c",
         command]
    )  # fmt: skip


def build(root: Path) -> tuple[list[str], dict[str, str], str, str]:
    """Run the steps; the command, the variables, the folder and the user that they leave."""
    env: dict[str, str] = {}
    user, folder, command = "root", "/", []
    for step, rest in steps():
        match step:
            case "COPY":
                copied(root, rest.split()[1])
            case "RUN":
                print(f"RUN {rest}", flush=True)
                if inside(root, rest, user=user, env=env).wait():
                    raise SystemExit(f"failed: {rest}")
            case "ENV":
                name, _, value = rest.partition("=")
                env[name] = value
            case "USER":
                user = rest
            case "WORKDIR":
                folder = rest
            case "CMD":
                command = json.loads(rest)
    return command, env, folder, user


def ask(port: int, process: subprocess.Popen[bytes]) -> str:
    """What /readyz says, once it does."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as answer:
                return str(answer.read().decode())
        except (URLError, OSError):
            time.sleep(0.2)
    raise SystemExit("the site did not become ready")


def main(folder: Path) -> None:
    """All of it; ends with 1 and a sentence where something fails."""
    root, port = fresh_system(folder), free_port()
    with mounted(root):
        command, env, home, user = build(root)
        words = " ".join(map(shlex.quote, command)).replace("8000", str(port))
        started = f"cd {home} && exec {words}"
        process = inside(root, started, user=f"{user}:{user}", env=env)
        try:
            print(ask(port, process), flush=True)
            who = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
            number = int(re.search(r"^Uid:\s+(\d+)", who, re.MULTILINE)[1])  # type: ignore[index]
            if number == 0:
                raise SystemExit("the site runs as root")
            written = [path for path in (root / "srv/tpmlearn").rglob("*") if path.stat().st_uid]
            if written:
                raise SystemExit(f"the site could change itself: {written[0]}")
        finally:
            process.send_signal(signal.SIGTERM)
            code = process.wait(timeout=60)
    if code:
        raise SystemExit(f"it ended with {code}")
    shutil.rmtree(root)
    print("The container's steps work in a fresh Debian.")


def begin(words: list[str]) -> None:
    """Read the words of the command and do it, or say why not."""
    where = [word for word in words if word != WHERE_POSSIBLE]
    if why := why_not():
        if WHERE_POSSIBLE not in words:
            raise SystemExit(f"The container's steps were not tried: {why}.")
        print(f"SKIPPED: the container's steps were not tried: {why}.", flush=True)
        return
    main(Path(where[0] if where else ROOT / ".cache" / "container").absolute())


if __name__ == "__main__":
    begin(sys.argv[1:])
