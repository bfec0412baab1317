"""对账资料: for one salesperson or office, whose account stands where, and which files lie beside the list."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.model.report import Block, Cell, Page, Paper
from neiqin_xl.reconcile.completion import Stage
from neiqin_xl.reports.movements import in_order
from neiqin_xl.reports.naming import currency_name, titled
from neiqin_xl.reports.owners import NO_OFFICE, NO_SALESPERSON
from neiqin_xl.reports.pack_document import CUSTOMERS, LISTED, PACK_DOCUMENT
from neiqin_xl.reports.register_document import OFFICE
from neiqin_xl.reports.titles import TOTAL
from neiqin_xl.reports.totals import sums_of
from neiqin_xl.reports.windows import dated, file_label

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.reconcile.completion import Progress
    from neiqin_xl.reports.naming import Names
    from neiqin_xl.reports.open_accounts import OpenAccount

INSIDE = "内部"
BY_SALESPERSON, BY_OFFICE = words.SALESPERSON.shown, OFFICE
_TO_DO = {
    Stage.MISSING: "出对账单",
    Stage.ISSUED: "发给客户，登记发出日期",
    Stage.SENT: "催客户回签",
    Stage.DISPUTED: "查明差异",
    Stage.CONFIRMED: "",
}


class Pack(NamedTuple):
    """Whose pack: `by` is 业务员 or 办事处, `name` who; with the accounts of their customers."""

    by: str
    name: str
    accounts: Sequence[Progress]

    def folder(self, period: Period) -> str:
        """Where the pack lies, below the outbox."""
        return f"{words.PACK}/{file_label(period)}/{self.by}_{self.name.strip('（）')}"


def packs(progress: Sequence[Progress]) -> list[Pack]:
    """A pack for every salesperson and every office that has customers among these accounts."""
    found: defaultdict[tuple[str, str], list[Progress]] = defaultdict(list)
    for one in progress:
        found[BY_SALESPERSON, one.salesperson or NO_SALESPERSON].append(one)
        found[BY_OFFICE, one.office or NO_OFFICE].append(one)
    return [Pack(*key, accounts) for key, accounts in sorted(found.items())]


def pack_list(
    books: Books,
    period: Period,
    names: Names,
    pack: Pack,
    owing: Mapping[tuple[str, str, str], OpenAccount],
    files: Mapping[str, Sequence[str]],
) -> Paper:
    """The list of a pack, for our own people.

    `owing` are the open accounts of today, `files` what lies beside the list, by customer.
    """
    by_currency: defaultdict[str, list[Progress]] = defaultdict(list)
    for one in pack.accounts:
        by_currency[one.currency].append(one)
    blocks = [_block(books, names, currency, by_currency[currency], owing, files) for currency in in_order(by_currency)]
    fields: dict[str, Cell] = {
        "公司.名称": books.company,
        "归谁": f"{pack.by}：{pack.name}",
        "账期.名称": dated(period),
        "制表日期": books.today.isoformat(),
    }
    page = Page(LISTED, f"{words.PACK}清单", (), tuple(blocks), kind=LISTED, fields=fields)
    name = f"{INSIDE}_{words.PACK}清单_{pack.name.strip('（）')}_{file_label(period)}"
    return Paper(name, pack.folder(period), (page,), PACK_DOCUMENT)


def _block(
    books: Books,
    names: Names,
    currency: str,
    accounts: Sequence[Progress],
    owing: Mapping[tuple[str, str, str], OpenAccount],
    files: Mapping[str, Sequence[str]],
) -> Block:
    def row(one: Progress) -> tuple[Cell, ...]:
        party = names.customers.get(one.customer)
        late, longest, soon = _due(owing.get((one.company, one.customer, one.currency)), books)
        asked = [_TO_DO[one.stage], "催款" if late else "", "提醒付款" if soon else ""]
        return (
            names.customer_code(one.customer),
            names.customer(one.customer),
            (party.contact if party else "") or None,
            (party.phone if party else "") or None,
            one.balance,
            one.issued.name if one.issued else None,
            one.stage.value,
            late or None,
            longest or None,
            soon or None,
            "、".join(files.get(one.customer, ())) or None,
            "；".join(filter(None, asked)) or None,
        )

    rows = sorted(map(row, accounts), key=lambda cells: (-_number(cells[8]), -_number(cells[7]), str(cells[0])))
    sums = sums_of(rows, (4, 7, 9))
    total = (TOTAL, f"{len(rows)} 户", None, None, sums[0], None, None, sums[1], None, sums[2], None, None)
    title = titled(f"{currency_name(currency)}账户", currency)
    return Block(title, CUSTOMERS.columns, rows, total, table=CUSTOMERS.name, part=currency)


def _due(account: OpenAccount | None, books: Books) -> tuple[int, int, int]:
    """What is overdue and for how many days at most, and what falls due within the days of the settings."""
    if account is None:
        return 0, 0, 0
    within = max(books.settings.reminder_days)
    soon = sum(one.amount for one in account.left if _is_soon(one.item.due, account.as_of, within))
    late = account.late
    return sum(one.amount for one in late), max((one.late(account.as_of) for one in late), default=0), soon


def _is_soon(due: date | None, as_of: date, within: int) -> bool:
    return due is not None and 0 <= (due - as_of).days <= within


def _number(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
