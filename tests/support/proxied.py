"""A real site behind a real nginx, as it is run for others."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.support import needs
from tests.support.nginx import HOST, behind_nginx
from tests.support.site import Site, launch


@contextmanager
def proxied(folder: Path) -> Iterator[tuple[str, Site]]:
    """A site behind nginx, and the address of that."""
    more = {"TPMLEARN_TRUSTED_PROXIES": "1", "TPMLEARN_PUBLIC_URL": f"https://{HOST}"}
    with ExitStack() as stack:
        site = launch("behind", folder, more=more)
        stack.callback(site.stop)
        port = int(site.url.rpartition(":")[2])
        place = folder / "nginx"
        place.mkdir()
        front = stack.enter_context(behind_nginx(needs.nginx(), place, [port]))
        yield f"https://127.0.0.1:{front.https}", site
