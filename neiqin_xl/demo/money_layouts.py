"""How banks, tax offices and clerks draw lists of money: a row each under a header, with a head of their own above."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple, TypeVar

from neiqin_xl.demo.company import OUR_NAME, Customer
from neiqin_xl.demo.drawing import Grid
from neiqin_xl.demo.money import Bill, Owed, Payment, Settled
from neiqin_xl.demo.styles import Cell, compact, dashed, dotted, slashed

Row = TypeVar("Row")
Fields = Sequence[tuple[str, Callable[[Row], Cell]]]

_TAX_RATE = Decimal("1.13")


class Granted(NamedTuple):
    """A limit of credit in yuan and days, with what was allowed on top for once."""

    customer: Customer
    limit: int
    days: int
    temporary: int | None = None


class SignedOff(NamedTuple):
    """What became of a statement: when it was sent, confirmed or disputed, and the balance in fen that it stated."""

    number: str
    customer: Customer
    amount_fen: int
    sent: date
    confirmed: date | None = None
    disputed: date | None = None
    dispute: str = ""


class Moved(NamedTuple):
    """A row of a bank's list: a payment, or (None) something that was paid out, with its time and the balance after."""

    day: date
    clock: str
    serial: str
    paid_in: Payment | None
    out_fen: int
    other: str
    note: str
    balance_fen: int


def listed(fields: Fields[Row], rows: Iterable[Row], title: Sequence[Sequence[Cell]] = ()) -> Grid:
    """The rows under their header; each row of `title` above it, one of a single cell across the whole width."""
    head: list[list[Cell]] = [list(one) for one in title]
    merges = [(i, 0, i, len(fields) - 1) for i, one in enumerate(head) if len(one) == 1]
    body: list[list[Cell]] = [[read(one) for _, read in fields] for one in rows]
    return Grid([*head, [name for name, _ in fields], *body], merges)


def yuan(fen: int) -> float:
    """Fen as the number that stands in a cell."""
    return fen / 100


def _net(one: Bill) -> float:
    return float((Decimal(one.amount_fen) / 100 / _TAX_RATE).quantize(Decimal("0.01")))


def _tax(one: Bill) -> float:
    return float(Decimal(one.amount_fen) / 100 - Decimal(str(_net(one))))


BANK_OF_CHENGDU: Fields[Moved] = (
    ("交易日期", lambda one: compact(one.day)),
    ("交易时间", lambda one: one.clock),
    ("凭证号", lambda one: one.serial[-8:]),
    ("借方发生额/元(支取)", lambda one: yuan(one.out_fen)),
    ("贷方发生额/元(收入)", lambda one: yuan(one.paid_in.amount_fen) if one.paid_in else 0.0),
    ("余额", lambda one: yuan(one.balance_fen)),
    ("币种", lambda _: "人民币元"),
    ("对方户名", lambda one: one.other),
    ("摘要", lambda one: "转账存入" if one.paid_in else "转账支取"),
    ("附言", lambda one: one.note),
    ("交易流水号", lambda one: one.serial),
)
BANK_OF_KUNMING: Fields[Moved] = (
    ("交易时间", lambda one: f"{dashed(one.day)} {one.clock}"),
    ("收/支", lambda one: "收入" if one.paid_in else "支出"),
    ("金额", lambda one: f"{yuan(one.paid_in.amount_fen if one.paid_in else one.out_fen):,.2f}"),
    ("账户余额", lambda one: f"{yuan(one.balance_fen):,.2f}"),
    ("对方单位名称", lambda one: one.other),
    ("用途", lambda _: None),
    ("附言", lambda one: one.note),
    ("流水号", lambda one: one.serial),
)
WUHAN_REGISTER: Fields[tuple[int, Payment]] = (
    ("收款單號", lambda row: f"SK{row[1].day:%Y%m}{row[0]:03d}"),
    ("收款日期", lambda row: row[1].day),
    ("客戶名稱", lambda row: row[1].payer),
    ("收款金額", lambda row: yuan(row[1].amount_fen)),
    ("抹零", lambda row: yuan(row[1].let_go_fen) if row[1].let_go_fen else None),
    ("收款方式", lambda row: "银行转账" if row[0] % 3 else "微信"),
    ("款項性質", lambda row: row[1].purpose or "货款"),
    ("核銷單據", lambda row: row[1].about or None),
    ("關聯訂單號", lambda row: row[1].order_no or None),
)
OWED_IN_CHENGDU: Fields[Owed] = (
    ("客户编码", lambda one: one.customer.code),
    ("客户名称", lambda one: one.customer.name),
    ("期初余额", lambda one: yuan(one.amount_fen)),
    ("业务员", lambda one: one.customer.salesperson),
    ("备注", lambda one: "预收货款" if one.amount_fen < 0 else None),
)
OWED_IN_KUNMING: Fields[Owed] = (
    ("客户", lambda one: one.customer.short),
    ("期初日期", lambda _: "2026.8.31"),
    ("原单据号", lambda one: one.paper),
    ("原单据日期", lambda one: dotted(one.day) if one.day else None),
    ("到期日", lambda one: dotted(one.due) if one.due else None),
    ("欠款金额", lambda one: f"¥{yuan(one.amount_fen):,.2f}"),
)
OWED_IN_WUHAN: Fields[Owed] = (
    ("客戶編號", lambda one: one.customer.code),
    ("客戶名稱", lambda one: one.customer.name),
    ("期初日期", lambda _: "2026/08/31"),
    ("期初餘額", lambda one: yuan(one.amount_fen)),
)
TAX_EXPORT: Fields[Bill] = (
    ("数电票号码", lambda one: one.number),
    ("销方名称", lambda _: OUR_NAME),
    ("购买方名称", lambda one: one.customer.name),
    ("开票日期", lambda one: f"{dashed(one.day)} 16:30:00"),
    ("货物或应税劳务名称", lambda _: "*日用杂品*日用百货"),
    ("金额", _net),
    ("税率", lambda _: "13%"),
    ("税额", _tax),
    ("价税合计", lambda one: yuan(one.amount_fen)),
    ("发票票种", lambda _: "数电发票（增值税专用发票）"),
    ("发票状态", lambda _: "正常"),
    ("是否正数发票", lambda one: "否" if one.red_of else "是"),
    ("被红冲蓝字数电发票号码", lambda one: one.red_of or None),
)
KUNMING_INVOICES: Fields[Bill] = (
    ("开票日期", lambda one: dotted(one.day)),
    ("发票号码", lambda one: one.number),
    ("客户全称", lambda one: one.customer.name),
    ("不含税金额", _net),
    ("税率", lambda _: 0.13),
    ("税额", _tax),
    ("价税合计", lambda one: yuan(one.amount_fen)),
    ("原发票号码", lambda one: one.red_of or None),
)
WUHAN_INVOICES: Fields[Bill] = (
    ("發票號碼", lambda one: one.number),
    ("開票日期", lambda one: slashed(one.day)),
    ("購方名稱", lambda one: one.customer.name),
    ("送貨單號", lambda one: one.slip),
    ("金額", _net),
    ("稅率", lambda _: "13%"),
    ("稅額", _tax),
    ("價稅合計", lambda one: yuan(one.amount_fen)),
    ("原發票號碼", lambda one: one.red_of or None),
)
ADJUSTMENTS: Fields[Settled] = (
    ("调整单号", lambda one: one.number),
    ("调整日期", lambda one: one.day),
    ("客户名称", lambda one: one.customer.name),
    ("调整类型", lambda one: one.type),
    ("调整金额", lambda one: yuan(one.amount_fen)),
    ("关联单据号", lambda one: one.about),
    ("调整原因", lambda one: one.reason),
    ("审批人", lambda _: "蒲小满"),
)
CREDIT: Fields[Granted] = (
    ("客户编码", lambda one: one.customer.code),
    ("客户名称", lambda one: one.customer.name),
    ("授信额度", lambda one: one.limit),
    ("授信期限", lambda one: one.days),
    ("临时额度", lambda one: one.temporary),
    ("生效日期", lambda _: "2026-10-01"),
    ("控制方式", lambda _: "需特批"),
)
REGISTER: Fields[SignedOff] = (
    ("对账单号", lambda one: one.number),
    ("客户名称", lambda one: one.customer.name),
    ("对账余额", lambda one: yuan(one.amount_fen)),
    ("发出日期", lambda one: one.sent),
    ("发出方式", lambda _: "微信"),
    ("回签日期", lambda one: one.confirmed),
    ("有异议日期", lambda one: one.disputed),
    ("异议说明", lambda one: one.dispute or None),
)
