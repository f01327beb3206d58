"""Certificates that wait until the evidence log has what their owners ask for."""

from dataclasses import replace
from datetime import date

import pytest

from tests.domain.planning.cast import TODAY, catalogue, report
from tpmlearn.domain.content.catalogue import Catalogue, Certificate, Experience
from tpmlearn.domain.planning.activities import Progress, State
from tpmlearn.domain.planning.conditions import waiting_certificates
from tpmlearn.domain.planning.selection import select_activities
from tpmlearn.domain.profiles.eligibility import Eligibility, LoggedWork, eligibility

GAPS = {"EST": 1, "RISK": 3, "TALK": 3, "BUY": 2}


def content() -> Catalogue:
    """The certificate that is early asks for 24 or 36 months of leading and 35 hours."""
    early = replace(
        catalogue().certificates["early"],
        experience=(Experience("Degree", 36), Experience("Accredited degree", 24)),
        experience_years=10,
        contact_hours=35,
    )
    return replace(catalogue(), certificates={**catalogue().certificates, "early": early})


def held(months: int, hours: float, certificate: Certificate) -> Eligibility:
    began = date(2026 - months // 12, 11 - months % 12 + 1, 1)
    work = LoggedWork(began, date(2026, 11, 30), 10 if months else 0, hours, confirmed=False)
    return eligibility([work], certificate, today=date(2026, 11, 30))


def waiting(
    months: int, hours: float, progress: dict[str, Progress] | None = None
) -> dict[str, str]:
    return waiting_certificates(
        content(),
        report(**GAPS),
        progress=progress or {},
        eligibility=lambda one: held(months, hours, one),
    )


def test_it_says_what_is_missing() -> None:
    assert waiting(4, 12.5) == {
        "early": "EARLY waits: your evidence log has four months of leading of 24 and "
        "12.5 of 35 hours of training are logged."
    }


@pytest.mark.parametrize(("months", "hours"), [(24, 35), (40, 90)])
def test_nothing_waits_once_the_shortest_way_is_met(months: int, hours: float) -> None:
    assert waiting(months, hours) == {}


def test_a_certificate_that_stands_in_for_training_waives_its_hours() -> None:
    passed = {"exam:capm": Progress(State.DONE, TODAY)}

    assert waiting(24, 0, passed) == {}


@pytest.mark.parametrize("state", [State.STARTED, State.DONE])
def test_one_that_is_under_way_does_not_wait(state: State) -> None:
    assert waiting(0, 0, {"certificate:early": Progress(state, TODAY)}) == {}


def test_the_log_is_not_asked_where_nothing_has_conditions() -> None:
    def never(one: Certificate) -> Eligibility:
        raise AssertionError(one.slug)

    assert waiting_certificates(catalogue(), report(**GAPS), progress={}, eligibility=never) == {}


def test_the_next_certificate_is_planned_while_one_waits() -> None:
    found = select_activities(content(), report(**GAPS), progress={}, waiting={"early"})

    assert [one.key for one in found.activities if one.kind == "exam"] == ["exam:late"]
