"""What templates can do with HTML of ours."""

from datetime import UTC, date, datetime

from markupsafe import Markup

from tpmlearn import words
from tpmlearn.web.templating import moment, prefixed


def test_two_versions_of_a_thing_on_one_page_have_ids_of_their_own() -> None:
    html = Markup(
        '<p id="a" aria-labelledby="b c"><label for="a">x</label><a href="#a">x</a>'
        '<a href="/learn#a">y</a><input name="answer"><a href="https://x.example/#a">z</a></p>'
        '<section aria-labelledby="a">1</section>'
    )

    assert prefixed(html, "live-") == (
        '<p id="live-a" aria-labelledby="live-b live-c"><label for="live-a">x</label>'
        '<a href="#live-a">x</a><a href="/learn#a">y</a><input name="live-answer">'
        '<a href="https://x.example/#a">z</a></p>'
        '<div role="group" aria-labelledby="live-a">1</div>'
    )


def test_a_moment_is_said_in_the_language_of_each_page() -> None:
    first = datetime(2026, 10, 1, 9, 5, tzinfo=UTC)
    today = date(2026, 11, 30)
    said = {}
    for tag in ("en", "de", "es", "en"):
        words.speak(words.known(tag))
        said[tag] = moment(first, "Europe/Berlin", today=today)
    words.speak(None)

    assert said["en"] == "1 Oct 2026 11:05"
    assert len(set(said.values())) == 3
    assert moment(first, "UTC", today=first.date()) == "09:05"
