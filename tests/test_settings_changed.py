"""What papers mean that do not say it is filled in later: the books are as if it had stood in the settings from the start."""

from __future__ import annotations

from contextlib import closing
from datetime import date

import pytest
from drawn import rows_of, xlsx

from neiqin_xl.desk import Desk
from neiqin_xl.ledger.derive import derived_with, rebuild
from neiqin_xl.ledger.differing.relisted import relisted, together
from neiqin_xl.ledger.doubles import pairs
from neiqin_xl.ledger.export import digest
from neiqin_xl.model.posting import Measure

pytestmark = [pytest.mark.usefixtures("reading_here"), pytest.mark.thorough]

CUSTOMERS = "| 客户编码 | 客户名称 |\n| K01 | 竹筏超市 |"
SLIP = "| 送货单号 | 发货日期 | 客户名称 | 品名 | 单位 | 数量 | 金额 |\n| S1 | 2026-10-05 | 竹筏超市 | 螺栓 | 个 | 10 | 1000 |"
SLIP_OF_A_COMPANY = """
| 送货单号 | 发货日期 | 我方公司 | 客户名称 | 品名 | 单位 | 数量 | 金额 |
| S1 | 2026-10-05 | 栈桥贸易 | 竹筏超市 | 螺栓 | 个 | 10 | 1000 |
"""
PAID = "| 收款单号 | 收款日期 | 客户名称 | 收款金额 |\n| R1 | 2026-10-20 | 竹筏超市 | 1000 |"


def opened(folder):
    return closing(Desk(folder, today=date(2026, 11, 8)))


def drop(desk, name, picture):
    (desk.workspace.inbox / name).write_bytes(xlsx(rows_of(picture)))
    (one,) = desk.take_in(publish=False)["files"]
    return one


@pytest.fixture
def folder(tmp_path):
    Desk.create(tmp_path / "w").close()
    with opened(tmp_path / "w") as desk:
        drop(desk, "客户.xlsx", CUSTOMERS)
    return tmp_path / "w"


def settle(folder, setting, value):
    file = folder / "neiqin.toml"
    lines = file.read_text(encoding="utf-8").splitlines()
    written = [f'{setting} = "{value}"' if line.startswith(f"{setting} = ") else line for line in lines]
    assert written != lines
    file.write_text("\n".join(written), encoding="utf-8")


def balances(desk):
    return {tuple(key): fen for *key, _, fen in desk.books.sums(Measure.RECEIVABLE, by=("company", "currency"))}


@pytest.mark.parametrize(
    ("setting", "value", "account"), [("company", "栈桥贸易", ("栈桥贸易", "CNY")), ("currency", "USD", ("", "USD"))]
)
def test_goods_shipped_before_it_was_filled_in_are_paid_by_money_that_came_after(folder, setting, value, account):
    with opened(folder) as desk:
        drop(desk, "发货.xlsx", SLIP)
    settle(folder, setting, value)
    with opened(folder) as desk:
        drop(desk, "回款.xlsx", PAID)
        assert balances(desk) == {account: 0}
        assert desk.verify()["ok"]


@pytest.mark.parametrize("again", [SLIP, SLIP_OF_A_COMPANY], ids=["naming nobody", "naming the company"])
def test_a_slip_of_the_company_that_is_the_default_now_is_corrected_and_not_counted_twice(folder, again):
    with opened(folder) as desk:
        drop(desk, "发货.xlsx", SLIP_OF_A_COMPANY)
    settle(folder, "company", "栈桥贸易")
    with opened(folder) as desk:
        drop(desk, "更正.xlsx", again.replace("10 | 1000", "9 | 900"))
        assert balances(desk) == {("栈桥贸易", "CNY"): 90000}
        assert desk.verify()["ok"]


def test_a_slip_of_another_company_stays_its_own(folder):
    with opened(folder) as desk:
        drop(desk, "发货.xlsx", SLIP_OF_A_COMPANY)
    settle(folder, "company", "长堤贸易")
    with opened(folder) as desk:
        drop(desk, "又一张.xlsx", SLIP)
        assert balances(desk) == {("栈桥贸易", "CNY"): 100000, ("长堤贸易", "CNY"): 100000}


@pytest.mark.parametrize("count", ["10 | 1000", "12 | 1200"], ids=["the same", "corrected"])
@pytest.mark.parametrize(
    ("first", "again"),
    [(SLIP, SLIP_OF_A_COMPANY), (SLIP_OF_A_COMPANY, SLIP)],
    ids=["without the company at first", "with it at first"],
)
def test_a_slip_that_comes_again_and_leaves_our_company_out_is_asked_about_until_the_settings_have_it(
    folder, first, again, count
):
    again = again.replace("10 | 1000", count)
    with opened(folder) as desk:
        drop(desk, "发货.xlsx", first)
        told = drop(desk, "又一份.xlsx", again)
        assert [(one["code"], one["severity"]) for one in told["findings"] if one["code"] == "G117"] == [
            ("G117", "error")
        ]
        assert sum(balances(desk).values()) == 100000
    settle(folder, "company", "栈桥贸易")
    with opened(folder) as desk:
        drop(desk, "又一份.xlsx", again)
        assert balances(desk) == {("栈桥贸易", "CNY"): int(count.split(" | ")[1]) * 100}
        assert not desk.books.waiting()
        assert desk.verify()["ok"]


@pytest.mark.parametrize(
    "other",
    [
        SLIP.replace("10-05", "10-06"),
        SLIP.replace("竹筏超市", "雾凇商行"),
        SLIP.replace("S1", "S2"),
        SLIP_OF_A_COMPANY.replace("栈桥贸易", "长堤贸易"),
    ],
    ids=["another day", "another customer", "another number", "another company"],
)
def test_a_slip_that_is_another_one_counts_beside_that_of_a_company(folder, other):
    with opened(folder) as desk:
        drop(desk, "发货.xlsx", SLIP_OF_A_COMPANY)
        told = drop(desk, "又一份.xlsx", other)
        assert "G117" not in [one["code"] for one in told["findings"]]
        assert sum(balances(desk).values()) == 200000


FILED = "| 客户编码 | 客户名称 | 客户简称 | 结算方式 |\n| K02 | 雾凇商行有限公司 | {} | 月结30天 |"


@pytest.mark.parametrize(("short", "fen"), [("雾凇商行", 100000), ("雾凇", 200000)], ids=["of his file", "of nobody"])
@pytest.mark.parametrize("is_filed_first", [True, False])
def test_a_slip_that_calls_the_customer_by_another_name_of_his_file_is_the_same(folder, short, fen, is_filed_first):
    bare, named = SLIP.replace("竹筏超市", "雾凇商行"), SLIP_OF_A_COMPANY.replace("竹筏超市", "雾凇商行有限公司")
    slips, filed = [("一份.xlsx", bare), ("又一份.xlsx", named)], ("档案.xlsx", FILED.format(short))
    with opened(folder) as desk:
        told = [drop(desk, *one) for one in ([filed, *slips] if is_filed_first else [*slips, filed])]
        codes = [one["code"] for one in told[-1]["findings"]]
        assert ("G117" in codes) == (fen == 100000)
        assert sum(balances(desk).values()) == fen
        assert len(desk.books.waiting()) == (fen == 100000)
        assert desk.verify()["ok"]
    settle(folder, "company", "栈桥贸易")
    with opened(folder) as desk:
        assert desk.books.waiting() == [] or fen == 200000
        assert desk.verify()["ok"]


def without_number(picture):
    return "\n".join("|".join(line.split("|")[:1] + line.split("|")[2:]) for line in picture.strip().splitlines())


LISTED, LISTED_OF_A_COMPANY = without_number(SLIP), without_number(SLIP_OF_A_COMPANY)
PAID_TO_A_COMPANY = PAID.replace("| R1 |", "| R1 | 栈桥贸易 |").replace("| 收款单号 |", "| 收款单号 | 我方公司 |")
OWED = "| 期初日期 | 客户名称 | 期初金额 |\n| 2026-10-01 | 竹筏超市 | 1000 |"
OWED_TO_A_COMPANY = OWED.replace("| 竹", "| 栈桥贸易 | 竹").replace("| 客", "| 我方公司 | 客")
UNNUMBERED = {
    "a list of goods": (LISTED, LISTED_OF_A_COMPANY),
    "a payment": (without_number(PAID), PAID_TO_A_COMPANY.replace("| 收款单号 ", "").replace("| R1 ", "")),
    "an opening balance": (OWED, OWED_TO_A_COMPANY),
}


@pytest.mark.parametrize(("bare", "named"), UNNUMBERED.values(), ids=UNNUMBERED)
@pytest.mark.parametrize("is_named_first", [False, True])
def test_what_has_no_number_and_comes_again_with_our_company_is_not_counted_twice_either(
    folder, bare, named, is_named_first
):
    first, again = (named, bare) if is_named_first else (bare, named)
    with opened(folder) as desk:
        drop(desk, "一份.xlsx", first)
        owed = sum(balances(desk).values())
        told = drop(desk, "又一份.xlsx", again)
        (message,) = [one["message"] for one in told["findings"] if one["code"] == "G117"]
        assert message.startswith("“竹筏超市” 2026-10-")
        assert abs(owed) == 100000
        assert sum(balances(desk).values()) == owed
    settle(folder, "company", "栈桥贸易")
    with opened(folder) as desk:
        drop(desk, "改名再放.xlsx", again)
        assert balances(desk) == {("栈桥贸易", "CNY"): owed}
        assert not desk.books.waiting()
        assert desk.verify()["ok"]


@pytest.mark.parametrize("is_named_first", [False, True])
def test_a_customer_begins_with_one_balance_whatever_the_two_lists_say_of_it(folder, is_named_first):
    lists = (OWED_TO_A_COMPANY, OWED.replace("1000", "900"))
    first, again = lists if is_named_first else lists[::-1]
    with opened(folder) as desk:
        drop(desk, "一份.xlsx", first)
        owed = sum(balances(desk).values())
        told = drop(desk, "又一份.xlsx", again)
        (message,) = [one["message"] for one in told["findings"] if one["code"] == "G117"]
        assert message.startswith("“竹筏超市” 2026-10-01 的期初余额已经收过")
        assert sum(balances(desk).values()) == owed
    settle(folder, "company", "栈桥贸易")
    with opened(folder) as desk:
        assert not desk.books.waiting()
        assert balances(desk) == {("栈桥贸易", "CNY"): 90000 if is_named_first else 100000}
        assert desk.verify()["ok"]


@pytest.mark.parametrize(
    ("old", "new"),
    [("2026-10-01", "2026-10-02"), ("竹筏超市", "雾凇商行"), ("| 期初金额 |", "| 期初金额 | 币种 |")],
    ids=["another day", "another customer", "another currency"],
)
def test_a_balance_of_another_day_customer_or_currency_is_another_one(folder, old, new):
    other = OWED.replace(old, new)
    with opened(folder) as desk:
        drop(desk, "一份.xlsx", OWED_TO_A_COMPANY)
        told = drop(desk, "又一份.xlsx", f"{other} USD |" if "币种" in other else other)
        assert "G117" not in [one["code"] for one in told["findings"]]
        assert abs(sum(balances(desk).values())) == 200000


@pytest.mark.parametrize("other", ["1000 |", "竹筏超市 |", "10-05 |"], ids=["amount", "customer", "day"])
def test_a_line_of_a_list_that_is_another_one_counts_beside_that_of_a_company(folder, other):
    listed = LISTED.replace(other, {"1000 |": "900 |", "竹筏超市 |": "雾凇商行 |", "10-05 |": "10-06 |"}[other])
    with opened(folder) as desk:
        drop(desk, "一份.xlsx", LISTED_OF_A_COMPANY)
        told = drop(desk, "又一份.xlsx", listed)
        assert "G117" not in [one["code"] for one in told["findings"]]
        assert sum(balances(desk).values()) == (190000 if other == "1000 |" else 200000)


def dropped(folder, *pictures):
    """The books of a workspace of its own into which these came, one after the other."""
    Desk.create(folder).close()
    desk = Desk(folder, today=date(2026, 11, 8))
    drop(desk, "客户.xlsx", CUSTOMERS)
    for n, picture in enumerate(pictures):
        drop(desk, f"{n}.xlsx", picture)
    return closing(desk)


@pytest.mark.parametrize("name", ["ABC贸易", "3号店贸易", "栈桥贸易", "ｱｲ贸易"])
@pytest.mark.parametrize("bare", [SLIP, LISTED], ids=["numbered", "listed"])
def test_whatever_our_company_is_called_a_paper_that_leaves_it_out_is_asked_about(folder, name, bare):
    named = {SLIP: SLIP_OF_A_COMPANY, LISTED: LISTED_OF_A_COMPANY}[bare].replace("栈桥贸易", name)
    with opened(folder) as desk:
        drop(desk, "一份.xlsx", named)
        told = drop(desk, "又一份.xlsx", bare)
        assert "G117" in [one["code"] for one in told["findings"]]
        assert sum(balances(desk).values()) == 100000


@pytest.mark.parametrize(("bare", "named"), UNNUMBERED.values(), ids=UNNUMBERED)
@pytest.mark.parametrize("is_named_first", [False, True])
def test_on_two_sheets_of_one_file_it_is_asked_about_as_well(folder, bare, named, is_named_first):
    pictures = (named, bare) if is_named_first else (bare, named)
    with opened(folder) as desk:
        one, other = map(rows_of, pictures)
        (desk.workspace.inbox / "两页.xlsx").write_bytes(xlsx(one, name="一页", more=[("二页", other)]))
        (told,) = desk.take_in(publish=False)["files"]
        assert [one["sheet"] for one in told["findings"] if one["code"] == "G117"] == ["二页"]
        assert {abs(fen) for fen in balances(desk).values()} == {100000}
        assert desk.verify()["ok"]


def test_rows_of_one_table_are_each_one_of_its_own(folder):
    with opened(folder) as desk:
        told = drop(
            desk, "一表.xlsx", f"{LISTED_OF_A_COMPANY.strip()}\n| 2026-10-05 |  | 竹筏超市 | 螺栓 | 个 | 10 | 1000 |"
        )
        assert "G117" not in [one["code"] for one in told["findings"]]
        assert sum(balances(desk).values()) == 200000


ALL = {"a numbered slip": (SLIP, SLIP_OF_A_COMPANY), **UNNUMBERED}


@pytest.mark.parametrize(("bare", "named"), ALL.values(), ids=ALL)
@pytest.mark.parametrize("is_named_first", [False, True])
def test_it_counts_as_soon_as_the_other_one_is_taken_back(tmp_path, bare, named, is_named_first):
    first, again = (named, bare) if is_named_first else (bare, named)
    with dropped(tmp_path / "两份", first, again) as desk, dropped(tmp_path / "一份", again) as other:
        assert [one.state for one in desk.books.waiting()] == ["held"]
        desk.undo(2)
        assert balances(desk) == balances(other)
        assert desk.books.waiting() == []
        assert digest(desk.ledger) == digest(other.ledger)
        (told,) = desk.ledger.rows("SELECT body FROM answer WHERE version = 2")
        assert "现在已经入账" in told[0]
        drop(desk, "又来.xlsx", first)
        assert balances(desk) == balances(other)
        assert desk.verify()["ok"]


def test_it_waits_no_longer_when_it_comes_again_and_names_another_company(tmp_path):
    with dropped(tmp_path / "两家", LISTED_OF_A_COMPANY, LISTED) as desk:
        assert [one.state for one in desk.books.waiting()] == ["held"]
        drop(desk, "1改.xlsx", LISTED_OF_A_COMPANY.replace("栈桥贸易", "长堤贸易"))
        assert balances(desk) == {("栈桥贸易", "CNY"): 100000, ("长堤贸易", "CNY"): 100000}
        assert desk.books.waiting() == []
        assert desk.verify()["ok"]


def test_books_that_are_built_again_hold_the_same_papers(tmp_path):
    with dropped(tmp_path / "两份", LISTED, LISTED_OF_A_COMPANY) as desk:
        before = digest(desk.ledger)
        with desk.ledger.copied() as copy:
            with copy.transaction():
                rebuild(copy, derived_with(copy))
            assert digest(copy) == before


def test_where_several_companies_have_it_none_is_named_as_if_it_were_sure(tmp_path):
    with dropped(tmp_path / "两家", LISTED_OF_A_COMPANY, LISTED_OF_A_COMPANY.replace("栈桥贸易", "长堤贸易")) as desk:
        assert sum(balances(desk).values()) == 200000
        (message,) = [one["message"] for one in drop(desk, "没写.xlsx", LISTED)["findings"] if one["code"] == "G117"]
        assert "先收的写了“栈桥贸易”、“长堤贸易”" in message
        assert "neiqin.toml" not in message
        assert sum(balances(desk).values()) == 200000


def test_where_one_company_has_it_the_settings_are_said_to_settle_it(tmp_path):
    with dropped(tmp_path / "一家", LISTED_OF_A_COMPANY) as desk:
        (message,) = [one["message"] for one in drop(desk, "没写.xlsx", LISTED)["findings"] if one["code"] == "G117"]
        assert 'company = "栈桥贸易"，两份就自动对上' in message
    settle(tmp_path / "一家", "company", "栈桥贸易")
    with opened(tmp_path / "一家") as desk:
        assert (balances(desk), desk.books.waiting()) == ({("栈桥贸易", "CNY"): 100000}, [])
        assert desk.verify()["ok"]


BANKED = "| 收款日期 | 我方公司 | 付款人 | 收款金额 | 银行流水号 |\n| 2026-10-20 | 栈桥贸易 | 竹筏超市 | 1000 | B-1 |"
REGISTERED = (
    "| 收款单号 | 我方公司 | 收款日期 | 客户名称 | 收款金额 |\n| R1 | 栈桥贸易 | 2026-10-21 | 竹筏超市 | 1000 |"
)


@pytest.mark.parametrize("leaves_out", [False, True], ids=["naming the company", "naming nobody"])
@pytest.mark.parametrize(("setting", "value"), [("company", "栈桥贸易"), ("currency", "USD")])
@pytest.mark.parametrize(("state", "count"), [("不是重复", 2), ("是重复", 1)])
def test_what_was_answered_of_two_payments_holds_when_it_is_filled_in(
    tmp_path, leaves_out, setting, value, state, count
):
    pictures = [BANKED, REGISTERED]
    if leaves_out:
        pictures = [one.replace("| 我方公司 ", "").replace("| 栈桥贸易 ", "") for one in pictures]
    with dropped(tmp_path / "两笔", *pictures) as desk:
        (pair,) = pairs(desk.ledger)
        drop(desk, "差异处理.xlsx", f"| 差异号 | 处理状态 |\n| {pair.number} | {state} |")
        assert [abs(fen) for fen in balances(desk).values()] == [count * 100000]
    settle(tmp_path / "两笔", setting, value)
    with opened(tmp_path / "两笔") as desk:
        assert [abs(fen) for fen in balances(desk).values()] == [count * 100000]
        assert desk.books.waiting() == []
        assert desk.verify()["ok"]


@pytest.mark.parametrize(("setting", "value"), [("company", "栈桥贸易"), ("currency", "USD")])
@pytest.mark.parametrize("first", [LISTED, LISTED_OF_A_COMPANY], ids=["naming nobody", "naming the company"])
def test_what_was_answered_of_two_lists_holds_when_it_is_filled_in(tmp_path, first, setting, value):
    more = first.strip() + "\n" + first.strip().splitlines()[1].replace("螺栓 | 个 | 10 | 1000", "垫圈 | 个 | 2 | 30")
    with dropped(tmp_path / "两份", more, more.replace("10 | 1000", "9 | 900")) as desk:
        ((number, _),) = {one.number: one for one in together(relisted(desk.ledger, "CNY"))}.items()
        drop(desk, "差异处理.xlsx", f"| 差异号 | 处理状态 |\n| {number} | 不是重复 |")
    settle(tmp_path / "两份", setting, value)
    with opened(tmp_path / "两份") as desk:
        assert [one.number for one in together(relisted(desk.ledger, value if setting == "currency" else "CNY"))] == [
            number
        ]
