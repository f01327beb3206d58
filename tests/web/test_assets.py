"""Static files: found by an address that changes with them, and as few as a page needs."""

import re

from tests.support.client import CheckingClient


def scripts(page: str) -> list[str]:
    return re.findall(r'<script type="module" src="([^"]+)">', page)


def test_a_page_that_saves_asks_for_one_script(learner: CheckingClient) -> None:
    found = scripts(learner.read("/learn/16-estimate-in-ranges"))

    assert len(found) == 1
    text = learner.read(found[0])
    assert "form[data-save]" in text, "what saves is in it"
    assert "export const t =" in text
    assert "import {" not in text, "of itself it needs nothing"
    assert learner.get(found[0].replace("page.js", "save.js")).status_code == 404
