"""Papers that may not go to customers, told where people look: the log, and a file in the outbox until they may."""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Iterable, Iterator, Mapping

from neiqin_xl import machine, words
from neiqin_xl.workspace import Workspace

_log = logging.getLogger(__name__)
_NAMED = 3
_HEAD = (
    "下面的单子不能发给客户，所以和它们一起做的那一批一份也没有发出；文件夹里以前的单子没有动。\r\n"
    "请照原因改好，再做一次；全部通过以后才会一起放出来，这个文件也会消失。\r\n"
)


def refusals(workspace: Workspace) -> dict[str, list[str]]:
    """The reasons for each paper that could not go out when it was last made, by its path in the workspace."""
    try:
        told = json.loads((workspace.state / "refused.json").read_text(encoding="utf-8"))
        return {str(path): [str(one) for one in reasons] for path, reasons in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def refusal_lines(refused: Mapping[str, list[str]]) -> Iterator[str]:
    """A sentence for each reason, with the papers that have it: a wrong template is the reason for all."""
    having: dict[str, list[str]] = {}
    for path, reasons in sorted(refused.items()):
        for reason in reasons:
            having.setdefault(reason, []).append(path)
    for reason, paths in having.items():
        more = f"等 {len(paths)} 份" if len(paths) > _NAMED else ""
        yield f"{'、'.join(f'“{path}”' for path in paths[:_NAMED])}{more}：{reason}。"


def tell_refusals(workspace: Workspace, made: Iterable[str], refused: Mapping[str, list[str]]) -> None:
    """Say which of the papers that were made may not go out, and forget what was said of the others among them."""
    for line in refusal_lines(refused):
        _log.error("not released: %s", line)
    before = refusals(workspace)
    again = set(made)
    now = {path: reasons for path, reasons in before.items() if path not in again} | dict(refused)
    if now == before:
        return
    file = workspace.outbox / f"{words.NOT_RELEASED}.txt"
    memory = workspace.state / "refused.json"
    # What stands in somebody else's way is written next time.
    with contextlib.suppress(OSError):
        if not now:
            file.unlink(missing_ok=True)
            memory.unlink(missing_ok=True)
            return
        lines = "".join(f"\r\n{line}" for line in refusal_lines(now))
        machine.write_atomically(file, f"{_HEAD}{lines}\r\n".encode("utf-8-sig"))
        machine.write_atomically(memory, json.dumps(now, ensure_ascii=False).encode("utf-8"))
