"""What is written above and under a table of the tax in its prices, with no column that says so (RULES 12)."""

from __future__ import annotations

import pytest
from drawn import codes, table, tables

from neiqin_xl.intake.judge import bad_rows
from neiqin_xl.money import scaled

HEAD = "送货单号 | 送货日期 | 客户 | 品名 | 数量 | 单位 | {} | 备注"
LINE = "S-1 | 2026-10-05 | 南屏机电 | 胶管 | 10 | 条 | {} |"


def drawn(above="", header="单价 | 金额", line="111.5 | 1115", under="", **how):
    parts = [above, HEAD.format(header), LINE.format(line), under]
    return table("\n".join(part for part in parts if part), fixed="shipment", **how)


def net(found):
    """The fields that the price and the amount became."""
    return sorted(name for name in found.values if name.endswith(("_net", "_incl")))


NET, INCL = ["amount_net", "unit_price_net"], ["amount_incl", "unit_price_incl"]


@pytest.mark.parametrize(
    "above",
    [
        "10月出库明细（单价不含税，税率13%）",
        "送货明细（不含税）",
        "以上价格均不含税",
        "说明：本表单价为未税价",
        "出库明细  【单价均为不含税价】",
        "價格未稅",
    ],
)
def test_a_title_that_says_so_makes_bare_prices_net(above):
    found = drawn(above)
    assert net(found) == NET
    assert "C208" in codes(found)


@pytest.mark.parametrize(
    "under", ["说明：以上单价均为未税价", "备注：1、以上价格不含税；2、送货上门", "以上报价不含税不含运费"]
)
def test_so_does_a_line_under_the_table(under):
    assert net(drawn(under=under)) == NET


@pytest.mark.parametrize(
    "text", ["价格不含税，开票加13%", "以上价格不含税；开专票另加 13 个点", "单价未税，开发票加收13%"]
)
def test_what_an_invoice_adds_is_the_rate_of_net_prices(text):
    found = drawn(text)
    assert (net(found), set(found.values["tax_rate"])) == (NET, {13 * 10**7})
    assert {"C208", "C209"} <= set(codes(found))


def test_what_an_invoice_would_add_is_no_rate():
    assert "C209" not in codes(drawn("单价不含税，如需开票加13%"))


@pytest.mark.parametrize("line", ["111.5 | 1115", "111.5 | 1000"])
def test_an_amount_beside_a_price_with_tax_stays_what_it_is(line):
    found = drawn("本表金额不含税", header="含税单价 | 金额", line=line)
    assert net(found) == INCL
    assert "C208" not in codes(found)


@pytest.mark.parametrize(
    "above",
    [
        "10月出库明细",
        "10月出库明细（单价含税）",
        "以上价格含税，不含税另议",
        "以上单价不含运费",
        "不含税金额合计：1115",
        "单价以合同为准，税费由客户承担",
        "单价不含税运费",
        "以上不含税费",
        "如需开票，单价未税加9%",
        "备注：如需开票，单价未税加9%",
        "金额未税部分另开票",
        "若单价不含税另行注明",
    ],
)
def test_what_says_nothing_of_it_or_both_leaves_prices_as_they_are(above):
    found = drawn(above)
    assert net(found) == INCL
    assert not {"C208", "C209"}.intersection(codes(found))


def test_a_header_that_speaks_of_tax_itself_is_believed():
    assert net(drawn("送货明细（不含税）", header="含税单价 | 含税金额")) == INCL


def test_what_somebody_told_of_a_column_is_believed():
    found = drawn("送货明细（不含税）", told={"单价": "unit_price_incl", "金额": "amount_incl"})
    assert net(found) == INCL


def test_an_amount_that_is_more_than_the_net_price_makes_has_the_tax_in_it():
    assert net(drawn("10月送货（单价不含税）", line="111.5 | 1259.95")) == ["amount_incl", "unit_price_net"]


def test_the_next_table_speaks_for_itself():
    """What stands above another table's header is not written under this one."""
    other = f"\n|\n送货明细（不含税）\n{HEAD.format('单价 | 金额')}\n{LINE.format('5 | 50').replace('S-1', 'S-2')}"
    first, second = tables(f"{HEAD.format('单价 | 金额')}\n{LINE.format('111.5 | 1115')}{other}", fixed="shipment")
    assert (net(first), net(second)) == (INCL, NET)


OF_NET = {"header": "未税单价 | 未税金额"}
SAYS = [
    ("10月送货（税率13%）", "", "0.13"),
    ("税率：9%", "", "0.09"),
    ("", "税额(13%)：144.95 | | | 价税合计：1259.95", "0.13"),
    ("", "备注：以上开具13%增值税专用发票", "0.13"),
    ("", "税率： | 6%", "0.06"),
    ("", "价税合计：1259.95元", "0.13"),
    ("", "价税合计：1215.35 | | 税额：100.35", "0.09"),
]


@pytest.mark.parametrize(("above", "under", "rate"), SAYS)
def test_net_lines_take_the_rate_that_is_written_around_them(above, under, rate):
    found = drawn(above, under=under, **OF_NET)
    assert found.values["tax_rate"] == [scaled(rate, 9)]


IN_CELLS = [
    "税额 | 144.95",
    "税额 | | | | | | | 144.95",
    "税额(13%) | | | | | | | 144.95 |",
    "增值税额： | | | | | | | 144.95",
    "合计 | | | | 10 | | | 1115\n税额 | | | | | | | 144.95\n价税合计 | | | | | | | 1259.95",
    "税额 | | | | | | | 144.95\n价税合计 | | | | | | | 1259.95",
    "合计 | | | | 10 | | | 1115\n税额合计 | | | | | | | 144.95",
    "价税合计 | | | | 10 | | | 1259.95",
]


@pytest.mark.parametrize("under", IN_CELLS)
@pytest.mark.parametrize("has_rate", [False, True])
def test_tax_in_a_cell_of_its_own_settles_the_rate_and_is_no_line(under, has_rate):
    rate = (" | 税率", " | 13%") if has_rate else ("", "")
    header = HEAD.format(f"未税单价 | 未税金额{rate[0]}")
    line = LINE.format(f"111.5 | 1115{rate[1]}")
    (found,) = tables(f"{header}\n{line}\n{under}", fixed="shipment")
    assert (len(found), found.values["tax_rate"]) == (1, [scaled("0.13", 9)])
    assert codes(found) == ([] if has_rate else ["C209"])


@pytest.mark.parametrize("under", ["税额 | | | | | | | 77", "税额 | 144.95 | 另付"])
def test_a_row_of_tax_that_no_rate_makes_or_that_says_more_stays_a_line(under):
    found = drawn(under=under, **OF_NET)
    assert (len(found), found.values.get("tax_rate", [None] * 2)) == (2, [None] * 2)


def test_a_row_of_tax_under_amounts_with_tax_stays_a_line():
    assert len(drawn(under="税额 | | | | | | | 144.95", header="含税单价 | 价税合计")) == 2


def test_tax_that_does_not_fit_leaves_the_total_with_tax_in_doubt():
    assert "S201" in codes(drawn(under="价税合计 | | | | 10 | | | 1300", **OF_NET))


NOTHING = [
    ("two rates", "税率13%或9%", ""),
    ("a rate of something else", "订金30%，货到付款", ""),
    ("a tax that no rate makes", "", "税额：77.00"),
    ("a rate that its own tax contradicts", "", "税额(13%)：100.35"),
    ("nothing at all", "", ""),
]


@pytest.mark.parametrize(("what", "above", "under"), NOTHING, ids=[case[0] for case in NOTHING])
def test_net_lines_take_no_rate_from(what, above, under):
    assert drawn(above, under=under, **OF_NET).values.get("tax_rate", [None]) == [None]


def test_prices_with_tax_are_given_no_rate():
    assert "tax_rate" not in drawn("以下价格含13%增值税").values


def test_a_line_keeps_the_rate_that_it_says():
    text = f"10月送货（税率13%）\n{HEAD.format('未税单价 | 税率')}\n{LINE.format('10 | 6%')}\n{LINE.format('10 | ')}"
    assert table(text, fixed="shipment").values["tax_rate"] == [scaled("0.06", 9), scaled("0.13", 9)]


def test_a_net_price_list_says_so_in_its_title():
    found = table("经销价格表（不含税，税率13%）\n产品编码 | 品名 | 单位 | 单价\nJG | 胶管 | 条 | 100", fixed="product")
    assert found.values["list_price_net"] == [scaled("100", 6)]
    assert found.values["tax_rate"] == [scaled("0.13", 9)]


@pytest.mark.parametrize(
    ("header", "cells", "field"),
    [
        ("不含税单价 | 金额", "8.2 | 4100", "amount_net"),
        ("不含税单价 | 金额", "8.2 | 4633", "amount_incl"),
        ("不含税单价 | 含税金额", "8.2 | 4100", "amount_incl"),
        ("含税单价 | 不含税单价 | 金额", "9.266 | 8.2 | 4100", "amount_incl"),
    ],
)
def test_an_amount_that_a_price_without_tax_makes_is_without_tax(header, cells, field):
    found = table(
        f"| 送货单号 | 日期 | 客户 | 品名 | 数量 | {header} |\n| S1 | 2026-11-05 | 华新 | 插座 | 500 | {cells} |"
    )
    assert field in found.values


TWO = f"{HEAD.format('单价 | 金额')}\n{LINE.format('10 | 100')}\n{LINE.format('5 | 50')}"


def under(text, head=TWO):
    return table(f"{head}\n{text}", fixed="shipment")


def waits(found):
    _, whole = bad_rows(found, found.findings)
    return whole


ON_TOP = [
    "税额：19.50，价税合计：169.50",
    "税额：19.50",
    "价税合计：169.50",
    "税额合计：19.50",
    "税额：13.00，税额：6.50",
    "税额：13.00，税额：6.50，税额合计：19.50",
    "税额 | | | | | | | 19.50\n税额：19.50",
    "税额 | | | | | | | 19.50",
    "税额 | 19.50",
    "税额合计 | | | | | | | 19.50",
    "合计 | | | | 20 | | | 150\n税额 | | | | | | | 19.50\n价税合计 | | | | | | | 169.50",
    "价税合计（大写）：壹佰陆拾玖元伍角 | | | | | | ¥169.50",
    "价税合计（大写） | 壹佰陆拾玖元伍角 | | （小写） | ¥169.50",
    "税额：19.50（13%），总计：169.50",
    "合计金额：150.00　税额：19.50　价税合计：169.50",
    "不含税金额：150 税额：19.5",
    "税款：19.5",
    "含税总计：169.5",
]


@pytest.mark.parametrize("text", ON_TOP)
def test_tax_that_comes_on_top_of_bare_prices_makes_them_net(text):
    found = under(text)
    assert (net(found), len(found), set(found.values["tax_rate"])) == (NET, 2, {13 * 10**7})
    assert codes(found) == ["C208", "C209"]


def test_so_does_what_stands_above_the_lines():
    assert net(table(f"价税合计：169.50\n{TWO}", fixed="shipment")) == NET


INCLUDED = [
    "税额：17.26",
    "税额：17.26，价税合计：150.00",
    "税额：0",
    "价税合计：150",
    "合计 | | | | 20 | | | 150\n税额合计 | | | | | | | 17.26",
    "税额 | | | | | | | 17.26",
    "不含税合计：132.74 税额：17.26 价税合计：150",
    "不含税合计：132.74",
    "本次价税合计：150，累计价税合计：1500",
    "增值税：13%",
    "税号：91530100",
]


@pytest.mark.parametrize("text", INCLUDED)
def test_tax_that_is_in_bare_prices_leaves_them_as_they_are(text):
    found = under(text)
    assert (net(found), len(found), codes(found)) == (INCL, 2, [])


def test_freight_beside_the_lines_may_be_in_their_total():
    found = under("运费：30\n价税合计：180")
    assert (net(found), codes(found)) == (INCL, ["S108"])


def test_a_line_that_does_not_count_may_be_left_out_of_it():
    lines = f"{HEAD.format('单价 | 金额')}\n{LINE.format('10 | 100')}\n{LINE.format('5 | 50')} 作废"
    assert net(under("价税合计：100", lines)) == INCL


@pytest.mark.parametrize("text", ["税额：33.33", "税额：19.50，价税合计：180", "税额 | | | | | | | 33.33"])
def test_tax_that_fits_neither_way_is_asked_about(text):
    found = under(text)
    assert ("C132" in codes(found), waits(found)) == (True, True)


def test_it_is_not_where_the_headers_say_whether_they_have_tax():
    head = TWO.replace("单价", "含税单价").replace("金额", "含税金额")
    found = under("税额：33.33", head)
    assert (net(found), codes(found)) == (INCL, [])


def test_a_total_with_tax_that_no_rate_explains_is_told():
    found = under("价税合计：160")
    assert (codes(found), waits(found), net(found)) == (["C214"], False, INCL)


def test_the_rates_of_the_lines_go_before_those_that_are_usual():
    head = f"{HEAD.format('单价 | 金额 | 税率')}\n{LINE.format('10 | 100 | 13%')}\n{LINE.format('5 | 50 | {}')}"
    assert net(under("税额：17.50", head.format("9%"))) == NET
    assert net(under("税额：15.63", head.format("9%"))) == INCL
    assert net(under("税额：13.00", head.format("免税"))) == NET


def test_totals_under_each_of_several_papers_are_added_up():
    other = LINE.format("20 | 200").replace("S-1", "S-2")
    total = "价税合计 | | | | | | | {}"
    assert net(under(f"{total.format(169.5)}\n{other}\n{total.format(226)}")) == NET
    assert net(under(f"{total.format(150)}\n{other}\n{total.format(200)}")) == INCL


def test_lines_in_ten_thousands_may_have_their_total_in_yuan():
    head = TWO.replace("金额", "金额(万元)").replace("| 100", "| 0.01").replace("| 50", "| 0.005")
    assert net(under("价税合计：150", head)) == INCL


def test_two_rates_below_net_lines_leave_their_tax_open():
    found = under("税额（13%）：13.00；税额（9%）：4.50", TWO.replace("单价", "未税单价").replace("金额", "未税金额"))
    assert found.values.get("tax_rate", [None] * 2) == [None] * 2


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("金额 | 税额(13%)", ["amount_net"]),
        ("金额 | 13%税额", ["amount_net"]),
        ("金额 | 增值税（13%）", ["amount_net"]),
        ("Unit Price (excl. VAT) | VAT 13%", ["unit_price_net"]),
        ("含税单价(13%) | 含税金额", INCL),
        ("含13%税单价 | 金额", INCL),
        ("单价（含9%增值税） | 金额", INCL),
        ("单价（不含增值税） | 金额(不含13%税)", NET),
        ("税后单价 | 税后金额", INCL),
    ],
)
def test_a_rate_in_a_header_is_no_part_of_its_name(header, wanted):
    assert net(drawn(header=header, line="10 | 100")) == wanted


def test_a_net_total_that_the_bare_amounts_make_shows_that_they_are_net():
    found = under("不含税合计：150")
    assert (net(found), codes(found)) == (NET, ["C208"])


@pytest.mark.parametrize("text", ["单价含税", "以上价格均含13%增值税", "本表价格含税"])
def test_tax_on_top_of_prices_that_a_text_calls_gross_is_asked_about(text):
    found = table(f"{text}\n{TWO}\n税额：19.50", fixed="shipment")
    assert (net(found), codes(found), waits(found)) == (INCL, ["C132"], True)


@pytest.mark.parametrize(
    ("header", "line", "wanted"),
    [
        ("单价 | 总价(含税)", "10 | 113", ["amount_incl", "unit_price_net"]),
        ("单价 | 含税货款", "11.3 | 113", INCL),
        ("售价（未税） | 货款（未税）", "10 | 100", NET),
        ("不含税售价 | 小计(不含税)", "10 | 100", NET),
    ],
)
def test_every_name_of_a_price_or_an_amount_may_say_whether_it_has_tax(header, line, wanted):
    assert net(drawn(header=header, line=line)) == wanted
