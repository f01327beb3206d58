"""Only names that the content knows, and none that leads out of its folder."""

import pytest

from tpmlearn.domain.publishing.names import differ_in_case_only, refused_name


@pytest.mark.parametrize(
    "name",
    [
        "bank/ctl2.md",
        "modules/16-estimate-in-ranges/lesson.md",
        "modules/16-estimate-in-ranges/triangle.svg",
        "modules/16-estimate-in-ranges/templates/estimate.md",
        "exams/pmp-2026/blueprint.yml",
        "glossary.yml",
    ],
)
def test_a_name_of_the_content_is_taken(name: str) -> None:
    assert refused_name(name) == ""


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("", "1 to 150 characters"),
        ("bank/" + "a" * 150 + ".md", "1 to 150 characters"),
        ("../app.py", "leads from the content folder down"),
        ("bank/../../app.py", "leads from the content folder down"),
        ("/etc/passwd", "leads from the content folder down"),
        ("C:/bank/x.md", "leads from the content folder down"),
        ("bank\\x.md", "leads from the content folder down"),
        ("bank//x.md", "leads from the content folder down"),
        ("./bank/x.md", "leads from the content folder down"),
        ("bank/Ünï.md", "lower-case letters"),
        ("bank/a b.md", "lower-case letters"),
        ("bank/x\n.md", "lower-case letters"),
        ("bank/\x00.md", "lower-case letters"),
        ("bank/\u202egnp.md", "lower-case letters"),
        ("bank/.hidden.md", "lower-case letters"),
        ("-rf/x.md", "lower-case letters"),
        ("bank/x.py", "no file of this name"),
        ("bank/x.html", "no file of this name"),
        ("modules/16-x/picture.png", "no file of this name"),
        (".git/config", "lower-case letters"),
    ],
)
def test_any_other_is_refused_with_a_sentence(name: str, said: str) -> None:
    assert said in refused_name(name)


def test_names_that_differ_in_case_only_are_told() -> None:
    assert differ_in_case_only(["bank/a.md", "bank/A.md", "bank/b.md"]) == ("bank/a.md",)
