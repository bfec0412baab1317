"""Freight by itself, before its slip or after it: charged once, asked about where nobody can tell, never lost unsaid."""

from __future__ import annotations

import random
from itertools import permutations

import pytest
from bookkeeping import Office, with_column
from statement_office import CUSTOMERS, StatementOffice
from test_freight import BUYER, alone, answer, fed, freight, goods, slip

from neiqin_xl.ledger.differing.freight import charged
from neiqin_xl.model.posting import Basis, Measure

CUSTOMER, OURS, ADVANCED, ARRIVING = (("freight_bearer", who) for who in ("客户承担", "我方承担", "代垫", "到付"))
BARE = slip("", "")


def rows(*freights, more=()):
    """One list of freight of the slip: (name, amount) each."""
    heads = [alone(amount, name=name, more=more)[1].splitlines() for name, amount in freights]
    return "shipment", "\n".join([heads[0][0], *(row for _, row in heads)])


def came_to(office):
    """What is owed for freight and for goods, what waits until somebody says who bears it, and how many papers wait."""
    waiting = office.ledger.one("SELECT count(*) FROM paper_state WHERE state = 'conflicting'")[0]
    return freight(office), goods(office), freight(office, Measure.IN_DOUBT), waiting


def in_any_order(folder, *papers):
    """What comes of the papers in every order, all of which must be one; the office of the last."""
    found = set()
    for n, some in enumerate(permutations(papers)):
        office = fed(folder / str(n), *some)
        found.add(came_to(office))
        assert office.replayed_digest() == office.digest()
    assert len(found) == 1
    return found.pop(), office


BORNE = [
    ("nobody says", (), (), 6000),
    ("the freight says the customer", (), (CUSTOMER,), 6000),
    ("the freight says that we advanced it", (), (ADVANCED,), 6000),
    ("the freight says that we do", (), (OURS,), 0),
    ("the freight says the carrier asks for it", (), (ARRIVING,), 0),
    ("the slip says that we do", (OURS,), (), 0),
    ("the slip says the customer", (CUSTOMER,), (), 6000),
    ("the slip says that we do, the freight the customer", (OURS,), (CUSTOMER,), 6000),
    ("the slip says the customer, the freight that we do", (CUSTOMER,), (OURS,), 0),
]


@pytest.mark.parametrize(("case", "slips", "freights", "fen"), BORNE, ids=[case[0] for case in BORNE])
def test_whoever_is_said_to_bear_it_bears_it_and_the_freight_goes_before_the_slip(tmp_path, case, slips, freights, fen):
    found, office = in_any_order(tmp_path, slip("", "", more=slips), alone("60.00", more=freights))
    assert found == (fen, 20000, 0, 0), case
    assert office.ledger.one("SELECT count(*) FROM paper_state WHERE note LIKE '%不向客户收%'")[0] == (fen == 0)


ON_THE_SLIP = [
    ("the same, charged", slip("60.00", ""), (), (6000, 0, 0)),
    ("the same on every line", slip("60.00", "60.00"), (), (6000, 0, 0)),
    ("another, charged", slip("50.00", ""), (), (5000, 0, 1)),
    ("one fen less", slip("59.99", ""), (), (5999, 0, 1)),
    ("the same, of which it is asked who bears it", slip("60.00", "", field="other_charge"), (), (0, 6000, 0)),
    ("another, of which it is asked", slip("50.00", "", field="other_charge"), (), (0, 5000, 1)),
    ("the same, of which the freight says it", slip("60.00", "", field="other_charge"), (CUSTOMER,), (6000, 0, 0)),
    ("the same, and the freight says that we do", slip("60.00", "", field="other_charge"), (OURS,), (0, 0, 0)),
    ("the same, charged, and the freight says that we do", slip("60.00", ""), (OURS,), (0, 0, 0)),
    ("the same, and each says otherwise", slip("60.00", "", more=(CUSTOMER,)), (OURS,), (6000, 0, 1)),
    ("both together", slip("40.00", "", more=(("other_charge", "20.00"),)), (), (4000, 2000, 0)),
]


@pytest.mark.parametrize(("case", "paper", "more", "found"), ON_THE_SLIP, ids=[case[0] for case in ON_THE_SLIP])
def test_beside_freight_that_the_slip_has_it_is_the_same_or_asked_about(tmp_path, case, paper, more, found):
    owed, waits, papers = found
    assert in_any_order(tmp_path, paper, alone("60.00", more=more))[0] == (owed, 20000, waits, papers), case


@pytest.mark.parametrize("undone", [(1, 2), (2, 1)])
@pytest.mark.parametrize("papers", [(BARE, alone("60.00")), (alone("60.00"), BARE)], ids=["after", "before"])
def test_either_is_taken_back_alone_and_comes_again_and_both_leave_nothing(tmp_path, papers, undone):
    office = fed(tmp_path, *papers)
    whole = office.owed()
    assert whole == 26000
    office.undo(undone[0])
    assert office.owed() == (6000 if papers[undone[0] - 1] is BARE else 20000)
    office.drop(*papers[undone[0] - 1])
    assert came_to(office) == (6000, 20000, 0, 0)
    office.undo(undone[1])
    office.undo(3)
    assert office.owed() == 0


@pytest.mark.parametrize("name", ["运费", "運費", " 运 费：", "运费（元）", "代垫运费(含税)", "快递费", "FREIGHT"])
def test_freight_is_known_by_its_name_however_it_is_written(tmp_path, name):
    assert in_any_order(tmp_path, BARE, alone("60.00", name=name))[0] == (6000, 20000, 0, 0)


SECOND = [
    ("by another name", alone("60.00", name="快递费")),
    ("of another amount", alone("70.00")),
    ("both", alone("30.00", name="快递费")),
    ("by another waybill", alone("60.00", more=(("waybill_no", "Y-2"),))),
    ("that we bear", alone("60.00", more=(OURS,))),
]


@pytest.mark.parametrize(("what", "second"), SECOND, ids=[case[0] for case in SECOND])
def test_a_second_freight_is_asked_about(tmp_path, what, second):
    office = fed(tmp_path, BARE, alone("60.00", more=(("waybill_no", "Y-1"), CUSTOMER)), second)
    assert came_to(office) == (6000, 20000, 0, 1), what


@pytest.mark.parametrize(("remark", "notes"), [("", 0), ("补", 1)])
def test_the_same_row_again_changes_nothing_and_where_it_says_more_that_is_told(tmp_path, remark, notes):
    office = fed(tmp_path, BARE, alone("60.00"))
    assert office.drop(*alone("60.00", more=(("remark", remark),))) == ["unchanged"]
    assert came_to(office) == (6000, 20000, 0, 0)
    assert len(office.notes) == notes


def test_a_row_that_came_again_with_who_bears_it_is_corrected_and_said(tmp_path):
    office = fed(tmp_path, BARE, alone("60.00"))
    assert office.drop(*alone("60.00", more=(OURS,))) == ["corrected"]
    assert came_to(office) == (0, 20000, 0, 0)
    assert any("不向客户收" in note for note in office.notes)


def question(office):
    ((asked,),) = office.ledger.rows("SELECT question FROM paper_state WHERE state = 'conflicting'")
    return asked.split()[-1]


def said(office, state):
    office.drop("difference_decision", f"| difference_no | difference_state |\n| {question(office)} | {state} |")


ADVISED = [
    ("all freight on one list", [alone("60.00"), alone("30.00", name="快递费")],
     [rows(("运费", "60.00"), ("快递费", "30.00"))], 9000),
    ("the sum on a slip that had none", [alone("60.00"), alone("70.00")], [slip("130.00", "")], 13000),
    ("the sum on a slip that had some", [slip("50.00", ""), alone("60.00")], [slip("110.00", "")], 11000),
    ("the sum where the slip repeats it", [slip("50.00", "50.00"), alone("60.00")], [slip("110.00", "110.00")], 11000),
    ("the sum once more", [slip("50.00", ""), alone("60.00"), slip("110.00", ""), alone("30.00")],
     [slip("140.00", "")], 14000),
    ("the sum of freight that waits", [slip("50.00", "", field="other_charge"), alone("60.00")],
     [slip("110.00", "", field="other_charge")], 0),
    ("the slip put right", [slip("50.00", ""), alone("60.00")], [slip("60.00", "")], 6000),
    ("the day of the slip", [alone("60.00", day="2026-11-08")], [alone("60.00")], 6000),
    ("whose it is", [alone("60.00", buyer="")], [alone("60.00")], 6000),
]  # fmt: skip


@pytest.mark.parametrize(("what", "papers", "followed", "fen"), ADVISED, ids=[case[0] for case in ADVISED])
def test_doing_what_is_advised_ends_the_question(tmp_path, what, papers, followed, fen):
    office = fed(tmp_path, BARE, *papers)
    assert came_to(office)[3] == 1, what
    for paper in followed:
        office.drop(*paper)
    assert came_to(office)[0] == fen
    assert came_to(office)[3] == 0


@pytest.mark.parametrize(("first", "fen"), [(alone("50.00"), 6000), (slip("50.00", ""), 6000)])
def test_taking_back_the_wrong_one_ends_the_question_too(tmp_path, first, fen):
    office = fed(tmp_path, BARE, first, alone("60.00"))
    assert came_to(office)[3] == 1
    office.undo(2)
    assert came_to(office) == (fen, 20000, 0, 0)


@pytest.mark.parametrize(
    ("papers", "state", "fen"),
    [
        ((alone("60.00"), alone("60.00", name="快递费")), "不是重复", 12000),
        ((alone("60.00"), alone("30.00")), "不是重复", 9000),
        ((slip("50.00", "50.00"), alone("60.00")), "不是重复", 11000),
        ((slip("50.00", "50.00"), alone("60.00")), "是重复", 5000),
        ((alone("60.00"), alone("60.00", day="2026-11-08")), "不是重复", 12000),
    ],
)
def test_an_answer_on_the_list_of_differences_ends_it(tmp_path, papers, state, fen):
    office = fed(tmp_path, BARE, *papers)
    said(office, state)
    assert freight(office) == fen
    assert goods(office) == 20000
    assert office.books.waiting() == []


def test_what_somebody_called_another_freight_stays_one_when_the_slip_comes_to_the_same(tmp_path):
    office = fed(tmp_path, slip("50.00", ""), alone("60.00"))
    said(office, "不是重复")
    office.drop(*slip("60.00", ""))
    assert freight(office) == 12000
    office.drop(*slip("120.00", ""))
    assert freight(office) == 12000


def test_two_equal_rows_of_one_list_are_two_and_so_many_they_stay(tmp_path):
    twice = rows(("运费", "60.00"), ("运费", "60.00"))
    found, _ = in_any_order(tmp_path, BARE, twice, alone("60.00"))
    assert found == (12000, 20000, 0, 0)


UNFIT = [
    ("another day", alone("60.00", day="2026-11-06")),
    ("goods that only sound like it", alone("60.00", name="运费险")),
    ("goods that come in boxes of that name", alone("60.00", name="Shipping (box)")),
    ("a code of its own", alone("60.00", more=(("product_code", "YF"),))),
    ("another currency", alone("60.00", more=(("currency", "USD"),))),
    ("nothing to pay", alone("0.00")),
    ("money back", alone("-60.00")),
    ("no amount", alone("")),
]


@pytest.mark.parametrize(("what", "paper"), UNFIT, ids=[case[0] for case in UNFIT])
def test_what_does_not_plainly_fit_the_slip_is_asked_about(tmp_path, what, paper):
    office = fed(tmp_path, BARE, paper)
    assert came_to(office) == (0, 20000, 0, 1), what


def test_freight_is_cancelled_by_its_row_and_that_is_taken_back(tmp_path):
    office = fed(tmp_path, BARE, alone("60.00"), alone("60.00", more=(("doc_status", "已作废"),)))
    assert came_to(office) == (0, 20000, 0, 0)
    office.undo(3)
    assert came_to(office) == (6000, 20000, 0, 0)


def test_a_line_that_is_charged_still_leads_to_where_its_goods_stand(tmp_path):
    office = fed(tmp_path, BARE)
    (_, *before), _ = (row[:7] for row in office.books.master_rows("shipment"))
    listed = slip("", number="S-2", goods=("轴承",))[1].splitlines()
    freight_row = alone("60.00", more=(("charged_freight", ""),))[1].splitlines()[1]
    office.drop("shipment", "\n".join([*listed, freight_row]))
    assert freight(office) == 6000
    (_, *after), *_ = (row[:7] for row in office.books.master_rows("shipment"))
    assert after[1:] == before[1:]


def test_freight_of_a_slip_that_is_cancelled_is_asked_about(tmp_path):
    gone = slip("", "", more=(("doc_status", "已作废"),))
    assert in_any_order(tmp_path, gone, alone("60.00"))[0] == (0, 0, 0, 1)
    office = fed(tmp_path / "later", BARE, alone("60.00"), gone)
    assert came_to(office) == (0, 0, 0, 1)
    office.undo(3)
    assert came_to(office) == (6000, 20000, 0, 0)


@pytest.mark.parametrize(("buyer", "found"), [(BUYER, (6000, 20000, 0, 0)), ("恒泰机电", (0, 26000, 0, 0))])
def test_freight_is_of_the_slip_of_its_customer(tmp_path, buyer, found):
    assert in_any_order(tmp_path, BARE, alone("60.00", buyer=buyer))[0] == found


def test_of_two_customers_of_one_number_each_bears_his_own(tmp_path):
    other = "shipment", slip("", "", goods=("轴承", "皮带"))[1].replace(BUYER, "恒泰机电")
    found, office = in_any_order(tmp_path, BARE, other, alone("60.00"), alone("30.00", buyer="恒泰机电"))
    assert found == (9000, 40000, 0, 0)
    assert sorted(office.sums(Measure.RECEIVABLE, "customer").values()) == [23000, 26000]


OF_TWO_OFFICES = {"昆明办": slip("50.00", "50.00"), "大理办": slip("50.00", "50.00", goods=("轴承", "皮带"))}


@pytest.mark.parametrize("whose", OF_TWO_OFFICES)
@pytest.mark.parametrize("basis", [Basis.SHIPMENT, Basis.INVOICE])
def test_what_nobodys_folder_brings_corrects_the_slip_of_the_office_that_has_it(tmp_path, whose, basis):
    office = Office(tmp_path)
    for folder, paper in OF_TWO_OFFICES.items():
        office.drop(*paper, office=folder)
    said(office, "不是重复")
    assert came_to(office) == (10000, 40000, 0, 0)
    kind, picture = OF_TWO_OFFICES[whose]
    office.drop(kind, with_column(picture, "remark", "改"))
    assert came_to(office) == (10000, 40000, 0, 0)
    assert len(office.lines("shipment", "product_name")) == 4
    assert list(charged(office.ledger, basis).values()) == [10000]


def test_who_bears_freight_is_answered_by_the_office_of_the_slip_though_nobodys_folder_corrected_it(tmp_path):
    office = Office(tmp_path)
    office.drop(*slip("50.00", "", field="other_charge"), office="昆明办")
    office.drop(*answer("客户承担", "昆明办"))
    office.drop(*slip("60.00", "", field="other_charge"))
    assert came_to(office) == (6000, 20000, 0, 0)


def test_freight_by_nobodys_folder_is_of_the_slip_of_its_day(tmp_path):
    office = Office(tmp_path)
    office.drop(*BARE, office="昆明办")
    office.drop(*slip("", "", goods=("轴承", "皮带"), day="2026-11-09"), office="大理办")
    said(office, "不是重复")
    office.drop(*alone("60.00", day="2026-11-09"))
    assert came_to(office) == (6000, 40000, 0, 0)
    assert office.lines("shipment", "product_name", "charged_freight")[2] == ("轴承", 6000)


def test_sheets_of_one_file_and_files_of_their_own_are_charged_alike(tmp_path):
    office = Office(tmp_path)
    office.drop_workbook("shipment", BARE[1], alone("60.00")[1])
    assert came_to(office) == (6000, 20000, 0, 0)
    assert office.drop(*slip("60.00", "")) == ["corrected", "unchanged"]
    assert came_to(office) == (6000, 20000, 0, 0)


@pytest.mark.parametrize(
    ("listed", "later", "found"),
    [
        ("60.00", alone("60.00", number=""), (6000, 20000)),
        ("60.00", alone("30.00", number=""), (6000, 23000)),
        ("60.00", alone("60.00", number="", more=(("currency", "USD"),)), (6000, 26000)),
        ("", alone("60.00", number=""), (0, 26000)),
    ],
)
def test_without_a_number_freight_that_the_day_has_is_the_same_and_other_freight_is_a_line(
    tmp_path, listed, later, found
):
    came, _ = in_any_order(tmp_path, slip(listed, "", number=""), later)
    assert came[:2] == found


def test_goods_that_were_held_leave_their_freight_a_line_until_they_come_right(tmp_path):
    office = Office(tmp_path)
    office.drop(*BARE, bad_rows=(0, 1))
    office.drop(*alone("60.00"))
    assert came_to(office)[:2] == (0, 6000)
    office.drop(*BARE)
    assert came_to(office)[:2] == (6000, 20000)


HELD = [
    ("its slip before", [BARE, None], 1),
    ("its slip after", [None, BARE], 1),
    ("put right after its slip", [BARE, None, alone("60.00")], 0),
    ("put right before its slip", [None, alone("60.00"), BARE], 0),
    ("its slip in between", [None, BARE, alone("60.00")], 0),
    ("its slip with freight", [None, slip("60.00", "")], 0),
    ("its slip with freight of nothing", [None, slip("0", "0")], 1),
]


@pytest.mark.parametrize(("what", "papers", "waits"), HELD, ids=[case[0] for case in HELD])
def test_held_freight_waits_until_freight_of_its_slip_comes_and_goods_are_none(tmp_path, what, papers, waits):
    office = Office(tmp_path)
    for paper in papers:
        if paper is None:
            office.drop(*alone("60.00"), bad_rows=(0,))
        else:
            office.drop(*paper)
    assert len(office.books.waiting()) == waits, what
    assert freight(office) == (0 if waits else 6000)


@pytest.mark.parametrize("name", ["运费（元）", "運費", " 运 费：", "代垫运费(含税)", "freight"])
def test_held_freight_waits_for_freight_and_not_for_goods_however_it_is_written(tmp_path, name):
    office = Office(tmp_path)
    office.drop(*alone("60.00", name=name), bad_rows=(0,))
    office.drop(*BARE)
    assert len(office.books.waiting()) == 1
    office.drop(*alone("60.00", name=name))
    assert office.books.waiting() == []
    assert came_to(office) == (6000, 20000, 0, 0)


@pytest.mark.parametrize(("name", "waits"), [("运费", 0), ("运 费", 0), ("快递费", 1)])
def test_held_freight_is_put_right_by_freight_of_its_own_name_written_otherwise(tmp_path, name, waits):
    office = Office(tmp_path)
    office.drop(*BARE)
    office.drop(*alone("60.00", name="运费（元）"), bad_rows=(0,))
    office.drop(*alone("60.00", name=name))
    assert len(office.books.waiting()) == waits
    assert freight(office) == 6000


def test_freight_sold_alone_is_corrected_like_any_line_until_its_slip_is_known(tmp_path):
    office = fed(tmp_path, alone("60.00"), alone("70.00"))
    assert came_to(office) == (0, 7000, 0, 0)


LISTED = "送货单号,发货日期,客户名称,品名,数量,单位,金额\n"
GOODS = f"{LISTED}S1,2026-10-05,竹筏超市,螺栓,10,件,100\nS1,2026-10-05,竹筏超市,螺母,10,件,100\n"
FREIGHT = f"{LISTED}S1,2026-10-05,竹筏超市,运费,1,次,60\n"


@pytest.fixture
def desk_office(tmp_path, monkeypatch):
    office = StatementOffice(tmp_path / "内勤", monkeypatch)
    office.drop(CUSTOMERS, "客户")
    yield office
    office.desk.close()


@pytest.mark.parametrize("papers", [(GOODS, FREIGHT), (FREIGHT, GOODS)], ids=["after", "before"])
def test_either_batch_can_be_undone_first_and_the_answer_says_what_becomes_of_the_other(desk_office, papers):
    batch = {text: desk_office.drop(text) for text in papers}
    assert desk_office.figures("2026-10")[-1] == 260
    said = desk_office.desk.undo(batch[GOODS])
    assert "发货少 2 行，发货改为单独入账 1 行。" in said["message"]
    assert desk_office.figures("2026-10")[-1] == 60
    desk_office.drop(GOODS)
    said = desk_office.desk.undo(batch[FREIGHT])
    assert said["undone"]
    assert desk_office.figures("2026-10")[-1] == 200
    assert desk_office.troubles() == []


@pytest.mark.parametrize(("shipped", "told"), [("50", True), ("60", False)])
def test_a_slip_that_says_otherwise_than_its_earlier_freight_tells_that_it_is_asked_about(desk_office, shipped, told):
    desk_office.drop(FREIGHT)
    file = desk_office.offer(GOODS.replace("金额", "金额,代垫运费").replace("100\n", f"100,{shipped}\n"))
    said = [one["message"] for one in file["findings"] if one["code"] == "G101"]
    assert file["verdict"] == "accepted"
    assert [("这份的“运费”是 60.00" in one, "差异清单" in one) for one in said] == [(True, True)] * told


def test_freight_that_comes_when_its_month_is_confirmed_counts_in_the_next_and_so_does_taking_it_back(desk_office):
    desk_office.drop(GOODS)
    ((number, _, closing),) = desk_office.issue("2026-10")
    assert closing == 200
    desk_office.confirm(number)
    freight_batch = desk_office.drop(FREIGHT)
    assert [desk_office.figures(month)[-2:] for month in ("2026-10", "2026-11")] == [(0, 200), (60, 260)]
    desk_office.desk.undo(freight_batch)
    assert [desk_office.figures(month)[-2:] for month in ("2026-10", "2026-11")] == [(0, 200), (0, 200)]
    assert desk_office.troubles() == []


def test_a_slip_that_comes_when_its_freight_is_confirmed_leaves_that_statement_as_it_is(desk_office):
    desk_office.drop(FREIGHT)
    ((number, _, closing),) = desk_office.issue("2026-10")
    assert closing == 60
    desk_office.confirm(number)
    desk_office.drop(GOODS)
    assert [desk_office.figures(month)[-2:] for month in ("2026-10", "2026-11")] == [(0, 60), (200, 260)]
    assert desk_office.troubles() == []


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(12))
def test_wherever_freight_comes_among_versions_of_its_slip_the_books_are_the_same(tmp_path, seed):
    chance = random.Random(seed)
    versions = [
        slip(chance.choice(["", "50.00", "110.00"]), "", field=chance.choice(["charged_freight", "other_charge"]),
             more=chance.choice([(), (CUSTOMER,), (OURS,)]))
        for _ in range(2)
    ]  # fmt: skip
    freights = [
        alone(
            chance.choice(["50.00", "60.00"]), name=chance.choice(["运费", "快递费"]), more=chance.choice([(), (OURS,)])
        )
        for _ in range(2)
    ]
    exports, digests = set(), set()
    for n, places in enumerate([(0, 1, 2, 3), (2, 3, 0, 1), (0, 2, 1, 3), (2, 0, 3, 1)]):
        papers = [*versions, *freights, answer("客户承担")]
        office = fed(tmp_path / str(n), *(papers[i] for i in (*places, 4)))
        exports.add(tuple(office.export()))
        digests |= {office.digest(), office.replayed_digest()}
        for gone in chance.sample(range(1, 5), 4):
            office.undo(gone)
        assert office.owed() == 0
    assert (len(exports), len(digests)) == (1, 1)
