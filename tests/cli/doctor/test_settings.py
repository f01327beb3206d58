"""What the doctor says of settings, wrong ones included."""

from dataclasses import replace
from pathlib import Path

import pytest

from tpmlearn.cli.doctor.finding import Finding, State, as_lines, note, right, wrong
from tpmlearn.cli.doctor.settings import (
    check_environment,
    check_proxies,
    check_public_url,
    check_secret,
    check_sender,
)
from tpmlearn.config import Settings

HTTPS = "https://learn.example.org"
GOOD = "k3J9xQ7vLm2Rt8Wz5Yb1Nc4Hd6Gf0Ps_Ae"


@pytest.mark.parametrize(
    ("key", "state"),
    [(GOOD, State.RIGHT), (GOOD[:31], State.WRONG), ("ab" * 30, State.WRONG), ("", State.WRONG)],
)
def test_a_secret_is_long_and_of_many_letters(key: str, state: State, tmp_path: Path) -> None:
    found = check_secret(key, tmp_path / "secret-key")

    assert found.state is state
    assert not key or key not in found.says + found.mend


def test_it_says_where_a_secret_is_kept(tmp_path: Path) -> None:
    (tmp_path / "secret-key").write_text(GOOD)

    assert "secret-key" in check_secret(GOOD, tmp_path / "secret-key").says


@pytest.mark.parametrize(
    ("production", "url", "state"),
    [
        (True, HTTPS, State.RIGHT),
        (False, "http://127.0.0.1:8000", State.NOTE),
        (False, HTTPS, State.WRONG),
    ],
)
def test_others_come_in_to_production_alone(
    settings: Settings, production: bool, url: str, state: State
) -> None:
    site = replace(settings, production=production, public_url=url)

    assert check_environment(site).state is state


@pytest.mark.parametrize(
    ("url", "state"),
    [
        (HTTPS, State.RIGHT),
        ("http://127.0.0.1:8000", State.RIGHT),
        ("http://learn.example.org", State.WRONG),
        ("https://example.org/learn", State.WRONG),
        ("https://ada@example.org", State.WRONG),
        ("learn.example.org", State.WRONG),
        ("ftp://learn.example.org", State.WRONG),
    ],
)
def test_the_address_is_one_of_a_whole_host(settings: Settings, url: str, state: State) -> None:
    assert check_public_url(replace(settings, public_url=url)).state is state


@pytest.mark.parametrize(
    ("url", "count", "state"),
    [
        (HTTPS, 1, State.RIGHT),
        (HTTPS, 0, State.WRONG),
        (HTTPS, 7, State.NOTE),
        ("http://127.0.0.1:8000", 0, State.RIGHT),
        ("http://127.0.0.1:8000", 1, State.WRONG),
    ],
)
def test_proxies_go_with_the_address(
    settings: Settings, url: str, count: int, state: State
) -> None:
    site = replace(settings, public_url=url, trusted_proxies=count)

    assert check_proxies(site).state is state


@pytest.mark.parametrize(
    ("mail_url", "sender", "state"),
    [
        ("", "tpmlearn@localhost", State.RIGHT),
        ("smtp://mail.example.org", "tpmlearn@localhost", State.WRONG),
        ("smtp://mail.example.org", "Learn <learn@example.org>", State.RIGHT),
    ],
)
def test_a_sender_is_of_a_domain(
    settings: Settings, mail_url: str, sender: str, state: State
) -> None:
    site = replace(settings, mail_url=mail_url, mail_from=sender)

    assert check_sender(site).state is state


def test_lines_say_how_to_mend_and_end_with_the_sum() -> None:
    found: list[Finding] = [right("a", "good"), note("b", "odd", "look"), wrong("c", "bad", "do")]

    lines = as_lines(found)

    assert lines[-1] == "1 wrong, 1 to know, 1 right."
    assert [line.strip() for line in lines if "Mend" in line] == ["Mend: look", "Mend: do"]
