"""By what the numbers of a column are multiplied: 金额(万元), 数量(千个), 单价(元/千个)."""

from __future__ import annotations

from neiqin_xl.measures import scale_name
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field
from neiqin_xl.spelling import header_hints, says_scale


def scale_of(one: Field, header: str, table_scale: int) -> tuple[int, str]:
    """The power of ten that the header gives a field's numbers, and the sentence about it; 0 and "" for most.

    `table_scale` is the power that the texts around the table give its amounts.
    """
    hints = header_hints(header)
    if one.kind is Kind.MONEY:
        return _of_money(header, hints.scale_ten_power if says_scale(header) else table_scale)
    if one.kind is Kind.PRICE:
        if hints.counted_in is None:
            return _of_money(header, hints.scale_ten_power)
        power = hints.scale_ten_power - hints.counted_in.ten_power
        done = f"{'乘以' if power > 0 else '除以'} {10 ** abs(power)}"
        told = f"“{header}”是每{hints.counted_in.shown}的价，已{done}，按每{hints.counted_in.unit}的价记"
        return power, told
    if one.kind is Kind.QTY:
        power = hints.counted_in.ten_power if hints.counted_in is not None else max(hints.scale_ten_power, 0)
        unit = f"，单位是{hints.counted_in.unit}" if hints.counted_in is not None else ""
        return power, f"“{header}”里的数已乘以 {10**power}{unit}" if power else ""
    return 0, ""


def _of_money(header: str, power: int) -> tuple[int, str]:
    done = f"{'乘以' if power > 0 else '除以'} {10 ** abs(power)}"
    return power, f"“{header}”的单位是{scale_name(power)}，已{done}" if power else ""
