"""A kind of document that is filled from a template: every field that the template may use, and what it holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.words import Word

TAB, HEADING, LINES, FOOT, CHART, UNIT = "页名", "标题", "说明", "页脚", "图名", "图的单位"

_TYPES = {
    Kind.CODE: "编码，文字",
    Kind.TEXT: "文字",
    Kind.ENUM: "文字",
    Kind.DATE: "日期",
    Kind.DATETIME: "日期和时间",
    Kind.INT: "整数",
    Kind.BOOL: "是或否",
    Kind.QTY: "数量",
    Kind.PRICE: "单价",
    Kind.MONEY: "金额，两位小数",
    Kind.RATE: "比率，请用百分数的格式",
}


class Value(NamedTuple):
    """A single value: its name, dotted where it belongs to something (客户.名称), and a sentence what it holds."""

    name: str
    about: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True)
class Table:
    """A list whose items are rows: its name, what a row is, and the columns, which templates call by their names.

    `totals` is whether there is a row of totals, `headed` whether only the books know the titles of its columns, so
    that templates are given them.
    """

    name: str
    about: str
    columns: tuple[Column, ...]
    totals: bool = True
    headed: bool = False

    @property
    def total(self) -> str:
        """What templates call its row of totals."""
        return f"{self.name}合计"

    @property
    def title(self) -> str:
        """What templates call the words above it."""
        return f"{self.name}标题"

    @property
    def heads(self) -> str:
        """What templates call the titles of its columns."""
        return f"{self.name}栏"

    @property
    def note(self) -> str:
        """What templates call the words below it."""
        return f"{self.name}说明"

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name that it gives, with what it holds."""
        yield self.name, f"列表：{self.about}"
        for column in self.columns:
            about = column.title if column.called == column.title else f"{column.title}，这里叫“{column.called}”"
            yield f"{self.name}.{column.called}", f"{about}（{_TYPES[column.kind]}）"
        for column in self.columns if self.totals else ():
            yield f"{self.total}.{column.called}", f"合计行的{column.title}；没有合计的是空的"
        for column in self.columns if self.headed else ():
            yield f"{self.heads}.{column.called}", f"{column.title}一栏的标题；没有这一栏就是空的"
        yield self.title, "这张表上面的标题"
        yield self.note, "这张表下面的说明；没有就是空的"


class Pages(NamedTuple):
    """A list whose items each make a sheet of their own: what a sheet is about, its single values and its tables."""

    name: str
    about: str
    tables: tuple[Table, ...]
    values: tuple[Value, ...] = ()

    def names(self) -> Iterator[tuple[str, str]]:
        """Every name that an item gives, with what it holds."""
        yield TAB, "工作表的名字"
        yield HEADING, "这一页的标题"
        yield LINES, "列表：标题下面的话，一句一项"
        yield FOOT, "列表：表格下面的话，一句一项"
        yield CHART, "图的标题"
        yield UNIT, "图上数字的单位"
        for value in self.values:
            yield value.name, f"{value.about}（{_TYPES[value.kind]}）"
        for table in self.tables:
            yield from table.names()


class Document(NamedTuple):
    """A kind of document: its word is also the name of its template, `about` a sentence what it is.

    `required` is the list for each item of which a template must have a sheet, "" where there is none: without it
    something would be left out without a word. `outward` says that papers of this kind leave the house: each names its
    customers (`Paper.customers`) and passes the release gate.
    """

    word: Word
    about: str
    pages: tuple[Pages, ...]
    required: str = ""
    outward: bool = False

    def names(self) -> dict[str, str]:
        """Every dotted name that a template may use, with a sentence what it holds."""
        found = {HEADING: "第一页的标题", LINES: "列表：第一页标题下面的话", FOOT: "列表：第一页表格下面的话"}
        for one in self.pages:
            found[one.name] = f"列表：{one.about}"
            found.update({f"{one.name}.{name}": about for name, about in one.names()})
        return found

    def used(self) -> dict[str, str]:
        """The same, and those of the items of each list of pages as a sheet that stands for an item calls them."""
        return self.names() | {name: about for one in self.pages for name, about in one.names()}

    def lists(self) -> set[str]:
        """Those of the names in `used` that are lists."""
        inside = {LINES, FOOT}
        return inside.union(
            *({one.name, *(f"{one.name}.{name}" for name in inside)} for one in self.pages),
            *({table.name, f"{one.name}.{table.name}"} for one in self.pages for table in one.tables),
        )
