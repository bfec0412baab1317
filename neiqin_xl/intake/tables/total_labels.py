"""Total rows whose label stands among cells that a program filled down: 小计 under the product's name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.sheet import Cell, Sheet
from neiqin_xl.intake.tables.arithmetic import Sums, number_of
from neiqin_xl.intake.vocabulary import (
    customer_headers,
    headers_of_kinds,
    headers_of_words,
    sequence_headers,
    total_words,
)
from neiqin_xl.model.kinds import Kind
from neiqin_xl.sheets import sheet_types
from neiqin_xl.spelling import plain

_LONGEST = 40
_ENDINGS = ("小计", "合计", "总计", "共计", "汇总")
# What programs total by, and papers: 客户小计, 本单合计, 10月小计, 小计2项.
_OF_GROUP = late_pattern(
    r"(?:按|本|该|当|分|每|以上|上述|[\d一二三四五六七八九十]+)?(?:客户|产品|商品|货品|物料|品种|品名|规格|类别|单|单据|订单|"
    r"送货单|发货单|送货|发货|出库|销售|退货|日|天|周|月|月份|季|季度|年|年度|期|页|项|行|业务员|部门|门店|片区|区域|"
    r"仓库|数量|总数量|金额|货款|价税|含税|税额|应收|欠款|余额)?"
    r"|(?:\d{2,4}年?)?\d{1,2}月?\d{1,2}[日号]?"
)
_COUNTED = late_pattern(r"[合小总共]计\d+(?:项|行|笔|条|单|张|件|个)?")
# What every label has somewhere: most rows that are asked about have none.
_MARKED = late_pattern(r"[计計写寫数數页頁]|汇总|[匯彙]總|total|sum", re.IGNORECASE)
_PRODUCT = (words.PRODUCT_CODE, words.CUSTOMER_PART_NO, words.SPEC)


class Likeness(IntEnum):
    """How surely a text is the label of a total."""

    NONE = 0
    PERHAPS = 1
    SURE = 2


def likeness(text: str, beside: Sequence[str] = ()) -> Likeness:
    """How surely a cell's text labels a total; `beside` are texts that a total may be named for: 恒泰机电小计."""
    if len(text) > _LONGEST or not _MARKED.search(text):
        return Likeness.NONE
    name = plain(text)
    if is_plain_total(text):
        return Likeness.SURE
    ending = next((one for one in _ENDINGS if name.endswith(one)), None)
    if ending is None:
        return Likeness.NONE
    stem = name.removesuffix(ending)
    is_named_for = bool(_OF_GROUP.fullmatch(stem)) or any(stem == plain(one) for one in beside)
    return Likeness.SURE if is_named_for else Likeness.PERHAPS


def is_plain_total(text: str) -> bool:
    """Whether a text is a total word and nothing else: 合计, 总计：, 合计2项."""
    name = plain(text)
    return name in total_words() or bool(_COUNTED.fullmatch(name))


@cache
def _numbers_of_papers() -> tuple[words.Word, ...]:
    return tuple({kind.number: kind.field[kind.number].word for kind in sheet_types().values() if kind.number}.values())


def _texts(*rows: Sequence[Cell]) -> list[str]:
    return [cell.strip() for row in rows for cell in row if isinstance(cell, str) and cell]


class TotalLabels:
    """The totals of one table by a label among its cells; what its columns mean is looked up when first asked."""

    def __init__(self, sheet: Sheet, columns: list[int], names: list[str], sums: Sums) -> None:
        self._sheet = sheet
        self._sums = sums
        self._names = {column: plain(name) for column, name in zip(columns, names, strict=True) if name}
        self._unnamed = frozenset(column for column, name in [*zip(columns, names, strict=True)][:1] if not name)
        self._kept: dict[str, frozenset[int]] = {}

    def label(self, row: int, cells: Sequence[tuple[int, Cell]], line: int | None) -> str | None:
        """The label of a row that is a total; None for lines. `cells` are those filled, `line` the last line above.

        Only what names a group says so: the customer, the product, a number, a day. 共计5件 on the way a parcel went is
        about its line. A bare 小计 is enough where nothing else names goods or their price; else the row's numbers must
        be the sums of the lines above, and it must lack what makes a line. A row that bears another paper's number is a
        line of that paper. What is left in doubt is a line, and asked about later.
        """
        above = self._sheet.rows[line] if line is not None else []
        for column, cell in cells:
            if not isinstance(cell, str) or not _MARKED.search(cell) or column not in self._grouping | self._aside:
                continue
            sure = likeness(cell.strip(), _texts(above, [other for at, other in cells if at != column]))
            if sure and self._is_total(row, column, cells, above, sure):
                return cell.strip()
        return None

    def _is_total(
        self, row: int, label: int, cells: Sequence[tuple[int, Cell]], above: Sequence[Cell], sure: Likeness
    ) -> bool:
        line = self._sheet.rows[row]
        if not self._summed:
            return False  # a list of customers has no totals
        if any(line[c] != "" and (not above or line[c] != above[c]) for c in self._numbers if c != label):
            return False
        of_line = self._priced | self._coded
        lacks = bool(above) and any(line[c] == "" != above[c] for c in of_line)
        is_bare = all(line[c] == "" for c in of_line if c != label)
        if label in self._aside:
            # A remark or a specification may be about the line that it stands on.
            is_of_goods = not self._products or any(line[c] != "" for c in self._products)
            return lacks and not is_of_goods and self._adds_up(cells)
        if label in self._products and (sure is Likeness.PERHAPS or self._says_more(line, label, above)):
            return False
        counted = self._counted(cells)
        if sure is Likeness.SURE and is_bare and (not counted or (bool(above) and is_plain_total(str(line[label])))):
            return True
        return (lacks or is_bare) and self._adds_up(cells)

    def _says_more(self, line: Sequence[Cell], label: int, above: Sequence[Cell]) -> bool:
        """Whether a row called like the total of a day or a group has a unit or specification that was not filled down.

        Goods may be called 日汇总; nobody calls them 合计.
        """
        if is_plain_total(str(line[label])):
            return False
        return any(line[c] != "" and (not above or line[c] != above[c]) for c in self._measured)

    def _adds_up(self, cells: Sequence[tuple[int, Cell]]) -> bool:
        return self._sums.are_of_group(self._counted(cells))

    def _counted(self, cells: Sequence[tuple[int, Cell]]) -> list[tuple[int, float]]:
        return [(c, n) for c, cell in cells if c in self._summed and (n := number_of(cell)) is not None]

    @property
    def _summed(self) -> frozenset[int]:
        return self._named("summed", headers_of_kinds(Kind.QTY, Kind.MONEY))

    @property
    def _priced(self) -> frozenset[int]:
        return self._named("priced", headers_of_kinds(Kind.PRICE)) - self._summed

    @property
    def _coded(self) -> frozenset[int]:
        return self._named("coded", headers_of_words(*_PRODUCT))

    @property
    def _products(self) -> frozenset[int]:
        # 客户名称 ends with 名称.
        return self._named("products", headers_of_words(words.PRODUCT_NAME)) - self._customers

    @property
    def _customers(self) -> frozenset[int]:
        return self._named("customers", customer_headers())

    @property
    def _sequences(self) -> frozenset[int]:
        return self._named("sequences", sequence_headers())

    @property
    def _numbers(self) -> frozenset[int]:
        return self._named("numbers", headers_of_words(*_numbers_of_papers())) - self._sequences

    @property
    def _grouping(self) -> frozenset[int]:
        """The columns whose values a total can be of; an unnamed one in front is there for its label."""
        days = self._named("days", headers_of_kinds(Kind.DATE))
        named = self._customers | self._products | self._numbers | self._sequences | days
        return (named | self._unnamed) - self._aside

    @property
    def _measured(self) -> frozenset[int]:
        # 收货单位 ends with 单位.
        named = headers_of_words(words.UNIT, words.SPEC)
        return frozenset(column for column, name in self._names.items() if name in named) - self._products

    @property
    def _aside(self) -> frozenset[int]:
        return self._named("aside", headers_of_words(words.REMARK, words.SPEC)) - self._products

    def _named(self, key: str, headers: frozenset[str]) -> frozenset[int]:
        """The columns whose header is one of these, or ends with one of them."""
        if key not in self._kept:
            endings = tuple(header for header in headers if len(header) > 1)
            self._kept[key] = frozenset(
                column for column, name in self._names.items() if name in headers or name.endswith(endings)
            )
        return self._kept[key]
