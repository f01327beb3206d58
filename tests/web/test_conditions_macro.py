"""Conditions on a page: one line, or a list in sentences; an operator's words are words."""

from datetime import UTC, datetime

from flask import Flask, render_template_string

from tpmlearn.domain.profiles.conditions import Conditions, Watch

EVIL = Watch("<b>House</b>", "<script>alert(1)</script>")
FOUND = Conditions(datetime(2026, 12, 7, 12, tzinfo=UTC), 24, (EVIL,), 24, seen_before=0.5)
IMPORT = '{% import "macros/conditions.html" as conditions with context %}'


def _render(app: Flask, call: str) -> str:
    with app.test_request_context("/"):
        return render_template_string(f"{IMPORT}{{{{ conditions.{call} }}}}", found=FOUND)


def test_the_line_has_every_fact_and_what_the_page_adds(app: Flask) -> None:
    html = _render(app, "line(found, day=true, also=['timed'])")

    assert "<span>Mon 7 December 2026</span>" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;, &lt;b&gt;House&lt;/b&gt;</span>" in html
    assert "<span>open bank</span><span>24 answers</span><span>first time</span>" in html
    assert html.endswith("<span>timed</span></p>")


def test_the_list_says_whose_word_it_is(app: Flask) -> None:
    html = _render(app, "list(found)")

    assert "<script>" not in html
    assert "<dt>Who watched</dt>" in html
    assert "is the word of this site&#39;s operator." in html
    assert "50 % of the questions had been met before." in html
