"""Sends files to keep, never as a page of ours."""

import io
from typing import IO

from flask import send_file
from werkzeug.wrappers import Response


def download(data: bytes, name: str, media_type: str) -> Response:
    """`data` under this name; a browser saves it and runs nothing of it."""
    response: Response = send_file(
        io.BytesIO(data), mimetype=media_type, as_attachment=True, download_name=name
    )
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def hand_over(file: IO[bytes], name: str, media_type: str) -> Response:
    """An open file, from its start, that is closed when it has gone out; no cache keeps it."""
    size = file.seek(0, io.SEEK_END)
    file.seek(0)
    response: Response = send_file(
        file, mimetype=media_type, as_attachment=True, download_name=name
    )
    response.content_length = size
    response.headers["Cache-Control"] = "no-store"
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
