"""One order list in every kind of writing that delimited text comes in, and spoilt in every way that one row can be.

The kinds are those of the public Pollock benchmark (VLDB 2023) and those of our own trade; all data are invented.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator

FIELDS = ("order_no", "order_date", "customer_name", "product_name", "spec", "qty", "remark")
HEADER = ["订单号", "下单日期", "客户名称", "品名", "规格", "数量", "备注"]
LINES = [
    ["D1", "2026-11-05", "拾穗雀商行", "螺栓, 六角", "M8×20", "1200", ""],
    ["D1", "2026-11-05", "拾穗雀商行", "螺母", "M8", "300", "急"],
    ["D2", "2026-11-06", "云窗机电", "垫圈", "", "50", '装"小盒"'],
    ["D3", "2026-11-06", "青禾工贸", "六角扳手", "6mm", "5", "第一行\n第二行"],
    ["D3", "2026-11-06", "青禾工贸", "内六角螺钉", "M6×16", "2500", ""],
    ["D4", "2026-11-07", "云窗机电", "弹垫", "M8", "80", "自提"],
]
ROWS = [HEADER, *LINES]
_TRADITIONAL = str.maketrans("订单号户称规备数页", "訂單號戶稱規備數頁")


def field(text: str, *, delimiter: str = ",", quote: str = '"', every: bool = False, escape: str = "") -> str:
    if not every and not any(one in text for one in (delimiter, quote, "\n")):
        return text
    inner = text.replace("\\", "\\\\").replace(quote, "\\" + quote) if escape else text.replace(quote, quote * 2)
    return f"{quote}{inner}{quote}"


def line(row: list[str], *, delimiter: str = ",", quote: str = '"', every: bool = False, escape: str = "") -> str:
    return delimiter.join(field(cell, delimiter=delimiter, quote=quote, every=every, escape=escape) for cell in row)


def written(rows: list[list[str]] = ROWS, *, end: str = "\r\n", **how: str | bool) -> str:
    return "".join(line(row, **how) + end for row in rows)  # type: ignore[arg-type]  # the marks of `line`, as they are


def one_row_written(number: int, **how: str | bool) -> str:
    return "".join(line(row, **(how if i == number else {})) + "\r\n" for i, row in enumerate(ROWS))  # type: ignore[arg-type]


def readable() -> dict[str, bytes]:
    """Kind → a file from which the same records are read as from the plain one."""
    plain, lines = written(), [line(row) for row in ROWS]
    kinds: dict[str, str | bytes] = {"plain": plain, "every field quoted": written(every=True)}
    several = ["||", "~|~", "|~|", "|+|", "::", "@@", "##", "\t\t", ", ", "; ", "\\t", "^|^"]
    for one in [*";\t|，；、:^~§¦#$&!/\x01\x1f", *several]:
        kinds[f"delimiter {one!r}"] = written(delimiter=one)
        kinds[f"delimiter {one!r}, every field quoted"] = written(delimiter=one, every=True)
    kinds["delimiter ' ', every field quoted"] = written(delimiter=" ", every=True)
    kinds["quote '"] = written(quote="'")
    kinds["quote ', every field"] = written(quote="'", every=True)
    kinds["quotes “”, every field"] = "".join(",".join(f"“{cell}”" for cell in row) + "\r\n" for row in ROWS)
    kinds["blanks around delimiters"] = "".join(" , ".join(field(c, every=True) for c in row) + "\n" for row in ROWS)
    kinds["escape \\"] = written(escape="\\")
    kinds["escape \\, every field quoted"] = written(escape="\\", every=True)
    for end in ("\n", "\r", "\n\r", "\r\r\n", "\x1e", "\x1e\n", "\u2028", "\x85"):
        kinds[f"records end with {end!r}"] = written(end=end)
    kinds["mixed ends"] = "".join(map("".join, zip(lines, itertools.cycle(["\r\n", "\n", "\r"]), strict=False)))
    kinds["no last end"] = plain.rstrip("\r\n")
    kinds["two last ends"] = plain + "\r\n\r\n"
    kinds["blank lines between"] = "\r\n\r\n".join(lines)
    kinds["preamble"] = f"十一月订单\r\n{plain}"
    kinds["preamble and blank line"] = f"十一月订单\r\n导出时间：2026-11-08 10:00\r\n\r\n{plain}"
    kinds["preamble with delimiters"] = f"十一月订单,,,,,,\r\n,,,,,,\r\n{plain}"
    kinds["footer"] = plain + "\r\n制表：王敏\r\n"
    kinds["footer that counts"] = plain + "共 6 条记录\r\n"
    kinds["total"] = plain + "合计,,,,,4135,\r\n"
    kinds["total with too few delimiters"] = plain + "合计,4135\r\n"
    kinds["sep="] = "sep=;\r\n" + written(delimiter=";")
    kinds["header twice"] = f"{lines[0]}\r\n{plain}"
    kinds["header three times"] = f"{lines[0]}\r\n{lines[0]}\r\n{plain}"
    kinds["header again in the middle"] = "\r\n".join([*lines[:4], lines[0], *lines[4:]])
    kinds["delimiter behind every line"] = "".join(f"{one},\r\n" for one in lines)
    kinds["delimiter behind every line but the header"] = (
        lines[0] + "\r\n" + "".join(f"{one},\r\n" for one in lines[1:])
    )
    for encoding in ("utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        kinds[f"encoding {encoding}"] = plain.encode(encoding)
    kinds["encoding utf-16-be with its mark"] = b"\xfe\xff" + plain.encode("utf-16-be")
    kinds["zeros behind the end"] = plain.encode() + bytes(50)
    kinds["zeros behind the end, gb18030"] = plain.encode("gb18030") + bytes(51)
    kinds["end-of-file mark"] = plain + "\x1a"
    for number in (1, 3, 6):
        for one in ";\t|":
            kinds[f"row {number} with delimiter {one!r}"] = one_row_written(number, delimiter=one)
        kinds[f"row {number} with quote '"] = one_row_written(number, quote="'", every=True)
        kinds[f"row {number} with escape \\"] = one_row_written(number, escape="\\", every=True)
        kinds[f"row {number} with another end"] = "".join(
            one + ("\n" if i == number else "\r\n") for i, one in enumerate(lines)
        )
    return {kind: text.encode() if isinstance(text, str) else text for kind, text in kinds.items()}


def traditional() -> bytes:
    """The list with the header of a Taiwanese program, in its encoding."""
    rows = [[cell.translate(_TRADITIONAL) for cell in HEADER], ["D1", "2026-11-05", "青禾工商", "角座", "M8", "5", ""]]
    return written(rows).encode("cp950")


def pieces(text: str) -> list[str]:
    """The fields of a line of `written` as they are written, quotes and all."""
    found, is_open = [""], False
    for character in text:
        is_open ^= character == '"'
        if character == "," and not is_open:
            found.append("")
        else:
            found[-1] += character
    return found


def spoilt() -> Iterator[tuple[str, int, bytes]]:
    """(kind, index of the row, file) of every row, column and way in which one delimiter or quote is wrong."""
    for every, number, column in itertools.product((False, True), range(len(ROWS)), range(len(HEADER))):
        lines = [line(row, every=every) for row in ROWS]
        for kind, fields in _wrong(pieces(lines[number]), column):
            changed = [*lines[:number], ",".join(fields), *lines[number + 1 :]]
            style = "quoted" if every else "plain"
            yield f"{kind}, {style}, column {column}", number, "".join(f"{one}\r\n" for one in changed).encode()


def _wrong(fields: list[str], column: int) -> Iterator[tuple[str, list[str]]]:
    before, cell, after = fields[:column], fields[column], fields[column + 1 :]
    yield "a delimiter too many", [*before, "", cell, *after]
    if after:
        yield "a delimiter too few", [*before, cell + after[0], *after[1:]]
    yield "a quote too many before", [*before, f'"{cell}', *after]
    yield "a quote too many behind", [*before, f'{cell}"', *after]
    yield "a quote too many within", [*before, f'{cell[:2]}"{cell[2:]}', *after]
    if cell.startswith('"'):
        yield "a quote too few before", [*before, cell[1:], *after]
        yield "a quote too few behind", [*before, cell[:-1], *after]
