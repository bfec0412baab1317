"""By what the numbers of a column are multiplied: 金额(万元), 数量(千个), 单价(元/千个)."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field
from neiqin_xl.money_units import unit_name
from neiqin_xl.spelling import header_hints, says_scale


class Scale(NamedTuple):
    """The power of ten by which a column's numbers are multiplied, and the sentence about it, "" where it is 0.

    `of_counted` is the power for cells that say themselves what their amounts are counted in: 501元, 1.2万.
    """

    ten_power: int = 0
    told: str = ""
    of_counted: int = 0


def scale_of(one: Field, header: str, table_scale: int, around: tuple[str, str] | None = None) -> Scale:
    """What the header says of the size of a field's numbers.

    `table_scale` is the power that the texts around the table give its amounts, `around` what they are in by those.
    """
    hints = header_hints(header)
    currency = hints.currency or (around[0] if around is not None else None)
    if one.kind is Kind.MONEY:
        return _of_money(header, hints.scale_ten_power if says_scale(header) else table_scale, currency)
    if one.kind is Kind.PRICE:
        if hints.counted_in is None:
            return _of_money(header, hints.scale_ten_power, currency)
        power = hints.scale_ten_power - hints.counted_in.ten_power
        done = f"{'乘以' if power > 0 else '除以'} {10 ** abs(power)}"
        told = f"“{header}”是每{hints.counted_in.shown}的价，已{done}，按每{hints.counted_in.unit}的价记"
        return Scale(power, told, -hints.counted_in.ten_power)
    if one.kind is Kind.QTY:
        power = hints.counted_in.ten_power if hints.counted_in is not None else max(hints.scale_ten_power, 0)
        unit = f"，单位是{hints.counted_in.unit}" if hints.counted_in is not None else ""
        return Scale(power, f"“{header}”里的数已乘以 {10**power}{unit}" if power else "")
    return Scale()


def _of_money(header: str, power: int, currency: str | None) -> Scale:
    if not power:
        return Scale()
    name = None if currency in (None, "CNY") else words.CURRENCY_NAMES.get(currency, ("", f" {currency}"))[1]
    done = f"{'乘以' if power > 0 else '除以'} {10 ** abs(power)}"
    return Scale(power, f"“{header}”的单位是{unit_name(power, name)}，已{done}")
