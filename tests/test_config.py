"""Settings: secrets are made once and kept; production refuses what is unsafe."""

from pathlib import Path

import pytest
from sqlalchemy import make_url

from tpmlearn.config import SettingsError, WorkPlace, from_environment
from tpmlearn.db import require_url, sound_sqlite
from tpmlearn.domain.accounts.ways_in import Policy

SECRET = "k" * 40


def test_the_secret_is_made_once_and_only_its_owner_reads_it(tmp_path: Path) -> None:
    env = {"TPMLEARN_INSTANCE": str(tmp_path / "instance")}

    first, second = from_environment(env), from_environment(env)

    assert first.secret_key == second.secret_key
    assert len(first.secret_key) >= 48
    assert (tmp_path / "instance" / "secret-key").stat().st_mode & 0o777 == 0o600
    assert list((tmp_path / "instance").iterdir()) == [tmp_path / "instance" / "secret-key"]


@pytest.mark.parametrize(
    ("env", "sentence"),
    [
        ({"TPMLEARN_PUBLIC_URL": "https://learn.example"}, "No secret key"),
        ({"TPMLEARN_SECRET_KEY": SECRET}, "https:// address"),
        ({"TPMLEARN_SECRET_KEY": "changeme", "TPMLEARN_PUBLIC_URL": "https://x.example"}, "32"),
    ],
)
def test_production_refuses_a_default(tmp_path: Path, env: dict[str, str], sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence):
        from_environment({"TPMLEARN_ENV": "production", "TPMLEARN_INSTANCE": str(tmp_path), **env})


def test_production_starts_with_its_own_secret_and_https(tmp_path: Path) -> None:
    settings = from_environment(
        {
            "TPMLEARN_ENV": "production",
            "TPMLEARN_INSTANCE": str(tmp_path),
            "TPMLEARN_SECRET_KEY": SECRET,
            "TPMLEARN_PUBLIC_URL": "https://learn.example/",
        }
    )

    assert settings.secure_cookies
    assert settings.public_url == "https://learn.example"


def test_a_number_that_is_none_is_named(tmp_path: Path) -> None:
    env = {"TPMLEARN_INSTANCE": str(tmp_path), "TPMLEARN_TRUSTED_PROXIES": "two"}

    with pytest.raises(SettingsError, match="TPMLEARN_TRUSTED_PROXIES"):
        from_environment(env)


@pytest.mark.parametrize(
    ("version", "sound"),
    [
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 0), False),
        ((3, 50, 7), True),
        ((3, 51, 0), False),
        ((3, 53, 4), True),
    ],
)
def test_it_knows_which_sqlite_is_sound(version: tuple[int, ...], sound: bool) -> None:
    assert sound_sqlite(version) is sound


def test_it_takes_both_spellings_of_postgresql_and_nothing_else() -> None:
    assert require_url("postgres://u@h/d") == "postgresql+psycopg://u@h/d"
    with pytest.raises(SettingsError):
        require_url("mysql://u@h/d")


def test_private_folders_are_some_of_the_content_folders(tmp_path: Path) -> None:
    env = {
        "TPMLEARN_INSTANCE": str(tmp_path),
        "TPMLEARN_CONTENT": f"{tmp_path / 'open'}:{tmp_path / 'ours'}",
        "TPMLEARN_PRIVATE_CONTENT": str(tmp_path / "open" / ".." / "ours"),
    }

    settings = from_environment(env)

    assert settings.private_content == settings.content[1:]
    assert from_environment({"TPMLEARN_INSTANCE": str(tmp_path)}).private_content == ()


def test_a_private_folder_that_is_no_content_folder_stops_the_start(tmp_path: Path) -> None:
    env = {"TPMLEARN_INSTANCE": str(tmp_path), "TPMLEARN_PRIVATE_CONTENT": str(tmp_path / "ours")}

    with pytest.raises(SettingsError, match="none of TPMLEARN_CONTENT"):
        from_environment(env)


def test_what_is_no_backup_key_stops_the_start(tmp_path: Path) -> None:
    env = {"TPMLEARN_INSTANCE": str(tmp_path), "TPMLEARN_BACKUP_KEY": "correct horse"}

    with pytest.raises(SettingsError, match="TPMLEARN_BACKUP_KEY: A backup key is 32 random"):
        from_environment(env)

    assert from_environment({**env, "TPMLEARN_BACKUP_KEY": "A" * 43}).backup_key == "A" * 43


def test_background_work_is_done_by_the_server_or_separately(tmp_path: Path) -> None:
    env = {"TPMLEARN_INSTANCE": str(tmp_path)}

    assert from_environment(env).work is WorkPlace.SERVER
    assert from_environment({**env, "TPMLEARN_WORK": "separate"}).work is WorkPlace.SEPARATE
    with pytest.raises(SettingsError, match="TPMLEARN_WORK is server or separate"):
        from_environment({**env, "TPMLEARN_WORK": "elsewhere"})


PROVIDER = {
    "TPMLEARN_OIDC_ISSUER": "https://id.example.org/realms/staff",
    "TPMLEARN_OIDC_CLIENT_ID": "tpmlearn",
    "TPMLEARN_OIDC_CLIENT_SECRET": "a-secret",
}


def test_a_provider_has_a_name_and_perhaps_domains(tmp_path: Path) -> None:
    env = {"TPMLEARN_INSTANCE": str(tmp_path), **PROVIDER}

    settings = from_environment({**env, "TPMLEARN_OIDC_DOMAINS": "@Example.org, corp.example"})

    assert settings.oidc_name == "your organisation"
    assert settings.oidc_domains == ("example.org", "corp.example")
    assert "a-secret" not in repr(settings)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"TPMLEARN_OIDC_ISSUER": "http://id.example.org"}, "must be an https:// address"),
        ({"TPMLEARN_OIDC_ISSUER": "id.example.org"}, "must be an https:// address"),
        ({"TPMLEARN_OIDC_ISSUER": "https://id.example.org?x=1"}, "no user, query or fragment"),
        ({"TPMLEARN_OIDC_ISSUER": "https://me:you@id.example.org"}, "no user, query or fragment"),
        ({"TPMLEARN_OIDC_CLIENT_ID": ""}, "needs TPMLEARN_OIDC_CLIENT_ID"),
        ({"TPMLEARN_OIDC_CLIENT_SECRET": ""}, "needs TPMLEARN_OIDC_CLIENT_ID"),
    ],
)
def test_an_odd_provider_stops_the_start(
    tmp_path: Path, change: dict[str, str], sentence: str
) -> None:
    with pytest.raises(SettingsError, match=sentence):
        from_environment({"TPMLEARN_INSTANCE": str(tmp_path), **PROVIDER, **change})


@pytest.mark.parametrize("host", ["localhost:9000", "127.0.0.1:9000", "[::1]:9000"])
def test_a_provider_on_this_machine_may_speak_http(tmp_path: Path, host: str) -> None:
    env = {"TPMLEARN_INSTANCE": str(tmp_path), **PROVIDER}

    assert from_environment({**env, "TPMLEARN_OIDC_ISSUER": f"http://{host}"}).oidc_issuer


def test_a_second_step_is_asked_of_roles_in_production_unless_it_is_said(tmp_path: Path) -> None:
    development = {"TPMLEARN_INSTANCE": str(tmp_path)}
    production = {
        **development,
        "TPMLEARN_ENV": "production",
        "TPMLEARN_SECRET_KEY": "k" * 40,
        "TPMLEARN_PUBLIC_URL": "https://learn.example.org",
    }

    assert from_environment(development).second_step is Policy.OPTIONAL
    assert from_environment(production).second_step is Policy.ROLES
    said = {**production, "TPMLEARN_SECOND_STEP": "all"}
    assert from_environment(said).second_step is Policy.ALL
    with pytest.raises(SettingsError, match="optional or roles or all"):
        from_environment({**development, "TPMLEARN_SECOND_STEP": "yes"})


@pytest.mark.parametrize(
    ("given", "hosts", "ports"),
    [
        ("postgresql://u@one:1,two:2/d?target_session_attrs=read-write", "one,two", "1,2"),
        ("postgresql://u:p%40@one,two/d", "one,two", None),
        ("postgresql://one:1,two:2/d", "one,two", "1,2"),
    ],
)
def test_a_database_may_be_on_several_hosts(given: str, hosts: str, ports: str | None) -> None:
    url = make_url(require_url(given))
    _, named = url.get_dialect()().create_connect_args(url)

    assert (named["host"], named["dbname"]) == (hosts, "d")
    assert ports is None or named["port"] == ports
    assert named.get("user") in {"u", None}


def test_a_list_of_leaked_passwords_must_be_there_and_look_like_one(tmp_path: Path) -> None:
    settings, listed = {"TPMLEARN_INSTANCE": str(tmp_path)}, tmp_path / "leaked.txt"
    named = {**settings, "TPMLEARN_LEAKED_PASSWORDS": str(listed)}

    assert from_environment(settings).leaked_passwords is None
    with pytest.raises(SettingsError, match="cannot be read"):
        from_environment(named)
    listed.write_text("letmein\n", encoding="ascii")
    with pytest.raises(SettingsError, match="does not begin with a SHA-1"):
        from_environment(named)
    listed.write_text("0" * 40 + ":7\r\n", encoding="ascii")
    assert from_environment(named).leaked_passwords == listed
