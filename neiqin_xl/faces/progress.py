"""A progress bar for long work, where somebody is looking."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator

Tick = Callable[[int, int, str], None]


@contextlib.contextmanager
def progress_bar(what: str) -> Iterator[Tick | None]:
    """A function to be called with (done, of, name); None where the output goes to no terminal."""
    if not sys.stdout.isatty():
        yield None
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[name]}"))
    with Progress(*columns, transient=True) as bar:
        task = bar.add_task(what, total=None, name="")

        def tick(done: int, of: int, name: str) -> None:
            bar.update(task, completed=done, total=of, name=name)

        yield tick
