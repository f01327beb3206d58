"""Whether a package is weak is said apart from whether anybody could be asked."""

import json

from tests.check_packages import Answer, read_npm_audit, read_pip_audit, verdict


def test_what_was_skipped_is_unknown_not_sound() -> None:
    told = {
        "dependencies": [
            {"name": "flask", "version": "3.1.0", "vulns": []},
            {"name": "old", "version": "1.0", "vulns": [{"id": "PYSEC-1"}, {"id": "PYSEC-2"}]},
            {"name": "alembic", "skip_reason": "Dependency not found on PyPI"},
        ]
    }

    answer = read_pip_audit("requirements.txt", json.dumps(told))

    assert answer == Answer("requirements.txt", 2, 1, ("old 1.0: PYSEC-1, PYSEC-2",))
    assert read_pip_audit("requirements.txt", "") == Answer("requirements.txt", 0, 0)


def test_a_registry_that_gives_no_report_knows_nothing() -> None:
    refused = json.dumps({"message": "405 Method Not Allowed"})
    both = [{"name": "a", "severity": "high"}, {"name": "b", "severity": "low"}]
    found = {"vulnerabilities": {one["name"]: one for one in both}}
    weak = read_npm_audit("frontend", json.dumps(found), 9)

    assert read_npm_audit("frontend", refused, 9) == Answer("frontend", 0, 9)
    assert read_npm_audit("frontend", "no JSON", 9) == Answer("frontend", 0, 9)
    assert weak == Answer("frontend", 9, 0, ("a: high",))


def test_it_ends_well_only_where_all_were_asked_about_and_none_is_weak() -> None:
    sound, unasked = Answer("requirements.txt", 70, 0), Answer("frontend", 0, 9)
    weak = Answer("requirements-dev.txt", 3, 0, ("old 1.0: PYSEC-1",))
    tool = Answer("tests/scans", 3, 0, ("tool: high",))

    assert verdict([sound]) == (
        0,
        ["requirements.txt: 70 packages asked about, none of them is known to be weak."],
    )
    assert verdict([sound, weak, unasked])[0] == 1
    code, said = verdict([sound, unasked])
    assert code == 2
    assert said[-1].startswith("Nobody could be asked about the packages of frontend (9): ")
    code, said = verdict([sound, tool])
    assert code == 0
    assert "weak: tool: high." in said[-1]
