"""Two authors on one file: the second sees what the first changed, and nothing is overwritten."""

import re

import pytest

from tests.conftest import Enter
from tests.features.drafts.cast import LESSON, approved, author, begun, digest, edit, section, words
from tests.support.client import CheckingClient
from tests.support.drafting import draft_of, in_draft, put
from tests.support.studio import Studio
from tpmlearn.records.draft_branches import branch_name, write_branch


@pytest.fixture
def ada(studio: Studio, enter: Enter) -> CheckingClient:
    return author(enter, "Ada")


@pytest.fixture
def ben(studio: Studio, enter: Enter) -> CheckingClient:
    return author(enter, "Ben")


def two_drafts(studio: Studio, ada: CheckingClient, ben: CheckingClient, old: str, new: str) -> str:
    """Ben's draft, begun before Ada's went live."""
    second = begun(ben, "Second")
    edit(studio, ben, second, old, new)
    first = approved(studio, ada, ben, "Ada’s title")
    ada.send(f"{first}/publish")
    assert section(studio) == "Ada’s title"
    return second


def test_different_places_are_merged_without_a_question(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    second = two_drafts(studio, ada, ben, "## An exercise", "## Ben’s exercise")
    assert "changed live meanwhile" in words(ben.read(second))
    ben.send(f"{second}/send")
    ada.send(f"{second}/approve", digest=digest(ada, second))
    refused = ben.send(f"{second}/publish")
    assert refused.status_code == 422
    assert "Bring it up to what is live first" in refused.text

    ben.send(f"{second}/bring-up")

    page = ben.read(second)
    assert "changed live meanwhile" not in page
    assert "+1 −1 lines" in words(page)


def test_the_same_lines_are_asked_for_and_each_answer_counts(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    second = two_drafts(studio, ada, ben, "## A situation", "## Ben’s title")

    sent = ben.send(f"{second}/bring-up")

    assert sent.location == f"{second}/merge/{LESSON}"
    page = ben.read(sent.location)
    assert "Ada’s title" in page
    assert "Ben’s title" in page
    seen = dict(re.findall(r'name="(live|mine)" value="(\w+)"', page))
    refused = ben.send(sent.location, **seen)
    assert refused.status_code == 422
    assert "Choose for each place" in refused.text
    ben.send(sent.location, **seen, **{"take-0": "mine"})

    told = words(ben.read(second))
    assert "Ben’s title" in told
    assert "changed live meanwhile" not in told
    assert section(studio) == "Ada’s title"


def test_theirs_leaves_the_draft_without_the_file(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    second = two_drafts(studio, ada, ben, "## A situation", "## Ben’s title")
    place = f"{second}/merge/{LESSON}"
    seen = dict(re.findall(r'name="(live|mine)" value="(\w+)"', ben.read(place)))

    ben.send(place, **seen, **{"take-0": "theirs"})

    assert "The draft changes nothing yet" in words(ben.read(second))


def test_a_decision_about_another_text_is_not_taken(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    second = two_drafts(studio, ada, ben, "## A situation", "## Ben’s title")
    place = f"{second}/merge/{LESSON}"
    seen = dict(re.findall(r'name="(live|mine)" value="(\w+)"', ben.read(place)))
    edit(studio, ben, second, "## Ben’s title", "## Ben’s other title")

    page = ben.send(place, **seen, **{"take-0": "theirs"})

    assert page.status_code == 422
    assert "changed since you opened this page" in page.text
    assert "Ben’s other title" in words(ben.read(second))
    assert ben.send(place, **{"take-0": "<script>"}).status_code == 422


def test_nothing_to_merge_leads_back(studio: Studio, ada: CheckingClient) -> None:
    draft = begun(ada)

    assert ada.get(f"{draft}/merge/{LESSON}").location == draft
    assert ada.get(f"{draft}/merge/../../etc/passwd").status_code in {302, 404}
    assert ada.get(f"/author/drafts/nothing/merge/{LESSON}").status_code == 404


def test_a_file_that_one_side_removed_is_a_decision_of_the_whole(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    name = "assignments/jb01-shadow.md"
    first = begun(ada, "Remove")
    put(studio.app, first.rpartition("/")[2], name, None, writer=ada.person_id)
    edit(studio, ada, first, "assignment: jb01-shadow\n", "")
    for lesson in (LESSON, "modules/02-ranges/lesson.md"):
        edit(studio, ada, first, "[do it](assignment:jb01-shadow)", "do it", lesson)
    second = begun(ben, "Change")
    edit(studio, ben, second, studio.read(name).rstrip()[-12:], "otherwise.", name)
    sent = ada.send(f"{first}/send")
    assert sent.status_code == 302, words(sent.text)
    ben.send(f"{first}/approve", digest=digest(ben, first))
    ada.send(f"{first}/publish")

    place = f"{second}/merge/{name}"
    merge = ben.read(place)
    assert "it was removed" in merge
    seen = dict(re.findall(r'name="(live|mine)" value="(\w*)"', merge))
    ben.send(place, **seen, **{"take-0": "mine"})
    assert "new" in words(ben.read(second))


def test_a_branch_that_somebody_committed_on_is_taken_in(
    studio: Studio, ada: CheckingClient
) -> None:
    if not studio.has_git:
        return
    draft = begun(ada)
    edit(studio, ada, draft, "## A situation", "## In the studio")
    ada.send(f"{draft}/rename", title="Clearer start")
    with studio.app.app_context():
        found = draft_of(draft.rpartition("/")[2])
        assert write_branch(found, studio.library) == ""
        branch = branch_name(found)
    studio.git("checkout", "-q", branch)
    assert "In the studio" in studio.read(LESSON)
    studio.write(LESSON, studio.read(LESSON).replace("In the studio", "In an editor"))
    studio.git("commit", "-qam", "From an editor")
    studio.git("checkout", "-q", "main")

    assert "The branch has commits of its own" in ada.read(draft)
    ada.send(f"{draft}/take-in")

    page = words(ada.read(draft))
    assert "In an editor" in page
    assert "The branch has commits of its own" not in page


def test_the_branch_and_later_work_in_the_studio_are_merged(
    studio: Studio, ada: CheckingClient
) -> None:
    if not studio.has_git:
        return
    draft, branch = on_a_branch(studio, ada)
    on_branch(studio, branch, "## An exercise", "## On the branch")
    edit(studio, ada, draft, "## In the studio", "## Later in the studio")

    ada.send(f"{draft}/take-in")

    text = in_draft(studio.app, draft.rpartition("/")[2], LESSON) or ""
    assert "## On the branch" in text
    assert "## Later in the studio" in text


def test_the_same_lines_on_the_branch_and_in_the_studio_are_refused(
    studio: Studio, ada: CheckingClient
) -> None:
    if not studio.has_git:
        return
    draft, branch = on_a_branch(studio, ada)
    on_branch(studio, branch, "## In the studio", "## On the branch")
    edit(studio, ada, draft, "## In the studio", "## Later in the studio")

    page = ada.send(f"{draft}/take-in")

    assert page.status_code == 422
    assert f"changed the same lines of {LESSON}" in page.text
    text = in_draft(studio.app, draft.rpartition("/")[2], LESSON) or ""
    assert "## Later in the studio" in text


def test_what_went_live_is_not_undone_by_a_branch_of_before(
    studio: Studio, ada: CheckingClient, ben: CheckingClient
) -> None:
    if not studio.has_git:
        return
    other = "modules/02-ranges/lesson.md"
    draft, branch = on_a_branch(studio, ada)
    heading = next(line for line in studio.read(other).splitlines() if line.startswith("## "))
    on_branch(studio, branch, heading, f"{heading} on the branch", other)
    first = begun(ada, "Live first")
    last = studio.read(other).rstrip().splitlines()[-1]
    edit(studio, ada, first, last, f"{last}\n\nA paragraph live first.", other)
    ada.send(f"{first}/send")
    ben.send(f"{first}/approve", digest=digest(ben, first))
    ada.send(f"{first}/publish")

    ada.send(f"{draft}/take-in")

    assert "changed live meanwhile" in words(ada.read(draft))
    text = in_draft(studio.app, draft.rpartition("/")[2], other) or ""
    assert "live first" in text
    assert "on the branch" in text


def on_a_branch(studio: Studio, who: CheckingClient) -> tuple[str, str]:
    """A draft with a change, and its branch."""
    draft = begun(who)
    edit(studio, who, draft, "## A situation", "## In the studio")
    with studio.app.app_context():
        found = draft_of(draft.rpartition("/")[2])
        assert write_branch(found, studio.library) == ""
        return draft, branch_name(found)


def on_branch(studio: Studio, branch: str, old: str, new: str, name: str = LESSON) -> None:
    """Somebody commits on a branch with an editor of their own."""
    studio.git("checkout", "-q", branch)
    text = studio.read(name)
    assert old in text
    studio.write(name, text.replace(old, new))
    studio.git("commit", "-qam", "From an editor")
    studio.git("checkout", "-q", "main")
