"""Step 15: no answer of an exam is lost: cut lines, other windows, wrong clocks, a power cut."""

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser import exam
from tests.browser.visit import Visit, watched
from tests.browser.walks import new_account, sign_in, sign_up
from tests.support import needs
from tests.support.cluster import Cluster, running_cluster
from tests.support.site import Site, launch, new_folder

FOUNDATION = "prince2-foundation"


@pytest.fixture(autouse=True)
def nothing_waits(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whatever a test leaves in the browser's outbox is not sent by the next one."""
    visit = request.getfixturevalue("visit") if "visit" in request.fixturenames else None
    yield
    if visit is None:
        return
    visit.page.unroute_all()
    before = list(visit.faults)
    visit.go("/accessibility")
    visit.page.evaluate("indexedDB.deleteDatabase('tpm-outbox') && localStorage.clear()")
    visit.page.wait_for_timeout(200)
    visit.faults[:] = before


def _answer(visit: Visit, questions: list[exam.Asked]) -> None:
    """Answer these rightly, one after the other, from the one that is shown."""
    for one in questions:
        expect(visit.page.locator("h1")).to_contain_text(f"Question {one.position} of")
        exam.answer(visit.page, one.values(right=True))
        visit.page.locator("h1").focus()
        visit.page.keyboard.press("n")


def _reopened(visit: Visit) -> Page:
    """A new window of the same browser, watched as the one before was."""
    new = watched(visit.context.new_page(), visit.site, visit.width)
    visit.page, visit.faults = new.page, new.faults
    return new.page


def _cut(visit: Visit, questions: list[exam.Asked], sitting: str, minutes: float) -> None:
    """Cut the line, answer, let time pass for both sides, and mend the line again."""
    visit.context.set_offline(True)
    _answer(visit, questions)
    expect(visit.page.locator("[data-unsent]")).to_be_visible()
    expect(visit.page.locator("[data-unsent-text]")).to_contain_text("kept in this browser")
    exam.let_pass(visit.site, sitting, minutes=minutes)
    visit.page.clock.run_for(int(minutes * 60_000))
    visit.context.set_offline(False)
    exam.saved(visit.page)
    expect(visit.page.locator("[data-unsent]")).to_be_hidden()


def test_a_line_cut_for_three_minutes_and_for_thirty_loses_nothing(visit: Visit) -> None:
    visit.page.clock.install()
    sitting = exam.begin(visit, FOUNDATION)
    questions = exam.asked(visit.site, sitting)
    _answer(visit, questions[:2])

    _cut(visit, questions[2:6], sitting, minutes=3)
    _cut(visit, questions[6:12], sitting, minutes=30)

    key = {one.position: one.values(right=True) for one in questions[:12]}
    assert exam.stands(visit.site, sitting) == key
    # The clock has gone on all the while, and is the server's again.
    expect(visit.page.locator("[data-clock]")).to_have_text("26 min left")
    visit.excuse("ERR_INTERNET_DISCONNECTED|ERR_ABORTED|ERR_NETWORK")


def test_without_a_line_it_can_be_reviewed_and_not_closed(visit: Visit) -> None:
    sitting = exam.begin(visit, FOUNDATION)
    questions, page = exam.asked(visit.site, sitting), visit.page
    visit.context.set_offline(True)
    _answer(visit, questions[:3])

    page.keyboard.press("r")
    expect(page.locator("[data-count=incomplete]")).to_have_text("57")
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Send the exam").click()

    expect(page.locator("[data-unsent-title]")).to_have_text("No connection")
    expect(page.locator("h1")).to_contain_text("Question 4 of 60")
    visit.look("15-no-connection")
    with page.expect_download() as started:
        page.get_by_role("button", name="Download these answers").click()
    assert started.value.suggested_filename == "unsent-answers.json"
    visit.context.set_offline(False)
    exam.saved(page)
    assert len(exam.stands(visit.site, sitting)) == 3
    visit.excuse("ERR_INTERNET_DISCONNECTED")


def test_answers_kept_in_the_browser_are_sent_after_it_was_closed(visit: Visit) -> None:
    sitting = exam.begin(visit, FOUNDATION)
    questions, page = exam.asked(visit.site, sitting), visit.page
    page.route("**/answers", lambda route: route.abort())
    _answer(visit, questions[:4])
    expect(page.locator("[data-unsent]")).to_be_visible()
    page.on("dialog", lambda dialog: dialog.accept())
    page.unroute_all()
    page.close(run_before_unload=False)

    visit.faults.clear()
    again = _reopened(visit)
    again.goto(f"{visit.site.url}/exams/sittings/{sitting}/1")

    exam.ready(again)
    exam.saved(again)
    expect(again.locator("[name=answer]:checked")).to_have_count(1)
    assert len(exam.stands(visit.site, sitting)) == 4


def test_a_save_that_is_refused_holds_up_no_other(visit: Visit) -> None:
    sitting = exam.begin(visit, FOUNDATION)
    questions, page = exam.asked(visit.site, sitting), visit.page
    module = page.locator("script[src$='js/exam.js']").get_attribute("src") or ""
    entry = "{ key: 'k'.repeat(16), position: 999, seq: 1, given: [] }"
    put = f"import('{module.replace('exam.js', 'outbox.js')}').then((m) => m.put(location.pathname"
    page.evaluate(f"{put}.replace(/\\/\\d+$/, ''), {entry}))")

    _answer(visit, questions[:2])

    expect(page.locator("[data-unsent-title]")).to_have_text("Not saved")
    expect(page.locator("[data-unsent-text]")).to_contain_text("1 answer is kept")
    # The page may say so of the first while the second is still on its way.
    for _ in range(50):
        if sorted(exam.stands(visit.site, sitting)) == [1, 2]:
            break
        page.wait_for_timeout(100)
    assert sorted(exam.stands(visit.site, sitting)) == [1, 2]
    visit.excuse("422")


def test_a_guest_sees_the_time_of_their_own_zone(visit: Visit, chromium: Browser) -> None:
    context = chromium.new_context(timezone_id="Asia/Tokyo", reduced_motion="reduce")
    guest = watched(context.new_page(), visit.site, 1280)
    exam.begin(guest, FOUNDATION)

    exam.answer(guest.page, ["0"])
    exam.saved(guest.page)

    hour = (datetime.now(UTC) + timedelta(hours=9)).hour
    expect(guest.page.locator(".exam-saved")).to_contain_text(f"saved {hour:02}:")
    context.close()


def test_signing_out_with_unsent_answers_warns_and_keeps_them(visit: Visit) -> None:
    account = new_account()
    sign_up(visit, account)
    sitting = exam.begin(visit, FOUNDATION)
    questions, page = exam.asked(visit.site, sitting), visit.page
    visit.context.route("**/answers", lambda route: route.abort())
    _answer(visit, questions[:2])
    expect(page.locator("[data-unsent]")).to_be_visible()

    other = watched(visit.context.new_page(), visit.site, visit.width)
    other.go("/learn")
    other.menu().get_by_role("button", name="Sign out").click()
    warning = other.page.locator("[data-unsent-sign-out]")
    expect(warning).to_contain_text("Not signed out: 2 answers of an exam are not sent yet")
    other.look("15-sign-out")
    warning.get_by_role("button", name="Sign out and keep them here").click()
    expect(other.page.locator(".flashes")).to_contain_text("You are signed out")
    assert not exam.stands(visit.site, sitting)
    visit.context.unroute_all()
    page.close(run_before_unload=False)
    # The first page that is opened as the same person sends them.
    sign_in(other, account)
    for _ in range(100):
        if len(exam.stands(visit.site, sitting)) == 2:
            break
        other.page.wait_for_timeout(100)

    assert sorted(exam.stands(visit.site, sitting)) == [1, 2]
    other.page.close()
    # The saves that the test stopped on their way.
    visit.faults.clear()
    _reopened(visit)


def test_a_second_window_takes_over_and_the_first_says_so(visit: Visit, chromium: Browser) -> None:
    account = new_account()
    sign_up(visit, account)
    sitting = exam.begin(visit, FOUNDATION)
    first, questions = visit.page, exam.asked(visit.site, sitting)
    _answer(visit, questions[:1])
    exam.saved(first)

    # Another window of the same browser: the first hears of it at once.
    second = watched(visit.context.new_page(), visit.site, visit.width)
    second.go(f"/exams/sittings/{sitting}")
    exam.ready(second.page)
    expect(first.locator("[data-taken]")).to_be_visible()
    expect(first.locator("[name=answer]").first).to_be_disabled()
    visit.look("15-taken-over")

    # Another device: the window before hears of it with its next answer, which is not lost.
    context = chromium.new_context(reduced_motion="reduce")
    third = watched(context.new_page(), visit.site, 1280)
    sign_in(third, account)
    third.go(f"/exams/sittings/{sitting}")
    exam.ready(third.page)
    _answer(second, questions[1:2])
    expect(second.page.locator("[data-taken]")).to_be_visible()
    _answer(third, questions[1:3])
    exam.saved(third.page)

    assert sorted(exam.stands(visit.site, sitting)) == [1, 2, 3]
    context.close()
    second.page.close()


@pytest.mark.parametrize("hours", [-7, 9])
def test_a_wrong_clock_of_the_device_has_no_effect(visit: Visit, hours: int) -> None:
    visit.page.clock.install(time=datetime.now(UTC) + timedelta(hours=hours))
    sitting = exam.begin(visit, FOUNDATION)
    questions = exam.asked(visit.site, sitting)

    _answer(visit, questions[:3])
    exam.saved(visit.page)

    expect(visit.page.locator("[data-clock]")).to_have_text("59 min left")
    assert len(exam.stands(visit.site, sitting)) == 3


def test_time_is_up_while_the_window_is_open(visit: Visit) -> None:
    visit.page.clock.install()
    sitting = exam.begin(visit, FOUNDATION)
    questions = exam.asked(visit.site, sitting)
    _answer(visit, questions[:2])
    exam.saved(visit.page)
    exam.let_pass(visit.site, sitting, minutes=59.99)

    visit.page.clock.run_for(30_000)

    expect(visit.page.locator("h1")).to_contain_text("Result", timeout=40_000)


def test_answers_that_come_after_the_end_are_kept_and_not_scored(visit: Visit) -> None:
    sitting = exam.begin(visit, FOUNDATION)
    questions, page = exam.asked(visit.site, sitting), visit.page
    visit.context.set_offline(True)
    _answer(visit, questions[:2])
    exam.let_pass(visit.site, sitting, minutes=61)

    visit.context.set_offline(False)

    expect(page.locator("h1")).to_contain_text("Result", timeout=40_000)
    assert not exam.stands(visit.site, sitting)
    assert "kept and not scored" in visit.text()
    # What failed while there was no line.
    visit.faults.clear()


def _browser(chromium: Browser, folder: Path) -> BrowserContext:
    """A browser with a profile on disk, in processes of its own."""
    return chromium.browser_type.launch_persistent_context(
        str(folder),
        executable_path=needs.chromium(),
        args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"],
        reduced_motion="reduce",
    )


def _pids(folder: Path) -> list[int]:
    """The processes of the browser whose profile is in this folder."""
    told = subprocess.run(["pgrep", "-f", str(folder)], capture_output=True, text=True, check=False)
    return [int(pid) for pid in told.stdout.split()]


def _kill(site: Site, server: Cluster | None, profile: Path) -> None:
    """Server, workers, database and browser end at once, without a word."""
    for pid in [*site.workers(), site.process.pid, *_pids(profile)]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    if server:
        server.kill()
    site.process.wait(timeout=10)


@pytest.fixture(params=["sqlite", "postgresql"])
def postgresql(request: pytest.FixtureRequest) -> Iterator[Cluster | None]:
    """A PostgreSQL of its own, durable as it is by itself; None where SQLite is used."""
    if request.param == "sqlite":
        yield None
        return
    with running_cluster(needs.postgresql()) as found:
        yield found


def test_a_power_cut_loses_no_answer(
    postgresql: Cluster | None, rendered: Path, chromium: Browser, tmp_path: Path
) -> None:
    profile, account = tmp_path / "profile", new_account()
    folder = new_folder(tmp_path, rendered=rendered)
    url = postgresql.url if postgresql else ""
    site = launch("power-cut", folder, database_url=url)
    context = _browser(chromium, profile)
    visit = watched(context.pages[0], site, 1280)
    sign_up(visit, account)
    sitting = exam.begin(visit, FOUNDATION)
    questions = exam.asked(site, sitting)
    _answer(visit, questions[:3])
    exam.saved(visit.page)
    # The fourth is on its way when the power goes: the line is dead already.
    context.set_offline(True)
    _answer(visit, questions[3:4])
    expect(visit.page.locator("[data-unsent]")).to_be_visible()

    _kill(site, postgresql, profile)
    if postgresql:
        postgresql.start()
    port = int(site.url.rsplit(":", 1)[1])
    again = launch("power-back", folder, port=port, database_url=url)
    try:
        assert sorted(exam.stands(again, sitting)) == [1, 2, 3]
        context = _browser(chromium, profile)
        visit = watched(context.pages[0], again, 1280)
        sign_in(visit, account)
        visit.go(f"/exams/sittings/{sitting}/4")
        exam.ready(visit.page)
        exam.saved(visit.page)

        key = {one.position: one.values(right=True) for one in questions[:4]}
        assert exam.stands(again, sitting) == key
        context.close()
    finally:
        again.stop()


@pytest.mark.long
@pytest.mark.parametrize("minutes", [3, 30])
def test_a_line_that_is_really_cut_so_long_loses_nothing(visit: Visit, minutes: int) -> None:
    sitting = exam.begin(visit, FOUNDATION, time="100 % more time")
    questions = exam.asked(visit.site, sitting)
    visit.context.set_offline(True)
    _answer(visit, questions[:20])
    end = time.monotonic() + minutes * 60
    while time.monotonic() < end:
        visit.page.wait_for_timeout(5_000)
    visit.context.set_offline(False)

    exam.saved(visit.page)

    assert len(exam.stands(visit.site, sitting)) == 20
    visit.excuse("ERR_INTERNET_DISCONNECTED")
