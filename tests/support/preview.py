"""The preview of a small content folder that has an item of every type."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from flask import Flask
from werkzeug.serving import make_server

from tests.support.client import CheckingClient
from tests.support.every_type import write
from tpmlearn.cli.preview import follow, preview_app


def preview_of(folder: Path) -> tuple[Path, Flask]:
    """The content folder that was written into `folder`, and the app that shows it."""
    content = write(folder / "content")
    app = preview_app([content], folder / "cache")
    app.test_client_class = CheckingClient
    return content, app


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    """The address of the preview while it runs and follows what is saved."""
    server, stop = make_server("127.0.0.1", 0, app, threaded=True), threading.Event()
    threads = [
        threading.Thread(target=server.serve_forever, daemon=True),
        threading.Thread(target=follow, args=(app, stop), daemon=True),
    ]
    for thread in threads:
        thread.start()
    yield f"http://127.0.0.1:{server.port}"
    stop.set()
    server.shutdown()
    for thread in threads:
        thread.join(timeout=10)
