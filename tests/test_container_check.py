"""The check of the container says why where it cannot be done, and never passes in silence."""

import os

import pytest

from tests import check_container


@pytest.fixture
def nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """A user who is not root."""
    monkeypatch.setattr(os, "geteuid", lambda: 1000)


@pytest.mark.usefixtures("nobody")
def test_it_fails_with_a_sentence() -> None:
    with pytest.raises(SystemExit, match=r"were not tried: .* which only root may\."):
        check_container.begin([])


@pytest.mark.usefixtures("nobody")
def test_where_it_need_not_be_possible_it_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    check_container.begin([check_container.WHERE_POSSIBLE])

    assert capsys.readouterr().out.startswith("SKIPPED: the container's steps were not tried: ")


def test_a_step_is_a_line_of_the_file_without_its_comments() -> None:
    steps = check_container.steps()

    assert [rest for step, rest in steps if step == "RUN"] == [
        "/usr/src/tpmlearn/deploy/install.sh packages",
        "/usr/src/tpmlearn/deploy/install.sh user",
        "/usr/src/tpmlearn/deploy/install.sh program",
    ]
    assert {step for step, _ in steps} <= {
        *("ARG", "FROM", "COPY", "RUN", "ENV", "WORKDIR", "USER", "VOLUME", "EXPOSE", "CMD")
    }
