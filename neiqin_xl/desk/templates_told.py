"""What is wrong with an office's own templates, told where people look: the log, `status`, and a file in the outbox.

That a template does not fit the values of the day is found only by whoever fills it in; it is remembered until the
template is saved again, since the next process, which fills in another one, knows nothing of it.
"""

from __future__ import annotations

import contextlib
import json
import logging
from collections.abc import Collection
from pathlib import Path

from neiqin_xl import __version__, machine, words
from neiqin_xl.desk.results import Json
from neiqin_xl.model.document import Document
from neiqin_xl.publish.templates import ENDING, Look, Unfit, faults_in, look_of, unfit_in
from neiqin_xl.workspace import Workspace

_log = logging.getLogger(__name__)
_HEAD = "下面的模板有错，暂时没有用；单子照样出了，用的是程序自带的模板。\r\n改好存盘，下一次出单子就用您的。\r\n"


def template_faults(workspace: Workspace) -> list[Json]:
    """{"file", "problems"} for each of the office's own templates that is wrong, with a Chinese sentence a problem."""
    unfit = {name: one.faults for name, one in _unfit(workspace).items()}
    found = unfit | faults_in(workspace.templates, _with_own(workspace))
    return [{"file": name, "problems": list(problems)} for name, problems in found.items()]


def tell_template_faults(workspace: Workspace) -> None:
    """Say in the outbox what is wrong with the office's own templates; where nothing is, take the file away."""
    file = workspace.outbox / f"{words.TEMPLATE_FAULTS}.txt"
    lines = [f"“{one['file']}”：{problem}" for one in template_faults(workspace) for problem in one["problems"]]
    # What stands in somebody else's way is written next time.
    with contextlib.suppress(OSError):
        _remember(workspace)
        if not lines:
            file.unlink(missing_ok=True)
            return
        text = (_HEAD + "".join(f"\r\n{line}" for line in lines) + "\r\n").encode("utf-8-sig")
        if not file.exists() or file.read_bytes() != text:
            for line in lines:
                _log.warning("template not used: %s", line)
            machine.write_atomically(file, text)


def _unfit(workspace: Workspace) -> dict[str, Unfit]:
    """The templates that did not fit when they were last filled in, now or earlier, and that lie there unchanged."""
    kept = {name: one for name, one in _remembered(workspace).items() if _is_as(workspace.templates / name, one.look)}
    return kept | unfit_in(workspace.templates, _with_own(workspace))


def _with_own(workspace: Workspace) -> Collection[Document]:
    """The documents of which the office may have templates of its own: none at all in most offices."""
    try:
        if not any(one.name.lower().endswith(ENDING) for one in workspace.templates.iterdir()):
            return ()
    except OSError:
        pass  # whatever is wrong with the folder is said of each of its files
    from neiqin_xl.publish.documents import documents

    return documents().values()


def _is_as(path: Path, look: Look) -> bool:
    try:
        return look_of(path) == look
    except OSError:
        return True  # nobody can tell that it was changed


def _memory(workspace: Workspace) -> Path:
    return workspace.state / "unfit_templates.json"


def _remembered(workspace: Workspace) -> dict[str, Unfit]:
    """What an earlier process of this version remembered; a later one may fill in what this one cannot."""
    try:
        told = json.loads(_memory(workspace).read_text(encoding="utf-8"))
        if told["version"] != __version__:
            return {}
        return {name: Unfit(Look(*look), tuple(faults)) for name, (look, faults) in told["unfit"].items()}
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        return {}  # found again by whoever fills the template in


def _remember(workspace: Workspace) -> None:
    memory, unfit = _memory(workspace), _unfit(workspace)
    if unfit == _remembered(workspace):
        return
    if unfit:
        told = {"version": __version__, "unfit": unfit}
        machine.write_atomically(memory, json.dumps(told, ensure_ascii=False).encode("utf-8"))
    else:
        memory.unlink(missing_ok=True)
