"""Nothing of one customer leaves in a paper for another: the gate between what was written and the outbox."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from datetime import date, datetime
from itertools import chain
from pathlib import Path

import pytest
from near_names import drops, near_customers, words_in

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.faces.cli import answered
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.marks import Sort
from neiqin_xl.model.report import OF_NO_CUSTOMER, Block, Column, MixedCustomersError, Page, Paper
from neiqin_xl.publish.pages import render_by, render_paper
from neiqin_xl.publish.release import Gate
from neiqin_xl.publish.release.search import Search
from neiqin_xl.publish.templates import shipped_folder
from neiqin_xl.reports import all_reports
from neiqin_xl.reports.statement import statement_for
from neiqin_xl.reports.statement_document import INDEX_DOCUMENT, STATEMENT_DOCUMENT
from neiqin_xl.workbook.repack import Package

pytestmark = pytest.mark.thorough

TODAY = date(2026, 12, 5)
NOVEMBER = parse_period("2026-11", TODAY)
CUSTOMERS = near_customers(50)
OURS, OTHER = CUSTOMERS[0], CUSTOMERS[1]
SHEET, STRINGS = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"


def opened(root):
    return Desk(root, today=TODAY, now=lambda: datetime(2026, 12, 5, 9))


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """A workspace in which fifty customers with near names bought, sent back and paid."""
    root = tmp_path_factory.mktemp("office") / "工作区"
    with Desk.create(root) as desk:
        for name, text in drops(CUSTOMERS).items():
            (desk.workspace.inbox / name).write_text(text, encoding="utf-8")
    with opened(root) as desk:
        taken = desk.take_in(publish=False)
        verdicts = {file["file"]: file["verdict"] for file in taken["files"]}
        assert verdicts == dict.fromkeys(drops(CUSTOMERS), "accepted")
    return root


@pytest.fixture(scope="module")
def office(base):
    """The same, open, for those who only look."""
    with opened(base) as desk:
        yield desk


@pytest.fixture
def desk(base, tmp_path):
    root = tmp_path / "工作区"
    shutil.copytree(base, root)
    with opened(root) as made:
        yield made


@pytest.fixture(scope="module")
def gate(office):
    return Gate(office.books.at_rest(), ())


@pytest.fixture(scope="module")
def written(office):
    """One customer's statement: the paper, its bytes, its template."""
    paper = statement_for(office.books, NOVEMBER, f"C:{OURS.code}")
    return paper, *render_by(paper)


def changed(data, name, content):
    """The workbook with one part put there or changed."""
    package = Package(data)
    package.put(name, content)
    return b"".join(package.pieces())


def files_below(folder):
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def outgoing(office):
    """The papers for customers that each report makes, by its name; none for reports that make none."""
    made = {
        report.name: [paper for paper in report.build(office.books, NOVEMBER) if paper.customers]
        for report in all_reports().values()
    }
    return {name: papers for name, papers in made.items() if papers}


def test_every_paper_for_a_customer_holds_the_words_of_that_customer_only(outgoing):
    words = {f"C:{one.code}": one.word for one in CUSTOMERS}
    for paper in chain.from_iterable(outgoing.values()):
        own = {words[one] for one in paper.customers}
        assert words_in(render_paper(paper), CUSTOMERS) <= own, paper.name
    for report in ("statement", "delivery_note"):
        assert {customer for paper in outgoing[report] for customer in paper.customers} == set(words)


def test_what_is_right_is_published_and_nothing_is_said(desk, outgoing):
    for report in outgoing:
        assert desk.report(report, "2026-11")["refused"] == []
    assert len(list(desk.workspace.statements.rglob("对账单_K*.xlsx"))) == len(CUSTOMERS)
    assert not (desk.workspace.outbox / "不能发出.txt").exists()


def without_filter(monkeypatch):
    """Every question for one customer's postings is answered with everybody's."""
    lines = Books.lines

    def everybodys(self, measures, since=None, before=None, customer=None):
        return lines(self, measures, since, before)

    monkeypatch.setattr(Books, "lines", everybodys)


def with_lines_of_another(monkeypatch):
    """The lines of one customer are told as another's: the join is wrong, and every check of ids is content."""
    lines, whose = Books.lines, {f"C:{OTHER.code}": f"C:{OURS.code}"}

    def mixed(self, *asked, **how):
        return [one._replace(customer=whose.get(one.customer, one.customer)) for one in lines(self, *asked, **how)]

    monkeypatch.setattr(Books, "lines", mixed)


def test_without_the_filter_of_customers_one_paper_cannot_be_made(desk, monkeypatch):
    without_filter(monkeypatch)
    told = desk.statement("2026-11", customer=OURS.code)
    assert told["written"] == []
    assert "不同客户的数据" in told["refused"][0]["reasons"][0]
    assert files_below(desk.workspace.statements) == {}


def test_lines_of_another_customer_keep_everything_of_the_run_back(desk, monkeypatch, caplog):
    desk.statement("2026-11")
    before = files_below(desk.workspace.outbox)
    assert len(files_below(desk.workspace.statements)) == len(CUSTOMERS) + 1
    with_lines_of_another(monkeypatch)
    told = desk.statement("2026-11")
    name = f"outbox/对账单/2026-11/对账单_{OURS.code}_简{OURS.word}_202611.xlsx"
    assert told["written"] == []
    assert [one["path"] for one in told["refused"]] == [name]
    after = files_below(desk.workspace.outbox)
    text = after.pop(desk.workspace.outbox / "不能发出.txt").decode("utf-8-sig")
    assert after == before
    assert f"“{name}”：工作表“对账单”的 C" in text
    assert "里有另一家客户的单号。" in text
    assert OTHER.word not in text + json.dumps(told, ensure_ascii=False) + caplog.text
    assert "not released" in caplog.text
    assert not list(desk.workspace.state.glob("*.tmp"))


def test_what_could_not_go_out_is_forgotten_when_it_can(desk, monkeypatch):
    with monkeypatch.context() as patch:
        with_lines_of_another(patch)
        desk.statement("2026-11")
    assert (desk.workspace.outbox / "不能发出.txt").exists()
    assert desk.statement("2026-11")["refused"] == []
    assert not (desk.workspace.outbox / "不能发出.txt").exists()


def test_the_command_ends_with_1_and_says_so(desk, monkeypatch, capsys):
    with_lines_of_another(monkeypatch)
    asked = ["-w", str(desk.workspace.root), "statement", "--period", "2026-11"]
    assert answered(asked) == 1
    assert "不能发出：“outbox/对账单/" in capsys.readouterr().out
    assert answered([*asked, "--json"]) == 1


@pytest.mark.parametrize("blind", ["texts", "balances"])
def test_the_texts_and_the_balances_tell_each_by_themselves(desk, monkeypatch, blind):
    with_lines_of_another(monkeypatch)
    if blind == "texts":
        monkeypatch.setattr(Search, "foreign", lambda *_: [])
        wanted = "写的余额和账上的对不上"
    else:
        monkeypatch.setattr(Gate, "_owes", lambda _, said: said.fen)
        wanted = "里有另一家客户的单号"
    reasons = [reason for one in desk.statement("2026-11")["refused"] for reason in one["reasons"]]
    assert any(wanted in one for one in reasons)


def test_an_issue_that_may_not_go_out_issues_nothing(desk, monkeypatch):
    with_lines_of_another(monkeypatch)
    told = desk.issue("2026-11")
    assert told["issued"] == []
    assert told["refused"]
    assert desk.books.issued() == []


def block(customers):
    return Block("明细", (Column("单号"),), [("S1",)], customers=customers)


@pytest.mark.parametrize(
    ("customers", "whose", "document"),
    [
        ((), OF_NO_CUSTOMER, STATEMENT_DOCUMENT),
        (("a",), None, STATEMENT_DOCUMENT),
        (("a",), frozenset("ab"), INDEX_DOCUMENT),
    ],
    ids=["for nobody", "nobody said whose rows", "rows of two"],
)
def test_a_paper_that_mixes_customers_cannot_even_be_made(customers, whose, document):
    with pytest.raises(MixedCustomersError):
        Paper("x", "", (Page("x", "x", blocks=(block(whose),)),), document, customers)


def test_a_pack_for_two_and_a_paper_for_our_own_people_may_hold_rows_of_two():
    pages = (Page("x", "x", blocks=(block(frozenset("ab")),)),)
    assert Paper("x", "", pages, STATEMENT_DOCUMENT, ("a", "b")).customers == ("a", "b")
    assert Paper("x", "", pages, INDEX_DOCUMENT).customers == ()


@pytest.mark.parametrize(
    ("sort", "text"),
    [
        (Sort.NAME, OTHER.name),
        (Sort.NAME, f"简{OTHER.word}"),
        (Sort.CODE, OTHER.code),
        (Sort.NUMBER, f"D{OTHER.word}0"),
        (Sort.NUMBER, f"S{OTHER.word}1"),
        (Sort.NUMBER, f"PO{OTHER.word}2"),
        (Sort.NUMBER, f"T{OTHER.word}"),
        (Sort.TAX_NO, OTHER.tax_no),
        (Sort.PHONE, OTHER.phone),
        (Sort.PHONE, OTHER.phone.replace("-", " ")),
    ],
)
@pytest.mark.parametrize("around", ["{}", "请找：{}。", "（{}）转"])
def test_every_kind_of_mark_is_found(gate, written, sort, text, around):
    paper, data, template = written
    page = paper.pages[0]
    fields = {**page.fields, "客户.联系人": around.format(text)}
    wrong = Paper(
        paper.name, "", (Page(page.name, page.heading, kind=page.kind, fields=fields),), paper.document, paper.customers
    )
    assert gate.faults(paper, data, template) == []
    (told,) = gate.faults(wrong, *render_by(wrong))
    assert told.startswith("工作表“对账单”的 ")
    assert told.endswith(f"里有另一家客户的{sort.value}")
    assert text not in told


HIDDEN = {
    "a string half of which is bold": (
        STRINGS, "</sst>", "<si><r><t>{a}</t></r><r><rPr><b/></rPr><t>{b}</t></r></si></sst>", "没有单元格显示的文字",
    ),
    "a header": (
        SHEET, "<pageSetup", "<headerFooter><oddHeader>&amp;C{a}{b}</oddHeader></headerFooter><pageSetup",
        "工作表“对账单”的公式、页眉页脚或下拉列表",
    ),
    "a list to choose from": (
        SHEET, "</sheetData>",
        '</sheetData><dataValidations><dataValidation sqref="A1"><formula1>"{a}{b},x"</formula1></dataValidation></dataValidations>',
        "工作表“对账单”的公式、页眉页脚或下拉列表",
    ),
    "what a formula gave": (
        SHEET, "</sheetData>",
        '<row r="900"><c r="A900" t="str"><f>B1</f><v>{a}{b}</v></c></row></sheetData>',
        "工作表“对账单”的公式、页眉页脚或下拉列表",
    ),
    "a text in a formula": (
        SHEET, "</sheetData>",
        '<row r="900"><c r="A900"><f>IF(A1="{a}{b}",1,2)</f><v>2</v></c></row></sheetData>',
        "工作表“对账单”的公式、页眉页脚或下拉列表",
    ),
    "a text in the sheet itself": (
        SHEET, "</sheetData>",
        '<row r="900"><c r="A900" t="inlineStr"><is><r><t>{a}</t></r><r><t>{b}</t></r></is></c></row></sheetData>',
        "工作表“对账单”的公式、页眉页脚或下拉列表",
    ),
    "a name": (
        "xl/workbook.xml", "</sheets>",
        '</sheets><definedNames><definedName name="x">"{a}{b}"</definedName></definedNames>', "定义的名称",
    ),
    "the properties": ("docProps/core.xml", "<dc:creator>", "<dc:creator>{a}{b}", "文件的属性"),
    "a link": (
        SHEET, "<pageMargins",
        '<hyperlinks><hyperlink ref="A1" location="x" tooltip="{a}{b}"/></hyperlinks><pageMargins',
        "工作表“对账单”的公式、页眉页脚或下拉列表",
    ),
}  # fmt: skip


@pytest.mark.parametrize("where", HIDDEN)
def test_no_corner_of_a_workbook_hides_a_mark(gate, written, where):
    paper, data, template = written
    name, before, after, said = HIDDEN[where]
    content = Package(data).read(name).decode("utf-8")
    assert before in content
    number = f"D{OTHER.word}0"
    for half in (0, 3):
        put = after.format(a=number[:half], b=number[half:])
        hidden = changed(data, name, content.replace(before, put, 1).encode("utf-8"))
        assert gate.faults(paper, hidden, template) == [f"{said}里有另一家客户的单号"]


@pytest.mark.parametrize(
    "name", ["xl/comments1.xml", "xl/charts/chart1.xml", "xl/externalLinks/externalLink1.xml", "customXml/item1.xml"]
)
def test_a_part_that_the_template_has_not_got_is_refused(gate, written, name):
    paper, data, template = written
    assert gate.faults(paper, changed(data, name, b"<x/>"), template) == [f"文件里多出了不该有的部件“{name}”"]


@pytest.mark.parametrize("cut", [0, 10, 4000, -1])
def test_a_file_that_cannot_be_read_again_is_refused(gate, written, cut):
    paper, data, template = written
    (told,) = gate.faults(paper, data[:cut], template)
    assert "读不回来" in told


def test_a_part_that_is_not_what_the_directory_says_is_refused(gate, written):
    paper, data, template = written
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        at = package.getinfo(STRINGS).header_offset + 60
    (told,) = gate.faults(paper, data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :], template)
    assert "读不回来" in told


def test_a_balance_that_nobody_can_read_back_is_told(gate, written):
    paper, data, template = written
    fields = paper.pages[0].fields
    digits = f">{fields['期末余额'] // 100}.{fields['期末余额'] % 100:02d}<".encode()
    content = Package(data).read(SHEET)
    assert digits in content
    wrong = changed(data, SHEET, content.replace(digits, b">1.00<"))
    # It still stands there grouped and in words.
    assert gate.faults(paper, wrong, template) == []
    strings = Package(data).read(STRINGS).decode("utf-8")
    for said in (fields["期末余额小写"].strip("¥"), fields["期末余额大写"]):
        assert said in strings
        strings = strings.replace(said, "")
    wrong = changed(wrong, STRINGS, strings.encode("utf-8"))
    assert gate.faults(paper, wrong, template) == ["“期末余额”写出来的数和账上的对不上"]


def test_a_template_into_which_somebody_typed_a_customers_name_is_told(desk):
    own = desk.workspace.templates / "对账单.xlsx"
    data = (shipped_folder() / "对账单.xlsx").read_bytes()
    strings = Package(data).read(STRINGS).decode("utf-8")
    label = "<t>期初余额</t>"
    assert label in strings
    own.write_bytes(changed(data, STRINGS, strings.replace(label, f"<t>余额（{OTHER.name}）</t>").encode("utf-8")))
    told = desk.statement("2026-11")
    assert told["written"] == []
    reasons = {reason for one in told["refused"] for reason in one["reasons"]}
    assert {reason[: len("模板里写着另一家客户的名称（工作表“")] for reason in reasons} == {
        "模板里写着另一家客户的名称（工作表“"
    }
    assert OTHER.name not in str(reasons)
    assert len(told["refused"]) >= len(CUSTOMERS) - 1
    said = (desk.workspace.outbox / "不能发出.txt").read_text(encoding="utf-8-sig")
    assert said.count("模板里写着") == said.count("份：") <= 3
    own.unlink()
    assert desk.statement("2026-11")["refused"] == []


def test_a_customer_who_is_not_filed_may_have_a_name_that_holds_anothers_short_name(tmp_path):
    with Desk.create(tmp_path / "工作区") as desk:
        (desk.workspace.inbox / "客户.csv").write_text(
            "客户编码,客户全称,客户简称,业务员,结算方式\nK0001,石湾镇拓沃五金店,拓沃五金,区伟,现结\n", encoding="utf-8"
        )
        (desk.workspace.inbox / "送货.csv").write_text(
            "送货单号,送货日期,客户名称,品名,数量,含税单价\nS-90001,2026-11-05,拓沃五金店,插座,10,9.6\n",
            encoding="utf-8",
        )
    with opened(tmp_path / "工作区") as desk:
        desk.take_in(publish=False)
        assert [Path(path).name for path in desk.statement("2026-11")["published"]] == [
            "对账单_拓沃五金店_202611.xlsx",
            "对账单目录_202611.xlsx",
        ]
