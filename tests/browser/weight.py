"""What a page costs over the wire, compressed, with nothing in the cache."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from playwright.sync_api import Page

KB = 1000
BUDGET_KB = {"Document": 25, "Stylesheet": 15, "Script": 25, "Font": 30}
WHOLE_KB = 100
MOST_REQUESTS = 6
NO_MORE: Mapping[str, int] = {}
ICON = "/mark.svg"


@dataclass
class Scales:
    """Weighs the page that is opened next in a window, whose cache is off from now on.

    What is weighed is the body as it was sent; each answer has about 1 kB of headers besides.
    """

    page: Page
    loads: list[tuple[str, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        line = self.page.context.new_cdp_session(self.page)
        line.on("Network.responseReceived", self._on_response)
        line.send("Network.enable")
        line.send("Network.setCacheDisabled", {"cacheDisabled": True})

    def clear(self) -> None:
        """Begin with nothing on the scales."""
        self.loads.clear()

    def faults(
        self, most_requests: int = MOST_REQUESTS, more: Mapping[str, int] = NO_MORE
    ) -> list[str]:
        """What is over the budget of a page; `more` are kB that this page may have besides."""
        # Fonts come late: they are only on the scales once they are there.
        self.page.evaluate("document.fonts.ready.then(() => true)")
        found = [
            f"{kind} {self._sum(kind) / KB:.1f} kB of {most + more.get(kind, 0)}"
            for kind, most in BUDGET_KB.items()
            if self._sum(kind) > (most + more.get(kind, 0)) * KB
        ]
        most_whole = WHOLE_KB + sum(more.values())
        whole = sum(size for _, size in self.loads)
        if whole > most_whole * KB:
            found.append(f"all {whole / KB:.1f} kB of {most_whole}")
        if len(self.loads) > most_requests:
            found.append(f"{len(self.loads)} requests: {sorted(kind for kind, _ in self.loads)}")
        return found

    def _sum(self, kind: str) -> int:
        return sum(size for of, size in self.loads if of == kind)

    def _on_response(self, event: dict[str, Any]) -> None:
        answer = event["response"]
        # The browser asks for the icon once a year, not for the page, and draws its own widgets.
        if answer["url"].startswith("http") and not answer["url"].endswith(ICON):
            headers = {name.lower(): value for name, value in answer["headers"].items()}
            self.loads.append((event["type"], int(headers.get("content-length", 0))))
