"""Banks, cases, exams, dated facts and templates become values of the catalogue."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.domain.content.sample import BANK, BLUEPRINT, CASE, FACTS, sample
from tpmlearn.domain.content.catalogue import Pool
from tpmlearn.library import Library

START = "modules/01-start"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A content folder with the flawless sample."""
    _fill(tmp_path / "content", sample())
    return tmp_path / "content"


def _fill(folder: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def _library(*folders: Path) -> Library:
    return Library(folders, folders[0].parent / "cache")


def test_each_file_of_items_fills_its_pool(folder: Path) -> None:
    catalogue = _library(folder).catalogue

    assert [item.id for item in catalogue.bank["del4"]] == ["del4-wide"]
    assert {item.pool for item in catalogue.bank["del4"]} == {Pool.TEST}
    assert {item.pool for item in catalogue.cases["late-portal"].items} == {Pool.TEST}
    assert {item.pool for item in catalogue.exams["short"].items} == {Pool.EXAM}
    assert {item.pool for item in catalogue.modules["01-start"].quiz} == {Pool.PRACTICE}
    assert len(catalogue.test_pool) == 1 + 4
    assert len(catalogue.items) == 20 + 1 + 4 + 1


def test_the_items_of_a_case_carry_its_story(folder: Path) -> None:
    case = _library(folder).catalogue.cases["late-portal"]

    assert case.title == "The late portal"
    assert '<a class="lesson-link" href="/learn/01-start">Start here</a>' in case.story
    assert "<table>" in case.story
    assert {(item.case, item.story) for item in case.items} == {("late-portal", case.story)}
    assert len({id(item.story) for item in case.items}) == 1


def test_another_story_makes_another_version_of_each_of_its_items(folder: Path) -> None:
    library = _library(folder)
    before = [item.version for item in library.catalogue.cases["late-portal"].items]

    _fill(folder, {"cases/late-portal.md": CASE.replace("had 40 points", "had 41 points")})
    library.refresh()

    after = [item.version for item in library.catalogue.cases["late-portal"].items]
    assert not set(before) & set(after)


def test_a_practice_case_says_so(folder: Path) -> None:
    _fill(folder, {"cases/late-portal.md": CASE.replace("skill:", "pool: practice\nskill:", 1)})

    catalogue = _library(folder).catalogue

    assert catalogue.cases["late-portal"].pool is Pool.PRACTICE
    assert {item.pool for item in catalogue.cases["late-portal"].items} == {Pool.PRACTICE}
    assert [item.id for item in catalogue.test_pool] == ["del4-wide"]


def test_a_blueprint_is_read_whole(folder: Path) -> None:
    blueprint = _library(folder).catalogue.exams["short"].blueprint

    assert (blueprint.questions, blueprint.marks, blueprint.minutes) == (2, 2, 4)
    assert blueprint.draw.groups == {"planning": 1, "people": 1}
    assert blueprint.draw.approach == {"predictive": 0.5}
    assert (blueprint.pass_rule.share, blueprint.pass_rule.each_domain) == (0.6, False)
    assert blueprint.since.isoformat() == "2026-07-09"
    assert blueprint.until is None


def test_the_history_of_an_exam_is_shown_as_it_is_written(folder: Path) -> None:
    _fill(folder, {"exams/short/history.md": "It was *longer*; see [[01-start]].\n"})

    exam = _library(folder).catalogue.exams["short"]

    link = '<a class="lesson-link" href="/learn/01-start">Start here</a>'
    assert exam.history == f"<p>It was <em>longer</em>; see {link}.</p>"


def test_a_blueprint_of_a_past_outline_names_its_domains(folder: Path) -> None:
    past = BLUEPRINT.replace("outline: pmp-2026", "outline: pmp-2021").replace(
        "pool: exam", "pool: test"
    )
    past = past.replace("from: 2026-07-09", "from: 2021-01-02, until: 2026-07-08")
    past = past.replace("group: {planning: 1, people: 1}", "domain: {PE: 1, BE: 1}")
    _fill(folder, {"exams/old/blueprint.yml": past})

    catalogue = _library(folder).catalogue

    assert catalogue.problems == ()
    assert catalogue.exams["old"].blueprint.draw.domains == {"PE": 1, "BE": 1}


@pytest.mark.parametrize(("day", "over"), [(8, False), (9, True)])
def test_an_exam_is_history_from_the_day_after_its_last(day: int, over: bool, folder: Path) -> None:
    blueprint = _library(folder).catalogue.exams["short"].blueprint
    last = replace(blueprint, until=date(2026, 7, 8))

    assert last.is_history(date(2026, 7, day)) is over
    assert not blueprint.is_history(date(2026, 7, day))


def test_a_fact_stands_in_the_text_and_leads_to_its_date(folder: Path) -> None:
    catalogue = _library(folder).catalogue

    html = catalogue.modules["01-start"].sections[0].html
    assert '<a class="fact-link" href="/facts#psm-fee">USD 150</a>' in html
    assert catalogue.facts["psm-fee"].about == "PSM I"


def test_a_template_is_offered_by_the_lesson(folder: Path) -> None:
    module = _library(folder).catalogue.modules["01-start"]

    address = 'href="/learn/01-start/templates/ranges.md"'
    assert f'<a class="template-link" {address}>a list</a>' in module.sections[0].html
    assert [one.title for one in module.templates] == ["A list of ranges"]
    assert module.templates[0].text.startswith("# A list of ranges\n")


def test_a_broken_bank_stays_as_it_was(folder: Path) -> None:
    library = _library(folder)

    _fill(folder, {"bank/del4.md": BANK.replace("- [x]", "- [ ]")})
    library.refresh()

    assert [problem.code for problem in library.problems] == ["E062"]
    assert [item.id for item in library.catalogue.bank["del4"]] == ["del4-wide"]


def test_an_overlay_adds_a_private_bank(folder: Path, tmp_path: Path) -> None:
    ours = BANK.replace("del4-wide", "our-own").replace(
        "Whose range is wider", "Which was narrower"
    )
    _fill(tmp_path / "ours", {"bank/ours.md": ours})

    catalogue = _library(folder, tmp_path / "ours").catalogue

    private = {item.id: item.private for item in catalogue.test_pool}
    assert private["our-own"] is True
    assert private["del4-wide"] is False
    assert private["case-pace"] is False


def test_a_later_folder_replaces_a_file_and_makes_it_private(folder: Path, tmp_path: Path) -> None:
    _fill(tmp_path / "ours", {"bank/del4.md": BANK.replace("Ada", "Ann")})

    (item,) = _library(folder, tmp_path / "ours").catalogue.bank["del4"]

    assert item.options[0].html.startswith("Ann")
    assert item.private


EVIL = "<script>alert(1)</script>"


def test_markup_in_the_fields_of_a_fact_a_case_or_a_template_stays_text(folder: Path) -> None:
    _fill(
        folder,
        {
            "facts.yml": FACTS.replace("USD 150", f'"{EVIL}"').replace("PSM I", f'"{EVIL}"'),
            "cases/late-portal.md": CASE.replace("title: The late portal", f'title: "{EVIL}"'),
            f"{START}/templates/ranges.md": f"# {EVIL}\n",
        },
    )

    catalogue = _library(folder).catalogue

    html = catalogue.modules["01-start"].sections[0].html
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in html
    assert catalogue.facts["psm-fee"].about == EVIL
    assert catalogue.cases["late-portal"].title == EVIL


@pytest.mark.parametrize(
    "target", ["../../02-ranges/quiz", "/etc/passwd", "..%2Fquiz", "ranges.md", "templates/ranges"]
)
def test_a_template_link_leads_to_the_templates_of_its_module_only(
    folder: Path, target: str
) -> None:
    lesson = folder / START / "lesson.md"
    text = lesson.read_text(encoding="utf-8")
    lesson.write_text(text.replace("(template:ranges)", f"(template:{target})"), encoding="utf-8")

    library = _library(folder)

    codes = {problem.code for problem in library.problems}
    assert codes == {"E133", "W131"}
    assert "template-link" not in library.catalogue.modules["01-start"].sections[0].html


def test_a_template_that_is_a_link_out_of_the_folder_is_refused(
    folder: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.md").write_text("# Secret\n", encoding="utf-8")
    template = folder / START / "templates/ranges.md"
    template.unlink()
    template.symlink_to(tmp_path / "secret.md")

    library = _library(folder)

    assert "E003" in {problem.code for problem in library.problems}
    assert library.catalogue.modules["01-start"].templates == ()


def test_what_nobody_can_read_elsewhere_is_unread_and_never_exported(
    folder: Path, tmp_path: Path
) -> None:
    ours = BANK.replace("del4-wide", "our-own").replace(
        "Whose range is wider", "Which was narrower"
    )
    _fill(tmp_path / "ours", {"bank/ours.md": ours})
    folders = (folder, tmp_path / "ours")
    library = Library(folders, tmp_path / "cache", private=folders[1:])

    unread = {item.id: item.unread for item in library.catalogue.items}

    assert unread["our-own"] is True
    assert [name for name, is_unread in unread.items() if is_unread] == ["our-own"]
    assert library.private_files() == {"bank/ours.md"}


def test_practice_questions_of_a_private_folder_are_not_unread(
    folder: Path, tmp_path: Path
) -> None:
    catalogue = Library([folder], tmp_path / "cache", private=[folder]).catalogue

    assert not any(item.unread for item in catalogue.modules["01-start"].quiz)
    assert all(item.unread for item in catalogue.test_pool)
    assert all(item.unread for item in catalogue.exams["short"].items)
