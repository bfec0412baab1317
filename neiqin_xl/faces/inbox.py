"""The inbox as a command tells of it: the place of each file that was taken in, what was left lying and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from neiqin_xl.dropped import DEEPEST, Listing, list_inbox
from neiqin_xl.workspace import Workspace

if TYPE_CHECKING:
    from neiqin_xl.desk import Desk


def taken_in(
    desk: Desk,
    files: Sequence[Path],
    fixed_type: str | None,
    mapping: Mapping[str, str] | None,
    progress: Callable[[int, int, str], None] | None,
) -> dict[str, Any]:
    """What `Desk.take_in` answers, each file with its "path" below the inbox, and "left": what it had to leave there.

    Without `files` it is the inbox that is taken in.
    """
    workspace = desk.workspace
    before = listing_of(workspace)
    result = desk.take_in(files or None, fixed_type=fixed_type, mapping=mapping, progress=progress)
    left = [] if files else left_lying(before, listing_of(workspace), workspace.inbox)
    return {**result, "files": placed(result["files"], files or oldest_first(before), workspace.inbox), "left": left}


def listing_of(workspace: Workspace) -> Listing:
    """What lies in the inbox now; empty where it cannot be listed at all, which the desk itself says."""
    try:
        return list_inbox(workspace.inbox, (workspace.working, workspace.done))
    except OSError:
        return Listing()


def oldest_first(listing: Listing) -> list[Path]:
    """The files in the order in which the desk takes them in."""
    return sorted(listing.files, key=lambda path: (listing.files[path].mtime_ns, str(path)))


def empty_files(listing: Listing) -> list[Path]:
    """The files without a byte, oldest first: the desk leaves them where they are."""
    return [path for path in oldest_first(listing) if not listing.files[path].size]


def placed(files: Sequence[dict[str, Any]], paths: Iterable[Path], inbox: Path) -> list[dict[str, Any]]:
    """Answers to files with "path" besides: where below the inbox each lay, with the folders in between.

    `paths` are the files that were handed over, in that order. A file that lay elsewhere has no "path".
    """
    waiting = [path.absolute().relative_to(inbox) for path in paths if path.absolute().is_relative_to(inbox)]
    found = []
    for file in files:
        office = file.get("office", "")
        place = next(
            (one for one in waiting if one.name == file["file"] and (not office or office in one.parts[:-1])), None
        )
        if place is None:
            found.append(file)
            continue
        waiting.remove(place)
        found.append({**file, "path": place.as_posix()})
    return found


def unreachable(listing: Listing, inbox: Path) -> list[Mapping[str, str]]:
    """What could not be looked into, {"path", "why", "reason"} each: nothing in there was taken in."""
    unseen = [
        {
            "path": _below(path, inbox),
            "why": "unseen",
            "reason": "没有权限读取，或共享盘断开了；请找管理员开通，再运行一次",
        }
        for path in listing.unseen
    ]
    too_deep = [
        {
            "path": _below(path, inbox),
            "why": "too_deep",
            "reason": f"放得太深，里面的文件没有收；请放到收件箱下 {DEEPEST} 层以内",
        }
        for path in listing.too_deep
    ]
    return [*unseen, *too_deep]


def left_lying(before: Listing, after: Listing, inbox: Path) -> list[Mapping[str, str]]:
    """What lay in the inbox before a run and was not taken in, {"path", "why", "reason"} each."""
    empty = [
        {"path": _below(path, inbox), "why": "empty", "reason": "是空文件（0 字节），可能还没有拷完；没有处理"}
        for path in empty_files(after)
    ]
    held = [
        {"path": _below(path, inbox), "why": "busy", "reason": "正被别的程序打开，没有处理；请保存并关闭它，再运行一次"}
        for path in oldest_first(after)
        if after.files[path].size and before.files.get(path) == after.files[path]
    ]
    return [*unreachable(after, inbox), *held, *empty]


def _below(path: Path, inbox: Path) -> str:
    return path.relative_to(inbox).as_posix()
