"""Input forms: what is typed into one comes back as its own type, and nothing else of it is ever read."""

from __future__ import annotations

import io
import random
import re
from collections import Counter
from datetime import date
from functools import cache

import openpyxl
import pytest
from lxml import etree

from neiqin_xl import words
from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.model.finding import Severity
from neiqin_xl.model.form import form_fields, form_header, form_title, is_required
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Need, column, sheet_type
from neiqin_xl.publish.form_guide import guide_sheet
from neiqin_xl.publish.form_sheet import HEADER_ROW
from neiqin_xl.publish.forms import Offer, form_book
from neiqin_xl.sheets import sheet_types
from neiqin_xl.workbook.book import book

KINDS = list(sheet_types().values())
OF_GOODS = [kind for kind in KINDS if kind.posts and kind.has("product_code")]
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)

LISTS = {
    "客户名称": ["拾穗雀商行", "芽月文具店"],
    "适用客户": ["芽月文具店"],
    "产品编码": ["0017", "0018"],
    "品名": ["茶杯", "茶盘"],
    "单位": ["个", "箱"],
    "业务员": ["段青岚"],
    "仓库": ["一号库"],
    "结算方式": ["月结30天"],
    "退货原因": ["受潮"],
    "认领客户": ["K1 拾穗雀商行"],
}
PRODUCTS = [("0017", "茶杯", "白瓷", "个"), ("0018", "茶盘", "竹", "个")]
TYPED = {
    Kind.DATE: date(2026, 11, 5),
    Kind.INT: 3,
    Kind.QTY: 12,
    Kind.PRICE: 2.5,
    Kind.MONEY: 30,
    Kind.RATE: 0.13,
}
TEXTS = {"phone": "13800000000", "customer_name": "拾穗雀商行", "product_code": "0017", "unit": "个", "stmt_day": "25"}


def form(kind, lists=LISTS, products=PRODUCTS):
    return b"".join(form_book(kind, Offer(lists, products)))


@cache
def usual_form(kind):
    """The form that most tests look at, drawn once."""
    return form(kind)


def opened(data):
    return openpyxl.load_workbook(io.BytesIO(data))


def saved(workbook):
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def read(data, name="表.xlsx"):
    return answer_to(Job(None, name), data, Caps())


def typed(kind, field, line):
    """What a clerk might type there."""
    if field.choices:
        return next(iter(field.choices))
    if field.kind is Kind.QTY:
        return line + 1
    return TYPED.get(field.kind) or TEXTS.get(field.name) or f"{field.shown}{line}"


def filled(kind, rows, left_out=()):
    """The form with these rows filled in, but for the fields left out."""
    workbook = opened(usual_form(kind))
    sheet = workbook.worksheets[0]
    for line, row in enumerate(rows):
        for at, field in enumerate(form_fields(kind), start=1):
            if field.name not in left_out:
                sheet.cell(row, at, typed(kind, field, line))
    return saved(workbook)


@each_kind
def test_a_blank_form_is_nothing_to_take_and_no_fault(kind):
    for data in (usual_form(kind), saved(opened(usual_form(kind))), form(kind, {}, [])):
        answer = read(data)
        assert answer.verdict == "empty"
        assert answer.finding.severity is Severity.NOTE
        assert f"空的“{form_title(kind)}”" in answer.finding.message


def test_a_form_with_one_word_on_it_is_not_called_blank():
    workbook = opened(form(sheet_types()["order"]))
    workbook.worksheets[0]["A4"] = "写了一半"
    answer = read(saved(workbook))
    assert answer.verdict == "empty"
    assert answer.finding.severity is Severity.WARNING
    assert "只写了“写了一半”" in answer.finding.message


@pytest.mark.thorough
@each_kind
@pytest.mark.parametrize("seed", range(4))
def test_any_rows_and_columns_that_are_filled_in_are_read_as_their_own_type(kind, seed):
    chance = random.Random(seed)
    rows = sorted(chance.sample(range(HEADER_ROW + 1, HEADER_ROW + 60), chance.randint(1, 9)))
    fields = form_fields(kind)
    optional = [one.name for one in fields if one.need is Need.OPTIONAL]
    left_out = set(chance.sample(optional, chance.randint(0, len(optional))))
    (table,) = read(filled(kind, rows, left_out)).tables
    assert (table.type.name, table.confidence) == (kind.name, 1.0)
    assert table.rows == rows
    assert set(table.columns) == {one.name for one in fields}
    assert table.unused_columns == []
    assert [one for one in table.findings if one.severity is not Severity.NOTE] == []


@each_kind
def test_what_is_typed_is_what_is_read(kind):
    (table,) = read(filled(kind, [HEADER_ROW + 1])).tables
    for field in form_fields(kind):
        (value,) = table.values[field.name]
        written = typed(kind, field, 0)
        if field.kind is Kind.DATE:
            assert value == written.isoformat()
        elif field.kind.is_number:
            assert value == round(float(written) * 10**field.kind.places)
        else:
            assert value == written


def test_later_lines_of_a_document_may_leave_out_what_its_first_line_says():
    kind = sheet_types()["order"]
    workbook = opened(filled(kind, [4, 5]))
    for at, field in enumerate(form_fields(kind), start=1):
        if field.head:
            workbook.worksheets[0].cell(5, at).value = None
    (table,) = read(saved(workbook)).tables
    assert table.values["order_date"] == ["2026-11-05"] * 2
    assert len(set(table.values["customer_name"])) == 1


@pytest.mark.thorough
@each_kind
def test_the_pages_of_explanations_and_lists_are_never_data(kind):
    workbook = opened(filled(kind, [HEADER_ROW + 1]))
    for sheet in workbook.worksheets:
        sheet.sheet_state = "visible"
    assert [table.sheet for table in read(saved(workbook)).tables] == [kind.word.shown]
    del workbook[kind.word.shown]
    answer = read(saved(workbook))
    assert (answer.verdict, answer.tables) == ("empty", [])


@each_kind
def test_the_hidden_lists_are_not_told_as_something_left_unread(kind):
    (table,) = read(filled(kind, [HEADER_ROW + 1])).tables
    assert [one for one in table.findings if words.FORM_CHOICES.shown in one.message] == []


def test_a_form_that_lost_a_required_column_is_recognised_like_any_other_sheet():
    kind = sheet_types()["shipment"]
    workbook = opened(filled(kind, [4, 5, 6]))
    workbook.worksheets[0].delete_cols(2)
    (table,) = read(saved(workbook)).tables
    assert table.type.name == "shipment"
    assert "ship_date" not in table.columns


def test_an_empty_title_settles_nothing():
    workbook = opened(filled(sheet_types()["product"], [4, 5]))
    sheet = workbook.worksheets[0]
    for at, header in enumerate(("盘点人", "盘点日期", "库位"), start=1):
        sheet.cell(HEADER_ROW, at, header)
    sheet.delete_cols(4, 20)
    (table,) = read(saved(workbook)).tables
    assert table.type is None


def test_a_form_with_another_papers_columns_pasted_over_it_is_not_believed():
    workbook = opened(filled(sheet_types()["order"], [4, 5]))
    sheet = workbook.worksheets[0]
    for at, header in enumerate(("退货单号", "退货日期", "客户", "品名", "退货数量", "处理方式"), start=1):
        sheet.cell(HEADER_ROW, at, header)
    (table,) = read(saved(workbook)).tables
    assert table.type is None or table.type.name != "order"


def named_lists(workbook):
    found = {}
    for name, one in workbook.defined_names.items():
        ((sheet, where),) = one.destinations
        found[name] = [cell.value for row in workbook[sheet][where.replace("$", "")] for cell in row]
    return found


def rules_by_column(workbook):
    sheet = workbook.worksheets[0]
    return {str(one.sqref).split(":")[0].rstrip("0123456789"): one for one in sheet.data_validations.dataValidation}


def validations(kind, lists=LISTS):
    workbook = opened(form(kind, lists))
    heads = {cell.value.removesuffix(" *"): cell.column_letter for cell in workbook.worksheets[0][HEADER_ROW]}
    rules = rules_by_column(workbook)
    return {field.name: rules[heads[field.shown]] for field in form_fields(kind)}, named_lists(workbook)


@each_kind
def test_every_column_says_how_it_is_filled_in_and_nothing_is_too_long_for_excel(kind):
    rules, _ = validations(kind)
    for one in rules.values():
        assert re.search("[一-鿿]", one.prompt)
        assert len(one.prompt) <= 255
        assert len(one.promptTitle) <= 32
        assert len(one.error or "") <= 225
        assert len(one.errorTitle or "") <= 32
        assert not re.search("[A-Za-z]", f"{one.prompt}{one.error or ''}")


@each_kind
def test_choices_insist_and_names_only_ask(kind):
    rules, lists = validations(kind)
    for field in form_fields(kind):
        rule = rules[field.name]
        if field.choices:
            assert lists[rule.formula1] == list(field.choices)
            assert (rule.type, rule.errorStyle) == ("list", None)
        elif rule.type == "list":
            assert lists[rule.formula1] == LISTS[field.shown]
            assert rule.errorStyle == "warning"


def test_lists_come_from_the_books_where_there_are_any():
    for name in ("customer_name", "product_code", "product_name", "unit", "salesperson", "settle_type"):
        rules, _ = validations(sheet_types()["order"])
        assert rules[name].type == "list"
        rules, lists = validations(sheet_types()["order"], {})
        assert rules[name].type != "list"
        assert lists == {}


def test_whoever_files_customers_or_products_is_not_asked_to_choose_among_old_ones():
    rules, _ = validations(sheet_types()["customer"])
    assert rules["customer_name"].type != "list"
    assert rules["salesperson"].type == "list"
    rules, _ = validations(sheet_types()["product"])
    assert rules["product_code"].type != "list"
    assert rules["scope_key"].type == "list"


@pytest.mark.thorough
def test_a_long_list_is_offered_whole():
    many = [f"第{n}号店" for n in range(40_000)]
    rules, lists = validations(sheet_types()["order"], {"客户名称": many})
    assert lists[rules["customer_name"].formula1] == many


@pytest.mark.parametrize(
    ("kind", "field", "wanted"),
    [
        ("order", "order_date", ("date", None, "36526", "73050")),
        ("order", "qty", ("decimal", "greaterThan", "0", None)),
        ("order", "unit_price_incl", ("decimal", "greaterThanOrEqual", "0", None)),
        ("goods_return", "qty", ("decimal", "greaterThanOrEqual", "0", None)),  # 仅扣款 may show a zero
        ("customer", "stmt_day", ("whole", None, "1", "31")),
        ("product", "tax_rate", ("decimal", None, "0", "1")),
    ],
)
def test_dates_and_numbers_are_checked_in_the_cell(kind, field, wanted):
    rule = validations(sheet_types()[kind])[0][field]
    assert (rule.type, rule.operator, rule.formula1, rule.formula2) == wanted
    assert rule.error
    assert rule.errorStyle is None


@each_kind
def test_required_columns_are_marked_and_light_up_where_they_are_missing(kind):
    sheet = opened(usual_form(kind)).worksheets[0]
    lit = {str(one.sqref).split(":")[0].rstrip("0123456789") for one in sheet.conditional_formatting}
    for cell, field in zip(sheet[HEADER_ROW], form_fields(kind), strict=True):
        assert cell.value == form_header(kind, field)
        assert cell.value.endswith(" *") == is_required(kind, field)
        assert (cell.column_letter in lit) or (field.need is Need.OPTIONAL)


def test_a_blank_cell_of_a_document_lights_up_on_its_first_line_only():
    sheet = opened(form(sheet_types()["order"])).worksheets[0]
    formulas = {str(one.sqref): [rule.formula[0] for rule in one.rules] for one in sheet.conditional_formatting}
    assert "AND(COUNTA($A4:$R4)>0,LEN(TRIM(B4))=0,COUNTA(B$4:B4)=0)" in formulas["B4:B1048576"]
    assert "AND(COUNTA($A4:$R4)>0,LEN(TRIM(I4))=0)" in formulas["I4:I1048576"]


@each_kind
def test_a_form_is_ready_to_fill_in_and_to_print(kind):
    workbook = opened(usual_form(kind))
    states = {one.title: one.sheet_state for one in workbook.worksheets}
    looked_up = {"产品目录": "visible"} if kind in OF_GOODS else {}
    assert states == {
        kind.word.shown: "visible",
        "填写说明": "visible",
        **looked_up,
        words.FORM_CHOICES.shown: "hidden",
    }
    sheet = workbook.worksheets[0]
    assert sheet.freeze_panes == "B4"
    assert sheet.print_title_rows == "$1:$3"
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    assert sheet["A1"].value == form_title(kind)
    for at, field in enumerate(form_fields(kind), start=1):
        wanted = {Kind.CODE: "@", Kind.DATE: "yyyy-mm-dd"}.get(field.kind)
        assert wanted is None or sheet.cell(HEADER_ROW + 1, at).number_format == wanted


@each_kind
def test_the_explanations_give_an_example_of_every_field_that_must_be_filled_in(kind):
    rows = list(opened(usual_form(kind))["填写说明"].iter_rows(values_only=True))
    shown = {row[0]: row for row in rows if row[0]}
    for field in form_fields(kind):
        name, need, _, example = shown[form_header(kind, field)]
        assert (need == "必填") == name.endswith(" *")
        assert example or field.need is Need.OPTIONAL


@each_kind
def test_every_page_keeps_to_the_order_of_elements_that_excel_wants(kind):
    order = [
        "sheetPr",
        "sheetViews",
        "sheetFormatPr",
        "cols",
        "sheetData",
        "autoFilter",
        "mergeCells",
        "conditionalFormatting",
        "dataValidations",
        "hyperlinks",
        "printOptions",
        "pageMargins",
        "pageSetup",
        "headerFooter",
        "rowBreaks",
        "ignoredErrors",
        "drawing",
    ]
    archive = openpyxl.reader.excel.ExcelReader(io.BytesIO(usual_form(kind))).archive
    pages = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
    assert len(pages) >= 3
    for name in pages:
        found = [etree.QName(one).localname for one in etree.fromstring(archive.read(name))]
        assert [order.index(one) for one in found] == sorted(order.index(one) for one in found)


@pytest.mark.parametrize("kind", OF_GOODS, ids=lambda kind: kind.name)
def test_a_line_of_the_product_page_can_be_copied_into_the_form(kind):
    _, heads, *rows = opened(usual_form(kind))["产品目录"].iter_rows(values_only=True)
    assert rows == PRODUCTS
    shown = [one.shown for one in form_fields(kind)]
    at = shown.index(heads[0])
    assert tuple(shown[at : at + 4]) == heads
    assert "产品目录" not in opened(form(kind, LISTS, [])).sheetnames


@each_kind
def test_the_same_lists_give_the_same_bytes(kind):
    assert form(kind) == form(kind)
    assert form(kind) != form(kind, {})


@sheet_type(
    words.RECEIPT,
    master=words.SHIPMENT_MASTER,
    number="order_no",
    needs=(("customer_name", "customer_code"), ("deposit",)),
)
class Payment:
    """A paper that nobody has thought of a form for."""

    order_no = column(Kind.CODE, words.ORDER_NO, need=Need.WANTED, head=True)
    customer_code = column(Kind.CODE, words.CUSTOMER_CODE, head=True)
    customer_name = column(Kind.TEXT, words.CUSTOMER_NAME, need=Need.WANTED, head=True)
    deposit = column(Kind.MONEY, words.DEPOSIT, need=Need.REQUIRED)
    dept = column(Kind.TEXT, words.DEPT)
    currency = column(Kind.ENUM, words.CURRENCY, choices=words.CURRENCIES)
    remark = column(Kind.TEXT, words.REMARK)


def test_a_new_sheet_type_has_its_form_by_being_declared():
    shown = [one.name for one in form_fields(Payment)]
    assert shown == ["order_no", "customer_code", "customer_name", "deposit", "remark"]
    sheet = opened(form(Payment)).worksheets[0]
    assert [cell.value for cell in sheet[HEADER_ROW]] == [form_header(Payment, one) for one in form_fields(Payment)]
    assert form_header(Payment, Payment.field["deposit"]) == "订金 *"


def test_a_page_of_explanations_alone_is_nobodys_form():
    kind = sheet_types()["order"]
    answer = read(b"".join(book([guide_sheet(kind, ())])))
    assert answer.verdict == "empty"
    assert answer.finding.severity is Severity.WARNING


@each_kind
def test_no_two_columns_of_a_form_are_called_alike(kind):
    assert max(Counter(one.shown for one in form_fields(kind)).values()) == 1
