"""Every lesson and every practice case opens at both widths without a fault; the long series."""

import pytest

from tests.browser import audit
from tests.browser.conftest import Window
from tests.browser.visit import HEIGHTS
from tests.support.site import Site
from tpmlearn.config import ROOT

SLUGS = sorted(folder.name for folder in (ROOT / "content" / "modules").iterdir())
WORDS = 1500

pytestmark = pytest.mark.long


@pytest.mark.parametrize("slug", SLUGS)
def test_a_lesson_opens_without_fault(empty_site: Site, window: Window, slug: str) -> None:
    visit = window("lessons", empty_site, 390)
    found: list[str] = []

    visit.go(f"/learn/{slug}")

    for width, height in HEIGHTS.items():
        visit.page.set_viewport_size({"width": width, "height": height})
        for scheme in ("light", "dark"):
            visit.page.emulate_media(color_scheme=scheme)
            rules = audit.ALL if scheme == "light" else audit.COLOURS
            found += [f"{width} {scheme}: {fault}" for fault in audit.faults(visit.page, rules)]
        found += [f"{width}: sideways"] if audit.sideways(visit.page) > 0 else []
    assert found == []
    assert not visit.faults
    assert len(visit.text().split()) > WORDS
    assert visit.page.locator("main svg[role=img]").count() > 0


@pytest.mark.parametrize("slug", SLUGS)
def test_every_link_of_a_lesson_leads_somewhere(
    empty_site: Site, window: Window, slug: str
) -> None:
    visit = window("lessons", empty_site, 390)
    visit.go(f"/learn/{slug}")
    hrefs = visit.page.eval_on_selector_all(
        "main a[href^='/']", "links => links.map((link) => link.getAttribute('href'))"
    )

    for href in sorted({href.partition("#")[0] for href in hrefs}):
        assert visit.context.request.get(visit.site.url + href).ok, href
