"""分发表: what production, warehouse and logistics are to be told of orders; only what is new to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.handed_out import Aside, asides, handouts, remembered
from neiqin_xl.ledger.ship_to import ShipTo, of_customers, of_orders
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.money import shown
from neiqin_xl.reconcile.handed_out import Change, Standing, State, Told, changes
from neiqin_xl.reports.distribution_document import (
    COLUMNS,
    DEPARTMENTS,
    DISTRIBUTION_DOCUMENT,
    MARKS,
    ROW,
    Department,
    shown_fields,
)
from neiqin_xl.reports.naming import Names

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.ledger.rows import OrderLine

NOT_YET = "草稿"
NOTHING_NEW = "没有要通知的变动。"


@report("distribution", words.DISTRIBUTION)
def distribution(books: Books, period: Period) -> Iterator[Paper]:
    """What each department has not been told yet, as of now whatever the period; nothing counts as handed out by it.

    `neiqin distribute` hands it out, and remembers what was said to whom: the next list holds only what is new.
    """
    del period
    for department, found in pending(books).items():
        told = handouts(books.ledger, department.name)
        last = f"上次分发：第 {told[-1].number} 次，{told[-1].at[:16]}。" if told else "还没有分发过。"
        lines = (
            f"截至 {books.today} 还没有告诉{department.name}的变动。{last}",
            "这一份只供查看；用 neiqin distribute 正式分发以后，才算告诉过。",
        )
        yield distribution_paper(department, found, f"{department.name}_待分发", lines)


def pending(books: Books) -> dict[Department, list[Change]]:
    """By department, what it is to be told; finished lines are among it, to be remembered."""
    now = standing(books)
    return {
        one: changes({key: Told.of(body) for key, body in remembered(books.ledger, one.name).items()}, now, one.fields)
        for one in DEPARTMENTS
    }


def standing(books: Books) -> list[Standing]:
    """Every order line as departments are told of it. Lines of orders that are 草稿 are told to nobody for now."""
    held = books.order_lines()
    ids = [one.line_id for one in held]
    aside, to = asides(books.ledger, ids), of_orders(books.ledger, ids)
    names, filed = Names(books).for_customers(), of_customers(books.ledger)
    found = []
    for one in held:
        said = aside.get(one.line_id, Aside())
        said_where = zip(to.get(one.line_id, ShipTo()), filed.get(one.customer, ShipTo()), strict=True)
        where = ShipTo(*(ordered or on_file for ordered, on_file in said_where))
        found.append(Standing(_told(one, said, where, names), one.open > 0 and said.doc_status != NOT_YET))
    return found


def _told(one: OrderLine, said: Aside, where: ShipTo, names: Names) -> Told:
    return Told(
        company=one.company,
        order_no=one.order_no or one.customer_po_no or f"无号 {one.order_date}",
        customer=names.customer(one.customer),
        product_name=names.product(one.product),
        spec=names.spec(one.product),
        unit=one.unit,
        quantity=one.ordered - one.closed,
        open=one.open,
        required_date=one.required_date,
        promised_date=one.promised_date,
        remark=said.remark,
        revision=said.revision,
        receiver=where.receiver,
        ship_method=where.ship_method,
        station_no=where.station_no,
        contact=where.contact,
        phone=where.phone,
        address=where.address,
    )


def distribution_paper(
    department: Department,
    found: Iterable[Change],
    label: str,
    lines: tuple[str, ...],
    number: int | None = None,
) -> Paper:
    """The list for a department; `label` goes into the file's name."""
    names = shown_fields(department)
    rows = [_row(one, names) for one in found if one.state is not State.FINISHED]
    note = "" if rows else NOTHING_NEW
    columns = (*MARKS, *(COLUMNS[name] for name in names))
    return Paper(
        name=f"{words.DISTRIBUTION}_{label}",
        folder=f"{words.REPORT_FOLDER}/{words.DISTRIBUTION}",
        pages=(
            Page(
                department.name,
                f"订单{words.DISTRIBUTION}（{department.name}）",
                (*lines, f"{department.about}。"),
                (Block(f"{len(rows)} 行变动", columns, rows, None, note, ROW),),
                kind=department.name,
                fields={"次数": number, "部门": department.name},
            ),
        ),
        document=DISTRIBUTION_DOCUMENT,
    )


def _row(one: Change, names: Sequence[str]) -> tuple[Cell, ...]:
    told = one.told._asdict()
    return (one.state.value, difference(one), *(told[name] if told[name] != "" else None for name in names))


def difference(one: Change) -> str | None:
    """What changed of a line, old and new: 数量 100→80；要货日期 2026-11-20→2026-11-25."""
    if one.before is None or not one.differing:
        return None
    before, now = one.before._asdict(), one.told._asdict()
    return "；".join(
        f"{COLUMNS[name].title} {_shown(name, before[name])}→{_shown(name, now[name])}" for name in one.differing
    )


def _shown(name: str, value: str | int) -> str:
    return shown(COLUMNS[name].kind, value) or "（空）"
