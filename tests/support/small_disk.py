"""A small disk of its own, in memory, that can be filled up and given room again."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support import needs

PIECE = b"x" * 4096


@dataclass(frozen=True)
class SmallDisk:
    """A mounted disk; `folder` is its root."""

    folder: Path

    def fill(self) -> None:
        """Take all the room that is left, to the last block."""
        with (self.folder / "ballast").open("ab", buffering=0) as ballast, suppress(OSError):
            while True:
                ballast.write(PIECE)

    def give_room(self) -> None:
        """Let there be room again."""
        (self.folder / "ballast").unlink(missing_ok=True)


@contextmanager
def small_disk(*, megabytes: int) -> Iterator[SmallDisk]:
    """A disk of this size, gone afterwards."""
    mount = needs.mounting()
    with tempfile.TemporaryDirectory(prefix="tpmlearn-disk-") as name:
        Path(name).chmod(0o755)
        options = f"size={megabytes}m"
        subprocess.run([mount, "-t", "tmpfs", "-o", options, "tmpfs", name], check=True)
        try:
            yield SmallDisk(Path(name))
        finally:
            subprocess.run(["umount", "--lazy", name], check=True)
