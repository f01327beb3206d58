"""What an author should look at: problems by file, sources that nobody checked for a year."""

from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.domain.content.health import LINK_CODES, by_file
from tpmlearn.domain.content.rules import RULES


def _problem(path: str, line: int, severity: Severity) -> Problem:
    return Problem(path, line, 1, "E001", "wrong", severity)


def test_files_with_errors_come_first_and_errors_first_in_each() -> None:
    a1 = _problem("a", 1, Severity.WARNING)
    b1, b9 = _problem("b", 1, Severity.WARNING), _problem("b", 9, Severity.ERROR)
    c2 = _problem("c", 2, Severity.ERROR)

    found = by_file([a1, b1, c2, b9])

    assert [one.path for one in found] == ["b", "c", "a"]
    assert found[0].problems == (b9, b1)
    assert [one.errors for one in found] == [1, 1, 0]
    assert by_file([]) == ()


def test_the_rules_of_links_exist() -> None:
    assert set(RULES) >= LINK_CODES
