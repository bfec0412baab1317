"""Replies: the verdict in words, counts that add up, every problem where it is and how to put it right."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import datetime

import openpyxl
import pytest
from injection import STRINGS, active_content
from python_calamine import CalamineWorkbook
from template_books import undeclared

from neiqin_xl import words
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.publish.replies import ColumnRead, Noted, Reply, TableRead, reply_book, reply_name
from neiqin_xl.publish.reply_pages import reply_paper
from neiqin_xl.publish.reply_problems import advice_of, problems

WHEN = datetime.fromisoformat("2026-11-21 14:32")
BAD_QUANTITY = Finding("Q101", Severity.ERROR, "“-5”不是大于零的数量；退货请用退货单", 12, "F12", "qty")
BAD_DATE = Finding(
    "C103", Severity.ERROR, "“11月初”不是日期，请写成 2026-11-03 这样的日期", 9, "B9", "order_date", "2026-11-03"
)
ODD_PRICE = Finding("P204", Severity.WARNING, "金额和数量×单价相差 0.05，请核对单价", 18, "H18", "amount_incl")
TABLE = TableRead(
    sheet="订单",
    type_shown="订单",
    range="A3:K125",
    header_row=3,
    read=120,
    accepted=117,
    held=2,
    duplicate=1,
    totals=1,
    skipped=4,
    documents=41,
    sums={"数量": "5321.5", "价税合计": {"CNY": "88213.40", "USD": "-1200.00"}},
    columns=(ColumnRead("客户名称", "客 户：", "B1"), ColumnRead("数量", "数量（件）", "F")),
    unused=(("电话", "J"), "K"),
    findings=(Noted(ODD_PRICE), Noted(BAD_QUANTITY, "-5", "DD-003 测试华南贸易"), Noted(BAD_DATE, "11月初", "DD-004")),
)
REPLY = Reply(
    batch=12,
    file="订单1105.xlsx",
    office="昆明办",
    when=WHEN,
    verdict=words.TO_CORRECT,
    headline="读入 120 行：新增 115 行，更正 2 行，暂挂 2 行，重复 1 行。部分入账，其余暂挂。",
    tables=(TABLE,),
    fates={"新增": 115, "更正": 2, "暂挂": 2, "重复": 1},
)


def opened(reply=REPLY):
    return openpyxl.load_workbook(io.BytesIO(reply_book(reply)))


def test_all_that_a_reply_says_stands_under_a_declared_name():
    assert list(undeclared(reply_paper(REPLY))) == []


def lines(sheet):
    return [[cell.value for cell in row if cell.value not in (None, "")] for row in sheet.iter_rows()]


@pytest.mark.parametrize(
    ("verdict", "original", "name"),
    [
        (words.ENTERED, "订单1105.xlsx", "1121-1432_已入账_订单1105.xlsx"),
        (words.TO_CORRECT, "订单1105.xls", "1121-1432_要改_订单1105.xlsx"),
        (words.TO_ANSWER, "发货 11.05 补.csv", "1121-1432_要答_发货 11.05 补.xlsx"),
        (words.SEEN_BEFORE, "没有后缀", "1121-1432_重复_没有后缀.xlsx"),
        (words.NOT_TAKEN, "订单.xlsx.pdf", "1121-1432_未受理_订单.xlsx.xlsx"),
    ],
)
def test_the_name_says_when_and_what_to_do(verdict, original, name):
    assert reply_name(WHEN, verdict, original) == name


@pytest.mark.parametrize(
    "original", ["CON.xlsx", "a" * 300 + ".xlsx", "客户:?*<a>|.xlsx", "..xlsx", " .xlsx", "字" * 300]
)
def test_any_name_gives_a_name_that_windows_takes(original):
    name = reply_name(WHEN, words.ENTERED, original)
    assert name.startswith("1121-1432_已入账_")
    assert name.endswith(".xlsx")
    assert len(name) <= 90
    assert not set(name) & set('<>:"/\\|?*')


def test_the_front_page_says_what_happened_in_words():
    sheet = opened()["处理结果"]
    said = lines(sheet)
    assert said[0] == ["要改：有内容没有入账，请改正"]
    assert said[1] == [REPLY.headline]
    assert ["文件", "订单1105.xlsx"] in said
    assert ["办事处", "昆明办"] in said
    assert ["批次", "第 12 批"] in said
    assert ["处理时间", "2026-11-21 14:32"] in said
    assert sheet["A1"].fill.fgColor.rgb == "FFC55A11"


@pytest.mark.parametrize("verdict", words.VERDICTS, ids=lambda word: word.key)
def test_every_verdict_says_what_to_do_next(verdict):
    sheet = opened(replace(REPLY, verdict=verdict))["处理结果"]
    said = lines(sheet)
    assert verdict.shown in said[0][0]
    step = said[said.index(["下一步"]) + 1][0]
    assert step.startswith("1. ")
    asked = lines(opened(replace(REPLY, verdict=verdict, steps=("问财务",)))["处理结果"])
    assert asked[asked.index(["下一步"]) + 1] == ["1. 问财务"]


def test_the_front_page_names_the_marked_copy_or_says_why_there_is_none():
    def said(**what):
        return [row[0] for row in lines(opened(replace(REPLY, **what))["处理结果"]) if row]

    assert any(
        "“1121-1432_要改_订单1105_标记.xlsx”" in str(one) for one in said(marked="1121-1432_要改_订单1105_标记.xlsx")
    )
    assert "没有标记件：文件太大。" in said(unmarked="没有标记件：文件太大。")
    assert not any("标记" in str(one) for one in said())


def test_counts_stand_beside_each_other_and_add_up():
    second = TableRead("附表", "订单", "A1:C9", 1, read=8, accepted=5, rejected=3, documents=2)
    said = lines(opened(replace(REPLY, tables=(TABLE, second)))["处理结果"])
    assert ["订单", "订单", "A3:K125", 41, 120, 117, 2, 0, 1, 1, 4] in said
    assert ["附表", "订单", "A1:C9", 2, 8, 5, 0, 3, 0, 0, 0] in said
    assert ["合计", 43, 128, 122, 2, 3, 1, 1, 4] in said
    assert any(
        row and str(row[0]).startswith("读入 128 行 ＝ 入账 122 ＋ 暂挂 2 ＋ 未受理 3 ＋ 重复 1。") for row in said
    )


def test_two_tables_of_one_sheet_are_told_apart_by_their_ranges():
    below = replace(TABLE, range="A130:K140", sums={"数量": "9"}, findings=(Noted(BAD_QUANTITY),))
    book = opened(replace(REPLY, tables=(TABLE, below)))
    named = [row[3] for row in book["问题清单"].iter_rows(min_row=4, values_only=True)]
    assert sorted(named) == ["订单 A130:K140", *["订单 A3:K125"] * 3]
    assert ["订单 A130:K140", "数量", "9"] in lines(book["处理结果"])


def test_a_file_taken_in_with_doubts_asks_her_to_look_at_them():
    plain = replace(REPLY, verdict=words.ENTERED, tables=(replace(TABLE, findings=()),))
    doubtful = replace(plain, tables=(replace(TABLE, findings=(Noted(ODD_PRICE),)),))
    steps = [lines(opened(one)["处理结果"]) for one in (plain, doubtful)]
    first = [said[said.index(["下一步"]) + 1][0] for said in steps]
    assert first[0].startswith("1. 不用再做什么。")
    assert first[1].startswith("1. 请看“问题清单”里的 1 条提醒")


def test_the_fates_of_the_rows_are_explained_and_summed():
    said = lines(opened()["处理结果"])
    assert ["新增", 115, "新记进账"] in said
    assert ["合计", 120, "等于读入的数据行"] in said


def test_the_sums_can_be_compared_with_the_paper():
    said = lines(opened()["处理结果"])
    assert ["订单", "数量", "5,321.5"] in said
    assert ["订单", "价税合计", "人民币", "88,213.40"] in said
    assert ["订单", "价税合计", "美元", "-1,200.00"] in said


@pytest.mark.parametrize(
    ("sums", "named"),
    [({"回款金额": {"CNY": "7785.00"}, "支出金额": {"CNY": "0.00"}}, ["回款金额"]), ({"数量": "0"}, ["数量"])],
)
def test_a_column_that_nobody_filled_in_is_not_summed_beside_others(sums, named):
    sheet = opened(replace(REPLY, tables=(replace(TABLE, sums=sums),)))["处理结果"]
    assert [row[1] for row in lines(sheet) if row[:2] and row[0] == "订单" and row[1] in sums] == named


def test_what_is_asked_on_the_list_of_differences_sends_the_clerk_there_and_not_to_her_own_sheet():
    asked = Noted(Finding("G109", Severity.WARNING, "运费没有写由谁承担。请在差异清单里填", 18, "H18", "other_charge"))
    alone = replace(REPLY, verdict=words.TO_ANSWER, tables=(replace(TABLE, findings=(asked,)),), marked="表_标记.xlsx")
    said = lines(opened(alone)["处理结果"])
    steps = [row[0] for row in said[said.index(["下一步"]) + 1 :][:2]]
    assert "差异清单" in steps[0]
    assert "这份表不用再放" in steps[1]
    assert not any("在里面改" in str(cell) for row in said for cell in row)
    both = replace(alone, tables=(replace(TABLE, findings=(asked, Noted(BAD_QUANTITY))),), verdict=words.TO_CORRECT)
    said = lines(opened(both)["处理结果"])
    steps = [row[0] for row in said[said.index(["下一步"]) + 1 :][:3]]
    assert "在您的原表里照" in steps[0]
    assert "差异清单" in steps[2]


def test_problems_are_listed_errors_first_each_with_its_place_and_remedy():
    sheet = opened()["问题清单"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [cell.value for cell in sheet[3]] == [
        "序号", "级别", "编号", "工作表", "单元格", "行号", "客户／单号", "现值", "问题", "怎么改", "建议值",
    ]  # fmt: skip
    assert rows[0] == [
        1, "错误", "C103", "订单", "B9", 9, "DD-004", "11月初",
        "“11月初”不是日期", "请写成 2026-11-03 这样的日期", "2026-11-03",
    ]  # fmt: skip
    assert rows[1][:10] == [
        2, "错误", "Q101", "订单", "F12", 12, "DD-003 测试华南贸易", "-5", "“-5”不是大于零的数量", "退货请用退货单",
    ]  # fmt: skip
    assert rows[2][1:6] == ["提醒", "P204", "订单", "H18", 18]
    assert sheet.auto_filter.ref == "A3:K6"


def many(count):
    findings = [
        Finding("K301", Severity.WARNING, f"产品“P{i}”没有建档，请补产品档案", i, f"C{i}", "product_code")
        for i in range(20, 20 + count)
    ]
    findings[5] = findings[5]._replace(row=90, cell="C90")
    return replace(REPLY, tables=(replace(TABLE, findings=tuple(Noted(one, f"P{one.row}") for one in findings)),))


@pytest.mark.parametrize(("count", "listed"), [(20, 20), (21, 1)])
def test_the_same_finding_on_more_than_twenty_rows_is_one_line(count, listed):
    assert len(problems(many(count))) == listed


def test_many_alike_name_their_cells_and_their_number():
    (one,) = problems(many(40))
    assert (one.cells, one.rows, one.value, one.many) == ("C20:C24、C26:C59、C90", "40 行", "多种", 40)
    rows = [[cell.value for cell in row] for row in opened(many(40))["问题清单"].iter_rows(min_row=4)]
    assert rows[0][8] == "产品“P20”没有建档（同样的问题共 40 处，这里写的是第一处）"
    assert any(row and row[0] == "打开“问题清单”：提醒 40 条" for row in lines(opened(many(40))["处理结果"]))


def test_problems_of_the_whole_file_and_of_two_sheets_keep_their_places():
    file = Noted(Finding("F103", Severity.ERROR, "文件里有宏，没有执行"))
    second = replace(TABLE, sheet="附表", findings=(Noted(BAD_DATE),))
    found = problems(replace(REPLY, findings=(file,), tables=(TABLE, second)))
    assert [(one.sheet, one.noted.finding.code) for one in found] == [
        ("", "F103"),
        ("订单", "C103"),
        ("订单", "Q101"),
        ("附表", "C103"),
        ("订单", "P204"),
    ]


@pytest.mark.parametrize(
    ("message", "problem", "advice"),
    [
        ("“11月初”不是日期，请写成 2026-11-03", "“11月初”不是日期", "请写成 2026-11-03"),
        ("“-5”不是大于零的数量；退货请用退货单", "“-5”不是大于零的数量", "退货请用退货单"),
        ("单号重复了。请给它另一个单号。", "单号重复了", "请给它另一个单号"),
        ("税率 14% 少见", "税率 14% 少见", "请在原表里改正，再把整份表放进收件箱"),
        ("请填客户", "请填客户", "请在原表里改正，再把整份表放进收件箱"),
        (
            "单号“KM1”已按 2026-10-12 入账，日期是 2026-10-21。如果是更正，请用原来的日期；如果是另一张单，请改单号",
            "单号“KM1”已按 2026-10-12 入账，日期是 2026-10-21",
            "如果是更正，请用原来的日期；如果是另一张单，请改单号",
        ),
        (
            "没有认出这张表是什么单据（表头：值班日、电话；请假 5 行）。请把文件放进收件箱的子文件夹",
            "没有认出这张表是什么单据（表头：值班日、电话；请假 5 行）",
            "请把文件放进收件箱的子文件夹",
        ),
        ("备注“急；请早发”看不懂，请另写一行", "备注“急；请早发”看不懂", "请另写一行"),
        (
            "数量是 -2，像是退货；已按负数记入",
            "数量是 -2，像是退货；已按负数记入",
            "请在原表里改正，再把整份表放进收件箱",
        ),
    ],
)
def test_a_sentence_is_split_into_what_is_wrong_and_what_to_do(message, problem, advice):
    assert advice_of(message, Severity.ERROR) == (problem, advice)


def test_a_note_that_only_says_what_was_done_asks_for_nothing():
    said = "58 行没有单价和金额；数量照记，单价按订单、客户价、价格表的顺序取，取不到的列为“未定价”"
    assert advice_of(said, Severity.NOTE) == (said, "不用改")


def test_it_says_which_header_became_which_field_and_what_was_not_used():
    said = lines(opened()["读懂的列"])
    assert ["订单", "订单", "客户名称", "客 户：", "B1", "表格外的抬头内容"] in said
    assert ["订单", "订单", "数量", "数量（件）", "F"] in said
    assert ["订单", "订单", "没有用到", "电话", "J", "这一列没有入账"] in said
    assert ["订单", "订单", "没有用到", "K", "这一列没有入账"] in said


def test_a_file_that_was_not_read_gets_a_short_answer():
    book = opened(Reply(13, "扫描件.pdf", "", WHEN, words.NOT_TAKEN, "这是 PDF，不是表格。请另存为 .xlsx 再放进来。"))
    assert book.sheetnames == ["处理结果"]
    assert not any(row and row[0] in ("办事处", "读到了什么") for row in lines(book.active))


def test_the_same_reply_gives_the_same_bytes_and_both_readers_agree():
    data = reply_book(REPLY)
    assert data == reply_book(REPLY)
    fast = CalamineWorkbook.from_filelike(io.BytesIO(data))
    assert fast.sheet_names == opened().sheetnames == ["处理结果", "问题清单", "读懂的列"]
    assert [row[8] for row in fast.get_sheet_by_name("问题清单").to_python()][-3:] == [
        cell.value for cell in opened()["问题清单"]["I"]
    ][-3:]


def test_dangerous_text_in_a_file_does_nothing_in_its_answer():
    for text in STRINGS:
        finding = Finding("Q101", Severity.ERROR, text, 12, "F12", "qty", text)
        table = replace(
            TABLE,
            sheet=text,
            type_shown=text,
            sums={text: text},
            columns=(ColumnRead(text, text, text),),
            findings=(Noted(finding, text, text),),
        )
        data = reply_book(replace(REPLY, file=text, office=text, headline=text, tables=(table,), steps=(text,)))
        assert active_content(data) == []
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_name("问题清单")
        assert [sheet.to_python()[3][i] for i in (3, 6, 7, 10)] == [text] * 4
