"""Numbers whose format says more than they do: codes with zeros, foreign amounts, amounts in ten thousands."""

from __future__ import annotations

import pytest
from traits import Formatted
from traits.paper import HEADERS, TEN, drawing, every_format, line, said, table, values


@every_format
def test_codes_keep_the_zeros_that_their_format_shows(name):
    codes = [Formatted(123.0, "000000", "000123"), Formatted(7.0, '"CK-"0000', "CK-0007"), 45.0]
    found = table(name, drawing(*(line(no=f"CK-{i}", code=code) for i, code in enumerate(codes))))
    assert values(found, "product_code") == ["000123", "CK-0007", "45"]
    assert said(found) == []


@every_format
def test_zeros_in_front_of_a_quantity_change_nothing(name):
    found = table(name, drawing(line(qty=Formatted(10.0, "00000", "00010"))))
    assert values(found, "qty") == [TEN]


@every_format
@pytest.mark.parametrize(("number", "shown"), [(12.5, "USD 12.50"), (-12.5, "USD -12.50")])
def test_a_foreign_amount_is_not_taken_for_yuan(name, number, shown):
    dollars = Formatted(number, "[$USD] #,##0.00", shown)
    found = table(name, drawing(line(price=dollars, amount=dollars, qty=1.0), headers=HEADERS))
    assert values(found, "currency") == ["USD"]
    assert values(found, "amount_incl") == [round(number * 100)]


@every_format
def test_an_amount_shown_in_ten_thousands_counts_once(name):
    headers = [*HEADERS[:8], "金额（万元）", "备注"]
    cells = [
        Formatted(123456.0, '0!.0,"万"', "12.3万"),
        Formatted(12.3456, '0.0000"万"', "12.3456万"),
        12.3456,
    ]
    found = table(name, drawing(*(line(no=f"CK-{i}", amount=cell) for i, cell in enumerate(cells)), headers=headers))
    assert values(found, "amount_incl") == [12_345_600] * 3


@every_format
def test_an_amount_written_in_ten_thousands_is_multiplied(name):
    found = table(name, drawing(line(qty=1.0, amount=Formatted(1.25, '0.00"万"', "1.25万"))))
    assert values(found, "amount_incl") == [1_250_000]


@every_format
@pytest.mark.parametrize("code", ["[$USD] #,##0.00", '0!.0,"万"'])
def test_a_total_without_a_word_is_one_in_any_format(name, code):
    def shown(number):
        return Formatted(number, code, f"USD {number}" if "USD" in code else f"{number / 10_000}万")

    lines = [line(no=f"CK-{i}", price="", amount=shown(25_000.0 * i)) for i in (1, 2)]
    total = ["", "", "", "", "", "", 20.0, "", shown(75_000.0), ""]
    found = table(name, drawing(*lines, total))
    assert (found.totals, found.rows) == (1, [2, 3])
    assert values(found, "amount_incl") == [2_500_000, 5_000_000]


@every_format
def test_ordinary_formats_leave_numbers_alone(name):
    codes = ["0.00", "#,##0.00;[Red]-#,##0.00", '"¥"#,##0.00', '0.00"元"', "0", "#,##0_ "]
    cells = [Formatted(25.0, code, "25") for code in codes]
    found = table(name, drawing(*(line(no=f"CK-{i}", amount=cell) for i, cell in enumerate(cells))))
    assert values(found, "amount_incl") == [2500] * len(codes)
    assert said(found) == []
