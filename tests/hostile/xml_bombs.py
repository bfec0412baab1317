"""C-4: document types, entities, deep and crooked XML, in every part that somebody reads."""

from __future__ import annotations

from collections.abc import Iterator

from drawn import spreadsheet2003

from hostile.declared import Hostile
from hostile.openbooks import content, open_workbook
from hostile.packages import (
    BOOK,
    BOOK_LINKS,
    HEADERS,
    LINE,
    SHEET,
    STRINGS,
    STYLES,
    TYPES,
    parts,
    row,
    sheet,
    with_rows,
    workbook,
)

_LAUGHS = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
_TYPES = {
    "百万大笑": f'<!DOCTYPE x [<!ENTITY l0 "哈哈">{_LAUGHS}]>',
    "平方": f'<!DOCTYPE x [<!ENTITY a "{"a" * 50_000}">]>',
    "小": '<!DOCTYPE x [<!ENTITY a "b">]>',
    "本机文件": '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    "网上文件": '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    "参数": '<!DOCTYPE x [<!ENTITY % a SYSTEM "http://example.invalid/"> %a;]>',
    "小写": "<!doctype x>",
    "注释之后": f"<!-- {'x' * 5000} --><!DOCTYPE x>",
    "空白之后": f"{' ' * 5000}<!DOCTYPE x>",
    "指令之后": f"<?x {'y' * 70_000}?><!DOCTYPE x>",
}


def drawn() -> Iterator[Hostile]:
    """Document types in the strings, one in each other part, and XML that is no XML."""
    usual = {name: text for name, text in parts().items() if isinstance(text, str)}
    for name, told in _TYPES.items():
        yield Hostile(f"{name}.xlsx", workbook({STRINGS: _with_prolog(usual[STRINGS], told)}), "F107")
    for number, part in enumerate((TYPES, "_rels/.rels", BOOK, BOOK_LINKS, STYLES, SHEET)):
        changed = workbook({part: _with_prolog(usual[part], _TYPES["小"])})
        yield Hostile(f"部件{number}.xlsx", changed, "F107")
    wide = _with_prolog(usual[STRINGS], _TYPES["小"]).replace("UTF-8", "UTF-16").encode("utf-16")
    yield Hostile("双字节.xlsx", workbook({STRINGS: wide}), "F107")
    yield Hostile("百万大笑.ods", open_workbook(content(prolog=_TYPES["百万大笑"])), "F107")
    yield Hostile("注释之后.ods", open_workbook(content(prolog=_TYPES["注释之后"])), "F107")
    page = spreadsheet2003([list(HEADERS), list(LINE)]).decode()
    for name, told in _TYPES.items():
        what = "F104" if name == "小写" else "F107"  # to XML it is no document type, only broken
        yield Hostile(f"{name}.xml", _with_prolog(page, told).encode(), what)
    yield Hostile("深.xlsx", with_rows(after="<a>" * 200_000 + "</a>" * 200_000), "read")
    yield Hostile("没有关上.xlsx", workbook({SHEET: sheet(row(1, HEADERS) + '<row r="2"><c r="A2"')}), "F110")
    yield Hostile("没有工作表.xlsx", workbook({SHEET: None}), "F110")
    yield Hostile("不是XML.xlsx", workbook({SHEET: b"\x00\x01\x02" * 100}), "F110")
    yield Hostile("空部件.xlsx", workbook({SHEET: b""}), "F110")
    yield Hostile("空字串表.xlsx", workbook({STRINGS: b""}), "F104")
    yield Hostile("未定义的实体.xlsx", workbook({STRINGS: usual[STRINGS].replace("螺栓", "&nbsp;")}), "F110")
    attributes = "".join(f' a{i}="1"' for i in range(100_000))
    yield Hostile("十万属性.xlsx", workbook({SHEET: sheet(root=attributes)}), "read")
    yield Hostile("深.xml", page.replace("<Table>", "<a>" * 200_000).encode(), "F104")
    yield Hostile("断开.xml", page[: len(page) // 2].encode(), "F104")


def _with_prolog(xml: str, told: str) -> str:
    declaration, _, rest = xml.partition("?>")
    return f"{declaration}?>{told}{rest}"
