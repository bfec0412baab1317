"""Workbooks that are written as most programs write them, which we read by ourselves: exactly as the fast reader does."""

from __future__ import annotations

import random
import tracemalloc
from itertools import product
from xml.sax.saxutils import escape

import pytest
from hostile.packages import BOOK, SHEET, STRINGS, STYLES, book, packed, parts, sheet, strings

from neiqin_xl.intake.books import workbooks
from neiqin_xl.intake.books.package import Package
from neiqin_xl.intake.books.plain_book import read_plainly
from neiqin_xl.intake.books.reader import read_book
from neiqin_xl.intake.job import Caps
from neiqin_xl.workbook.names import column_letters

TEXTS = ["订单号", " 两边空 ", "a&b<c>", "007", "华新五金\n分店", "_x", "　"]
DAYS = '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/><numFmt numFmtId="165" formatCode="0.00"/></numFmts>'
FORMATS = f"""<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{DAYS}<cellXfs count="4">
<xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="22"/></cellXfs></styleSheet>"""
WAYS = (
    lambda drawn: f' t="s"><v>{drawn.randrange(len(TEXTS))}</v></c>',
    lambda drawn: ' t="inlineStr"><is><t>{}</t></is></c>'.format(drawn.choice(["x y", " 螺栓 ", "M8&amp;M10", "1"])),
    lambda drawn: f' s="2" t="inlineStr"><is><t xml:space="preserve"> {drawn.randrange(99)} </t></is></c>',
    lambda drawn: f"><v>{drawn.randrange(-50, 5000)}</v></c>",
    lambda drawn: f' s="2" t="n"><v>{drawn.uniform(-1, 1e6)!r}</v></c>',
    lambda drawn: f' s="1"><v>{drawn.randrange(61, 60000)}</v></c>',
    lambda drawn: f' s="3"><v>{drawn.uniform(61, 60000)!r}</v></c>',
    lambda drawn: f'><f t="shared" si="0"/><v>{drawn.randrange(9)}</v></c>',
    lambda drawn: f' s="2"><f>SUM(A1,&quot;&quot;)</f><v>{drawn.randrange(9)}.25</v></c>',
    lambda _: ' s="1"/>',
    lambda _: ' s="2"></c>',
)


def drawn_rows(drawn, count):
    """Rows whose cells are mostly written like those above them, with gaps, blank rows and a few unlike rows."""
    columns = drawn.sample(range(2, 12), drawn.randint(1, 8))
    usual = {column: drawn.choice(WAYS) for column in sorted(columns)}
    number = drawn.randint(0, 3)
    for _ in range(count):
        number += 1 if drawn.random() < 0.98 else drawn.randint(2, 4)
        odd = drawn.random() < 0.03
        ways = {at: drawn.choice(WAYS) if odd else way for at, way in usual.items() if drawn.random() < 0.9}
        cells = "".join(f'<c r="{"ABCDEFGHIJKLM"[at]}{number}"{way(drawn)}' for at, way in ways.items())
        blank = drawn.choice([f'<row r="{number}" ht="20"/>', f'<row r="{number}"></row>'])
        spans = drawn.choice(["", ' spans="1:9"', ' s="1" customFormat="1" hidden="1"'])
        yield f'<row r="{number}"{spans}>{cells}</row>' if cells and drawn.random() < 0.97 else blank


def drawn_book(seed):
    drawn = random.Random(seed)
    rows = drawn.choice(["", "\n"]).join(drawn_rows(drawn, drawn.choice([0, 1, 5, 60, 900])))
    merged = '<mergeCells count="1"><mergeCell ref="C2:D3"/></mergeCells>' * drawn.randint(0, 1)
    more = {SHEET: sheet(rows, after=merged), STRINGS: strings(TEXTS), STYLES: FORMATS}
    if drawn.random() < 0.3:
        more["xl/workbook.xml"] = book(before='<workbookPr date1904="1"/>')
    return packed(parts() | more)


@pytest.mark.parametrize("seed", range(60))
def test_what_is_read_plainly_is_what_the_fast_reader_reads(seed, monkeypatch):
    data = drawn_book(seed)
    plainly = read_plainly(Package(data), Caps())
    assert plainly is not None
    ours = read_book(data, "a")
    monkeypatch.setattr(workbooks, "read_plainly", lambda *_: None)
    theirs = read_book(data, "a")
    assert isinstance(ours, list)
    assert isinstance(theirs, list)
    for one, other in zip(ours, theirs, strict=True):
        assert [list(map(repr, row)) for row in one.rows] == [list(map(repr, row)) for row in other.rows]
        assert (one.name, one.top, one.left, one.merged) == (other.name, other.top, other.left, other.merged)
        assert (one.covered, one.findings) == (other.covered, other.findings)


ODD_CELLS = {
    "a text without characters": '<c r="{at}" t="inlineStr"><is><t></t></is></c>',
    "a text of nothing but blanks": '<c r="{at}" t="inlineStr"><is><t> </t></is></c>',
    "a text in runs": '<c r="{at}" t="inlineStr"><is><r><t>a</t></r></is></c>',
    "a character by its number": '<c r="{at}" t="inlineStr"><is><t>&#10;x</t></is></c>',
    "a carriage return as Excel writes it": '<c r="{at}" t="inlineStr"><is><t>a_x000D_b</t></is></c>',
    "a shared text that there is not": '<c r="{at}" t="s"><v>99</v></c>',
    "an error": '<c r="{at}" t="e"><v>#N/A</v></c>',
    "yes or no": '<c r="{at}" t="b"><v>1</v></c>',
    "the text of a formula": '<c r="{at}" t="str"><f>A1</f><v>x</v></c>',
    "a formula without a value": '<c r="{at}"><f>A1</f></c>',
    "no number": '<c r="{at}"><v>1_000</v></c>',
    "a number with blanks": '<c r="{at}"><v> 5 </v></c>',
    "a day before March 1900": '<c r="{at}" s="1"><v>60</v></c>',
    "a time without a day": '<c r="{at}" s="3"><v>0.5</v></c>',
    "hours gone by": '<c r="{at}" s="4"><v>1.5</v></c>',
    "a weekday": '<c r="{at}" s="5"><v>45000</v></c>',
    "single quotes": "<c r='{at}'><v>5</v></c>",
    "a comment": '<c r="{at}"><v>5</v></c><!-- x -->',
    "another row's place": '<c r="C99999"><v>5</v></c>',
    "the same place twice": '<c r="{at}"><v>5</v></c><c r="{at}"><v>6</v></c>',
    "no place": "<c><v>5</v></c>",
    "a part of another program's": '<c r="{at}"><v>5</v></c><x:c xmlns:x="y"/>',
    "a formula that is not closed": '<c r="{at}"><f t="shared"><v>5</v></c>',
    "a formula that is closed twice": '<c r="{at}"><f t="shared"/>A1</f><v>5</v></c>',
}
_ODD_FORMATS = '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy-mm-dd"/><numFmt numFmtId="166" formatCode="aaaa"/></numFmts>'
ODD_FORMATS = FORMATS.replace(DAYS, _ODD_FORMATS).replace(
    "</cellXfs>", '<xf numFmtId="46"/><xf numFmtId="166"/></cellXfs>'
)


@pytest.mark.parametrize(("odd", "count"), list(product(ODD_CELLS, [3, 900])))
def test_whatever_is_written_oddly_is_left_to_other_readers(odd, count):
    rows = [f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c><c r="B{n}"><v>{n}</v></c></row>' for n in range(1, count)]
    at = count // 2
    usual = packed(parts() | {SHEET: sheet("".join(rows)), STYLES: ODD_FORMATS})
    assert read_plainly(Package(usual), Caps()) is not None
    rows[at - 1] = rows[at - 1].replace("</row>", ODD_CELLS[odd].format(at=f"C{at}") + "</row>")
    spoilt = packed(parts() | {SHEET: sheet("".join(rows)), STYLES: ODD_FORMATS})
    assert read_plainly(Package(spoilt), Caps()) is None


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1"><c r="B1"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c>',
        '<row r="1"><c r="A1"><v>1</v></c></row><x/><row r="2"><c r="A2"><v>1</v></c></row>',
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="9999999"><c r="A9999999"><v>1</v></c></row>',
        """<row r="1"><c r="A1"><v>1</v></c></row><row r="2" hidden='1'><c r="A2"><v>1</v></c></row>""",
        '<row r="1" r="2"><c r="A1"><v>1</v></c></row>',
    ],
)
def test_rows_out_of_order_or_not_closed_are_left_to_other_readers(rows):
    assert read_plainly(Package(packed(parts() | {SHEET: sheet(rows)})), Caps()) is None


def test_more_cells_or_rows_than_the_caps_allow_are_left_to_those_who_refuse_them():
    rows = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c><c r="B{n}"><v>1</v></c></row>' for n in range(1, 51))
    data = packed(parts() | {SHEET: sheet(rows)})
    assert read_plainly(Package(data), Caps(cells=100, rows=50)) is not None
    assert read_plainly(Package(data), Caps(cells=99)) is None
    assert read_plainly(Package(data), Caps(rows=49)) is None


def test_cells_that_lie_each_in_another_column_do_not_fill_the_memory():
    places = ((n, column_letters(n)) for n in range(1, 4_000))
    rows = "".join(f'<row r="{n}"><c r="{at}{n}"><v>1</v></c></row>' for n, at in places)
    tracemalloc.start()
    assert read_plainly(Package(packed(parts() | {SHEET: sheet(rows)})), Caps(cells=200_000)) is None
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60 << 20


def test_texts_that_readers_may_resolve_differently_are_left_to_them():
    told = strings(TEXTS)
    one = sheet('<row r="1"><c r="A1" t="s"><v>3</v></c></row>')
    with_aid = told.replace("</si>", '<phoneticPr fontId="1" type="noConversion"/></si>')
    for usual in (told, with_aid):
        plainly = read_plainly(Package(packed(parts() | {SHEET: one, STRINGS: usual})), Caps())
        assert plainly is not None
        assert [read.rows for read in plainly.sheets] == [[["007"]]]
    for odd in (
        told.replace("007", "<r>007</r>"),
        told.replace("007", "0&#48;7"),
        told.replace("<si>", "<x/><si>", 1),
        "",
    ):
        assert read_plainly(Package(packed(parts() | {SHEET: one, STRINGS: odd})), Caps()) is None


def read_both_ways(data, monkeypatch):
    ours = read_book(data, "a")
    with monkeypatch.context() as without:
        without.setattr(workbooks, "read_plainly", lambda *_: None)
        theirs = read_book(data, "a")
    return [[(one.epoch_1904, one.rows) for one in read] for read in (ours, theirs)]


def with_format(code, cell, more=""):
    formats = f'<numFmts count="1"><numFmt numFmtId="164" formatCode="{escape(code, {chr(34): "&quot;"})}"/></numFmts>'
    styles = FORMATS.replace(DAYS, formats).replace("</styleSheet>", f"{more}</styleSheet>")
    return packed(parts() | {SHEET: sheet(f'<row r="1">{cell}</row>'), STYLES: styles})


ONE_ROW = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
DATED = '<c r="A1" s="1"><v>45000.5</v></c>'


@pytest.mark.parametrize(
    "code", ["0;d", "0;;d", "!d0", "![ss]", '"No\\"d"', '"_"d0', "[xd", "GeneralP", '!"d"', "y" * 256]
)
def test_formats_that_readers_take_differently_for_dates_are_left_to_them(code):
    assert read_plainly(Package(with_format(code, DATED)), Caps()) is None


@pytest.mark.parametrize(
    "code",
    [
        *("yyyy\\-mm\\-dd;@", 'yyyy"年"m"月"d"日"', "[$-804]yyyy/m/d h:mm:ss.000", "G/通用格式", "General", "@"),
        *("#,##0.00_);[Red]\\(#,##0.00\\)", '_ "¥"* #,##0.00_ ;_ "¥"* "-"??_ ', "0!.0,", "0.00E+00", "[>=100]0;0.0"),
    ],
)
def test_the_usual_formats_are_read_plainly_and_as_the_fast_reader_does(code, monkeypatch):
    data = with_format(code, DATED)
    assert read_plainly(Package(data), Caps()) is not None
    ours, theirs = read_both_ways(data, monkeypatch)
    assert ours == theirs


def test_the_formats_of_conditional_formatting_are_not_those_of_cells(monkeypatch):
    data = with_format("0.00", DATED, '<dxfs><dxf><numFmt numFmtId="164" formatCode="yyyy"/></dxf></dxfs>')
    ours, theirs = read_both_ways(data, monkeypatch)
    assert ours == theirs == [(False, [[45000.5]])]


def test_a_half_of_a_millisecond_is_rounded_as_the_fast_reader_does(monkeypatch):
    moments = [45000 + eighth / 2048 for eighth in range(1, 400, 2)]
    cells = "".join(f'<c r="{column_letters(i)}1" s="3"><v>{at!r}</v></c>' for i, at in enumerate(moments))
    data = with_format("0", cells)
    assert read_plainly(Package(data), Caps()) is not None
    ours, theirs = read_both_ways(data, monkeypatch)
    assert ours == theirs


def test_a_date_in_a_cell_that_names_no_style_is_left_to_other_readers():
    data = with_format("yyyy-mm-dd", '<c r="A1"><v>45000</v></c>')
    assert read_plainly(Package(data), Caps()) is not None
    data = packed(parts() | {SHEET: sheet('<row r="1"><c r="A1"><v>45000</v></c></row>'), STYLES: FIRST_IS_A_DAY})
    assert read_plainly(Package(data), Caps()) is None


FIRST_IS_A_DAY = FORMATS.replace('<xf numFmtId="0"/>', '<xf numFmtId="14"/>')


@pytest.mark.parametrize("said", ["on", "1", "true", "TRUE", "0"])
def test_the_year_from_which_days_count_is_the_same_to_all_readers(said, monkeypatch):
    before = book(before=f'<workbookPr date1904="{said}"/>')
    one = {SHEET: sheet('<row r="1"><c r="A1" s="1"><v>30000</v></c></row>'), STYLES: FORMATS, BOOK: before}
    ours, theirs = read_both_ways(packed(parts() | one), monkeypatch)
    assert ours == theirs
    assert [since for since, _ in ours] == [said in ("1", "true")]


@pytest.mark.parametrize("part", [SHEET, STRINGS])
@pytest.mark.parametrize("spoilt", ['<?xml s="1" version', "<?xml& version", "x<?xml version"])
def test_parts_that_are_no_xml_at_their_beginning_are_left_to_other_readers(part, spoilt):
    sound = parts() | {SHEET: sheet(ONE_ROW)}
    assert read_plainly(Package(packed(sound)), Caps()) is not None
    broken = sound[part].replace("<?xml version", spoilt)
    assert read_plainly(Package(packed(sound | {part: broken})), Caps()) is None


@pytest.mark.parametrize("after", ["<x>", "</row>", "</c>", "&", "<mergeCells"])
def test_parts_that_are_no_xml_behind_the_rows_are_left_to_other_readers(after):
    assert read_plainly(Package(packed(parts() | {SHEET: sheet(ONE_ROW)})), Caps()) is not None
    assert read_plainly(Package(packed(parts() | {SHEET: sheet(ONE_ROW, after=after)})), Caps()) is None


def test_what_looks_like_rows_within_an_attribute_is_left_to_other_readers():
    misled = (
        sheet(ONE_ROW, root=' a="x<sheetData/>y"')
        .replace("<sheetData><row", "<rows><row")
        .replace("</sheetData>", "</rows>")
    )
    assert read_plainly(Package(packed(parts() | {SHEET: misled})), Caps()) is None


@pytest.mark.thorough
def test_blank_rows_among_wide_ones_do_not_fill_the_memory():
    count = 60_000
    wide = {count * i // 8 + j for i in (1, 3, 5, 7) for j in range(80)}
    cells = [f'<c r="{column_letters(i)}#"><v>1</v></c>' for i in range(300)]
    of = "".join(cells)
    rows = (f'<row r="{n}">{of.replace("#", str(n)) if n in wide else ""}</row>' for n in range(1, count))
    package = Package(packed(parts() | {SHEET: sheet("".join(rows))}))
    tracemalloc.start()
    assert read_plainly(package, Caps()) is None
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 60 << 20


@pytest.mark.parametrize("blank", ['<c r="B1" t="s"/>', '<c r="B1" t="s"></c>'])
def test_a_cell_for_a_shared_text_that_holds_none_is_blank_to_the_patient_reader_too(blank):
    cells = f'<c r="A1" t="s"><v>0</v></c>{blank}<c r="C1"><v>5</v></c>'
    plain, patient = (
        read_book(packed(parts() | {SHEET: sheet(f'<row r="1">{cells}</row>{more}')}), "a") for more in ("", "<!-- -->")
    )
    assert [one.rows for one in plain] == [one.rows for one in patient] == [[["订单号", "", 5.0]]]
