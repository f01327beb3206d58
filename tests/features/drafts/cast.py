"""Two authors, a draft, and what they do with it."""

import re
from html import unescape

from tests.conftest import Enter
from tests.support.client import CheckingClient
from tests.support.drafting import put
from tests.support.studio import Studio

LESSON = "modules/01-start/lesson.md"
QUIZ = "modules/01-start/quiz.md"


def author(enter: Enter, name: str) -> CheckingClient:
    """Somebody who writes content."""
    return enter(f"{name.lower()}@example.org", ["author"], name=name)


def words(page: str) -> str:
    """What stands on a page, as text."""
    main = page.partition("<main")[2].partition("</main>")[0]
    main = re.sub(r"</?mark>", "", main)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def begun(who: CheckingClient, title: str = "Clearer start") -> str:
    """A draft that somebody begins; its address."""
    return str(who.send("/author/drafts", title=title).location)


def edit(
    studio: Studio, who: CheckingClient, draft: str, old: str, new: str, name: str = LESSON
) -> None:
    """Change a text of a draft, which begins with the live one."""
    from tests.support.drafting import in_draft

    text = in_draft(studio.app, draft.rpartition("/")[2], name) or ""
    assert old in text
    written = text.replace(old, new)
    put(studio.app, draft.rpartition("/")[2], name, written, writer=who.person_id)


def digest(who: CheckingClient, draft: str) -> str:
    """What the page of a draft in review says it is."""
    found = re.search(r'name="digest" value="(\w+)"', who.read(draft))
    assert found
    return found[1]


def approved(studio: Studio, who: CheckingClient, other: CheckingClient, new: str) -> str:
    """A draft that renames the first section, approved by somebody else; its address."""
    draft = begun(who, f"Section: {new}")
    title = studio.library.catalogue.modules["01-start"].sections[0].title
    edit(studio, who, draft, f"## {title}", f"## {new}")
    who.send(f"{draft}/send", note="Please look.")
    other.send(f"{draft}/approve", digest=digest(other, draft), note="Good.")
    return draft


def section(studio: Studio) -> str:
    """The title of the section that the drafts rename, as learners see it."""
    return studio.library.catalogue.modules["01-start"].sections[0].title
