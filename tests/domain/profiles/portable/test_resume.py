"""JSON Resume: skills in words, work as projects, certificates from the log, exams nowhere."""

import json
from typing import Any

from tests.domain.profiles.portable.cast import NOBODY, PROFILE
from tpmlearn.domain.profiles.portable.profile import PortableProfile
from tpmlearn.domain.profiles.portable.resume import resume


def _read(profile: PortableProfile) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(resume(profile))
    return found


def test_a_skill_has_its_level_in_words() -> None:
    skills = _read(PROFILE)["skills"]

    assert [one["name"] for one in skills] == ["Risk", "Budget", "Estimating", "Listening"]
    assert skills[0]["level"] == "knowledge K3 of 5, very likely K2 to K4"
    assert skills[0]["keywords"][0] == "CTL2"
    assert "evidence: 1 confirmed, 2 claimed" in skills[0]["keywords"]


def test_work_says_whether_it_is_confirmed() -> None:
    first, second = _read(PROFILE)["projects"]

    assert first == {
        "name": "Ran the register of the portal",
        "description": "I found 14 risks in two workshops.",
        "highlights": [
            "confirmed by 2 people whom the author named",
            "leading 6 hours a week",
        ],
        "keywords": ["Risk"],
        "startDate": "2026-03-01",
        "endDate": "2026-06-30",
        "url": "https://wiki.example.org/register_2026?x=1",
    }
    assert second["highlights"][0] == "claimed, not confirmed"
    assert second["highlights"][-1] == "shown by: The minutes of May"
    assert "url" not in second


def test_a_certificate_is_claimed_until_it_is_confirmed() -> None:
    (found,) = _read(PROFILE)["certificates"]

    assert found == {
        "name": "Project Management Professional (PMP) (claimed, not confirmed)",
        "issuer": "Project Management Institute (PMI)",
        "date": "2026-11-02",
    }


def test_practice_exams_are_nowhere_in_it() -> None:
    text = resume(PROFILE).decode()

    assert "outline of 2026" not in text
    assert "118" not in text


def test_it_says_what_it_does_not_show() -> None:
    summary = _read(PROFILE)["basics"]["summary"]

    assert "not how somebody works" in summary
    assert "provisional" in summary


def test_of_nobody_there_is_a_file_without_anything() -> None:
    found = _read(NOBODY)

    assert found["skills"] == found["projects"] == found["certificates"] == []
    assert "name" not in found["basics"]
