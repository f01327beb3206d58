"""Markdown: the same truth, and what people typed is text in it."""

from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt

from tests.domain.profiles.portable.cast import HOSTILE, NOBODY, PROFILE, hostile
from tpmlearn.domain.profiles.portable.markdown import profile_markdown


class Seen(HTMLParser):
    """The elements and the words of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


def _shown(text: str) -> Seen:
    return Seen(MarkdownIt("gfm-like", {"linkify": False}).render(text))


def test_it_reads_as_a_page() -> None:
    text = profile_markdown(PROFILE)

    assert text.startswith(
        "# Ada Obi\n\n*From https://tpm.example.org on 29 Nov 2026, framework version 2026.1.*\n\n"
        "## Skills\n\n### Control\n\n"
        "- **Risk** (CTL2): knowledge K3 of 5, very likely K2 to K4; "
        "24 answers, the last on 2 Nov 2026; self-rated 4 of 5 (leads) on 2 Nov 2026; "
        "evidence: 1 confirmed, 2 claimed.\n"
    )
    assert "(confirmed by 2 people whom the author named, leading 6 hours a week)" in text
    assert "March to June 2026. I found 14 risks in two workshops." in text
    assert "<https://wiki.example.org/register_2026?x=1>" in text
    assert "Project Management Professional (PMP), Project Management Institute (PMI)" in text
    assert "## What this does not show" in text


def test_practice_exams_stand_apart_and_say_what_they_are() -> None:
    words = _shown(profile_markdown(PROFILE)).words

    assert "Practice exams\n\nPMP, outline of 2026: 118 of 175 questions" in words
    assert "Independent practice material." in words
    assert "They are no certificates" in words


def test_of_nobody_there_is_a_page_without_anything() -> None:
    text = profile_markdown(NOBODY)

    assert text.startswith("# My profile\n")
    assert "## Skills" not in text
    assert "There is no overall score." in text


@pytest.mark.parametrize("text", HOSTILE)
def test_what_people_type_is_text(text: str) -> None:
    plain, seen = _shown(profile_markdown(hostile("word"))), _shown(profile_markdown(hostile(text)))

    assert seen.tags == plain.tags
    assert " ".join(text.split()).rstrip() in " ".join(seen.words.split())
