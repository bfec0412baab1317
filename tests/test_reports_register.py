"""The completion rate of a period's statements: who is to be reconciled, who has signed, who is missing."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
from books_in_memory import BooksInMemory, as_dicts, block_of, fits, owed, party

from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.issued import Issued
from neiqin_xl.ledger.sign_offs import SignOff
from neiqin_xl.ledger.snapshots import AccountKey, Figures, Snapshot
from neiqin_xl.model.form import overview_title, register_title
from neiqin_xl.publish.pages import render_paper
from neiqin_xl.reconcile.completion import Progress, completion
from neiqin_xl.reports.register import register_paper
from neiqin_xl.words import SIGN_OFF

PERIOD = parse_period("2026-11", date(2026, 12, 20))
CUSTOMERS = [
    party("c1", "K1", "青禾文具有限公司", salesperson="周知秋"),
    party("c2", "K2", "竹筏超市", salesperson="周知秋"),
    party("c3", "K3", "雾凇商行", salesperson="林小满"),
    party("c4", "K4", "云栖渡商贸", salesperson="林小满"),
]
OWED = [owed("2026-11-05", 1, 100 * n, customer=f"c{n}", office="昆明" if n < 3 else "武汉") for n in (1, 2, 3, 4)]


def sent(number, customer, closing, *, version=1, newest=True, currency="CNY", **said):
    """A statement that was issued on 2026-12-01, with what was registered about it."""
    figures = Figures(0, 0, 0, 0, 0, 0, closing, "2026-11-30", ())
    key = AccountKey("", customer, currency)
    snapshot = Snapshot(number, "2026-12-01", key, customer, "2026-11", "2026-11-01", "2026-12-01", None, figures)
    name = f"DZ202611-{number:04}"
    signed = SignOff(name, version, **said) if said else None
    return Issued(number, "2026-12-01 09:00:00", name, version, "", "", snapshot, signed, newest)


def register(*statements, unknown=(), today=date(2026, 12, 8), postings=OWED):
    books = BooksInMemory(postings, today=today, customers=CUSTOMERS)
    return fits(register_paper(books, PERIOD, statements, unknown))


def figures(paper):
    fields = paper.pages[0].fields
    return [fields[one] for one in ("应对账", "已发", "已回签", "有异议", "未回签", "未发")]


STATEMENTS = (
    sent(1, "c1", 10000, sent_on="2026-12-02", confirmed_on="2026-12-05"),
    sent(2, "c2", 20000, sent_on="2026-12-02", disputed_on="2026-12-06", note="少收一箱"),
    sent(3, "c3", 30000, sent_on="2026-12-02"),
)


def test_every_account_with_a_balance_is_to_be_reconciled_and_stands_in_one_column():
    paper = register(*STATEMENTS)
    assert figures(paper) == [4, 3, 1, 1, 1, 1]
    assert (paper.pages[0].fields["发出率"], paper.pages[0].fields["完成率"]) == (750_000_000, 250_000_000)


def test_salespersons_and_offices_add_up_to_the_whole():
    page = register(*STATEMENTS).pages[0]
    for title in ("按业务员", "按办事处"):
        block = block_of(page, title)
        (total,) = (
            as_dicts(block, total=True)
            if isinstance(as_dicts(block, total=True), list)
            else [as_dicts(block, total=True)]
        )
        for column in ("应对账", "已发", "已回签", "有异议", "未回签", "未发"):
            assert sum(row[column] for row in as_dicts(block)) == total[column]
    assert [(row["业务员"], row["完成率"]) for row in as_dicts(block_of(page, "按业务员"))] == [
        ("周知秋", 500_000_000),
        ("林小满", 0),
    ]


def test_who_is_missing_is_listed_with_what_to_do_the_longest_overdue_first():
    page = register(*STATEMENTS, today=date(2026, 12, 20)).pages[0]
    found = [
        (row["客户编码"], row["状态"], row["逾期天数"], row["要做的事"]) for row in as_dicts(block_of(page, "还没有"))
    ]
    assert found == [
        ("K2", "有异议", 8, "查明差异，更正后发新的一版"),
        ("K3", "已发出，未回签", 8, "催客户回签"),
        ("K4", "未出单", None, "出对账单，发出（neiqin issue）"),
    ]


def test_when_all_have_signed_nobody_is_missing():
    signed = [sent(n, f"c{n}", 100 * n, confirmed_on="2026-12-05") for n in (1, 2, 3, 4)]
    page = register(*signed).pages[0]
    assert (page.fields["完成率"], as_dicts(block_of(page, "还没有"))) == (10**9, [])
    assert block_of(page, "还没有").note == "应对账的客户都已回签。"


def test_a_new_version_waits_for_a_signature_of_its_own():
    first = sent(1, "c1", 10000, newest=False, disputed_on="2026-12-03")
    paper = register(first, sent(1, "c1", 9000, version=2))
    assert figures(paper) == [4, 1, 0, 0, 1, 3]
    rows = as_dicts(paper.pages[1].blocks[0])
    assert [(row["版次"], row["对账余额"], row["现在"]) for row in rows] == [
        (1, 10000, "已有新的一版"),
        (2, 9000, "已出，未登记发出"),
    ]


def test_of_a_dispute_and_a_confirmation_the_later_one_counts():
    settled = sent(1, "c1", 1, disputed_on="2026-12-03", confirmed_on="2026-12-06")
    again = sent(2, "c2", 1, confirmed_on="2026-12-03", disputed_on="2026-12-06")
    assert figures(register(settled, again))[2:4] == [1, 1]


def test_registrations_of_statements_that_nobody_issued_are_listed():
    unknown = SignOff("DZ202611-0099", 1, sent_on="2026-12-02", batch=7)
    long_ago = SignOff("DZ202401-0001", 1, sent_on="2024-02-02")
    block = block_of(register(*STATEMENTS, unknown=(unknown, long_ago)).pages[0], "登记了")
    assert [(row["对账单号"], row["批次"]) for row in as_dicts(block)] == [("DZ202611-0099", 7)]
    assert all(not one.title.startswith("登记了") for one in register(*STATEMENTS).pages[0].blocks)


def test_an_account_that_a_later_paper_emptied_was_reconciled_all_the_same():
    paper = register(*STATEMENTS, postings=OWED[1:])
    assert figures(paper)[:3] == [4, 3, 1]


def test_nobody_to_reconcile_gives_no_rate():
    assert (completion([]).rate, completion([]).issued_rate) == (None, None)


def test_an_answer_is_waited_for_from_the_day_after_it_was_due():
    waiting = Progress("", "c1", "CNY", 1, issued=STATEMENTS[2], due=date(2026, 12, 12))
    assert [waiting.days_waiting(date(2026, 12, day)) for day in (11, 12, 13, 20)] == [0, 0, 1, 8]
    signed = Progress("", "c1", "CNY", 1, issued=STATEMENTS[0], due=date(2026, 12, 12))
    assert signed.days_waiting(date(2026, 12, 20)) == 0


def test_only_the_cells_to_be_typed_in_are_open_and_what_may_be_typed_is_checked():
    book = openpyxl.load_workbook(io.BytesIO(render_paper(register(*STATEMENTS))))
    assert book["汇总"].protection.sheet
    sheet = book["对账登记"]
    assert sheet.protection.sheet
    assert (book["汇总"]["A1"].value, sheet["A1"].value) == (overview_title(SIGN_OFF), register_title(SIGN_OFF))
    head = {cell.value: cell.column for cell in sheet[3]}
    unlocked = {title for title, column in head.items() if not sheet.cell(4, column).protection.locked}
    typed = {"发出日期", "发出方式", "回签日期", "客户确认余额", "有异议日期", "异议说明", "原件收到日期"}
    assert unlocked == typed | {"经办人", "备注", "撤回"}
    checked = {}
    for one in sheet.data_validations.dataValidation:
        for place in one.sqref.ranges:
            checked[place.min_col] = (one.type, place.min_row, place.max_row)
    last = 3 + len(STATEMENTS)
    for title, kind in (("发出日期", "date"), ("回签日期", "date"), ("发出方式", "list"), ("撤回", "list")):
        assert checked[head[title]] == (kind, 4, last)
