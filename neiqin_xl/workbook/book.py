"""Sheets into a workbook: the parts around them, streamed as one package."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from neiqin_xl.workbook.look import Looks
from neiqin_xl.workbook.names import quoted, sheet_name
from neiqin_xl.workbook.package import Content, Part, package
from neiqin_xl.workbook.text import attribute, escaped

CREATOR = "neiqin_xl"

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"


class Sheet(Protocol):
    """A sheet that can write itself, and afterwards knows the names that the workbook must define for it."""

    @property
    def name(self) -> str:
        """The wanted name on the tab."""
        ...

    def xml(self, looks: Looks, *, first: bool) -> Content:
        """The sheet's part, piece by piece; the looks of its cells are numbered by `looks`."""
        ...

    def defined(self) -> Mapping[str, str]:
        """Built-in names, like Print_Titles, and the range each stands for; asked for after `xml`."""
        ...


@dataclass(frozen=True)
class Properties:
    """A workbook's document properties; `custom` ones are kept by Excel when a person saves the file."""

    title: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Arrangement:
    """What a workbook has beside its sheets: the names of `hidden` tabs, and `names` for ranges.

    A name stands for a reference like `'选项'!$B$2:$B$9`, and must be one that Excel accepts: letters, digits, _.
    """

    hidden: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)


_PLAIN = Arrangement()
_HIDDEN = ' state="hidden"'


def book(
    sheets: Iterable[Sheet],
    properties: Properties | None = None,
    arrangement: Arrangement = _PLAIN,
    looks: Looks | None = None,
) -> Iterator[bytes]:
    """A workbook as a stream of bytes, the same bytes for the same sheets; each sheet is asked for when it is its turn.

    `looks` number those of the cells, None for a fresh start. Raises ValueError where there is no sheet at all, which
    Excel does not open.
    """
    return package(_parts(sheets, properties or Properties(), arrangement, looks or Looks()))


def _parts(
    sheets: Iterable[Sheet],
    properties: Properties,
    arrangement: Arrangement,
    looks: Looks,
) -> Iterator[Part]:
    names: list[str] = []
    defined = [_named_range(name, where) for name, where in arrangement.names.items()]
    yield "_rels/.rels", [_root_relations(has_custom=bool(properties.custom))]
    yield "docProps/core.xml", [_core_properties(properties.title)]
    if properties.custom:
        yield "docProps/custom.xml", [_custom_properties(properties.custom)]
    for i, sheet in enumerate(sheets):
        name = sheet_name(sheet.name, {one.casefold() for one in names})
        names.append(name)
        yield f"xl/worksheets/sheet{i + 1}.xml", sheet.xml(looks, first=i == 0)
        defined += (_defined_name(i, name, built_in, where) for built_in, where in sorted(sheet.defined().items()))
    if not names:
        raise ValueError("a workbook needs at least one sheet")
    yield "docProps/app.xml", [_app_properties()]
    yield "xl/workbook.xml", [_workbook(names, defined, arrangement.hidden)]
    yield "xl/_rels/workbook.xml.rels", [_workbook_relations(len(names))]
    yield "xl/styles.xml", [looks.style_sheet()]
    yield "[Content_Types].xml", [_content_types(len(names), has_custom=bool(properties.custom))]


def _workbook(names: list[str], defined: list[str], hidden: frozenset[str]) -> str:
    sheets = "".join(
        f'<sheet name="{attribute(name)}" sheetId="{i}"{_HIDDEN * (name in hidden)} r:id="rId{i}"/>'
        for i, name in enumerate(names, start=1)
    )
    named = f"<definedNames>{''.join(sorted(defined))}</definedNames>" if defined else ""
    return (
        f'{_DECLARATION}<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}/relationships">'
        '<bookViews><workbookView xWindow="0" yWindow="0" windowWidth="24000" windowHeight="12000"/></bookViews>'
        f'<sheets>{sheets}</sheets>{named}<calcPr calcId="191029"/></workbook>'
    )


def _named_range(name: str, where: str) -> str:
    return f'<definedName name="{attribute(name)}">{escaped(where)}</definedName>'


def _defined_name(sheet: int, name: str, built_in: str, where: str) -> str:
    hidden = ' hidden="1"' if built_in == "_FilterDatabase" else ""
    ranges = ",".join(f"{quoted(name)}!{one}" for one in where.split(","))
    return f'<definedName name="_xlnm.{built_in}" localSheetId="{sheet}"{hidden}>{escaped(ranges)}</definedName>'


def _root_relations(*, has_custom: bool) -> str:
    relations = [
        (f"{_OFFICE}/relationships/officeDocument", "xl/workbook.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        (f"{_OFFICE}/relationships/extended-properties", "docProps/app.xml"),
    ]
    if has_custom:
        relations.append((f"{_OFFICE}/relationships/custom-properties", "docProps/custom.xml"))
    return _relations(relations)


def _workbook_relations(sheets: int) -> str:
    relations = [(f"{_OFFICE}/relationships/worksheet", f"worksheets/sheet{i}.xml") for i in range(1, sheets + 1)]
    return _relations([*relations, (f"{_OFFICE}/relationships/styles", "styles.xml")])


def _relations(relations: list[tuple[str, str]]) -> str:
    listed = "".join(
        f'<Relationship Id="rId{i}" Type="{kind}" Target="{target}"/>'
        for i, (kind, target) in enumerate(relations, start=1)
    )
    return f'{_DECLARATION}<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _content_types(sheets: int, *, has_custom: bool) -> str:
    parts = [
        ("/xl/workbook.xml", f"{_SHEET_TYPE}.sheet.main+xml"),
        *((f"/xl/worksheets/sheet{i}.xml", f"{_SHEET_TYPE}.worksheet+xml") for i in range(1, sheets + 1)),
        ("/xl/styles.xml", f"{_SHEET_TYPE}.styles+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ("/docProps/app.xml", "application/vnd.openxmlformats-officedocument.extended-properties+xml"),
    ]
    if has_custom:
        parts.append(("/docProps/custom.xml", "application/vnd.openxmlformats-officedocument.custom-properties+xml"))
    listed = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{_DECLARATION}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _app_properties() -> str:
    return (
        f'{_DECLARATION}<Properties xmlns="{_OFFICE}/extended-properties"><Application>Microsoft Excel</Application>'
        "<AppVersion>16.0300</AppVersion></Properties>"
    )


def _core_properties(title: str) -> str:
    # No dates: a clock would change the bytes of an unchanged book.
    return (
        f'{_DECLARATION}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escaped(title)}</dc:title><dc:creator>{CREATOR}</dc:creator>"
        f"<cp:lastModifiedBy>{CREATOR}</cp:lastModifiedBy></cp:coreProperties>"
    )


def _custom_properties(custom: Mapping[str, str]) -> str:
    listed = "".join(
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{i}" name="{attribute(name)}">'
        f"<vt:lpwstr>{escaped(value)}</vt:lpwstr></property>"
        for i, (name, value) in enumerate(custom.items(), start=2)
    )
    return (
        f'{_DECLARATION}<Properties xmlns="{_OFFICE}/custom-properties" xmlns:vt="{_OFFICE}/docPropsVTypes">'
        f"{listed}</Properties>"
    )
