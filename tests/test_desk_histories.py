"""Weeks of random drops through the whole desk: whatever comes in whatever order, nothing fails and the books agree.

The ledger's own histories are held elsewhere against the rules of the books; this one walks where clerks do, through
reading, judging, telling, answering, undoing and publishing.
"""

from __future__ import annotations

import random
from datetime import date

import openpyxl
import pytest
from remembered import mark_here

from neiqin_xl import Desk

pytestmark = [pytest.mark.thorough, pytest.mark.usefixtures("reading_here")]

CUSTOMERS = (("K01", "竹筏超市"), ("K02", "云杉工贸"), ("", "雾凇机电"), ("", "竹筏"), ("K09", ""), ("", ""))
PRODUCTS = (("0017", "螺栓", "M8"), ("0018", "螺栓", "M10"), ("", "螺母", ""), ("", "运费", ""))
DAYS = ("2026-10-28", "2026-11-03", "2026-11-03", "2026-11-09", "2025-11-03")
STATES = ("是重复", "不是重复", "接受", "已解决", "处理中", "重新打开", "跨期", "客户承担", "我方承担")
SOFT = ("数量", "含税单价", "代垫运费", "回款金额", "价税合计", "备注")
SHEETS = {
    "订单": ("订单号", "下单日期", "要货日期"),
    "发货": ("送货单号", "发货日期", "订单号"),
    "退货": ("退货单号", "退货日期", "送货单号"),
}


class Clerk:
    """Somebody who drops sheets, mostly right ones, some again with something changed or left out."""

    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.dropped = []

    def sheet(self):
        """The next sheet: its name and its rows, the header first."""
        if self.dropped and self.dice.random() < 0.7:
            place = self.dice.randrange(len(self.dropped))
            name, header, rows = self.dropped[place]
            changed = [self.changed(header, row) for row in rows if self.dice.random() < 0.95] or rows
            self.dropped[place] = name, header, changed
            return name, header, changed
        make = self.dice.choice([self.goods, self.goods, self.goods, self.money, self.money, self.file])
        made = make()
        self.dropped.append(made)
        return made

    def changed(self, header, row):
        """The row with at most one of its cells blank or another, seldom one of those that say what it is."""
        if self.dice.random() < 0.3:
            return row
        soft = [place for place, name in enumerate(header) if name in SOFT]
        place = self.dice.choice(soft) if soft and self.dice.random() < 0.85 else self.dice.randrange(len(row))
        cell = str(self.dice.randint(5, 9)) if header[place] in SOFT and self.dice.random() < 0.7 else ""
        return [*row[:place], cell, *row[place + 1 :]]

    def goods(self):
        """An order, a slip or a return."""
        kind = self.dice.choice(list(SHEETS))
        number, day, third = SHEETS[kind]
        header = [
            number,
            day,
            "客户编码",
            "客户名称",
            "产品编码",
            "品名",
            "规格",
            "单位",
            "数量",
            "含税单价",
            "备注",
            third,
        ]
        header += ["代垫运费"] if kind == "发货" else []
        paper = f"{number[0]}-{self.dice.randint(1, 4)}" if self.dice.random() < 0.85 else ""
        head = [paper, self.dice.choice(DAYS), *self.dice.choice(CUSTOMERS)]
        beside = {"要货日期": "2026-11-12"}.get(third, f"{third[0]}-{self.dice.randint(1, 4)}")
        rows = []
        for product in self.dice.sample(PRODUCTS, self.dice.randint(1, 3)):
            price = self.dice.choice(["2.00", "2.00", "1.25", ""])
            row = [*head, *product, "件", self.dice.choice(["10", "4", "-3"]), price, "", beside]
            rows.append(row + (["12"] if kind == "发货" and self.dice.random() < 0.3 else [""] * (kind == "发货")))
        return kind, header, rows

    def money(self):
        """A receipt, an invoice or an opening balance."""
        code, name = self.dice.choice(CUSTOMERS)
        amount, number = self.dice.choice(["100", "55.50", "-20"]), str(self.dice.randint(1, 3))
        if self.dice.random() < 0.5:
            header = ["收款单号", "收款日期", "客户编码", "客户名称", "付款户名", "回款金额", "对应单据", "备注"]
            row = [f"R-{number}" if number > "1" else "", self.dice.choice(DAYS), code, name, name, amount, "发-1", ""]
            return "回款", header, [row]
        if self.dice.random() < 0.7:
            header = ["发票号码", "开票日期", "客户编码", "客户名称", "品名", "数量", "价税合计", "送货单号"]
            return (
                "开票",
                header,
                [[f"2631200{number}", self.dice.choice(DAYS), code, name, "螺栓", "2", amount, "发-1"]],
            )
        return "期初", ["客户编码", "客户名称", "期初余额", "期初日期"], [[code, name, amount, "2026-09-30"]]

    def file(self):
        """The customers' own file, or a price list."""
        if self.dice.random() < 0.5:
            return (
                "客户",
                ["客户编码", "客户名称", "客户简称", "账期天数"],
                [["K01", "竹筏超市", "竹筏", "30"], ["K02", "云杉工贸", "", ""]],
            )
        return (
            "价格",
            ["产品编码", "品名", "规格", "单位", "含税售价", "生效日期"],
            [["0017", "螺栓", "M8", "件", "2.00", "2026-01-01"]],
        )


def drop(desk, name, header, rows):
    text = "\n".join(",".join(cells) for cells in [header, *rows])
    (desk.workspace.inbox / name).write_text(f"{text}\n", encoding="utf-8")
    (file,) = desk.take_in(publish=False)["files"]
    return file


def listed(desk):
    """The numbers on the list of differences in the outbox."""
    path = desk.workspace.outbox / "报表" / "差异清单.xlsx"
    rows = list(openpyxl.load_workbook(path)["差异"].values) if path.is_file() else []
    head = next((row for row in rows if "差异号" in row), ())
    numbers = (dict(zip(head, row, strict=False)).get("差异号") for row in rows)
    return [number for number in numbers if number and number != "差异号"]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_is_dropped_answered_and_undone_nothing_fails_and_the_books_agree(tmp_path, monkeypatch, seed):
    mark_here(monkeypatch)
    clerk = Clerk(seed)
    Desk.create(tmp_path / "内勤").close()
    with Desk(tmp_path / "内勤", today=date(2026, 11, 21)) as desk:
        batches = []
        for step in range(20):
            turn = clerk.dice.random()
            if turn < 0.12 and batches:
                desk.undo(clerk.dice.choice(batches))
                continue
            numbers = listed(desk) if turn < 0.3 else []
            if numbers:
                decided = [[clerk.dice.choice(numbers), clerk.dice.choice(STATES), "甲"] for _ in range(2)]
                file = drop(desk, f"差异处理{step}.csv", ["差异号", "处理状态", "经办人"], decided)
            else:
                name, header, rows = clerk.sheet()
                file = drop(desk, f"{name}{step}.csv", header, rows)
            # A reader that fails says so of the file, and goes on.
            assert "F112" not in [one["code"] for one in file["findings"]]
            batches.append(file["batch"])
            if step % 7 == 6:
                desk.publish()
        desk.publish()
        assert [one for one in desk.verify()["checks"] if not one["ok"]] == []
