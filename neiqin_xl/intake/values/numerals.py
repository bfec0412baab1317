"""Numbers as clerks write them, to exact decimals; what can be read two ways is not read at all."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.values.beside import split_unit, two_units, without_tax
from neiqin_xl.intake.values.coins import without_currency


class UnreadableError(ValueError):
    """A cell that cannot be read; its code and a Chinese sentence in which the cell's text is quoted.

    `suggestion` is a value that would be right, where one is known.
    """

    def __init__(self, code: str, message: str, suggestion: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.suggestion = suggestion


NOTHING = frozenset(
    {"", "-", "--", "---", "—", "——", "–", "/", "\\", "无", "空", "N/A", "n/a", "NA", "nil", "／", "－"}
)
"""What clerks write where there is nothing."""

UNKNOWN = frozenset(
    {"?", "??", "？", "？？", "未知", "不详", "不明", "不清楚", "不知道", "待定", "待补", "待填", "未填", "暂无"}
    | {"没有", "待查", "待查明", "待核", "待核实", "待核对", "待确认", "未确认"}
)
"""What they write in place of a name that they do not know."""
NOBODY = UNKNOWN | frozenset(
    {"待认领", "未认领", "认领中", "无人认领", "已认领", "待分配", "未分配", "暂收", "暂收款"}
    | {"是", "否", "√", "✓", "✔", "×", "Y", "N", "y", "n"}
)
"""What they write in place of a customer."""
NO_CODE = UNKNOWN | frozenset(
    {"无单", "无单号", "无号", "无编号", "无编码", "未编号", "待编", "待编码", "待编号", "待建", "待建档"}
    | {"待录", "待录入", "待开单", "未开单", "没开单", "补单", "新客户", "新品", "新产品"}
)
"""What they write in place of the number of a paper or the code of a customer or a product."""

TWO_UNITS = "C121"
"""The code of what is said of 12箱6个; see `take_units`."""

_OPEN = re.compile(r"待定|面议|另议|电议|待议|未定|待报|tbd", re.IGNORECASE)
_PLAIN = re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)")
_GROUPED = re.compile(r"[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_SCIENTIFIC = re.compile(r"[+-]?\d(?:\.\d+)?[eE][+-]?\d{1,3}")
_SEPARATED = re.compile(r"[+-]?\d[\d.,]*")
_YUAN = late_pattern(r"\s*(?:元|圆|块)(?:整)?(?:/\S{1,4})?$")
_TENS = {"亿": 8, "万": 4, "w": 4, "W": 4, "千": 3, "仟": 3}
_DASHES = str.maketrans({"−": "-", "–": "-", "—": "-", "﹣": "-"})


def read_number(text: str, *, measured: bool = False, tax: str | None = None) -> Decimal | None:
    """The number that the text names, None for a written nothing ("-", "无"); UnreadableError for anything else.

    `measured` allows a unit of measure behind the number: 120件. `tax` says whether tax is in the column's numbers
    ("incl" or "net") and allows them to say the same: 12.5（含税）.
    """
    if text in NOTHING:
        return None
    written = unicodedata.normalize("NFKC", text).translate(_DASHES).strip()
    if _OPEN.search(written):
        raise UnreadableError("C105", f"“{text}”还没有定，请填上数字")
    if tax is not None and "税" in written:
        written = _as_taxed(text, written, tax)
    negative = written.startswith("(") and written.endswith(")")
    if negative:
        written = written[1:-1].strip()
    if written.endswith("-") and len(written) > 1:
        negative, written = not negative, written[:-1].strip()
    written = _YUAN.sub("", without_currency(written))
    number = _decimal(text, written, measured=measured)
    return -number if negative else number


_TAX_NAMES = {"incl": "含税", "net": "不含税"}


def _as_taxed(text: str, written: str, tax: str) -> str:
    """The text without what it says of tax; UnreadableError where that is not what the column's numbers are."""
    bare, said = without_tax(written)
    if said is not None and said != tax:
        seen = f"“{text}”写的是{_TAX_NAMES[said]}，这一栏按{_TAX_NAMES[tax]}读"
        raise UnreadableError("C123", f"{seen}；请换算后填写，或在表头写明“{_TAX_NAMES[said]}”")
    return bare


_COUNTED = late_pattern(r"[\d.]\s*(?:[亿万千仟wW]\s*\D{0,4}|[^\d\s/亿万千仟wW]{0,4}[元圆块])整?(?:/\S{1,4})?[)\-]?$")


def is_counted(text: str) -> bool:
    """Whether a text names what it is counted in, 1.2万 or 501元, so that 单位：万元 above it says nothing more."""
    written = unicodedata.normalize("NFKC", text).strip()
    return _COUNTED.search(without_tax(written)[0] if "税" in written else written) is not None


def _decimal(text: str, written: str, *, measured: bool) -> Decimal:
    ten_power = _TENS.get(written[-1:], 0)
    if ten_power:
        written = written[:-1].strip()
    if _PLAIN.fullmatch(written):
        return Decimal(written).scaleb(ten_power)
    if _GROUPED.fullmatch(written):
        return Decimal(written.replace(",", "")).scaleb(ten_power)
    if _SCIENTIFIC.fullmatch(written):
        raise UnreadableError("C106", f"“{text}”是科学计数，末尾的数字可能丢了，请把单元格设为数值后重新填写")
    if _SEPARATED.fullmatch(written):
        raise UnreadableError("C104", f"“{text}”可以读成不同的数字，请去掉逗号，只用小数点，例如 1052.75")
    if measured:
        found = split_unit(written)
        if found is not None:
            return _decimal(text, found[0], measured=False)
        if two_units(written) is not None:
            how = "请换算成一个单位填写；同一行写明其中一个“单位”和“换算率”时可以不换算"
            raise UnreadableError(TWO_UNITS, f"“{text}”里有两个单位；{how}")
    # Its patterns take as long to make ready as reading a small file does, and most processes never need them.
    from neiqin_xl.intake.values.no_numbers import why_no_number

    raise UnreadableError("C103", *why_no_number(text, written))
