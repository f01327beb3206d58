"""The faults of the soak by the sites that they happen to: PostgreSQL, a small disk, nginx."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import soak_faults as faults
from bench.soak_watch import Seen, watch
from tests.support import needs
from tests.support.clock import own_clock
from tests.support.cluster import running_cluster
from tests.support.nginx import HOST
from tests.support.proxied import proxied
from tests.support.redis import running_redis
from tests.support.site import launch, new_folder
from tests.support.small_disk import small_disk
from tests.support.standby import synchronous_standby, url_of_both

Stage = Callable[[frozenset[str]], Iterator[Seen]]


def _new(stack: ExitStack) -> Path:
    return Path(stack.enter_context(TemporaryDirectory(ignore_cleanup_errors=True)))


def _on_postgresql(wanted: frozenset[str]) -> Iterator[Seen]:
    with ExitStack() as stack:
        primary = stack.enter_context(running_cluster(needs.postgresql()))
        standby = stack.enter_context(synchronous_standby(primary))
        redis = stack.enter_context(running_redis(_new(stack)))
        site = launch(
            "soak",
            new_folder(_new(stack)),
            database_url=url_of_both(primary, standby),
            more={"TPMLEARN_REDIS_URL": redis.url},
        )
        stack.callback(site.stop)
        there = [
            ("none", "none, for comparison", faults.nothing),
            ("killed", "workers killed with -9, any, any moment", lambda: faults.kills(site)),
            ("stopped", "PostgreSQL stopped 5 s, started", lambda: faults.stopped(primary)),
            ("redis", "Redis gone 10 s, back", lambda: faults.without_redis(redis)),
            ("garbage", "garbage, 200 a second for 2 min", lambda: faults.garbage(site.url)),
            ("slow", "10,000 slow heads, no proxy", lambda: faults.slow_lines(site.url, "head")),
        ]
        for name, what, fault in there:
            if name in wanted:
                yield watch(what, site, fault, kept_in=lambda: primary.url)
        if "failover" in wanted:
            yield watch(
                "PostgreSQL killed, standby promoted",
                site,
                lambda: faults.failover(primary, standby),
                kept_in=lambda: standby.url,
            )


def _on_sqlite(wanted: frozenset[str]) -> Iterator[Seen]:
    with ExitStack() as stack:
        disk = stack.enter_context(small_disk(megabytes=32))
        clock = own_clock(_new(stack))
        folder = disk.folder / "instance"
        folder.mkdir()
        rendered = _new(stack) / "rendered"
        site = launch("soak", new_folder(folder, rendered=rendered), more=clock.settings)
        stack.callback(site.stop)
        if "clock" in wanted:
            yield watch("clock +1 h, back, -1 h, back", site, lambda: faults.steps(clock))
        if "disk" in wanted:
            yield watch("disk full 20 s (SQLite)", site, lambda: faults.full(disk))


def _behind_nginx(wanted: frozenset[str]) -> Iterator[Seen]:
    with ExitStack() as stack:
        folder = new_folder(_new(stack))
        url, site = stack.enter_context(proxied(folder))
        for kind in ("head", "body"):
            if f"slow-{kind}" in wanted:

                def fault(kind: str = kind) -> float:
                    return faults.slow_lines(url, kind, host=HOST)

                what = f"10,000 slow {'heads' if kind == 'head' else 'bodies'}, behind nginx"
                yield watch(what, site, fault, url=url, host=HOST)


STAGES: tuple[tuple[tuple[str, ...], Stage], ...] = (
    (("none", "killed", "stopped", "redis", "garbage", "slow", "failover"), _on_postgresql),
    (("clock", "disk"), _on_sqlite),
    (("slow-head", "slow-body"), _behind_nginx),
)
