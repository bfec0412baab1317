"""What each column of a form takes: which values, what is said to the person who types, and how wide it is."""

from __future__ import annotations

from dataclasses import dataclass

from neiqin_xl import words
from neiqin_xl.model.form import is_required
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field, Need, SheetType
from neiqin_xl.workbook.cells import day_number
from neiqin_xl.workbook.checks import Allows, Validation

FLAGS = ("是", "否")

# Nobody's papers are from outside this century, and a slip of the finger (2206) lies beyond it.
_DAYS = tuple(str(day_number(day)) for day in ("2000-01-01", "2099-12-31"))
_LEAST = "-50000000000"
_DAY_OF_MONTH = frozenset({words.STMT_DAY.key, words.INVOICE_DAY.key})
_SHARES = frozenset({words.TAX_RATE.key, words.DISCOUNT_RATE.key})
_DATED = (Kind.DATE, Kind.DATETIME)
_CLOSED = (Kind.ENUM, Kind.BOOL)

_WIDTHS = {Kind.DATE: 11, Kind.DATETIME: 17, Kind.QTY: 9, Kind.PRICE: 9, Kind.MONEY: 11, Kind.INT: 7, Kind.RATE: 7,
           Kind.BOOL: 6, Kind.ENUM: 10, Kind.CODE: 13, Kind.TEXT: 10}  # fmt: skip
_WIDER = {
    words.CUSTOMER_NAME.key: 22,
    words.RECEIVER.key: 18,
    words.PRODUCT_NAME.key: 18,
    words.SPEC.key: 14,
    words.UNIT.key: 6,
    words.ADDRESS.key: 26,
    words.INVOICE_TITLE.key: 22,
    words.BANK.key: 26,
    words.TAX_NO.key: 21,
    words.SCOPE_KEY.key: 18,
    words.REMARK.key: 16,
    words.CLAIMED_BY.key: 22,
}
_HINTS = {
    words.CUSTOMER_NAME.key: "写营业执照上的全称",
    words.ALIASES.key: "别的叫法、付款的户名，几个之间用“、”隔开",
    words.CUSTOMER_SHORT_NAME.key: "平时怎么叫就怎么写",
    words.SETTLE_TYPE.key: "例如 月结30天、货到付款、先款后货",
    words.PRICE_LEVEL.key: "和价格表里写的等级一样",
    words.SCOPE.key: "空着就是人人都按这个价",
    words.SCOPE_KEY.key: "这个价给谁用：客户全称，或者等级",
    words.MIN_QTY.key: "从多少起按这个价",
    words.RECEIVER.key: "和客户不是一家的时候写，例如门店",
    words.ADDRESS.key: "写全，写到门牌号",
}


@dataclass(frozen=True)
class _Typed:
    """What may be typed, how it is written ("" where that is plain), and the title and text that refuse all else."""

    allows: Allows = Allows.ANYTHING
    bounds: tuple[str, ...] = ()
    above: bool = False
    how: str = ""
    refusal: tuple[str, str] = ("", "")


def width_of(field: Field) -> float:
    """The width of the field's column, in characters."""
    return _WIDER.get(field.name, _WIDTHS[field.kind])


def list_name(field: Field) -> str:
    """The defined name of the list that the field's column offers."""
    return f"{words.FORM_CHOICES.shown}_{field.shown}"


def need_of(kind: SheetType, field: Field) -> str:
    """Whether the field has to be filled in, in one word."""
    if is_required(kind, field):
        return "必填"
    return "尽量填" if field.need is not Need.OPTIONAL else "可不填"


def how_to_fill(kind: SheetType, field: Field, *, listed: bool) -> str:
    """How to fill the field in: a Chinese sentence without its end, "" where there is nothing to say."""
    chosen = "点右边的箭头选一项" if field.kind in _CLOSED else "点右边的箭头选，也可以直接写" if listed else ""
    written = _HINTS.get(field.name) or _typed(kind, field).how
    return "；".join(filter(None, (chosen, written, _left_out(kind, field))))


def validation_of(kind: SheetType, field: Field, cells: str, *, listed: bool) -> Validation:
    """What the cells of the field's column may hold; `listed` says that there is a list of what they may."""
    typed = _chosen(field) if listed else _typed(kind, field)
    said = filter(None, (need_of(kind, field), how_to_fill(kind, field, listed=listed)))
    return Validation(
        cells=cells,
        allows=typed.allows,
        bounds=typed.bounds,
        above=typed.above,
        required=is_required(kind, field),
        prompt=(field.shown, "；".join(said)),
        refusal=typed.refusal,
        insists=field.kind in _CLOSED or not listed,
    )


def _left_out(kind: SheetType, field: Field) -> str:
    """What a blank means on the later lines of a document."""
    if kind.number is None or not field.head:
        return ""
    blank = "同一张单的后面几行可以空着"
    return blank if field.name == kind.number else f"{blank}，算和上一行一样"


def _chosen(field: Field) -> _Typed:
    """What may be chosen; names that are not on the list may be new, so they are only asked about."""
    if field.kind in _CLOSED:
        refusal = "请从列表里选", f"“{field.shown}”没有这一项，请点右边的箭头选一项，或者留空"
    else:
        seen = f"“{field.shown}”的列表里没有这一项，可能写错了字"
        refusal = "列表里没有", f"{seen}。点“否”改正；确实是新的，点“是”照写，放进收件箱后会再核对"
    return _Typed(Allows.LIST, (list_name(field),), refusal=refusal)


def _typed(kind: SheetType, field: Field) -> _Typed:
    """What may be typed where there is no list; texts may be anything."""
    named = f"“{field.shown}”要"
    if field.kind in _DATED:
        refusal = "这不是日期", f"{named}写日期，例如 2026-11-05，年份在 2000 到 2099 之间"
        return _Typed(Allows.DAY, _DAYS, how="写成 2026-11-05 这样", refusal=refusal)
    if field.name in _DAY_OF_MONTH:
        how = "写 1 到 31 的整数，月底写 31"
        return _Typed(Allows.WHOLE, ("1", "31"), how=how, refusal=("不是几号", f"{named}{how}"))
    if field.name in _SHARES:
        refusal = "不是比率", f"{named}在 0 和 100% 之间，例如 13%"
        return _Typed(Allows.NUMBER, ("0", "1"), how="写成 13% 这样", refusal=refusal)
    if field.kind.is_number and field.kind not in _CLOSED:
        return _number(field, named, above=field.kind is Kind.RATE or _is_positive(kind, field))
    return _Typed(how="前面的 0 会保留" if field.kind is Kind.CODE else "")


def _number(field: Field, named: str, *, above: bool) -> _Typed:
    if field.signed:
        refusal = "不是可用的数", f"{named}写数，例如 100 或 -100，不要带单位和文字"
        return _Typed(Allows.NUMBER, (_LEAST,), how="只写数，不写单位；相反的写负数", refusal=refusal)
    allows, wanted = (Allows.WHOLE, "整数") if field.kind is Kind.INT else (Allows.NUMBER, "数")
    least = f"大于零的{wanted}" if above else f"{wanted}，不能是负数"
    how = f"写大于零的{wanted}，不写单位" if above else f"只写{wanted}，不写单位"
    return _Typed(allows, ("0",), above, how, ("不是可用的数", f"{named}写{least}，例如 100，不要带单位和文字"))


def _is_positive(kind: SheetType, field: Field) -> bool:
    """Whether nothing but a number above zero will do; a return of nothing may still be a deduction."""
    return field.name == words.QTY.key and all(post.sign > 0 for post in kind.posts)
