"""The page of a form that explains it: a few steps, and every column with an example."""

from __future__ import annotations

from collections.abc import Container

from neiqin_xl import words
from neiqin_xl.model.form import form_fields, form_header, guide_title, lists_products
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field, SheetType
from neiqin_xl.publish.form_cells import how_to_fill, need_of
from neiqin_xl.publish.looks import BLUE, GREY
from neiqin_xl.workbook.cells import CellForm
from neiqin_xl.workbook.drawing import Box, Drawing
from neiqin_xl.workbook.look import HEADER, RULE, Look
from neiqin_xl.workbook.setup import Setup

_WIDTHS = (15.0, 9.0, 52.0, 24.0)
_ALL = len(_WIDTHS)
_TITLE = CellForm(look=Look(bold=True, size=14, colour=BLUE, wrap=True))
_STEP = CellForm(look=Look(wrap=True))
_HEADER = CellForm(look=HEADER)
_NAME = CellForm(look=Look(border=RULE, bold=True, indent=1))
_TEXT = CellForm(look=Look(border=RULE, wrap=True, indent=1))
_MIDDLE = CellForm(look=Look(border=RULE, across="center"))
_NOTE = CellForm(look=Look(colour=GREY, wrap=True))

_EXAMPLES = {
    words.ORDER_NO.key: "DD-0105",
    words.SHIPMENT_NO.key: "SH-0088",
    words.RETURN_NO.key: "TH-0012",
    words.CUSTOMER_CODE.key: "K0088",
    words.CUSTOMER_NAME.key: "青禾文具有限公司",
    words.CUSTOMER_SHORT_NAME.key: "青禾",
    words.ALIASES.key: "青禾文化、青禾商行",
    words.CUSTOMER_PO_NO.key: "PO-7731",
    words.RECEIVER.key: "青禾文具城南门店",
    words.PRODUCT_CODE.key: "000123",
    words.PRODUCT_NAME.key: "复印纸",
    words.SPEC.key: "A4 70克",
    words.UNIT.key: "箱",
    words.QTY.key: "100",
    words.UNIT_PRICE_INCL.key: "128.5",
    words.LIST_PRICE_INCL.key: "128.5",
    words.FLOOR_PRICE.key: "120",
    words.MIN_QTY.key: "10",
    words.TAX_RATE.key: "13%",
    words.PACKAGES.key: "100",
    words.PRICE_LEVEL.key: "A",
    words.SETTLE_TYPE.key: "月结30天",
    words.CREDIT_LIMIT.key: "50000",
    words.STMT_DAY.key: "25",
    words.SHIP_METHOD.key: "汽运",
    words.CARRIER.key: "顺路物流",
    words.WAYBILL_NO.key: "0080012345",
    words.WAREHOUSE.key: "一号库",
    words.REASON.key: "受潮",
    words.CONTACT.key: "林小满",
    words.PHONE.key: "13800000000",
    words.ADDRESS.key: "示例市和平路 8 号",
    words.SALESPERSON.key: "周知秋",
    words.TAX_NO.key: "91000000MA0EXAMPLE",
    words.INVOICE_TITLE.key: "青禾文具有限公司",
    words.BANK.key: "示例银行 62000000",
    words.RECEIPT_NO.key: "SK-0061",
    words.PAYER.key: "青禾文具有限公司",
    words.RECEIVED_AMOUNT.key: "12850",
    words.BANK_TXN_NO.key: "0261105000123",
    words.BANK_ACCOUNT.key: "基本户",
    words.REF_DOCS.key: "SH-0088、SH-0091",
    words.CLAIMED_BY.key: "K0088",
    words.CLAIMED_AMOUNT.key: "6000",
    words.INVOICE_NO.key: "26112000000012345678",
    words.BUYER_TAX_NO.key: "91000000MA0EXAMPLE",
    words.AMOUNT_NET.key: "11371.68",
    words.TAX_AMOUNT.key: "1478.32",
    words.AMOUNT_INCL.key: "12850",
    words.OPENING_DOC_NO.key: "SH-0007",
    words.ADJUSTMENT_NO.key: "TZ-0003",
    words.REFERENCE.key: "SH-0088",
    words.APPROVER.key: "周知秋",
    words.TEMP_LIMIT.key: "20000",
    words.GRANTED_DAYS.key: "30",
    words.STATEMENT_NO.key: "DZ202611-0001",
    words.DIFFERENCE_NO.key: "X3-6F09C2D1A4",
    words.OUR_LINES.key: "3f9a0c21de",
    words.THEIR_LINES.key: "b7710e54aa+0c2d9e1f37",
}
_BY_KIND = {Kind.DATE: "2026-11-05", Kind.DATETIME: "2026-11-05 14:30", Kind.BOOL: "否"}


def guide_sheet(kind: SheetType, listed: Container[str], *, catalogue: bool = False) -> Drawing:
    """The page; it is never read as data, by what stands in its first row.

    `listed` holds the Chinese names of the fields that have a list to choose from; `catalogue` says that there is a
    page of products.
    """
    drawing = Drawing(words.FORM_GUIDE.shown, _WIDTHS, Setup(landscape=False, shows_gridlines=False))
    drawing.line(Box(guide_title(kind), _TITLE, span=_ALL), height=30)
    for i, step in enumerate(_steps(kind, catalogue=catalogue), start=1):
        drawing.line(Box(f"{i}. {step}", _STEP, span=_ALL))
    drawing.line()
    drawing.line(*(Box(one, _HEADER) for one in ("栏目", "填不填", "怎么填", "例子")), height=24)
    for field in form_fields(kind):
        how = how_to_fill(kind, field, listed=field.shown in listed)
        begins = (Box(form_header(kind, field), _NAME), Box(need_of(kind, field), _MIDDLE))
        drawing.line(*begins, Box(how, _TEXT), Box(_example(field), _TEXT), height=21)
    drawing.line()
    drawing.line(Box(_more(kind), _NOTE, span=_ALL))
    return drawing


def _steps(kind: SheetType, *, catalogue: bool) -> list[str]:
    page = kind.word.shown
    lines = (
        f"在“{page}”页从表头下面第一行写起，一行写一个产品；同一张单有几个产品就写几行，中间不要空行。"
        if lists_products(kind)
        else f"在“{page}”页从表头下面第一行写起，一行写一条，中间不要空行。"
    )
    name = words.FORM_PRODUCTS.shown
    look_up = f"不记得产品编码，看“{name}”页，把那一行的四格复制过来，粘贴时选“值”。"
    return [
        lines,
        "填几行都可以，不够写就接着往下写；从别的表复制过来，粘贴时选“值”，下拉和检查才不会丢。",
        *([look_up] if catalogue else []),
        "写错了会提示；没有填的格子会变色：红的必填，黄的尽量填。",
        "填好后另存一份，关闭，放进收件箱里自己办事处的文件夹；过一会儿在“处理结果”里看答复。",
        "这份模板留着下次再用。客户、产品有变化时，模板里的下拉列表会更新。",
    ]


def _example(field: Field) -> str:
    if field.name in _EXAMPLES:
        return _EXAMPLES[field.name]
    return next(iter(field.choices or ()), _BY_KIND.get(field.kind, ""))


def _more(kind: SheetType) -> str:
    shown = {one.name for one in form_fields(kind)}
    names = "、".join(one.shown for one in kind.fields if one.name not in shown)
    return f"还要写别的内容，在右边加一列，表头写这些名称之一就能读懂：{names}。" if names else ""
