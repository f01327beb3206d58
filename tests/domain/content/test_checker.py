"""Rules between files: what is missing, what is there twice, what runs in a circle."""

import pytest

from tests.domain.content.sample import LESSON, QUIZ, fillers, sample, second_quiz
from tpmlearn.domain.content.checker import check_files

SECOND = "modules/02-ranges"


def _found(files: dict[str, str]) -> list[str]:
    _, problems = check_files(files)
    return [f"{one.path}:{one.line}:{one.column} {one.code}" for one in problems]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("framework.yml", ["content/framework.yml:1:1 E005"]),
        (f"{SECOND}/quiz.md", [f"content/{SECOND}/quiz.md:1:1 E005"]),
        (f"{SECOND}/lesson.md", [f"content/{SECOND}/lesson.md:1:1 E005"]),
    ],
)
def test_it_misses_a_file_that_must_be_there(name: str, expected: list[str]) -> None:
    files = sample()

    del files[name]

    assert _found(files) == expected


def test_it_says_nothing_of_skills_while_the_framework_cannot_be_read() -> None:
    files = {**sample(), "framework.yml": "areas: ["}

    found = _found(files)

    assert found == ["content/framework.yml:1:9 E012"]


def test_it_refuses_a_folder_name_without_number() -> None:
    files = sample()
    files["modules/ranges/lesson.md"] = files.pop(f"{SECOND}/lesson.md")
    files["modules/ranges/quiz.md"] = files.pop(f"{SECOND}/quiz.md")

    found = _found(files)

    assert "content/modules/ranges/lesson.md:1:1 E006" in found


def test_it_notes_a_file_that_nobody_reads() -> None:
    files = {**sample(), "modules/01-start/notes.txt": "x"}

    assert _found(files) == ["content/modules/01-start/notes.txt:1:1 W125"]


def test_it_notes_a_figure_that_is_shown_nowhere() -> None:
    files = {**sample(), "modules/01-start/x.svg": "<svg/>"}

    assert _found(files) == ["content/modules/01-start/x.svg:1:1 W124"]


def test_it_knows_figures_that_the_quiz_shows() -> None:
    files = {**sample(), "modules/01-start/x.svg": "<svg/>"}
    stem = "The vendor reports a slip of two weeks."
    files["modules/01-start/quiz.md"] = files["modules/01-start/quiz.md"].replace(
        stem, f"![A network](x.svg)\n\n{stem}"
    )

    assert _found(files) == []


def test_it_finds_two_modules_of_one_number() -> None:
    files = sample()
    files["modules/01-twin/lesson.md"] = files[f"{SECOND}/lesson.md"].replace(
        "requires: [01-start]", "requires: []"
    )
    files["modules/01-twin/quiz.md"] = second_quiz().replace("m02-", "m03-")

    found = _found(files)

    assert "content/modules/01-twin/lesson.md:1:1 E090" in found


def test_it_names_every_module_of_a_circle() -> None:
    files = sample()
    base = files[f"{SECOND}/lesson.md"]
    for number, needs in (
        ("01-start", "03-net"),
        ("02-ranges", "01-start"),
        ("03-net", "02-ranges"),
    ):
        files[f"modules/{number}/lesson.md"] = base.replace("[01-start]", f"[{needs}]", 1)
    files["modules/03-net/quiz.md"] = second_quiz().replace("m02-", "m03-")

    _, problems = check_files(files)

    circles = [(one.path, one.message) for one in problems if one.code == "E087"]
    assert [path for path, _ in circles] == [
        "content/modules/01-start/lesson.md",
        "content/modules/02-ranges/lesson.md",
        "content/modules/03-net/lesson.md",
    ]
    assert "01-start → 03-net → 02-ranges → 01-start" in circles[0][1]


def test_it_finds_the_same_question_in_another_file() -> None:
    files = sample()
    files[f"{SECOND}/quiz.md"] = QUIZ.replace("m01-", "m02-") + fillers("m02", 6)

    found = [one for one in _found(files) if one.endswith("E091")]

    assert found == [f"content/{SECOND}/quiz.md:{line}:1 E091" for line in (10, 23, 36, 45)]


@pytest.mark.parametrize(
    ("stem", "codes"),
    [
        ("The vendor reports a slip of three weeks. What should you do **first**?", ["W123"]),
        ("The vendor reports a slip. What comes first?", []),
    ],
)
def test_it_warns_of_a_question_that_is_nearly_the_same(stem: str, codes: list[str]) -> None:
    files = sample()
    files[f"{SECOND}/quiz.md"] = second_quiz().replace(
        "An auditor wants a list by noon. What should you do **first**?", stem
    )

    assert [one[-4:] for one in _found(files)] == codes


def test_it_counts_the_items_of_a_quiz() -> None:
    files = {**sample(), "modules/01-start/quiz.md": QUIZ + fillers("m01", 5)}

    _, problems = check_files(files)

    assert [problem.message for problem in problems] == [
        "the quiz has 9 items, not 10. Add or remove items."
    ]


@pytest.mark.parametrize(("minutes", "codes"), [(24, ["W121"]), (25, []), (39, []), (42, ["W121"])])
def test_it_compares_minutes_with_what_the_text_comes_to(minutes: int, codes: list[str]) -> None:
    # 18 of exercise + 12 of quiz + 85 words / 200 = 30.4 minutes; 25 % of the stated ones are borne
    files = sample()
    files["modules/01-start/lesson.md"] = LESSON.replace("minutes: 30", f"minutes: {minutes}", 1)

    assert [one[-4:] for one in _found(files)] == codes


def test_it_reports_all_problems_of_all_files_at_once_and_in_order() -> None:
    files = sample()
    files["modules/01-start/lesson.md"] = LESSON.replace("stage: 0", "stage: x").replace(
        "skills: [DEL4]", "skills: [NO1]"
    )
    files["traps.yml"] = files["traps.yml"].replace("name:", "nam:")

    found = _found(files)

    assert found == sorted(found)
    assert [one.rpartition(":")[0] for one in found] == [
        "content/modules/01-start/lesson.md:4",
        "content/modules/01-start/lesson.md:5",
        "content/traps.yml:1",
        "content/traps.yml:2",
    ]


def test_it_misses_the_blueprint_beside_the_items_of_an_exam() -> None:
    files = sample()

    del files["exams/short/blueprint.yml"]

    assert _found(files) == ["content/exams/short/items.md:1:1 E136"]


def test_it_counts_the_items_of_a_case() -> None:
    files = sample()
    case = files["cases/late-portal.md"]

    files["cases/late-portal.md"] = case[: case.index("\n## Filler 1")]

    assert _found(files) == ["content/cases/late-portal.md:1:1 W130"]


@pytest.mark.parametrize("name", ["bank/del4.md", "cases/late-portal.md", "exams/short/items.md"])
def test_it_keeps_numbers_in_the_practice_pool(name: str) -> None:
    files = sample()
    head = (
        "## Sum {#a-sum group=people}\n\nHow many days are 3 + 4?\n\n- = 7 ± 0 days\n  > Seven.\n"
    )

    files[name] += f"\n{head}"

    line = files[name].count("\n", 0, files[name].index("## Sum")) + 1
    assert f"content/{name}:{line}:1 E099" in _found(files)
