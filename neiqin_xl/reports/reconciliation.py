"""A customer's own statement held against the account in our books, and the pages that show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.slips import slips
from neiqin_xl.model.form import overview_title, register_title
from neiqin_xl.model.report import Block, Cell, Page, Paper
from neiqin_xl.money import fixed
from neiqin_xl.reconcile.theirs.bridge import Step
from neiqin_xl.reconcile.theirs.entries import Goods, goods_of
from neiqin_xl.reconcile.theirs.later import with_later
from neiqin_xl.reconcile.theirs.ours import beside_period, entered_together, of_account
from neiqin_xl.reconcile.theirs.reading import Statement, read
from neiqin_xl.reconcile.theirs.reconciled import Reconciled, reconciled, with_void
from neiqin_xl.reports.accounts import OWED, Account, accounts, nothing
from neiqin_xl.reports.naming import Names, currency_name
from neiqin_xl.reports.reconciliation_document import (
    AGREEING,
    DIFFERING,
    FRONT,
    NOT_READ,
    ONLY_OURS,
    ONLY_THEIRS,
    RECONCILIATION_DOCUMENT,
    TO_CONFIRM,
)
from neiqin_xl.reports.reconciliation_front import bridge_block, counted_block
from neiqin_xl.reports.reconciliation_later import later_of
from neiqin_xl.reports.reconciliation_rows import (
    Shown,
    agreeing_block,
    differing_block,
    left_block,
    proposals_block,
    waiting_for_a_person,
)
from neiqin_xl.reports.statement_names import compared_names
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import Posting
    from neiqin_xl.reconcile.statement import Movement
    from neiqin_xl.reconcile.theirs.matching import Keys
    from neiqin_xl.reconcile.theirs.reading import Value

_BESIDE = timedelta(days=45)
# By these the reader knows the workbook again.
REGISTER, OVERVIEW = register_title(words.MATCH_DECISION), overview_title(words.MATCH_DECISION)


@dataclass(frozen=True)
class TheirSheet:
    """A customer's statement as it was read: its columns by field, the sheet's row number of each row, its file."""

    columns: Mapping[str, Sequence[Value]]
    rows: Sequence[int]
    file: str


@dataclass(frozen=True)
class Reconciliation:
    """A statement held against one account over a period. `shown` says how its lines are printed."""

    customer: str
    period: Period
    account: Account
    found: Reconciled
    shown: Shown
    sheet: TheirSheet

    @property
    def to_confirm(self) -> int:
        """How many matches a person should look at."""
        return len(waiting_for_a_person(self.found))


def reconcile(
    books: Books,
    sheet: TheirSheet,
    customer: str,
    period: Period,
    *,
    tax_rates: Sequence[int],
    decided: Mapping[tuple[Keys, Keys], bool],
) -> Reconciliation:
    """Hold the sheet against the customer's account: of several (currencies, companies) the one that it fits best."""
    names = Names(books).for_customers()
    paper = read(sheet.columns, len(sheet.rows))
    currencies = {one.currency for one in paper.entries if one.currency}
    held = [
        one for one in accounts(books, period, names, {}, customer) if not currencies or one.key.currency in currencies
    ]
    fits = [
        _held(books, names, sheet, paper, account, period, tax_rates=tax_rates, decided=decided)
        for account in held or [nothing(books, period, names, customer, 0)]
    ]
    return max(fits, key=lambda one: len(one.found.compared))


def _held(
    books: Books,
    names: Names,
    sheet: TheirSheet,
    paper: Statement,
    account: Account,
    period: Period,
    *,
    tax_rates: Sequence[int],
    decided: Mapping[tuple[Keys, Keys], bool],
) -> Reconciliation:
    numbers = {line: one.number for line, one in books.explained().items() if one.number}
    goods = _GoodsOf(names)
    inside = of_account(account.lines, account.postings, goods, numbers)
    beside = [
        one
        for since, before in ((period.since - _BESIDE, period.since), (period.before, period.before + _BESIDE))
        for one in books.lines(OWED, since, before, customer=account.key.customer)
        if (one.company, one.currency) == (account.key.company, account.key.currency) and one.type != words.OPENING.key
    ]
    ours = [*inside, *beside_period(beside, goods, numbers)]
    found = reconciled(
        ours,
        paper.entries,
        account.opening,
        paper.stated,
        (period.since, period.last),
        tax_rates=tax_rates,
        decided=decided,
        runs=paper.runs,
    )
    found = with_later(found, later_of(books, account, period, inside, numbers))
    found = with_void(found, _void_among(books, found, account.key.customer))
    behind = dict(zip((one.key for one in ours), (*_lines_of(account), *beside), strict=True))
    shown = Shown(found, names, behind, sheet.columns, paper.rows, sheet.rows)
    return Reconciliation(account.key.customer, period, account, found, shown, sheet)


def _void_among(books: Books, found: Reconciled, customer: str) -> set[str]:
    """Those numbers of lines that only they have under which a slip of ours is 作废, made comparable."""
    wanted = {number for at, _ in found.only_theirs for number in found.theirs[at].said_numbers}
    if not wanted:
        return set()
    return {
        code_key(one.number) for one in slips(books.ledger, numbers=wanted) if one.is_void and one.customer == customer
    }


def paper_of(books: Books, made: Reconciliation) -> Paper:
    """The workbook of a reconciliation, below the folder of statements."""
    names = Names(books).for_customers()
    found, key = made.found, made.account.key
    fields: dict[str, Cell] = {
        "客户.编码": names.customer_code(made.customer),
        "客户.名称": names.customer(made.customer),
        "公司.名称": key.company or books.company,
        "账期.名称": dated(made.period),
        "制表日期": str(books.today),
        "币种": currency_name(key.currency),
        "来源文件": made.sheet.file,
        "余额差": found.bridge.theirs - found.bridge.ours,
        "未解释": found.bridge.rest,
    }
    customer = names.customer(made.customer)
    about = (f"{customer}　账期 {dated(made.period)}", f"客户的表：{made.sheet.file}")

    def page(name: str, *blocks: Block, lines: tuple[str, ...] = about, **more: Cell) -> Page:
        heading = words.RECONCILIATION.shown if name == FRONT else f"{words.RECONCILIATION}：{name}"
        return Page(name, heading, lines, blocks, fields={**more, NOT_READ: OVERVIEW})

    pages = (
        page(FRONT, counted_block(found), bridge_block(found), lines=_conclusion(made), **fields),
        page(DIFFERING, differing_block(found, made.shown)),
        page(ONLY_OURS, left_block(found, made.shown, ours=True, today=books.today)),
        page(ONLY_THEIRS, left_block(found, made.shown, ours=False, today=books.today)),
        Page(TO_CONFIRM, REGISTER, (), (proposals_block(found, made.shown, customer),)),
        page(AGREEING, agreeing_block(found, made.shown)),
    )
    return Paper(
        # A customer whose papers were all taken back since is in no list of names.
        compared_names(names, made.period).get(made.customer, f"{made.customer}_{file_label(made.period)}"),
        f"{words.STATEMENT_FOLDER}/{words.COMPARED_FOLDER}",
        pages,
        RECONCILIATION_DOCUMENT,
        typed=True,
    )


def _conclusion(made: Reconciliation) -> tuple[str, ...]:
    """What the front page says in words."""
    found = made.found
    pairs = f"相符 {len(found.agreeing)} 笔，有出入 {len(found.differing)} 笔"
    said = [f"{pairs}，仅我方有 {len(found.only_ours)} 笔，仅对方有 {len(found.only_theirs)} 笔。"]
    if found.counted_later:
        said.append(f"其中 {found.counted_later} 笔是账期冻结后我方已经更正的，列入下一份对账单的前期调整，不用再查。")
    if found.goods_only:
        said.append("对方的表只列了发货和退货，没有付款和余额：这里只核对发货和退货，余额从零起算。")
    elif not found.bridge.is_given:
        said.append("对方的表没有写期末余额，按对方期初（没有写的按我方期初）加明细计算。")
    if made.to_confirm:
        said.append(f"有 {made.to_confirm} 笔是推断的，请在“{TO_CONFIRM}”页填“是”或“否”，存盘后放进收件箱，以后照办。")
    if any(step is Step.OWN_SUM and amount for step, _, amount in found.bridge.steps):
        said.append("对方表里写的期末余额和它自己的明细对不上，差额列在调节表最后一项。")
    return tuple(said)


def _lines_of(account: Account) -> list[Posting | Movement]:
    """What stands behind each of our entries, in the order in which `of_account` makes them."""
    firsts = (held[0] for held in entered_together(account.lines))
    return [first if first.line is None else account.postings.get(first.line, first) for first in firsts]


class _GoodsOf:
    """The goods of a product by its id."""

    def __init__(self, names: Names) -> None:
        self._items = names.products
        self._known: dict[str, Goods] = {}

    def __call__(self, product: str) -> Goods:
        found = self._known.get(product)
        if found is None:
            item = self._items.get(product)
            found = goods_of((item.code,), item.name, item.spec) if item is not None else Goods()
            self._known[product] = found
        return found


def summary_of(books: Books, made: Reconciliation) -> dict[str, object]:
    """The reconciliation in figures, as commands tell it: amounts as text with two decimals."""
    found, names = made.found, Names(books).for_customers()
    return {
        "customer": {"code": names.customer_code(made.customer), "name": names.customer(made.customer)},
        "period": made.period.name,
        "currency": made.account.key.currency,
        "goods_only": found.goods_only,
        "ours": fixed(found.bridge.ours),
        "theirs": fixed(found.bridge.theirs),
        "theirs_stated": found.bridge.is_given,
        "matched": len(found.agreeing),
        "differing": len(found.differing),
        "only_ours": len(found.only_ours),
        "only_theirs": len(found.only_theirs),
        "to_confirm": made.to_confirm,
        "steps": [
            {"step": step.value, "lines": count, "amount": fixed(amount)} for step, count, amount in found.bridge.steps
        ],
        "rest": fixed(found.bridge.rest),
    }
