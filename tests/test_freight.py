"""Freight on slips: once a slip, owed where the customer is to pay it, asked about once where nobody said (RULES 13)."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from bookkeeping import Office

from neiqin_xl import words
from neiqin_xl.ledger.derive import rebuild
from neiqin_xl.ledger.differing.freight import asked
from neiqin_xl.ledger.freight_borne import question_number
from neiqin_xl.ledger.postings import Defaults
from neiqin_xl.model.posting import Basis, Measure

HEAD = ("shipment_no", "ship_date", "customer_name", "product_name", "unit", "qty", "unit_price_incl")
BUYER = "华新五金"


def slip(
    *freights, number="S-1", field="charged_freight", day="2026-11-05", more=(), goods=("螺栓", "螺母", "垫片", "销")
):
    """A slip of a line each for 100.00, with these amounts of freight; `more` are further (field, value) of all lines."""
    names = (*HEAD, field, *(name for name, _ in more))
    rows = [
        (number, day, BUYER, name, "件", "100", "1.00", freight, *(value for _, value in more))
        for name, freight in zip(goods, freights, strict=False)
    ]
    return "shipment", "\n".join("| " + " | ".join(map(str, row)) + " |" for row in (names, *rows))


def answer(state, office=""):
    return "difference_decision", f"| difference_no | difference_state |\n| {question_number(office)} | {state} |"


def fed(folder, *papers, **kwargs):
    folder.mkdir(exist_ok=True)
    office = Office(folder)
    for paper in papers:
        office.drop(*paper, **kwargs)
    return office


def freight(office, measure=Measure.RECEIVABLE):
    return office.sums(measure, "type").get(words.FREIGHT_CHARGE.key, 0)


def goods(office):
    return office.sums(Measure.RECEIVABLE, "type").get("shipment", 0)


REPEATED = [
    ("每行都写一样的", ("50.00", "50.00", "50.00"), 5000),
    ("只写在第一行", ("50.00", "", ""), 5000),
    ("只写在最后一行", ("", "", "50.00"), 5000),
    ("有一行没写", ("50.00", "50.00", ""), 5000),
    ("其余的行写零", ("50.00", "0", "0"), 5000),
    ("各行各是各的", ("50.00", "50.00", "30.00"), 13000),
    ("各行相差一分", ("50.00", "50.01"), 10001),
    ("一行", ("0.01",), 1),
    ("没有运费", ("", "", ""), 0),
    ("零", ("0", "0"), 0),
]


@pytest.mark.parametrize(("case", "freights", "fen"), REPEATED, ids=[case[0] for case in REPEATED])
def test_freight_that_is_repeated_on_the_lines_counts_once_a_slip(tmp_path, case, freights, fen):
    office = fed(tmp_path, slip(*freights))
    assert freight(office) == fen, case
    assert goods(office) == 10000 * len(freights)


BORNE = [
    ("代垫一栏", "charged_freight", (), 5000, 0),
    ("客户承担", "other_charge", (("freight_bearer", "客户承担"),), 5000, 0),
    ("代垫", "other_charge", (("freight_bearer", "代垫"),), 5000, 0),
    ("我方承担", "other_charge", (("freight_bearer", "我方承担"),), 0, 0),
    ("到付", "other_charge", (("freight_bearer", "到付"),), 0, 0),
    ("没有说", "other_charge", (), 0, 5000),
    ("代垫一栏，又写我方承担", "charged_freight", (("freight_bearer", "我方承担"),), 0, 0),
]


@pytest.mark.parametrize(("case", "field", "more", "owed", "waits"), BORNE, ids=[case[0] for case in BORNE])
def test_only_what_the_customer_bears_is_owed_and_what_nobody_said_waits(tmp_path, case, field, more, owed, waits):
    office = fed(tmp_path, slip("50.00", "50.00", field=field, more=more))
    assert (freight(office), freight(office, Measure.IN_DOUBT)) == (owed, waits), case
    assert goods(office) == 20000


@pytest.mark.parametrize(("bearer", "owed", "waits"), [("客户承担", 7000, 0), ("我方承担", 0, 0), ("", 5000, 2000)])
@pytest.mark.parametrize("freights", [("50.00", "50.00"), ("50.00", "")])
def test_what_stands_in_both_columns_is_each_charged_once(tmp_path, freights, bearer, owed, waits):
    office = fed(tmp_path, slip(*freights, more=(("other_charge", "20.00"), ("freight_bearer", bearer))))
    assert (freight(office), freight(office, Measure.IN_DOUBT)) == (owed, waits)


def test_one_answer_is_for_all_slips_of_its_office_before_and_after_and_for_no_other(tmp_path):
    office = fed(tmp_path, slip("50.00", field="other_charge"), office="昆明办")
    office.drop(*slip("70.00", field="other_charge", number="S-2"), office="大理办")
    office.drop(*answer("客户承担", "昆明办"))
    office.drop(*slip("20.00", field="other_charge", number="S-3"), office="昆明办")
    assert (freight(office), freight(office, Measure.IN_DOUBT)) == (7000, 7000)
    assert [(one.office, one.slips, one.amount_fen) for one in asked(office.ledger)] == [("大理办", 1, 7000)]
    office.drop(*answer("我方承担", "大理办"))
    assert (freight(office), freight(office, Measure.IN_DOUBT)) == (7000, 0)
    assert asked(office.ledger) == []


def test_a_later_answer_replaces_an_earlier_one_and_taking_it_back_restores_that(tmp_path):
    office = fed(tmp_path, slip("50.00", field="other_charge"), answer("我方承担"))
    assert freight(office) == 0
    office.drop(*answer("客户承担"))
    assert freight(office) == 5000
    office.undo(3)
    assert freight(office) == 0
    office.undo(2)
    assert (freight(office), freight(office, Measure.IN_DOUBT)) == (0, 5000)


@pytest.mark.parametrize(("freights", "left"), [(("50.00",), 5000), (("30.00",), 3000), (("",), 0)])
@pytest.mark.parametrize("gone_came", [1, 2])
def test_when_a_part_of_a_slip_is_taken_back_the_freight_of_the_rest_is_owed(tmp_path, gone_came, freights, left):
    papers = [slip(*freights, goods=("垫片",))]
    papers.insert(gone_came - 1, slip("50.00", "50.00"))
    office = fed(tmp_path, *papers)
    office.undo(gone_came)
    assert (freight(office), goods(office)) == (left, 10000)
    assert office.replayed_digest() == office.digest()


def test_no_other_state_says_who_bears_it(tmp_path):
    office = fed(tmp_path, slip("50.00", field="other_charge"), answer("接受"))
    assert freight(office, Measure.IN_DOUBT) == 5000


def test_freight_is_corrected_with_its_slip_and_taken_back_with_it(tmp_path):
    office = fed(tmp_path, slip("50.00", "50.00"), slip("60.00", "60.00"))
    assert freight(office) == 6000
    office.undo(2)
    assert freight(office) == 5000
    office.undo(1)
    assert (freight(office), goods(office)) == (0, 0)


def test_dropping_the_slip_again_charges_nothing_more(tmp_path):
    office = fed(tmp_path, slip("50.00", "50.00"))
    before = office.digest()
    office.drop(*slip("50.00", "50.00"))
    assert office.digest() == before


def test_lines_of_a_slip_that_call_their_customer_otherwise_charge_its_freight_once(tmp_path):
    filed = ("customer", "| customer_code | customer_name | aliases |\n| 0017 | 华新五金 | 华新 |")
    kind, more = slip("50.00", "50.00", "50.00")
    *first, last = more.splitlines()
    whole = (kind, "\n".join([*first, last.replace(BUYER, "华新")]))
    for n, papers in enumerate(permutations([filed, slip("50.00", "50.00"), whole])):
        office = fed(tmp_path / str(n), *papers)
        assert {name for (name,) in office.lines("shipment", "customer_name")} == {BUYER, "华新"}
        assert (freight(office), goods(office)) == (5000, 30000)


def alone(amount, *, number="S-1", name="运费", day="2026-11-05", buyer=BUYER, more=()):
    """A row of freight by itself; `more` are further (field, value)."""
    names = (*HEAD, *(name for name, _ in more))
    row = (number, day, buyer, name, "次", "1", amount, *(value for _, value in more))
    return "shipment", "\n".join("| " + " | ".join(map(str, row)) + " |" for row in (names, row))


@pytest.mark.parametrize("name", ["运费", "快递费", "代垫运费"])
def test_freight_that_comes_by_itself_later_is_a_charge_of_its_slip(tmp_path, name):
    office = fed(tmp_path, slip("", ""), alone("60.00", name=name))
    assert (freight(office), goods(office)) == (6000, 20000)
    assert office.replayed_digest() == office.digest()


@pytest.mark.parametrize(
    ("what", "later"),
    [
        ("the same row with another unit", (alone("60.00", more=(("remark", "补"),)),)),
        ("the whole slip with it", (slip("60.00", ""),)),
        ("the whole slip with it on another line", (slip("", "60.00"),)),
        ("the whole slip without it", (slip("", ""),)),
    ],
)
def test_freight_that_came_by_itself_counts_once_whatever_says_it_again(tmp_path, what, later):
    office = fed(tmp_path, slip("", ""), alone("60.00"), *later)
    assert (freight(office), goods(office)) == (6000, 20000), what


@pytest.mark.parametrize(
    ("what", "paper"),
    [
        ("another amount than the slip's", alone("70.00")),
        ("another day", alone("60.00", day="2026-11-06")),
        ("goods that only sound like it", alone("60.00", name="运费险")),
        ("a code of its own", alone("60.00", more=(("product_code", "YF"),))),
        ("another currency", alone("60.00", more=(("currency", "USD"),))),
        ("nothing to pay", alone("0.00")),
    ],
)
def test_freight_by_itself_that_does_not_plainly_fit_its_slip_is_asked_about(tmp_path, what, paper):
    office = fed(tmp_path, slip("50.00", ""), paper)
    assert (freight(office), goods(office)) == (5000, 20000), what
    assert office.ledger.one("SELECT count(*) FROM paper_state WHERE state = 'conflicting'")[0] == 1


def test_freight_by_itself_for_a_slip_that_nobody_knows_is_a_line(tmp_path):
    office = fed(tmp_path, alone("60.00"))
    assert (freight(office), goods(office)) == (0, 6000)


def test_freight_that_came_by_itself_goes_with_its_file(tmp_path):
    office = fed(tmp_path, slip("", ""), alone("60.00"))
    office.undo(2)
    assert (freight(office), goods(office)) == (0, 20000)


def test_a_slip_that_is_cancelled_charges_no_freight(tmp_path):
    office = fed(tmp_path, slip("50.00", "50.00"), slip("50.00", "50.00", more=(("doc_status", "已作废"),)))
    assert freight(office) == 0


def test_freight_is_a_charge_of_its_slip_beside_the_goods_and_no_sale(tmp_path):
    office = fed(tmp_path, slip("50.00", "50.00"))
    (line,) = [one for one in office.books.lines(Measure.RECEIVABLE) if one.type == words.FREIGHT_CHARGE.key]
    assert (line.number, line.date, line.amount_fen, line.quantity) == ("S-1", "2026-11-05", 5000, 0)
    assert office.sums(Measure.SHIPPED)[()] == 20000
    assert office.sums(Measure.RECEIVABLE)[()] == sum(one.amount_fen for one in office.books.lines(Measure.RECEIVABLE))


def test_lists_without_numbers_have_a_freight_for_each_customer_and_day(tmp_path):
    paper = slip("50.00", "50.00", number="")
    later = slip("50.00", "50.00", number="", day="2026-11-06")
    assert freight(fed(tmp_path, paper, later)) == 10000


@pytest.mark.parametrize(("day", "fen"), [("2026-11-06", 5000), ("2027-11-05", 10000)])
def test_one_number_is_one_slip_within_a_year_whatever_days_its_lines_bear(tmp_path, day, fen):
    kind, first = slip("50.00")
    _, second = slip("50.00", goods=("螺母",), day=day)
    office = fed(tmp_path, (kind, f"{first}\n{second.splitlines()[1]}"))
    assert (freight(office), goods(office)) == (fen, 20000)


def test_goods_of_before_the_opening_balance_bring_their_freight_with_them(tmp_path):
    opening = ("opening", "| customer_name | as_of | amount |\n| 华新五金 | 2026-11-05 | 100.00 |")
    for n, papers in enumerate(permutations([opening, slip("50.00")])):
        assert freight(fed(tmp_path / str(n), *papers)) == 0
    assert freight(fed(tmp_path / "later", opening, slip("50.00", day="2026-11-06"))) == 5000


@pytest.mark.parametrize(("basis", "fen"), [(Basis.SHIPMENT, 5000), (Basis.SIGNED, 0), (Basis.INVOICE, 0)])
def test_freight_is_owed_when_its_goods_are(tmp_path, basis, fen):
    office = fed(tmp_path, slip("50.00", "50.00"))
    with office.ledger.transaction():
        rebuild(office.ledger, Defaults("", "CNY", basis))
    assert freight(office) == fen


def test_freight_is_owed_from_the_first_signature_where_customers_owe_once_they_signed(tmp_path):
    signed = (("sign_status", "已签收"), ("sign_date", "2026-11-09"), ("qty_accepted", "40"))
    office = fed(tmp_path, slip("50.00", "50.00", more=signed))
    with office.ledger.transaction():
        rebuild(office.ledger, Defaults("", "CNY", Basis.SIGNED))
    (line,) = [one for one in office.books.lines(Measure.RECEIVABLE) if one.type == words.FREIGHT_CHARGE.key]
    assert (line.date, line.amount_fen) == ("2026-11-09", 5000)


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(12))
def test_any_order_of_slips_and_answers_gives_the_same_books_and_so_does_replaying(tmp_path, seed):
    chance = random.Random(seed)
    papers = [answer(chance.choice(["客户承担", "我方承担"])), FILED]
    for n in range(5):
        freights = [chance.choice(["", "50.00", "30.00"]) for _ in range(3)]
        field = chance.choice(["charged_freight", "other_charge"])
        bearer = chance.choice(["", "客户承担", "代垫", "我方承担"])
        papers.append(slip(*freights, number=f"S-{n}", field=field, more=(("freight_bearer", bearer),)))
    exports, digests = set(), set()
    for n in range(4):
        chance.shuffle(papers)
        office = fed(tmp_path / str(n), *papers)
        exports.add(tuple(office.export()))
        assert sum(one.amount_fen for one in office.books.lines(Measure.RECEIVABLE)) == freight(office) + goods(office)
        digests |= {office.digest(), office.replayed_digest()}
    assert len(exports) == 1
    assert len(digests) == 1
    gone = chance.randrange(len(papers))
    office.undo(gone + 1)
    assert office.export() == fed(tmp_path / "without", *papers[:gone], *papers[gone + 1 :]).export()


FILED = ("customer", "| customer_code | customer_name |\n| 0017 | 华新五金 |")
