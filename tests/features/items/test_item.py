"""The page of an item: what it is, how it did, where it is used, what was said of it."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html import unescape

import numpy as np
import pytest
from flask import Flask

from tests.features.items.cast import NIGHT, half_and_half, library_of, marked_private, quiz
from tests.features.problem_reports.cast import add_lesson_report, add_report, answer
from tests.support.answering import add_versions, simulate_sittings
from tests.support.client import CheckingClient
from tests.support.counting import statements
from tests.support.exams import RIGHT, sat_exam
from tpmlearn.calibration.item_statistics import compute
from tpmlearn.calibration.recalibrating import recalibrate
from tpmlearn.domain.content.catalogue import Item
from tpmlearn.records.catalogue import current_catalogue

NOW = datetime.now(UTC)


def words(page: str) -> str:
    main = page.partition("<main")[2].partition("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def bank(app: Flask, count: int = 14) -> tuple[Item, ...]:
    with app.app_context():
        return tuple(next(iter(current_catalogue().bank.values()))[:count])


def test_it_shows_the_question_with_key_and_reasons_and_its_place(author: CheckingClient) -> None:
    (first, *_) = quiz(author.application)

    text = words(author.read(f"/author/items/{first.id}"))

    assert f"{first.path}:{first.line}" in text
    assert "Right answer" in text
    assert "Nobody has given a first answer to it. Under 20 people no figure is shown" in text
    assert "Nobody has been shown it yet" in text
    assert "Nobody has reported anything of it" in text
    assert "The bank holds items of the test pool alone" in text


def test_figures_are_those_worked_by_hand(author: CheckingClient) -> None:
    items = quiz(author.application)
    half_and_half(author.application, items)

    page = author.read(f"/author/items/{items[0].id}")

    text = words(page)
    # 15 of 20; Wilson: (.75 + 2.7055/40) / (1 + 2.7055/20) = .720, give or take .152.
    assert "Share right first answers that are right 75 % 57 % to 87 %" in text
    # phi of 9 and 1 against 6 and 4: (9·4 - 1·6) / sqrt(10·10·15·5) = .346.
    assert "Item-rest correlation it tells people apart +0.35" in text
    wrong = [str(n + 1) for n, one in enumerate(items[0].options) if not one.correct]
    assert f"2 of 3 wrong options attract nobody: options {wrong[1]} and {wrong[2]}." in text
    assert "Nothing stands out." not in text
    assert "These figures come from 20 people. Under 100 they are a hint only." in text
    # The half with the fewest other answers right had it 6 times of ten, the other 9 times.
    assert re.search(r"lower half, \S+ to \S+ \d+ % \d+ % to \d+ % 10 60 %", text)
    assert re.search(r"upper half, \S+ to \S+ \d+ % \d+ % to \d+ % 10 90 %", text)
    assert "6 (60 %) 9 (90 %) 15 (75 %)" in text
    assert "4 (40 %) 1 (10 %) 5 (25 %)" in text


@pytest.mark.parametrize(
    ("people", "said", "not_said"),
    [
        (19, "19 people have given a first answer to it. Under 20", "Share right"),
        (20, "a hint only", "Under 20 people"),
        (100, "First answers of 100 people", "These figures come from"),
    ],
)
def test_under_twenty_there_is_nothing_and_under_a_hundred_a_warning(
    author: CheckingClient, people: int, said: str, not_said: str
) -> None:
    items = quiz(author.application)
    half_and_half(author.application, items, people=people)

    text = words(author.read(f"/author/items/{items[0].id}"))

    assert said in text
    assert not_said not in text


def test_an_item_of_the_test_pool_tells_curve_difficulty_and_uses(author: CheckingClient) -> None:
    app, items = author.application, bank(author.application)
    with app.app_context():
        rng = np.random.default_rng(7)
        simulate_sittings(items, 60, 14, rng, turned=frozenset({3}))
        recalibrate(clock=lambda: NIGHT, say=lambda _line: None)
        compute({one.version: one for one in current_catalogue().items}, now=NIGHT)

    page = author.read(f"/author/items/{items[3].id}")

    text = words(page)
    assert "First answers of 60 people" in text
    # All chose the first option, whatever the item: of its wrong ones none but that attracts.
    assert "Who chose what" in text
    assert re.search(
        r"12 \(100 %\) 12 \(100 %\) 12 \(100 %\) 12 \(100 %\) 12 \(100 %\) 60 \(100 %\)", text
    )
    assert "Residual correlation" in text
    assert "Against expected" in text
    assert "How difficulty was believed to be" in text
    assert "The chance of a right answer at each ability" in text
    assert "The adaptive test of" in text
    assert "which may draw it" in text
    assert "given 60 times" in text


def test_figures_of_a_former_wording_are_not_shown(
    author: CheckingClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = author.application
    items = quiz(app)
    half_and_half(app, items)
    with app.app_context():
        catalogue = current_catalogue()
    modules = {
        slug: replace(
            one,
            quiz=tuple(
                replace(i, version="later", stem="<p>Otherwise?</p>") if i.id == items[0].id else i
                for i in one.quiz
            ),
        )
        for slug, one in catalogue.modules.items()
    }
    monkeypatch.setattr(library_of(app), "catalogue", replace(catalogue, modules=modules))

    text = words(author.read(f"/author/items/{items[0].id}"))

    assert "It was changed since its figures were computed" in text
    assert "Share right" not in text
    assert "As it was" in text


def test_an_item_that_left_the_content_keeps_its_history(author: CheckingClient) -> None:
    app = author.application
    (first, *_) = quiz(app)
    with app.app_context():
        add_versions([replace(first, id="left-long-ago", version="v1", title="Left long ago")])

    text = words(author.read("/author/items/left-long-ago"))

    assert "Left long ago" in text
    assert "It has left the content" in text
    assert "no longer in the content" in text
    assert "What the answers say" not in text


def test_wordings_say_what_was_changed(author: CheckingClient) -> None:
    app = author.application
    (first, *_) = quiz(app)
    turned = tuple(replace(one, correct=n == 3) for n, one in enumerate(first.options))
    with app.app_context():
        add_versions([replace(first, version="v1", stem="<p>As it was asked then</p>")])
        add_versions([replace(first, version="v0", options=turned)])
        add_versions([first])

    text = words(author.read(f"/author/items/{first.id}"))

    assert "the wording of today" in text
    assert "As it was asked then" in text
    assert "changed:" in text


def test_it_tells_of_reports_of_its_lesson(author: CheckingClient, learner: CheckingClient) -> None:
    with author.application.app_context():
        modules = current_catalogue().modules
    item = modules["16-estimate-in-ranges"].quiz[0].id
    assert "of its lesson" not in author.read(f"/author/items/{item}")
    add_lesson_report(learner)

    page = author.read(f"/author/items/{item}")

    assert "1 report of its lesson waits" in words(page)
    assert 'href="/author/reports?lesson=16-estimate-in-ranges"' in page
    assert "Reports that wait 0" in words(page)


def test_reports_stand_there_with_their_answers_and_without_names(
    author: CheckingClient, learner: CheckingClient
) -> None:
    sitting = sat_exam(learner, "psm-i", [RIGHT], at=NOW - timedelta(days=1), items=("psm-values",))
    report = add_report(learner, sitting, 1, text="Two are right, I think.")

    page = author.read("/author/items/psm-values")
    assert "Two are right, I think." in page
    assert "Reports that wait 1" in words(page)
    assert "/author/reports?item=" in page

    answer(author, report, "You are right; the key is mended.")
    page = author.read("/author/items/psm-values")
    assert "You are right; the key is mended." in page
    assert "Reports that wait 0" in words(page)
    assert "Items of one exam alone are not measured" in words(page)
    assert "Ada" not in page


def test_a_private_item_says_so(author: CheckingClient, monkeypatch: pytest.MonkeyPatch) -> None:
    app = author.application
    (first, *_) = bank(app, 1)
    with app.app_context():
        catalogue = current_catalogue()
    assert "private bank" not in author.read(f"/author/items/{first.id}")
    monkeypatch.setattr(library_of(app), "catalogue", marked_private(catalogue, first.id))

    assert "private bank" in author.read(f"/author/items/{first.id}")
    assert "private bank" in author.read(f"/author/items?q={first.id}")


@pytest.mark.parametrize(
    "name",
    [
        "no-such-item",
        "%00",
        "..%2F..%2Fetc",
        "a" * 121,
        "a" * 5000,
        "%3Cscript%3E",
        "☃",
        "%FF",
        "'",
    ],
)
def test_hostile_ids_are_not_found(author: CheckingClient, name: str) -> None:
    assert author.get(f"/author/items/{name}").status_code == 404


def test_it_is_for_authors_alone(
    visitor: CheckingClient, learner: CheckingClient, recruiter: CheckingClient
) -> None:
    for path in ("/author/items", "/author/items/psm-values", "/author/health"):
        assert visitor.get(path).status_code == 302
        assert learner.get(path).status_code == 403
        assert recruiter.get(path).status_code == 403


def test_it_asks_little_of_the_database_whatever_was_answered(author: CheckingClient) -> None:
    app = author.application
    items = quiz(app)
    half_and_half(app, items)
    author.read(f"/author/items/{items[0].id}")

    with statements(app) as seen:
        author.read(f"/author/items/{items[0].id}")

    # One is the person's.
    assert len(seen.sql) <= 11, seen.sql
    assert seen.commits == 0
