"""Lets forked processes end with the one that forked them, however it ended."""

import os
import threading
import time

LOOK_SECONDS = 1.0


def end_with_parent() -> None:
    """To be called in a fork: it ends itself once its parent is gone.

    A pool tells its processes to end; one whose owner was killed with signal 9 would wait for work
    for ever, and hold the port of the site open that it has from its parent.
    """
    threading.Thread(target=_watch, args=(os.getppid(),), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os._exit(1)
