"""Sends what people stored as a file to keep, never as a page of ours."""

import io

from flask import send_file
from werkzeug.wrappers import Response


def download(data: bytes, name: str, media_type: str) -> Response:
    """`data` under this name; a browser saves it and runs nothing of it."""
    response: Response = send_file(
        io.BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
