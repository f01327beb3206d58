"""What templates can do with HTML of ours."""

from markupsafe import Markup

from tpmlearn.web.templating import prefixed


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
