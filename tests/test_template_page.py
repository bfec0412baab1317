"""The page that explains templates to a clerk says what is true: every example on it compiles and fills."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path

import pytest
from template_books import drawn_book, grid, opened

from neiqin_xl.desk.plain_values import plain_values
from neiqin_xl.faces.cli import answered
from neiqin_xl.workbook.template import Template
from neiqin_xl.workbook.template.marks import marks_in, step_of

PAGE = (Path(__file__).parents[1] / "docs" / "模板.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```", "", PAGE, flags=re.MULTILINE | re.DOTALL)
SPANS = re.findall(r"`([^`\n]+)`", PROSE)
(DATA,) = re.findall(r"^```json\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
EXAMPLES = re.findall(r"^```模板\n(.*?)^```\n[^`]*?^```结果\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)


def drawn(block):
    return [[cell.strip() or None for cell in line.split("│")[1:-1]] for line in block.splitlines()]


def shown(value):
    return value.date().isoformat() if isinstance(value, datetime) else "" if value is None else str(value)


def test_every_drawing_of_a_template_on_the_page_has_its_result():
    assert len(EXAMPLES) == PAGE.count("```模板\n") == PAGE.count("```结果\n") > 3


@pytest.mark.parametrize(("template", "result"), EXAMPLES)
def test_a_drawn_template_becomes_what_the_page_shows(template, result):
    rows = grid(Template(drawn_book(drawn(template))).render(plain_values(DATA.encode())))
    wanted = [[cell or "" for cell in row] for row in drawn(result)]
    made = [[*map(shown, row)] for row in rows]
    assert [row + [""] * (len(wanted[0]) - len(row)) for row in made] == wanted


@pytest.mark.parametrize("span", [one for one in SPANS if marks_in(one) and not any(m.step for m in marks_in(one))])
def test_every_placeholder_on_the_page_compiles_and_fills(span):
    values = plain_values(DATA.encode())
    rows = [[span]]
    if "页." in span:
        rows = [["{% 循环 页 于 明细|分页(2) %}"], *rows, ["{% 结束 %}"]]
    if "序号" in span:
        rows[0].append("{{ 明细.品名 }}")
    made = grid(Template(drawn_book(rows)).render(values))
    assert made[0][0] not in (None, "")
    said = re.search(rf"^- `{re.escape(span)}`：([^，；。\n]+)$", PAGE, re.MULTILINE)
    if said and re.match(r"\d|壹", said[1]):
        assert made == [[said[1]]]


def test_the_markers_on_the_page_are_known():
    steps = [mark.expression for span in SPANS for mark in marks_in(span) if mark.step]
    assert len(steps) > 4
    assert [step for step in steps if step_of(step) is None] == []


@pytest.mark.parametrize("span", [one for one in SPANS if one.startswith('{"$') and "…" not in one])
def test_every_typed_value_on_the_page_is_understood(span):
    assert not isinstance(plain_values(b'{"a": %s}' % span.encode())["a"], dict | str)


def test_the_commands_on_the_page_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("对账.xlsx").write_bytes(drawn_book([["{{ 客户.名称 }}"], ["{{ 明细.品名 }}"]]))
    Path("数据.json").write_text(DATA, encoding="utf-8")
    commands = [one.split()[1:] for one in SPANS if one.startswith("neiqin ")]
    assert {command[1] for command in commands} == {"check", "fill"}
    assert [answered(command) for command in commands] == [0] * len(commands)
    assert grid(Path("填好.xlsx").read_bytes()) == [["示例商行"], ["茶杯"], ["茶盘"], ["茶壶"]]


def test_one_sheet_for_each_customer_as_the_page_says():
    data = Template(drawn_book([["{{ 客户.名称 }}"]], "{{ 客户.名称 }}")).render(
        {"客户": [{"名称": "甲"}, {"名称": "乙"}]}
    )
    assert opened(data).sheetnames == ["甲", "乙"]
