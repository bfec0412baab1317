"""What each salesperson is told of money that is due: short texts to be pasted into WeChat."""

from __future__ import annotations

from collections import defaultdict
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl.money import grouped
from neiqin_xl.reconcile.reminding import Stage
from neiqin_xl.reports.naming import currency_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

LINES_AT_MOST = 16
_NUMBERS_AT_MOST = 3


class Due(NamedTuple):
    """A paper of which somebody is reminded: what is open of it in fen, and how many days are left (negative: late)."""

    stage: Stage
    seller: str
    customer: str
    number: str
    amount: int
    currency: str
    left: int


def messages(due: Iterable[Due], as_of: date, heads: Mapping[Stage, str]) -> list[tuple[str, str, str]]:
    """(salesperson, 1/2, text) by salesperson; `heads` are the words over each stage.

    A text has so few lines that it can be read, and sent, as one message.
    """
    by_seller: defaultdict[str, list[Due]] = defaultdict(list)
    for one in due:
        by_seller[one.seller].append(one)
    made = []
    for seller, held in sorted(by_seller.items()):
        lines = list(_lines(held))
        parts = [lines[at : at + LINES_AT_MOST] for at in range(0, len(lines), LINES_AT_MOST)]
        for number, part in enumerate(parts, start=1):
            of = f"{number}/{len(parts)}" if len(parts) > 1 else ""
            made.append((seller, of, _text(seller, as_of, heads, part, of)))
    return made


def _lines(due: Sequence[Due]) -> Iterator[tuple[Stage, str]]:
    """A line for each stage and customer, the latest first: 华新五金 8,000.00 元，最长逾期 45 天（S-1）."""
    groups: defaultdict[tuple[Stage, str, str], list[Due]] = defaultdict(list)
    for one in sorted(due, key=lambda one: one.left):
        groups[one.stage, one.customer, one.currency].append(one)
    ranks = list(Stage)
    ordered = sorted(groups, key=lambda key: (ranks.index(key[0]), groups[key][0].left, key[1], key[2]))
    for stage, customer, currency in ordered:
        held = groups[stage, customer, currency]
        numbers = [one.number for one in held if one.number][:_NUMBERS_AT_MOST]
        more = f"{' 等 ' if numbers else ''}{len(held)} 张" if len(held) > max(1, len(numbers)) else ""
        listed = "、".join(numbers) + more
        behind = f"，最长逾期 {-held[0].left} 天" if held[0].left < 0 else ""
        amount = f"{grouped(sum(one.amount for one in held))} {currency_unit(currency)}"
        yield stage, f"{customer} {amount}{behind}{f'（{listed}）' if listed else ''}"


def _text(seller: str, as_of: date, heads: Mapping[Stage, str], lines: Sequence[tuple[Stage, str]], of: str) -> str:
    said = [f"{seller}，您好。截至 {as_of.month} 月 {as_of.day} 日，您名下要跟进的货款{f'（{of}）' if of else ''}："]
    for stage, group in groupby(lines, key=lambda one: one[0]):
        said.append(f"【{heads[stage]}】")
        said += [f"{number}. {line}" for number, (_, line) in enumerate(group, start=1)]
    said.append("请把客户的付款安排回复给我，谢谢。")
    return "\n".join(said)
