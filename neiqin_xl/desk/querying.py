"""What a clerk asks of the books in passing: orders, shipments, balances, what is still owed, as rows of a list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import money
from neiqin_xl.model.posting import Measure
from neiqin_xl.reports.naming import Names, currency_name

if TYPE_CHECKING:
    from neiqin_xl.dates import Period
    from neiqin_xl.desk.results import Json
    from neiqin_xl.ledger.books import Books

Row = Sequence[str | int | Decimal | None]


class _Question(NamedTuple):
    """The titles of an answer's columns, those of codes by their places, and what makes its rows."""

    titles: tuple[str, ...]
    codes: tuple[int, ...]
    rows: Callable[[Books, Names, Period, str | None], Iterable[Row]]


def query(books: Books, what: str, period: Period, customer: str | None) -> Json:
    """{"titles", "codes", "rows"}: `codes` are the places of columns of text that looks like numbers.

    `customer` is an id, None for all. ValueError where nothing of that name can be asked for.
    """
    question = _QUESTIONS.get(what)
    if question is None:
        raise ValueError(f"“{what}”查不了。可以查：{'、'.join(_QUESTIONS)}。")
    rows = [list(row) for row in question.rows(books, Names(books), period, customer)]
    return {"titles": list(question.titles), "codes": list(question.codes), "rows": rows}


def askable() -> list[str]:
    """What can be asked for."""
    return list(_QUESTIONS)


def _postings(measure: Measure) -> Callable[[Books, Names, Period, str | None], Iterator[Row]]:
    def rows(books: Books, names: Names, period: Period, customer: str | None) -> Iterator[Row]:
        for one in books.lines(measure, period.since, period.before, customer):
            yield (
                one.date[:10],
                one.number,
                one.order_no,
                names.customer_code(one.customer),
                names.customer(one.customer),
                names.product(one.product),
                names.spec(one.product),
                one.unit,
                _quantity(one.quantity),
                _amount(one.amount_fen) if one.priced else None,
                currency_name(one.currency),
            )

    return rows


def _balances(books: Books, names: Names, period: Period, customer: str | None) -> Iterator[Row]:
    from neiqin_xl.reports.accounts import accounts, held_lines

    held = held_lines(books, period, names)
    for one in accounts(books, period, names, held.of, customer):
        key = one.key
        yield (
            names.customer_code(key.customer),
            names.customer(key.customer),
            key.company or None,
            currency_name(key.currency),
            *(_amount(fen) for fen in (one.opening, one.net, one.closing)),
            one.held or None,
        )


def _open_lines(books: Books, names: Names, period: Period, customer: str | None) -> Iterator[Row]:
    for one in books.order_lines(None, period.before, customer, open_only=True):
        yield (
            one.order_no,
            one.order_date[:10],
            names.customer_code(one.customer),
            names.customer(one.customer),
            names.product(one.product),
            names.spec(one.product),
            one.unit,
            *(_quantity(number) for number in (one.ordered, one.shipped - one.reopened, one.open)),
            (one.promised_date or one.required_date or "")[:10] or None,
            _amount(one.open_amount_fen),
        )


def _quantity(scaled: int) -> Decimal:
    return money.unscaled(scaled, 4)


def _amount(fen: int) -> Decimal:
    return money.unscaled(fen, 2)


_MOVED = (
    "日期",
    "单号",
    "订单号",
    "客户编码",
    "客户名称",
    "品名",
    "规格",
    "单位",
    "数量",
    "含税金额",
    "币种",
)
_QUESTIONS: Mapping[str, _Question] = {
    "订单": _Question(_MOVED, (1, 2, 3), _postings(Measure.ORDERED)),
    "发货": _Question(_MOVED, (1, 2, 3), _postings(Measure.SHIPPED)),
    "余额": _Question(
        ("客户编码", "客户名称", "我方公司", "币种", "期初余额", "本期净额", "期末余额", "暂挂行"), (0,), _balances
    ),
    "欠货": _Question(
        (
            "订单号",
            "下单日",
            "客户编码",
            "客户名称",
            "品名",
            "规格",
            "单位",
            "订购",
            "已发",
            "未发",
            "交期",
            "未发金额",
        ),
        (0, 2),
        _open_lines,
    ),
}
