"""flask content preview: the working copy in a browser, with its problems, for its author alone."""

import logging
import threading
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click
from flask import Flask, abort
from jinja2 import ChoiceLoader, FileSystemLoader
from watchfiles import watch
from werkzeug.serving import make_server

import tpmlearn.features
import tpmlearn.web
from tpmlearn.features.preview.views import blueprint
from tpmlearn.library import ContentMissing, Library
from tpmlearn.library.changes import Changes
from tpmlearn.web.addresses import init_addresses
from tpmlearn.web.application import Application
from tpmlearn.web.assets import init_assets
from tpmlearn.web.headers import init_headers
from tpmlearn.web.languages import accepted, init_languages
from tpmlearn.web.requests import SiteRequest
from tpmlearn.web.templating import day, duration, moment

# Nobody signs in here, so nobody but this machine may come in.
HOST = "127.0.0.1"
HOSTS = frozenset({"127.0.0.1", "localhost"})
_log = logging.getLogger(__name__)


def preview_app(folders: Sequence[Path], cache: Path) -> Flask:
    """An app that shows content folders as they are now; raises ContentMissing."""
    web, features = Path(tpmlearn.web.__file__).parent, Path(tpmlearn.features.__file__).parent
    app = Application("tpmlearn", static_folder=None)
    app.jinja_loader = ChoiceLoader(
        [
            FileSystemLoader(web / "templates"),
            *(FileSystemLoader(one) for one in sorted(features.glob("*/templates"))),
        ]
    )
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    for name, filter_ in (("duration", duration), ("day", day), ("moment", moment)):
        app.add_template_filter(filter_, name)
    app.add_template_filter(_saved, "saved")
    app.extensions["library"] = Library(folders, cache)
    app.extensions["changes"] = Changes()
    app.before(_refuse_strangers)
    init_languages(app, accepted)
    init_addresses(app)
    init_headers(app, secure=False)
    init_assets(app)
    app.register_blueprint(blueprint)
    return app


def follow(app: Flask, stop: threading.Event) -> None:
    """Read what changes until `stop` is set."""
    library: Library = app.extensions["library"]
    changes: Changes = app.extensions["changes"]
    for _ in watch(*library.folders, stop_event=stop, debounce=200, step=20, rust_timeout=500):
        try:
            if library.refresh():
                changes.note()
        except ContentMissing as error:
            _log.warning("%s", error)


def serve_preview(folders: Sequence[Path], cache: Path, port: int) -> None:
    """Serve until the process is stopped."""
    app = preview_app(folders, cache)
    try:
        server = make_server(HOST, port, app, threaded=True)
    except SystemExit:
        raise click.ClickException(
            f"Cannot listen on {HOST}:{port}. Stop what uses it, or choose another with --port."
        ) from None
    logging.getLogger("werkzeug").setLevel(logging.WARNING)
    stop = threading.Event()
    threading.Thread(target=follow, args=(app, stop), name="content-watch", daemon=True).start()
    click.echo(f"The preview is at http://{HOST}:{server.port} (Ctrl+C stops it)")
    try:
        server.serve_forever()
    finally:
        stop.set()


def _refuse_strangers(asked: SiteRequest) -> None:
    """Only pages of this machine's own address: a foreign name that leads here is refused."""
    if asked.host.partition(":")[0] not in HOSTS:
        abort(403)


def _saved(moment: datetime) -> str:
    """When a file was saved, in this machine's time."""
    local = moment.astimezone()
    return f"{local:%a} {local.day} {local:%b %H:%M}"
