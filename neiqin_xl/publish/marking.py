"""A clerk's own file with what is said of it marked in it, made by a process that may fail alone."""

from __future__ import annotations

import logging
import subprocess
from io import BytesIO
from pathlib import PurePath

from neiqin_xl.machine.children import WITHOUT_WINDOW, command_of, environment_of_child
from neiqin_xl.publish.marked import AUTHOR, marks_of
from neiqin_xl.publish.marking_child import MARKED, NOT_MARKED, send_request
from neiqin_xl.publish.replies import Reply

_log = logging.getLogger(__name__)

CHILD = "neiqin_xl.publish.marking_child"

_MEMORY_MB, _SECONDS = 1500, 60


class NotMarkedError(Exception):
    """The workbook cannot be marked; the text is a Chinese sentence that says why."""


def marked_copy(data: bytes, reply: Reply) -> bytes | None:
    """The file that the reply answers, marked, as an .xlsx; None where nothing in it is to be marked.

    A file of another format is marked in a plain workbook with the same cells. NotMarkedError where it cannot be done:
    the reply says all the same.
    """
    asked = marks_of(reply)
    if not asked.marks:
        return None
    request = BytesIO()
    send_request(request, asked, data, PurePath(reply.file).stem, AUTHOR, (_MEMORY_MB, _SECONDS))
    try:
        done = subprocess.run(  # noqa: S603  # our own module, by our own interpreter
            command_of(CHILD),
            input=request.getvalue(),
            capture_output=True,
            check=False,
            timeout=2 * _SECONDS,
            env=environment_of_child(),
            creationflags=WITHOUT_WINDOW,
        )
    except subprocess.TimeoutExpired as error:
        raise NotMarkedError("做标记用的时间太长") from error
    if done.stdout.startswith(MARKED):
        return done.stdout[len(MARKED) :]
    # The sentence is for the clerk; where it went wrong, which may be our fault, is for whoever mends it.
    _log.warning("no marked copy: %s", done.stderr.decode("utf-8", "replace"))
    if done.stdout.startswith(NOT_MARKED):
        raise NotMarkedError(done.stdout[len(NOT_MARKED) :].decode("utf-8"))
    raise NotMarkedError("做标记时程序出错")
