"""What the doctor says of mail, content, git, badges, extras and workers."""

import subprocess
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller

from tests.support.cluster import free_port
from tests.support.provider import CLIENT, SECRET, crooked_provider
from tests.test_mail import Postbox, Promiser
from tpmlearn.cli.doctor.finding import State
from tpmlearn.cli.doctor.services import (
    check_badges,
    check_extra,
    check_git,
    check_mail,
    check_problems,
    check_provider,
    check_release,
    check_workers,
)
from tpmlearn.domain.content.catalogue import Problem, Severity
from tpmlearn.oidc import Provider, forget_discovery
from tpmlearn.signing.keyring import Keyring

LIVE = "a" * 40


def problem(severity: Severity) -> Problem:
    return Problem("modules/x/lesson.md", 1, 1, "E001", "Something.", severity)


def said_by(box: Postbox, user: str = "") -> State:
    port = free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        return check_mail(f"smtp://{user}127.0.0.1:{port}", production=True).state
    finally:
        controller.stop()


def test_it_greets_the_mail_server_and_sends_nothing() -> None:
    box = Postbox()

    assert said_by(box) is State.NOTE
    assert box.mail == []


def test_a_server_that_promises_tls_or_wants_a_password_in_clear_is_wrong() -> None:
    assert said_by(Promiser()) is State.WRONG
    assert said_by(Postbox(), "learn:a-password@") is State.WRONG


def test_no_mail_server_is_wrong_in_production_alone() -> None:
    assert check_mail("", production=True).state is State.WRONG
    assert check_mail("", production=False).state is State.NOTE


def test_a_mail_server_that_is_not_there_is_named_without_the_password() -> None:
    found = check_mail(f"smtp://learn:a-password@127.0.0.1:{free_port()}", production=True)

    assert found.state is State.WRONG
    assert "a-password" not in found.says + found.mend


@pytest.mark.parametrize(
    ("problems", "modules", "state"),
    [
        ([], 48, State.RIGHT),
        ([Severity.WARNING], 48, State.RIGHT),
        ([Severity.ERROR], 48, State.WRONG),
        ([], 0, State.WRONG),
    ],
)
def test_errors_of_content_are_wrong(problems: list[Severity], modules: int, state: State) -> None:
    assert check_problems([problem(one) for one in problems], modules).state is state


def test_content_may_be_in_git_or_not(tmp_path: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        subprocess.run(["git", "-C", tmp_path, *who, *words], check=True, capture_output=True)

    assert "no work tree" in check_git(tmp_path).says
    git("init", "-b", "main")
    git("commit", "--allow-empty", "-m", "First")
    assert "on the branch main" in check_git(tmp_path).says
    git("checkout", "--detach")
    assert check_git(tmp_path).state is State.WRONG


def test_a_merge_that_is_not_ended_is_wrong(tmp_path: Path) -> None:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    for words in (("init", "-b", "main"), (*who, "commit", "--allow-empty", "-m", "First")):
        subprocess.run(["git", "-C", tmp_path, *words], check=True, capture_output=True)
    (tmp_path / ".git" / "MERGE_HEAD").write_text("0" * 40)

    assert "a merge is not ended" in check_git(tmp_path).says


def test_without_git_there_are_no_commits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert check_git(tmp_path).state is State.NOTE


@pytest.mark.parametrize(
    ("live", "shown", "state"),
    [
        (None, None, State.RIGHT),
        (LIVE, LIVE, State.RIGHT),
        (LIVE, None, State.WRONG),
        (None, LIVE, State.WRONG),
    ],
)
def test_what_is_live_is_here(live: str | None, shown: str | None, state: State) -> None:
    assert check_release(live, shown).state is state


def test_no_badge_key_is_fine_and_a_broken_one_is_not(tmp_path: Path) -> None:
    keys = Keyring(tmp_path)

    without = check_badges(keys).state
    keys.make()
    made = check_badges(keys).state
    (tmp_path / "badge-keys" / "signing.pem").write_text("no key")

    assert (without, made) == (State.NOTE, State.RIGHT)
    assert check_badges(keys).state is State.WRONG
    assert check_badges(Keyring(tmp_path, "no key")).state is State.WRONG


def test_an_extra_may_be_missing() -> None:
    assert check_extra("json", "nothing", "pip").state is State.RIGHT
    assert check_extra("no_such_package_here", "no PDF", "pip").state is State.NOTE


@pytest.mark.parametrize(
    ("wanted", "safe", "processors", "memory", "state"),
    [
        (2, 2, 2, 4_000, State.RIGHT),
        (2, 1, 2, 4_000, State.NOTE),
        (9, 9, 2, 4_000, State.NOTE),
        (4, 4, 4, 500, State.WRONG),
        (2, 2, 2, 0, State.RIGHT),
    ],
)
def test_workers_fit_the_machine(
    wanted: int, safe: int, processors: int, memory: int, state: State
) -> None:
    assert check_workers(wanted, safe, processors, memory).state is state


def test_a_provider_is_asked_for_what_it_says_of_itself() -> None:
    with crooked_provider() as found:
        provider = Provider(found.url, CLIENT, SECRET, "Acme", ("corp.example",))
        right = check_provider(provider)
        forget_discovery()
        found.metadata = {"issuer": "https://elsewhere.example"}
        wrong = check_provider(provider)

    assert check_provider(None) is None
    assert right is not None
    assert wrong is not None
    assert (right.state, wrong.state) == (State.RIGHT, State.WRONG)
    assert "corp.example" in right.says
    assert "calls itself 'https://elsewhere.example'" in wrong.says
