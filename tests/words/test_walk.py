"""No page says anything outside of marks but content, names and numbers."""

from pathlib import Path

from tests.words import walk


def test_every_page_speaks_the_language_but_those_that_wait(tmp_path: Path) -> None:
    found = walk.found_by_endpoint(walk.site_in_a_made_up_language(tmp_path))

    # Most of the site can be reached from its own links.
    assert len(found) > 60
    wrong = {name: texts for name, texts in found.items() if texts and name not in walk.waiting()}
    assert wrong == {}
    done = [name for name in walk.waiting() if name in found and not found[name]]
    assert done == [], "python -m tests.words.walk --shrink"
