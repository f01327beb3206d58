"""Step 3: how far it is to a role, in words, as a chart and as the same numbers in a table."""

import re

from playwright.sync_api import expect

from tests.browser.visit import Visit, everywhere
from tests.browser.walks import quick, rated

READING = re.compile(r"^(\d short|\d above|met|not rated)$")


def reading(asked: str, counts: str) -> str:
    """What a row of the chart says in words."""
    if counts == "not rated":
        return counts
    above = int(counts) - int(asked)
    return "met" if above == 0 else f"{above} above" if above > 0 else f"{-above} short"


def test_without_ratings_the_page_says_what_will_be_here(visit: Visit) -> None:
    visit.go("/gap")

    assert "Your gap comes from your ratings" in visit.text()
    expect(visit.page.locator("#gap-figure")).to_have_count(0)


@everywhere
def test_the_gap_names_what_is_missing_and_marks_it_as_not_tested(visit: Visit) -> None:
    rated(visit, quick(visit, 1))

    visit.go("/gap")

    said = visit.text()
    assert "rated, not tested" in said
    assert "12 of 34 skills" in said
    assert "Not rated is not a nought: these 22 skills" in said
    assert "average" not in said.replace("never as one average", "")
    assert visit.page.locator("#gaps ~ ul .card").count() == 6


def test_the_chart_and_the_table_show_the_same_numbers(visit: Visit) -> None:
    rated(visit, {"TEC1": 2, "TEC2": 0, "TEC3": 5})
    visit.go("/gap")
    figure = visit.page.locator("#gap-figure")

    figure.locator("summary", has_text="Show as table").click()
    rows = [row.locator("td").all_inner_texts() for row in figure.locator("tbody tr").all()]
    drawn = figure.locator("svg:visible text").all_text_contents()

    asked, said, counts = range(1, 4)
    assert [row[said] for row in rows[:4]] == ["2", "0", "5", "not rated"]
    assert [row[counts] for row in rows[:4]] == ["2", "0", "2", "not rated"]
    assert [words for words in drawn if READING.match(words)] == [
        reading(row[asked], row[counts]) for row in rows
    ]
    visit.look("3-gap-as-table")


def test_another_role_asks_for_other_levels_and_can_be_made_the_goal(visit: Visit) -> None:
    rated(visit, {"TEC1": 2})
    visit.go("/gap")
    before = visit.page.locator("#gap-figure svg:visible").inner_html()

    visit.page.get_by_role("link", name="Senior TPM", exact=True).click()
    expect(visit.page.locator("#how-far")).to_have_text("Senior Technical Project Manager")
    assert visit.page.locator("#gap-figure svg:visible").inner_html() != before

    visit.page.get_by_role("button", name="Make this my goal").click()
    expect(visit.page.locator("#how-far")).to_have_text("Senior Technical Project Manager")
    assert "your goal" in visit.text()
