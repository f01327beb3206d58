"""Hands out jobs on PostgreSQL by procrastinate, without LISTEN, so behind PgBouncer too."""

import asyncio
from contextlib import suppress
from threading import Event
from typing import TYPE_CHECKING

from flask import Flask

from tpmlearn.db import db, line_options
from tpmlearn.jobs.announcing import QUEUE, TASK
from tpmlearn.jobs.rows import claim
from tpmlearn.jobs.running import log, now, run
from tpmlearn.outages import note

if TYPE_CHECKING:
    import procrastinate

POLL_SECONDS = 0.5
PAUSE_SECONDS = 2.0


def hand_out(app: Flask, stop: Event, *, concurrency: int, grace: float) -> None:
    """Run what is due until stopped; then wait up to `grace` seconds for what is under way.

    The library ends when the database does; it is started again until the database is back.
    """
    while not stop.is_set():
        try:
            asyncio.run(_until(app, stop, concurrency, grace))
        except Exception as error:
            note(log, "jobs are not handed out", error)
            stop.wait(PAUSE_SECONDS)


def work_off(app: Flask) -> None:
    """Run what is due now, one after the other, here."""
    asyncio.run(_once(app))


async def _until(app: Flask, stop: Event, concurrency: int, grace: float) -> None:
    library = _library(app, apart=True)
    async with library.open_async():
        working = asyncio.create_task(
            library.run_worker_async(
                queues=[QUEUE],
                concurrency=concurrency,
                listen_notify=False,
                fetch_job_polling_interval=POLL_SECONDS,
                shutdown_graceful_timeout=grace,
                delete_jobs="always",
                install_signal_handlers=False,
            )
        )
        while not stop.is_set() and not working.done():
            await asyncio.sleep(POLL_SECONDS)
        if not working.done():
            # It takes nothing more and waits for what is under way.
            working.cancel()
        with suppress(asyncio.CancelledError):
            await working


async def _once(app: Flask) -> None:
    library = _library(app, apart=False)
    async with library.open_async():
        await library.run_worker_async(
            queues=[QUEUE],
            wait=False,
            listen_notify=False,
            delete_jobs="always",
            install_signal_handlers=False,
        )


def _library(app: Flask, *, apart: bool) -> "procrastinate.App":
    # Here, so that only a process that does the work holds it.
    import procrastinate

    with app.app_context():
        url = db.engine.url
        _, where = db.engine.dialect.create_connect_args(url)
    # Of our connections alone: how they translate values.
    where.pop("context", None)
    line = line_options(url.render_as_string(hide_password=False))
    connector = procrastinate.PsycopgConnector(
        min_size=1,
        max_size=2,
        # Prepared statements do not survive PgBouncer's transaction mode.
        kwargs={**line, **where, "prepare_threshold": None},
    )
    library = procrastinate.App(connector=connector)

    @library.task(name=TASK, queue=QUEUE)
    def job(id: int) -> None:
        with app.app_context():
            found = claim(id, now=now())
            if found is not None:
                run(found, apart=apart)

    return library
