"""A clock of one's own for a site: it can be put forward and back while the site runs."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

from tests.support import needs

SOURCE = Path(__file__).with_suffix(".c")


@dataclass(frozen=True)
class Clock:
    """The time of day of all that is started with `settings`; `folder` has what that takes."""

    folder: Path

    @property
    def settings(self) -> dict[str, str]:
        """Variables that make a program, and all that it starts, go by this clock."""
        return {"LD_PRELOAD": str(self._library), "TEST_CLOCK": str(self.folder / "clock")}

    @property
    def _library(self) -> Path:
        return self.folder / "clock.so"

    def make(self) -> None:
        """Make what tells the time; it is right, to begin with."""
        command = [needs.compiler(), "-shared", "-fPIC", "-O2", "-o", str(self._library)]
        subprocess.run([*command, str(SOURCE), "-ldl"], check=True)
        self.put(hours=0)

    def put(self, *, hours: int) -> None:
        """Let it be so many hours later than it is, or earlier."""
        new = self.folder / "clock.new"
        new.write_text(f"{3600 * hours}\n", encoding="utf-8")
        new.replace(self.folder / "clock")


def own_clock(folder: Path) -> Clock:
    """A clock whose files are in this folder."""
    clock = Clock(folder)
    clock.make()
    return clock
