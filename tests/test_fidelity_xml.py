"""Workbooks whose XML is not what Excel writes, and what XML says that values alone do not."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from drawn import xlsx
from hostile.packages import BOOK, BOOK_LINKS, MAIN, SHEET, STRINGS, STYLES, book, links, packed, parts, sheet, strings
from traits import Book, Drawing, Error, Formatted
from traits.as_xlsx import as_xlsx

from neiqin_xl.intake.books.filling import TooMuchError
from neiqin_xl.intake.books.reader import read_book
from neiqin_xl.intake.books.second_reader import read_second
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import UNCACHED

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"


def only_sheet(data):
    sheets = read_book(data, "a")
    assert isinstance(sheets, list), sheets
    (one,) = sheets
    return one


def cells(rows, **changes):
    """What is read of a sheet of these rows of XML; `changes` are other parts, "strings", "styles", "book"."""
    named = {"strings": STRINGS, "styles": STYLES, "book": BOOK, "links": BOOK_LINKS}
    told = parts() | {SHEET: sheet(rows)} | {named[name]: content for name, content in changes.items()}
    return only_sheet(packed({name: content for name, content in told.items() if content is not None}))


def formats(*codes):
    """Styles that show numbers by these codes, the first being style 1."""
    told = "".join(f'<numFmt numFmtId="{i}" formatCode="{code}"/>' for i, code in enumerate(codes, 164))
    styles = "".join(f'<xf numFmtId="{i}"/>' for i in (0, *range(164, 164 + len(codes))))
    return f'<styleSheet xmlns="{MAIN}"><numFmts>{told}</numFmts><cellXfs>{styles}</cellXfs></styleSheet>'


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            '<row><c><v>1</v></c><c t="inlineStr"><is><t>甲</t></is></c></row><row><c/><c><v>3</v></c></row>',
            [[1.0, "甲"], ["", 3.0]],
        ),
        (
            '<row r="3"><c r="B3"><v>1</v></c><c><v>2</v></c></row><row><c><v>9</v></c></row>',
            [["", 1.0, 2.0], [9.0, "", ""]],
        ),
        ('<row><c r="B3"><v>1</v></c></row><row><c r="B4"><v>2</v></c></row>', [[1.0], [2.0]]),
        ('<row r="1"><c r="$A$1"><v>1</v></c></row>', [[1.0]]),
        ('<row r="1"><c t="e"><v>#REF!</v></c><c><v>1</v></c></row>', [["#REF!", 1.0]]),
        ("<row r='1'><c r='A1' t='e'><v>#N/A</v></c><c r='B1'><v>2</v></c></row>", [["#N/A", 2.0]]),
        ('<row r="1"><c><f>B1*2</f></c><c><v>1</v></c></row>', [[UNCACHED, 1.0]]),
        (
            '<row r="2"><c r="B2"><v>4</v></c><c r="A2"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
            [[1.0, ""], [3.0, 4.0]],
        ),
        ('<row r="1"><c r="A1"><v>1</v><extLst><ext><c r="Z9"><v>7</v></c></ext></extLst></c></row>', [[1.0]]),
        ('<row r="1"><c r="A1"><!-- a note --><v>3</v></c></row>', [[3.0]]),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t><![CDATA[a<b]]></t></is></c></row>', [["a<b"]]),
        ('<row r="1"><c r="A1"><v>1,200</v></c></row>', [["1,200"]]),
        ('<row r="1"><c r="A1"><v>&#55;</v></c><c r="B1"><v>2</v></c></row>', [[7.0, 2.0]]),
        ('<row r="1"><c r="A1" t="inlineStr"><v>甲</v></c><c r="B1"><v>2</v></c></row>', [["甲", 2.0]]),
        (
            (
                '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>2</v></c></row>'
                '<row r="2"><c r="A2"><v>3</v></c></row>'
            ),
            [[1.0, 2.0], [3.0, ""]],
        ),
    ],
)
def test_cells_are_found_however_their_places_are_written(rows, expected):
    assert cells(rows).rows == expected


@pytest.mark.parametrize(
    ("string", "expected"),
    [
        ('<r><t>螺</t></r><r><rPr><b/></rPr><t xml:space="preserve"> 栓</t></r>', "螺 栓"),
        ('<t>東京</t><rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/>', "東京"),
        ("<t>甲_x000D_\n乙</t>", "甲\r\n乙"),
        ("<t>_x005F_x000D_</t>", "_x000D_"),
        ('<t xml:space="preserve">  甲  </t>', "  甲  "),
        ("<t>a&amp;b &lt;c&gt; &#x87BA;</t>", "a&b <c> 螺"),
        ("", ""),
    ],
)
@pytest.mark.parametrize("is_inline", [True, False])
def test_texts_are_whole_whatever_they_are_made_of(string, expected, is_inline):
    one = '<c r="B1"><v>1</v></c></row>'
    if is_inline:
        read = cells(f'<row r="1"><c r="A1" t="inlineStr"><is>{string}</is></c>{one}')
    else:
        table = f'<sst xmlns="{MAIN}" count="1" uniqueCount="1"><si>{string}</si></sst>'
        read = cells(f'<row r="1"><c r="A1" t="s"><v>0</v></c>{one}', strings=table)
    assert read.rows[0] in ([expected, 1.0], [1.0] if expected == "" else None)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="b"><v>false</v></c>', False),
        ('<c r="A1" t="d"><v>2026-11-05</v></c>', date(2026, 11, 5)),
        ('<c r="A1" t="d"><v>2026-11-05T08:30:00</v></c>', datetime(2026, 11, 5, 8, 30)),
        ('<c r="A1" t="str"><f>B1&amp;""</f><v> 甲 </v></c>', " 甲 "),
        ('<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f><v>4</v></c>', 4.0),
        ('<c r="A1"><f t="shared" si="0"/><v>8</v></c>', 8.0),
        ('<c r="A1" t="str"><f>[1]外部!A1</f><v>上次的值</v></c>', "上次的值"),
        ('<c r="A1" cm="1"><f t="array" ref="A1">_xlfn.SINGLE(B1)</f><v>3</v></c>', 3.0),
        ('<c r="A1"><f t="array" ref="A1:A2">B1:B2*2</f></c>', UNCACHED),
        ('<c r="A1"><v>5E2</v></c>', 500.0),
    ],
)
def test_each_kind_of_cell_is_what_it_says(cell, expected):
    value = cells(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>').rows[0][0]
    assert (type(value), value) == (type(expected), expected)


def test_formulas_that_no_one_has_calculated_yet_are_no_zeros():
    rows = '<row r="1"><c r="A1"><f>B1*2</f><v>0</v></c><c r="B1"><v>3</v></c></row>'
    later = book(after='<calcPr calcId="124519" fullCalcOnLoad="1"/>')
    assert cells(rows, book=later).rows == [[UNCACHED, 3.0]]
    assert cells(rows).rows == [[0.0, 3.0]]
    with_result = rows + '<row r="2"><c r="A2"><f>B1*2</f><v>6</v></c></row>'
    assert cells(with_result, book=later).rows[0] == [0.0, 3.0]


@pytest.mark.parametrize("told", ["A1", "A1:XFD1048576", "C3:D4", ""])
def test_what_a_sheet_says_of_its_size_is_not_believed(told):
    dimension = f'<dimension ref="{told}"/>' if told else ""
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="4"><c r="C4"><v>5</v></c></row>'
    read = only_sheet(packed(parts() | {SHEET: sheet(rows, before=dimension)}))
    assert (len(read.rows), read.rows[0][0], read.rows[3][2]) == (4, 1.0, 5.0)


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "./worksheets/sheet1.xml"])
def test_a_sheet_is_found_however_the_workbook_points_to_it(target):
    assert cells('<row r="1"><c r="A1"><v>1</v></c></row>', links=links(target=target)).rows == [[1.0]]


def test_a_workbook_without_styles_is_read():
    assert cells('<row r="1"><c r="A1" s="7"><v>1</v></c></row>', styles=None).rows == [[1.0]]


@pytest.mark.parametrize(
    ("cell", "texts"), [('<c r="A1" t="s"><v>0</v></c>', []), ('<c r="A1" t="nonsense"><v>1</v></c>', ["甲"])]
)
def test_a_workbook_that_makes_no_sense_is_refused(cell, texts):
    told = {SHEET: sheet(f'<row r="1">{cell}<c r="B1"><v>1</v></c></row>'), STRINGS: strings(texts)}
    found = read_book(packed(parts() | told), "a")
    assert not isinstance(found, list)
    assert found.code in ("F104", "F110")


def test_a_text_that_the_workbook_does_not_have_is_asked_about():
    read = cells('<row r="1"><c r="A1" t="s"><v>9</v></c><c r="B1" t="s"><v>0</v></c></row>', strings=strings(["甲"]))
    assert read.rows == [["\ufffd", "甲"]]


@pytest.mark.parametrize(
    ("number", "text"),
    [("1", "乙"), ("\n  1\n", "乙"), ("1.0", "\ufffd"), ("-1", "\ufffd"), ("+1", "\ufffd"), ("x", "\ufffd"), ("", "")],
)
def test_a_text_is_the_one_with_its_number_or_asked_about_and_never_the_first_of_all(number, text):
    one = f'<row r="1"><c r="A1" t="s"><v>{number}</v></c><c r="B1" t="s"><v>0</v></c></row>'
    found = cells(one, strings=strings(["甲", "乙"]))
    assert (found.left, found.rows) == ((0, [[text, "甲"]]) if text else (1, [["甲"]]))


def test_charts_are_no_sheets():
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/chartsheet"
    chart = f'<Relationship Id="rId9" Type="{kind}" Target="chartsheets/sheet1.xml"/>'
    listed = '<sheet name="图" sheetId="2" r:id="rId9"/><sheet name="订单" sheetId="1" r:id="rId1"/>'
    told = parts() | {
        BOOK: book(listed),
        BOOK_LINKS: links(chart),
        "xl/chartsheets/sheet1.xml": f'<chartsheet xmlns="{MAIN}"/>',
    }
    assert only_sheet(packed(told)).name == "订单"


@pytest.mark.parametrize(
    ("code", "number", "shown"),
    [
        ("000000", 123, "000123"),
        ("0000-00-00", 20261105, "2026-11-05"),
        ("&quot;No.&quot;0", 5, "No.5"),
        ("[$US$-409]#,##0.00", 12.5, "US$12.5"),
        ("[$$-409]#,##0.00;-[$$-409]#,##0.00", -12.5, "-US$12.5"),
        ("[$$-C04]#,##0.00", 3, "HK$3"),
        ("#,##0.00\\ [$€-2]", 3.25, "3.25€"),
        ("[$¥-411]#,##0", 300, "JPY300"),
        ("0.00&quot;港币&quot;", 3, "3港币"),
        ("[&gt;=10000]0!.0,&quot;万&quot;;0", 123456, "12.3456万"),
        ("0!.0000", 123456, "12.3456万"),
        ("#,##0,", 123456, "123.456千"),
        ("0.0,,&quot;百万&quot;", 1234567, "123.4567万"),
        ("0.00&quot;万元&quot;", 1.25, "1.25万"),
        ("0&quot;%&quot;", 13, "13%"),
    ],
)
def test_a_number_is_read_as_its_format_shows_it(code, number, shown):
    rows = f'<row r="1"><c r="A1" s="1"><v>{number}</v></c><c r="B1" s="1"><f>1+1</f><v>{number}</v></c></row>'
    assert cells(rows, styles=formats(code)).rows == [[shown, shown]]


@pytest.mark.parametrize(
    "code",
    [
        "General", "0", "0.00%", "#,##0.00", "&quot;¥&quot;#,##0.00", "[$¥-804]#,##0.00", "0.00&quot;元&quot;", "0&quot;件&quot;",
        "General&quot;天&quot;", "G/通用格式&quot;个&quot;", "[Red]0.00", "0.00E+00", "# ?/?", "@", ";;;", "#,##0_);(#,##0)",
        "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * &quot;-&quot;??_ ;_ @_ ", "&quot;合计：&quot;0", "[DBNum2][$-804]General",
        "[&gt;=10000]0!.0,&quot;万&quot;;0", "000.0",
    ],
)  # fmt: skip
def test_a_format_that_only_dresses_a_number_leaves_it_alone(code):
    assert cells('<row r="1"><c r="A1" s="1"><v>1.5</v></c></row>', styles=formats(code)).rows == [[1.5]]


@pytest.mark.parametrize("code", ["000000", "0000000000000000"])
def test_zeros_do_not_hide_that_digits_are_lost(code):
    rows = '<row r="1"><c r="A1" s="1"><v>1234567890123456</v></c></row>'
    assert cells(rows, styles=formats(code)).rows == [[1234567890123456.0]]


def books():
    """Books of every trait, by name."""
    paper = Drawing(
        [
            ["编号", "日期", "数量", "备注", "金额"],
            ["A", date(2026, 11, 5), 1.5, True, Formatted(12.0, "00000", "00012")],
            ["B", datetime(2026, 11, 6, 8, 30), 2.0, Error("#N/A"), Formatted(3.0, "[$USD] 0", "USD 3")],
            ["", "", "", "终", 5.0],
        ],
        merged=((1, 0, 2, 0),),
        hidden_rows=(2,),
        hidden_columns=(3,),
    )
    more = Drawing([["二"]], name="二", state="hidden")
    yield from {
        "plain": as_xlsx(Book([paper, more])),
        "strict": as_xlsx(Book([paper, more]), strict=True),
        "1904": as_xlsx(Book([paper, more], epoch_1904=True)),
        "written": xlsx(
            [["甲", "乙"], [date(2026, 11, 5), 1.5], ["丙\n丁", ""]], merged=[(3, 0, 3, 1)], more=[("三", [["a"]])]
        ),
    }.items()


@pytest.mark.parametrize(("name", "data"), [pytest.param(name, data, id=name) for name, data in books()])
def test_both_readers_read_the_same(name, data):
    assert_both_read_the_same(data)


@pytest.mark.skipif(not SAMPLES.is_dir(), reason="the samples are not here")
@pytest.mark.parametrize("path", sorted(p.name for p in SAMPLES.rglob("*.xlsx") if p.stat().st_size < 1 << 20))
def test_both_readers_read_the_same_from_real_workbooks(path):
    (found,) = SAMPLES.rglob(path)
    assert_both_read_the_same(found.read_bytes())


def assert_both_read_the_same(data):
    first = read_book(data, "a")
    fillings = read_second(data, Caps())
    assert isinstance(first, list)
    assert fillings is not None
    second = [filling.sheet() for filling in fillings if filling.visible]
    for one, other in zip(first, second, strict=True):
        for row, again in zip(one.rows, other.rows, strict=True):
            assert [(type(cell), cell) for cell in row] == [(type(cell), cell) for cell in again]
        assert (one.name, one.top, one.left, one.merged) == (other.name, other.top, other.left, other.merged)
        assert one.covered == other.covered
        assert [said for said in one.findings if said.code != "F205"] == other.findings


def test_the_second_reader_stops_where_the_first_one_would():
    rows = "".join(f'<row r="{r}"><c r="A{r}"><v>1</v></c><c r="B{r}"><v>2</v></c></row>' for r in range(1, 30))
    data = packed(parts() | {SHEET: sheet(rows)})
    with pytest.raises(TooMuchError):
        read_second(data, Caps(cells=50))
    far = packed(
        parts() | {SHEET: sheet('<row r="1"><c r="A1"><v>1</v></c></row><row r="900"><c r="ZZ900"><v>1</v></c></row>')}
    )
    fillings = read_second(far, Caps(cells=1000))
    assert fillings is not None
    with pytest.raises(TooMuchError):
        fillings[0].sheet()


def test_strings_are_told_apart_from_numbers_with_the_same_look():
    table = strings(["007", "7"])
    read = cells(
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1"><v>7</v></c></row>', strings=table
    )
    assert read.rows == [["007", "7", 7.0]]
