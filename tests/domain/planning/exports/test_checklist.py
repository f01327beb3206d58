"""The plan as Markdown: a box for each week's part, and titles that stay titles."""

from html import unescape

import pytest
from markdown_it import MarkdownIt

from tests.domain.planning.exports.cast import HOSTILE, a_plan, material, titled
from tpmlearn.domain.planning.exports.checklist import checklist
from tpmlearn.domain.planning.exports.lines import one_line


def test_it_has_a_heading_a_week_and_a_box_a_part() -> None:
    text = checklist(material(a_plan(hours=4.0)))

    begun = "[Begun](https://learn.example.org/learn/begun)"
    assert text.startswith("# Plan: Technical Project Manager\n\nAs of 23 Nov 2026, at 4 hours")
    assert "\n## Milestones\n\n- " in text
    assert "## Week 1: 23 Nov 2026 to 29 Nov 2026, 4 hours" in text
    assert f"- [ ] {begun}: 3 hours, to be done by" in text
    assert text.endswith(
        "## Done\n\n- [x] [Done](https://learn.example.org/learn/done), 12 Nov 2026\n"
    )


def test_all_hours_of_the_plan_are_in_it() -> None:
    whole = material()

    boxes = checklist(whole).count("- [ ] ")

    assert boxes == sum(len(row.minutes) for row in whole.left)


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_words_and_nothing_else(title: str) -> None:
    text = checklist(titled(title))

    html = MarkdownIt("commonmark").render(text)

    assert one_line(title) in " ".join(unescape(html).split())
    assert "<script" not in html
    assert "javascript:alert" not in [part.split('"')[0] for part in html.split('href="')]
