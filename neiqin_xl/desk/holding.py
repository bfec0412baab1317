"""Who may write to a workspace: whoever holds its lock; everybody else asks the holder to do it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from neiqin_xl.desk.results import Json
from neiqin_xl.machine import WorkspaceLock, sweep
from neiqin_xl.workspace import Workspace, WorkspaceBusy


class _Occupied(WorkspaceBusy):
    """The lock is not to be had: somebody else works, whom one may ask."""


class Holding:
    """The lock of one workspace, as one program holds it or not."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._lock = WorkspaceLock(workspace.lock)

    def release(self) -> None:
        """Let go of the lock."""
        self._lock.release()

    def is_elsewhere(self) -> bool:
        """Whether another program holds the lock now."""
        if self._lock.held:
            return False
        if not self._lock.acquire():
            return True
        self._lock.release()
        return False

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the workspace lock; WorkspaceBusy where somebody else does. May be nested."""
        held = self._lock.held
        died = not held and bool(self._lock.holder())
        if not self._lock.acquire():
            raise _Occupied(
                f"这个工作区正被另一个程序使用（{self._lock.holder() or '不明'}），"
                "多半是监视程序已在运行。请稍后再试，或先停下它。"
            )
        if died:
            # Whoever held the lock last left without letting go: what was half written then is of no use to anybody.
            for folder in (self._workspace.state, self._workspace.outbox, self._workspace.done):
                sweep(folder)
        try:
            yield
        finally:
            if not held:
                self._lock.release()

    @contextmanager
    def writing_or_asking(self, verb: str, **named: object) -> Iterator[Json | None]:
        """Hold the workspace and yield None; where somebody else holds it, yield what they answered when asked."""
        from neiqin_xl.desk.requests import ask

        held = self._lock.held
        try:
            with self.writing():
                yield None
                return
        except _Occupied:
            answer = ask(self._workspace, verb, named, self._lock.acquire)
        try:
            yield answer
        finally:
            if not held:
                self._lock.release()
