"""The file of settings: read beside the environment, refused with its line, told by the doctor."""

import re
from pathlib import Path

import pytest
from flask import Flask

from tpmlearn.config import ROOT, SettingsError, from_environment, settings_given
from tpmlearn.settings_file import CONFIG, PREFIX, SETTINGS

EXAMPLE = ROOT / "deploy" / "tpmlearn.toml"
SECRET = "k" * 40


def written(folder: Path, text: str, mode: int = 0o640) -> dict[str, str]:
    """The environment of a site whose settings are this text."""
    path = folder / "site.toml"
    path.write_text(text, encoding="utf-8")
    path.chmod(mode)
    return {"TPMLEARN_CONFIG": str(path), "TPMLEARN_INSTANCE": str(folder)}


def test_the_file_says_what_the_environment_leaves_out(tmp_path: Path) -> None:
    text = 'log = "json"\nslow_ms = 50\nwatch_content = false\ncontent = ["/a", "/b"]\n'

    settings = from_environment({**written(tmp_path, text), "TPMLEARN_SLOW_MS": "70"})

    assert (settings.log, settings.slow_ms, settings.watch_content) == ("json", 70, False)
    assert settings.content == (Path("/a"), Path("/b"))


def test_without_a_name_it_is_looked_for_in_the_instance_folder(tmp_path: Path) -> None:
    (tmp_path / "tpmlearn.toml").write_text("slow_ms = 50\n", encoding="utf-8")

    assert from_environment({"TPMLEARN_INSTANCE": str(tmp_path)}).slow_ms == 50


def test_a_file_in_the_instance_folder_names_no_other(tmp_path: Path) -> None:
    (tmp_path / "tpmlearn.toml").write_text('instance = "/elsewhere"\n', encoding="utf-8")

    with pytest.raises(SettingsError, match=r"line 1: this file lies in the instance folder"):
        from_environment({"TPMLEARN_INSTANCE": str(tmp_path)})


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('\nslow_msec = 1\nlog = "json"', r"line 2: there is no setting slow_msec\. Did you mean"),
        ('TPMLEARN_LOG = "json"', r"line 1: there is no setting TPMLEARN_LOG\. Did you mean log\?"),
        ('[mail]\nurl = "smtp://x"', r"line 1: there is no setting mail\."),
        ('config = "/etc/other.toml"', r"there is no setting config\."),
        ("slow_ms = '50'", r"line 1: slow_ms must be a whole number\."),
        ("slow_ms = true", r"slow_ms must be a whole number\."),
        ("watch_content = 1", r"watch_content must be true or false\."),
        ("mail_from = ['a@b.example']", r"mail_from must be a text in quotes\."),
        ("content = [1]", r"content must be a folder in quotes, or a list of them\."),
        ("log = 'xml'", r"TPMLEARN_LOG is text or json, not 'xml'\. \(.*site.toml, line 1\)"),
        ("slow_ms = -1", r"TPMLEARN_SLOW_MS must be a whole number.*line 1\)"),
        ("log = \nslow_ms = 1", r"is no TOML: .*line 1"),
        ("slow_ms = 1\nslow_ms = 2\n", r"is no TOML: .*line 2"),
    ],
)
def test_what_is_wrong_in_it_is_said_with_its_line(
    tmp_path: Path, text: str, sentence: str
) -> None:
    with pytest.raises(SettingsError, match=sentence):
        from_environment(written(tmp_path, text))


def test_a_file_that_is_named_and_not_there_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="No such file"):
        from_environment({"TPMLEARN_CONFIG": str(tmp_path / "none.toml")})


def test_a_secret_that_everybody_can_read_stops_the_start(tmp_path: Path) -> None:
    env = written(tmp_path, f'secret_key = "{SECRET}"\n', mode=0o644)

    with pytest.raises(SettingsError, match=r"can be read by everybody: chmod o= "):
        from_environment(env)

    assert from_environment(written(tmp_path, "slow_ms = 1\n", mode=0o644)).slow_ms == 1


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("TPMLEARN_ENV", "prod"),
        ("TPMLEARN_WATCH_CONTENT", "no"),
        ("TPMLEARN_PUBLIC_URL", "learn.example.org"),
        ("TPMLEARN_MAIL_URL", "mail.example.org:25"),
    ],
)
def test_a_value_that_a_setting_never_has_stops_the_start(
    tmp_path: Path, name: str, text: str
) -> None:
    with pytest.raises(SettingsError, match=name):
        from_environment({"TPMLEARN_INSTANCE": str(tmp_path), name: text})


def test_a_secret_is_not_shown_where_it_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as refused:
        from_environment(written(tmp_path, 'mail_url = "https://u:a-password@h"'))

    assert "a-password" not in str(refused.value)


def test_it_tells_where_each_setting_comes_from(tmp_path: Path) -> None:
    env = {**written(tmp_path, "\nslow_ms = 50\n"), "TPMLEARN_LOG": "json"}

    found = settings_given(env)

    assert found["TPMLEARN_SLOW_MS"].where == f"{tmp_path}/site.toml, line 2"
    assert found["TPMLEARN_LOG"].where == "the environment"
    assert "TPMLEARN_MAIL_URL" not in found


def test_the_example_has_every_setting_and_no_other() -> None:
    keys = re.findall(r"^#?(\w+) = ", EXAMPLE.read_text(encoding="utf-8"), re.MULTILINE)

    assert sorted(PREFIX + key.upper() for key in keys) == sorted(set(SETTINGS) - {CONFIG})


def test_the_example_is_good_as_it_is_and_with_all_of_it(tmp_path: Path) -> None:
    text = EXAMPLE.read_text(encoding="utf-8")

    plain = from_environment({"TPMLEARN_CONFIG": written(tmp_path, text)[CONFIG]})
    whole = settings_given(
        {CONFIG: written(tmp_path, re.sub(r"(?m)^#(?=\w+ = )", "", text))[CONFIG]}
    )

    assert plain.production
    assert set(whole) == set(SETTINGS)


def test_code_table_and_kinds_name_the_same_settings() -> None:
    told = set(re.findall(r"\| (TPMLEARN_[A-Z_]+) \|", from_environment.__doc__ or ""))

    assert told == set(SETTINGS)


def test_the_doctor_tells_where_settings_come_from_and_no_secret(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    env = written(tmp_path, f'secret_key = "{SECRET}"\nslow_ms = 50\n')
    for name, text in {**env, "TPMLEARN_SLOWMS": "9"}.items():
        monkeypatch.setenv(name, text)

    done = app.test_cli_runner().invoke(args=["doctor"])

    where = str(tmp_path / "site.toml")
    assert f"TPMLEARN_SECRET_KEY is set, by {where}, line 1" in done.output
    assert f"TPMLEARN_SLOW_MS=50, by {where}, line 2" in done.output
    assert f"TPMLEARN_CONFIG={where}, by the environment" in done.output
    assert "TPMLEARN_SLOWMS is no setting" in done.output
    assert "Mend: TPMLEARN_SLOW_MS?" in done.output
    assert SECRET not in done.output
