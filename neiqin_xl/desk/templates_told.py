"""What is wrong with an office's own templates, told where people look: the log, `status`, and a file in the outbox."""

from __future__ import annotations

import contextlib
import logging

from neiqin_xl import machine, words
from neiqin_xl.desk.results import Json
from neiqin_xl.publish.documents import documents
from neiqin_xl.publish.templates import faults_in
from neiqin_xl.workspace import Workspace

_log = logging.getLogger(__name__)
_HEAD = "下面的模板有错，暂时没有用；单子照样出了，用的是程序自带的模板。\r\n改好存盘，下一次出单子就用您的。\r\n"


def template_faults(workspace: Workspace) -> list[Json]:
    """{"file", "problems"} for each of the office's own templates that is wrong, with a Chinese sentence a problem."""
    found = faults_in(workspace.templates, documents().values())
    return [{"file": name, "problems": list(problems)} for name, problems in found.items()]


def tell_template_faults(workspace: Workspace) -> None:
    """Say in the outbox what is wrong with the office's own templates; where nothing is, take the file away."""
    file = workspace.outbox / f"{words.TEMPLATE_FAULTS}.txt"
    lines = [f"“{one['file']}”：{problem}" for one in template_faults(workspace) for problem in one["problems"]]
    # What stands in somebody else's way is written next time.
    with contextlib.suppress(OSError):
        if not lines:
            file.unlink(missing_ok=True)
            return
        text = (_HEAD + "".join(f"\r\n{line}" for line in lines) + "\r\n").encode("utf-8-sig")
        if not file.exists() or file.read_bytes() != text:
            for line in lines:
                _log.warning("template not used: %s", line)
            machine.write_atomically(file, text)
