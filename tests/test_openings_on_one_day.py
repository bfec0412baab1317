"""Two days of beginning for one customer in one list, however the list calls the customer, the money and our company."""

from __future__ import annotations

from datetime import date

import pytest
from drawn import rows_of, xlsx

from neiqin_xl.desk import Desk
from neiqin_xl.model.posting import Measure

pytestmark = pytest.mark.usefixtures("reading_here")

OURS = "栈桥贸易"
CUSTOMERS = """
| 客户编码 | 客户名称 | 别名 |
| K01 | 竹筏超市 | 竹筏批发 |
| K02 | 雾凇商行 | |
"""
HEAD = "| 客户编码 | 客户名称 | 我方公司 | 币种 | 期初日期 | 期初金额 |"
FIRST = "| K01 | 竹筏超市 | | | 2025-12-31 | 100 |"


@pytest.fixture
def desk(tmp_path):
    Desk.create(tmp_path / "w").close()
    settings = tmp_path / "w" / "neiqin.toml"
    text = settings.read_text(encoding="utf-8").replace('company = ""', f'company = "{OURS}"', 1)
    settings.write_text(text, encoding="utf-8")
    with Desk(tmp_path / "w", today=date(2026, 11, 8)) as opened:
        drop(opened, "客户.xlsx", CUSTOMERS)
        yield opened


def drop(desk, name, picture):
    (desk.workspace.inbox / name).write_bytes(xlsx(rows_of(picture)))
    (one,) = desk.take_in(publish=False)["files"]
    return one


def said(desk, other):
    told = drop(desk, "期初.xlsx", f"{HEAD}\n{FIRST}\n{other}")
    owed = sum(row[-1] for row in desk.books.sums(Measure.RECEIVABLE, by=("customer",)))
    return [one["code"] for one in told["findings"] if one["code"] == "O107"], owed


@pytest.mark.parametrize(
    "other",
    [
        "| | 竹筏批发 | | | 2025-11-30 | 50 |",
        "| | 竹筏超市 | | | 2025-11-30 | 50 |",
        "| k01 | | | | 2025-11-30 | 50 |",
        "| K01 | 竹筏超市 | | 人民币 | 2025-11-30 | 50 |",
        f"| K01 | 竹筏超市 | {OURS} | | 2025-11-30 | 50 |",
        f"| | 竹筏批發 | {OURS} | CNY | 2025-11-30 | 50 |",
    ],
    ids=["another name on file", "without the code", "the code alone", "the currency", "our company", "all of it"],
)
def test_two_days_of_one_account_are_told_however_it_is_written(desk, other):
    # Only the later one would count, and what was owed besides would be lost.
    assert said(desk, other) == (["O107"], 0)


@pytest.mark.parametrize(
    "other",
    [
        "| | 雾凇商行 | | | 2025-11-30 | 50 |",
        "| K01 | 竹筏超市 | | USD | 2025-11-30 | 50 |",
        "| K01 | 竹筏超市 | 长堤贸易 | | 2025-11-30 | 50 |",
        "| | 竹筏批发 | | | 2025-12-31 | 50 |",
    ],
    ids=["another customer", "another currency", "another company", "the same day"],
)
def test_two_accounts_may_begin_on_two_days_and_two_names_on_one(desk, other):
    assert said(desk, other) == ([], 15000)


def test_of_one_name_in_two_writings_on_one_day_neither_takes_the_place_of_the_other(desk):
    rows = "| | 云帆（城东） | | | 2025-12-31 | 100 |\n| | 雲帆(城东) | | | 2025-12-31 | 50 |"
    told = drop(desk, "期初.xlsx", f"{HEAD}\n{rows}")
    assert [one["code"] for one in told["findings"] if one["code"].startswith("O")] == ["O101"]
