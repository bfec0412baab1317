"""Plain JSON becomes values of exact kinds, and whatever else a file holds is answered with a sentence."""

from __future__ import annotations

from decimal import Decimal

import pytest

from neiqin_xl.desk.plain_values import PlainValuesError, names_in, plain_values


def test_names_of_data_are_those_of_every_item():
    assert names_in({"客户": {"名称": 1}, "明细": [{"甲": 1}, {"乙": [{"丙": 1}]}]}) == {
        "客户": False,
        "客户.名称": False,
        "明细": True,
        "明细.甲": False,
        "明细.乙": True,
        "明细.乙.丙": False,
    }


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "第 1 行"),
        (b'{"a": 1,\n "b" 2}', "第 2 行第 6 个字"),
        (b"[" * 100_000, "一层套一层"),
        (b'{"a": ' * 20 + b"1" + b"}" * 20, "最多 16 层"),
        (b'{"a": ' + b"[" * 20 + b"]" * 20 + b"}", "最多 16 层"),
        (b'{"a": NaN}', "“NaN”不是数字"),
        (b'{"a": -Infinity}', "不是数字"),
        (b'{"a": 1e999999999}', "太长"),
        (b'{"a": 1e-999999999999999999999}', "太长|不是数字"),
        (b'{"a": ' + b"9" * 100_000 + b"}", "加引号写成文字"),
        (b'{"a": {"$decimal": "1e400"}}', "数据里“a”：数字“1e400”太长"),
        (b'{"a": {"$decimal": "NaN"}}', "不是数字"),
        (b'{"a": {"$decimal": 12.3}}', "带引号的文字"),
        ('{"明细": [{"日": {"$date": "11月初"}}]}'.encode(), "数据里“明细.第 1 项.日”：“11月初”不是日期"),
        (b'{"a": {"$date": "1626-01-01"}}', "早于 1900 年"),
        (b'{"a": {"$date": "2026-02-30"}}', "不是日期"),
        (b'{"a": {"$day": "2026-02-03"}}', "不认识“\\$day”"),
        (b'{"a": {"$date": "2026-02-03", "b": 1}}', "单独占一对大括号"),
        (b'{"a": {"$picture": "?"}}', "base64"),
        (b'{"a": 1, "a": 2}', "写了两次"),
        (b'{"a": "\\ud83d"}', "半个表情符号"),
        (b"[1, 2]", "最外面要是一个对象"),
        (b'"a"', "最外面要是一个对象"),
        (b'{"$date": "2026-11-05"}', "不认识"),
        ('{"a": "甲"}'.encode("gb18030"), "UTF-8"),
        (b"\xff\xfe{\x00", "UTF-8"),
    ],
)
def test_data_of_any_other_shape_is_answered_with_a_sentence(data, said):
    with pytest.raises(PlainValuesError, match=said) as caught:
        plain_values(data)
    assert len(str(caught.value)) < 200


@pytest.mark.parametrize(
    ("written", "number"),
    [
        ("434.99999999999994", "435"),
        ("0.30000000000000004", "0.3"),
        ("-33.333333333333336", "-33.3333333333333"),
        ('{"$decimal": "33.333333333333333333333333"}', "33.3333333333333"),
        ("0.00012345678901234567", "0.000123456789012346"),
        ("12345678901234.56", "12345678901234.56"),
        ("1234567890123456789", "1234567890123456789"),
    ],
)
def test_digits_beyond_those_of_a_cell_go_where_no_fen_hangs_on_them(written, number):
    """Programs write 4.35 × 100 as 434.99999999999994; as text it would be missing in every total."""
    assert plain_values(f'{{"a": {written}}}'.encode())["a"] == Decimal(number)
