"""Every rule beside the nearest thing that it lets through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from money_cases import MONEY_CASES
from shipping_cases import SHIPPING_CASES

from neiqin_xl import money, words
from neiqin_xl.intake.judge import bad_rows, judge
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.rule import Reference, Stated
from neiqin_xl.model.table import Source, Table
from neiqin_xl.rules import all_rules
from neiqin_xl.sheets import sheet_types

TODAY = date(2026, 11, 22)


def stated(number, version):
    """DZ202511-0001 went out twice; of its first version it was said that it was confirmed, which was taken back."""
    if number != "DZ202511-0001":
        return None
    return Stated(
        number=number,
        version=version if version in (1, 2) else 0 if version else 2,
        newest=2,
        customer="竹筏超市",
        closing=10000,
        is_of=lambda code, name: code in (None, "K01") and name in (None, "竹筏超市", "竹筏"),
        registered=frozenset({("sent_on", "2025-12-01")} if version == 1 else ()),
        taken_back=frozenset({("confirmed_on", "2025-12-03"), ("sent_on", "2025-12-02")}),
    )


BOOKS = Reference(
    today=TODAY,
    go_live=date(2026, 1, 1),
    tax_rates=frozenset({130_000_000, 60_000_000, 0}),
    companies=frozenset({"云杉工贸", "云杉（香港）"}),
    company="云杉工贸",
    ourselves=frozenset({"云杉工贸"}),
    staff=frozenset({"段青岚"}),
    warehouses=frozenset({"东库"}),
    known_customer=lambda code, name: code == "K01" or name == "竹筏超市",
    known_product=lambda code, name: code == "P01" or name == "螺栓",
    packs=lambda code, _name: [("箱", "个", 50 * 10**9)] if code == "P01" else [],
    stated=stated,
    told_apart=lambda code, name: ("竹筏超市", "K02") if (code, name) == ("K01", "雾凇商行") else None,
    goods_told_apart=lambda code, name, *_: ("螺栓", "P02") if (code, name) == ("P01", "垫圈") else None,
    like_customers=lambda name: ("K01 竹筏超市",) if name == "竹筏" else (),
    to_be_filed=lambda name: name == "苇塘集团",
    meant=lambda texts: {text: "C:K09" for text in texts if text in ("苇塘集团", "K09 苇塘集团")},
)


def drawn(kind_name, header, *lines, sheet="Sheet1"):
    """A table of one type, cells parted by spaces: "-" is blank, "?" could not be read, "_" is a space in a text."""
    kind = sheet_types()[kind_name]
    named = {}
    for field in kind.fields:
        for spelling in (field.name, *field.word.strong, *field.word.weak):
            named.setdefault(words.plain(spelling), field)
    fields = [named[words.plain(text)] for text in header.split()]
    cells = [line.split() for line in lines]
    assert all(len(row) == len(fields) for row in cells)
    values = {field.name: [value(field.kind, row[n]) for row in cells] for n, field in enumerate(fields)}
    unread = {(i, field.name) for i, row in enumerate(cells) for n, field in enumerate(fields) if row[n] == "?"}
    columns = {field.name: Source(field.shown, "ABCDEFGHIJKL"[n]) for n, field in enumerate(fields)}
    rows = list(range(2, len(cells) + 2))
    return Table(sheet, f"A1:L{len(rows) + 1}", 1, kind, 1.0, columns, rows, values, unread=frozenset(unread))


def value(kind, text):
    if text in ("-", "?"):
        return None
    if kind is Kind.BOOL:
        return int(text == "是")
    return money.scaled(text, kind.places) if kind.is_number else text.replace("_", " ")


def order(header, *lines):
    return drawn("order", header, *lines)


def slip(header, *lines, sheet="Sheet1"):
    return drawn("shipment", header, *lines, sheet=sheet)


def back(header, *lines):
    return drawn("goods_return", header, *lines)


def client(header, *lines):
    return drawn("customer", header, *lines)


def priced(header, *lines):
    return drawn("product", header, *lines)


def beside(header, table):
    """The table with one column more, that nobody understands."""
    return replace(table, unused_columns=["M"], unused_headers={"M": header})


def across(table):
    """The same, its customers' names standing over the quantities."""
    return replace(table, places={"customer_name": [f"{letter}1" for letter in "DEF"][: len(table)]})


def under(title, table):
    return replace(table, above=(title,))


CASES = [
    # code, what the clerk did, refused?, the paper
    ("M101", "客户空着", True, order("订单号 客户名称 数量", "A1 - 5")),
    ("M101", "整张没有客户", True, order("订单号 数量", "A1 5", "A2 6")),
    ("M101", "只写了编码", False, order("订单号 客户编码 数量", "A1 K01 5")),
    ("M101", "订单写了客户PO", True, order("客户订单号 数量", "PO1 5")),
    ("M101", "送货单写了订单号", False, slip("送货单号 关联订单号 数量", "S1 A1 5")),
    ("M101", "送货单什么也没写", True, slip("送货单号 关联订单号 数量", "S1 A1 5", "S2 - 5")),
    ("M101", "退货单写了送货单号", False, back("退货单号 关联送货单号 数量", "R1 S1 5")),
    ("M101", "客户格看不懂，已另外说过", False, order("订单号 客户名称 数量", "A1 ? 5")),
    ("M102", "产品空着", True, order("订单号 品名 数量", "A1 - 5", "A1 螺栓 6")),
    ("M102", "只写了客户料号", False, order("订单号 品名 客户料号 数量", "A1 - C9 5")),
    ("M103", "数量空着", True, slip("送货单号 数量", "S1 -", "S1 5")),
    ("M103", "数量看不懂，已另外说过", False, slip("送货单号 数量", "S1 ?")),
    ("M103", "只扣款，没有数量", False, back("退货单号 处理方式 数量 金额", "R1 仅扣款 - 50")),
    ("M103", "只扣款，也没有金额", True, back("退货单号 处理方式 数量 金额", "R1 仅扣款 - -")),
    ("M104", "发货日期空着", True, slip("送货单号 发货日期 数量", "S1 - 5", "S1 2026-11-05 5")),
    ("M104", "整张没有日期", True, order("订单号 数量", "A1 5")),
    ("M104", "有日期", False, slip("送货单号 发货日期 数量", "S1 2026-11-05 5")),
    ("M105", "中间一行漏了单号", True, order("订单号 数量", "A1 5", "- 6", "A2 7")),
    ("M105", "每行都有单号", False, order("订单号 数量", "A1 5", "A1 6")),
    ("M105", "整张都没有单号", False, order("订单号 数量", "- 5", "- 6")),
    ("M106", "整张都没有单号", True, order("客户名称 数量", "竹筏超市 5", "竹筏超市 6")),
    ("M106", "有一行有单号", False, order("订单号 数量", "A1 5", "- 6")),
    ("M107", "单位空着", True, order("单位 数量", "件 5", "- 5")),
    ("M107", "单位齐全", False, order("单位 数量", "件 5")),
    ("M108", "送货单没有单价", True, slip("送货单号 数量", "S1 5")),
    ("M108", "有金额就够了", False, slip("送货单号 数量 金额", "S1 5 50")),
    ("M108", "赠品没有单价", False, slip("送货单号 数量 是否赠品", "S1 5 是")),
    ("M118", "备注只写赠品、没有单价", True, slip("送货单号 数量 备注 是否赠品", "S1 5 赠品 是")),
    ("M118", "写了单价", False, slip("送货单号 数量 备注 单价", "S1 5 赠品 2")),
    ("M119", "备注写样品、没有单价", True, slip("送货单号 数量 备注", "S1 5 样品10支")),
    ("M119", "备注写样品、单价是零", False, slip("送货单号 数量 备注 单价", "S1 5 样品 0")),
    ("M119", "备注写送货上门", False, slip("送货单号 数量 备注", "S1 5 送货上门")),
    ("M109", "销售明细里一行没有单价", True, slip("品名 数量 单价", "手机 3 -", "手机 2 9", "手机 1 9")),
    ("M109", "整张都没有单价", False, slip("品名 数量 单价", "手机 3 -", "手机 2 -")),
    ("M109", "写了订单号", False, slip("订单号 数量 单价", "A1 3 -", "A1 2 9", "A1 1 9")),
    ("M109", "备注是赠品", False, slip("备注 数量 单价", "赠品 3 -", "- 2 9", "- 1 9")),
    ("M110", "客户档案没有名称", True, client("客户编码 客户名称", "K01 -", "K02 竹筏超市")),
    ("M110", "客户档案有名称", False, client("客户编码 客户名称", "- 竹筏超市")),
    ("M111", "没有写处理方式", True, back("退货单号 数量 处理方式", "R1 5 -", "R1 5 返修")),
    ("M111", "写了处理方式", False, back("退货单号 数量 处理方式", "R1 5 返修")),
    ("M112", "价格表一行没有价", True, priced("品名 含税售价", "螺栓 -", "螺母 2")),
    ("M112", "只有不含税价", False, priced("品名 不含税售价", "螺母 2")),
    ("M112", "价写在看不懂的一栏里，另有一条", False, beside("会员价", priced("品名 含税售价", "螺栓 -"))),
    ("M117", "价写在看不懂的一栏里", True, beside("会员价", priced("品名 含税售价", "螺栓 -"))),
    ("M117", "看不懂的一栏不是价", False, beside("货架", priced("品名 含税售价", "螺栓 -"))),
    ("M117", "看得懂的一栏里写了价", False, beside("会员价", priced("品名 含税售价", "螺栓 2"))),
    ("M113", "客户价没有写客户", True, priced("品名 价格范围 适用客户 含税售价", "螺栓 客户 - 2")),
    ("M113", "标准价不用写客户", False, priced("品名 价格范围 适用客户 含税售价", "螺栓 标准 - 2")),
    ("Q101", "订了零个", True, order("订单号 数量", "A1 0")),
    ("Q101", "订了负数", True, order("订单号 数量", "A1 -1")),
    ("Q101", "只订了万分之一", False, order("订单号 数量", "A1 0.0001")),
    ("Q102", "发了零个", True, slip("送货单号 数量", "S1 0")),
    ("Q102", "发了半个", False, slip("送货单号 数量", "S1 0.5")),
    ("Q102", "退了一个", False, slip("客户名称 数量", "竹筏超市 -1")),
    ("Q103", "没有单号的明细里有负数", True, slip("客户名称 数量", "竹筏超市 -1")),
    ("Q103", "送货单备注写了红字", True, slip("送货单号 数量 备注", "S1 -1 红字出库")),
    ("Q103", "发了一个", False, slip("客户名称 数量", "竹筏超市 1")),
    ("Q103", "送货单上的负数另有一条", False, slip("送货单号 数量", "S1 -1")),
    ("Q104", "送货单上有负数", True, slip("送货单号 数量", "S1 -1")),
    ("Q104", "工作表名是红字", False, slip("送货单号 数量", "S1 -1", sheet="红字出库")),
    ("Q105", "退货写了负数", True, back("退货单号 数量", "R1 -5")),
    ("Q105", "退货写了零", True, back("退货单号 数量", "R1 0")),
    ("Q105", "只扣款可以是零", False, back("退货单号 数量 处理方式", "R1 0 仅扣款")),
    ("Q105", "退了一个", False, back("退货单号 数量", "R1 1")),
    ("Q106", "关闭多过订购", True, order("数量 关闭数量", "5 5.0001")),
    ("Q106", "关闭负数", True, order("数量 关闭数量", "5 -1")),
    ("Q106", "全部关闭", False, order("数量 关闭数量", "5 5")),
    ("Q107", "签收多过发货", True, slip("发货数量 签收数量", "5 6")),
    ("Q107", "签收负数", True, slip("发货数量 签收数量", "5 -1")),
    ("Q107", "全部签收", False, slip("发货数量 签收数量", "5 5")),
    ("Q107", "红字也签收", False, slip("发货数量 签收数量", "-5 -5")),
    ("Q108", "换算率是零", True, order("数量 换算率", "5 0")),
    ("Q108", "一箱半个", False, order("数量 换算率", "5 0.5")),
    ("Q109", "基本数量不对", True, order("数量 换算率 基本数量", "5 12 61")),
    ("Q109", "基本数量对", False, order("数量 换算率 基本数量", "5 12 60")),
    ("Q110", "件数是负的", True, slip("发货数量 packages", "5 -1")),
    ("Q110", "件数是零", False, slip("发货数量 packages", "5 0")),
    ("Q111", "行号是零", True, order("行号 数量", "0 5")),
    ("Q111", "行号是一", False, order("行号 数量", "1 5")),
    ("P101", "单价是负的", True, order("数量 含税单价", "5 -0.01")),
    ("P101", "成本价是负的", True, priced("品名 成本价", "螺栓 -1")),
    ("P101", "单价是零", False, order("数量 含税单价", "5 0")),
    ("P102", "单价是零", True, order("数量 含税单价", "5 0")),
    ("P102", "单价极小", False, order("数量 含税单价", "5 0.000001")),
    ("P102", "样品单价是零", False, order("数量 含税单价 订单类型", "5 0 样品")),
    ("P103", "金额差了两分", True, order("数量 含税单价 金额", "1 12.35 12.37")),
    ("P103", "金额差了一分", False, order("数量 含税单价 金额", "1 12.35 12.36")),
    ("P103", "打了九折", False, order("数量 单价 折扣率 金额", "10 8 0.9 72")),
    ("P103", "打了九折，金额没有打", True, order("数量 单价 折扣率 金额", "10 8 0.9 80")),
    ("P103", "减了折扣额", False, order("数量 单价 折扣额 金额", "10 8 5 75")),
    ("P103", "折扣率和折扣额是同一个折扣", False, order("数量 单价 折扣率 折扣额 金额", "10 8 0.9 8 72")),
    ("P103", "不含税金额差了一元", True, order("数量 不含税单价 不含税金额", "10 8 81")),
    ("P103", "整元单价差三元", True, order("数量 含税单价 金额", "100 5 503")),
    ("P103", "退回的行也是负的", False, slip("数量 单价 折扣额 金额", "-10 8 5 -75")),
    ("P103", "赠品写了参考价", False, order("数量 单价 是否赠品 金额", "10 8 是 0")),
    ("P103", "价格表写了一箱几个，金额对得上", False, slip("产品编码 数量 单位 单价 金额", "P01 3 箱 12.5 1875")),
    ("P103", "价格表写了一箱几个，金额差一元", True, slip("产品编码 数量 单位 单价 金额", "P01 3 箱 12.5 1876")),
    ("P103", "没有人写一箱几个", True, slip("产品编码 数量 单位 单价 金额", "P02 3 箱 12.5 1875")),
    ("P115", "价格表写了一箱几个", True, slip("产品编码 数量 单位 单价 金额", "P01 3 箱 12.5 1875")),
    ("P115", "个按箱的价", True, slip("产品编码 数量 单位 单价 金额", "P01 150 个 625 1875")),
    ("P115", "备注写了一箱几个", True, slip("品名 数量 单位 单价 金额 备注", "螺母 3 箱 12.5 1875 每箱50个")),
    ("P115", "备注写的是别的包装", False, slip("品名 数量 单位 单价 金额 备注", "螺母 3 箱 12.5 1875 每托50箱")),
    ("P115", "这一行写了换算率", True, slip("品名 数量 单位 换算率 单价 金额", "螺母 3 箱 50 12.5 1875")),
    ("P115", "一打总是十二个", True, slip("品名 数量 单位 单价 金额", "螺母 3 打 2 72")),
    ("P115", "打了折也对得上", True, slip("产品编码 数量 单位 单价 折扣率 金额", "P01 3 箱 12.5 0.9 1687.5")),
    ("P115", "本来就对得上", False, slip("产品编码 数量 单位 单价 金额", "P01 3 箱 625 1875")),
    ("P115", "没有单位", False, slip("产品编码 数量 单价 金额", "P01 3 12.5 1875")),
    ("P104", "单价只印两位，量很大", True, order("数量 含税单价 金额", "1000 1.33 1333.33")),
    ("P104", "单价印了四位，差得太多", False, order("数量 含税单价 金额", "1000 1.3333 1335")),
    ("P104", "只差一分", False, order("数量 含税单价 金额", "1000 1.33 1330.01")),
    ("P105", "赠品有金额", True, order("数量 是否赠品 金额", "1 是 0.01")),
    ("P105", "赠品金额是零", False, order("数量 是否赠品 金额", "1 是 0")),
    ("P105", "不是赠品", False, order("数量 是否赠品 金额", "1 否 5")),
    ("P106", "折扣多过金额", True, order("数量 单价 折扣额", "1 5 5.01")),
    ("P106", "折扣是负的", True, order("数量 折扣额", "1 -1")),
    ("P106", "全部折掉", False, order("数量 单价 折扣额", "1 5 5")),
    ("P107", "付一成以上", True, order("数量 折扣率", "1 1.01")),
    ("P107", "不打折", False, order("数量 折扣率", "1 1")),
    ("P107", "负的折扣率", True, order("数量 折扣率", "1 -0.1")),
    ("P108", "运费是负的", True, slip("数量 运费", "1 -0.01")),
    ("P108", "信用额度是负的", True, client("客户名称 信用额度", "竹筏超市 -1")),
    ("P108", "没有运费", False, slip("数量 运费", "1 0")),
    ("P109", "订金多过订单", True, order("订单号 订金 金额", "A1 30.01 10", "A1 - 20")),
    ("P109", "订金就是全款", False, order("订单号 订金 金额", "A1 30 10", "A1 - 20")),
    ("P109", "有一行没有金额", False, order("订单号 订金 金额", "A1 30 10", "A1 - -")),
    ("P114", "多按了几个零", True, order("数量 含税单价", "400000000 200000")),
    ("P114", "差一点", False, order("数量 含税单价", "499999 99999")),
    ("P110", "汇率是零", True, order("数量 汇率", "1 0")),
    ("P110", "汇率很小", False, order("数量 汇率", "1 0.05")),
    ("P111", "底价高过售价", True, priced("品名 最低售价 含税售价", "螺栓 2.01 2")),
    ("P111", "底价就是售价", False, priced("品名 最低售价 含税售价", "螺栓 2 2")),
    ("P112", "数量正、金额负", True, slip("数量 金额", "5 -10")),
    ("P112", "数量、金额都负", False, slip("数量 金额", "-5 -10")),
    ("P112", "金额是零", False, slip("数量 金额", "-5 0")),
    ("P113", "同一天两个价", True, priced("产品编码 生效日期 售价", "P1 2026-11-01 2", "P1 2026-11-01 3")),
    ("P113", "下个月换价", False, priced("产品编码 生效日期 售价", "P1 2026-11-01 2", "P1 2026-12-01 3")),
    ("P113", "同价写了两次", False, priced("产品编码 生效日期 售价", "P1 2026-11-01 2", "P1 2026-11-01 2")),
    ("P113", "没有编码，规格不同", False, priced("品名 规格 售价", "螺栓 M6 2", "螺栓 M8 3")),
    ("T101", "没有这个税率", True, order("数量 税率", "1 0.07")),
    ("T101", "有这个税率", False, order("数量 税率", "1 0.06")),
    ("T102", "差了两分", True, order("不含税金额 税额 价税合计", "100 13 113.02")),
    ("T102", "差了一分", False, order("不含税金额 税额 价税合计", "100 13 113.01")),
    ("T103", "差了一分", True, order("不含税金额 税额 价税合计", "100 13 112.99")),
    ("T103", "正好", False, order("不含税金额 税额 价税合计", "100 13 113")),
    ("T103", "差了两分", False, order("不含税金额 税额 价税合计", "100 13 112.98")),
    ("T104", "税额差七分", True, order("税率 不含税金额 税额", "0.13 100 13.07")),
    ("T104", "税额差六分", False, order("税率 不含税金额 税额", "0.13 100 13.06")),
    ("T104", "只有价税合计", True, order("税率 价税合计 税额", "0.13 113 13.07")),
    ("T104", "价税合计里的税额对", False, order("税率 价税合计 税额", "0.13 113 13")),
    ("T108", "金额是不含税单价乘出来的", True, slip("数量 不含税单价 价税合计", "500 8.2 4100")),
    ("T108", "金额含了税", False, slip("数量 不含税单价 价税合计", "500 8.2 4633")),
    ("T108", "税率写了 0", False, slip("数量 不含税单价 价税合计 税率", "500 8.2 4100 0")),
    (
        "T108",
        "税率写了 13%，金额还是不含税单价乘出来的",
        True,
        slip("数量 不含税单价 价税合计 税率", "500 8.2 4100 0.13"),
    ),
    ("T108", "税率写了 13%，金额含了税", False, slip("数量 不含税单价 价税合计 税率", "500 8.2 4633 0.13")),
    ("T110", "税额含在金额里", True, order("不含税金额 税额", "113 13")),
    ("T110", "税额另加", False, order("不含税金额 税额", "100 13")),
    ("T110", "写了税率，另有一条", False, order("不含税金额 税额 税率", "113 13 0.13")),
    ("T110", "写了价税合计，另有一条", False, order("不含税金额 税额 价税合计", "113 13 113")),
    ("T109", "价税合计照抄了不含税金额", True, order("不含税金额 税率 价税合计", "100 0.13 100")),
    ("T109", "差在六分以内", False, order("不含税金额 税率 价税合计", "100 0.13 113.06")),
    ("T109", "税率是 0", False, order("不含税金额 税率 价税合计", "100 0 100")),
    ("T109", "税额也写了，另有一条", False, order("不含税金额 税额 税率 价税合计", "100 0 0.13 100")),
    ("T108", "含税单价也写了", False, slip("数量 含税单价 不含税单价 价税合计", "500 8.2 8.2 4100")),
    ("T106", "只有不含税单价", True, order("不含税单价", "10")),
    ("T106", "写了税率", False, order("不含税单价 税率", "10 0.13")),
    ("T106", "写了税额", False, order("不含税金额 税额", "10 1.3")),
    ("T106", "不含税单价是 0", False, order("不含税单价", "0")),
    ("T105", "两个单价对不上", True, order("含税单价 不含税单价 税率", "11.32 10 0.13")),
    ("T105", "差在一分以内", False, order("含税单价 不含税单价 税率", "11.31 10 0.13")),
    ("D101", "后天的单", True, slip("送货单号 发货日期", "S1 2026-11-24")),
    ("D101", "明天的单", False, slip("送货单号 发货日期", "S1 2026-11-23")),
    ("D101", "年份错得太远，另有一条", False, slip("送货单号 发货日期", "S1 2062-11-22")),
    ("D102", "年份打错", True, slip("送货单号 发货日期", "S1 2062-11-22")),
    ("D102", "上个世纪", True, slip("送货单号 发货日期", "S1 1999-12-31")),
    ("D102", "很旧的单", False, slip("送货单号 发货日期", "S1 2000-01-01")),
    ("D103", "启用以前的单", True, slip("送货单号 发货日期", "S1 2025-12-31")),
    ("D103", "启用前一天的期初", False, drawn("opening", "期初日期 期初余额", "2025-12-31 100")),
    ("D103", "启用当天的单", False, slip("送货单号 发货日期", "S1 2026-01-01")),
    ("D104", "要货早过下单", True, order("订单日期 要货日期", "2026-11-05 2026-11-04")),
    ("D104", "当天要货", False, order("订单日期 要货日期", "2026-11-05 2026-11-05")),
    ("D105", "答应早过下单", True, order("订单日期 确认交期", "2026-11-05 2026-11-04")),
    ("D105", "当天答应", False, order("订单日期 确认交期", "2026-11-05 2026-11-05")),
    ("D106", "到货早过发货", True, slip("发货日期 预计到货日期", "2026-11-05 2026-11-04")),
    ("D106", "当天到货", False, slip("发货日期 预计到货日期", "2026-11-05 2026-11-05")),
    ("D107", "签收早过发货", True, slip("发货日期 签收日期", "2026-11-05 2026-11-04")),
    ("D107", "当天签收", False, slip("发货日期 签收日期", "2026-11-05 2026-11-05")),
    ("D108", "当天失效", True, priced("品名 生效日期 失效日期", "螺栓 2026-11-05 2026-11-05")),
    ("D108", "第二天失效", False, priced("品名 生效日期 失效日期", "螺栓 2026-11-05 2026-11-06")),
    ("D109", "变更早过下单", True, order("订单日期 变更日期", "2026-11-05 2026-11-04")),
    ("D109", "当天变更", False, order("订单日期 变更日期", "2026-11-05 2026-11-05")),
    (
        "D110",
        "一张单两个日期",
        True,
        slip("送货单号 发货日期 客户名称", "S1 2026-11-05 竹筏超市", "S1 2026-11-06 竹筏超市"),
    ),
    (
        "D110",
        "我方两家公司各一个日期",
        False,
        slip(
            "我方公司 送货单号 发货日期 客户名称",
            "云杉工贸 S1 2026-11-05 竹筏超市",
            "云杉（香港） S1 2026-11-06 竹筏超市",
        ),
    ),
    (
        "D110",
        "两个客户各一个日期",
        False,
        slip("送货单号 发货日期 客户名称", "S1 2026-11-05 竹筏超市", "S1 2026-11-06 麦浪桥"),
    ),
    ("K101", "新客户", True, order("客户名称 数量", "麦浪桥 5")),
    ("K101", "新客户，像一个老客户", False, order("客户名称 数量", "竹筏 5")),
    ("K130", "新客户，像一个老客户", True, order("客户名称 数量", "竹筏 5")),
    ("K130", "新客户，谁也不像", False, order("客户名称 数量", "麦浪桥 5")),
    ("K130", "老客户", False, order("客户名称 数量", "竹筏超市 5")),
    ("K101", "老客户的编码", False, order("客户编码 客户名称 数量", "K01 麦浪桥 5")),
    ("K102", "新产品", True, order("品名 数量", "垫圈 5")),
    ("K102", "老产品", False, order("品名 数量", "螺栓 5")),
    ("K103", "手机少一位", True, client("客户名称 电话", "竹筏超市 1380000123")),
    ("K103", "12 开头的手机", True, client("客户名称 电话", "竹筏超市 12800001234")),
    ("K103", "只写了名字", True, client("客户名称 电话", "竹筏超市 张三")),
    ("K103", "手机", False, client("客户名称 电话", "竹筏超市 13800001234")),
    ("K103", "座机和手机", False, client("客户名称 电话", "竹筏超市 0571-88880000/+86_13800001234")),
    ("K104", "税号十四位", True, client("客户名称 税号", "竹筏超市 91330100MA0000")),
    ("K104", "税号十八位", False, client("客户名称 税号", "竹筏超市 91330100MA27XXXX00")),
    ("K105", "邮箱没有 @", True, client("客户名称 邮箱", "竹筏超市 zhufa.example.com")),
    ("K105", "两个邮箱", False, client("客户名称 邮箱", "竹筏超市 a@example.com;b@example.com")),
    ("K106", "自己复核自己", True, order("制单人 复核人", "段青岚 段青岚")),
    ("K106", "别人复核", False, order("制单人 复核人", "段青岚 普向南")),
    ("K106", "没有复核", False, order("制单人 复核人", "段青岚 -")),
    ("K107", "名单外的业务员", True, order("业务员", "段青兰")),
    ("K107", "名单里的业务员", False, order("业务员", "段青岚")),
    ("K108", "名单外的仓库", True, slip("仓库", "西库")),
    ("K108", "名单里的仓库", False, slip("仓库", "东库")),
    ("K109", "名单外的公司", True, slip("我方公司", "云杉贸易")),
    ("K109", "名单里的公司", False, slip("我方公司", "云杉工贸")),
    ("K131", "姐妹公司的单", True, under("云杉(香港)送货单", slip("送货单号 客户名称 数量", "S1 竹筏超市 5"))),
    ("K131", "自己的单", False, under("云杉工贸送货单", slip("送货单号 客户名称 数量", "S1 竹筏超市 5"))),
    ("K110", "科学计数", True, order("产品编码", "1.23E+11")),
    ("K110", "编码里有 E", False, order("产品编码", "1E23A")),
    ("K111", "末尾被抹成零", True, order("订单号", "2026110500012340")),
    ("K111", "十五位", False, order("订单号", "202611050001230")),
    ("K111", "末尾不是零", False, order("订单号", "2026110500012341")),
    ("K112", "三十二号", True, client("客户名称 对账日", "竹筏超市 32")),
    ("K112", "零号", True, client("客户名称 开票截止日", "竹筏超市 0")),
    ("K112", "月底", False, client("客户名称 对账日", "竹筏超市 31")),
    ("K113", "负的账期", True, client("客户名称 账期天数", "竹筏超市 -1")),
    ("K113", "没有账期", False, client("客户名称 账期天数", "竹筏超市 0")),
    ("K114", "别名就是名称", True, client("客户名称 别名", "竹筏超市 竹筏超市")),
    ("K114", "真是别名", False, client("客户名称 别名", "竹筏超市 老竹筏")),
    ("K115", "别名是别人的名称", True, client("客户名称 别名", "竹筏超市 麦浪桥", "麦浪桥 -")),
    ("K115", "两个客户一个别名", True, client("客户名称 别名", "竹筏超市 老店", "麦浪桥 新店;老店")),
    ("K115", "同一个客户写了两行", False, client("客户名称 别名", "竹筏超市 老店", "竹筏超市 老店")),
    ("K116", "一个编码两个名称", True, client("客户编码 客户名称", "K1 竹筏超市", "K1 麦浪桥")),
    ("K116", "同一个客户写了两行", False, client("客户编码 客户名称", "K1 竹筏超市", "K1 竹筏超市")),
    ("K117", "一个名称两个编码", True, client("客户编码 客户名称", "K1 竹筏超市", "K2 竹筏超市")),
    (
        "K117",
        "一个税号两个编码",
        True,
        client("客户编码 客户名称 税号", "K1 竹筏超市 91330100MA27XXXX00", "K2 竹筏二店 91330100MA27XXXX00"),
    ),
    ("K117", "两个客户", False, client("客户编码 客户名称", "K1 竹筏超市", "K2 麦浪桥")),
    ("K127", "编码和名称是两家", True, slip("客户编码 客户名称 数量", "K01 雾凇商行 5")),
    ("K134", "编码和品名是两样", True, slip("产品编码 品名 数量", "P01 垫圈 5")),
    ("K134", "编码和品名是一样", False, slip("产品编码 品名 数量", "P01 螺栓 5")),
    ("K127", "编码和名称是一家", False, slip("客户编码 客户名称 数量", "K01 竹筏 5")),
    ("K118", "副单位就是单位", True, priced("品名 单位 副单位", "螺栓 件 件")),
    ("K118", "副单位是箱", False, priced("品名 单位 副单位", "螺栓 件 箱")),
    ("K120", "一个单号两个客户", True, order("订单号 客户名称", "A1 竹筏超市", "A1 麦浪桥")),
    ("K120", "一个单号一个客户", False, order("订单号 客户名称", "A1 竹筏超市", "A1 竹筏超市")),
    ("K121", "一张单两个币种", True, order("订单号 币种", "A1 CNY", "A1 USD")),
    (
        "K121",
        "我方两家公司各一个币种",
        False,
        slip("我方公司 送货单号 客户名称 币种", "云杉工贸 S1 竹筏超市 CNY", "云杉（香港） S1 竹筏超市 USD"),
    ),
    (
        "K121",
        "没写我方公司的就是默认的那一家",
        True,
        slip("我方公司 送货单号 客户名称 币种", "云杉工贸 S1 竹筏超市 CNY", "- S1 竹筏超市 USD"),
    ),
    (
        "K120",
        "我方两家公司各一个客户",
        False,
        slip("我方公司 送货单号 客户名称", "云杉工贸 S1 竹筏超市", "云杉（香港） S1 麦浪桥"),
    ),
    ("K121", "两张单两个币种", False, order("订单号 币种", "A1 CNY", "A2 USD")),
    ("K122", "行号重复", True, order("订单号 行号", "A1 1", "A1 1")),
    ("K122", "两张单各一个 1", False, order("订单号 行号", "A1 1", "A2 1")),
    ("K123", "状态只写了是", True, order("订单号 状态", "A1 是")),
    ("K123", "状态写了已作废", False, order("订单号 状态", "A1 已作废")),
    ("K128", "一张单只有一行写着作废", True, slip("送货单号 品名 数量 单据状态", "S1 手机 3 已作废", "S1 充电器 3 -")),
    (
        "K128",
        "一张单每行都写着状态",
        False,
        slip("送货单号 品名 数量 单据状态", "S1 手机 3 已作废", "S1 充电器 3 正常"),
    ),
    ("K128", "作废的是另一张单", False, slip("送货单号 品名 数量 单据状态", "S1 手机 3 已作废", "S2 充电器 3 -")),
    ("K125", "备注写着作废", True, slip("品名 数量 备注", "手机 3 作废")),
    ("K125", "备注写着原单作废", False, slip("品名 数量 备注", "手机 3 原单作废，以此单为准")),
    ("K125", "状态已经是已作废", False, slip("品名 数量 单据状态 备注", "手机 3 已作废 作废")),
    ("K125", "发票的备注写着已作废", True, drawn("invoice", "发票号码 发票状态 备注", "20261105 正常 发票已作废")),
    ("K125", "发票状态已经是作废", False, drawn("invoice", "发票号码 发票状态 备注", "20261105 作废 发票已作废")),
    ("K132", "发货的备注写着销售退货", True, slip("品名 数量 备注", "手机 3 销售退货")),
    ("K132", "退货后面还有话", True, slip("品名 数量 备注", "手机 3 退货，破损")),
    ("K132", "退货写成了负数", False, slip("品名 数量 备注", "手机 -3 销售退货")),
    ("K132", "发货类型已经是退货", False, slip("品名 数量 发货类型 备注", "手机 3 退货 退货")),
    ("K132", "补上次的退货", False, slip("品名 数量 备注", "手机 3 退货，已补发")),
    ("K132", "写的是不退货", False, slip("品名 数量 备注", "手机 3 特价，不退货")),
    ("K132", "红色的货", False, slip("品名 数量 备注", "手机 3 红")),
    ("K132", "发票的备注写着红冲", True, drawn("invoice", "发票号码 价税合计 备注", "20261105 113 红冲")),
    ("K132", "红冲的发票是负数", False, drawn("invoice", "发票号码 价税合计 备注", "20261105 -113 红冲")),
    (
        "K132",
        "蓝字发票的状态写着红冲",
        False,
        drawn("invoice", "发票号码 价税合计 发票状态 备注", "20261105 113 红冲 红冲"),
    ),
    ("M109", "一半没有单价，是不带价的明细", False, slip("品名 数量 单价", "手机 3 -", "手机 2 9")),
    ("Q106", "没有关闭", False, order("数量 关闭数量", "5 0")),
    ("Q107", "全部拒收", False, slip("发货数量 签收数量", "5 0")),
    ("Q107", "没有写发货数量", False, slip("发货数量 签收数量", "- 5")),
    ("Q109", "没有写换算率", False, order("数量 换算率 基本数量", "5 - 60")),
    ("P103", "正好差在单价尾数上", False, order("数量 含税单价 金额", "200 1.33 265")),
    ("P103", "比单价尾数多差一分", True, order("数量 含税单价 金额", "200 1.33 264.99")),
    ("P104", "正好差在单价尾数上", True, order("数量 含税单价 金额", "200 1.33 265")),
    ("P103", "折扣额没有减", True, order("数量 单价 折扣额 金额", "10 8 5 80")),
    ("P103", "折扣写了两样，金额差一分", False, order("数量 单价 折扣率 折扣额 金额", "10 8 0.9 8 72.01")),
    ("P106", "折扣是零", False, order("数量 单价 折扣额", "1 5 0")),
    ("P107", "全部免去", False, order("数量 折扣率", "1 0")),
    (
        "P109",
        "没有单号，两天各一张订单",
        True,
        order("订单日期 客户名称 订金 金额", "2026-11-05 竹筏超市 15 10", "2026-11-06 竹筏超市 - 10"),
    ),
    (
        "P109",
        "没有单号，一天一张订单",
        False,
        order("订单日期 客户名称 订金 金额", "2026-11-05 竹筏超市 15 10", "2026-11-05 竹筏超市 - 10"),
    ),
    ("P113", "先留空后填价", False, priced("产品编码 生效日期 售价", "P1 2026-11-01 -", "P1 2026-11-01 3")),
    ("T103", "红字差了一分", True, slip("不含税金额 税额 价税合计", "-100 -13 -113.01")),
    ("T104", "没有写税率", False, order("税率 不含税金额 税额", "- 100 50")),
    ("T105", "没有写不含税单价", False, order("含税单价 不含税单价 税率", "11.32 - 0.13")),
    ("D101", "一年以后", True, slip("送货单号 发货日期", "S1 2027-11-23")),
    ("D102", "一年以后", False, slip("送货单号 发货日期", "S1 2027-11-23")),
    ("D102", "一年多以后", True, slip("送货单号 发货日期", "S1 2027-11-24")),
    ("D103", "本世纪第一天", True, slip("送货单号 发货日期", "S1 2000-01-01")),
    ("D110", "后一行没有日期", False, slip("送货单号 发货日期 客户名称", "S1 2026-11-05 竹筏超市", "S1 - 竹筏超市")),
    ("K101", "新客户写在数量栏的上面", False, across(order("客户名称 数量", "麦浪桥 5"))),
    ("K133", "数量栏上面的名字不在客户档案里", True, across(slip("客户名称 数量", "竹筏超市 5", "麦浪桥 5"))),
    ("K133", "数量栏上面的都是老客户", False, across(slip("客户名称 数量", "竹筏超市 5"))),
    ("K133", "新客户写在客户那一栏", False, slip("客户名称 数量", "麦浪桥 5")),
    ("K101", "客户空着", False, order("客户名称 数量", "- 5")),
    ("K103", "手机少两位", True, client("客户名称 电话", "竹筏超市 138000012")),
    ("K103", "手机多两位", True, client("客户名称 电话", "竹筏超市 1380000123456")),
    ("K103", "86 开头的手机", False, client("客户名称 电话", "竹筏超市 8613800001234")),
    ("K103", "七位座机", False, client("客户名称 电话", "竹筏超市 8888000")),
    ("K103", "座机带分机", False, client("客户名称 电话", "竹筏超市 0571-88880000-8888")),
    ("K103", "十七位", True, client("客户名称 电话", "竹筏超市 05718888000088889")),
    ("K103", "科学计数的手机", True, client("客户名称 电话", "竹筏超市 1.38E+10")),
    ("K110", "电话另有一条", False, client("客户名称 电话", "竹筏超市 1.38E+10")),
    ("K112", "一号", False, client("客户名称 对账日", "竹筏超市 1")),
    ("K107", "名单里的人写成繁体", False, order("订单号 业务员 数量", "A1 段青嵐 5")),
    ("K114", "别名是名称的繁体", True, client("客户名称 别名", "云杉（昆明）工贸 雲杉(昆明)工貿")),
    ("K115", "别名是另一家的繁体", True, client("客户编码 客户名称 别名", "K1 云杉工贸 -", "K2 竹筏超市 雲杉工貿")),
    ("K116", "同一编码，括号全半角", False, client("客户编码 客户名称", "K1 云杉（昆明）", "K1 云杉(昆明)")),
    ("K116", "同一编码，另一地", True, client("客户编码 客户名称", "K1 云杉（昆明）", "K1 云杉（大理）")),
    ("K117", "繁体的同名", True, client("客户编码 客户名称", "K1 云杉工贸", "K2 雲杉工貿")),
    ("E101", "看情况付", True, client("客户名称 结算方式", "竹筏超市 看情况")),
    ("E101", "两种账期之间", True, order("订单号 客户名称 数量 结算方式", "A1 竹筏超市 5 月结30-60天")),
    ("E101", "月结三十天", False, client("客户名称 结算方式", "竹筏超市 月结三十天")),
    ("E101", "只说怎么付", False, order("订单号 客户名称 数量 结算方式", "A1 竹筏超市 5 电汇/承兑")),
    ("E101", "没有写", False, client("客户名称 结算方式", "竹筏超市 -")),
    ("Y101", "退货写正数", True, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 退货 5")),
    ("Y101", "退货写负数", False, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 退货 -5")),
    ("Y101", "发货写正数", False, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 发货 5")),
    ("Q104", "写明退货的负数", False, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 退货 -5")),
    ("Q104", "写成发货的负数", True, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 发货 -5")),
    ("Y102", "订单里的退货", True, order("订单号 客户名称 订单类型 数量", "A1 竹筏超市 退货 5")),
    ("Y102", "订单里的作废", True, order("订单号 客户名称 订单类型 数量", "A1 竹筏超市 作废 5")),
    ("Y102", "换货订单", False, order("订单号 客户名称 订单类型 数量", "A1 竹筏超市 换货 5")),
    ("Y103", "作废的发货", True, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 作废 5")),
    ("Y103", "状态写作废", False, slip("送货单号 客户名称 单据状态 数量", "S1 竹筏超市 已作废 5")),
    ("Y104", "折让当发货", True, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 折让 1")),
    ("Y104", "调价当订单", True, order("订单号 客户名称 订单类型 数量", "A1 竹筏超市 折让 1")),
    ("Y104", "样品不是折让", False, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 样品 1")),
    ("Y105", "补发收了钱", True, slip("送货单号 客户名称 发货类型 数量 价税合计", "S1 竹筏超市 补发 1 8")),
    ("Y105", "样品不收钱", False, slip("送货单号 客户名称 发货类型 数量 价税合计", "S1 竹筏超市 样品 1 0")),
    ("P102", "赠送类型的零单价", False, slip("送货单号 客户名称 发货类型 数量 含税单价", "S1 竹筏超市 赠送 1 0")),
    ("Y107", "没见过的红字", True, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 红字调拨 5")),
    ("Y107", "订单里没见过的退货", True, order("订单号 客户名称 订单类型 数量", "A1 竹筏超市 渠道退回 5")),
    ("Y107", "没见过的发货", False, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 直运 5")),
    ("Y107", "认得的退货", False, slip("送货单号 客户名称 发货类型 数量", "S1 竹筏超市 退货 -5")),
    ("Y106", "处理方式看不懂", True, back("退货单号 客户名称 退货数量 处理方式", "T1 竹筏超市 1 再说")),
    ("Y106", "仅扣款", False, back("退货单号 客户名称 退货数量 处理方式", "T1 竹筏超市 1 仅扣款")),
    ("Y106", "没有处理方式", False, back("退货单号 客户名称 退货数量 处理方式", "T1 竹筏超市 1 -")),
]


def codes_found(table):
    return {finding.code for finding in judge(table, BOOKS)}


CASES += [(code, did, refused, drawn(*paper)) for code, did, refused, *paper in (*MONEY_CASES, *SHIPPING_CASES)]


@pytest.mark.parametrize(
    ("code", "refused", "table"), [(c, r, t) for c, _, r, t in CASES], ids=[f"{c}-{what}" for c, what, _, _ in CASES]
)
def test_a_rule_says_what_it_should_and_no_more(code, refused, table):
    assert (code in codes_found(table)) is refused


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_has_a_case_on_each_side_of_its_edge(rule):
    assert {refused for code, _, refused, _ in CASES if code == rule.code} == {True, False}


def test_codes_are_never_used_twice():
    codes = [rule.code for rule in all_rules()]
    assert len(codes) == len(set(codes))


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.code)
def test_every_rule_says_why(rule):
    assert len(rule.about) > 30
    assert rule.about.endswith(".")
    assert rule.code[0] in "MQPTDKEYRVOALBGCW"


@pytest.mark.parametrize(
    "table", [table for _, _, refused, table in CASES if refused], ids=[f"{c}-{w}" for c, w, r, _ in CASES if r]
)
def test_every_sentence_is_whole(table):
    findings = judge(table, BOOKS)
    assert findings
    for finding in findings:
        assert not finding.code.startswith("F"), finding.message
        assert "{" not in finding.message
        assert "None" not in finding.message
        assert finding.message.strip("。") == finding.message


def messages(table, code):
    return [(f.row, f.cell, f.message, f.suggestion) for f in judge(table, BOOKS) if f.code == code]


def test_a_wrong_amount_is_quoted_with_what_it_should_be():
    table = order("订单号 数量 单价 折扣率 金额", "A1 10 8 0.9 80")
    assert messages(table, "P103") == [
        (2, "E2", "价税合计是 80.00，按数量 10、单价 8、折扣 90% 算，应是 72.00；请核对数量、单价和金额", "72.00")
    ]


def test_a_price_for_a_piece_beside_boxes_is_named_and_the_amount_stands():
    (found,) = messages(slip("产品编码 数量 单位 单价 金额", "P01 3 箱 12.5 1875"), "P115")
    said = "单价 12.5 不是每箱的价：按1箱=50个，数量 3 箱 正好是 1875.00；按金额记，以后请写每箱的单价"
    assert found == (2, "E2", said, None)


def test_a_negative_order_says_where_goods_that_come_back_belong():
    assert messages(order("订单号 数量", "A1 5", "A1 -2.5"), "Q101") == [
        (3, "B3", "订购数量是 -2.5，要大于零；客户退回的货请用退货单", None)
    ]


def test_what_a_whole_table_lacks_is_said_once():
    table = order("订单号 数量", "A1 5", "A2 6", "A3 7")
    found = [f for f in judge(table, BOOKS) if f.code in ("M101", "M104")]
    assert [(f.code, f.row, f.severity) for f in found] == [
        ("M101", None, Severity.ERROR),
        ("M104", None, Severity.ERROR),
    ]
    assert bad_rows(table, found) == (set(), True)


def test_what_is_wrong_above_the_lines_holds_the_lines_that_it_speaks_of():
    dated = Finding("C117", Severity.ERROR, "日期没有写年份", 1, "E1", "order_date")
    table = replace(order("订单号 数量", "A1 5", "A2 6"), unread=frozenset({(1, "order_date")}))
    assert bad_rows(table, [dated]) == ({1}, False)
    assert bad_rows(table, [dated._replace(field="customer_name")]) == (set(), True)
    assert bad_rows(table, [dated._replace(severity=Severity.WARNING)]) == (set(), False)


def test_an_order_that_lacks_its_customer_is_spoken_of_once():
    table = order("订单号 客户名称 数量", "A1 - 5", "A1 - 6", "A2 竹筏超市 7", "- - 8", "- - 9")
    assert [row for row, *_ in messages(table, "M101")] == [2, 5, 6]


def test_each_line_of_a_slip_that_lacks_its_date_waits_for_it():
    table = slip("送货单号 发货日期 数量", "S1 - 5", "S1 - 6", "S2 2026-11-05 7")
    assert [row for row, *_ in messages(table, "M104")] == [2, 3]


def test_an_order_date_that_could_not_be_read_is_not_missing_on_the_other_lines():
    table = order("订单号 订单日期 数量", "A1 ? 5", "A1 - 6", "A2 - 7")
    assert [row for row, *_ in messages(table, "M104")] == [4]


def test_a_slip_is_held_whole_where_its_date_could_not_be_read():
    table = slip("送货单号 发货日期 数量", "S1 ? 5", "S1 - 6", "S2 2026-11-05 7")
    assert [row for row, *_ in messages(table, "M104")] == [3]


def test_a_run_of_lines_without_a_number_is_said_once():
    table = order("订单号 数量", "A1 5", "- 6", "- 7", "A2 8", "- 9")
    assert [row for row, *_ in messages(table, "M105")] == [3, 6]


def test_a_customer_known_by_its_code_alone_is_pointed_at_there():
    assert [cell for _, cell, *_ in messages(order("客户编码 数量", "K99 5"), "K101")] == ["A2"]


@pytest.mark.parametrize(
    ("products", "said"),
    [
        (("P01", "P01"), "2 行没有单位；按产品档案里的单位计"),
        (("P01", "P77"), "2 行没有单位；按产品档案里的单位计，档案里没有的 1 行单位空着记，请补上"),
        (("P77", "P78"), "2 行没有单位；产品档案里也没有这些产品，单位空着记；请补上单位，或先建产品档案"),
    ],
)
def test_a_unit_is_taken_from_the_file_only_of_products_that_are_on_it(products, said):
    table = order("产品编码 单位 数量", *(f"{product} - 5" for product in products))
    assert [text for _, _, text, _ in messages(table, "M107")] == [said]


def test_an_unknown_customer_is_said_once_however_many_lines_it_has():
    table = order("客户名称 数量", *["麦浪桥 5"] * 40, "石榴岸 5")
    assert [(row, text) for row, _, text, _ in messages(table, "K101")] == [
        (2, "客户“麦浪桥”不在客户档案里；先收下，列为待建档"),
        (42, "客户“石榴岸”不在客户档案里；先收下，列为待建档"),
    ]


def test_terms_that_nobody_understands_come_with_the_nearest_that_are():
    table = client("客户名称 结算方式", "竹筏超市 月结30-60天", "另一家 月结30-60天", "第三家 商量着办")
    (near, far) = messages(table, "E101")
    assert near[3] == "月结60天"
    assert "“月结30-60天”" in near[2]
    assert far[3] is None
    assert "“月结30天”“票到30天”" in far[2]


def test_unknown_parties_and_unusual_figures_hold_nothing():
    table = slip("送货单号 发货日期 客户名称 品名 单位 数量 单价", "S1 2026-11-24 麦浪桥 垫圈 件 5 0")
    assert {f.severity for f in judge(table, BOOKS)} == {Severity.WARNING, Severity.NOTE}


def test_a_sales_list_holds_only_the_lines_that_lack_something():
    table = slip(
        "商品名称 销售数量 单价 销售日期 销售区域 客户名称",
        "手机 10 2500 2026-01-01 华东 竹筏超市",
        "手机 - 2600 2026-01-04 华东 麦浪桥",
        "电脑 3 - 2026-01-06 华南 石榴岸",
        "鼠标 25 120 2026-01-07 华东 竹筏超市",
    )
    assert bad_rows(table, judge(table, BOOKS)) == ({1, 2}, False)


def test_a_plain_order_is_left_in_peace():
    table = order(
        "订单号 订单日期 客户名称 产品编码 品名 单位 数量 含税单价 价税合计 要货日期",
        "A1 2026-11-05 竹筏超市 P01 螺栓 件 10 12.35 123.5 2026-11-12",
        "A1 2026-11-05 竹筏超市 P01 螺栓 件 3 0.35 1.05 2026-11-12",
    )
    assert judge(table, BOOKS) == []


def test_without_books_everybody_is_known():
    table = order("客户名称 品名 数量", "麦浪桥 垫圈 5")
    assert not {"K101", "K102"} & {f.code for f in judge(table, Reference(today=TODAY))}


def test_where_there_is_no_file_of_products_no_unit_is_taken_from_it():
    (said,) = [
        f.message for f in judge(order("品名 单位 数量", "垫圈 - 5"), Reference(today=TODAY)) if f.code == "M107"
    ]
    assert said == "1 行没有单位；单位空着记；请补上单位，或先建产品档案"


def test_rules_are_asked_only_about_papers_that_have_their_fields():
    asked = {rule.code for rule in all_rules() if rule.concerns(sheet_types()["customer"])}
    assert "K104" in asked
    assert not asked & {"Q101", "Q102", "M101", "P103", "T102"}


def test_a_rule_about_what_is_shown_is_asked_only_about_tables_that_show_it():
    """Every rule that says so would have nothing to say of the others."""
    shown = order("订单号 客户 品名 数量 单价", "D1 竹筏超市 螺栓 1 2.00")
    lacking = order("订单号 客户 品名 数量", "D1 竹筏超市 螺栓 1")
    few, more = ([name for name, values in one.values.items() if values] for one in (lacking, shown))
    about_prices = [one for one in all_rules() if words.UNIT_PRICE_INCL in one.shown]
    assert about_prices
    for one in all_rules():
        if one.shown and one.concerns(lacking.type):
            assert one.finds_fields(few) or not [*one.check(lacking, BOOKS)]
    assert not any(one.finds_fields(few) for one in about_prices)
    assert any(one.finds_fields(more) for one in all_rules() if one.shown == (words.QTY,))
