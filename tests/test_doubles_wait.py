"""Payments and invoices that may be one: one of the two waits, until somebody says what they are (RULES 5)."""

from __future__ import annotations

import random
from itertools import permutations, product

import pytest
from bookkeeping import Office

from neiqin_xl.ledger.doubles import pairs, undecided
from neiqin_xl.model.posting import Measure
from neiqin_xl.tolerance_settings import Tolerances

FILED = ("customer", "| customer_code | customer_name |\n| 0017 | 华新五金 |")
BANK = (
    "receipt",
    """
| receipt_date | payer    | amount | bank_txn_no |
| 2026-11-12   | 华新五金 | 250.00 | B-1         |""",
)
REGISTER = (
    "receipt",
    """
| receipt_no | receipt_date | customer_name | amount | ref_docs |
| R-1        | 2026-11-13   | 华新五金      | 250.00 | S-1      |""",
)
SLIP = (
    "shipment",
    """
| shipment_no | ship_date  | customer_name | product_name | unit | qty | unit_price_incl |
| S-1         | 2026-11-05 | 华新五金      | 螺栓         | 件   | 100 | 2.50            |""",
)


def bill(number, *, day="2026-11-08", amount="250.00", code="", customer="华新五金"):
    return ("invoice", f"""
| invoice_no | invoice_code | invoice_date | customer_name | amount_incl |
| {number}   | {code}       | {day}        | {customer}    | {amount}    |""")  # fmt: skip


def said(number, state):
    return ("difference_decision", f"| difference_no | difference_state |\n| {number} | {state} |")


def fed(folder, *papers):
    folder.mkdir(exist_ok=True)
    office = Office(folder)
    for paper in papers:
        office.drop(*paper)
    return office


def received(office):
    return office.sums(Measure.RECEIVED).get((), 0)


def number_of(office):
    (pair,) = pairs(office.ledger)
    return pair.number


@pytest.fixture
def office(tmp_path):
    return fed(tmp_path / "office", FILED, SLIP, BANK, REGISTER)


def test_a_payment_in_the_banks_list_and_in_the_register_counts_once_and_the_other_waits(office):
    assert (received(office), office.owed()) == (25000, 0)
    (waiting,) = office.books.waiting()
    assert (waiting.state, waiting.type, waiting.customer) == ("doubtful", "receipt", "华新五金")
    assert "不是重复" in waiting.note
    assert number_of(office) in waiting.note


def written(head, row):
    return "receipt", f"| receipt_date | amount | {head} |\n| 2026-11-12 | 250.00 | {row} |"


BANKS_BALANCE = written("payer | balance", "华新五金 | 900")
BESIDE_OURS = written("receipt_no | customer_name | bank_txn_no", "R-2 | 华新五金 | B-1")
WITH_A_FEE = written("receipt_no | customer_name | bank_fee", "R-1 | 华新五金 | 3")


@pytest.mark.parametrize(
    ("first", "again", "stays"),
    [
        (BANK, REGISTER, ("", "B-1")),
        (BANKS_BALANCE, REGISTER, ("", "")),
        (BANKS_BALANCE, BESIDE_OURS, ("", "")),
        (BANK, WITH_A_FEE, ("R-1", "")),
    ],
)
def test_the_banks_own_line_counts_whichever_came_first_unless_the_clerks_settles_more(tmp_path, first, again, stays):
    for n, papers in enumerate(permutations([FILED, first, again])):
        office = fed(tmp_path / str(n), *papers)
        (pair,) = pairs(office.ledger)
        numbers = dict(
            zip((row[1] for row in office.books.master_rows("receipt")),
                office.lines("receipt", "receipt_no", "bank_txn_no"), strict=True)
        )  # fmt: skip
        assert tuple(one or "" for one in numbers[pair.first.lines[0]]) == stays


def test_saying_that_they_are_two_counts_both_and_nothing_waits(office):
    office.drop(*said(number_of(office), "不是重复"))
    assert (received(office), office.owed()) == (50000, -25000)
    assert office.books.waiting() == []


def test_saying_that_they_are_one_leaves_one_out_and_nothing_waits(office):
    office.drop(*said(number_of(office), "是重复"))
    assert (received(office), office.owed()) == (25000, 0)
    assert office.books.waiting() == []


@pytest.mark.parametrize("state", ["接受", "已解决", "处理中", "跨期", "重新打开"])
def test_no_other_state_decides_whether_money_counts(office, state):
    office.drop(*said(number_of(office), state))
    assert received(office) == 25000
    assert len(undecided(office.ledger)) == 1


def test_what_the_clerk_noted_beside_a_payment_goes_with_the_banks_line_once_they_are_one(office):
    for state, noted in (("处理中", False), ("是重复", True), ("不是重复", False)):
        office.drop(*said(number_of(office), state))
        (pair,) = pairs(office.ledger)
        told = office.books.said()
        assert (pair.first.number, pair.again.number) == ("B-1", "R-1")
        assert told[pair.again.lines[0]].ref_docs == "S-1"
        assert (told.get(pair.first.lines[0]) is not None and told[pair.first.lines[0]].ref_docs == "S-1") is noted


def test_a_later_answer_replaces_an_earlier_one(office):
    number = number_of(office)
    office.drop(*said(number, "是重复"))
    office.drop(*said(number, "不是重复"))
    assert received(office) == 50000
    office.drop(*said(number, "是重复"))
    assert received(office) == 25000


@pytest.mark.parametrize("stray", ["接受", "已解决", "跨期"])
@pytest.mark.parametrize(("answer", "counted"), [("是重复", 25000), ("不是重复", 50000)])
def test_what_is_no_answer_takes_no_answer_back(office, answer, counted, stray):
    number = number_of(office)
    office.drop(*said(number, answer))
    office.drop(*said(number, stray))
    assert (received(office), undecided(office.ledger)) == (counted, [])
    assert office.replayed_digest() == office.digest()


@pytest.mark.parametrize("state", ["处理中", "重新打开"])
def test_an_answer_is_asked_for_again_where_somebody_says_so(office, state):
    number = number_of(office)
    office.drop(*said(number, "不是重复"))
    office.drop(*said(number, state))
    assert (received(office), len(undecided(office.ledger))) == (25000, 1)


@pytest.mark.parametrize("state", ["是重复", "不是重复"])
def test_an_answer_that_is_taken_back_leaves_the_question_open(office, state):
    office.drop(*said(number_of(office), state))
    office.undo(office.drops)
    assert received(office) == 25000
    assert len(office.books.waiting()) == 1


@pytest.mark.parametrize(("batch", "left"), [(3, "R-1"), (4, "B-1")])
def test_when_one_of_the_two_is_taken_back_the_other_counts(office, batch, left):
    office.drop(*said(number_of(office), "是重复"))
    office.undo(batch)
    assert received(office) == 25000
    assert left in str(office.lines("receipt", "receipt_no", "bank_txn_no"))
    assert office.books.waiting() == []


def test_a_third_list_of_one_payment_waits_as_well(tmp_path):
    for n, papers in enumerate(permutations([BANK, REGISTER, THIRD])):
        office = fed(tmp_path / str(n), FILED, SLIP, *papers)
        assert (received(office), len(office.books.waiting())) == (25000, 2)
        office.drop(*said(pairs(office.ledger)[0].number, "不是重复"))
        assert (received(office), len(office.books.waiting())) == (50000, 1)


THIRD = ("receipt", "| receipt_date | customer_name | amount | method |\n| 2026-11-14 | 华新五金 | 250.00 | 电汇 |")


@pytest.mark.parametrize(("last", "wanted"), [("不是重复", 75000), ("是重复", 50000)])
def test_two_that_are_not_the_first_one_may_still_be_each_other(tmp_path, last, wanted):
    office = fed(tmp_path / "three", FILED, SLIP, BANK, REGISTER, THIRD)
    answers = [said(pair.number, "不是重复") for pair in pairs(office.ledger)]
    for answer in answers:
        office.drop(*answer)
    (left,) = undecided(office.ledger)
    (waiting,) = office.books.waiting()
    assert (received(office), left.number in waiting.note) == (50000, True)
    assert {left.number} == {pair.number for pair in pairs(office.ledger)} - {number_said(one) for one in answers}
    answers.append(said(left.number, last))
    office.drop(*answers[-1])
    assert (received(office), office.books.waiting()) == (wanted, [])
    assert office.replayed_digest() == office.digest()
    papers = [FILED, SLIP, BANK, REGISTER, THIRD, *answers]
    other = fed(tmp_path / "other", *reversed(papers))
    assert other.export() == office.export()


def number_said(answer):
    return answer[1].splitlines()[1].split("|")[1].strip()


def test_what_is_not_the_nearest_one_may_be_the_next_one(tmp_path):
    office = fed(tmp_path / "next", FILED, SLIP, REGISTER, bank("B-1", 13), bank("B-2", 14))
    office.drop(*said(number_of(office), "不是重复"))
    (left,) = undecided(office.ledger)
    assert {left.first.number, left.again.number} == {"R-1", "B-2"}
    assert received(office) == 50000
    office.drop(*said(left.number, "不是重复"))
    assert received(office) == 75000


def bank(number, day, payer="华新五金"):
    return ("receipt", f"""
| receipt_date | payer   | amount | bank_txn_no |
| 2026-11-{day} | {payer} | 250.00 | {number}    |""")  # fmt: skip


def test_when_one_of_two_is_taken_back_the_other_may_be_the_next_one(tmp_path):
    office = fed(tmp_path / "next", FILED, SLIP, REGISTER, bank("B-1", 13), bank("B-2", 14))
    assert received(office) == 50000
    office.undo(4)
    assert (received(office), len(office.books.waiting())) == (25000, 1)
    assert office.replayed_digest() == office.digest()


def test_when_one_of_two_turns_out_to_be_somebody_elses_the_other_may_be_the_next_one(tmp_path):
    called = "| customer_code | customer_name | aliases |\n| 0017 | 华新五金 | 华新 |"
    office = fed(tmp_path / "whose", ("customer", called), REGISTER, bank("B-1", 13, "华新"), bank("B-2", 14))
    assert received(office) == 50000
    office.drop("customer", f"{called}\n| 0018 | 华新建材 | 华新 |")
    assert (received(office), len(office.books.waiting())) == (25000, 2)
    assert office.replayed_digest() == office.digest()


def test_dropping_the_same_papers_again_changes_nothing(office):
    office.drop(*said(number_of(office), "不是重复"))
    before = office.digest()
    for paper in (BANK, REGISTER, said(number_of(office), "不是重复")):
        office.drop(*paper)
    assert office.digest() == before


@pytest.mark.thorough
@pytest.mark.parametrize("state", ["", "是重复", "不是重复"])
def test_any_order_of_papers_and_answer_gives_the_same_books(tmp_path, office, state):
    papers = [SLIP, FILED, BANK, REGISTER, *([said(number_of(office), state)] if state else [])]
    orders = random.Random(7).sample(list(permutations(papers)), 20)
    exports = {tuple(fed(tmp_path / f"{n}", *order).export()) for n, order in enumerate(orders)}
    assert len(exports) == 1


@pytest.mark.parametrize("state", ["", "是重复", "不是重复"])
def test_replaying_the_facts_keeps_what_waits_and_what_was_answered(office, state):
    if state:
        office.drop(*said(number_of(office), state))
    before = office.digest()
    assert office.replayed_digest() == before


def test_a_number_that_is_corrected_tells_them_apart(office):
    corrected = REGISTER[1].replace("| ref_docs |", "| bank_txn_no |").replace("S-1", "B-7")
    office.drop("receipt", corrected)
    assert received(office) == 50000
    assert office.books.waiting() == []


def test_an_amount_that_is_corrected_tells_them_apart(office):
    office.drop("receipt", REGISTER[1].replace("250.00", "260.00"))
    assert received(office) == 51000


def test_a_file_that_lists_both_knows_that_they_are_two(office):
    both = (
        "receipt",
        """
        | receipt_no | receipt_date | customer_name | payer    | amount | ref_docs | bank_txn_no |
        | R-1        | 2026-11-13   | 华新五金      |          | 250.00 | S-1      |             |
        |            | 2026-11-12   |               | 华新五金 | 250.00 |          | B-1         |""",
    )
    office.drop(*both)
    assert received(office) == 50000
    office.undo(office.drops)
    assert received(office) == 25000


HEAD_OF_THE_BANK = "| receipt_date | payer | amount | balance |"
HEAD_OF_THE_REGISTER = "| receipt_date | customer_name | amount |"
SECOND = ("customer", "| customer_code | customer_name |\n| 0018 | 远达电器 |")


def both_lists(*rows):
    """The bank's list and the register of the same payments, neither with a number of any kind."""
    bank = [f"| {day} | {who} | {amount} | {n}000.00 |" for n, (day, who, amount) in enumerate(rows, 1)]
    register = [f"| {day} | {who} | {amount} |" for day, who, amount in rows]
    return ("receipt", "\n".join([HEAD_OF_THE_BANK, *bank])), ("receipt", "\n".join([HEAD_OF_THE_REGISTER, *register]))


EQUAL_AMOUNTS = {
    "two customers on one day": [("2026-11-12", "华新五金", "90.00"), ("2026-11-12", "远达电器", "90.00")],
    "two customers on two days": [("2026-11-12", "华新五金", "90.00"), ("2026-11-13", "远达电器", "90.00")],
    "one transfer in two equal parts": [("2026-11-12", "华新五金", "90.00")] * 2,
    "unequal ones": [("2026-11-12", "华新五金", "90.00"), ("2026-11-12", "远达电器", "91.00")],
}


@pytest.mark.parametrize("rows", EQUAL_AMOUNTS.values(), ids=EQUAL_AMOUNTS)
def test_equal_amounts_in_both_lists_are_asked_about_as_unequal_ones_are(tmp_path, rows):
    for n, order in enumerate(permutations(both_lists(*rows))):
        office = fed(tmp_path / str(n), FILED, SECOND, *order)
        assert received(office) == sum(int(amount.replace(".", "")) for _, _, amount in rows)
        assert len(undecided(office.ledger)) == len(rows)


@pytest.mark.parametrize("which", [0, 1])
def test_equal_payments_of_one_list_alone_are_so_many_payments_however_often_it_comes(tmp_path, which):
    rows = [("2026-11-12", "华新五金", "90.00")] * 2 + [("2026-11-12", "远达电器", "90.00")]
    earlier, whole = both_lists(rows[0])[which], both_lists(*rows)[which]
    for n, order in enumerate(permutations([earlier, whole, whole])):
        office = fed(tmp_path / str(n), FILED, SECOND, *order)
        assert (received(office), undecided(office.ledger)) == (27000, [])


def test_two_payments_of_one_list_never_are_one_though_an_earlier_list_had_the_first(tmp_path):
    days = ("| receipt_date | payer | amount | bank_account |\n| 2026-11-{} | 华新五金 | 90.00 | 基本户 |" .format("14"),
            "\n| 2026-11-15 | 华新五金 | 90.00 | 基本户 |")  # fmt: skip
    lists = [("receipt", days[0]), ("receipt", "".join(days))]
    for n, order in enumerate(permutations(lists)):
        assert received(fed(tmp_path / str(n), FILED, *order)) == 18000


def test_a_register_that_a_clerk_drops_day_by_day_is_not_doubted_for_equal_payments(tmp_path):
    daily = "| receipt_date | customer_name | amount |\n| 2026-11-{} | 华新五金 | 90.00 |"
    office = fed(tmp_path / "daily", *(("receipt", daily.format(day)) for day in (14, 15, 16)))
    assert received(office) == 27000


@pytest.mark.parametrize(
    ("balance", "stands", "waits"),
    [("1250.00", 25000, 0), ("1500.00", 25000, 1), ("", 25000, 0)],
    ids=["the same balance", "another balance", "none"],
)
def test_after_one_payment_an_account_holds_one_sum(tmp_path, balance, stands, waits):
    head = "| receipt_date | payer | amount | balance |\n| 2026-11-12 | 华新五金 | 250.00 |"
    office = fed(tmp_path / "o", FILED, ("receipt", f"{head} 1250.00 |"), ("receipt", f"{head} {balance} |"))
    assert (received(office), len(undecided(office.ledger))) == (stands, waits)


def test_what_a_customer_still_owes_beside_a_payment_makes_it_no_other_payment(tmp_path):
    head = "| receipt_date | customer_name | amount | balance |\n| 2026-11-12 | 华新五金 | 250.00 |"
    office = fed(tmp_path / "o", FILED, ("receipt", f"{head} 5000 |"), ("receipt", f"{head} 4500 |"))
    assert (received(office), len(undecided(office.ledger))) == (25000, 0)


def test_two_in_the_bank_and_one_in_the_register_leave_one_waiting(tmp_path):
    bank = ("receipt", BANK[1] + "\n| 2026-11-12 | 华新五金 | 250.00 | B-2 |")
    office = fed(tmp_path / "two", FILED, SLIP, bank, REGISTER)
    assert received(office) == 50000
    assert len(office.books.waiting()) == 1


def test_what_waits_names_its_customer_in_no_balance_and_stands_in_the_master_as_waiting(office):
    rows = {row[7] for row in office.books.master_rows("receipt")}
    assert rows == {"待答复", "已入账"}
    office.drop(*said(number_of(office), "是重复"))
    assert {row[7] for row in office.books.master_rows("receipt")} == {"重复", "已入账"}


FULL = "24442000000012345678"
INVOICES = [
    ("没有写发票代码", True, bill("10000001", code="4400204130"), bill("10000001")),
    ("只抄了后八位", True, bill(FULL), bill(FULL[-8:])),
    ("只抄了后七位", False, bill(FULL), bill(FULL[-7:])),
    ("抄错一位", True, bill(FULL), bill("24443000000012345678")),
    ("抄错两位", False, bill(FULL), bill("24443000000072345678")),
    ("前后两位抄反", True, bill(FULL), bill("24442000000021345678")),
    ("同一本的下一张", False, bill(FULL), bill("24442000000012345679")),
    ("同一本的前一百张", True, bill(FULL), bill("24442000000012345578")),
    ("同一本的前九十张", False, bill(FULL), bill("24442000000012345588")),
    ("相隔三天", True, bill(FULL), bill(FULL[-8:], day="2026-11-11")),
    ("相隔四天", False, bill(FULL), bill(FULL[-8:], day="2026-11-12")),
    ("差一分", False, bill(FULL), bill(FULL[-8:], amount="250.01")),
    ("另一个客户", False, bill(FULL), bill(FULL[-8:], customer="白鹭五金")),
]


@pytest.mark.parametrize(("case", "is_one", "first", "again"), INVOICES, ids=[case[0] for case in INVOICES])
def test_an_invoice_waits_where_its_number_may_be_another_one_written_otherwise(tmp_path, case, is_one, first, again):
    sums = {
        (office.sums(Measure.INVOICED)[()], len(office.books.waiting()))
        for n, order in enumerate(permutations([first, again]))
        for office in [fed(tmp_path / f"{n}", *order)]
    }
    once = 25000
    assert len(sums) == 1, case
    assert (sums.pop()[0] == once) is is_one


def test_an_invoice_that_waits_counts_or_not_as_it_is_answered(tmp_path):
    office = fed(tmp_path / "bills", bill(FULL), bill(FULL[-8:]))
    assert office.sums(Measure.INVOICED)[()] == 25000
    office.drop(*said(number_of(office), "不是重复"))
    assert office.sums(Measure.INVOICED)[()] == 50000
    office.drop(*said(number_of(office), "是重复"))
    assert office.sums(Measure.INVOICED)[()] == 25000


def test_the_fuller_number_of_an_invoice_counts(tmp_path):
    office = fed(tmp_path / "bills", bill(FULL[-8:]), bill(FULL))
    (pair,) = pairs(office.ledger)
    assert (pair.first.number, pair.again.number) == (FULL, FULL[-8:])


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(8))
def test_as_long_as_all_are_said_to_be_two_every_two_that_may_be_one_are_asked_about(tmp_path, seed):
    chance = random.Random(seed)
    office = fed(tmp_path / "all", FILED, *(_list(chance, n) for n in range(4)))
    while left := undecided(office.ledger):
        office.drop(*said(chance.choice(left).number, "不是重复"))
    rows = office.lines("receipt", "receipt_no", "bank_txn_no", "receipt_date", "amount")
    ours, banks = [row for row in rows if row[0]], [row for row in rows if row[1]]
    assert {frozenset((pair.first.number, pair.again.number)) for pair in pairs(office.ledger)} == {
        frozenset((mine[0], theirs[1]))
        for mine, theirs in product(ours, banks)
        if mine[3] == theirs[3] and abs(int(mine[2][-2:]) - int(theirs[2][-2:])) <= Tolerances().days
    }
    assert (office.books.waiting(), received(office)) == ([], sum(row[3] for row in rows))


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(12))
def test_random_lists_of_few_amounts_come_to_the_same_in_any_order_and_when_replayed(tmp_path, seed):
    chance = random.Random(seed)
    papers = [FILED, *(_list(chance, n) for n in range(5))]
    office = fed(tmp_path / "first", *papers)
    answers = [said(pair.number, chance.choice(["是重复", "不是重复", "处理中"])) for pair in pairs(office.ledger)[::2]]
    for answer in answers:
        office.drop(*answer)
    papers += answers
    wanted = office.export()
    for n in range(3):
        chance.shuffle(papers)
        assert fed(tmp_path / str(n), *papers).export() == wanted
    assert list(office.export()) == wanted
    again = fed(tmp_path / "again", *papers)
    assert office.replayed_digest() == again.digest()
    gone = chance.randrange(len(papers))
    again.undo(gone + 1)
    assert again.export() == fed(tmp_path / "without", *papers[:gone], *papers[gone + 1 :]).export()


def _list(chance, n):
    """A list of payments of one customer: every second from a bank, every row with a number of its list's own."""
    rows = [(f"2026-11-{chance.randint(5, 12):02}", chance.choice(["90.00", "100.00"])) for _ in range(4)]
    if n % 2:
        return "receipt", "| receipt_date | payer | amount | bank_txn_no |" + "".join(
            f"\n| {day} | 华新五金 | {amount} | B{n}{i} |" for i, (day, amount) in enumerate(rows)
        )
    return "receipt", "| receipt_no | receipt_date | customer_name | amount |" + "".join(
        f"\n| R{n}{i} | {day} | 华新五金 | {amount} |" for i, (day, amount) in enumerate(rows)
    )


OTHER = ("customer", "| customer_code | customer_name |\n| 0018 | 远达电器 |")


def claim(number="", transaction="", customer="0018", papers="", part=""):
    head = "| receipt_no | bank_txn_no | claimed_by | claimed_amount | ref_docs |"
    return "allocation", f"{head}\n| {number} | {transaction} | {customer} | {part} | {papers} |"


def balances(office):
    return office.sums(Measure.RECEIVABLE, "customer")


@pytest.mark.thorough
@pytest.mark.parametrize(
    ("claimed", "counted"),
    [
        (claim("R-1"), {"C:0017": 0}),
        (claim("R-1", part="100"), {"C:0017": 0}),
        (claim("", "B-1"), {"C:0017": 25000, "C:0018": -25000}),
        (claim("", "B-1", part="100"), {"C:0017": 10000, "C:0018": -10000}),
    ],
)
def test_whom_one_of_the_two_is_claimed_for_does_not_make_them_two(tmp_path, claimed, counted):
    answer = said(number_of(fed(tmp_path / "asked", FILED, BANK, REGISTER)), "是重复")
    for n, papers in enumerate(permutations([BANK, REGISTER, answer, claimed])):
        office = fed(tmp_path / str(n), FILED, OTHER, SLIP, *papers)
        assert (received(office), balances(office)) == (25000, counted)
        assert office.books.waiting() == []
        assert office.digest() == office.replayed_digest()


def test_a_claim_for_what_was_left_out_is_done_once_somebody_says_that_they_are_two(office):
    office.drop(*OTHER)
    office.drop(*said(number_of(office), "是重复"))
    office.drop(*claim("R-1"))
    assert balances(office) == {"C:0017": 0}
    office.drop(*said(number_of(office), "不是重复"))
    assert balances(office) == {"C:0017": 0, "C:0018": -25000}
    office.undo(office.drops)
    assert balances(office) == {"C:0017": 0}
    assert office.digest() == office.replayed_digest()
