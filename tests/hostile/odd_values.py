"""C-16: numbers, texts and encodings that one reader takes and another chokes on; none may be changed in silence."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.declared import Hostile
from hostile.packages import HEADERS, LINE, SHEET, STRINGS, row, sheet, strings, with_rows, workbook

_NUMBERS = (
    "1e999",
    "-1e999",
    "9" * 5000,
    "NaN",
    "INF",
    "1E-999",
    "0x10",
    "1,5",
    "",
    " 1 ",
    "１２",
    "--1",
    "1.7976931348623159e308",
)
_TEXTS = (
    "_x0000_",
    "_x000D_",
    "_x005F_x0000_",
    "甲" * 32_767,
    "\u202e甲乙",
    "甲\u200b乙",
    "a\u0301",
    "😀",
    "�",
    "锟斤拷",
    "\u00a0甲\u00a0",
    "甲\t乙",
    "甲\n乙",
)  # fmt: skip


def drawn() -> Iterator[Hostile]:
    """One value each, in a line of its own or as a remark."""
    for number, value in enumerate(_NUMBERS):
        cells = "".join(f'<c r="{"ABCD"[i]}3" t="s"><v>{7 + i}</v></c>' for i in range(4))
        line = f'<row r="3">{cells}<c r="E3"><v>{value}</v></c></row>'
        yield Hostile(f"数{number}.xlsx", with_rows(line), "read")
    for number, value in enumerate(_TEXTS):
        shared = strings([*HEADERS, *LINE[:-1], value])
        yield Hostile(f"文{number}.xlsx", workbook({STRINGS: shared}), "read")
    for number, kind in enumerate(("b", "d", "str", "inlineStr", "n", "x")):
        line = f'<row r="3"><c r="A3" t="s"><v>7</v></c><c r="E3" t="{kind}"><v>1</v></c></row>'
        yield Hostile(f"类{number}.xlsx", with_rows(line), "read" if kind != "x" else "F110")
    header, order = ",".join(HEADERS), ",".join(LINE)
    for number, encoding in enumerate(("gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-8-sig")):
        yield Hostile(f"码{number}.csv", f"{header}\n{order}急\n".encode(encoding), "read", holds="急")
    for number, (data, what) in enumerate(
        (
            (f"{header}\n".encode() + order.encode("gb18030") + b"\n", "read"),  # what is garbled is said by its row
            (f"{header}\n{order}\n".encode("utf-16") + b"\x00", "read"),
            (b"\xff\xfe" * 100, "F101"),
            (bytes(range(128, 256)) * 20, "F105"),
        )
    ):
        yield Hostile(f"坏码{number}.csv", data, what)
    for number, data in enumerate(
        (
            sheet(row(1, HEADERS) + row(2, LINE)).replace("UTF-8", "GB18030").encode("gb18030"),
            sheet(row(1, HEADERS) + row(2, LINE)).replace("UTF-8", "UTF-16").encode("utf-16"),
            sheet(row(1, HEADERS) + row(2, LINE)).replace("UTF-8", "nonsense").encode(),
        )
    ):
        yield Hostile(f"部件的码{number}.xlsx", workbook({SHEET: data}), "F110")
