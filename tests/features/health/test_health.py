"""The health page: each part says what is weak and leads to its place, or says that all is well."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape

import pytest

from tests.features.items.cast import half_and_half, library_of, quiz
from tests.features.problem_reports.cast import add_lesson_report, add_report, answer
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import RIGHT, sat_exam
from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.features.health import queries
from tpmlearn.records.catalogue import current_catalogue, current_library

PAGE = "/author/health"
SLUG = "16-estimate-in-ranges"
LESSON = f"content/modules/{SLUG}/lesson.md"
PROBLEMS = (
    Problem(LESSON, 12, 3, "W121", "<b>Minutes</b> are off.", Severity.WARNING),
    Problem(
        f"content/modules/{SLUG}/quiz.md", 400, 1, "E062", "No option is right.", Severity.ERROR
    ),
    Problem(LESSON, 20, 1, "E083", "The term risc is unknown.", Severity.ERROR),
)


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def test_where_all_is_well_it_says_so(author: CheckingClient) -> None:
    text = words(author.read(PAGE))

    for said in (
        "The checker finds nothing wrong.",
        "Every link of the content leads somewhere.",
        "Every skill and every part of an exam has what it needs.",
        "Every lesson and assignment was reviewed within a year.",
        "No statistics yet",
        "Every report has an answer.",
    ):
        assert said in text


def test_problems_stand_by_file_errors_first_with_place_and_mend(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_of(author.application), "problems", PROBLEMS)

    page = author.read(PAGE)

    text = words(page)
    assert f"error content/modules/{SLUG}/quiz.md:400:1 E062" in text
    assert f"warning {LESSON}:12:3 W121" in text
    assert text.index("E062") < text.index("W121")
    assert "No option is right." in text
    assert "&lt;b&gt;Minutes&lt;/b&gt;" in page
    assert f'href="/learn/{SLUG}"' in page
    assert 'href="/author/items/m16-' in page
    assert text.index("Links to nowhere", text.index("W121")) < text.index("The term risc")
    assert "Errors 1" in text


def test_a_part_and_words_narrow_it_by_address(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(library_of(author.application), "problems", PROBLEMS)

    page = author.read(f"{PAGE}?show=links")
    assert "The term risc" in page
    assert "No option is right" not in page
    page = author.read(f"{PAGE}?show=problems&q=error")
    assert "No option is right" in page
    assert "W121" not in page
    assert "None of 2 has all of these words." in author.read(
        f"{PAGE}?show=problems&q=nothing+here"
    )


def test_what_is_old_or_short_is_listed_with_its_place(author: CheckingClient) -> None:
    app = author.application
    with app.app_context():
        library = current_library()
        catalogue = library.catalogue
        late = queries.health(library, words="", today=date(2028, 1, 1))
        soon = queries.health(library, words="", today=date(2027, 11, 22))
    assert late.review.total == len(catalogue.modules) + len(catalogue.assignments)
    assert soon.review.total == 0
    assert late.sources.total > 10
    assert all(one.paths[0].startswith("content/") for one in late.sources.rows)


def test_a_skill_that_is_short_leads_to_its_items(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = author.application
    with app.app_context():
        catalogue = current_catalogue()
    bank = {**catalogue.bank, "ctl2": catalogue.bank["ctl2"][:3]}
    monkeypatch.setattr(library_of(app), "catalogue", replace(catalogue, bank=bank))

    page = author.read(f"{PAGE}?show=short")

    assert 'href="/author/items?q=CTL2&amp;pool=test"' in page
    assert "bank CTL2 items 3 at least" in words(page)


def test_a_lesson_with_reports_leads_to_the_inbox_of_that_lesson(
    author: CheckingClient, learner: CheckingClient
) -> None:
    add_lesson_report(learner)
    answer(author, add_lesson_report(learner, n=1), "This one is mended now.", state="mended")

    page = author.read(PAGE)

    assert f'href="/author/reports?lesson={SLUG}"' in page
    assert "lesson 1 report waits" in words(page)
    assert "Reports waiting: 1" in words(page)
    assert f"/author/reports?lesson={SLUG}" in author.read(f"{PAGE}?q=estimate")


def test_items_that_stand_out_and_open_reports_are_listed(
    author: CheckingClient, learner: CheckingClient
) -> None:
    app = author.application
    items = quiz(app)
    half_and_half(app, items, turned=True)
    sitting = sat_exam(
        learner, "psm-i", [RIGHT], at=datetime.now(UTC) - timedelta(days=1), items=("psm-values",)
    )
    add_report(learner, sitting, 1)
    add_report(learner, sitting, 1, text="And again, it is unclear.")

    page = author.read(PAGE)

    assert "2 reports wait" in page
    assert 'href="/author/items/psm-values#reports"' in page
    assert 'href="/author/reports"' in page
    assert f'href="/author/items/{items[0].id}"' in page
    assert "Check the key: who does well on the other items gets this one wrong." in page
    assert "With 20 people this is a hint only." in page
    assert "25 % right, nine times in ten 13 to 43 %" in words(page)


def test_odd_questions_are_answered(author: CheckingClient) -> None:
    for query in ("show=nonsense", "q=%3Cscript%3E", "q=" + "x" * 5000, "show=items&show=links"):
        assert author.get(f"{PAGE}?{query}").status_code == 200


def test_it_reads_what_the_night_computed(author: CheckingClient) -> None:
    half_and_half(author.application, quiz(author.application))

    with statements(author.application) as seen:
        author.read(PAGE)

    # The person, the figures, the reports.
    assert len(seen.sql) == 3, seen.sql
    assert seen.commits == 0
