"""The table of rules is complete: words for each, a test for each, a row in the manual for each."""

import re
from pathlib import Path

import pytest

from tpmlearn.domain.content.catalogue import Severity
from tpmlearn.domain.content.rules import RULES, Rule

ROOT = Path(__file__).parents[3]
MANUAL = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
TESTS = "".join(
    path.read_text(encoding="utf-8")
    for folder in ("domain/content", "rendering", "library", "content_flaws")
    for path in (ROOT / "tests" / folder).rglob("*.py")
)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_each_rule_says_what_is_wrong_and_how_to_mend_it(rule: Rule) -> None:
    assert re.fullmatch(r"[EW]\d{3}", rule.code)
    assert rule.explanation.endswith(".")
    assert rule.mend.endswith((".", "}"))
    assert not rule.says.endswith(".")
    assert (rule.severity is Severity.WARNING) == rule.code.startswith("W")


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.code)
def test_each_rule_has_its_row_in_the_manual(rule: Rule) -> None:
    cell = rule.explanation.replace("|", "\\|")

    assert f"| {rule.code} | {rule.title} | {cell} |" in MANUAL


def test_the_manual_names_no_rule_that_is_gone() -> None:
    assert set(re.findall(r"\| ([EW]\d{3}) \|", MANUAL)) == set(RULES)


@pytest.mark.parametrize("code", RULES)
def test_each_rule_is_broken_by_a_test(code: str) -> None:
    assert code in TESTS
