"""Delimited text as people make it: the same records from every writing, and a fault stays on its row."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from delimited_kinds import FIELDS, HEADER, LINES, ROWS, line, readable, spoilt, traditional, written

from neiqin_xl.intake.delimited.decoding import decoded
from neiqin_xl.intake.delimited.text import read_delimited
from neiqin_xl.intake.job import Caps, Job
from neiqin_xl.intake.judge import bad_rows
from neiqin_xl.intake.reading import answer_to
from neiqin_xl.ledger.documents import papers_of
from neiqin_xl.model.finding import Finding, Severity

READABLE = readable()
SPOILT = list(spoilt())
PLAIN = written()
RETURNS = written([["退货单号", "退货日期", "客户名称", "品名", "数量"], ["T1", "2026-11-08", "云窗机电", "弹垫", "3"],
                   ["T2", "2026-11-08", "青禾工贸", "螺母", "4"]])  # fmt: skip


def answer(data, name="订单.csv"):
    return answer_to(Job(Path("a"), name), data.encode() if isinstance(data, str) else data, Caps())


def tables_of(data):
    found = answer(data)
    assert found.verdict == "read", found.finding
    return found.tables


def table_of(data):
    (table,) = tables_of(data)
    return table


def records(table):
    return [tuple(table.column(name)[i] for name in FIELDS) for i in range(len(table))]


def errors(table):
    return sorted({one.row for one in table.findings if one.severity is Severity.ERROR}, key=str)


def codes(table):
    return [one.code for one in table.findings]


EXPECTED = [
    ("D1", "2026-11-05", "拾穗雀商行", "螺栓, 六角", "M8×20", 12_000_000, None),
    ("D1", "2026-11-05", "拾穗雀商行", "螺母", "M8", 3_000_000, "急"),
    ("D2", "2026-11-06", "云窗机电", "垫圈", None, 500_000, '装"小盒"'),
    ("D3", "2026-11-06", "青禾工贸", "六角扳手", "6mm", 50_000, "第一行\n第二行"),
    ("D3", "2026-11-06", "青禾工贸", "内六角螺钉", "M6×16", 25_000_000, None),
    ("D4", "2026-11-07", "云窗机电", "弹垫", "M8", 800_000, "自提"),
]


@pytest.mark.parametrize("kind", READABLE)
def test_every_way_of_writing_gives_the_same_records(kind):
    table = table_of(READABLE[kind])
    assert records(table) == EXPECTED
    assert errors(table) == []


def test_one_content_has_one_hash_however_it_is_written():
    assert {answer(data).canonical for data in READABLE.values()} == {answer(PLAIN).canonical}


@pytest.mark.parametrize(
    ("kind", "number", "data"), [pytest.param(*one, id=f"{one[0]}, row {one[1]}") for one in SPOILT]
)
def test_one_wrong_mark_is_a_finding_on_its_row_and_the_rest_reads_right(kind, number, data):
    table = table_of(data)
    found = records(table)
    if number == 0:
        assert errors(table) == [None] or found == EXPECTED
        assert found == EXPECTED or not any(any(record) for record in found)
        return
    if kind == "a quote too many behind, plain, column 4" and number == 5:
        # 16" is how inches are written; no column shifts by it.
        assert found[4][4] == 'M6×16"'
        found[4] = EXPECTED[4]
    at = number - 1
    assert found[:at] + found[at + 1 :] == EXPECTED[:at] + EXPECTED[at + 1 :]
    if found[at] != EXPECTED[at]:
        assert errors(table) == [number + 1]
        # Of a held row at most what names its document is known, and no amount.
        assert all(value in (None, right) for value, right in zip(found[at][:3], EXPECTED[at][:3], strict=True)) or (
            "C" in {code[0] for code in codes(table)}
        )
        assert found[at][5] is None or "C" in {code[0] for code in codes(table)}


def test_a_held_row_takes_its_document_along_and_no_other():
    table = table_of(PLAIN.replace("300,急", "300,,急"))
    bad, whole = bad_rows(table, table.findings)
    papers = papers_of(table, bad, company="", whole_table_held=whole)
    assert {paper.number: paper.fit for paper in papers} == {
        "D1": [False, False],
        "D2": [True],
        "D3": [True, True],
        "D4": [True],
    }


def test_a_row_before_whose_number_a_delimiter_is_too_many_still_waits_with_its_document():
    table = table_of(PLAIN.replace("D1,2026-11-05,拾穗雀商行,螺母", ",D1,2026-11-05,拾穗雀商行,螺母"))
    assert records(table)[1] == ("D1", "2026-11-05", "拾穗雀商行", None, None, None, None)


def test_a_spoilt_line_of_a_list_that_leaves_numbers_blank_waits_with_those_above():
    rows = [
        [cell if column or i in (0, 2, 3, 5) else "" for column, cell in enumerate(row)] for i, row in enumerate(LINES)
    ]
    table = table_of(written([HEADER, *rows]).replace("300,急", "300急"))
    assert records(table)[1][0] == "D1"
    assert errors(table) == [3]


def test_the_sentence_says_what_is_seen_what_is_wanted_and_what_to_do():
    (finding,) = table_of(PLAIN.replace("螺母", "螺母,")).findings
    assert (finding.code, finding.row) == ("L101", 3)
    assert finding.message == (
        "文本第 3 行（“D1 2026-11-05 拾穗雀商行 螺母 M8 300 ”）有 8 列，表头有 7 列，多了逗号，分不清哪一格是哪一列，"
        "整行没有读入；请在原文件里改好这一行（格子里面有逗号的，整格要加英文双引号），再重新放入"
    )


def test_the_sentence_names_the_line_of_the_file_where_records_are_longer_than_lines():
    (finding,) = table_of("sep=;\n" + written(delimiter=";").replace("D4;", "D4;;")).findings
    assert finding.row == 7
    assert "文本第 9 行" in finding.message
    assert "多了分号" in finding.message


def test_lines_that_could_be_read_all_the_same_say_so():
    table = table_of(READABLE["row 3 with delimiter ';'"])
    assert [(one.code, one.row, one.severity) for one in table.findings] == [("L105", 4, Severity.NOTE)]


@pytest.mark.parametrize("between", ["", "\r\n", "\r\n\r\n退货明细\r\n"])
def test_tables_of_different_width_in_one_file_are_each_read(between):
    for first, second in ((PLAIN, RETURNS), (RETURNS, PLAIN)):
        both = {table.type.name: table for table in tables_of(first + between + second)}
        assert records(both["order"]) == EXPECTED
        assert both["goods_return"].column("return_no") == ["T1", "T2"]
        assert errors(both["order"]) == errors(both["goods_return"]) == []


def test_a_fault_in_the_second_table_is_said_of_the_second_table():
    orders, returns = tables_of(PLAIN + "\r\n" + RETURNS.replace("弹垫", "弹垫,") + "T3,2026-11-08,青禾工贸,螺母,9\r\n")
    assert (errors(orders), errors(returns)) == ([], [10])
    assert returns.column("qty") == [None, 40_000, 90_000]


@pytest.mark.parametrize(
    "data",
    [
        PLAIN.replace("品名,规格", "品名规格", 1),
        PLAIN.replace("品名,", "品名,,", 1),
        PLAIN.replace("品名", '"品名', 1),
        written([HEADER, *([*row[:5], *row[6:]] for row in LINES)]),
        written([HEADER, *([*row[:5], "", *row[5:]] for row in LINES)]),
        "".join(",".join([*row[:5], "1,200" if i else row[5], ""]) + "\n" for i, row in enumerate(ROWS)),
    ],
    ids=["name lost", "name too many", "quote in the header", "column lost", "column too many", "comma in each number"],
)
def test_a_table_whose_columns_do_not_fit_its_header_is_not_read_at_all(data):
    table = table_of(data)
    assert errors(table) == [None]
    assert (table.values, table.sums, len(table)) == ({}, {}, len(LINES))


def test_where_most_rows_are_spoilt_one_sentence_is_said_instead_of_many():
    rows = [["D1", "2026-11-05", "青禾工贸", "螺母", "M8", str(i), "x"] for i in range(60)]
    data = written([HEADER, *rows])
    for i in range(0, 60, 3):
        data = data.replace(f",M8,{i},", f",M8,,,{i},").replace(f",M8,{i + 1},", f",M8{i + 1},")
    (finding,) = table_of(data).findings
    assert (finding.code, finding.row) == ("L104", None)
    assert "60 行里有 40 行" in finding.message


def test_the_narrower_blocks_that_excel_writes_are_read_and_a_spoilt_line_in_one_is_found():
    rows = [[f"D{i}", "2026-11-05", "青禾工贸", "螺母", "M8", "5", ""] for i in range(60)]
    lines = [line(row) if i < 16 else line(row).rstrip(",") for i, row in enumerate([HEADER, *rows])]
    assert errors(table_of("\r\n".join(lines) + "\r\n")) == []
    lines[20] = lines[20].replace("螺母,", "螺母")
    assert errors(table_of("\r\n".join(lines) + "\r\n")) == [21]


def test_narrower_blocks_whose_cells_are_of_another_kind_are_not_taken_for_excels():
    rows = [[f"D{i}", "2026-11-05", "青禾工贸", "螺母", "M8", "5", "急"] for i in range(60)]
    lines = [line(row if i < 32 else [*row[:4], *row[5:]]) for i, row in enumerate([HEADER, *rows])]
    table = table_of("\r\n".join(lines) + "\r\n")
    assert errors(table) == list(range(33, 62))
    assert table.column("qty")[:31] == [50_000] * 31
    assert set(table.column("qty")[31:]) == {None}


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (PLAIN.replace("螺母", "螺\x00母"), 3),
        (PLAIN.replace("螺母", "螺\x07母"), 3),
        (PLAIN.encode().replace("螺母".encode(), "螺母".encode()[:4] + b"\xff"), 3),
        (PLAIN.encode("gb18030").replace("螺母".encode("gb18030"), b"\xff\xff"), 3),
        ((PLAIN + "D9,2026-11-07,").encode() + "云窗机电,弹垫,M8,80,".encode("gb18030"), 8),
        (PLAIN.encode()[:-4], 7),
        (PLAIN.encode("gb18030")[:-3], 7),
    ],
    ids=["zero", "bell", "bad bytes", "bad bytes in gb18030", "a line of another encoding", "cut", "cut in gb18030"],
)
def test_characters_that_are_none_hold_their_row(data, row):
    table = table_of(data)
    assert errors(table) == [row]
    assert {one.code for one in table.findings if one.row == row} == {"L103"}
    assert records(table)[row - 2][3:] == (None, None, None, None)
    assert records(table)[: row - 2] == EXPECTED[: row - 2]


def test_a_file_cut_within_quotes_says_so_on_its_last_row():
    table = table_of(PLAIN[: PLAIN.index("第二行")])
    assert errors(table) == [5]
    assert records(table)[:3] == EXPECTED[:3]


def test_two_quotes_too_many_swallow_no_rows_between_them():
    rows = [[f"D{i}", "2026-11-05", "青禾工贸", "螺母", "M8", "5", "x"] for i in range(9)]
    data = (
        written([HEADER, *rows])
        .replace("D2,2026-11-05,", 'D2,2026-11-05,"')
        .replace("D6,2026-11-05,", 'D6,2026-11-05",')
    )
    table = table_of(data)
    assert errors(table) == [4, 8]
    assert len(table) == 9
    assert table.column("qty") == [None if i in (2, 6) else 50_000 for i in range(9)]


def test_a_line_torn_within_its_first_cell_holds_the_rest_that_looks_whole():
    table = table_of(PLAIN.replace("D3,2026-11-06,青禾工贸,内", "D\n3,2026-11-06,青禾工贸,内"))
    assert table.column("qty") == [12_000_000, 3_000_000, 500_000, None, None, None, 800_000]
    assert errors(table) == [5, 6, 7]


def test_inches_are_no_quotes():
    rows = [
        ["D1", "2026-11-05", "青禾工贸", '球阀 1/2"', "DN15", "5", ""],
        ["D1", "2026-11-05", "青禾工贸", "阀", '3/4"', "6", ""],
    ]
    bare = "".join(",".join(row) + "\r\n" for row in [HEADER, *rows])
    for data in (bare, written([HEADER, *rows])):
        table = table_of(data)
        assert errors(table) == []
        assert (table.column("product_name")[0], table.column("spec")[1]) == ('球阀 1/2"', '3/4"')


def test_backslashes_are_text_where_nothing_shows_that_they_escape():
    data = written([HEADER, [*LINES[1][:6], "见 C:\\new\\table, 第2页"]])
    assert table_of(data).column("remark") == ["见 C:\\new\\table, 第2页"]


def test_columns_set_apart_by_blanks_are_read_with_a_warning_and_a_missing_cell_is_found():
    table = table_of(
        "订单号    下单日期      客户名称    品名      数量\n"
        "D1        2026-11-05    青禾工贸    螺栓      1200\n"
        "D1        2026-11-05    青禾工贸    螺母      300\n"
        "D2        2026-11-06                垫圈      50\n"
        "D3        2026-11-07    云窗机电    扳手      5\n"
    )
    assert table.column("qty") == [12_000_000, 3_000_000, None, 50_000]
    assert [(one.code, one.row) for one in table.findings] == [("L106", None), ("L101", 4)]


def test_a_list_without_names_over_its_columns_is_asked_about():
    found = answer(PLAIN.partition("\r\n")[2])
    assert found.finding is not None
    assert (found.verdict, found.finding.code) == ("empty", "F114")


@pytest.mark.parametrize("data", [PLAIN.partition("\r\n")[0] + "\r\n", PLAIN.partition("\r\n")[0]])
def test_a_header_without_rows_is_no_table(data):
    assert answer(data).verdict == "empty"


def test_a_table_of_one_row_with_a_delimiter_too_many_is_held():
    table = table_of(written(ROWS[:2]).replace("D1,", "D1,,"))
    assert (errors(table), table.column("qty")) == ([2], [None])


def test_big5_is_read_where_only_it_makes_sense():
    table = table_of(traditional())
    assert (table.column("order_no"), table.column("customer_name")) == (["D1"], ["青禾工商"])
    assert decoded("订单号,品名\n".encode("gb18030")) == "订单号,品名\n"


def test_a_stray_zero_does_not_make_a_text_utf16():
    assert decoded(b"a,b\nc\x00,d\n") == "a,b\nc\x00,d\n"
    assert decoded("订单号,品名\n".encode("utf-16-le")) == "订单号,品名\n"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"," * 3_000_000, "F109"),
        (b'"a,' * 1_000_000, "F109"),
        (b"a,b\n" + bytes(100_000) + b"a", "F105"),
        (b"\r\n \x00\x00\r\n", "F101"),
    ],
)
def test_what_no_sheet_can_hold_is_refused_before_it_is_cut(data, code):
    found = read_delimited(data, "a", Caps())
    assert isinstance(found, Finding)
    assert found.code == code


def test_a_row_of_very_many_cells_does_not_widen_the_sheet():
    sheet = read_delimited(PLAIN.replace("螺母", "螺母" + "," * 15_000).encode(), "a", Caps())
    assert not isinstance(sheet, Finding)
    assert {len(row) for row in sheet.rows} == {len(HEADER)}
    assert errors(table_of(PLAIN.replace("螺母", "螺母" + "," * 15_000))) == [3]


@pytest.mark.parametrize("seed", range(60))
def test_of_drawn_lists_with_wrong_marks_every_record_is_right_or_held(seed):
    chance = random.Random(seed)
    names = ["螺栓", "垫圈, 平", "内'六角", "胶“条”", "第一\n第二", '阀 1/2"']
    count, delimiter = chance.choice([3, 8, 20, 40]), chance.choice([",", ";", "\t", "|", "||"])
    drawn = [[f"D{i // 2}", f"2026-11-{i % 28 + 1:02}", "青禾工贸", chance.choice(names), chance.choice(["M8", ""]),
              str(chance.randrange(100, 3000)), chance.choice(["", "自提, 下午"])] for i in range(count)]  # fmt: skip
    lines = [line(row, delimiter=delimiter, every=seed % 2 == 0) for row in [HEADER, *drawn]]
    for number in chance.sample(range(1, count + 1), chance.choice([1, 2])):
        # Within quotes a delimiter more would be text.
        whole = lines[number]
        at = chance.choice([i for i in range(len(whole)) if seed % 2 or whole.startswith(f'"{delimiter}', i - 1)])
        mark = chance.choice([delimiter, '"', "\n" if seed % 2 else delimiter])
        lines[number] = lines[number][:at] + mark + lines[number][at:]
    right = {(row[0], row[1], int(row[5]) * 10_000) for row in drawn}
    (table,) = tables_of("\n".join(lines) + "\n")
    bad, whole = bad_rows(table, table.findings)
    read = {
        i: (record[0], record[1], record[5]) for i, record in enumerate(records(table)) if not whole and i not in bad
    }
    assert set(read.values()) <= right


def test_a_line_whose_mark_closes_the_one_left_open_above_is_not_swallowed():
    lines = ["订单号,下单日期,客户名称,品名,数量,备注", 'D1,2026-11-05,华新五金,"螺栓', 'D2,2026-11-05,华新五金,螺母",5,', "D3,2026-11-05,华新五金,垫圈,6,"]  # fmt: skip
    (found,) = tables_of("\n".join(lines))
    assert "D2" not in str(found.values["product_name"])
    assert {one.row for one in found.findings if one.severity is Severity.ERROR} == {2, 3}


def test_a_first_field_may_go_on_in_the_next_line():
    (found,) = tables_of(
        '备注,订单号,下单日期,客户名称,品名,数量\n"急\n货",D1,2026-11-05,华新五金,螺栓,5\n,D2,2026-11-05,华新五金,螺母,6\n'
    )
    assert found.values["remark"] == ["急\n货", None]


@pytest.mark.parametrize(("other", "is_doubted"), [("4/12/2026", True), ("2026/3/12", True), ("2026/3/14", False)])
def test_days_that_excel_may_have_turned_before_it_wrote_the_text_are_asked_about(other, is_doubted):
    days = ["2026/5/3", "13/03/2026", other]
    lines = [f"D-{n},{day},恒泰机电,螺栓,10" for n, day in enumerate(days)]
    found = table_of("\n".join(["订单号,下单日期,客户名称,品名,数量", *lines]))
    assert ("C217" in [one.code for one in found.findings]) == is_doubted
    assert found.values["order_date"][:2] == [None if is_doubted else "2026-05-03", "2026-03-13"]
