"""Lists and papers put together at random from what the layouts are made of, each mixture by its number."""

from __future__ import annotations

import random
from dataclasses import dataclass

from layouts.orders import FIELDS, OF_LINE, OF_ORDER, ORDERS, cell_of, sum_of
from layouts.page import Page
from neiqin_xl.money import in_words

WORDS = (
    "订单号、下单日期、客户名称、产品编码、品名、规格型号、单位、数量、含税单价、价税合计、要货日期、备注",
    "订单编号、签单日期、购货单位、料号、商品名称、型号、计量单位、订货数量、单价(含税)、含税金额、交货日期、说明",
    "单号、日期、客户、编码、名称、规格、单位、数量、单价、金额、交期、备注",
    "訂單號、下單日期、客戶名稱、產品編碼、品名、規格型號、單位、數量、含稅單價、價稅合計、要貨日期、備註",
    "Order No.、Order Date、Customer Name、Item Code、Description、Spec.、UOM、Qty、Unit Price、Amount、Delivery Date、Remarks",
    "订单号*、下单\n日期、*客户名称、产品编码\n（必填）、【品名】、规格/型号、单位、*数 量\n（件）、单价(元)\n含税*、金额（元，含税）、交货日期、备注",
)
UNITS = {"qty": "件", "unit_price_incl": "元", "amount_incl": "元"}


@dataclass
class Mixture:
    """What is common to lists and papers: the columns in their order, their names, and how days are written."""

    fields: tuple[str, ...]
    names: dict[str, str]
    day: str
    is_numbered: bool
    under: str

    @classmethod
    def chosen(cls, choose, fields):
        names = dict(zip(FIELDS, choose.choice(WORDS).split("、"), strict=True))
        day = choose.choice(("", "{:%Y.%m.%d}", "{0.year}年{0.month}月{0.day}日"))
        return cls(fields, names, day, choose.random() < 0.5, choose.choice(("", "", "letters", "units", "told", "列")))

    def row(self, cells, number=""):
        return [number, *cells] if self.is_numbered else list(cells)

    def header(self):
        """The header, and what may stand right under it."""
        count = len(self.fields)
        under = {
            "letters": [chr(ord("A") + i) for i in range(count)],
            "units": [UNITS.get(name, "") for name in self.fields],
            "told": ["选填" if i % 3 else "必填" for i in range(count)],
            "列": [f"列{i + 1}" for i in range(count)],
        }
        names = self.row([self.names[name] for name in self.fields], "序号")
        return [names, self.row(under[self.under])] if self.under else [names]

    def written(self, cell):
        return self.day.format(cell) if self.day and hasattr(cell, "year") else cell

    def line(self, order, line, number):
        return self.row([self.written(cell_of(order, line, name)) for name in self.fields], float(number))

    def total(self, orders, label):
        cells = [sum_of(name, orders) if name in ("qty", "amount_incl") else "" for name in self.fields]
        if label:
            cells[cells.index("")] = label
        return self.row(cells)


def moved(choose, rows):
    """The rows further down and to the right."""
    left = choose.randrange(3)
    return Page([[""]] * choose.randrange(4) + [[*[""] * left, *row] for row in rows])


def mixed_list(number):
    """All lines in one list."""
    choose = random.Random(number)
    fields = list(FIELDS)
    if choose.random() < 0.3:
        choose.shuffle(fields)
    mix = Mixture.chosen(choose, tuple(fields))
    title = choose.choice(
        ([], [["订单明细"]], [["江北精工"], ["订单明细"], ["制表：王敏", "", "打印日期：2026-11-06"], [""]])
    )
    as_above = choose.choice((None, None, "", "同上"))
    subtotal = choose.choice((None, None, "小计", "", "{} 汇总"))
    blanks = choose.choice(("", "", "lines", "orders")) if as_above != "" else choose.choice(("", "orders"))
    page = choose.choice((None, None, [], title[:1]))
    rows, number = [*title, *mix.header()], 0
    for place, order in enumerate(ORDERS):
        if place == 2 and page is not None:
            rows += [*page, mix.header()[0]]
        for at, line in enumerate(order.lines):
            number += 1
            row = mix.line(order, line, number)
            if at and as_above is not None:
                start = len(row) - len(fields)
                row[start:] = [as_above if one in OF_ORDER else row[start + c] for c, one in enumerate(fields)]
            rows += [row, [""]] if blanks == "lines" else [row]
        if subtotal is not None:
            rows.append(mix.total([order], subtotal.format(order.order_no)))
        if blanks == "orders":
            rows.append([""])
    label = choose.choice((None, "合计", "", "Total"))
    rows += [mix.total(ORDERS, label)] if label is not None else []
    rows += choose.choice(
        ([], [["备注：1、以上价格含税；"], ["2、交期以书面确认为准。"]], [[""], ["制单：王敏", "", "审核："]])
    )
    return moved(choose, rows)


def mixed_papers(number):
    """A paper for each order, one under the other or side by side."""
    choose = random.Random(number)
    mix = Mixture.chosen(choose, OF_LINE)
    names = choose.choice(
        (("客户名称", "订单号", "下单日期"), ("客户", "单号", "日期"), ("购货单位", "订单编号", "订货日期"))
    )
    head, foot = choose.choice(HEADS), choose.choice(("", "合计", "sums", "signed", "in words"))
    title = choose.choice(([], [["销售订单"]], [["江北精工"], ["订 货 单"]]))
    after_head = [[""]] * choose.randrange(2)
    papers = []
    for order in ORDERS:
        lines = [mix.line(order, line, at) for at, line in enumerate(order.lines, 1)]
        paper = [*title, *head(order, *names, mix), *after_head, *mix.header(), *lines]
        if foot:
            paper.append(mix.total([order], "" if foot == "sums" else "合计"))
        if foot == "in words":
            paper.append([f"合计人民币（大写）：{in_words(round(100 * sum_of('amount_incl', [order])))}"])
        if foot in ("signed", "in words"):
            paper.append(["制单：王敏", "", "审核：李强", "", "客户签字：", "", "日期：    年  月  日"])
        papers.append(paper)
    if choose.random() < 0.25:
        return moved(choose, side_by_side(papers))
    between = [[""]] * choose.randrange(3)
    return moved(choose, [row for paper in papers for row in (*paper, *between)])


def side_by_side(papers):
    width = max(len(row) for paper in papers for row in paper) + 1
    rows = []
    for at in range(max(map(len, papers))):
        pieces = [paper[at] if at < len(paper) else [] for paper in papers]
        rows.append([cell for piece in pieces for cell in (*piece, *[""] * (width - len(piece)))])
    return rows


def in_one_line(order, customer, number, day, mix):
    return [
        [f"{customer}：{order.customer_name}　　{number}：{order.order_no}　　{day}：{mix.written(order.order_date)}"]
    ]


def in_cells_with_colons(order, customer, number, day, mix):
    values = (
        f"{customer}：{order.customer_name}",
        f"{number}：{order.order_no}",
        f"{day}：{mix.written(order.order_date)}",
    )
    return [[values[0], "", "", values[1], "", values[2]]]


def beside_labels(order, customer, number, day, mix):
    first = [customer, order.customer_name, "", "", number, order.order_no]
    return [first, [day, mix.written(order.order_date), "", "", "业务员", "王敏"]]


def beside_labels_with_colons(order, customer, number, day, mix):
    first = [f"{customer}：", order.customer_name, "", "", "", f"{number}：", order.order_no]
    return [first, ["地址：", "", "", "", "", f"{day}：", mix.written(order.order_date)]]


def under_labels(order, customer, number, day, mix):
    values = [order.order_no, mix.written(order.order_date), order.customer_name, "陈工"]
    return [[number, day, customer, "联系人"], values]


HEADS = (in_one_line, in_cells_with_colons, beside_labels, beside_labels_with_colons, under_labels)
