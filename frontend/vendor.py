"""Copies or bundles the named files of the pinned packages for the site to serve: `make vendor`."""

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
PACKAGES = HERE / "node_modules"


def main() -> int:
    """Install as the lock says, copy, bundle, write vendor.json; returns the exit status."""
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
    entries += [
        bundle(source, package["dependencies"][source], wanted)
        for source, wanted in package["bundles"].items()
    ]
    remove_old({f"{entry['name']}-{entry['version']}" for entry in entries})
    text = json.dumps(entries, indent=2) + "\n"
    (TARGET / "vendor.json").write_text(text, encoding="utf-8")
    return 0


def copy(source: str, version: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """Copy one package's files to <name>-<version>/; returns its entry for vendor.json."""
    bodies = {Path(file).name: (PACKAGES / source / file).read_bytes() for file in wanted["files"]}
    return {
        "name": wanted["name"],
        "package": source,
        "version": version,
        "licence": wanted["licence"],
        "files": written(wanted["name"], version, bodies),
    }


def bundle(source: str, version: str, wanted: dict[str, Any]) -> dict[str, Any]:
    """Make one module of an entry file and all it imports; the version is that of `source`.

    Returns the entry for vendor.json, with the version of every package that is in it.
    """
    made, inputs = HERE / "node_modules" / ".bundle.js", HERE / "node_modules" / ".bundle.json"
    command = [str(PACKAGES / ".bin" / "esbuild"), wanted["entry"], "--bundle", "--minify"]
    flags = ["--format=esm", "--target=es2022", "--charset=utf8", "--legal-comments=none"]
    places = [f"--outfile={made}", f"--metafile={inputs}", "--log-level=warning"]
    subprocess.run([*command, *flags, *places], cwd=HERE, check=True)
    (output,) = json.loads(inputs.read_text(encoding="utf-8"))["outputs"].values()
    names = sorted({package_of(path) for path in output["inputs"] if path.startswith("node_")})
    packages = {name: version_of(name) for name in names}
    bodies = {
        "LICENSE": licences(packages).encode("utf-8"),
        f"{wanted['name']}.js": made.read_bytes(),
    }
    return {
        "name": wanted["name"],
        "package": source,
        "version": version,
        "licence": wanted["licence"],
        "packages": packages,
        "files": written(wanted["name"], version, bodies),
    }


def package_of(path: str) -> str:
    """The package that a file below node_modules/ belongs to."""
    first, second, *_ = path.removeprefix("node_modules/").split("/")
    return f"{first}/{second}" if first.startswith("@") else first


def version_of(name: str) -> str:
    """The version of an installed package."""
    told: dict[str, str] = json.loads((PACKAGES / name / "package.json").read_bytes())
    return told["version"]


def licences(packages: dict[str, str]) -> str:
    """The licence texts of packages, each once, below the names that it holds for."""
    names: dict[str, list[str]] = {}
    for name, version in packages.items():
        text = (PACKAGES / name / "LICENSE").read_text(encoding="utf-8").strip()
        names.setdefault(text, []).append(f"{name} {version}")
    return "\n\n".join("\n".join([*some, "", text]) for text, some in names.items()) + "\n"


def written(name: str, version: str, bodies: dict[str, bytes]) -> dict[str, str]:
    """Write files to <name>-<version>/; their SHA-384 by name."""
    folder = TARGET / f"{name}-{version}"
    folder.mkdir(parents=True, exist_ok=True)
    for file, body in bodies.items():
        (folder / file).write_bytes(body)
    return {
        file: "sha384-" + base64.b64encode(sha384(body).digest()).decode("ascii")
        for file, body in bodies.items()
    }


def remove_old(kept: set[str]) -> None:
    """Remove the folders of versions that are no longer named."""
    for folder in TARGET.iterdir():
        if folder.is_dir() and folder.name not in kept:
            shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())
