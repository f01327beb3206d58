"""save.js says "saved" when the server has said so, and never before."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Dialog, Page, Route, expect

from tpmlearn.config import ROOT

pytestmark = pytest.mark.chromium
SCRIPTS: Path = ROOT / "tpmlearn" / "web" / "static" / "js"
SITE = "http://site.test"
HTML = """<!doctype html><html lang="en"><title>x</title>
<script type="module" src="/save.js"></script>
<form method="post" action="/save" data-save>
  <input type="hidden" name="csrf_token" value="old">
  <fieldset class="field"><legend>Level</legend>
    <label><input type="radio" name="level" value="2">Two</label>
    <label><input type="radio" name="level" value="3">Three</label>
  </fieldset>
  <div class="field"><label for="note">Note</label><textarea id="note" name="note"></textarea></div>
  <p data-status role="status"></p>
  <button name="skip" value="yes">Skip</button>
</form>
<form><input type="hidden" name="csrf_token" value="old" id="other"></form>"""
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'"
Reply = tuple[int, dict[str, object]] | None
Answer = Callable[[dict[str, str]], Reply]


class Server:
    """Answers what the test says; `answer` gives (status, JSON), or None for a dead line."""

    def __init__(self, answer: Answer) -> None:
        self.answer = answer
        self.got: list[dict[str, str]] = []
        self.held: list[Route] = []
        self.holds = False
        self.headers: dict[str, str] = {}

    def __call__(self, route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        if path == "/":
            headers = {"Content-Security-Policy": POLICY}
            route.fulfill(body=HTML, content_type="text/html", headers=headers)
        elif path in ("/save.js", "/page.js"):
            script = (SCRIPTS / path[1:]).read_text(encoding="utf-8")
            route.fulfill(body=script, content_type="text/javascript")
        elif self.holds:
            self.held.append(route)
        else:
            self.reply(route)

    def reply(self, route: Route) -> None:
        fields = parse_qs(route.request.post_data or "", keep_blank_values=True)
        self.got.append({name: values[-1] for name, values in fields.items()})
        reply = self.answer(self.got[-1])
        if reply is None:
            route.abort()
        else:
            headers = {"Content-Type": "application/json", **self.headers}
            route.fulfill(status=reply[0], body=json.dumps(reply[1]), headers=headers)


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page()
    yield page
    page.close()


def open_with(page: Page, answer: Answer) -> Server:
    server = Server(answer)
    page.route("**/*", server)
    page.goto(SITE + "/")
    return server


def test_it_says_saved_with_the_time_that_the_server_gave(page: Page) -> None:
    server = open_with(page, lambda _: (200, {"saved": "12:03"}))

    page.get_by_label("Three").check()

    expect(page.get_by_role("status")).to_have_text("saved 12:03")
    assert [got["level"] for got in server.got] == ["3"]


def test_it_does_not_say_saved_while_the_server_is_silent(page: Page) -> None:
    server = open_with(page, lambda _: (200, {"saved": "12:03"}))
    server.holds = True

    page.get_by_label("Two").check()
    page.wait_for_timeout(200)
    silent = page.get_by_role("status").inner_text()
    server.reply(server.held[0])

    assert silent == "saving …"
    expect(page.get_by_role("status")).to_have_text("saved 12:03")


def test_it_sends_one_at_a_time_and_the_last_value_wins(page: Page) -> None:
    server = open_with(page, lambda got: (200, {"saved": f"12:0{got['level']}"}))
    server.holds = True

    for label in ("Two", "Three", "Two", "Three"):
        page.get_by_label(label).check()
    page.wait_for_timeout(100)
    under_way = len(server.held)
    server.holds = False
    server.reply(server.held[0])

    expect(page.get_by_role("status")).to_have_text("saved 12:03")
    assert under_way == 1
    assert [got["level"] for got in server.got] == ["2", "3"]


def test_it_takes_a_fresh_token_into_every_form_and_sends_once_more(page: Page) -> None:
    def answer(got: dict[str, str]) -> Reply:
        if got["csrf_token"] == "new":
            return 200, {"saved": "12:03"}
        return 400, {"error": "This page was out of date.", "csrf_token": "new"}

    server = open_with(page, answer)

    page.get_by_label("Two").check()

    expect(page.get_by_role("status")).to_have_text("saved 12:03")
    expect(page.locator("#other")).to_have_value("new")
    assert [got["csrf_token"] for got in server.got] == ["old", "new"]


def test_it_takes_the_token_that_comes_with_a_first_save(page: Page) -> None:
    server = open_with(page, lambda _: (200, {"saved": "12:03", "csrf_token": "new"}))

    page.get_by_label("Two").check()

    expect(page.get_by_role("status")).to_have_text("saved 12:03")
    expect(page.locator("#other")).to_have_value("new")
    assert len(server.got) == 1


def test_it_gives_up_after_one_fresh_token_and_says_so(page: Page) -> None:
    server = open_with(page, lambda _: (400, {"error": "Out of date.", "csrf_token": "new"}))

    page.get_by_label("Two").check()

    expect(page.get_by_role("status")).to_have_text("Not saved: Out of date.")
    assert len(server.got) == 2


def test_it_keeps_what_a_dead_line_did_not_take_and_tries_again(page: Page) -> None:
    replies: list[Reply] = [None, None, (200, {"saved": "12:04"})]
    server = open_with(page, lambda _: replies[len(server.got) - 1])

    page.get_by_label("Two").check()

    expect(page.get_by_role("status")).to_have_text(
        "Not saved yet: no connection. Kept here, trying again."
    )
    expect(page.get_by_role("status")).to_have_text("saved 12:04", timeout=6_000)
    assert [got["level"] for got in server.got] == ["2", "2", "2"]


def test_a_site_that_cannot_save_now_is_asked_again_when_it_said(page: Page) -> None:
    page.clock.install()
    replies: list[Reply] = [(503, {"error": "No room."}), (200, {"saved": "12:04"})]
    server = open_with(page, lambda _: replies[len(server.got) - 1])
    server.headers = {"Retry-After": "30"}

    page.get_by_label("Two").check()
    expect(page.get_by_role("status")).to_have_text(
        "Not saved yet: the site is busy. Kept here, trying again."
    )
    page.clock.run_for(29_000)
    early = len(server.got)
    page.clock.run_for(2_000)

    assert early == 1
    expect(page.get_by_role("status")).to_have_text("saved 12:04")
    assert [got["level"] for got in server.got] == ["2", "2"]


def test_it_tries_at_once_when_the_line_is_back(page: Page) -> None:
    alive = False
    server = open_with(page, lambda _: (200, {"saved": "12:05"}) if alive else None)
    page.clock.install()

    page.get_by_label("Two").check()
    expect(page.get_by_role("status")).to_contain_text("no connection")
    alive = True
    page.evaluate("dispatchEvent(new Event('online'))")

    expect(page.get_by_role("status")).to_have_text("saved 12:05")
    assert len(server.got) == 2


@pytest.mark.parametrize(
    "reply",
    [{"errors": {"note": ["At most 500 characters."]}}, {"error": "At most 500 characters."}],
)
def test_it_shows_a_refusal_at_the_field_and_takes_it_away_again(
    page: Page, reply: dict[str, object]
) -> None:
    open_with(
        page, lambda got: (200, {"saved": "12:03"}) if got["note"] == "short" else (422, reply)
    )

    page.get_by_label("Note").fill("long")
    page.get_by_label("Note").blur()

    expect(page.get_by_label("Note")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Note")).to_have_accessible_description("At most 500 characters.")
    expect(page.get_by_role("status")).to_have_text("Not saved: see the message at the field.")
    page.get_by_label("Note").fill("short")
    page.get_by_label("Note").blur()
    expect(page.get_by_role("status")).to_have_text("saved 12:03")
    expect(page.locator(".error")).to_have_count(0)
    expect(page.get_by_label("Note")).not_to_have_attribute("aria-invalid", "true")


def test_it_sends_the_button_that_was_pressed(page: Page) -> None:
    server = open_with(page, lambda _: (200, {"saved": "12:03"}))

    page.get_by_role("button", name="Skip").click()

    expect(page.get_by_role("status")).to_have_text("saved 12:03")
    assert server.got[0]["skip"] == "yes"
    assert page.url == SITE + "/"


def test_it_takes_nothing_for_saved_but_the_servers_word(page: Page) -> None:
    open_with(page, lambda _: (200, {}))

    page.get_by_label("Two").check()

    expect(page.get_by_role("status")).to_contain_text("Not saved: you may have been signed out.")


@pytest.mark.parametrize(("reply", "warned"), [(None, True), ((200, {"saved": "12:03"}), False)])
def test_it_warns_on_leaving_only_while_something_is_unsent(
    page: Page, reply: Reply, warned: bool
) -> None:
    open_with(page, lambda _: reply)
    kinds: list[str] = []

    def leave(dialog: Dialog) -> None:
        kinds.append(dialog.type)
        dialog.accept()

    page.on("dialog", leave)

    page.get_by_label("Two").check()
    expect(page.get_by_role("status")).to_contain_text("aved ")
    page.goto("about:blank")

    assert kinds == (["beforeunload"] if warned else [])
