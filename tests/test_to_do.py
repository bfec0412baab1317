"""今日待办: what is to be done today, out of the books as they stand; a sentence where there is nothing."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta

import openpyxl
import pytest
from books_in_memory import as_dicts, block_of, page_of
from clocks import Clock
from injection import STRINGS, active_content
from template_books import undeclared

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period, period_of
from neiqin_xl.desk.daily import RETRY
from neiqin_xl.model.form import print_title
from neiqin_xl.publish.outbox import Outcome, State
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reports.differences import differences_report
from neiqin_xl.reports.differences_document import LISTED
from neiqin_xl.reports.slip_returns import TRACKED_DAYS
from neiqin_xl.reports.to_do import MOST, to_do
from neiqin_xl.reports.to_do_reports import due_on
from neiqin_xl.words import TO_DO

pytestmark = pytest.mark.usefixtures("reading_here")

TODAY = date(2026, 11, 5)  # a Thursday
WAITING, GOODS, MONEY, STATEMENTS, SLIPS, REPORTS = range(6)
CUSTOMERS = """客户编码,客户名称,业务员,结算方式,电话
K01,青禾文具有限公司,周知秋,货到30天,13912345678
K02,竹筏超市,林小满,货到30天,
"""
ORDERS = """订单号,订单日期,客户编码,客户名称,产品编码,产品名称,单位,数量,单价,金额,要货日期
D-1,2026-10-20,K01,青禾文具有限公司,T1,茶杯,个,10,2.50,25.00,2026-11-01
D-1,2026-10-20,K01,青禾文具有限公司,T2,茶壶,个,4,20.00,80.00,2026-11-01
D-2,2026-10-21,K02,竹筏超市,T1,茶杯,个,6,2.50,15.00,2026-11-05
D-3,2026-10-22,K02,竹筏超市,T1,茶杯,个,6,2.50,15.00,2026-11-06
D-4,2026-10-22,K02,竹筏超市,T1,茶杯,个,6,2.50,15.00,
"""
SHIPPED = """送货单号,发货日期,客户编码,客户名称,产品编码,产品名称,单位,数量,单价,金额
S-1,2026-09-30,K01,青禾文具有限公司,T1,茶杯,个,40,2.50,100.00
S-2,2026-10-06,K01,青禾文具有限公司,T1,茶杯,个,80,2.50,200.00
S-3,2026-10-08,K02,竹筏超市,T1,茶杯,个,120,2.50,300.00
S-4,2026-10-20,K02,竹筏超市,T1,茶杯,个,160,2.50,400.00
"""


@pytest.fixture
def clock():
    return Clock(datetime(2026, 11, 5, 9))


@pytest.fixture
def desk(tmp_path, clock):
    with Desk.create(tmp_path / "工作区") as made:
        made._now = clock
        yield made


def drop(desk, **sheets):
    for name, text in sheets.items():
        (desk.workspace.inbox / f"{name}.csv").write_text(text, encoding="utf-8")
    return desk.take_in(publish=False)["files"]


def paper_of(desk):
    (paper,) = to_do.build(desk.books, period_of(desk.today, "day"))
    assert list(undeclared(paper)) == []
    return paper


def section(desk, number):
    return paper_of(desk).pages[0].blocks[number]


def told(desk, number, *columns):
    rows = as_dicts(section(desk, number))
    return [tuple(row[name] for name in columns) for row in rows]


def on_paper(data):
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    return sheet, [row for row in rows if row]


def test_on_a_quiet_day_every_section_is_a_friendly_sentence(desk):
    paper = paper_of(desk)
    blocks = paper.pages[0].blocks
    assert [one.rows for one in blocks] == [[]] * 6
    assert all(one.note.endswith("。") for one in blocks)
    assert "今天没有要办的事。" in paper.pages[0].lines
    sheet, rows = on_paper(render_paper(paper))
    assert rows[0] == [print_title(TO_DO)]
    below = rows[[len(row) for row in rows].index(11) + 1 :]
    assert below == [[text] for one in blocks for text in (one.title, one.note)]
    assert "怎么做" in [cell.value for cell in sheet[sheet.print_title_rows.strip("$").split(":")[0]]]


def test_what_should_have_left_by_today_is_listed_an_order_and_day_the_longest_late_first(desk):
    drop(desk, 订单=ORDERS)
    assert told(desk, GOODS, "事项", "客户", "单号", "数量", "金额", "到期日", "逾期、已等(天)") == [
        ("交货逾期", "青禾文具有限公司（待建档）", "D-1", "2 行，14 个", 10500, "2026-11-01", 4),
        ("今天交货", "竹筏超市（待建档）", "D-2", "6 个", 1500, "2026-11-05", None),
    ]


def test_what_has_been_shipped_is_not_waited_for(desk):
    drop(desk, 订单=ORDERS)
    out = "送货单号,发货日期,客户编码,客户名称,关联订单号,产品编码,产品名称,单位,数量,单价,金额\n"
    drop(desk, 发货=f"{out}S-9,2026-11-04,K02,竹筏超市,D-2,T1,茶杯,个,6,2.50,15.00\n")
    assert told(desk, GOODS, "单号") == [("D-1",)]


def test_payments_stand_there_when_they_are_late_due_today_or_in_three_days(desk):
    drop(desk, 客户档案=CUSTOMERS, 发货=SHIPPED)
    columns = ("事项", "单号", "金额", "到期日", "逾期、已等(天)", "负责人")
    assert told(desk, MONEY, *columns) == [
        ("货款逾期", "S-1", 10000, "2026-10-30", 6, "周知秋"),
        ("货款今天到期", "S-2", 20000, "2026-11-05", None, "周知秋"),
        ("货款3 天内到期", "S-3", 30000, "2026-11-07", None, "林小满"),
    ]
    assert told(desk, MONEY, "详见")[0] == ("到期提醒_2026-11-05.xlsx",)


def test_a_held_order_leads_to_the_answer_that_says_how_to_put_it_right_and_goes_when_it_was(desk):
    wrong = ORDERS.replace("D-2,2026-10-21", "D-2,不知道")
    (file,) = drop(desk, 订单=wrong)
    ((what, number, where, who),) = told(desk, WAITING, "事项", "单号", "详见", "负责人")
    assert (what, number, who) == ("暂挂未入账", "D-2", "内勤")
    assert file["reply"].endswith(f"/{where}")
    drop(desk, 订单=ORDERS)
    assert told(desk, WAITING, "事项") == []


def test_held_orders_of_two_offices_in_files_of_one_name_lead_to_the_answers_of_their_own(desk):
    for office in ("昆明办", "成都办"):
        desk.workspace.inbox.joinpath(office).mkdir()
    wrong = ORDERS.replace("D-2,2026-10-21", "D-2,不知道")
    files = drop(desk, **{"昆明办/订单": wrong, "成都办/订单": wrong.replace("D-", "C-")})
    replies = {one["office"]: one["reply"].removeprefix("outbox/处理结果/") for one in files}
    assert dict(told(desk, WAITING, "单号", "详见")) == {"D-2": replies["昆明办"], "C-2": replies["成都办"]}
    assert len(set(replies.values())) == 2


def test_a_question_is_asked_here_until_it_is_answered_on_the_list_of_differences(desk):
    desk.workspace.inbox.joinpath("昆明办").mkdir()
    freight = SHIPPED.replace("金额\n", "金额,运费\n").replace(".00\n", ".00,60\n")
    drop(desk, **{"客户档案": CUSTOMERS, "昆明办/发货": freight})
    ((how, where),) = told(desk, WAITING, "怎么做", "详见")
    assert where == "差异清单.xlsx"
    assert "客户承担" in how
    (listed,) = differences_report.build(desk.books, period_of(desk.today, "month"))
    number = next(row["差异号"] for row in as_dicts(block_of(page_of(listed, LISTED), "")) if "运费" in row["类别"])
    drop(desk, 差异处理=f"差异号,处理状态\n{number},我方承担\n")
    assert told(desk, WAITING, "怎么做") == []


def test_a_file_that_was_not_taken_stands_there_until_another_comes_under_its_name_or_a_week_has_gone(desk, clock):
    (desk.workspace.inbox / "订单.xlsx").write_bytes(b"PK\x03\x04 cut off")
    desk.take_in(publish=False)
    ((what, how),) = told(desk, WAITING, "事项", "怎么做")
    assert what == "文件未受理"
    assert "“订单.xlsx”" in how
    clock.now += timedelta(days=8)
    assert told(desk, WAITING, "事项") == []
    clock.now -= timedelta(days=8)
    (desk.workspace.inbox / "订单.xlsx").write_bytes(b"PK\x03\x04 cut off again")
    desk.take_in(publish=False)
    assert len(told(desk, WAITING, "事项")) == 1


def test_a_master_that_was_edited_by_hand_stands_there_until_somebody_took_it_away(desk):
    drop(desk, 订单=ORDERS)
    desk.publish()
    master = desk.workspace.masters / "订单台账.xlsx"
    master.write_bytes(master.read_bytes() + b" edited")
    desk.publish(everything=True)
    ((what, where),) = told(desk, WAITING, "事项", "详见")
    assert what == "手工修改没有入账"
    assert where.startswith("订单台账_手工修改_")
    desk.publish()
    assert len(told(desk, WAITING, "事项")) == 1
    (desk.workspace.masters / where).unlink()
    desk.publish()
    assert told(desk, WAITING, "事项") == []


def test_statements_of_last_month_are_to_be_issued_then_to_be_sent_then_nothing_until_the_answer_is_due(desk, clock):
    drop(desk, 客户档案=CUSTOMERS, 发货=SHIPPED)
    assert told(desk, STATEMENTS, "事项", "单号") == [("还没有签发", "2026-10")]
    desk.issue("2026-10")
    ((what, count),) = told(desk, STATEMENTS, "事项", "数量")
    assert (what, count) == ("登记发出和回签", "2 份")
    sent = "对账单号,发出日期\nDZ202610-0001,2026-11-05\n"
    drop(desk, 对账登记=sent)
    assert told(desk, STATEMENTS, "事项", "单号") == [("已出，未登记发出", "DZ202610-0002")]
    assert section(desk, STATEMENTS).note == "另有 1 份已经发出，还没到回签的日子。"
    clock.now += timedelta(days=12)
    assert told(desk, STATEMENTS, "事项", "单号", "逾期、已等(天)") == [
        ("已出，未登记发出", "DZ202610-0002", 2),
        ("已发出，未回签", "DZ202610-0001", 2),
    ]


def test_of_a_closed_month_no_statement_is_missed(desk):
    drop(desk, 客户档案=CUSTOMERS, 发货=SHIPPED)
    desk.close_month("2026-10", anyway=True)
    assert told(desk, STATEMENTS, "事项") == []


def test_slips_are_chased_in_offices_that_register_what_comes_back(desk):
    drop(desk, 客户档案=CUSTOMERS, 发货=SHIPPED)
    assert section(desk, SLIPS).rows == []
    assert "还没有登记过回单" in section(desk, SLIPS).note
    drop(
        desk,
        回单登记="送货单号,发货日期,客户名称,签收状态,签收日期,签收人\nS-4,2026-10-20,竹筏超市,已回签,2026-10-22,李四\n",
    )
    assert told(desk, SLIPS, "单号", "到期日", "逾期、已等(天)") == [
        ("S-1", "2026-10-07", 29),
        ("S-2", "2026-10-13", 23),
        ("S-3", "2026-10-15", 21),
    ]


def test_slips_of_long_ago_are_left_to_the_list_of_all_slips(desk):
    head, *_ = SHIPPED.splitlines()
    days = [TODAY - timedelta(days=TRACKED_DAYS), TODAY - timedelta(days=10)]
    old = [f"S-{n},{day},K02,竹筏超市,T1,茶杯,个,1,2.50,2.50" for n, day in enumerate(days)]
    back = "送货单号,发货日期,客户名称,签收状态,签收日期\nS-1,{},竹筏超市,{},2026-11-01\n"
    drop(desk, 客户档案=CUSTOMERS, 发货="\n".join((head, *old)), 回单登记=back.format(days[1], "拒收"))
    assert told(desk, SLIPS, "单号", "事项") == [("S-0", "回单未回签"), ("S-1", "回单拒收")]
    assert "更早" not in section(desk, SLIPS).note
    drop(desk, 发货更早=f"{head}\nS-9,{days[0] - timedelta(days=1)},K02,竹筏超市,T1,茶杯,个,1,2.50,2.50\n")
    assert told(desk, SLIPS, "单号") == [("S-0",), ("S-1",)]
    assert f"只看 {days[0]} 起发的；更早没有回来的，列在 回单跟踪_2026-11.xlsx" in section(desk, SLIPS).note


def test_what_is_due_today_never_hides_behind_what_is_long_overdue(desk):
    head, *_ = ORDERS.splitlines()
    line = "D-{},2025-10-01,K01,青禾文具有限公司,T1,茶杯,个,1,2.50,2.50,{}"
    many = [line.format(n, "2025-10-08") for n in range(100)] + [line.format(n, TODAY) for n in range(200, 203)]
    drop(desk, 订单="\n".join((head, *many)))
    assert [row for (row,) in told(desk, GOODS, "事项")] == ["交货逾期"] * (MOST - 3) + ["今天交货"] * 3


@pytest.mark.parametrize(
    ("period", "week_start", "day"),
    [
        ("2026-W40", "monday", date(2026, 10, 8)),  # the first week of October is a holiday
        ("2026-W44", "monday", date(2026, 11, 2)),
        ("2026-W44", "saturday", date(2026, 10, 31)),
        ("2026-09", "monday", date(2026, 10, 8)),
        ("2026-10", "monday", date(2026, 11, 2)),  # the first of November is a Sunday
    ],
)
def test_reports_are_due_on_the_first_day_that_the_office_works(period, week_start, day):
    assert due_on(parse_period(period, TODAY, week_start)) == day


def test_a_weekly_report_that_made_itself_is_to_be_handed_in_on_the_day_on_which_it_is_due(desk, clock):
    clock.now = datetime(2026, 11, 2, 9)
    drop(desk, 客户档案=CUSTOMERS, 发货=SHIPPED.replace("2026-10-20", "2026-10-30"))
    desk.publish()
    assert told(desk, REPORTS, "事项", "单号") == [
        ("通知：今日通知清单", "2026-10-30"),
        ("月报：每日出货汇总", "2026-10"),
        ("周报：销售汇总", "2026-W44"),
        ("月报：销售汇总", "2026-10"),
    ]
    clock.now += timedelta(days=1)
    assert told(desk, REPORTS, "事项") == []


def test_a_report_that_people_make_is_missed_once_somebody_made_one_until_it_is_made(desk):
    drop(desk, 客户档案=CUSTOMERS, 发货=SHIPPED)
    assert told(desk, REPORTS, "事项") == []
    desk.report("ageing", "2026-09")
    assert told(desk, REPORTS, "事项", "单号", "到期日", "逾期、已等(天)") == [
        ("月报：账龄表", "2026-10", "2026-11-02", 3)
    ]
    desk.report("ageing", "2026-10")
    assert told(desk, REPORTS, "事项") == []


def test_of_a_long_section_the_most_urgent_rows_are_shown_and_it_says_how_many_more_stand_where(desk):
    head, *_ = ORDERS.splitlines()
    many = [
        f"D-{n},2026-10-01,K01,青禾文具有限公司,T1,茶杯,个,1,2.50,2.50,{date(2026, 10, 2) + timedelta(days=n % 20)}"
        for n in range(MOST + 15)
    ]
    drop(desk, 订单="\n".join((head, *many)))
    block = section(desk, GOODS)
    late = [row["逾期、已等(天)"] for row in as_dicts(block)]
    assert len(late) == MOST
    assert late == sorted(late, reverse=True)
    assert block.title.endswith(f"（{MOST + 15} 件）")
    assert "还有 15 件，全部列在 订单跟踪与欠货.xlsx" in block.note


def test_dangerous_names_do_nothing_in_the_list(desk, monkeypatch):
    monkeypatch.setattr("neiqin_xl.reports.to_do.MOST", 2 * len(STRINGS))
    quoted = ['"{}"'.format(text.replace('"', '""')) for text in STRINGS]
    lines = [f"D-{n},2026-10-20,,{name},T1,茶杯,个,6,2.50,15.00,2026-11-05" for n, name in enumerate(quoted)]
    drop(desk, 订单="\n".join((ORDERS.splitlines()[0], *lines)))
    shown = " ".join(name for (name,) in told(desk, GOODS, "客户"))
    assert "=1+1" in shown
    assert active_content(render_paper(paper_of(desk))) == []


def test_the_list_is_made_when_somebody_asks_and_then_once_a_day(desk, clock):
    path = desk.workspace.outbox / "今日待办.xlsx"
    drop(desk, 订单=ORDERS)
    assert "outbox/今日待办.xlsx" not in desk.publish()["published"]
    assert desk.begin_day()["published"] == ["outbox/今日待办.xlsx"]
    made = path.read_bytes()
    drop(desk, 客户档案=CUSTOMERS, 发货=SHIPPED)
    desk.publish()
    assert path.read_bytes() == made
    clock.now += timedelta(days=1)
    assert "outbox/今日待办.xlsx" in desk.publish()["published"]
    assert desk.begin_day()["published"] == []
    assert desk.report("今日待办")["written"] == []


def test_a_list_that_somebody_has_open_is_tried_again_after_ten_minutes_and_said_to_wait_meanwhile(
    desk, clock, monkeypatch
):
    tried = []

    def held(path, *given, **named):
        tried.append(path.name)
        return Outcome(State.PENDING, "", None, "正被打开")

    desk.begin_day()
    clock.now += timedelta(days=1)
    with monkeypatch.context() as open_in_excel:
        open_in_excel.setattr("neiqin_xl.desk.publishing.publish_book", held)
        for _ in range(3):
            assert desk.publish()["pending"] == [{"path": "outbox/今日待办.xlsx", "reason": "正被打开"}]
        assert tried == ["今日待办.xlsx"]
        clock.now += RETRY
        desk.publish()
        assert tried == ["今日待办.xlsx"] * 2
    clock.now += RETRY
    assert desk.publish()["published"] == ["outbox/今日待办.xlsx"]
    assert desk.publish()["pending"] == []
