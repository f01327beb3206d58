"""Step 5: find a lesson, read it, keep marks and notes, recall, go on."""

import re

from playwright.sync_api import expect

from tests.browser.visit import Visit, everywhere

LESSON = "/learn/16-estimate-in-ranges"
SAVED = re.compile(r"^saved \d")


@everywhere
def test_lessons_stand_by_stage_and_by_skill_and_are_found_by_their_words(visit: Visit) -> None:
    written = len(list(visit.site.content.glob("modules/*/lesson.md")))
    visit.go("/learn")
    assert visit.page.locator("main section .card").count() == written
    visit.page.get_by_role("link", name="By skill").click()
    expect(visit.page.get_by_role("link", name="By skill")).to_have_attribute(
        "aria-current", "page"
    )
    assert visit.page.locator("main section .card").count() > written

    visit.page.keyboard.press("/")
    visit.page.keyboard.type("critical path")
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator("ol.flow > li").first).to_contain_text("critical path")
    visit.page.locator("ol.flow > li a").first.click()
    expect(visit.page.locator("h1")).not_to_have_text("Search")


def test_nothing_found_says_what_to_do(visit: Visit) -> None:
    visit.go("/learn/search?q=zebrafish")

    assert "Nothing found" in visit.text()
    visit.look("5-nothing-found")


@everywhere
def test_progress_counts_the_sections_that_one_ticked(visit: Visit) -> None:
    visit.go(LESSON)
    said = visit.page.locator("[data-progress]")
    expect(said).to_have_text(re.compile(r"^Progress counts the sections you ticked as read: 0 of"))

    visit.page.get_by_role("button", name="Mark as read").first.click()
    expect(said).to_have_text(re.compile("read: 1 of"))
    visit.page.get_by_role("button", name="Mark as read").first.click()
    expect(said).to_have_text(re.compile("read: 2 of"))
    visit.page.get_by_role("button", name=re.compile("Read .*, undo")).first.click()
    expect(said).to_have_text(re.compile("read: 1 of"))

    visit.page.reload()
    expect(said).to_have_text(re.compile("read: 1 of"))
    visit.go("/learn")
    expect(visit.page.locator(".card", has_text="Estimate in ranges")).to_contain_text("1 of ")


def test_a_note_that_was_typed_as_the_page_was_left_is_there_and_saved(visit: Visit) -> None:
    page = visit.page
    visit.go("/learn/17-forecast-with-history")
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/note", lambda route: route.abort())
    page.locator("summary", has_text="Your private note").click()
    note = page.get_by_label("Note on this lesson")
    note.press_sequentially("Ask Li for the range.")

    page.reload()

    status = page.locator("form", has=note).locator("[data-status]")
    expect(note).to_be_visible()
    expect(note).to_have_value("Ask Li for the range.")
    expect(status).to_contain_text("Not saved yet")
    page.unroute("**/note")
    visit.excuse("ERR_FAILED")
    expect(status).to_have_text(SAVED, timeout=20_000)
    assert page.evaluate("Object.keys(sessionStorage).length") == 0
    page.reload()
    expect(note).to_have_value("Ask Li for the range.")


def test_what_follows_a_blank_that_was_saved_is_there_too(visit: Visit) -> None:
    page = visit.page
    visit.go("/learn/19-roadmaps-releases-dependencies")
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("summary", has_text="Your private note").click()
    note = page.get_by_label("Note on this lesson")
    status = page.locator("form", has=note).locator("[data-status]")
    # Somebody who is known, so that what is left is theirs.
    page.get_by_role("button", name="Mark as read").first.click()
    expect(page.locator("[data-progress]")).to_have_text(re.compile("read: 1 of"))
    page.reload()
    page.locator("summary", has_text="Your private note").click()
    note.press_sequentially("First this, ")
    note.blur()
    expect(status).to_have_text(SAVED)
    page.route("**/note", lambda route: route.abort())
    note.press_sequentially("then that.")
    note.blur()
    expect(status).to_contain_text("Not saved yet")

    page.reload()

    expect(note).to_have_value("First this, then that.")
    page.unroute("**/note")
    visit.excuse("ERR_FAILED")
    expect(status).to_have_text(SAVED, timeout=20_000)


def test_a_newer_text_is_never_overwritten_by_one_that_was_left(visit: Visit) -> None:
    page, lesson = visit.page, "/learn/18-network-and-critical-path"
    visit.go(lesson)
    page.locator("summary", has_text="Your private note").click()
    note = page.get_by_label("Note on this lesson")
    status = page.locator("form", has=note).locator("[data-status]")
    note.press_sequentially("First.")
    note.blur()
    expect(status).to_have_text(SAVED)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/note", lambda route: route.abort())
    note.press_sequentially(" Typed here.")
    note.blur()
    expect(status).to_contain_text("Not saved yet")

    # Meanwhile it is changed in another window.
    visit.go("/learn")
    page.unroute("**/note")
    newer = visit.context.new_page()
    newer.goto(visit.site.url + lesson)
    elsewhere = newer.get_by_label("Note on this lesson")
    newer.locator("details", has=elsewhere).evaluate("details => { details.open = true; }")
    elsewhere.fill("Changed elsewhere.")
    elsewhere.blur()
    form = newer.locator("form", has=elsewhere)
    expect(form.locator("[data-status]")).to_have_text(SAVED)
    newer.close()
    visit.go(lesson)

    expect(note).to_have_value("Changed elsewhere.")
    page.wait_for_timeout(2500)
    page.reload()
    expect(note).to_have_value("Changed elsewhere.")
    visit.excuse("ERR_FAILED")


def test_what_somebody_else_typed_in_this_tab_is_forgotten(visit: Visit) -> None:
    visit.go(LESSON)
    visit.page.evaluate("sessionStorage.setItem('left 0 /learn/x/note', '{}')")

    visit.go(LESSON)

    assert visit.page.evaluate("Object.keys(sessionStorage).length") == 0


def test_a_note_and_a_bookmark_are_kept_and_listed(visit: Visit) -> None:
    visit.go(LESSON)
    section = visit.page.locator(".with-aside h2").first.inner_text()

    visit.page.get_by_role("button", name=re.compile("^Bookmark")).first.click()
    expect(visit.page.get_by_role("button", name=re.compile("^Bookmarked")).first).to_be_visible()
    visit.page.locator("summary", has_text="Your private note").click()
    note = visit.page.get_by_label("Note on this lesson")
    note.fill("Ask Mei for the odds.")
    note.blur()
    status = visit.page.locator("form", has=note).locator("[data-status]")
    expect(status).to_have_text(re.compile(r"^saved \d\d:\d\d$"))

    visit.go("/learn/bookmarks-and-notes")
    assert section in visit.text()
    assert "Ask Mei for the odds." in visit.text()
    visit.look("5-kept")
    visit.page.get_by_role("button", name="Remove").first.click()
    expect(visit.page.locator("#bookmarks")).to_have_count(0)


def test_a_question_in_the_text_tells_right_from_wrong_when_it_is_opened(visit: Visit) -> None:
    visit.go(LESSON)
    recall = visit.page.locator(".recall", has=visit.page.locator(".right")).first
    answer = recall.locator("details", has=visit.page.locator(".right")).first

    expect(answer.locator(".right")).to_be_hidden()
    answer.locator("summary").press("Enter")
    expect(answer.locator(".right")).to_be_visible()


def test_the_reader_goes_on_to_the_next_lesson_and_back(visit: Visit) -> None:
    visit.go(LESSON)
    title = visit.heading()

    visit.page.locator("a[rel=next]").click()
    expect(visit.page.locator("h1")).not_to_have_text(title)
    visit.page.locator("a[rel=prev]").click()
    expect(visit.page.locator("h1")).to_have_text(title)
