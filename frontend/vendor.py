"""Copies the named files of the pinned packages to where the site serves them: `make vendor`."""

import base64
import json
import shutil
import subprocess
import sys
from hashlib import sha384
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "tpmlearn" / "web" / "static" / "vendor"


def main() -> int:
    """Install as the lock says, copy, write vendor.json; returns the exit status."""
    npm = shutil.which("npm")
    if npm is None:
        sys.stderr.write("make vendor needs npm (Node 20 or newer); running the site does not.\n")
        return 1
    subprocess.run([npm, "ci", "--silent"], cwd=HERE, check=True)
    package = json.loads((HERE / "package.json").read_text(encoding="utf-8"))
    entries = [
        copy(source, package["dependencies"][source], wanted)
        for source, wanted in package["vendor"].items()
    ]
    remove_old({f"{entry['name']}-{entry['version']}" for entry in entries})
    text = json.dumps(entries, indent=2) + "\n"
    (TARGET / "vendor.json").write_text(text, encoding="utf-8")
    return 0


def copy(source: str, version: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """Copy one package's files to <name>-<version>/; returns its entry for vendor.json."""
    folder = TARGET / f"{wanted['name']}-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    hashes = {}
    for file in wanted["files"]:
        body = (HERE / "node_modules" / source / file).read_bytes()
        name = Path(file).name
        (folder / name).write_bytes(body)
        hashes[name] = "sha384-" + base64.b64encode(sha384(body).digest()).decode("ascii")
    return {
        "name": wanted["name"],
        "package": source,
        "version": version,
        "licence": wanted["licence"],
        "files": hashes,
    }


def remove_old(kept: set[str]) -> None:
    """Remove the folders of versions that are no longer named."""
    for folder in TARGET.iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
