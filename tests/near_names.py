"""Customers whose names are nearly the same, each with a word of its own in every field: whoever mixes them shows."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import NamedTuple

CORES = ("华东贸易", "华东贸易（二）", "华东贸易二部", "華東貿易", "华东 贸易", "上海华东贸易", "华东贸易有限公司",
         "华东贸易公司", "新华东贸易", "华东贸")  # fmt: skip


class Near(NamedTuple):
    """One of them; `word` stands in all its fields, and nowhere else."""

    code: str
    name: str
    word: str

    @property
    def tax_no(self) -> str:
        return f"91310000{self.word}X"

    @property
    def phone(self) -> str:
        return f"021-5{int(self.code[1:]):07d}"


def near_customers(count: int) -> list[Near]:
    """So many customers: ten names that hold each other, then the same with a number or a place behind."""
    behind = ("", "1", "11", "(北)", "-2", "甲", "甲1", "A", "AB", "分号")
    names = [f"{core}{end}" for end in behind for core in CORES]
    names += [f"华东贸易第{n}分公司" for n in range(1, count)]
    return [Near(f"K{n:03d}", names[n], f"ZQ{n:04d}W") for n in range(count)]


def drops(customers: list[Near]) -> dict[str, str]:
    """The office's files about them: who they are, what they ordered, got, sent back, paid and were allowed."""
    file, orders, slips, returned, paid, allowed = [], [], [], [], [], []
    for n, one in enumerate(customers):
        word, who = one.word, [one.code, one.name]
        file.append([*who, f"简{word}", f"联{word}", one.phone, f"{word}路1号", one.tax_no, "张敏", "月结30天"])
        for m in range(3):
            order, slip = f"D{word}{m}", f"S{word}{m}"
            goods = [f"P{word}", f"螺栓{word}", f"M{m}×{word}"]
            orders.append([order, "2026-11-02", *who, f"PO{word}{m}", *goods, "件", 10 + n, f"{m + 1}.25", f"备{word}"])
            slips.append([slip, "2026-11-05", order, *who, *goods, "件", 10 + n, f"{m + 1}.25", f"{word}路1号"])
        returned.append([f"T{word}", "2026-11-08", f"D{word}0", *who, *goods, "件", 1, "3.25"])
        paid.append(["2026-11-10", *who, 12 + n, f"B{word}", f"附{word}"])
        allowed.append([f"J{word}", "2026-11-12", *who, "折让", "1.50", f"因{word}", "李总"])
    return {
        "客户档案.csv": table("客户编码 客户名称 客户简称 联系人 电话 地址 税号 业务员 结算方式", file),
        "订单.csv": table(
            "订单号 下单日期 客户编码 客户名称 客户PO 产品编码 产品名称 规格 单位 数量 含税单价 备注", orders
        ),
        "发货.csv": table(
            "送货单号 发货日期 订单号 客户编码 客户名称 产品编码 产品名称 规格 单位 发货数量 含税单价 收货地址", slips
        ),
        "退货.csv": table(
            "退货单号 退货日期 订单号 客户编码 客户名称 产品编码 产品名称 规格 单位 退货数量 含税单价", returned
        ),
        "回款.csv": table("收款日期 客户编码 客户名称 收款金额 银行流水号 附言", paid),
        "调整单.csv": table("调整单号 调整日期 客户编码 客户名称 调整类型 调整金额 调整原因 批准人", allowed),
    }


def table(heads: str, rows: list[list[object]]) -> str:
    """A sheet as CSV text."""
    text = io.StringIO()
    csv.writer(text).writerows([heads.split(), *rows])
    return text.getvalue()


def words_in(data: bytes, customers: list[Near]) -> set[str]:
    """The customers' words that stand anywhere in a package, in names of parts too."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        whole = b"\n".join(one.filename.encode() + package.read(one) for one in package.infolist()).decode()
    return {one.word for one in customers if one.word in whole}
