from dataclasses import fields
from datetime import date

import pytest

from neiqin_xl import settings as module
from neiqin_xl.layout_settings import LayoutSetting
from neiqin_xl.setting_values import Basis
from neiqin_xl.settings import Limits, Settings, SettingsError, default_toml, read_settings
from neiqin_xl.tolerance_settings import Tolerances, tolerances_of


@pytest.fixture
def read(tmp_path):
    """Settings of a text, saved the way it is told."""

    def read_text(text, encoding="utf-8"):
        path = tmp_path / "neiqin.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return read_settings(path)

    return read_text


@pytest.fixture
def problems(read):
    """The sentences about a text's mistakes."""

    def problems_of(text):
        with pytest.raises(SettingsError) as caught:
            read(text)
        assert str(caught.value).splitlines()[1:] == caught.value.problems
        return caught.value.problems

    return problems_of


def test_the_default_file_says_what_the_program_does_without_one(read):
    assert read(default_toml()) == read("") == Settings()


def test_the_default_file_explains_every_setting():
    lines = default_toml().splitlines()
    for one in [*fields(Settings), *fields(Limits)]:
        [at] = [n for n, line in enumerate(lines) if line.lstrip("# ").startswith((f"{one.name} =", f"[{one.name}]"))]
        above = next(line for line in reversed(lines[:at]) if line.strip() and not line.startswith("report_weeks"))
        assert above.startswith("# "), one.name


def test_every_setting_has_a_reader():
    assert set(module._READERS) == {one.name for one in fields(Settings)}
    assert set(module._LIMITS) == {one.name for one in fields(Limits)}


FILLED = """
company = " 甲公司 "
companies = ["甲公司", "乙公司"]
currency = "usd"
receivable_from = "signed"
go_live = 2026-01-01
tax_rates = [0.13, 0.0, 0.13]
week_start = "saturday"
whole_file = true
state_dir = "D:/内勤账"
poll_seconds = 0.5
quiet_seconds = 0
statement_day = 28
report_weeks = 53
staff = ["孟一", " "]
[spellings]
qty = ["订购支数", "要货件数"]
[layouts]
"3f2a9c" = "order"
[limits]
file_mb = 80
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_settings_are_read_however_notepad_saved_them(read, encoding, newline):
    got = read(FILLED.replace("\n", newline), encoding)
    assert got == Settings(
        company="甲公司",
        companies=("甲公司", "乙公司"),
        currency="USD",
        receivable_from=Basis.SIGNED,
        go_live=date(2026, 1, 1),
        tax_rates=(130000000, 0),
        week_start="saturday",
        whole_file=True,
        state_dir="D:/内勤账",
        poll_seconds=0.5,
        quiet_seconds=0,
        statement_day=28,
        report_weeks=53,
        staff=("孟一",),
        spellings={"qty": ("订购支数", "要货件数")},
        layouts={"3f2a9c": LayoutSetting("order")},
        limits=Limits(file_mb=80),
    )


@pytest.mark.parametrize("written", ['"2026-01-01"', '"2026年1月1日"', "2026-01-01T00:00:00", "2026-01-01"])
def test_the_day_of_the_start_may_be_written_as_a_date_or_as_text(read, written):
    assert read(f"go_live = {written}").go_live == date(2026, 1, 1)


def test_no_day_of_the_start_may_be_written_as_nothing(read):
    assert read('go_live = ""').go_live is None


def test_every_mistake_is_said_at_once_with_its_line_and_the_nearest_right_name(problems):
    text = """
compny = "甲"
week_start = "周一"
[limits]
rowz = 3
file_mb = "大"
[foo]
a = 1
"""
    assert problems(text) == [
        "第 2 行：“compny”不是设置项，是不是“company”？请改正",
        '第 3 行：“week_start”现在是 “周一”，只能是 "monday"（周一到周日）或 "saturday"（周六到周五）',
        "第 5 行：“rowz”不是设置项，是不是“rows”？请改正",
        "第 6 行：“file_mb”现在是 “大”，要的是 1 到 2000 之间的整数，两边不加引号",
        "第 7 行：“foo”不是设置项，请删去这一行，或在行首加 # 停用",
    ]


@pytest.mark.parametrize("written", ['"签收"', '"SIGNED"', "1", '["signed"]'])
def test_from_when_customers_owe_is_one_of_three(problems, written):
    [said] = problems(f"receivable_from = {written}")
    assert '只能是 "shipment"（发货）、"signed"（签收）或 "invoice"（开票）' in said


def test_a_setting_that_slipped_under_a_heading_is_told_where_it_belongs(problems):
    [said] = problems('[limits]\nfile_mb = 5\ncompany = "甲"\n')
    assert said == "第 3 行：“company”写到 [limits] 下面去了，请移到所有 [ ] 标题之前"
    [said] = problems('[layouts]\ncompany = "甲公司"\n')
    assert said == "第 2 行：“company”写到 [layouts] 下面去了，请移到所有 [ ] 标题之前"


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("company = 3", "要的是文字"),
        ('companies = "甲"', "要的是一列文字"),
        ("companies = [1]", "要的是一列文字"),
        ('currency = "人民币"', "三个字母的币种代码"),
        ("go_live = 2026", "要的是日期"),
        ('go_live = "03/04/2026"', "要的是日期"),
        ("tax_rates = [13]", "13% 写成 0.13"),
        ("tax_rates = []", "13% 写成 0.13"),
        ("tax_rates = 0.13", "13% 写成 0.13"),
        ("tax_rates = [-0.1]", "13% 写成 0.13"),
        ("tax_rates = [true]", "13% 写成 0.13"),
        ('whole_file = "是"', "只能是 true（是）或 false（否）"),
        (r'state_dir = "D:\new"', "请改成 /"),
        ("poll_seconds = 0", "要的是 0.1 到 600 之间的秒数"),
        ("poll_seconds = true", "之间的秒数"),
        ("poll_seconds = nan", "之间的秒数"),
        ("quiet_seconds = inf", "之间的秒数"),
        ("tax_rates = [nan]", "13% 写成 0.13"),
        ("quiet_seconds = -1", "之间的秒数"),
        ("statement_day = 29", "要的是 0 到 28 之间的整数"),
        ("statement_day = 1.5", "之间的整数"),
        ("report_weeks = true", "之间的整数"),
        ("limits = 3", "[limits]"),
        ('spellings = "数量"', "每行要写成 字段"),
        ('[spellings]\nqty = "数量"', "每行要写成 字段"),
        ("[layouts]\na = 1", "每行要写成"),
    ],
)
def test_a_value_that_cannot_be_is_quoted_with_what_is_wanted(problems, line, wanted):
    [said] = problems(line)
    assert wanted in said
    assert said.startswith("第 ")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = 1\ncompany = “甲公司”", "第 2 行“company = “甲公司””读不懂，引号、等号"),
        ("company ＝ '甲'", "第 1 行“company ＝ '甲'”读不懂，引号、等号"),
        (r'state_dir = "D:\账"', r"第 1 行“state_dir = \"D:\账\"”读不懂，路径里的 \ 请改成 /".replace('\\"', '"')),
        ('company = "甲"\ncompany = "乙"', '第 2 行“company = "乙"”读不懂，同一项写了两次，请留下一个'),
        ("company = 甲公司", "第 1 行“company = 甲公司”读不懂，请写成 名称"),
        ("company =", "第 1 行“company =”读不懂，请写成 名称"),
        (f"report_weeks = {'9' * 5000}", "第 1 行“report_weeks = 999"),
    ],
)
def test_a_line_that_cannot_be_read_is_quoted_with_a_remedy(problems, text, said):
    [problem] = problems(text)
    assert problem.startswith(said)


def test_a_file_that_is_no_text_or_not_there_is_said_in_a_sentence(problems, tmp_path):
    assert problems(b"\x81\xff\xff\xfe\x00") == ["文件不是文本，请用记事本另存为 UTF-8 编码"]
    with pytest.raises(SettingsError, match="打不开"):
        read_settings(tmp_path / "none.toml")


def test_the_error_begins_with_the_file_and_how_many_lines_to_change(read):
    with pytest.raises(SettingsError, match=r"^设置文件 neiqin.toml 里有 2 处要改：\n"):
        read("a = 1\nb = 2")


def test_a_layout_may_name_its_office_and_its_columns(read):
    text = """
[layouts]
"3f2a9c" = "order"
"77aa01" = { type = "order", source = " 昆明办 ", map = { "货号" = "product_code" } }
[layouts."9e9e9e"]
type = "shipment"
"""
    assert read(text).layouts == {
        "3f2a9c": LayoutSetting("order"),
        "77aa01": LayoutSetting("order", "昆明办", {"货号": "product_code"}),
        "9e9e9e": LayoutSetting("shipment"),
    }


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("a = 1", "每行要写成"),
        ('a = ["order"]', "每行要写成"),
        ('a = { typ = "order" }', "“typ”不认识，是不是“type”？"),
        ('a = { type = "order", office = "昆明办" }', "“office”不认识，是不是“source”？"),
        ('a = { type = "order", who = "昆明办" }', "“who”不认识，只能写 type、source、map"),
        ('a = { source = "昆明办" }', "type 要写单据类型"),
        ('a = { type = "" }', "type 要写单据类型"),
        ('a = { type = "order", source = 3 }', "source 要写办事处的文件夹名"),
        ('a = { type = "order", map = "货号" }', "map 要写成"),
        ('a = { type = "order", map = { "货号" = 1 } }', "map 要写成"),
    ],
)
def test_a_layout_that_cannot_be_is_quoted_with_what_is_wanted(problems, line, wanted):
    said = problems(f"[layouts]\n{line}")
    assert any(wanted in one for one in said)
    assert all(one.startswith("第 2 行：“a”现在是 ") for one in said)


@pytest.mark.parametrize(
    ("written", "name", "value"),
    [
        ("ageing_edges = [10, 20, 30, 40, 50]", "ageing_edges", (10, 20, 30, 40, 50)),
        ("reminder_days = [10, 5]", "reminder_days", (10, 5)),
        ('credit_counts = ["orders", "bills"]', "credit_counts", ("orders", "bills")),
        ("monthly_by_days = true", "monthly_by_days", True),
    ],
)
def test_how_an_office_collects_is_a_setting(tmp_path, written, name, value):
    path = tmp_path / "neiqin.toml"
    path.write_text(written, encoding="utf-8")
    assert getattr(read_settings(path), name) == value


@pytest.mark.parametrize(
    "written",
    [
        "ageing_edges = [30, 60, 90]",
        "ageing_edges = [30, 30, 60, 90, 180]",
        "ageing_edges = [0, 30, 60, 90, 180]",
        "ageing_edges = [60, 30, 90, 180, 365]",
        'ageing_edges = "30"',
        "reminder_days = [3, 7]",
        "reminder_days = [7, 7]",
        "reminder_days = [true, 3]",
        'credit_counts = ["everything"]',
        'credit_counts = ["orders", "orders"]',
    ],
)
def test_days_out_of_order_and_unknown_ways_of_counting_are_said(problems, written):
    [said] = problems(written)
    assert "要的是" in said or "只能是" in said


def test_tolerances_are_read_for_all_companies_and_for_each_of_ours(read):
    said = read(
        '[tolerances]\nprice = 0.02\nquantity = 0.03\n[tolerances."乙公司"]\nquantity = 0.05\ndays = 5\n'
    ).tolerances
    assert (said[""].price, said[""].quantity, said[""].days) == (20_000, 30_000_000, 3)
    assert (said["乙公司"].price, said["乙公司"].quantity, said["乙公司"].days) == (20_000, 50_000_000, 5)


@pytest.mark.parametrize("written", ["示例（昆明）公司", "示例(昆明)公司"])
def test_tolerances_hold_for_the_company_however_the_settings_and_papers_write_its_name(read, written):
    said = read(f'[tolerances]\ndays = 4\n[tolerances."{written}"]\ndays = 5\n').tolerances
    assert [tolerances_of(said, name).days for name in ("示例（昆明）公司", "示例(昆明)公司", "别的公司")] == [5, 5, 4]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("quantity = 5", "第 2 行：“quantity”现在是 5，要的是 0 到 1 之间的小数，5% 写成 0.05，两边不加引号"),
        ("price = -0.01", "第 2 行：“price”现在是 -0.01，要的是不小于 0 的数，两边不加引号"),
        ('line = "0.05"', "第 2 行：“line”现在是 “0.05”，要的是不小于 0 的数，两边不加引号"),
        ("days = 1.5", "第 2 行：“days”现在是 1.5，要的是不小于 0 的数，两边不加引号"),
        ("prices = 0.01", "第 2 行：[tolerances] 里的“prices”不认识，是不是“price”？请改正"),
    ],
)
def test_a_tolerance_that_cannot_be_one_says_what_is_wanted(problems, written, told):
    assert problems(f"[tolerances]\n{written}\n") == [told]


def test_the_totals_of_two_papers_may_differ_by_so_much_a_line_but_never_by_more_than_so_much():
    assert [Tolerances().of_document(lines) for lines in (1, 19, 20, 21)] == [5, 95, 100, 100]
