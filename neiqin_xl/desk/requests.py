"""Work handed to whoever holds the workspace: a request is a small file, and so is its answer (DESIGN §6)."""

from __future__ import annotations

import json
import logging
import os
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from neiqin_xl import machine
from neiqin_xl.desk.results import Json
from neiqin_xl.failures import DISK_FULL, sentence_for
from neiqin_xl.workspace import Workspace, WorkspaceBusy, WorkspaceError

VERBS = frozenset(
    (
        *("take_in", "undo", "statement", "report", "publish", "forms"),
        *("slips", "distribute", "reconcile", "forget_layout", "issue", "pack", "close_month", "begin_day"),
    )
)
PATIENCE_SECONDS = 20
_LOOK_SECONDS = 0.2
_REQUEST, _TAKEN, _ANSWER = ".request.json", ".taken.json", ".answer.json"

log = logging.getLogger(__name__)


def ask(
    workspace: Workspace,
    verb: str,
    named: Mapping[str, object],
    is_free: Callable[[], bool],
    clock: Callable[[], float] = time.monotonic,
) -> Json | None:
    """What the holder of the workspace answers. None where it let go first, so that the caller can do it.

    Raises WorkspaceBusy where nobody takes the request within `PATIENCE_SECONDS`, WorkspaceError or ValueError
    where the
    holder's own call raised one. `is_free` says whether the workspace lock is to be had, and holds it from then on.
    """
    folder = _folder(workspace)
    name = os.urandom(8).hex()
    request, taken, answer = (folder / f"{name}{ending}" for ending in (_REQUEST, _TAKEN, _ANSWER))
    machine.write_new(request, json.dumps({"verb": verb, "named": dict(named)}).encode("utf-8"))
    try:
        _wait(request, taken, answer, is_free, clock)
        if not answer.exists():
            return None
        said: Json = json.loads(machine.open_shared(answer))
    finally:
        # Whatever ends the waiting, nobody shall do later what nobody waits for.
        request.unlink(missing_ok=True)
        answer.unlink(missing_ok=True)
    if "verb" in said:
        raise WorkspaceError(f"办了，但是回话{DISK_FULL}请看看处理结果，需要时再做一次。")
    if "error" in said:
        raise (ValueError if said["kind"] == "value" else WorkspaceError)(said["error"])
    result: Json = said["result"]
    return result


def _wait(request: Path, taken: Path, answer: Path, is_free: Callable[[], bool], clock: Callable[[], float]) -> None:
    """Until there is an answer, or the workspace is free and nobody took the request."""
    pause, until = threading.Event(), clock() + PATIENCE_SECONDS
    while not answer.exists():
        if request.exists():
            if is_free():
                return
            if clock() > until:
                raise WorkspaceBusy("这个工作区正忙，等了一会儿也没有轮到。请稍后再试。")
        elif taken.exists() and is_free():
            taken.unlink(missing_ok=True)
            raise WorkspaceBusy("正在处理的程序中途退出了，不知道做完没有。请看看处理结果，需要时再做一次。")
        pause.wait(_LOOK_SECONDS)


def serve(workspace: Workspace, do: Callable[[str, Json], Json]) -> int:
    """Do what was asked for, oldest first, and write the answers; how many there were.

    The caller holds the workspace.
    """
    folder = _folder(workspace)
    asked = sorted(folder.glob(f"*{_REQUEST}"), key=lambda path: (path.stat().st_mtime_ns, path.name))
    for request in asked:
        name = request.name.removesuffix(_REQUEST)
        taken = folder / f"{name}{_TAKEN}"
        try:
            machine.move(request, taken)
        except FileNotFoundError:
            continue  # withdrawn
        said = _done(json.loads(machine.open_shared(taken)), do)
        _answer(taken, folder / f"{name}{_ANSWER}", said)
    return len(asked)


def _answer(taken: Path, answer: Path, said: Json) -> None:
    try:
        machine.write_atomically(answer, json.dumps(said, ensure_ascii=False).encode("utf-8"))
    except OSError as error:
        if not machine.is_full(error):
            raise
        # A name needs no room: who waits gets back what was asked, and waits no longer.
        machine.move(taken, answer)
    taken.unlink(missing_ok=True)


def _done(asked: Json, do: Callable[[str, Json], Json]) -> Json:
    if asked["verb"] not in VERBS:
        return {"error": f"没有“{asked['verb']}”这件事可做。", "kind": "value"}
    try:
        return {"result": do(asked["verb"], asked["named"])}
    except ValueError as error:
        return {"error": str(error), "kind": "value"}
    except Exception as error:
        log.exception("a request failed")
        told = sentence_for(error) or "没有做成，程序出错了；详情在日志里，请告诉维护人。"
        return {"error": told, "kind": "workspace"}


def _folder(workspace: Workspace) -> Path:
    folder = workspace.state / "requests"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
