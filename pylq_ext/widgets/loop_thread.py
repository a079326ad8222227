"""One daemon thread with one asyncio loop for all room clients of a kernel process.

It is apart from the kernel's own loop, because that one stands still while a cell runs.
"""

from __future__ import annotations

import asyncio
import atexit
import os
import threading
from collections.abc import Callable, Coroutine
from typing import Any, Final, TypeVar

T = TypeVar("T")

#: How long the end of the process waits for sockets to be closed, in seconds.
_GOODBYE_WITHIN: Final = 1.0


class LoopThread:
    """A thread that runs a loop until `stop`; made by `shared`."""

    def __init__(self) -> None:
        self.process = os.getpid()
        self._loop = asyncio.new_event_loop()
        self._tasks: set[asyncio.Task[None]] = set()
        self._thread = threading.Thread(target=self._run, name="pylq-rooms", daemon=True)
        self._thread.start()

    @property
    def alive(self) -> bool:
        """Whether it runs here: in a forked child the thread is missing."""
        return self.process == os.getpid() and self._thread.is_alive()

    def post(self, call: Callable[[], object]) -> None:
        """Have the loop call something soon; safe from every thread, also in an interrupted one.

        Raises RuntimeError if the loop has ended or belongs to another process.
        """
        if not self.alive:
            raise RuntimeError("This loop belongs to another process, or has ended.")
        self._loop.call_soon_threadsafe(call)

    def spawn(self, coroutine: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine until it ends or the process does; on the loop's thread only."""
        task = self._loop.create_task(coroutine)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def stop(self) -> None:
        """End all tasks, then the loop; what takes too long is left to the process's end."""
        if not self.alive:
            return
        self._loop.call_soon_threadsafe(lambda: self._loop.create_task(self._end()))
        self._thread.join(_GOODBYE_WITHIN)

    async def _end(self) -> None:
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._loop.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()


async def in_daemon_thread(call: Callable[[], T]) -> T:
    """Return what a blocking call returns, without letting the process's end wait for it.

    `asyncio.to_thread` would: its threads are joined when the interpreter ends.
    """
    loop = asyncio.get_running_loop()
    outcome: asyncio.Future[T] = loop.create_future()

    def settle(set_outcome: Callable[[], None]) -> None:
        if not outcome.done():  # it is, if the task that waits was cancelled
            set_outcome()

    def run() -> None:
        try:
            result = call()
        except BaseException as error:
            failure = error
            _post(lambda: settle(lambda: outcome.set_exception(failure)))
        else:
            _post(lambda: settle(lambda: outcome.set_result(result)))

    def _post(callback: Callable[[], None]) -> None:
        try:
            loop.call_soon_threadsafe(callback)
        except RuntimeError:
            return  # the loop has ended: nobody waits any more

    threading.Thread(target=run, name="pylq-request", daemon=True).start()
    return await outcome


_shared: LoopThread | None = None
_making = threading.Lock()


def shared() -> LoopThread:
    """Return this process's loop thread; it is started when it is first asked for."""
    global _shared
    with _making:
        if _shared is None or not _shared.alive:
            _shared = LoopThread()
        return _shared


def _forget_after_fork() -> None:
    # The child has a copy of the loop without its thread, and perhaps a lock that nobody opens.
    # The copy is kept, not closed: it shares the parent's sockets and its selector.
    global _making
    _making = threading.Lock()


def _stop() -> None:
    if _shared is not None:
        _shared.stop()


os.register_at_fork(after_in_child=_forget_after_fork)
atexit.register(_stop)
