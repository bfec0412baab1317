"""Where a file lies to whose it is: office and sheet type by its folders below the inbox, or as it was dropped once."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from neiqin_xl.desk.originals import arrival_filed_at
from neiqin_xl.dropped import list_inbox
from neiqin_xl.ledger.arrivals import Dropped, shown_name, stored_path
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.sheets import sheet_types
from neiqin_xl.words import plain
from neiqin_xl.workspace import Workspace, WorkspaceError


def office_and_type(parts: Sequence[str]) -> tuple[str, str]:
    """The office and the sheet type that the folders below the inbox name; each "" where they do not."""
    folders = {plain(folder): kind.name for kind in sheet_types().values() for folder in kind.folders}
    office = fixed = ""
    for part in parts:
        kind = folders.get(plain(part))
        if kind is not None:
            fixed = fixed or kind
        else:
            office = office or part
    return office, fixed


def dropped_as(
    workspace: Workspace, ledger: Ledger, file: Path, fixed_type: str | None = None, told: str = ""
) -> Dropped:
    """What is known of a file by its place. An original from the archive stays there and is its office's, as before."""
    path = file.absolute()
    folders = _folders(workspace.inbox, path)
    if folders and path.is_relative_to(workspace.done):
        filed = arrival_filed_at(workspace, ledger, path)
        name, office = (filed.name, filed.office) if filed is not None else (shown_name(path), "")
        return Dropped(stored_path(path), name, office, fixed_type or "", moved=False, told=told)
    office, by_folder = office_and_type(folders or ())
    inside = folders is not None
    return Dropped(stored_path(path), shown_name(path), office, fixed_type or by_folder, moved=inside, told=told)


def name_with_folders(workspace: Workspace, path: Path, name: str) -> str:
    """The name of a file with the folders below the inbox in which it lay, as it helps to tell what the file is."""
    folders = _folders(workspace.inbox, path)
    return "/".join((*folders, name)) if folders and not path.is_relative_to(workspace.done) else name


def _folders(above: Path, path: Path) -> tuple[str, ...] | None:
    """The folders between one and a file below it, none where the file lies in it; None for a file elsewhere."""
    if path.parent == above:
        return ()
    return path.relative_to(above).parts[:-1] if path.is_relative_to(above) else None


def waiting_in(workspace: Workspace) -> list[Path]:
    """The files that lie in the inbox and are not empty, oldest first; WorkspaceError where it cannot be listed."""
    try:
        listing = list_inbox(workspace.inbox, (workspace.working, workspace.done))
    except OSError as error:
        raise WorkspaceError(f"收件箱“{workspace.inbox}”打不开：{error.strerror}。请检查共享文件夹是否连上。") from None
    looks = {path: look for path, look in listing.files.items() if look.size}
    return sorted(looks, key=lambda path: (looks[path].mtime_ns, str(path)))
