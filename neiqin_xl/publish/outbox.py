"""Putting a workbook where people find it, without ever overwriting what a person made of the last one."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from enum import Enum
from pathlib import Path
from typing import NamedTuple

from neiqin_xl import machine

_TRIES = 5


class State(Enum):
    """What became of a publication."""

    PUBLISHED = "published"
    UNCHANGED = "unchanged"
    PENDING = "pending"
    SET_ASIDE = "set_aside"


class Outcome(NamedTuple):
    """What `publish_book` did.

    `sha256` is of the workbook that was to be published, "" where it was not even made. `set_aside_path` is where a
    person's version was put, also when the new workbook is still pending. `reason` is a Chinese sentence, "" where
    there is nothing to say.
    """

    state: State
    sha256: str
    set_aside_path: Path | None = None
    reason: str = ""


def publish_new(books: Mapping[Path, bytes]) -> set[Path]:
    """Put workbooks where nothing lies yet; the paths of those that are in place, durable. The others are left alone.

    All of a folder go together, at a fraction of what `publish_book` costs for each, which is for the others: for
    whatever lies there already, is in somebody's hands, was left by a crash, or found no room. The caller remembers
    the hashes before.
    """
    placed: set[Path] = set()
    folders: defaultdict[str, dict[str, Path]] = defaultdict(dict)
    for path in books:
        above, name = os.path.split(path)  # as text: thousands of papers lie in few folders
        folders[above][name] = path
    for above, files in folders.items():
        folder = Path(above)
        folder.mkdir(parents=True, exist_ok=True)
        try:
            present = {*os.listdir(folder)}  # noqa: PTH208  # names are enough
        except OSError as error:
            if not machine.is_busy(error):
                raise
            continue  # a folder that may be written to and not be looked into
        free = {name: books[path] for name, path in files.items() if present.isdisjoint((name, *_beside(name)))}
        try:
            placed.update(files[name] for name in machine.write_all_new(folder, free))
        except OSError as error:
            if not machine.is_full(error):
                raise
    return placed


def publish_book(
    path: Path,
    chunks: bytes | Iterable[bytes],
    *,
    is_ours: Callable[[str], bool] = lambda _: False,
    remember: Callable[[str], None] = lambda _: None,
) -> Outcome:
    """Put the workbook at `path`.

    `chunks` are the bytes, at once or piece by piece; at once is faster where nothing lies there yet. `is_ours` tells
    of a hash whether we published such bytes there; a file of others was saved by a person, and is kept beside the
    new one under a name of its own. `remember` is told the new hash before the file appears, so that a crash in
    between does not make our own file a stranger. A file that somebody has open, or a folder in its place,
    stays as it is and the outcome is pending, and so it is where the disk is full. Other errors of the disk are
    raised, with the old file in place.
    """
    if path.is_dir():
        return Outcome(State.PENDING, "", None, f"“{path.name}”这个名字被一个文件夹占用了，请把文件夹改名或移走")
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(_beside(path.name)[0])
    digest = hashlib.sha256()
    sha = ""
    shelf = _Shelf(path, is_ours)
    try:
        shelf.recover()
        if isinstance(chunks, bytes):
            sha = hashlib.sha256(chunks).hexdigest()
            if _holds(path, len(chunks), sha):
                return _told(State.UNCHANGED, sha, shelf)
            if not path.exists():
                remember(sha)
                with contextlib.suppress(FileExistsError):  # a person saved hers in this very moment
                    machine.write_new(path, chunks)
                    return _told(State.PUBLISHED, sha, shelf)
            chunks = (chunks,)
        new.unlink(missing_ok=True)
        machine.write_new(new, _hashed(chunks, digest.update))
        sha = digest.hexdigest()
        if _holds(path, new.stat().st_size, sha):
            return _told(State.UNCHANGED, sha, shelf)
        remember(sha)
        shelf.put(new)
    except OSError as error:
        if machine.is_full(error):
            reason = f"磁盘满了，“{path.name}”写不下；请腾出地方，以后会自动换成最新的"
        elif machine.is_busy(error):
            reason = f"“{path.name}”正被打开（Excel 或 WPS），暂时不能更新；关闭后会自动换成最新的"
        else:
            raise
        return _told(State.PENDING, sha, shelf, reason)
    finally:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
    return _told(State.PUBLISHED, sha, shelf)


def _beside(name: str) -> tuple[str, str]:
    """What the new file and the old one are called while the one takes the other's place."""
    return f".{name}.new", f".{name}.old"


def _holds(path: Path, size: int, sha: str) -> bool:
    return path.exists() and path.stat().st_size == size and machine.sha256(path) == sha


class _Shelf:
    """The place of one published file, with the old one kept under a name of its own while the new one comes."""

    def __init__(self, path: Path, is_ours: Callable[[str], bool]) -> None:
        self.path = path
        self.old = path.with_name(_beside(path.name)[1])
        self.is_ours = is_ours
        self.set_aside: list[Path] = []

    def recover(self) -> None:
        """Finish what a crash left: put the old file back where no new one came, else settle what becomes of it."""
        if not self.old.exists():
            return
        if self.path.exists():
            self._settle()
        else:
            machine.move(self.old, self.path)

    def put(self, new: Path) -> None:
        """Move what lies there out of the way, look at what was really moved, and put the new file in its place.

        Looking first and replacing then would lose what a person saves in between.
        """
        for _ in range(_TRIES):
            if self.path.exists():
                machine.move(self.path, self.old)
            try:
                machine.move(new, self.path)
            except FileExistsError:  # a person saved hers in this very moment
                self._settle()
                continue
            except OSError:
                if self.old.exists():
                    machine.move(self.old, self.path)
                raise
            self._settle()
            return
        raise machine.BusyFile(None, "saved again and again while it was to be replaced", str(self.path))

    def _settle(self) -> None:
        """Drop the old file if it was ours, else give it the name under which its owner finds it."""
        if not self.old.exists():
            return
        if self.is_ours(machine.sha256(self.old)):
            with contextlib.suppress(OSError):  # a virus scanner holds it: the next call settles it
                self.old.unlink()
            return
        for target in self._names():
            with contextlib.suppress(FileExistsError):
                machine.move(self.old, target)
                self.set_aside.append(target)
                return

    def _names(self) -> Iterator[Path]:
        saved = datetime.fromtimestamp(self.old.stat().st_mtime).astimezone()
        stem = f"{self.path.stem}_手工修改_{saved:%m%d-%H%M}"
        yield self.path.with_name(f"{stem}{self.path.suffix}")
        again = 2
        while True:
            yield self.path.with_name(f"{stem}_{again}{self.path.suffix}")
            again += 1


def _told(state: State, sha: str, shelf: _Shelf, reason: str = "") -> Outcome:
    if not shelf.set_aside:
        return Outcome(state, sha, None, reason)
    names = "、".join(f"“{one.name}”" for one in shelf.set_aside)
    kept = f"“{shelf.path.name}”被人改动过，改动的那一份已另存为{names}，内容没有丢失，但还没有记入账"
    if state is State.PUBLISHED:
        state = State.SET_ASIDE
    return Outcome(state, sha, shelf.set_aside[-1], "；".join(one for one in (kept, reason) if one))


def _hashed(chunks: Iterable[bytes], update: Callable[[bytes], None]) -> Iterator[bytes]:
    for chunk in chunks:
        update(chunk)
        yield chunk
