from __future__ import annotations

from datetime import date

import pytest
from books_in_memory import BooksInMemory, as_dicts, block_of, fits, item, owed, page_of, party, posting, waiting
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl import words
from neiqin_xl.dates import parse_period
from neiqin_xl.ledger.explained import Explained
from neiqin_xl.model.posting import Basis, Measure
from neiqin_xl.money import line_amount
from neiqin_xl.reports.statement import statement, statement_for
from neiqin_xl.reports.statement_lines import price_behind

TODAY = date(2026, 12, 5)
NOVEMBER = parse_period("2026-11", TODAY)
DECEMBER = parse_period("2026-12", TODAY)


def drafts(books, period=NOVEMBER):
    """(statements by file name, index) of a period."""
    *papers, index = [fits(paper) for paper in statement.build(books, period)]
    return {paper.name: paper for paper in papers}, index


BALANCES = ("期初余额", "本期发货", "本期退货", "本期回款", "本期调整", "期末余额")


def summary_of(page):
    return {name: page.fields[name] for name in BALANCES}


def ages_of(page):
    """What is not nothing of the balance by age."""
    names = [name for name in page.fields if name.startswith("账龄.") and isinstance(page.fields[name], int)]
    return {name.partition(".")[2]: page.fields[name] for name in names if page.fields[name]}


def paid(day, amount, line, *, beside=0.0, **others):
    """A payment: what came, and what it settles with a fee or a rounding beside it."""
    others = {"type": "receipt", "product": "", "unit": "", "line_id": line} | others
    return [
        posting(Measure.RECEIVED, day, 0, amount, **others),
        posting(Measure.RECEIVABLE, day, 0, -amount - beside, **others),
    ]


def only_page(books, period=NOVEMBER):
    (page,) = fits(statement_for(books, period, "c1")).pages
    return page


def test_opening_plus_movements_is_closing_line_by_line():
    page = only_page(
        BooksInMemory(
            [
                owed("2026-10-31", 1, 12000),
                owed("2026-11-01", 100, 35600.5, number="S1", order_no="D1"),
                owed("2026-11-30", -2, -1250, number="T1"),
                owed("2026-12-01", 1, 999),
            ]
        )
    )
    assert summary_of(page) == {
        "期初余额": 1200000, "本期发货": 3560050, "本期退货": 125000, "本期回款": 0, "本期调整": 0, "期末余额": 4635050,
    }  # fmt: skip
    rows = as_dicts(block_of(page, "明细"))
    assert [(row["日期"], row["类型"], row["单号"], row["含税金额"], row["余额"]) for row in rows] == [
        ("2026-11-01", "期初", None, None, 1200000),
        ("2026-11-01", "发货", "S1", 3560050, 4760050),
        ("2026-11-30", "退货", "T1", -125000, 4635050),
    ]
    assert as_dicts(block_of(page, "明细"), total=True)["余额"] == 4635050
    assert page.fields["期末余额大写"] == "肆万陆仟叁佰伍拾元伍角整"


def test_a_customer_who_paid_ahead_reads_it_in_figures_and_in_words():
    page = only_page(BooksInMemory([owed("2026-11-03", 1, 8000), owed("2026-11-04", -1, -10000)]))
    assert page.fields["期末余额小写"] == "¥-2,000.00（贵司预付款）"
    assert page.fields["期末余额大写"] == "负贰仟元整（贵司预付款）"


def test_lines_come_by_date_then_shipments_before_returns_then_number():
    page = only_page(
        BooksInMemory(
            [
                owed("2026-11-03", -1, -1, number="A-return"),
                owed("2026-11-03", 1, 5, number="S2"),
                owed("2026-11-03", 1, 5, number="S1"),
                owed("2026-11-02", 1, 5, number="S9"),
            ]
        )
    )
    assert [row["单号"] for row in as_dicts(block_of(page, "明细"))[1:]] == ["S9", "S1", "S2", "A-return"]


def test_a_statement_says_that_it_is_a_draft_and_whose_and_for_when():
    books = BooksInMemory(
        [owed("2026-11-03", 1, 8)],
        customers=[party(contact="王芳", phone="13800000000", settle_type="月结30天")],
        today=TODAY,
    )
    page = only_page(books)
    text = "\n".join((page.heading, *page.lines, *map(str, page.fields.values())))
    for said in (
        "草稿",
        "本公司",
        "C001",
        "华新五金有限公司",
        "2026-11-01 至 2026-11-30",
        "人民币",
        "王芳",
        "月结30天",
        "2026-12-05",
    ):
        assert said in text
    assert "待定" not in text


def test_unpriced_and_held_lines_make_the_statement_wait_and_say_so():
    books = BooksInMemory(
        [owed("2026-11-03", 1, 0, priced=False), owed("2026-11-04", 1, 8), owed("2026-11-05", 1, 8, customer="c2")],
        customers=[party(), party("c2", "C002", "长风机械")],
        held=[
            waiting("华新五金有限公司"),
            waiting("C001", ""),
            waiting("华新五金有限公司", "2026-12-01"),
            waiting("华新五金有限公司", kind="order"),
        ],
    )
    page = only_page(books)
    assert "本单待定：1 行未定价、2 行暂挂，补齐以前不能发出。" in page.lines
    assert [row["备注"] for row in as_dicts(block_of(page, "明细"))] == [None, "未定价", None]
    _, index = drafts(books)
    states = {row["客户编码"]: row["状态"] for row in as_dicts(page_of(index, "目录").blocks[0])}
    assert states == {"C001": "待定", "C002": "草稿"}


@pytest.mark.parametrize(
    ("basis", "moving"),
    [
        (Basis.SHIPMENT, {"shipment", "goods_return", "adjustment", "receipt", "opening"}),
        (Basis.SIGNED, {"shipment", "goods_return", "adjustment", "receipt", "opening"}),
        (Basis.INVOICE, {"invoice", "adjustment", "receipt", "opening"}),
    ],
)
def test_a_statement_waits_for_held_lines_of_papers_that_move_a_balance_on_its_basis(basis, moving):
    for word in words.PAPERS:
        held = [waiting("华新五金有限公司", kind=word.key)]
        page = only_page(BooksInMemory([owed("2026-11-03", 1, 8)], held=held, basis=basis))
        assert any("1 行暂挂" in line for line in page.lines) is (word.key in moving), word.key


def test_held_lines_of_nobody_we_know_are_counted_on_the_index():
    _, index = drafts(BooksInMemory([owed("2026-11-03", 1, 8)], held=[waiting("没有这家"), waiting("")]))
    page = page_of(index, "目录")
    assert any("2 行暂挂的单据认不出客户（“没有这家”、没有写客户的）" in line for line in page.lines)
    assert [
        (row["表上写的客户"], row["类型"], row["来源"]) for row in as_dicts(block_of(page_of(index, "暂挂"), "认不出"))
    ] == [
        ("没有这家", "发货", "发货.xlsx!发货!9"),
        ("（未填）", "发货", "发货.xlsx!发货!9"),
    ]


def test_a_customer_whose_lines_all_wait_has_something_to_settle():
    books = BooksInMemory(
        [owed("2026-11-03", 1, 8)],
        customers=[party(), party("c2", "C002", "长风机械"), party("c3", "C003", "远山五金")],
        held=[waiting("长风机械"), waiting("C002"), waiting("远山五金", "2026-12-01")],
    )
    papers, index = drafts(books)
    assert list(papers) == ["对账单_C001_华新五金有限公司_202611"]
    only_held = as_dicts(block_of(page_of(index, "暂挂"), "只有暂挂行"))
    assert [(row["客户编码"], row["暂挂行"], row["状态"]) for row in only_held] == [("C002", 2, "暂挂")]
    assert [row["客户编码"] for row in as_dicts(page_of(index, "无需对账").blocks[0])] == ["C003"]
    (page,) = statement_for(books, NOVEMBER, "c2").pages
    assert "本单待定：2 行暂挂，补齐以前不能发出。" in page.lines
    assert not any("无需对账" in line for line in page.lines)


@pytest.mark.parametrize("others", [[], [owed("2026-11-20", 1, 8)]], ids=["nothing since", "priced since"])
def test_a_line_without_a_price_in_the_opening_balance_makes_the_statement_wait(others):
    books = BooksInMemory([owed("2026-10-03", 1, 0, priced=False), *others])
    page = only_page(books)
    assert "本单待定：期初里 1 行未定价，补齐以前不能发出。" in page.lines
    _, index = drafts(books)
    (row,) = as_dicts(page_of(index, "目录").blocks[0])
    assert (row["未定价行"], row["状态"]) == (1, "待定")
    later = BooksInMemory([owed("2026-11-20", 1, 8), owed("2026-12-03", 1, 0, priced=False)])
    assert not any("待定" in line for line in only_page(later).lines)


def test_what_goes_to_customers_never_says_who_is_not_on_file():
    books = BooksInMemory(
        [owed("2026-11-03", 1, 8)], customers=[party(code="", known=False)], products=[item(known=False)]
    )
    papers, index = drafts(books)
    ((name, paper),) = papers.items()
    assert "待建档" not in name
    assert "待建档" not in repr(paper)
    assert "待建档" not in repr(statement_for(books, NOVEMBER, "c1"))
    assert "华新五金有限公司（待建档）" in repr(index)


def test_adjustments_have_a_figure_of_their_own():
    books = BooksInMemory([owed("2026-11-03", 1, 8), owed("2026-11-04", 1, 5, type="adjustment")])
    summary = summary_of(only_page(books))
    assert (summary["本期发货"], summary["本期调整"], summary["期末余额"]) == (800, 500, 1300)
    _, index = drafts(books)
    assert as_dicts(page_of(index, "目录").blocks[0])[0]["本期调整"] == 500


def test_a_payment_stands_in_its_own_column_with_the_banks_number_and_what_settled_beside_it_apart():
    page = only_page(
        BooksInMemory(
            [
                owed("2026-11-03", 1, 800),
                *paid("2026-11-20", 300, 7, beside=0.5),
                *paid("2026-11-21", -20, 8, number="SK-2"),
                posting(Measure.RECEIVABLE, "2026-11-22", 0, -33, type="adjustment", product="", line_id=9),
            ],
            explained={7: Explained("电汇", "货款", "2026112000017"), 9: Explained("折让", "外箱破损")},
        )
    )
    assert summary_of(page) == {
        "期初余额": 0, "本期发货": 80000, "本期退货": 0, "本期回款": 28000, "本期调整": -3350, "期末余额": 48650,
    }  # fmt: skip
    rows = as_dicts(block_of(page, "明细"))[2:]
    assert [[row[name] for name in ("类型", "单号", "品名", "含税金额", "回款金额", "余额")] for row in rows] == [
        ["回款", "2026112000017", "电汇 货款", None, 30000, 50000],
        ["抹零", "2026112000017", "手续费、零头", -50, None, 49950],
        ["退款", "SK-2", "", None, -2000, 51950],
        ["调整", "", "折让 外箱破损", -3300, None, 48650],
    ]
    assert {row[name] for row in rows for name in ("数量", "单位", "折后含税单价", "规格型号")} == {None}
    total = as_dicts(block_of(page, "明细"), total=True)
    assert (total["含税金额"], total["回款金额"], total["余额"]) == (76650, 28000, 48650)


def test_a_return_without_a_price_is_listed_as_a_return():
    books = BooksInMemory([owed("2026-11-04", -1, 0, type="goods_return", priced=False)])
    assert as_dicts(block_of(only_page(books), "明细"))[1]["类型"] == "退货"


def test_an_opening_balance_of_a_day_within_the_period_opens_it():
    books = BooksInMemory(
        [
            posting(Measure.RECEIVABLE, "2026-11-15", 0, 120, type="opening", product="", unit=""),
            owed("2026-11-20", 1, 8),
        ]
    )
    page = only_page(books)
    assert (page.fields["期初余额"], page.fields["本期净额"], page.fields["期末余额"]) == (12000, 800, 12800)
    rows = as_dicts(block_of(page, "明细"))
    assert [(row["类型"], row["余额"], row["备注"]) for row in rows] == [
        ("期初", 12000, "含建账 120.00"),
        ("发货", 12800, None),
    ]


@pytest.mark.parametrize(("before", "told"), [
    (0, []),
    (500, ["期初余额 620.00 是上期期末 500.00，加本期建账 120.00。"]),
    (-500, ["期初余额 -380.00 是上期期末 -500.00，加本期建账 120.00。"]),
])  # fmt: skip
def test_where_an_opening_balance_comes_upon_another_balance_the_statement_says_what_is_what(before, told):
    opened = posting(Measure.RECEIVABLE, "2026-11-15", 0, 120, type="opening", product="", unit="")
    earlier = posting(Measure.RECEIVABLE, "2026-09-30", 0, before, type="opening", product="", unit="", line_id=9)
    page = only_page(BooksInMemory([opened, *([earlier] if before else [])]))
    assert [line for line in page.lines if "建账" in line] == told


def test_a_balance_by_age_follows_the_customers_terms():
    postings = [
        owed("2026-08-10", 1, 100),
        owed("2026-10-10", 1, 40),
        owed("2026-11-10", 1, 7),
        *paid("2026-11-20", 30, 7),
    ]
    known = only_page(BooksInMemory(postings, customers=[party(settle_type="月结30天")]))
    # August's goods were due at the end of September, 61 days before; October's are due on the last of November.
    assert ages_of(known) == {"逾期61至90天": 7000, "未到期": 4700}
    assert known.fields["账龄.说明"] == "按“月结30天”"
    assert ages_of(only_page(BooksInMemory(postings))) == {"未起算": 11700}
    ahead = BooksInMemory(paid("2026-11-20", 30, 7), customers=[party(settle_type="月结30天")])
    assert ages_of(only_page(ahead)) == {"预收": -3000}


def test_a_running_month_is_aged_as_of_today():
    books = BooksInMemory(
        [owed("2026-09-10", 1, 100)], customers=[party(settle_type="月结30天")], today=date(2026, 11, 1)
    )
    page = only_page(books)
    assert (page.fields["账龄.截至"], ages_of(page)) == ("2026-11-01", {"逾期1至30天": 10000})


@pytest.mark.parametrize(
    ("basis", "said", "title"),
    [
        (Basis.SHIPMENT, "按发货", "本期发货"),
        (Basis.SIGNED, "按签收", "本期签收"),
        (Basis.INVOICE, "按开票", "本期开票"),
    ],
)
def test_a_statement_says_from_when_customers_owe(basis, said, title):
    books = BooksInMemory([owed("2026-11-03", 1, 8, type="invoice")], basis=basis)
    page = only_page(books)
    assert page.fields["口径"].startswith(said)
    assert (page.fields["发货栏名"], page.fields["本期发货"]) == (title, 800)
    _, index = drafts(books)
    assert any(said in line for line in page_of(index, "目录").lines)


def test_the_index_tells_of_money_that_nobody_has_claimed():
    unclaimed = posting(Measure.UNCLAIMED, "2026-11-04", 0, 55, type="receipt", product="", unit="")
    _, index = drafts(BooksInMemory([owed("2026-11-03", 1, 8), unclaimed]))
    assert any("未认领的回款 人民币 55.00" in line for line in page_of(index, "目录").lines)


def test_customers_with_a_balance_get_a_statement_and_those_without_are_listed():
    books = BooksInMemory(
        [
            owed("2026-09-03", 1, 8),
            owed("2026-09-03", 1, 5, customer="c2"),
            owed("2026-09-04", -1, -5, customer="c2"),
            owed("2026-11-04", 1, 5, customer="c3"),
            owed("2026-11-05", -1, -5, customer="c3"),
        ],
        customers=[party(f"c{n}", f"C00{n}", f"客户{n}") for n in range(1, 5)],
    )
    papers, index = drafts(books)
    assert list(papers) == ["对账单_C001_客户1_202611", "对账单_C003_客户3_202611"]
    assert [row["客户编码"] for row in as_dicts(page_of(index, "无需对账").blocks[0])] == ["C002", "C004"]
    (page,) = statement_for(books, NOVEMBER, "c2").pages
    assert page.lines[-1] == "期初余额为零，本期没有发生额，无需对账。"
    assert not page.blocks


def test_each_currency_has_a_page_of_its_own_and_only_yuan_is_put_in_words():
    books = BooksInMemory([owed("2026-11-03", 1, 8, currency="USD"), owed("2026-11-03", 1, 9)])
    paper = statement_for(books, NOVEMBER, "c1")
    assert [page.name for page in paper.pages] == ["对账单 CNY 1", "对账单 USD 2"]
    assert [summary_of(page)["期末余额"] for page in paper.pages] == [900, 800]
    assert paper.pages[0].fields["期末余额大写"] == "玖元整"
    assert not paper.pages[1].fields.get("期末余额大写")
    _, index = drafts(books)
    assert len(page_of(index, "目录").blocks) == 2


def test_two_companies_of_ours_never_share_a_balance():
    books = BooksInMemory([owed("2026-11-03", 1, 8, company="甲公司"), owed("2026-11-03", 1, 9, company="乙公司")])
    pages = statement_for(books, NOVEMBER, "c1").pages
    assert {page.fields["公司.名称"]: summary_of(page)["期末余额"] for page in pages} == {"甲公司": 800, "乙公司": 900}


@pytest.mark.parametrize(
    ("period", "ending"),
    [("2026-11", "202611"), ("2026-W45", "2026W45"), ("2026-Q4", "2026Q4"), ("2026-10/2026-11", "202610-202611")],
)
def test_file_names_end_with_the_period(period, ending):
    period = parse_period(period, TODAY)
    books = BooksInMemory([owed("2026-11-03", 1, 8)], customers=[party(short_name="华新/五金")])
    papers, index = drafts(books, period)
    assert list(papers) == [f"对账单_C001_华新_五金_{ending}"]
    assert index.name == f"对账单目录_{ending}"
    assert index.folder.startswith("对账单/2026-")


def test_a_long_name_never_costs_the_period_and_equal_names_get_different_files():
    long = party(name="很长的名字" * 30)
    twins = [party("c2", "", "张三五金", known=False), party("c3", "", "张三五金", known=False)]
    books = BooksInMemory(
        [owed("2026-11-03", 1, 8, customer=key) for key in ("c1", "c2", "c3")], customers=[long, *twins]
    )
    papers, index = drafts(books)
    assert len(papers) == 3
    assert all(name.endswith("_202611") for name in papers)
    assert {f"{name}.xlsx" for name in papers} == {row["文件"] for row in as_dicts(page_of(index, "目录").blocks[0])}
    assert {statement_for(books, NOVEMBER, key).name for key in ("c1", "c2", "c3")} == set(papers)


def test_the_books_are_asked_as_often_for_many_customers_as_for_one():
    def asked(n):
        books = BooksInMemory(
            [owed("2026-11-03", 1, 8, customer=f"c{one}") for one in range(n)],
            customers=[party(f"c{one}", f"C{one}", f"客户{one}") for one in range(n)],
        )
        drafts(books)
        return books.asked

    assert asked(50) == asked(1)


def test_the_index_says_where_the_books_disagree():
    class Forgetful(BooksInMemory):
        def lines(self, measures, since=None, before=None, customer=None):
            return super().lines(measures, since, before, customer)[1:]

    postings = [owed("2026-11-03", 1, 8), owed("2026-11-04", 1, 5)]
    _, index = drafts(BooksInMemory(postings))
    assert "相符" in page_of(index, "目录").blocks[0].note
    _, index = drafts(Forgetful(postings))
    assert "相差 -8.00" in page_of(index, "目录").blocks[0].note


def test_balances_that_no_statement_shows_are_told_for_each_company_and_currency():
    class Silent(BooksInMemory):
        def lines(self, measures, since=None, before=None, customer=None):
            return []

    postings = [
        owed("2026-11-03", 1, 8, company="东厂"),
        owed("2026-11-04", 1, 5, company="西厂"),
        owed("2026-11-04", 1, 3, company="西厂", currency="USD"),
        owed("2026-11-05", 1, 2),
    ]
    _, index = drafts(Silent(postings))
    said = "\n".join(page_of(index, "目录").lines)
    for balance in ("东厂 CNY 8.00", "西厂 CNY 5.00", "西厂 USD 3.00", "应收余额 CNY 2.00"):
        assert f"{balance}，请运行" in said


@pytest.mark.parametrize(
    ("quantity", "amount", "price"),
    [(3, 3705, 12350000), (7, 233, 333000), (-2, -2470, 12350000), (1, 0, 0), (0, 100, None), (3, 100, 333000)],
)
def test_the_price_beside_an_amount_is_the_shortest_that_multiplies_back(quantity, amount, price):
    assert price_behind(quantity * 10**4, amount) == price


@given(st.integers(1, 10**9), st.integers(-(10**9), 10**9))
def test_a_printed_price_times_the_quantity_is_near_enough_to_the_amount(quantity, amount):
    price = price_behind(quantity, amount)
    assert abs(line_amount(quantity, price) - amount) <= max(1, quantity // (2 * 10**8) + 1)


MOVES = st.lists(
    st.builds(
        lambda month, day, amount, customer, currency, company: owed(
            f"2026-{month}-{day:02d}", amount, amount, customer=customer, currency=currency, company=company
        ),
        st.sampled_from(["10", "11", "12"]),
        st.integers(1, 30),
        st.integers(-900, 900),
        st.sampled_from(["c1", "c2", "c3", "c4"]),
        st.sampled_from(["CNY", "USD"]),
        st.sampled_from(["", "乙公司"]),
    ),
    max_size=40,
)


@given(MOVES)
def test_statements_add_up_to_the_books_and_open_where_the_last_one_closed(moves):
    customers = [party(f"c{n}", f"C00{n}", f"客户{n}") for n in range(1, 5)]
    books = BooksInMemory(moves, customers=customers)
    balances = []
    for period in (NOVEMBER, DECEMBER):
        papers, index = drafts(books, period)
        found = {}
        for name, paper in papers.items():
            for page in paper.pages:
                key = (name.split("_")[1], page.fields["公司.名称"], page.fields["币种"])
                found[key] = summary_of(page)
                rows = as_dicts(block_of(page, "明细"))
                assert rows[-1]["余额"] == found[key]["期末余额"] == sum(ages_of(page).values())
        in_books = sum(one.amount_fen for one in moves if one.date < period.before.isoformat())
        assert sum(one["期末余额"] for one in found.values()) == in_books
        assert all("相符" in block.note for block in page_of(index, "目录").blocks)
        balances.append(found)
    november, december = balances
    assert {key: one["期末余额"] for key, one in november.items() if one["期末余额"]} == {
        key: one["期初余额"] for key, one in december.items() if one["期初余额"]
    }
