"""A real server, a real browser, at the width of a phone and of a desk."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.visit import PAIRS, Visit, cleaned, name_of, opened
from tests.support.site import Site, fill, launch, new_folder

Window = Callable[[str, Site, int], Visit]
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


@pytest.fixture(scope="session")
def window(chromium: Browser) -> Iterator[Window]:
    """A window for each use, site and width; making one takes longer than most tests."""
    made: dict[tuple[str, str, int], Visit] = {}

    def open_once(use: str, site: Site, width: int) -> Visit:
        key = (use, site.name, width)
        if key not in made:
            script = "off" if use == "scriptless" else "on"
            made[key] = opened(chromium, site, width, script=script)
        return made[key]

    yield open_once
    for visit in made.values():
        visit.context.close()


@pytest.fixture
def visit(window: Window, server: Site, width: int) -> Iterator[Visit]:
    """Somebody new on a site; faults of its pages fail the test at its end."""
    yield from cleaned(window("visit", server, width))


@pytest.fixture
def another(window: Window, server: Site, width: int) -> Iterator[Visit]:
    """Somebody else on the same site, who shares nothing with the first."""
    yield from cleaned(window("another", server, width))


@pytest.fixture
def scriptless(window: Window, server: Site, width: int) -> Iterator[Visit]:
    """Somebody new whose browser runs no script."""
    yield from cleaned(window("scriptless", server, width))
