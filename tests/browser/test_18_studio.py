"""Step 18: the worst item is mended, published, re-scored; a conflict; the way back."""

import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Window
from tests.browser.past_exams import app_of
from tests.browser.visit import Visit
from tests.browser.walks import sign_in
from tests.support.answering import add_people
from tests.support.client import CheckingClient
from tests.support.drafting import add_draft, put
from tests.support.exams import RIGHT, WRONG, sat_exam
from tests.support.site import FLASK, Site, environment, fill, give_role, launch, new_folder
from tests.support.studio import run_git
from tpmlearn.config import ROOT
from tpmlearn.db import db
from tpmlearn.models import PersonRow

ITEM, FILE = "bus2-exception-true", "bank/bus2.md"
# Of the same skill: an ability is one of a person in a skill.
OTHERS = ("bus2-whose-map", "bus2-yours-to-choose", "bus2-price-of-waiting", "bus2-button")
LOOKS = 40
WHY = "The key was the wrong way round."
NOW = datetime.now(UTC)


@pytest.fixture(scope="module")
def studio_site(tmp_path_factory: pytest.TempPathFactory, rendered: Path) -> Iterator[Site]:
    """A demo site whose content is a git work tree of its own, with answers to a wrong key."""
    folder = new_folder(tmp_path_factory.mktemp("studio"), rendered=rendered)
    run_git(folder / "content", "init", "--quiet", "--initial-branch=main")
    run_git(folder / "content", "add", ".")
    run_git(folder / "content", "commit", "--quiet", "-m", "Begin")
    site = launch("studio", folder, fill(folder))
    give_role(site, site.accounts["recruiter"].email, "author")
    _answers(site)
    yield site
    site.stop()


def _answers(site: Site) -> None:
    """Forty people sat the item: whoever knows the others has it wrong by its key."""
    app = app_of(site.folder)
    with app.app_context():
        people = add_people(40)
        learner = _person(site, "learner")
    client = app.test_client()
    assert isinstance(client, CheckingClient)
    for n, person in enumerate([*people, learner]):
        able = n % 2 == 0
        client.person_id = person
        done = [WRONG if able else RIGHT, *([RIGHT if able else WRONG] * len(OTHERS))]
        at = NOW - timedelta(days=2, minutes=n)
        sat_exam(client, "pmp-2026-half", done, at=at, items=(ITEM, *OTHERS))
    night = [*FLASK, "calibrate"]
    subprocess.run(night, check=True, cwd=ROOT, env=environment(site.folder), capture_output=True)


def _person(site: Site, role: str) -> int:
    return db.session.query(PersonRow).filter_by(email=site.accounts[role].email).one().id


@pytest.fixture(scope="module")
def author(window: Window, studio_site: Site) -> Visit:
    visit = window("author", studio_site, 1280)
    sign_in(visit, studio_site.accounts["author"])
    return visit


@pytest.fixture(scope="module")
def second(window: Window, studio_site: Site) -> Visit:
    """Another author, on a phone."""
    visit = window("second author", studio_site, 390)
    sign_in(visit, studio_site.accounts["recruiter"])
    return visit


def test_a_wrong_key_is_found_mended_published_and_the_learner_is_told(
    author: Visit, second: Visit, window: Window, studio_site: Site
) -> None:
    page = author.page
    author.go("/author/health?show=items")
    author.look("18-health")
    page.locator(f"a[href='/author/items/{ITEM}']").first.click()
    expect(page.locator("main")).to_contain_text("Check the key")
    author.look("18-item")
    page.get_by_role("link", name="Edit", exact=True).click()
    page.get_by_label("What do you change?").fill("Key of the exception report")
    page.get_by_role("button", name="Begin the draft").click()
    _turn_key(page)
    expect(page.locator("[data-status]").first).to_contain_text("saved")
    author.look("18-editor")
    draft = author.path().partition("/files/")[0]
    author.go(draft)
    expect(page.locator("main")).to_contain_text("the key or an option is another")
    expect(page.locator("main")).to_contain_text("results of exams change")
    author.look("18-draft")
    page.get_by_label("What should they look at?").fill("Item 1: half of the best have it wrong.")
    page.get_by_role("button", name="Send to review").click()

    second.go("/author/drafts?show=review")
    second.page.get_by_role("link", name="Key of the exception report").click()
    second.look("18-review")
    second.page.get_by_role("link", name="As learners see it").click()
    second.look("18-as-learners-see-it")
    second.page.get_by_label("What do you say of it?").fill("Right.")
    second.page.get_by_role("button", name="Approve").click()

    author.go(draft)
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".flashes")).to_contain_text("Live.")
    author.look("18-published")
    told = run_git(studio_site.content, "log", "-1", "--format=%an|%s")
    assert told.endswith("|Key of the exception report"), told
    assert run_git(studio_site.content, "status", "--porcelain") == ""
    _rescore(author)

    learner = window("learner told", studio_site, 390)
    sign_in(learner, studio_site.accounts["learner"])
    learner.go("/exams")
    learner.page.locator("a[href$='/result']").first.click()
    expect(learner.page.locator("main")).to_contain_text(WHY)
    learner.look("18-told")
    for visit in (author, second, learner):
        assert not visit.faults, visit.faults


def until(visit: Visit, path: str, words: str) -> None:
    """Open a page until it has these words: the other worker follows a release within seconds."""
    for _ in range(LOOKS):
        visit.go(path)
        if words in visit.text():
            return
        visit.page.wait_for_timeout(300)
    raise AssertionError(f"{path} does not come to say {words!r}")


def _turn_key(page: Page) -> None:
    """Type in the editor: the key goes from the first option to the second."""
    turns = ("- [x] True", "- [ ] True", " "), ("- [ ] False", "- [x] False", "x")
    for before, after, mark in turns:
        line = page.locator(".cm-line").filter(has_text=before).first
        line.scroll_into_view_if_needed()
        line.click()
        page.keyboard.press("Home")
        for _ in range(3):
            page.keyboard.press("ArrowRight")
        page.keyboard.press("Delete")
        page.keyboard.type(mark)
        expect(page.locator(".cm-line").filter(has_text=after).first).to_be_visible()


def _rescore(author: Visit) -> None:
    page = author.page
    until(author, f"/author/corrections/{ITEM}?kind=key", "Why")
    author.look("18-correction")
    page.get_by_label("Why").fill(WHY)
    page.locator("main").get_by_role("button").first.click()
    expect(page.locator(".flashes")).to_contain_text("results were re-scored")


def test_two_authors_on_one_line_are_asked_and_a_release_is_rolled_back(
    author: Visit, second: Visit, studio_site: Site
) -> None:
    app = app_of(studio_site.folder)
    name = "modules/16-estimate-in-ranges/lesson.md"
    text = (studio_site.content / name).read_text(encoding="utf-8")
    heading = next(line for line in text.splitlines() if line.startswith("## "))
    with app.app_context():
        one, other = _person(studio_site, "author"), _person(studio_site, "recruiter")
    mine = add_draft(app, one, title="A first title")
    put(app, mine, name, text.replace(heading, "## A first title"), writer=one)
    theirs = add_draft(app, other, title="A second title")
    put(app, theirs, name, text.replace(heading, "## A second title"), writer=other)
    for visit, button in ((author, "Send to review"), (second, "Approve"), (author, "Publish")):
        visit.go(f"/author/drafts/{mine}")
        visit.page.get_by_role("button", name=button).click()
    expect(author.page.locator(".flashes")).to_contain_text("Live.")

    page = second.page
    until(second, f"/author/drafts/{theirs}", "Something else went live")
    second.look("18-behind")
    page.get_by_role("button", name="Merge what is live").click()
    expect(page.locator("fieldset.conflict")).to_contain_text("A first title")
    second.look("18-merge")
    author.go(second.path())
    author.look("18-merge")
    page.get_by_label("What the draft has").check()
    page.get_by_role("button", name="Merge").click()
    expect(page.locator("main")).to_contain_text("A second title")

    author.go("/author/releases")
    author.look("18-releases")
    author.page.get_by_role("button", name="Roll back to it").first.click()
    expect(author.page.locator(".flashes")).to_contain_text("Live: Back to release")
    assert heading in (studio_site.content / name).read_text(encoding="utf-8")
    subject = run_git(studio_site.content, "log", "-1", "--format=%s")
    assert subject.startswith("Back to release")
    second.go("/author/releases")
    second.look("18-releases")
    second.page.get_by_role("link", name="A first title").first.click()
    second.look("18-release")
    assert not author.faults, author.faults
    assert not second.faults, second.faults
