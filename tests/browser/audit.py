"""What axe-core says of the page that is open."""

from collections.abc import Mapping

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL = {"type": "tag", "values": RULES}
COLOURS = {"type": "rule", "values": ["color-contrast"]}
RUN = """async (only) => {
    const found = await axe.run(document, {
        runOnly: only, resultTypes: ["violations"], preload: false,
    });
    return found.violations.flatMap((fault) => fault.nodes.slice(0, 5).map(
        (node) => `${fault.id}: ${node.target.join(" ")}: ${node.failureSummary}`));
}"""


def faults(page: Page, rules: Mapping[str, object] = ALL) -> list[str]:
    """Each violation: the rule, the element, how to mend it."""
    if not page.evaluate("typeof axe === 'object'"):
        page.evaluate(AXE_SCRIPT)
    return [str(fault) for fault in page.evaluate(RUN, rules)]


def sideways(page: Page) -> int:
    """By how many pixels the page scrolls sideways, once it is there."""
    page.wait_for_load_state()
    return int(
        page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    )
