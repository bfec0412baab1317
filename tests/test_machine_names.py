import io
import sys
from pathlib import Path

import pytest

from neiqin_xl.machine import folded_name, safe_name, steady_console, surroundings, user_state_folder


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("华新五金", "华新五金"),
        ("订单1105.xlsx", "订单1105.xlsx"),
        ('a<b>c:d"e/f\\g|h?i*j', "a_b_c_d_e_f_g_h_i_j"),
        ("华新：五金？", "华新：五金？"),
        ("..\\..\\x", "_.._x"),
        ("a\r\nb\tc", "a b c"),
        ("a\u3000 b", "a b"),
        ("a\u200bb\u202ec\x00d", "abcd"),
        ("\ud83d坏", "坏"),
        ("  name. . ", "name"),
        (".hidden", "hidden"),
        ("~$订单.xlsx", "$订单.xlsx"),
        ("CON", "_CON"),
        ("con.xlsx", "_con.xlsx"),
        ("nul .txt", "_nul.txt"),
        ("COM1", "_COM1"),
        ("lpt9.csv", "_lpt9.csv"),
        ("CONTRACT", "CONTRACT"),
        ("COM10", "COM10"),
        ("", "未命名"),
        (" ... ", "未命名"),
        ("\u200e", "未命名"),
        ("e\u0301", "é"),
    ],
)
def test_a_name_is_one_that_windows_and_shares_take(text, name):
    assert safe_name(text) == name


def test_a_long_name_is_cut_but_keeps_its_ending():
    assert safe_name("内" * 100) == "内" * 66
    assert safe_name("x" * 100, 20) == "x" * 20
    assert safe_name("订单" * 100 + ".xlsx") == "订单" * 32 + "订.xlsx"
    assert safe_name("a" * 30 + ".xlsx", 10) == "aaaaa.xlsx"
    assert safe_name("a. " * 20, 9) == "a. a. a"


def test_any_text_makes_a_name_of_the_right_size():
    for number in [*range(0x250), *range(0x2000, 0x2100), *range(0x250, 0x3000, 37)]:
        text = chr(number) * 90 + chr(number % 128)
        name = safe_name(text, 40)
        assert 0 < len(name) <= 40
        assert len(name.encode()) <= 200
        assert name == safe_name(name, 40)


def test_names_that_differ_in_case_or_width_may_be_one_file():
    assert folded_name("ＡＢＣ公司.XLSX") == folded_name("abc公司.xlsx")
    assert folded_name("甲公司") != folded_name("乙公司")


def test_state_lives_with_the_user_on_each_system(tmp_path, monkeypatch):
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setattr(surroundings, "WINDOWS", True)
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "Local"))
    assert user_state_folder() == tmp_path / "Local" / "neiqin_xl"
    monkeypatch.delenv("LOCALAPPDATA")
    assert user_state_folder() == tmp_path / "AppData" / "Local" / "neiqin_xl"
    monkeypatch.setattr(surroundings, "WINDOWS", False)
    monkeypatch.setattr(surroundings.sys, "platform", "darwin")
    assert user_state_folder() == tmp_path / "Library" / "Application Support" / "neiqin_xl"
    monkeypatch.setattr(surroundings.sys, "platform", "linux")
    monkeypatch.setenv("XDG_STATE_HOME", "relative")
    assert user_state_folder() == tmp_path / ".local" / "state" / "neiqin_xl"
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "xdg"))
    assert user_state_folder() == tmp_path / "xdg" / "neiqin_xl"


@pytest.mark.parametrize(
    ("encoding", "printed"), [("cp936", "已入账 ? ?"), ("ascii", "??? ? ?"), ("utf-8", "已入账 ✔ 🙂")]
)
def test_printing_never_fails_whatever_the_console_knows(monkeypatch, encoding, printed):
    console = io.TextIOWrapper(io.BytesIO(), encoding=encoding)
    monkeypatch.setattr(sys, "stdout", console)
    monkeypatch.setattr(sys, "stderr", None)
    steady_console()
    sys.stdout.write("已入账 ✔ 🙂")
    console.flush()
    assert console.buffer.getvalue().decode(encoding) == printed


def test_a_console_that_is_closed_or_no_console_at_all_is_left_alone(monkeypatch):
    closed = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    closed.close()
    monkeypatch.setattr(sys, "stdout", closed)
    monkeypatch.setattr(sys, "stderr", io.StringIO())
    steady_console()
