"""The site's keys: made, kept from others, rotated, or taken from the environment."""

import stat
from pathlib import Path

import pytest

from tpmlearn.signing.keyring import Keyring, NoKey
from tpmlearn.signing.keys import BadKey, new_key, public_pem, read_key, read_public


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    Keyring(tmp_path).make()

    folder = tmp_path / "badge-keys"
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(one.stat().st_mode) for one in folder.iterdir()} == {0o600}
    assert sorted(one.name for one in folder.iterdir()) == ["public.txt", "signing.pem"]


def test_a_folder_that_was_open_is_closed(tmp_path: Path) -> None:
    (tmp_path / "badge-keys").mkdir(mode=0o755)

    Keyring(tmp_path).make()

    assert stat.S_IMODE((tmp_path / "badge-keys").stat().st_mode) == 0o700


def test_rotation_keeps_the_public_halves_alone(tmp_path: Path) -> None:
    keys = Keyring(tmp_path)
    made = [keys.make() for _ in range(3)]

    assert keys.signing() == made[2]
    assert [one.multibase for one in keys.public()] == [
        one.public.multibase for one in reversed(made)
    ]
    texts = [one.read_bytes() for one in (tmp_path / "badge-keys").iterdir()]
    assert sum(b"PRIVATE KEY" in one for one in texts) == 1


def test_without_a_key_it_says_what_to_do(tmp_path: Path) -> None:
    for ask in (Keyring(tmp_path).signing, Keyring(tmp_path).public):
        with pytest.raises(NoKey, match="flask badges key new"):
            ask()


def test_the_environment_comes_first_and_old_keys_are_published(tmp_path: Path) -> None:
    key, old = new_key(), new_key()
    written = key.pem.decode().replace("\n", "\\n")
    keys = Keyring(tmp_path, written, f" {old.public.multibase} ")

    assert keys.signing().public == key.public
    assert keys.public() == (key.public, old.public)
    with pytest.raises(NoKey, match="TPMLEARN_BADGE_KEY"):
        keys.make()


@pytest.mark.parametrize("text", ["x", "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----"])
def test_what_is_no_key_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(NoKey, match="cannot be used"):
        Keyring(tmp_path, text).signing()
    with pytest.raises(BadKey):
        read_key(text.encode())


def test_a_key_of_another_kind_is_refused() -> None:
    from openbadgeslib.keys import KeyECC

    private, _ = KeyECC().generate_keypair()

    with pytest.raises(BadKey):
        read_key(private)


@pytest.mark.parametrize(
    "text", ["", "z", "x", "z6Mk", "z" * 500, "zDnaerx9CtbPJ1q36T5Ln5wYt3MQYeGRG"]
)
def test_what_is_no_public_key_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(BadKey):
        public_pem(text)
    if text:
        with pytest.raises(NoKey):
            Keyring(tmp_path, new_key().pem.decode(), text).public()


def test_a_private_key_does_not_show_itself(tmp_path: Path) -> None:
    key = new_key()

    assert "PRIVATE" not in repr(key)
    assert "PRIVATE" not in repr(Keyring(tmp_path, key.pem.decode()))
    assert read_public(key.public.multibase) == key.public
