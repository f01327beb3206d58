"""Static files under an address that carries their hash, compressed once."""

import gzip
import mimetypes
import re
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from flask import Flask, Response, abort, request, url_for

from tpmlearn.web.access import audience

FOLDER = Path(__file__).parent / "static"
TEXT = (".css", ".js", ".svg", ".json", ".txt", ".webmanifest")
# Pages that save need both, and a request more is a journey more. Written apart, sent as one.
JOINED, INTO = "js/save.js", "js/page.js"
_OWN = re.compile(rb'^import \{[^}]*\} from "\./page\.js";\n', re.MULTILINE)
YEAR = "public, max-age=31536000, immutable"
mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")


@dataclass(frozen=True)
class Asset:
    """A file as it is sent."""

    body: bytes
    name: str

    @cached_property
    def type(self) -> str:
        """Its media type."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"

    @cached_property
    def compressed(self) -> bytes | None:
        """The body for a browser that takes gzip, made for the first; else None."""
        is_text = self.name.endswith(TEXT)
        return gzip.compress(self.body, compresslevel=9, mtime=0) if is_text else None


def init_assets(app: Flask) -> None:
    """Read the files of `static/` and serve them as /static/<hash>/<path>, for a year."""
    assets = {
        path.relative_to(FOLDER).as_posix(): Asset(path.read_bytes(), path.name)
        for path in sorted(FOLDER.rglob("*"))
        if path.is_file()
    }
    assets[INTO] = Asset(assets[INTO].body + _OWN.sub(b"", assets.pop(JOINED).body), INTO)
    digest = sha256()
    for name, asset_ in assets.items():
        digest.update(name.encode() + b"\0" + asset_.body)
    version, addresses = digest.hexdigest()[:12], dict[tuple[str, str], str]()

    @app.get("/static/<version>/<path:name>", endpoint="static")
    @audience("anyone")
    def serve(version: str, name: str) -> Response:  # noqa: ARG001 - any version has this body
        return _response(assets.get(name) or abort(404))

    @app.template_global()
    def asset(name: str) -> str:
        """The address of a static file."""
        if name not in assets:
            raise LookupError(f"no static file {name}")
        # Asked for some ten times a page, and always the same below one root.
        place = (request.script_root, name)
        if place not in addresses:
            addresses[place] = url_for("static", version=version, name=name)
        return addresses[place]


def _response(found: Asset) -> Response:
    gzipped = found.compressed and "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(found.compressed if gzipped else found.body, content_type=found.type)
    if gzipped:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Cache-Control"] = YEAR
    response.vary.add("Accept-Encoding")
    return response
