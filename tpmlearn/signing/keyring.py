"""The site's keys: one that signs, and the public halves of all that ever did."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from tpmlearn.domain.credentials.did import PublicKey
from tpmlearn.signing.keys import BadKey, SigningKey, new_key, read_key, read_public

FOLDER = "badge-keys"
SIGNING = "signing.pem"
PUBLIC = "public.txt"


class NoKey(Exception):
    """There is no key to sign with yet, or it cannot be used; the text says what to do."""


@dataclass(frozen=True)
class Keyring:
    """Where keys are: in `folder`, unless `from_environment` holds the one that signs.

    `old` are public halves, separated by blanks, of keys that signed on another machine.
    """

    folder: Path
    from_environment: str = field(default="", repr=False)
    old: str = ""

    def signing(self) -> SigningKey:
        """Return the key that signs. Raises NoKey."""
        if self.from_environment:
            return self._read(
                self.from_environment.replace("\\n", "\n").encode(), "TPMLEARN_BADGE_KEY"
            )
        path = self._path(SIGNING)
        try:
            return self._read(path.read_bytes(), str(path))
        except OSError:
            raise NoKey("There is no key for badges yet: flask badges key new") from None

    def public(self) -> tuple[PublicKey, ...]:
        """Return every key that is published, the signing one first. Raises NoKey."""
        first = self.signing().public
        names = [first.multibase, *self.old.split(), *self._kept()]
        try:
            return tuple(read_public(name) for name in dict.fromkeys(names))
        except BadKey as bad:
            raise NoKey(f"The list of public keys cannot be read. {bad}") from None

    def make(self) -> SigningKey:
        """Make a key that signs from now on; the public half of the one before it is kept.

        The public half is on the disk before the key can sign, so that no badge is ever without
        its key. Raises NoKey where the signing key comes from the environment.
        """
        if self.from_environment:
            raise NoKey("The key comes from TPMLEARN_BADGE_KEY: change it there.")
        folder = self.folder / FOLDER
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        folder.chmod(0o700)
        made = new_key()
        self._write(PUBLIC, "".join(f"{one}\n" for one in [made.public.multibase, *self._kept()]))
        self._write(SIGNING, made.pem.decode())
        return made

    def _kept(self) -> list[str]:
        try:
            return self._path(PUBLIC).read_text(encoding="ascii").split()
        except OSError:
            return []

    def _path(self, name: str) -> Path:
        return self.folder / FOLDER / name

    def _write(self, name: str, text: str) -> None:
        """Put a file in place whole, readable by its owner alone from its first byte."""
        temporary = self._path(f"{name}.{secrets.token_hex(8)}")
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(self._path(name))

    @staticmethod
    def _read(pem: bytes, where: str) -> SigningKey:
        try:
            return read_key(pem)
        except BadKey as bad:
            raise NoKey(f"The key in {where} cannot be used. {bad}") from None
