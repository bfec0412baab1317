"""C-2: links to other workbooks, shares and databases, which must be named and never followed."""

from __future__ import annotations

from collections.abc import Iterator

from hostile.declared import Hostile
from hostile.packages import BOOK, BOOK_LINKS, RELATIONSHIPS, SHEET, book, links, sheet, with_rows, workbook

_SHEET_LINKS = "xl/worksheets/_rels/sheet1.xml.rels"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_BOOK_LINK = (
    '<externalLink><externalBook><sheetNames><sheetName val="别人"/></sheetNames></externalBook></externalLink>'
)
_DDE_LINK = '<externalLink><ddeLink ddeService="cmd" ddeTopic="/c calc"><ddeItems/></ddeLink></externalLink>'
_TARGETS = (
    "http://example.invalid/",
    "\\\\example.invalid\\share\\a.xlsx",
    "file:///c:/windows/win.ini",
    "javascript:alert(1)",
    "ms-excel:ofe|u|http://example.invalid/a.xlsx",
)


def drawn() -> Iterator[Hostile]:
    """One kind of link each; the order in the sheet is read."""
    yield Hostile("外部链接.xlsx", _with_part("externalLinks/externalLink1.xml", _BOOK_LINK), "read", ("F202",))
    yield Hostile("DDE链接.xlsx", _with_part("externalLinks/externalLink2.xml", _DDE_LINK), "read", ("F202",))
    yield Hostile("大写.xlsx", _with_part("ExternalLinks/ExternalLink1.xml", _BOOK_LINK), "read", ("F202",))
    yield Hostile("连接.xlsx", _with_part("connections.xml", "<connections/>"), "read", ("F204",))
    yield Hostile("查询.xlsx", _with_part("queryTables/queryTable1.xml", "<queryTable/>"), "read", ("F204",))
    yield Hostile("模型.xlsx", _with_part("model/item.data", "x"), "read", ("F204",))
    yield Hostile("网页插件.xlsx", _with_part("webextensions/webextension1.xml", "<a/>"), "read", ("F203",))
    for number, target in enumerate(_TARGETS):
        yield Hostile(f"超链接{number}.xlsx", _with_hyperlink(target), "read")
    name = book(after='<definedNames><definedName name="外部">[1]别人!$A$1</definedName></definedNames>')
    yield Hostile("名称.xlsx", workbook({BOOK: name}), "read")
    linked = links(
        f'<Relationship Id="rId9" Type="{RELATIONSHIPS}/worksheet" TargetMode="External" Target="http://example.invalid/"/>'
    )
    two = book('<sheet name="订单" sheetId="1" r:id="rId1"/><sheet name="外" sheetId="2" r:id="rId9"/>')
    yield Hostile("工作表在外面.xlsx", workbook({BOOK: two, BOOK_LINKS: linked}), "F110")
    lists = '<dataValidations><dataValidation type="list" sqref="A1"><formula1>[1]别人!A1</formula1></dataValidation></dataValidations>'
    yield Hostile("有效性.xlsx", with_rows(after=lists), "read")


def _with_part(name: str, content: str) -> bytes:
    return workbook({f"xl/{name}": content})


def _with_hyperlink(target: str) -> bytes:
    link = f'<Relationship Id="rId1" Type="{RELATIONSHIPS}/hyperlink" Target="{target}" TargetMode="External"/>'
    after = '<hyperlinks><hyperlink ref="A2" r:id="rId1"/></hyperlinks>'
    return workbook(
        {
            SHEET: sheet(after=after),
            _SHEET_LINKS: f'<Relationships xmlns="{_PACKAGE}">{link}</Relationships>',
        }
    )
