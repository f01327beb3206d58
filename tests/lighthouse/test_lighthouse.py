"""Lighthouse finds nothing to mend in how the pages are made, on a phone and on a desk.

Performance is judged by the clock, so `make lighthouse` holds it to its goal, and this prints it.
"""

from pathlib import Path

import pytest

from tests.lighthouse.judging import demo_site, is_installed, judge, pages_of
from tests.support import needs

pytestmark = [
    pytest.mark.long,
    pytest.mark.skipif(not is_installed(), reason="make lighthouse installs Lighthouse"),
]


def test_pages_are_whole_in_accessibility_and_best_practices(tmp_path: Path) -> None:
    chromium = needs.chromium()
    with demo_site(tmp_path) as site:
        judged = judge(pages_of(site, chromium), chromium)

    assert {one.form for one in judged} == {"mobile", "desktop"}
    assert len(judged) == 12
    for one in judged:
        print(one.name, one.form, one.scores)
    lost = [(one.name, one.form, cost) for one in judged for cost in one.lost]
    assert [cost for cost in lost if cost[2]["category"] != "performance"] == []
    wholes = ("accessibility", "best-practices")
    assert {one.scores[name] for one in judged for name in wholes} == {100}
