"""A real server, a real browser, at the width of a phone and of a desk."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import HEIGHTS, Visit, visits
from tests.support.site import Site, fill, launch, new_folder

Open = Callable[..., Visit]
Start = Callable[[str], Site]


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Start]:
    """Start another site, on an empty database of its own; all end with the tests."""
    with ExitStack() as ends:

        def serve(name: str) -> Site:
            site = launch(name, new_folder(tmp_path_factory.mktemp(name)))
            ends.callback(site.stop)
            return site

        yield serve


@pytest.fixture(scope="session")
def empty_site(start: Start) -> Site:
    """A site on an empty database."""
    return start("empty")


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A site on a demo database."""
    folder = new_folder(tmp_path_factory.mktemp("demo"))
    site = launch("demo", folder, fill(folder))
    yield site
    site.stop()


@pytest.fixture(params=["empty", "demo"])
def server(request: pytest.FixtureRequest) -> Site:
    """The site, first empty, then filled."""
    found: Site = request.getfixturevalue(f"{request.param}_site")
    return found


@pytest.fixture(params=list(HEIGHTS))
def width(request: pytest.FixtureRequest) -> int:
    """The width of a phone, then that of a desk."""
    return int(request.param)


@pytest.fixture
def visit(server: Site, width: int, chromium: Browser) -> Iterator[Visit]:
    """A fresh browser at one of the two widths; faults fail the test at its end."""
    yield from visits(chromium, server, width)


@pytest.fixture
def another(server: Site, width: int, chromium: Browser) -> Iterator[Visit]:
    """A second browser on the same site, which shares nothing with the first."""
    yield from visits(chromium, server, width)


@pytest.fixture
def scriptless(server: Site, width: int, chromium: Browser) -> Iterator[Visit]:
    """A fresh browser that runs no script."""
    yield from visits(chromium, server, width, script="off")


@pytest.fixture(scope="session")
def open_on(chromium: Browser) -> Iterator[Open]:
    """Open a browser that lasts for the whole session: open_on(site, width)."""
    with ExitStack() as ends:

        def open_one(site: Site, width: int) -> Visit:
            return ends.enter_context(contextmanager(visits)(chromium, site, width))

        yield open_one
