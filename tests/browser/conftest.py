"""A real server, a real browser, at the width of a phone and of a desk."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import PAIRS, Visit, name_of, visits
from tests.support.site import Site, fill, launch, new_folder

Open = Callable[..., Visit]
Start = Callable[[str], Site]


@pytest.fixture(scope="session")
def rendered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The rendered lessons that all sites share."""
    return tmp_path_factory.mktemp("rendered")


@pytest.fixture(scope="session")
def start(tmp_path_factory: pytest.TempPathFactory, rendered: Path) -> Iterator[Start]:
    """Start another site, on an empty database of its own; all end with the tests."""
    with ExitStack() as ends:

        def serve(name: str) -> Site:
            site = launch(name, new_folder(tmp_path_factory.mktemp(name), rendered=rendered))
            ends.callback(site.stop)
            return site

        yield serve


@pytest.fixture(scope="session")
def empty_site(start: Start) -> Site:
    """A site on an empty database."""
    return start("empty")


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory, rendered: Path) -> Iterator[Site]:
    """A site on a demo database."""
    folder = new_folder(tmp_path_factory.mktemp("demo"), rendered=rendered)
    site = launch("demo", folder, fill(folder))
    yield site
    site.stop()


@pytest.fixture(params=PAIRS, ids=name_of)
def place(request: pytest.FixtureRequest) -> tuple[Site, int]:
    """A site and a width: each once, or all combinations for tests marked `everywhere`."""
    name, width = request.param
    return request.getfixturevalue(f"{name}_site"), width


@pytest.fixture
def server(place: tuple[Site, int]) -> Site:
    """The site, first empty, then filled."""
    return place[0]


@pytest.fixture
def width(place: tuple[Site, int]) -> int:
    """The width of a phone or of a desk."""
    return place[1]


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
