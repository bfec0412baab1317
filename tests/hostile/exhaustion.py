"""C-5: small workbooks that ask a reader for gigabytes or hours."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.declared import Hostile
from hostile.packages import (
    BOOK,
    BOOK_LINKS,
    HEADERS,
    LINE,
    MAIN,
    RELATIONSHIPS,
    SHEET,
    STRINGS,
    STYLES,
    book,
    links,
    row,
    sheet,
    strings,
    styles,
    with_rows,
    workbook,
)
from hostile.rawzip import Entry, assembled, entries


def drawn() -> Iterator[Hostile]:
    """Bombs, far cells, merges, counts that lie, and too much of everything that a workbook may hold."""
    yield from _bombs()
    yield from _far_cells()
    yield from _merges()
    yield from _strings()
    yield from _too_many()


def _bombs() -> Iterator[Hostile]:
    blanks = sheet().replace("</sheetData>", f"</sheetData>{' ' * (40 << 20)}")
    yield Hostile("空白.xlsx", workbook({SHEET: blanks}), "F108")
    yield Hostile("长字串.xlsx", workbook({STRINGS: strings([*HEADERS, *LINE[:-1], "a" * (40 << 20)])}), "F108")
    yield Hostile("图片.xlsx", workbook({"xl/media/image1.png": bytes(40 << 20)}), "F108")
    many = {f"xl/media/image{i}.bin": bytes(19 << 20) for i in range(3)}
    yield Hostile("多个小炸弹.xlsx", workbook(many), "F108")
    inner = workbook({"xl/media/image1.png": bytes(10 << 20)})
    yield Hostile("包中包.xlsx", workbook({"xl/embeddings/a.xlsx": inner}), "read", ("F203",))
    for name in (SHEET, STRINGS, STYLES, BOOK, BOOK_LINKS):
        lying = [_lying(one, bytes(64 << 20)) if one.name == name.encode() else one for one in entries()]
        yield Hostile(f"说谎的{name.rpartition('/')[2]}.xlsx", assembled(lying), "F104")


def _lying(member: Entry, more: bytes) -> Entry:
    """The member with much more behind it than is told."""
    return Entry(member.name, member.content + more, size=len(member.content))


def _far_cells() -> Iterator[Hostile]:
    for number, (far, what) in enumerate(
        (
            ("XFD1048576", "F109"),
            ("A1048576", "read"),  # a stray cell in the last row is a mistake, not an attack
            ("Z1048576", "F109"),
            ("XFD4", "read"),
            ("ZZ60000", "F109"),
        )
    ):
        digits = far.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        line = f'<row r="{digits}"><c r="{far}"><v>1</v></c></row>'
        before = workbook({SHEET: sheet(line + row(1, HEADERS) + row(2, LINE))})
        yield Hostile(f"远{number}.xlsx", with_rows(line), what, costly=number == 1)
        yield Hostile(f"远{number}先.xlsx", before, what, costly=number == 1)
    yield Hostile("行号说谎.xlsx", with_rows('<row r="3"><c r="XFD1048576"><v>1</v></c></row>'), "F109")
    yield Hostile("没有行号.xlsx", with_rows('<row><c r="XFD1048576"><v>1</v></c></row>'), "F109")
    yield Hostile("单引号.xlsx", with_rows("<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"), "F109")
    yield Hostile("属性换行.xlsx", with_rows('<row r="3"><c\n s="0"\n r="XFD1048576"><v>1</v></c></row>'), "F109")
    prefixed = sheet(row(1, HEADERS) + row(2, LINE) + '<row r="9"><c r="XFD1048576"><v>1</v></c></row>')
    for tag in ("worksheet", "sheetData", "row", "c", "v"):
        prefixed = prefixed.replace(f"<{tag}", f"<x:{tag}").replace(f"</{tag}", f"</x:{tag}")
    yield Hostile("带前缀.xlsx", workbook({SHEET: prefixed.replace("xmlns=", "xmlns:x=")}), "F109")
    for number, size in enumerate(("A1:XFD1048576", "A1", "XFD1048576:A1", "A1:ZZZZZ99999999", "", "=1+1")):
        yield Hostile(f"范围{number}.xlsx", with_rows(before=f'<dimension ref="{size}"/>'), "read")
    for number, place in enumerate(("ZZZZ1", "A99999999999", "A1048577", "XFE1", "1A", "", "A-1")):
        line = f'<row r="3"><c r="{place}"><v>1</v></c></row>'
        yield Hostile(f"坏地址{number}.xlsx", with_rows(line), "F109" if number < 4 else "read")
    empty = "".join(f'<row r="{number}" s="1" customFormat="1"/>' for number in range(3, 200_000))
    yield Hostile("二十万空行.xlsx", with_rows(empty), "read")
    formatted = "".join(f'<row r="{number}"><c r="A{number}" s="1"/></row>' for number in range(3, 200_000))
    yield Hostile("二十万格式行.xlsx", with_rows(formatted), "read")


def _merges() -> Iterator[Hostile]:
    for number, ranges in enumerate((["A1:XFD1048576"], ["A10:Z100000"], ["B2:B1048576"], ["A1", "", "1:1", "A:A"])):
        merged = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
        yield Hostile(f"合并{number}.xlsx", with_rows(after=f"<mergeCells>{merged}</mergeCells>"), "read")
    merged = "".join(f'<mergeCell ref="A{number}:B{number}"/>' for number in range(3, 110_000))
    yield Hostile("十一万合并.xlsx", with_rows(after=f"<mergeCells>{merged}</mergeCells>"), "F109")
    same = '<mergeCell ref="A1:G2"/>' * 20_000
    yield Hostile("两万同样的合并.xlsx", with_rows(after=f"<mergeCells>{same}</mergeCells>"), "read")


def _strings() -> Iterator[Hostile]:
    for number, count in enumerate((4294967295, 1_000_000_000, 99999999999999999999)):
        yield Hostile(f"字串数{number}.xlsx", workbook({STRINGS: strings(count=count)}), "F104")
    quoted = strings(count=4294967295).replace('"', "'")
    yield Hostile("字串数单引号.xlsx", workbook({STRINGS: quoted}), "F104")
    spaced = strings().replace("uniqueCount=", f'a="{"x" * 3000}" uniqueCount ="4294967295" b=')
    yield Hostile("字串数在后.xlsx", workbook({STRINGS: spaced}), "F104")
    for number, index in enumerate(("4294967295", "999")):
        line = f'<row r="3"><c r="A3" t="s"><v>{index}</v></c></row>'
        yield Hostile(f"字串号{number}.xlsx", with_rows(line), "read")
    long = [*HEADERS, *LINE[:-1], "甲" * 32_000]
    cells = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>13</v></c></row>' for n in range(3, 100_000))
    changed = {STRINGS: strings(long), SHEET: sheet(row(1, HEADERS) + row(2, LINE) + cells)}
    yield Hostile("一串十万用.xlsx", workbook(changed), "F109")
    many = strings([*HEADERS, *LINE, *(["x"] * 1_000_000)])
    yield Hostile("百万字串.xlsx", workbook({STRINGS: many}), "F108")


def _too_many() -> Iterator[Hostile]:
    listed = "".join(f'<sheet name="表{i}" sheetId="{i}" r:id="rId1"/>' for i in range(1, 5001))
    yield Hostile("五千表一部件.xlsx", workbook({BOOK: book(listed)}), "F108")
    twice = '<sheet name="甲" sheetId="1" r:id="rId1"/><sheet name="乙" sheetId="2" r:id="rId1"/>'
    yield Hostile("两表一部件.xlsx", workbook({BOOK: book(twice)}), "F104")
    names = "".join(f'<definedName name="n{i}">订单!$A$1</definedName>' for i in range(100_000))
    yield Hostile("十万名称.xlsx", workbook({BOOK: book(after=f"<definedNames>{names}</definedNames>")}), "read")
    brackets = f'<numFmt numFmtId="170" formatCode="{"[" * 50_000}"/>'
    yield Hostile("格式代码.xlsx", workbook({STYLES: styles(brackets)}), "read")
    formats = "".join('<xf numFmtId="14" xfId="0"/>' for _ in range(100_000))
    crowded = styles().replace("</cellXfs>", f"{formats}</cellXfs>")
    yield Hostile("十万样式.xlsx", workbook({STYLES: crowded}), "read")
    linked = "".join(
        f'<Relationship Id="x{i}" Type="{RELATIONSHIPS}/worksheet" Target="worksheets/none{i}.xml"/>'
        for i in range(20_000)
    )
    yield Hostile("两万关系.xlsx", workbook({BOOK_LINKS: links(linked)}), "read")
    wide = f'<row r="1">{"".join(f"<c><v>{i}</v></c>" for i in range(16_384))}</row>'
    yield Hostile("一行一万六千列.xlsx", workbook({SHEET: sheet(wide)}), "empty")
    grid = "".join(f'<row r="{r}">{"<c><v>1</v></c>" * 2000}</row>' for r in range(1, 400))
    yield Hostile("两千列.xlsx", workbook({SHEET: sheet(grid)}), "empty", costly=True)
    inline = f'<row r="3"><c r="A3" t="inlineStr"><is>{"<r><t>x</t></r>" * 100_000}</is></c></row>'
    yield Hostile("十万段富文本.xlsx", with_rows(inline), "read")
    openers = '<row r="3"><c t="e" ' + '<c t="e" ' * 100_000
    unclosed = f'<worksheet xmlns="{MAIN}"><sheetData>{openers}</sheetData></worksheet>'
    yield Hostile("十万没有关上的错误.xlsx", workbook({SHEET: unclosed}), "F110")
    formulas = '<c r="A3"><f>' * 100_000
    yield Hostile("十万没有关上的公式.xlsx", with_rows(f'<row r="3">{formulas}</row>'), "F110")
