"""Runs a site through faults, one after another, while people learn; prints what they noticed.

Run by `make soak`, for some fifteen minutes; ends non-zero where an acknowledged answer is lost or
somebody saw what nobody must see. All is real: servers, databases, disks, kills. `python -m
bench.soak killed garbage` runs only those. As root, for the small disk.
"""

import os
import platform
import resource
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from bench.soak_stages import STAGES
from bench.soak_watch import COLUMNS, Seen, line


def main(arguments: Sequence[str]) -> int:
    """0 when nothing that was acknowledged is lost."""
    unknown = set(arguments) - {name for names, _ in STAGES for name in names}
    if unknown:
        print(f"There is no fault {', '.join(sorted(unknown))}.")
        return 2
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    print(_machine())
    print(COLUMNS)
    told: list[Seen] = []
    for names, stage in STAGES:
        wanted = frozenset(names) & frozenset(arguments or names)
        for seen in stage(wanted) if wanted else ():
            told.append(seen)
            print(line(seen), flush=True)
            for fault in seen.wrong[:5]:
                print(f"    must not be: {fault}", flush=True)
    lost = sum(seen.lost for seen in told)
    acknowledged = sum(seen.acknowledged for seen in told)
    print(f"{acknowledged:,} answers acknowledged, {lost} lost")
    return int(bool(lost) or any(seen.wrong for seen in told))


def _machine() -> str:
    busy = ", ".join(f"{one:.1f}" for one in os.getloadavg()[1:])
    return (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} cores, {platform.machine()}, "
        f"Python {platform.python_version()}, load average before it {busy}"
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
