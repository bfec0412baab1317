"""C-5 in the other formats: old and binary workbooks, open documents, text, web pages and XML tables."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from drawn import spreadsheet2003, webpage

from hostile import openbooks
from hostile.binarybooks import binary_sheet, binary_workbook, dimension, line
from hostile.declared import Hostile
from hostile.oldbooks import MAGIC, compound, old_workbook, records, streams_of, with_record
from hostile.openbooks import blank, cell, content, open_workbook
from hostile.packages import HEADERS, LINE

_DIMENSION, _BOF, _STRINGS, _SHEET, _NUMBER = 0x200, 0x809, 0xFC, 0x85, 0x203


def drawn() -> Iterator[Hostile]:
    """Counts that lie, cells far away, rows repeated, spans and indexes beyond measure."""
    yield from _old()
    yield from _binary()
    yield from _open()
    yield from _plain()
    yield from _pages()


def _old() -> Iterator[Hostile]:
    whole = old_workbook()
    stream = streams_of(whole)["Workbook"]
    yield Hostile("好的.xls", compound({"Workbook": stream}), "read")
    for number, size in enumerate(((0, 0xFFFFFFFF, 0, 0xFFFF), (0xFFFFFFFF, 0, 0xFFFF, 0), (0, 1 << 20, 0, 1 << 14))):
        told = struct.pack("<IIHHH", *size, 0)
        spoilt = with_record(stream, _DIMENSION, told, after=0)
        yield Hostile(f"范围{number}.xls", compound({"Workbook": spoilt}), "read", holds=LINE[0])
    told = struct.pack("<IIHHH", 0, 65536, 0, 256, 0)
    yield Hostile("最大范围.xls", compound({"Workbook": with_record(stream, _DIMENSION, told, after=0)}), "read")
    far = struct.pack("<HHHd", 65535, 255, 0, 1.0)
    last = max(at for at, kind, _ in records(stream) if kind == 0x0A)
    spoilt = stream[:last] + struct.pack("<HH", _NUMBER, len(far)) + far + stream[last:]
    yield Hostile("远.xls", compound({"Workbook": spoilt}), "F109")
    for number, count in enumerate((0xFFFFFFFF, 0x7FFFFFFF)):
        at, _, length = next(one for one in records(stream) if one[1] == _STRINGS)
        lying = stream[: at + 4] + struct.pack("<II", count, count) + stream[at + 12 :]
        yield Hostile(f"字串数{number}.xls", compound({"Workbook": lying}), "read", holds=LINE[0])
        assert length > 8
    at, _, _ = next(one for one in records(stream) if one[1] == _SHEET)
    lost = stream[: at + 4] + struct.pack("<I", 0x7FFFFFFF) + stream[at + 8 :]
    yield Hostile("表在外面.xls", compound({"Workbook": lost}), "read", holds=LINE[0])
    for number, (at, told) in enumerate(
        (
            (72, 0xFFFFFFFF),  # tables of tables
            (48, 0xFFFFFF00),  # directory
            (76, 0x7FFFFFFF),  # first table
            (30, 0xFFFF001F),  # size of a sector
        )
    ):
        changed = bytearray(compound({"Workbook": stream}))
        struct.pack_into("<I", changed, at, told)
        yield Hostile(f"头{number}.xls", bytes(changed), "F104")
    yield Hostile("只有头.xls", MAGIC + bytes(504), "F104")
    circle = bytearray(compound({"Workbook": stream}))
    table = struct.unpack_from("<I", circle, 76)[0]
    struct.pack_into("<I", circle, 512 + table * 512, 0)
    yield Hostile("绕圈.xls", bytes(circle), "F104")


def _binary() -> Iterator[Hostile]:
    yield Hostile("好的.xlsb", binary_workbook(), "read")
    yield Hostile("范围.xlsb", binary_workbook(binary_sheet(told=dimension(0xFFFFFFFF, 0xFFFFFFFF))), "read")
    yield Hostile("最大范围.xlsb", binary_workbook(binary_sheet(told=dimension(1_048_575, 16_383))), "read")
    yield Hostile("远.xlsb", binary_workbook(binary_sheet(line(1_048_575, [1.0], first=16_383))), "F109")
    yield Hostile("行号越界.xlsb", binary_workbook(binary_sheet(line(0xFFFFFFFF, [1.0]))), "F109")
    yield Hostile("列号越界.xlsb", binary_workbook(binary_sheet(line(2, [1.0], first=0x7FFFFFFF))), "F109")
    yield Hostile("断开.xlsb", binary_workbook(binary_sheet()[:-60]), "F104")
    long = struct.pack("<I", 0xFFFFFFFF)
    yield Hostile("长字串.xlsb", binary_workbook(binary_sheet().replace(struct.pack("<I", 3), long, 1)), "F104")
    yield Hostile("宏.xlsb", binary_workbook(vbaProject_bin=b"x"), "read", ("F201",))


def _open() -> Iterator[Hostile]:
    yield Hostile("好的.ods", open_workbook(), "read")
    trailing = openbooks.line(blank(16_384), times=1_048_574)
    yield Hostile("末尾空行.ods", open_workbook(content(trailing)), "read")
    for number, more in enumerate(
        (
            openbooks.line(cell("1"), times=1_048_574),
            openbooks.line(cell("1", ' table:number-columns-repeated="16384"')) * 1300,
            openbooks.line(cell("1", ' table:number-columns-repeated="16384"'), times=1_000_000),
            openbooks.line(cell("1", ' table:number-columns-repeated="4000000000"')),
            openbooks.line(cell("1"), times=4_000_000_000),
            openbooks.line(blank(16_383), cell("1"), times=1_000_000),
            openbooks.line(blank(1), times=1_048_570) + openbooks.line(blank(16_383), cell("1")),
            openbooks.line(blank(1), times=4_000_000_000) + openbooks.line(cell("1")),
            openbooks.line(blank(1), times=-1) + openbooks.line(cell("1")),
        )
    ):
        yield Hostile(f"重复{number}.ods", open_workbook(content(more)), "F109")
    yield Hostile("断开.ods", open_workbook(content()[:-80]), "F110")
    yield Hostile("没有内容.ods", open_workbook(""), "empty")
    yield Hostile("宏.ods", open_workbook(more={"Basic/Standard/Module1.xml": "<a/>"}), "read", ("F201",))
    yield Hostile("脚本.ods", open_workbook(more={"Scripts/python/a.py": "x"}), "read", ("F201",))
    yield Hostile("对象.ods", open_workbook(more={"Object 1/content.xml": "<a/>"}), "read", ("F203",))
    source = '<table:table-source xlink:href="file:///x.ods"/>'
    yield Hostile(
        "外部表.ods", open_workbook(content(before=f"<table:table>{source}</table:table>")), "read", ("F202",)
    )
    dde = '<office:dde-source office:dde-application="cmd" office:dde-topic="/c calc"/>'
    yield Hostile("DDE.ods", open_workbook(content(before=f"<table:table>{dde}</table:table>")), "read", ("F202",))


def _plain() -> Iterator[Hostile]:
    header, order = ",".join(HEADERS), ",".join(LINE)
    yield Hostile("长行.csv", f"{header}\n{order}{'x' * 3_000_000}\n".encode(), "read")
    yield Hostile("十万列.csv", f"{header}\n{order}{',' * 100_000}\n".encode(), "F109")
    yield Hostile("引号不成对.csv", f'{header}\n"{order}\n{order}\n'.encode() * 20_000, "read", costly=True)
    yield Hostile("全是引号.csv", b'"' * 2_000_000, "F105")
    yield Hostile("全是逗号.csv", b"," * 2_000_000, "F109")
    yield Hostile("全是换行.csv", b"\n" * 2_000_000, "F101")
    yield Hostile("有空字节.csv", f"{header}\n{order}\x00\n".encode(), "F105")
    yield Hostile("宽而高.csv", (f"{header}\n" + ",".join("1" * 500) + "\n" + "1\n" * 100_000).encode(), "read")


def _pages() -> Iterator[Hostile]:
    page = webpage([list(HEADERS), list(LINE)], encoding="utf-8").decode()
    for number, attributes in enumerate(
        ('rowspan="999999999"', 'colspan="999999999"', 'rowspan="99999" colspan="99999"')
    ):
        spanned = page.replace("<td></td>", f"<td {attributes}></td>")
        yield Hostile(f"跨格{number}.xls", spanned.encode(), "read")
    yield Hostile("十万层.html", page.replace("<table", "<div>" * 100_000 + "<table").encode(), "read")
    yield Hostile("十万表.html", page.replace("</table>", "<table>" * 100_000).encode(), "read")
    yield Hostile("没有关上.html", page.replace("</td>", "<!--" * 1000).encode(), "empty")
    yield Hostile("十万属性.html", page.replace("<td>", f"<td {'a=1 ' * 100_000}>", 1).encode(), "read")
    yield Hostile("十万尖括号.html", page.replace("</table>", "<" * 100_000).encode(), "read")
    yield Hostile("十万声明.html", page.replace("</table>", "<!" * 100_000).encode(), "read")
    yield Hostile("脚本.html", page.replace("</td>", "<script>alert(1)</script></td>").encode(), "read")
    table = spreadsheet2003([list(HEADERS), list(LINE)]).decode()
    for number, (old, new) in enumerate(
        (
            ("<Row>", '<Row ss:Index="999999999">'),
            ("<Row>", '<Row ss:Index="1048576">'),
            ('ss:Index="1"', 'ss:Index="999999999"'),
            ('ss:Index="1"', 'ss:Index="16384" ss:MergeAcross="999999999"'),
            ('ss:Index="1"', 'ss:Index="-5"'),
            ('ss:Index="1"', 'ss:Index="x"'),
        )
    ):
        expected = ("F109", "empty", "F109", "read", "F104", "F104")[number]
        yield Hostile(f"位置{number}.xml", table.replace(old, new).encode(), expected)
    merged = table.replace('ss:Index="1"', 'ss:MergeDown="999999999" ss:Index="1"', 1)
    yield Hostile("合并.xml", merged.encode(), "read")
