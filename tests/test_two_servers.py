"""Two servers with folders of their own share a database: what one publishes, both show."""

import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.request import urlopen

import pytest
from flask import Flask

from tests.support import needs
from tests.support.cluster import cluster
from tests.support.site import Site, environment, launch, new_folder
from tpmlearn import create_app
from tpmlearn.config import from_environment
from tpmlearn.db import writing
from tpmlearn.domain.publishing.releases import ReleaseKind, blob_hash
from tpmlearn.features.releases.services import roll_back
from tpmlearn.records.catalogue import current_library
from tpmlearn.records.publishing import Intent, publish
from tpmlearn.records.releases import live_content, live_release_id

NAME, PAGE = "modules/16-estimate-in-ranges/lesson.md", "/learn/16-estimate-in-ranges"
# Far more than a look each second needs, on a machine that does much else.
PATIENCE, LOOKS = 60, 12
NEW = "A title that went live"


@pytest.fixture(scope="module")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Site, Site]]:
    """Two sites on one PostgreSQL, each with two workers."""
    with cluster(needs.postgresql()) as url:
        folders = [new_folder(tmp_path_factory.mktemp(name)) for name in ("one", "two")]
        sites: list[Site] = []
        try:
            for folder in folders:
                sites.append(launch(folder.name, folder, database_url=url))
            yield sites[0], sites[1]
        finally:
            for site in sites:
                site.stop()


def beside(site: Site) -> Flask:
    """An app on the same folder and database as a server."""
    return create_app(from_environment(environment(site.folder, database_url=site.database)))


def title_in(folder: Path) -> str:
    text = (folder / "content" / NAME).read_text(encoding="utf-8")
    return next(line for line in text.splitlines() if line.startswith("## "))


def all_show(sites: tuple[Site, Site], words: str) -> bool:
    """Whether every worker of both comes to show these words, and none goes back."""
    end = time.monotonic() + PATIENCE
    for site in sites:
        seen = 0
        while seen < LOOKS and time.monotonic() < end:
            with urlopen(site.url + PAGE) as answer:
                seen = seen + 1 if words in answer.read().decode() else 0
            time.sleep(0.1)
        if seen < LOOKS:
            return False
    return True


def test_what_one_publishes_both_show_and_both_go_back(servers: tuple[Site, Site]) -> None:
    one, two = servers
    before = title_in(one.folder)
    app = beside(one)
    with app.app_context(), writing():
        library = current_library()
        live = live_content(library)
        data = (library.home / NAME).read_text(encoding="utf-8")
        changed = data.replace(before, f"## {NEW}").encode()
        publish(
            Intent(
                manifest={**live.manifest, NAME: blob_hash(changed)},
                kind=ReleaseKind.PUBLISHED,
                title="For both",
                author="Ada",
                author_id=None,
                seen=None,
                files={blob_hash(changed): changed},
            ),
            now=datetime.now(UTC),
        )

    assert all_show(servers, NEW)
    assert title_in(one.folder) == f"## {NEW}"
    assert title_in(two.folder) == before, "the folder of the other server is its operator's"

    with app.app_context(), writing():
        seen = live_release_id()
        first = live_content(current_library()).release
        assert first
        roll_back(
            first.parent or "", seen=seen, author="Ada", author_id=None, now=datetime.now(UTC)
        )
    assert all_show(servers, before.removeprefix("## "))


def test_a_server_that_starts_later_shows_what_is_live(servers: tuple[Site, Site]) -> None:
    one, two = servers
    two.stop()
    again = launch("again", two.folder, database_url=two.database)
    try:
        with urlopen(again.url + PAGE) as answer:
            page = answer.read().decode()
        assert title_in(one.folder).removeprefix("## ") in page
    finally:
        again.stop()
