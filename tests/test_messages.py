"""Orders that came as messages, with no line that names columns: 酱油 10箱 is a line, and nothing else is supposed."""

from __future__ import annotations

import io
import re
import textwrap
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from drawn import xlsx
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl import Desk
from neiqin_xl.intake.frames import decode, encode
from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.intake.values.said_goods import goods_of
from neiqin_xl.ledger.derive import derived_with, rebuild
from neiqin_xl.ledger.export import digest

MANUAL = Path(__file__).parents[1] / "docs" / "使用手册.md"
ORDER = """
山河食品店 2026年10月3日要货
酱油 10箱
陈醋 5瓶，味精2袋
"""
CUSTOMERS = "客户编码,客户名称\nC1,山河食品店\nC2,晨光副食店\n"


def answer(text, name="群消息.txt"):
    return answer_to(Job(Path(name), name), text.strip().encode(), Caps())


def as_workbook(lines, name="群消息.xlsx"):
    return answer_to(Job(Path(name), name), xlsx([[line] for line in lines]), Caps())


def tables(text, name="群消息.txt"):
    return answer(text, name).tables


def table(text, name="群消息.txt"):
    (only,) = tables(text, name)
    return only


def lines(found, *names):
    return list(zip(*(found.column(name) for name in names), strict=True))


def goods(found):
    return lines(found, "product_name", "qty", "unit")


def codes(found):
    return [(one.code, one.row) for one in found.findings if one.code.startswith("S")]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("酱油10箱", [("酱油", "10", "箱")]),
        ("1. 酱油：10 箱", [("酱油", "10", "箱")]),
        ("①酱油*10箱。", [("酱油", "10", "箱")]),
        ("酱油10箱 陈醋5瓶 味精2袋", [("酱油", "10", "箱"), ("陈醋", "5", "瓶"), ("味精", "2", "袋")]),
        ("酱油10箱，陈醋5瓶；味精2袋", [("酱油", "10", "箱"), ("陈醋", "5", "瓶"), ("味精", "2", "袋")]),
        ("酱油 500ml 10瓶", [("酱油 500ml", "10", "瓶")]),
        ("大米5kg 10袋", [("大米5kg", "10", "袋")]),
        ("大米 5kg", [("大米", "5", "kg")]),
        ("可乐 24瓶/箱 10箱", [("可乐 24瓶/箱", "10", "箱")]),
        ("螺丝 M8*30 200个", [("螺丝 M8*30", "200", "个")]),
        ("螺丝 1,000个", [("螺丝", "1,000", "个")]),
        ("加多宝 5箱", [("加多宝", "5", "箱")]),
        ("10箱酱油，5瓶陈醋", [("酱油", "10", "箱"), ("陈醋", "5", "瓶")]),
        ("矿泉水 550ml*24瓶 20箱", [("矿泉水 550ml*24瓶", "20", "箱")]),
        ("3只装口罩 5包", [("3只装口罩", "5", "包")]),
        ("84消毒液10桶", [("84消毒液", "10", "桶")]),
        ("订书机 5个", [("订书机", "5", "个")]),
        ("1/2 弯头 10个", [("1/2 弯头", "10", "个")]),
        ("3.5 寸钉 2盒", [("3.5 寸钉", "2", "盒")]),
        ("12.5度啤酒 10箱", [("12.5度啤酒", "10", "箱")]),
        ("12瓶装啤酒 10箱", [("12瓶装啤酒", "10", "箱")]),
        ("1️⃣酱油 10箱 👌", [("酱油", "10", "箱")]),
    ],
)
def test_a_line_says_goods_with_their_number_and_unit(line, said):
    assert [one[:3] for one in goods_of(line)] == said


@pytest.mark.parametrize(
    ("line", "price", "remark"),
    [
        ("酱油 10箱 50元/箱", "50元/箱", ""),
        ("酱油 10箱，单价50", "50", ""),
        ("酱油 10箱 @50", "50", ""),
        ("酱油 10箱 50元一箱", "50元一箱", ""),
        ("酱油 10箱 @50（要新日期）", "50", "要新日期"),
        ("酱油 10箱（要新日期）", "", "要新日期"),
        ("酱油（500ml）10箱", "", ""),
    ],
)
def test_a_price_is_marked_as_one_and_a_remark_stands_in_brackets_behind(line, price, remark):
    (only,) = goods_of(line)
    assert (only.price, only.remark) == (price, remark)


@pytest.mark.parametrize(
    "line",
    [
        "酱油",
        "酱油 10",
        "酱油十箱",
        "酱油没货 5箱",
        "陈醋 上次5箱",
        "换酱油2箱",
        "样品酱油1箱",
        "地址3号楼 2件",
        "酱油10箱5瓶",
        "10箱酱油 5瓶",
        "10箱酱油明天送",
        "要酱油10箱",
        "酱油要10箱",
        "酱油改成5箱",
        "酱油10-15箱",
        "酱油 10 5箱",
        "> 酱油 10箱",
        "王姐13800000000 3箱",
        "酱油10箱（不要了）",
        "酱油10箱（赠1箱）",
        "酱油 10箱 500元",
        "酱油 10箱 ¥500",
        "酱油10箱+陈醋5瓶",
        "酱油、陈醋各10箱",
        "每箱12瓶",
        "退酱油2箱",
        "赠酱油1箱",
        "合计15箱",
        "数量：10箱",
        "酱油10箱，明天送",
        "1. 山河食品店 酱油10箱 陈醋5瓶",
        "山河食品店酱油10箱",
        "电话13800000000",
        "中山路12号3楼",
        "2026年10月3日",
        "10月3日酱油10箱",
        "2026-10-03 山河 酱油10箱",
        "10.3 酱油10箱",
        "酱油1箱陈醋2箱",
        "500ml 10箱",
        "1.9L*6 5箱",
        "酱油 1箱/陈醋 2箱",
        "1.酱油 1箱 2.陈醋 2箱",
        "",
    ],
)
def test_what_is_said_otherwise_or_may_be_read_two_ways_is_no_goods(line):
    assert goods_of(line) == []


def test_a_message_is_an_order_of_whom_it_names_on_the_day_that_it_names():
    found = table(ORDER)
    assert (found.type.name, found.range) == ("order", "A1:A3")
    assert goods(found) == [("酱油", 100000, "箱"), ("陈醋", 50000, "瓶"), ("味精", 20000, "袋")]
    assert set(lines(found, "customer_name", "order_date")) == {("山河食品店", "2026-10-03")}
    assert codes(found) == [("S125", None)]


def test_each_line_is_told_by_the_cell_in_which_it_stands():
    found = table(ORDER)
    assert found.rows == [2, 3, 3]
    assert [found.cell(i, "qty") for i in range(3)] == ["A2", "A3", "A3"]
    assert found.cell(0, "customer_name") == "A1"
    assert found.cell(0, "order_date") == "A1"


def test_all_goods_that_were_read_are_told_as_they_were_read():
    (told,) = [one.message for one in table(ORDER).findings if one.code == "S125"]
    assert "3 样货：酱油 10箱、陈醋 5瓶、味精 2袋；" in told


def test_the_same_in_a_column_of_a_workbook_or_in_one_of_its_cells():
    written = ORDER.strip().splitlines()
    for found in (as_workbook(written), as_workbook(["\n".join(written)])):
        (only,) = found.tables
        assert goods(only) == goods(table(ORDER))
        assert only.column("order_date") == ["2026-10-03"] * 3


def test_a_message_outlives_the_way_between_the_processes():
    sent = answer(ORDER)
    assert decode(encode(sent)) == sent


@pytest.mark.parametrize(
    ("word", "name", "kind"),
    [("送货", "群消息.txt", "shipment"), ("退货", "群消息.txt", "goods_return"), ("", "10月要货.txt", "order")],
)
def test_it_is_the_paper_that_it_or_its_file_is_called(word, name, kind):
    assert table(ORDER.replace("要货", word), name).type.name == kind


def test_what_says_nowhere_what_paper_it_is_is_asked_about():
    found = table(ORDER.replace("要货", ""))
    assert found.type is None
    assert [code for code, _ in codes(found)] == ["S125", "S101"]


def test_of_two_papers_that_it_is_called_it_is_asked_which():
    assert table(ORDER, "10月送货.txt").type is None


def test_a_quotation_is_no_order():
    assert table(ORDER.replace("要货", "报价单")).type is None


def test_what_stands_in_brackets_of_a_heading_is_no_part_of_the_name():
    assert table("【要货】2026.11.3 昆明店\n可乐330ml*24 10件\n").column("customer_name") == ["昆明店"]


def test_all_messages_are_of_one_layout_whatever_they_say_of_their_goods():
    bare = ORDER.replace("要货", "")
    assert table(bare).layout == table(bare.replace("10箱", "10箱 @5（新）")).layout


def test_labels_say_who_and_when_and_where_to():
    (found,) = tables("要货单\n客户：山河食品店\n日期：2026-10-03\n订单号：PO-7\n送货地址：中山路12号3楼\n酱油 10箱\n")
    assert lines(found, "customer_name", "order_date", "order_no") == [("山河食品店", "2026-10-03", "PO-7")]
    assert found.cell(0, "customer_name") == "A2"
    assert found.places == {}


def test_each_sender_of_a_copied_conversation_orders_for_himself():
    found = tables(
        """
山河食品店 2026/10/3 9:15:22
老板你好，要货
酱油 10箱
谢谢
晨光副食店 2026/10/4 10:15
酱油 3箱
"""
    )
    assert [lines(one, "customer_name", "order_date", "qty") for one in found] == [
        [("山河食品店", "2026-10-03", 100000)],
        [("晨光副食店", "2026-10-04", 30000)],
    ]
    assert [one.type.name for one in found] == ["order", "order"]


def test_lines_of_several_customers_are_an_order_each_of_the_day_above_them_all():
    found = tables("2026年10月3日订货\n1. 山河食品店：酱油10箱，陈醋5瓶\n2. 晨光副食店：酱油3箱\n")
    assert [lines(one, "customer_name", "order_date", "product_name") for one in found] == [
        [("山河食品店", "2026-10-03", "酱油"), ("山河食品店", "2026-10-03", "陈醋")],
        [("晨光副食店", "2026-10-03", "酱油")],
    ]


def test_a_name_between_goods_heads_those_below_it():
    found = tables("2026年10月3日要货\n山河食品店\n酱油 10箱\n晨光副食店\n酱油 3箱\n")
    assert [set(one.column("customer_name")) for one in found] == [{"山河食品店"}, {"晨光副食店"}]


def test_what_is_ordered_on_a_day_of_its_own_is_not_of_the_day_further_up():
    found = tables(ORDER + "2026年10月4日 晨光副食店\n酱油 3箱\n")
    assert [one.column("order_date")[0] for one in found] == ["2026-10-03", "2026-10-04"]
    assert [one.type.name for one in found] == ["order", "order"]


@pytest.mark.parametrize("who", ["晨光副食店（李哥13800000000）", "晨光副食店 李哥 13800000000", "【晨光副食店】李哥"])
def test_who_can_be_reached_is_no_part_of_the_name_of_a_place(who):
    found = tables(ORDER + f"{who}\n酱油 3箱\n")
    assert [one.column("customer_name")[0] for one in found] == ["山河食品店", "晨光副食店"]


@pytest.mark.parametrize("who", ["李哥 小王 13800000000", "晨光副食店和山河食品店 晨光副食店"])
def test_goods_below_what_may_be_somebody_else_are_not_of_whoever_stands_above(who):
    found = tables(ORDER + f"{who}\n酱油 3箱\n")
    assert [one.column("customer_name")[0] for one in found] == ["山河食品店", None]


def test_an_order_may_be_called_one_on_the_line_of_its_goods():
    found = table("王姐 2026/10/3 9:15\n今天要货：酱油10箱\n陈醋 5瓶\n")
    assert (found.type.name, goods(found)) == ("order", [("酱油", 100000, "箱"), ("陈醋", 50000, "瓶")])
    assert set(lines(found, "customer_name", "order_date")) == {("王姐", "2026-10-03")}


def test_a_line_above_the_goods_that_heads_them_in_no_way_is_told():
    assert codes(table(ORDER.replace("酱油", "@所有人\n酱油"))) == [("S125", None), ("S124", 2)]


@pytest.mark.parametrize("word", ["退货", "要货：", "另外退回来的", "赠品", "下面的先不发"])
def test_goods_below_a_word_that_may_turn_them_into_something_else_wait_with_all_of_their_message(word, desk):
    file = drop(desk, "群消息.txt", ORDER + f"{word}\n盐 5包\n")
    assert file["rows"]["accepted"] == 0
    asked = [one for one in file["findings"] if one["code"] == "S123"]
    assert [(one["cell"], "另一回事" in one["message"]) for one in asked] == [("A4", True)]


def test_a_place_to_bring_it_to_turns_nothing():
    assert len(table(ORDER + "送货地址 中山路12号\n盐 5包\n")) == 4


def test_a_heading_of_sorts_of_goods_is_no_second_name():
    assert set(table(ORDER.replace("酱油", "调料\n酱油")).column("customer_name")) == {"山河食品店"}


def test_of_two_names_above_the_goods_none_is_supposed():
    assert table("2026年10月3日要货\n山河食品店\n晨光副食店\n酱油 10箱\n").column("customer_name") == [None]


def test_an_address_between_goods_parts_no_order_and_is_told():
    found = table(ORDER + "送到中山路12号3楼\n盐 3包\n")
    assert [name for name, _, _ in goods(found)] == ["酱油", "陈醋", "味精", "盐"]
    told = [one for one in answer(ORDER + "送到中山路12号3楼\n盐 3包\n").tables[0].findings if one.code == "S124"]
    assert [(one.row, one.cell) for one in told] == [(4, "A4")]


def test_the_example_of_the_manual_is_read_as_it_says():
    (example,) = re.findall(r"^   ```\n(.*?)^   ```", MANUAL.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
    found = table(textwrap.dedent(example))
    assert lines(found, "product_name", "qty", "unit", "unit_price_incl", "remark") == [
        ("酱油", 100000, "箱", 50000000, None),
        ("陈醋", 50000, "瓶", None, None),
        ("味精", 20000, "袋", None, "要新日期"),
    ]


def test_courtesies_are_no_news():
    assert codes(table("老板你好\n" + ORDER.strip() + "\n谢谢！\n麻烦尽快安排\n")) == [("S125", None)]


@pytest.mark.parametrize("word", ["退货", "取消", "库存", "欠", "赠品", "主题", "回复王姐", "报价"])
def test_goods_behind_a_word_that_orders_none_wait_and_are_nobodys(word):
    (found,) = tables(ORDER + f"{word}：香油3箱")
    assert (len(found), found.column("qty")[3], set(found.column("customer_name"))) == (4, None, {"山河食品店"})
    assert [one.row for one in found.findings if one.code == "S123"] == [4]


def test_a_price_of_another_unit_than_the_goods_is_asked_about():
    found = table(ORDER.replace("10箱", "10箱 5元/瓶"))
    assert [one.row for one in found.findings if one.code == "C122"] == [2]


@pytest.mark.parametrize(
    "line",
    [
        *("盐十包", "糖 5", "再来 5箱糖", "酱油10箱5瓶", "豆腐 5块", "退酱油2箱"),
        *("陈醋不要了", "酱油10，陈醋5（箱）", "品名：盐 数量：10包", "盐 3包 11月5日送", "盐 3包 1.5", "盐 3.5"),
        *("鸡精10-15包", "鸡精 10-15 包", "土豆 1.5斤左右", "大米 2.5-3公斤"),
    ],
)
def test_a_line_that_may_have_meant_goods_is_a_line_that_waits(line):
    found = table(ORDER + line)
    asked = [one for one in found.findings if one.code == "S123"]
    assert [(one.row, one.cell, one.severity.value) for one in asked] == [(4, "A4", "error")]
    assert len(found) == 4
    assert found.column("qty")[3] is None


def test_a_line_that_says_goods_and_a_day_waits_and_heads_those_below_it():
    found = tables(ORDER + "2026年10月4日 晨光副食店 酱油10箱\n盐 5包\n")
    assert [lines(one, "order_date", "qty") for one in found] == [
        [("2026-10-03", 100000), ("2026-10-03", 50000), ("2026-10-03", 20000)],
        [("2026-10-04", None), ("2026-10-04", 50000)],
    ]
    assert [(one.code, one.row) for one in found[1].findings if one.severity.value == "error"] == [("S123", 4)]


@pytest.mark.parametrize(("word", "parts"), [("提货", True), ("对账", True), ("箱", False)])
def test_two_numbers_are_a_day_but_where_they_count_something(word, parts):
    assert len(tables(ORDER + f"10.5{word}\n盐 5包\n")) == 1 + parts


def test_a_total_is_no_line_and_is_held_against_the_lines():
    right, wrong = (
        table(f"2026年10月3日要货\n山河食品店\n酱油 10箱\n盐 5箱\n{total}") for total in ("合计：15箱", "一共16箱")
    )
    assert (len(right), right.totals, codes(right)) == (2, 1, [("S125", None)])
    assert codes(wrong) == [("S125", None), ("S201", 5)]


@pytest.mark.parametrize(
    "text",
    [
        "明天开会\n请大家准时参加\n",
        "会议室在12号楼3层\n电话13800000000\n",
        "酱油\n陈醋\n",
    ],
)
def test_a_text_without_goods_is_refused_as_before(text):
    assert answer(text).finding.code == "F105"


def test_a_table_with_a_header_is_read_by_its_header():
    found = table("品名 数量 备注\n酱油 10箱 -\n陈醋 5瓶 -\n", "订单.txt")
    assert goods(found) == [("酱油", 100000, "箱"), ("陈醋", 50000, "瓶")]
    assert "S125" not in [code for code, _ in codes(found)]


def test_a_sheet_of_several_columns_is_no_message():
    assert answer_to(Job(Path("a"), "要货.xlsx"), xlsx([["酱油 10箱", "陈醋 5瓶"]]), Caps()).finding.code == "F114"


def test_a_book_with_a_table_keeps_its_notes_for_itself():
    table_rows = [["订单号", "客户名称", "品名", "数量"], ["D1", "山河食品店", "酱油", 10]]
    found = answer_to(Job(Path("a"), "订单.xlsx"), xlsx(table_rows, more=[("备注", [["另外留意：酱油 10箱"]])]), Caps())
    assert len(found.tables) == 1


NAMES = st.text(alphabet="酱油陈醋味精豆腐香米竹茶", min_size=2, max_size=6)
SAID = st.tuples(NAMES, st.integers(1, 99999), st.sampled_from("箱瓶袋件个"))


@given(
    st.lists(st.lists(SAID, min_size=1, max_size=4), min_size=1, max_size=8),
    st.sampled_from(["，", "；", " ", "、"]),
    st.sampled_from(["", " ", "：", "*"]),
    st.booleans(),
)
def test_goods_are_read_as_they_were_said_however_they_are_strung_together(said, between, inside, is_numbered):
    text = "2026年10月3日要货\n客户：山河食品店\n" + "\n".join(
        f"{f'{i}. ' if is_numbered else ''}{between.join(f'{name}{inside}{count}{unit}' for name, count, unit in line)}"
        for i, line in enumerate(said, 1)
    )
    found = table(text)
    assert goods(found) == [(name, count * 10000, unit) for line in said for name, count, unit in line]
    assert found.rows == [3 + i for i, line in enumerate(said) for _ in line]


@pytest.fixture
def desk(tmp_path, reading_here):
    Desk.create(tmp_path / "内勤").close()
    with Desk(tmp_path / "内勤", today=date(2026, 11, 21)) as opened:
        drop(opened, "客户.csv", CUSTOMERS)
        yield opened


def drop(desk, name, text):
    data = text if isinstance(text, bytes) else text.strip().encode()
    (desk.workspace.inbox / name).write_bytes(data)
    (file,) = desk.take_in()["files"]
    return file


def ordered(desk):
    asked = "SELECT quantity FROM posting WHERE measure = 'ordered' ORDER BY line"
    return [quantity for (quantity,) in desk.ledger.rows(asked)]


def test_a_message_of_a_customer_on_file_is_booked_and_the_books_are_rebuilt_alike(desk):
    assert drop(desk, "群消息.txt", ORDER)["verdict"] == "accepted"
    assert ordered(desk) == [100000, 50000, 20000]
    before = digest(desk.ledger)
    rebuild(desk.ledger, derived_with(desk.ledger))
    assert digest(desk.ledger) == before


def test_a_name_that_no_label_calls_a_customer_waits_until_the_customer_file_has_it(desk):
    file = drop(desk, "群消息.txt", ORDER.replace("山河食品店", "王姐"))
    assert (file["verdict"], {one["code"] for one in file["findings"] if one["severity"] == "error"}) == (
        "held",
        {"K133"},
    )
    assert drop(desk, "群消息2.txt", ORDER.replace("山河食品店", "客户：王姐\n"))["verdict"] == "accepted"


def test_the_same_message_again_changes_nothing_and_another_of_that_day_comes_on_top(desk):
    drop(desk, "群消息.txt", ORDER)
    assert drop(desk, "群消息2.txt", ORDER)["verdict"] == "duplicate"
    drop(desk, "群消息3.txt", "山河食品店 2026年10月3日要货\n酱油 2箱\n")
    assert ordered(desk) == [100000, 50000, 20000, 20000]


def test_a_line_put_right_in_the_marked_copy_is_booked_with_the_others(desk):
    assert drop(desk, "群消息.txt", ORDER + "盐十包")["verdict"] == "held"
    (marked,) = (desk.workspace.outbox / "处理结果").glob("*标记.xlsx")
    book = openpyxl.load_workbook(marked)
    sheet = book.worksheets[-1]
    assert [sheet.cell(1, 2).value, sheet.cell(4, 1).value] == ["状态", "盐十包"]
    sheet.cell(4, 1).value = "盐 10包"
    held = io.BytesIO()
    book.save(held)
    assert drop(desk, marked.name, held.getvalue())["verdict"] == "accepted"
    assert ordered(desk) == [100000, 50000, 20000, 100000]


def test_what_one_message_was_said_to_be_holds_for_those_that_do_not_say_it(desk):
    bare = ORDER.replace("要货", "")
    (question,) = [one for one in drop(desk, "a.txt", bare)["findings"] if one["code"] == "S101"]
    layout = question["message"].split("版式编号 ")[1][:16]
    (desk.workspace.inbox / "a.txt").write_bytes(bare.strip().encode())
    assert desk.take_in([desk.workspace.inbox / "a.txt"], fixed_type="order")["files"][0]["verdict"] == "accepted"
    assert [one["layout"] for one in desk.layouts()] == [layout]
    assert drop(desk, "b.txt", bare.replace("10箱", "11箱"))["verdict"] == "accepted"
    assert drop(desk, "c.txt", ORDER.replace("要货", "送货"))["rows"]["accepted"] == 3
    assert [kind for (kind,) in desk.ledger.rows("SELECT DISTINCT type FROM posting ORDER BY type")] == [
        "order",
        "shipment",
    ]
