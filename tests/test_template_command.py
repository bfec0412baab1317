"""`neiqin template`: every mistake at once with its cell and the name that was meant, and templates filled from JSON."""

from __future__ import annotations

import base64
import datetime as dt
import io
import json
import re
import zipfile

import pytest
from hostile import hostile_files
from hostile.oldbooks import compound, old_workbook
from kitchen_sink import MACROS, picture
from template_books import drawn_book, grid, opened

from neiqin_xl import machine
from neiqin_xl.desk import TemplateRefused, check_template, fill_template
from neiqin_xl.faces.cli import answered

SLIP = [
    ["致 {{ 客户.名称 }}", "{{ 日期 }}"],
    ["{{ 明细.品名 }}", "{{ 明细.数量 }}"],
    ["合计", "=SUM(B2:B2)"],
]
DATA = {
    "客户": {"名称": "拾穗雀商行"},
    "日期": {"$date": "2026-11-05"},
    "明细": [{"品名": "茶杯", "数量": 10}, {"品名": "茶盘", "数量": {"$decimal": "2.50"}}],
}


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def put(folder):
    """Puts a template and its data down, both as they are asked for."""

    def lay(rows=SLIP, data=DATA, **how):
        (folder / "模板.xlsx").write_bytes(drawn_book(rows, **how))
        (folder / "数据.json").write_bytes(data if isinstance(data, bytes) else json.dumps(data).encode())
        return folder

    return lay


def problems(data=None):
    """What is wrong with the template: the severity, the cell and the name that was meant."""
    return [
        (one["severity"], one["cell"], one["nearest"]) for one in check_template("模板.xlsx", data=data)["problems"]
    ]


def fill(*more, to="填好.xlsx"):
    return answered(["template", "fill", "模板.xlsx", "--data", "数据.json", "-o", to, *more])


def test_a_template_is_filled_with_typed_values(put, capsys):
    folder = put()
    assert fill() == 0
    assert capsys.readouterr().out == "填好了：填好.xlsx\n"
    assert grid((folder / "填好.xlsx").read_bytes()) == [
        ["致 拾穗雀商行", dt.datetime(2026, 11, 5)],
        ["茶杯", 10],
        ["茶盘", 2.5],
        ["合计", "=SUM(B2:B3)"],
    ]
    assert grid((folder / "填好.xlsx").read_bytes(), data_only=True)[-1] == ["合计", 12.5]


def test_a_good_template_says_what_it_uses_and_what_else_the_data_gives(put, capsys):
    put(data={"备注": "急", **DATA, "客户": {"名称": "拾穗雀商行", "电话": "1"}})
    assert answered(["template", "check", "模板.xlsx", "--data", "数据.json"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "模板.xlsx：没有发现问题。",
        "模板用到的名字：客户.名称、日期、明细.品名、明细.数量",
        "数据里还有、也可以用的名字：备注、客户.电话",
    ]
    assert not list(put().glob("填好*"))


def test_all_mistakes_are_told_at_once_with_their_cells(put, capsys):
    put([["{{ 坏", "{{ 数|大写金饿 }}"], ["{% fro 行 in 明细 %}"], [None, "{{ 1 + }}"], ["{% if 数 %}"]])
    assert answered(["template", "check", "模板.xlsx"]) == 1
    first, *lines = capsys.readouterr().out.splitlines()
    assert first == "模板.xlsx：错误 5 处，提醒 0 处。"
    assert [line.partition("：")[2].partition("：")[0] for line in lines[:5]] == [
        f"工作表“表”单元格 {cell}" for cell in ("A1", "B1", "A2", "B3", "A4")
    ]
    assert "可能是“大写金额”" in lines[1]
    assert "（写的是 {% fro 行 in 明细 %}）" in lines[2]


def test_names_that_the_data_does_not_have_are_told_with_the_nearest_that_it_has(put):
    put(
        [
            ["{{ 客户.名稱 }}", "{{ 没影的 }}"],
            ["{{ 明细.品明 }}"],
            ["{% for 行 in 名细 %}"],
            ["{{ 行.数量 }}"],
            ["{% endfor %}"],
        ]
    )
    assert problems("数据.json") == [
        ("error", "A1", "客户.名称"),
        ("error", "B1", ""),
        ("error", "A2", "明细.品名"),
        ("error", "A3", "明细"),
        ("error", "A4", "明细.数量"),
    ]
    assert fill() == 2
    assert problems() == []


def test_fields_of_the_items_that_a_sheet_stands_for_are_known(put):
    put(
        [["{{ 名称 }}", "{{ 客户.电话 }}", "{{ 客户.电画 }}"]],
        {"客户": [{"名称": "甲", "电话": "1"}]},
        name="{{ 客户.名称 }}",
    )
    assert problems("数据.json") == [("error", "C1", "客户.电话")]


@pytest.mark.parametrize("first", [[], [{"a": 1}]], ids=["空的", "有一项"])
def test_a_row_of_two_lists_loses_none_of_them_in_silence(put, first):
    put([["{{ 甲.a }}", "{{ 乙.b }}"]], {"甲": first, "乙": [{"b": 1}, {"b": 2}]})
    (problem,) = check_template("模板.xlsx", data="数据.json")["problems"]
    assert "这一行里已有另一个列表" in problem["message"]
    assert fill() == 2


@pytest.mark.parametrize("value", [{"b": None}, [1, 2], []])
def test_what_is_no_single_value_is_never_written_into_a_cell(put, value):
    put([["{{ a }}"], ["共 {{ a }}"]], {"a": value})
    told = check_template("模板.xlsx", data="数据.json")["problems"]
    assert [one["cell"] for one in told] == ["A1", "A2"]
    assert all("不是一个值" in one["message"] for one in told)


def test_an_item_that_lacks_a_field_is_told_by_its_number(put):
    put([["{{ 甲.a }}", "{{ 甲.b }}"]], {"甲": [{"a": 1, "b": 2}, {"a": 3}]})
    (problem,) = check_template("模板.xlsx", data="数据.json")["problems"]
    assert problem["nearest"] == ""
    assert "没有“甲.b”这个名字（列表的第 2 项）" in problem["message"]


def test_a_workbook_that_counts_days_from_1904_is_told_since_they_would_be_four_years_late(put):
    put([["{{ 日期 }}"]], {"日期": {"$date": "2026-11-05"}}, more=lambda book, _: setattr(book, "date_1904", True))
    (problem,) = check_template("模板.xlsx", data="数据.json")["problems"]
    assert "1904 日期系统" in problem["message"]
    assert fill() == 2


def test_fields_that_only_later_items_have_are_known(put):
    put([["{{ 明细.备注|默认('-') }}"], ["{{ 错 }}"]], {"明细": [{"品名": "甲"}, {"备注": "急"}]})
    assert problems("数据.json") == [("error", "A2", "")]


def everywhere_else(book, sheet):
    sheet.data_validation("A2:A9", {"validate": "any", "input_title": "请", "input_message": "填 {{ 客户.名称 }}"})
    bold = book.add_format({"bold": True})
    sheet.conditional_format("B1:B3", {"type": "formula", "criteria": '=B1="{{ 名 }}"', "format": bold})
    sheet.write_formula("D1", '="{{ 客户.名称 }}"&"先生"')
    sheet.write_url("E1", "https://example.invalid/{{ 号 }}", string="看")
    book.define_name("称呼", '="{{ 客户.名称 }}"')
    book.define_name("活动区", "=OFFSET('表'!$B$1,0,0,COUNTA('表'!$B:$B),1)")
    chart = book.add_chart({"type": "bar", "name": "图"})
    chart.add_series({"values": "=表!活动区", "name": "{{ 系列 }}"})
    sheet.insert_chart("J1", chart)
    other = book.add_worksheet("另一页")
    other.write_formula("A1", "=SUM('{{ 客户.名称 }}'!B2)")


def test_placeholders_that_stay_and_charts_that_do_not_grow_are_warned_of(put):
    put([["{{ 客户.名称 }}"]], more=everywhere_else)
    assert {(one[0], one[1]) for one in problems()} == {
        ("warning", place)
        for place in ("D1", "A2:A9 的数据有效性", "B1:B3 的条件格式", "超链接", "图表", "图表的系列名称", "名称“称呼”")
    }
    assert check_template("模板.xlsx")["ok"]


def test_the_name_of_a_repeated_sheet_may_stand_in_formulas_and_charts(put):
    def more(book, sheet):
        book.define_name("首格", "='{{ 客户.名称 }}'!$A$1")
        book.add_worksheet("总").write_formula("A1", "=SUM('{{ 客户.名称 }}'!B2)")
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "='{{ 客户.名称 }}'!$B$2:$B$2"})
        sheet.insert_chart("J1", chart)

    put(name="{{ 客户.名称 }}", more=more)
    assert problems() == []


def test_a_sum_that_takes_only_the_first_of_the_sheets_that_repeat_is_warned_of(put):
    def more(book, sheet):
        book.add_worksheet("总").write_formula("A1", "='{{ 客户.名称 }}'!B1")
        book.add_worksheet("又").write_formula("B2", "=SUM('{{ 客户.名称 }}'!B1:B1)")
        book.worksheets()[-1].write("A1", "{{ 日 }}")
        sheet.write_formula("C1", "='{{ 客户.名称 }}'!B1*2")

    customers = [{"名称": name, "数量": 5} for name in "甲乙"]
    put([["{{ 名称 }}", "{{ 数量 }}"]], {"客户": customers, "日": 1}, name="{{ 客户.名称 }}", more=more)
    told = check_template("模板.xlsx", data="数据.json")["problems"]
    assert {(one["severity"], one["sheet"], one["cell"]) for one in told} == {
        ("warning", "总", "A1"),
        ("warning", "又", "B2"),
    }
    assert all("只取第一张的数" in one["message"] for one in told)
    # One customer that is no list has one sheet: there is nothing to tell.
    put([["{{ 名称 }}", "{{ 数量 }}"]], {"客户": customers[0], "日": 1}, name="{{ 客户.名称 }}", more=more)
    assert [
        one for one in check_template("模板.xlsx", data="数据.json")["problems"] if "第一张" in one["message"]
    ] == []


def test_a_placeholder_in_the_header_of_a_table_is_a_mistake_since_excel_would_mend_the_file(put):
    def table(_, sheet):
        sheet.add_table("A1:B2", {"columns": [{"header": "{{ 月 }}"}, {"header": "乙"}]})

    put([], {"月": "十月"}, more=table)
    assert problems() == [("error", "表头", "")]
    assert fill() == 2


BALANCE = [
    ["期初", 100],
    ["{{ 明细.品名 }}", "=B1+C2", "{{ 明细.数量 }}"],
    ["期末", "=B2", "=SUM(C2)", "=B1+SUM(C2:C2)"],
]


def test_a_balance_that_takes_only_the_first_row_is_warned_of(put):
    put(BALANCE, {"明细": [{"品名": "甲", "数量": 1}]})
    assert problems("数据.json") == [("warning", "B3", "")]
    assert problems() == []


def test_without_data_only_rows_that_surely_repeat_are_warned_of(put):
    put([["{% for 行 in 明细 %}"], ["{{ 行.数量 }}", "=A2*2"], ["{% endfor %}"], ["=B2"], ["{{ 序号 }}"], ["=A5"]])
    assert problems() == [("warning", "A4", ""), ("warning", "A6", "")]


@pytest.mark.parametrize(
    ("merged", "rows", "warned"),
    [
        ("A1:A2", [["{{ 明细.数量 }}"]], ["A1"]),
        ("A1:B1", [["{{ 明细.数量 }}"]], []),
        ("C1:C3", [["{{ 明细.数量 }}"]], ["C1"]),
        ("A1:A2", [["{{ 客户 }}"], [], ["{{ 明细.数量 }}"]], []),
        ("A3:A5", [["{% for 行 in 明细 %}"], ["{{ 行.数量 }}"], ["{{ 行.数量 }}"], ["{% endfor %}"]], ["A3"]),
        ("A2:A3", [["{% for 行 in 明细 %}"], ["{{ 行.数量 }}"], [], ["{% endfor %}"]], []),
        ("A1:A3", [["头"], ["{% for 行 in 明细 %}"], [None, "{{ 行.数量 }}"], ["{% endfor %}"]], []),
    ],
)
def test_merged_cells_that_hide_all_copies_of_a_row_but_the_first_are_warned_of(put, merged, rows, warned):
    put(rows, {"客户": "竹筏", "明细": [{"数量": 1}, {"数量": 2}]}, more=lambda _, sheet: merge(sheet, merged, rows))
    assert [cell for severity, cell, _ in problems("数据.json") if severity == "warning"] == warned


def merge(sheet, area, rows):
    """Merge cells; what was written into the first of them stays."""
    row, column = int(area[1]) - 1, "ABC".index(area[0])
    held = rows[row][column] if column < len(rows[row]) else "旁注"
    sheet.merge_range(area, held)


def test_a_workbook_without_placeholders_is_told_so(put):
    put([["{ 客户 }"]])
    (one,) = check_template("模板.xlsx")["problems"]
    assert one["severity"] == "warning"
    assert "没有找到占位符" in one["message"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (old_workbook(), "另存为 .xlsx"),
        (compound({"EncryptedPackage": b"x" * 5000, "EncryptionInfo": b"\x04\x00\x04\x00" + b"x" * 200}), "去掉密码"),
        (b"a,b\n1,2\n", "不是 .xlsx"),
        (b"", "空文件"),
        (drawn_book(SLIP)[:2000], "没有复制完或已损坏"),
    ],
)
def test_what_cannot_be_a_template_is_refused_with_what_to_do(put, capsys, content, said):
    (put() / "模板.xlsx").write_bytes(content)
    assert answered(["template", "check", "模板.xlsx"]) == 1
    assert re.search(said, capsys.readouterr().out)
    assert fill() == 2
    assert re.search(said, capsys.readouterr().err)


def test_a_workbook_saved_as_strict_open_xml_is_refused_with_what_to_choose(put):
    folder, held = put(), io.BytesIO()
    with zipfile.ZipFile(folder / "模板.xlsx") as plain, zipfile.ZipFile(held, "w") as strict:
        for name in plain.namelist():
            main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            strict.writestr(name, plain.read(name).replace(main, b"http://purl.oclc.org/ooxml/spreadsheetml/main"))
    (folder / "模板.xlsx").write_bytes(held.getvalue())
    (problem,) = check_template("模板.xlsx")["problems"]
    assert "严格 Open XML" in problem["message"]


def test_rows_at_the_end_of_a_sheet_make_room_where_they_are_blank_and_are_told_where_not(put):
    folder = put([["{{ 明细.品名 }}"]])
    with_looks(folder / "模板.xlsx", '<c r="A1048576" s="0"/>')
    assert fill() == 0
    assert [*opened((folder / "填好.xlsx").read_bytes()).active.iter_rows(min_row=3, values_only=True)] == []
    with_looks(folder / "模板.xlsx", '<c r="A1048576"><v>5</v></c>')
    (problem,) = check_template("模板.xlsx", data="数据.json")["problems"]
    assert "超过 1,048,576 行" in problem["message"]


def with_looks(path, cell):
    """The workbook with this cell in its last row, as other programs leave them there."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name).decode() for name in archive.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    rows = re.sub('<row r="1048576".*?</row>', "", parts[sheet])
    parts[sheet] = rows.replace("</sheetData>", f'<row r="1048576" ht="12.8">{cell}</row></sheetData>')
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)


def test_files_that_could_harm_a_reader_are_checked_in_sentences(put):
    folder = put()
    told = []
    for kind in ("xml_bombs", "zip_structure", "macros"):
        for _, file in hostile_files(kind):
            (folder / "模板.xlsx").write_bytes(file.data)
            told += [one["message"] for one in check_template("模板.xlsx")["problems"]]
    assert len(told) > 50
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in one) for one in told)


@pytest.mark.parametrize(
    ("part", "broken"),
    [
        ("xl/styles.xml", b"<styleSheet"),
        ("xl/charts/chart1.xml", b"\xff\xfe"),
        ("[Content_Types].xml", None),
    ],
)
def test_a_damaged_template_is_answered_with_a_sentence(put, capsys, part, broken):
    def chart(book, sheet):
        made = book.add_chart({"type": "bar"})
        made.add_series({"values": "=表!$B$2:$B$2"})
        sheet.insert_chart("E1", made)

    folder = put(more=chart)
    held = io.BytesIO()
    with zipfile.ZipFile(folder / "模板.xlsx") as former, zipfile.ZipFile(held, "w") as archive:
        for name in former.namelist():
            if name != part or broken is not None:
                archive.writestr(name, broken if name == part else former.read(name))
    (folder / "模板.xlsx").write_bytes(held.getvalue())
    assert not check_template("模板.xlsx")["ok"]
    assert fill() == 2
    told = capsys.readouterr().err
    assert re.search("另存|重新放入|再试", told)
    assert len(told.splitlines()) == 1


def test_a_template_with_macros_keeps_them_and_its_ending(put, capsys):
    def macros(book, _):
        book.add_vba_project(io.BytesIO(MACROS), is_stream=True)

    folder = put(more=macros)
    assert fill() == 2
    assert "以 .xlsm 结尾" in capsys.readouterr().err
    assert fill(to="填好.xlsm") == 0
    assert grid((folder / "填好.xlsm").read_bytes())[1] == ["茶杯", 10]
    with zipfile.ZipFile(folder / "填好.xlsm") as archive:
        assert archive.read("xl/vbaProject.bin") == MACROS
        assert b"macroEnabled.main+xml" in archive.read("[Content_Types].xml")


def test_a_plain_template_does_not_take_the_ending_of_one_with_macros(put, capsys):
    folder = put()
    assert fill(to="填好.xlsm") == 2
    assert "以 .xlsx 结尾" in capsys.readouterr().err
    assert not (folder / "填好.xlsm").exists()


def test_nothing_is_overwritten_unless_told(put, capsys):
    folder = put()
    (folder / "填好.xlsx").write_bytes(b"mine")
    assert fill() == 2
    assert "已经有“填好.xlsx”了" in capsys.readouterr().err
    assert (folder / "填好.xlsx").read_bytes() == b"mine"
    assert fill("--overwrite") == 0
    assert grid((folder / "填好.xlsx").read_bytes())[1] == ["茶杯", 10]


@pytest.mark.parametrize("name", ["模板.xlsx", "别名.xlsx"])
def test_the_template_itself_is_never_overwritten(put, capsys, name):
    folder = put()
    before = (folder / "模板.xlsx").read_bytes()
    (folder / "别名.xlsx").hardlink_to(folder / "模板.xlsx")
    assert fill("--overwrite", to=name) == 2
    assert "不能覆盖" in capsys.readouterr().err
    assert (folder / "模板.xlsx").read_bytes() == before


@pytest.mark.parametrize(("to", "said"), [(".", "是文件夹"), ("没有/填好.xlsx", "没有“"), ("填好", "以 .xlsx 结尾")])
def test_a_place_that_cannot_be_written_to_is_named(put, capsys, to, said):
    put()
    assert fill(to=to) == 2
    assert said in capsys.readouterr().err


def test_the_output_is_there_whole_or_not_at_all(put, monkeypatch, capsys):
    folder = put()

    def held(*_):
        raise machine.BusyFile(13, "held", "填好.xlsx")

    monkeypatch.setattr(machine, "write_new", held)
    assert fill() == 2
    assert "正开着" in capsys.readouterr().err
    assert sorted(one.name for one in folder.iterdir()) == ["数据.json", "模板.xlsx"]


def test_where_the_data_does_not_fit_nothing_is_written(put, capsys):
    folder = put(data={"客户": {"名称": "甲"}, "日期": None, "明细": 3})
    assert fill() == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "“模板.xlsx”没有填，什么都没有写。" in told.err
    assert "单元格 A2" in told.err
    assert fill("--json") == 2
    answer = json.loads(capsys.readouterr().out)
    assert not answer["written"]
    assert {one["cell"] for one in answer["problems"]} == {"A2", "B2"}
    assert not (folder / "填好.xlsx").exists()


def test_a_file_that_is_not_there_is_named(put, capsys):
    put()
    for arguments in (["check", "没有.xlsx"], ["check", "模板.xlsx", "--data", "没有.json"]):
        answered(["template", *arguments])
        told = capsys.readouterr()
        assert "没有“没有." in told.out + told.err
    with pytest.raises(TemplateRefused, match=r"没有“没有\.json”这个文件"):
        fill_template("模板.xlsx", "没有.json", "填好.xlsx")


def test_a_check_answers_with_json(put, capsys):
    put([["{{ 客户.名稱 }}"]])
    assert answered(["template", "check", "模板.xlsx", "--data", "数据.json", "--json"]) == 1
    answer = json.loads(capsys.readouterr().out)
    assert answer["problems"] == [
        {
            "severity": "error",
            "sheet": "表",
            "cell": "A1",
            "written": "{{ 客户.名稱 }}",
            "nearest": "客户.名称",
            "message": "工作表“表”单元格 A1：没有“客户.名稱”这个名字（写的是 {{ 客户.名稱 }}），您是不是想写“客户.名称”",
        }
    ]
    assert not answer["ok"]
    assert answer["uses"] == ["客户.名稱"]
    assert "明细.数量" in answer["may_use"]


def test_typed_values_keep_their_kind_and_numbers_are_exact(put):
    data = b"""\xef\xbb\xbf{"a": {"$decimal": "0.10"}, "b": 123456789012345678.25, "c": 0.1, "d": 7, "e": null,
      "f": true, "g": {"$date": "2026-11-05T14:30"}, "h": "00123", "i": {"$date": "2026-11-05"}}"""
    folder = put([[f"{{{{ {name} }}}}" for name in "abcdefghi"]], data)
    assert fill() == 0
    assert grid((folder / "填好.xlsx").read_bytes()) == [
        [
            0.1, "123456789012345678.25", 0.1, 7, None, True,
            dt.datetime(2026, 11, 5, 14, 30), "00123", dt.datetime(2026, 11, 5),
        ]
    ]  # fmt: skip


def test_numbers_with_more_digits_than_a_cell_holds_count_in_totals(put):
    folder = put([["{{ 明细.金额 }}"], ["=SUM(A1:A1)"]], {"明细": [{"金额": 4.35 * 100}]})
    assert fill() == 0
    assert grid((folder / "填好.xlsx").read_bytes(), data_only=True) == [[435], [435]]


def test_numbers_that_no_cell_holds_are_said_to_be_texts(put, capsys):
    data = {
        "应收": {"$decimal": "1234567890123456.78"},
        "明细": [{"金额": {"$decimal": "9999999999999999"}}, {"金额": 12.5}, {"金额": 10**15}],
        "没用到": 10**20,
    }
    folder = put([["{{ 应收 }}"], ["{{ 明细.金额 }}"], ["=SUM(A2:A2)"]], data)
    assert fill() == 0
    said = capsys.readouterr().out
    assert "提醒：“应收”里的 1234567890123456.78 超过 15 位" in said
    assert "提醒：“明细.金额”里的 9999999999999999 等 2 个数超过 15 位" in said
    assert "求和时不会算上" in said
    assert "没用到" not in said
    answer = check_template(folder / "模板.xlsx", data=folder / "数据.json")
    assert (answer["ok"], len(answer["problems"])) == (True, 2)
    assert grid((folder / "填好.xlsx").read_bytes(), data_only=True)[-1] == [12.5]


def test_a_picture_may_stand_in_the_data(put):
    folder = put([["{{ 公章 }}"]], {"公章": {"$picture": base64.b64encode(picture()).decode()}})
    assert fill() == 0
    assert len(opened((folder / "填好.xlsx").read_bytes()).active._images) == 1


def test_wrong_data_is_named_with_its_file(put, capsys):
    put(data=b"{")
    assert fill() == 2
    assert "“数据.json”不能用：数据文件不是正确的 JSON" in capsys.readouterr().err
    assert answered(["template", "check", "模板.xlsx", "--data", "数据.json"]) == 2


def test_text_of_the_data_is_never_a_formula(put):
    folder = put([["{{ 文 }}"]], {"文": "=1+1"})
    assert fill() == 0
    assert opened((folder / "填好.xlsx").read_bytes()).active["A1"].data_type == "s"


def test_help_of_both_commands_is_chinese(capsys):
    for name in ("check", "fill"):
        assert answered(["template", name, "--help"]) == 0
        assert "用法：" in capsys.readouterr().out


def test_an_old_template_format_is_refused(put, capsys):
    folder = put()
    held = io.BytesIO()
    with zipfile.ZipFile(folder / "模板.xlsx") as former, zipfile.ZipFile(held, "w") as archive:
        for name in former.namelist():
            archive.writestr(name, former.read(name).replace(b"sheet.main+xml", b"template.main+xml"))
    (folder / "模板.xlsx").write_bytes(held.getvalue())
    assert fill() == 2
    assert ".xltx" in capsys.readouterr().err


def own_template(folder, name, rows):
    (folder / name).write_bytes(drawn_book(rows, name="{{ 账户.页名 }}"))
    return check_template(name)


def test_a_template_named_like_a_document_of_ours_is_held_against_its_fields(folder):
    answer = own_template(
        folder, "对账单（城东）.xlsx", [["{{ 客户.名稱 }}"], ["{{ 明细.品名 }}"], ["{{ 账户.期末余额 }}"]]
    )
    assert answer["kind"] == "对账单"
    assert [(one["cell"], one["nearest"]) for one in answer["problems"]] == [("A1", "客户.名称")]
    assert "日期" in answer["may_use"]["账户.明细.日期"]


def test_the_longer_name_of_a_document_counts(folder):
    assert own_template(folder, "对账单目录.xlsx", [["{{ 标题 }}"]])["kind"] == "对账单目录"


def test_a_template_of_ours_that_would_leave_accounts_out_is_wrong(folder):
    (folder / "对账单.xlsx").write_bytes(drawn_book([["{{ 标题 }}"]], name="对账单"))
    assert "{{ 账户.页名 }}" in check_template("对账单.xlsx")["problems"][0]["message"]


def test_the_fields_that_are_left_are_told_with_what_they_hold(folder, capsys):
    (folder / "对账单.xlsx").write_bytes(drawn_book([["{{ 客户.名称 }}"]], name="{{ 账户.页名 }}"))
    assert answered(["template", "check", "对账单.xlsx"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert "  账户.期末余额　" in "\n".join(lines)
    assert not any(line.startswith(("  账户.客户.名称　", "  账户　", "  账户.页名　")) for line in lines)
    assert lines[-1] == "如果这份模板要用自己的数据来填，请加上 --data 数据.json 再检查。"


def test_a_template_of_ours_with_data_of_its_own_is_held_against_these(folder):
    (folder / "对账单.xlsx").write_bytes(drawn_book([["{{ 称呼 }}"]]))
    (folder / "数据.json").write_text('{"称呼": "甲"}', encoding="utf-8")
    assert check_template("对账单.xlsx", data="数据.json")["ok"]
    assert not check_template("对账单.xlsx")["ok"]


def test_a_closing_balance_of_ours_that_takes_only_the_first_row_is_warned_of(folder):
    rows = [["期初", "{{ 期初余额 }}"], ["{{ 明细.含税金额 }}", "=B1+A2"], ["期末", "=B2"]]
    answer = own_template(folder, "对账单.xlsx", rows)
    assert [(one["severity"], one["cell"]) for one in answer["problems"]] == [("warning", "B3")]
