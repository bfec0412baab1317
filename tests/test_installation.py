"""docs/安装.md followed word for word, as far as this system allows; and what it promises of upgrades and moves."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import openpyxl
import pytest
from test_readme import ORDER, blocks

from neiqin_xl.desk import Desk
from neiqin_xl.faces.cli import answered

GUIDE = (Path(__file__).parents[1] / "docs" / "安装.md").read_text(encoding="utf-8")
LINES = [line for block in blocks(GUIDE, "bat") for line in block.splitlines()]
# What ends with 2 here for want of Windows, and says so.
ONLY_ON_WINDOWS = "autostart"


def told(line, folder):
    """The words of a line of the guide that calls our program, its folder taken to be elsewhere."""
    words = re.sub(r"^(C:\\neiqin\\Scripts\\)?neiqin ", "", line).replace("D:\\内勤", str(folder)).split()
    return [*words, str(folder.parent)] if words[-1] == "shortcuts" else words


def test_the_guide_has_the_steps_that_it_is_for():
    for wanted in ("init", "doctor", "workbench", "autostart", "shortcuts", "verify"):
        assert any(f" {wanted}" in line for line in LINES)


@pytest.mark.skipif(sys.platform == "win32", reason="it would start a watcher at every logon")
def test_following_the_guide_word_for_word_ends_with_books_that_are_right(tmp_path, capsys):
    folder = tmp_path / "内勤"
    for line in LINES:
        if not re.match(r"(C:\\neiqin\\Scripts\\)?neiqin ", line):
            continue
        code = answered(told(line, folder))
        assert code == (2 if ONLY_ON_WINDOWS in line else 0), line
        if line.endswith("shortcuts"):
            (folder / "收件箱" / "订单.csv").write_text(ORDER, encoding="utf-8")
            assert answered(["-w", str(folder), "run"]) == 0
    said = capsys.readouterr().out
    assert said.count("账目核对无误") == 2
    for name in ("收件箱", "输出", "模板", "neiqin.toml", "内勤工作台.xlsm", "工作台.xlsx"):
        assert (folder / name).exists(), name
    assert list((folder / "输出" / "处理结果").glob("*.xlsx"))


def test_books_that_moved_to_another_computer_are_whole(tmp_path):
    old, new = tmp_path / "旧电脑" / "内勤", tmp_path / "新电脑" / "别处" / "内勤"
    with Desk.create(old) as desk:
        (desk.workspace.inbox / "订单.csv").write_text(ORDER, encoding="utf-8")
        desk.take_in()
        before = desk.books.line_counts()
    shutil.copytree(old, new, symlinks=True)
    shutil.rmtree(old)
    with Desk(new) as desk:
        assert desk.verify()["ok"]
        assert desk.books.line_counts() == before
        (desk.workspace.inbox / "订单又.csv").write_text(ORDER, encoding="utf-8")
        assert [one["verdict"] for one in desk.take_in()["files"]] == ["duplicate"]


@pytest.mark.parametrize(
    ("folder", "requests"),
    [
        ("\\\\server\\内勤\\", "\\\\server\\内勤\\inbox\\.requests"),
        ("Z:\\", "Z:\\inbox\\.requests"),
        ("/mnt/内勤", "/mnt/内勤/inbox/.requests"),
    ],
)
def test_a_workbench_for_another_computer_asks_the_watcher_at_the_place_that_it_sees(tmp_path, folder, requests):
    own = tmp_path / "内勤"
    with Desk.create(own):
        pass
    assert answered(["-w", str(own), "workbench", str(tmp_path), "--seen-as", folder]) == 0
    settings = openpyxl.load_workbook(tmp_path / "内勤工作台.xlsm")["_neiqin"]
    told = {name.value: value.value for name, value in settings.iter_rows(max_col=2)}
    assert told["REQUESTS"] == requests
    assert told["MODE"] == "request"
    assert not told["INTERPRETER"]
