"""Copies of the shipped templates for an office to begin its own with."""

from __future__ import annotations

from pathlib import Path

from neiqin_xl import machine, words
from neiqin_xl.publish.documents import documents
from neiqin_xl.publish.templates import ENDING, shipped_folder

_HOW = (
    f"想改单子的样子：把“{words.TEMPLATE_SAMPLES}”里的那一份复制到这个文件夹，名字不要改，用 Excel 或 WPS 改好、存盘，"
    "下一次出单子就用您的。\r\n"
    "检查写得对不对：neiqin template check 对账单.xlsx\r\n"
    f"改错了也不要紧：单子照样用自带的模板出，错在哪一格写在“输出”里的“{words.TEMPLATE_FAULTS}.txt”。\r\n"
    "不想用自己的了，把它移走就行。占位符怎么写，见程序文档里的《模板》一页。\r\n"
)


def lay_samples(folder: Path) -> None:
    """Lay the copies below an office's folder of templates, and how to use them; what is there is left as it is."""
    samples = folder / words.TEMPLATE_SAMPLES.shown
    samples.mkdir(parents=True, exist_ok=True)
    for name in documents():
        copy = samples / f"{name}{ENDING}"
        if not copy.exists():
            machine.write_new(copy, (shipped_folder() / copy.name).read_bytes())
    how = folder / "说明.txt"
    if not how.exists():
        machine.write_new(how, _HOW.encode("utf-8-sig"))
