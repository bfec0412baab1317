"""Sixty customers whose names no file system likes: sixty files, all inside their folder, by the rules of NTFS."""

from __future__ import annotations

import re
from datetime import date

import pytest
from books_in_memory import BooksInMemory, owed, party
from hypothesis import given
from hypothesis import strategies as st

from neiqin_xl.dates import parse_period
from neiqin_xl.machine import folded_name, short_path
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.statement_names import file_names

NOVEMBER = parse_period("2026-11", date(2026, 12, 5))
HOSTILE = (
    "CON", "prn", "AUX", "nul", "COM1", "LPT9", "COM¹", "CONIN$", "con.txt", "nul .xlsx", "..", ".", "...", "../..",
    "..\\..\\Windows", "/etc/passwd", "C:\\", "\\\\server\\share", "a/b", "a\\b", "a|b", "a:b", "a?b", "a*b", 'a"b',
    "<客户>", "客户.", "客户 ", " 客户", "客户\u3000", "客户\t", "客户\n二", "客户\x00", "\u202e客户gpj.exe", "\u200b客户",
    "客\u200d户", "ABC公司", "abc公司", "ＡＢＣ公司", "Abc公司.", "é公司", "e\u0301公司", "（客户）", "(客户)", "😀客户", "👨‍👩‍👧",
    "\ud83d坏", "~$客户", "~客户", ".客户", "=1+1", "-客户", "@客户", "+客户", "desktop.ini", "客户.xlsx", "内" * 200,
    "内" * 199 + "乙", "x" * 200, "%USERPROFILE%",
)  # fmt: skip
FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
RESERVED = re.compile(r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?", re.IGNORECASE)
UNSEEN = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ud800-\udfff]")


def is_taken_by_ntfs(name):
    """Whether a file may have that name on NTFS and over SMB."""
    return (
        0 < len(name.encode("utf-16-le")) // 2 <= 255
        and not FORBIDDEN.search(name)
        and not UNSEEN.search(name)
        and not RESERVED.fullmatch(name)
        and name[-1] not in " ."
        and name[0] not in " .~"
    )


def names_of(customers):
    books = BooksInMemory([owed("2026-11-03", 1, 8)], customers=customers)
    return [f"{name}.xlsx" for name in file_names(Names(books), NOVEMBER).values()]


def test_there_are_sixty_of_them():
    assert len(set(HOSTILE)) == 60


@pytest.mark.parametrize("code", ["{n:03d}", "", "{name}"], ids=["with codes", "without", "codes as bad as the names"])
def test_sixty_hostile_names_give_sixty_files(tmp_path, code):
    names = names_of([party(f"c{n}", code.format(n=n, name=name), name) for n, name in enumerate(HOSTILE)])
    assert len({folded_name(name) for name in names}) == len(HOSTILE)
    for name in names:
        assert is_taken_by_ntfs(name), name
        assert (tmp_path / name).resolve().parent == tmp_path.resolve()
        (tmp_path / name).write_bytes(b"x")
    assert sorted(one.name for one in tmp_path.iterdir()) == sorted(names)


def test_a_path_too_long_for_windows_is_cut_and_stays_its_own(tmp_path):
    deep = tmp_path / ("深" * 60) / ("处" * (120 - len(str(tmp_path))))
    names = [name.removesuffix(".xlsx") for name in names_of([party(f"c{n}", f"{n:03d}", "内" * 60) for n in range(9)])]
    paths = [short_path(deep, name, ".xlsx") for name in names]
    assert all(len(str(path)) <= 240 and path.parent == deep and path.suffix == ".xlsx" for path in paths)
    assert len({path.name for path in paths}) == len(names)
    assert short_path(tmp_path, names[0], ".xlsx") == tmp_path / f"{names[0]}.xlsx"


@pytest.mark.thorough
@given(st.lists(st.text(max_size=60), min_size=2, max_size=8, unique=True))
def test_no_two_customers_ever_share_a_file(texts):
    names = names_of([party(f"c{n}", "", text) for n, text in enumerate(texts)])
    assert len({folded_name(name) for name in names}) == len(texts)
    assert all(map(is_taken_by_ntfs, names))
