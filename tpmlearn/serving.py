"""The server: granian, its workers replaced one by one without a request that fails.

granian alone closes the socket of a worker with the worker, and whoever waits in it gets no answer;
nor does it wait until a new worker is ready. Here a new worker has the socket of the old one, which
goes once the new one is ready and its visitors were told to come back on a new connection.

This module runs in the parent of the workers, by `python -m tpmlearn.serving`, and imports
nothing of the program but `tpmlearn.twins`: workers are forked, so after an upgrade they would have
the parent's old code.
"""

import contextlib
import ctypes
import logging
import os
import signal
import socket
import struct
import sys
import threading
import time
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from granian._internal import load_target
from granian.constants import Interfaces
from granian.log import LogLevels
from granian.net import SocketHolder
from granian.server.mp import MPServer

from tpmlearn.twins import Flag, Twin, adopt_orphans, bury

BACKLOG = 1024
FIRST_PASSED = 3
SO_ATTACH_FILTER = 26
BPF_RETURN = 0x06
LAST_SECONDS = 0.3
READY_SECONDS = 120.0
RESPAWN_SECONDS = 0.5
# How often dead workers, and what signals ask for, are looked for.
LOOK_SECONDS = 0.1
# A worker that dies before it is ready is tried again after so many seconds, then twice as many.
FIRST_WAIT_SECONDS, LONGEST_WAIT_SECONDS = 0.5, 30.0
Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
log = logging.getLogger("tpmlearn.serving")


class Draining:
    """The application; once its worker is to go, each answer closes its connection."""

    def __init__(self, app: Wsgi) -> None:
        self._app = app
        self._drains = False
        signal.signal(signal.SIGUSR1, self._begin)

    def _begin(self, *_: object) -> None:
        self._drains = True

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request."""

        def begin(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            last = [("Connection", "close")] if self._drains else []
            return start(status, [*headers, *last], *more)

        return self._app(environ, begin)


class Loader:
    """Loads the application in a worker, lets it be reached, and tells the parent.

    `listener` is the worker's own socket, `others` are those of its neighbours: held open here
    they would outlive them, and whoever came to them would wait for nobody. `twins` are forked
    from it once it has loaded.
    """

    def __init__(
        self, target: str, listener: int, others: Iterable[int], twins: Iterable[Twin] = ()
    ) -> None:
        self._target, self._listener = target, listener
        self._others, self._twins = tuple(others), tuple(twins)
        self.ready = Flag()

    def __call__(self) -> Wsgi:
        """The application."""
        app, ready = load_target(self._target), self.ready
        for twin in self._twins:
            if twin.fork():
                # granian knows the number of the leader's.
                os.dup2(twin.listener, self._listener)
                ready = twin.ready
                break
        for descriptor in self._others:
            os.close(descriptor)
        # Threads would not have been forked along.
        if hasattr(app, "begin"):
            app.begin()
        draining = Draining(app)
        with socket.socket(fileno=os.dup(self._listener)) as listener:
            listener.listen(BACKLOG)
        ready.set()
        return draining


class Server(MPServer):  # type: ignore[misc]
    """granian with sockets that outlive workers, and workers that are replaced in peace.

    `passed` are sockets that somebody else opened, shared out among the workers; `drain` are the
    seconds in which an old worker goes on answering and closes each connection.
    """

    def __init__(
        self, target: str, passed: Sequence[socket.socket], *, drain: float, **more: Any
    ) -> None:
        super().__init__(target, **more)
        self._passed = tuple(passed)
        self._listeners: dict[int, socket.socket] = {}
        self._drain = drain
        self._ends_at_once = False
        self._was_ready = False
        self._adopts = adopt_orphans()
        self._spawned: list[Any] = []
        self._waits: dict[int, tuple[float, float]] = {}

    def serve_until_told(self) -> None:
        """Serve until SIGTERM, which drains, or SIGINT, which does not; SIGHUP changes workers."""
        self.serve(target_loader=Loader, wrap_loader=False)

    def startup(self, spawn_target: Any, target_loader: Any) -> None:
        """Start the workers, and say when they are all there."""
        super().startup(spawn_target, target_loader)
        threading.Thread(target=self._announce, args=(list(self.wrks),), daemon=True).start()

    def _announce(self, workers: list[Any]) -> None:
        end = time.monotonic() + READY_SECONDS
        while not all(worker.ready.wait(0.05) for worker in workers):
            if self.interrupt_signal or time.monotonic() > end:
                return
        sys.stdout.write(f"tpmlearn is at http://{self._bind_addr_fmt} (Ctrl+C stops it)\n")
        sys.stdout.flush()
        tell_systemd("READY=1")

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        """Put a new worker in the place of each that dies, until told to end.

        granian ends once a worker dies twice within seconds, and can miss the second of two that
        die together. Here the site ends by itself only where no worker ever came up.
        """
        while not self.interrupt_signal:
            # Not the event that granian waits for: a signal while it is looked at would stop us.
            time.sleep(LOOK_SECONDS)
            self.interrupt_children.clear()
            if self._adopts:
                self._bury_others()
            self._was_ready = self._was_ready or any(one.ready.is_set() for one in self.wrks)
            dead = [idx for idx, one in enumerate(self.wrks) if not one.is_alive()]
            if dead and not self._was_ready:
                log.error("no worker came up: ending")
                self.interrupt_children.extend(dead)
                return
            if due := [idx for idx in dead if self._is_due(idx)]:
                self._respawn_workers(due, spawn_target, target_loader)
            if self.reload_signal and not self.interrupt_signal:
                self._reload(spawn_target, target_loader)

    def _bury_others(self) -> None:
        # Each worker is asked after by who waits for it, and would be missed.
        self._spawned = [one for one in self._spawned if one.is_alive()]
        bury({one.inner.pid for one in self._spawned})

    def _is_due(self, idx: int) -> bool:
        """Whether a dead worker is to be replaced now: at once, if it had been ready."""
        now = time.monotonic()
        if self.wrks[idx].ready.is_set():
            self._waits.pop(idx, None)
            return True
        if idx not in self._waits:
            self._waits[idx] = (now + FIRST_WAIT_SECONDS, FIRST_WAIT_SECONDS)
        until, wait = self._waits[idx]
        if now < until:
            return False
        wait = min(2 * wait, LONGEST_WAIT_SECONDS)
        # From the next death on, which comes later than now.
        self._waits[idx] = (now + wait, wait)
        return True

    def _init_shared_socket(self) -> None:
        # One for each worker: of one that all share, whoever wakes first takes all.
        self._ssp = self._shd = self._sso = None
        for idx in range(self.workers):
            self._listeners[idx] = self._new_listener(idx)

    def _new_listener(self, idx: int) -> socket.socket:
        if self._passed:
            return self._passed[idx % len(self._passed)]
        return new_socket(self.bind_addr, self.bind_port)

    def _drop_shared_socket(self) -> None:
        """Not yet: who waits in a socket is answered first (`_stop_workers`)."""

    def signal_handler_interrupt(self, *args: Any, **_: Any) -> None:
        """End; on Ctrl+C at once."""
        self._ends_at_once = bool(args) and args[0] == signal.SIGINT
        super().signal_handler_interrupt()

    def _spawn_workers(self, spawn_target: Any, target_loader: Any) -> None:
        self.wrks.extend(self._generation(range(self.workers), spawn_target))
        for worker in self.wrks:
            worker.start()
        self._metrics.incr_spawn(self.workers)

    def _generation(self, places: Sequence[int], target: Any) -> list[Any]:
        """Workers for these places: the first loads, the others are its twins."""
        if not self._adopts:
            return [self._leader(idx, (), target) for idx in places]
        first, *rest = places
        twins = [Twin(self._listeners[idx].fileno()) for idx in rest]
        workers = [self._leader(first, twins, target)]
        for idx, twin in zip(rest, twins, strict=True):
            worker = self._spawn_worker(idx, target, None)
            twin.leader, worker.inner, worker.ready = workers[0].inner, twin, twin.ready
            workers.append(worker)
        self._spawned += workers
        return workers

    def _leader(self, idx: int, twins: Sequence[Twin], target: Any) -> Any:
        own = self._listeners[idx].fileno()
        others = {one.fileno() for one in self._listeners.values()} - {own}
        loader = Loader(self.target, own, others, twins)
        self._shd = SocketHolder(own, False, BACKLOG)
        worker = self._spawn_worker(idx, target, loader)
        worker.ready = loader.ready
        return worker

    def _respawn_workers(
        self, workers: list[int], spawn_target: Any, target_loader: Any, delay: float = 0
    ) -> None:
        """Put new workers in the place of these, all at once.

        A new one that does not come up leaves its predecessor in place, if that still lives.
        """
        if self.interrupt_signal:
            return
        old = [self.wrks[idx] for idx in workers]
        for idx, worker in zip(workers, old, strict=True):
            if not worker.is_alive() and not self._passed:
                # Whoever comes is better off with the other workers until there is a new one.
                self._listeners[idx].close()
                self._listeners[idx] = self._new_listener(idx)
        new = self._generation(workers, spawn_target)
        for former, worker in zip(old, new, strict=True):
            # Until it has taken the place, nobody has to be told of its end.
            worker.interrupt_by_parent = former.is_alive()
            worker.start()
        self._wait_for([one for former, one in zip(old, new, strict=True) if former.is_alive()])
        gone = []
        for idx, former, worker in zip(workers, old, new, strict=True):
            if former.is_alive() and not (worker.ready.is_set() and worker.is_alive()):
                if not self.interrupt_signal:
                    log.error("a new worker did not start: the old one stays")
                worker.kill()
                continue
            worker.interrupt_by_parent = False
            self.wrks[idx] = worker
            gone.append(former)
        self._drain_all(gone)
        self._end(gone)
        self._metrics.incr_spawn(len(workers))

    def _wait_for(self, new: Sequence[Any]) -> None:
        """Wait until these are ready, or one of them never will be."""
        end = time.monotonic() + READY_SECONDS
        while not all(worker.ready.wait(0.05) for worker in new):
            late = time.monotonic() > end or self.interrupt_signal
            if late or not all(worker.is_alive() for worker in new):
                return
        if new:
            # The application is loaded; granian takes connections a moment later.
            time.sleep(RESPAWN_SECONDS)

    def _drain_all(self, old: Iterable[Any]) -> None:
        """Let workers answer, and close each connection, for a while."""
        for worker in old:
            worker.interrupt_by_parent = True
            if not worker.ready.is_set():
                # It has answered nobody, and would not hear that it is to end.
                worker.kill()
            elif worker.is_alive():
                os.kill(worker.inner.pid, signal.SIGUSR1)
        end = time.monotonic() + self._drain
        while time.monotonic() < end and not self._ends_at_once:
            if not any(worker.is_alive() for worker in old):
                break
            time.sleep(0.05)

    def _end(self, old: Iterable[Any]) -> None:
        for worker in old:
            worker.terminate()
        for worker in old:
            worker.join(self.workers_kill_timeout)
            if worker.is_alive():
                log.warning("a worker did not end, and is killed")
                worker.kill()
                worker.join()

    def _stop_workers(self) -> None:
        self._drain_all(self.wrks)
        if not self._passed and not self._ends_at_once:
            for listener in self._listeners.values():
                turn_away(listener)
            # For those who came before that, and wait to be heard.
            time.sleep(LAST_SECONDS)
        self._end(self.wrks)
        self.wrks.clear()
        for listener in self._listeners.values():
            listener.close()


def passed_sockets() -> list[socket.socket]:
    """The listening sockets that systemd opened for us (sd_listen_fds(3)); mostly none."""
    if os.environ.get("LISTEN_PID") != str(os.getpid()):
        return []
    count = int(os.environ.get("LISTEN_FDS", "0"))
    return [as_ours(socket.socket(fileno=FIRST_PASSED + place)) for place in range(count)]


def tell_systemd(state: str) -> None:
    """Tell the service manager how we are, where there is one (sd_notify(3))."""
    address = os.environ.get("NOTIFY_SOCKET", "")
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as told:
            told.sendto(state.encode(), "\0" + address[1:] if address[0] == "@" else address)


def new_socket(host: str, port: int) -> socket.socket:
    """A socket of that address, one of several, at which nobody listens yet."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    made.bind((host, port))
    return as_ours(made)


def turn_away(listener: socket.socket) -> None:
    """Let nobody new come to a socket that is about to close; who waits in it stays.

    Closing alone would cut those off who had come and not been heard, and a proxy may not ask again
    elsewhere what it has sent. Here it gets no connection, tries once more after a second, finds
    the port closed and goes to the next instance. A packet filter that drops all (socket(7)).
    """
    if sys.platform == "linux":
        code = ctypes.create_string_buffer(struct.pack("HBBI", BPF_RETURN, 0, 0, 0))
        program = struct.pack("HL", 1, ctypes.addressof(code))
        # Not everywhere may a filter be set: a few may have to come again then.
        with contextlib.suppress(OSError):
            listener.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)


def as_ours(listener: socket.socket) -> socket.socket:
    """The socket, set up as granian needs it; each connection inherits that."""
    listener.setblocking(False)
    # Without it the kernel holds the end of an answer back for 40 ms.
    listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return listener


def main(arguments: list[str]) -> None:
    """Serve: host, port, workers, threads, connections of a worker, seconds to drain, application.

    The last may be left out: it is `app:app`.
    """
    host, port, workers, threads, connections, drain, *target = arguments
    Server(
        target[0] if target else "app:app",
        passed_sockets(),
        drain=float(drain),
        address=host,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=int(workers),
        blocking_threads=int(threads),
        backpressure=int(connections),
        respawn_failed_workers=True,
        respawn_interval=RESPAWN_SECONDS,
        # A worker that is told to stop while it starts does not hear it.
        workers_kill_timeout=5,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve_until_told()


if __name__ == "__main__":
    main(sys.argv[1:])
