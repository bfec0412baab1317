"""The reading process: takes jobs on standard input, one frame each, and answers on standard output."""

from __future__ import annotations

import gc
import hashlib
import json
import sys
from typing import BinaryIO

from neiqin_xl.intake.asked import job_of, size_of
from neiqin_xl.intake.frames import encode, read_frame, send, write_frame
from neiqin_xl.intake.gate.refusals import TOO_MUCH, refusal
from neiqin_xl.intake.job import Answer, Caps, Job
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.machine import limit_this_process, open_shared
from neiqin_xl.machine.children import begin_as_child

_MANY_OBJECTS = 20_000


def main() -> None:
    """Answer jobs until the parent closes the pipe."""
    answers = begin_as_child()
    serve(sys.stdin.buffer, answers)


def serve(jobs: BinaryIO, answers: BinaryIO) -> None:
    """Answer every job of the one stream on the other, after a first frame that says that the process is there."""
    # Looking for cycles among millions of cells costs a fifth of the time; it is enough to look between two files.
    gc.disable()
    write_frame(answers, {})
    while (body := read_frame(jobs)) is not None:
        message = json.loads(body)
        caps = Caps(**message["caps"])
        job = job_of(message)
        limit_this_process(caps.child_mb, caps.seconds_for(size_of(job)))
        send(answers, encode(answered(job, caps)))
        if gc.get_count()[0] > _MANY_OBJECTS:
            gc.collect()
            gc.freeze()


def answered(job: Job, caps: Caps) -> Answer:
    """The answer to a job, its file read once and closed at once."""
    try:
        data = open_shared(job.path)
    except OSError as error:
        if job.path.is_dir():
            return Answer("", 0, "refused", refusal("F113", "这是一个文件夹，不是文件，请把里面的表格逐个放入"))
        reason = error.strerror or "没有说明原因"
        return Answer("", 0, "refused", refusal("F113", f"打不开这个文件（{reason}），请关闭正在使用它的程序再试"))
    try:
        return answer_to(job, data, caps)
    except MemoryError:
        return Answer(hashlib.sha256(data).hexdigest(), len(data), "refused", refusal("F111", TOO_MUCH))
    except Exception as error:  # noqa: BLE001  # one file must not end the process that the next ones wait for
        reason = f"程序读这个文件时出错（{type(error).__name__}），请把文件发给管理员，或另存为 .xlsx 再试"
        return Answer(hashlib.sha256(data).hexdigest(), len(data), "refused", refusal("F112", reason))


if __name__ == "__main__":
    main()
