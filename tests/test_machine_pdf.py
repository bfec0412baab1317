"""Workbooks as PDF: whatever program the computer has, or none; never a failure of what they were made for."""

from __future__ import annotations

import base64
import os
import sys

import pytest
from faults import failure

from neiqin_xl.desk.pdfs import print_beside
from neiqin_xl.machine import BusyFile, pdf
from neiqin_xl.machine.pdf import Converter, converters, to_pdf

_PRINTS = """
import pathlib, sys
for one in map(pathlib.Path, sys.argv[1:]):
    one.with_suffix(".pdf").write_bytes(b"%PDF " + one.read_bytes())
"""


def way(program, name="fake"):
    return Converter(name, lambda _folder, books: [sys.executable, "-c", program, *map(str, books)])


def in_folder(program):
    """A way that finds the workbooks by itself, as the one by automation does."""
    return Converter("folder", lambda _folder, _books: [sys.executable, "-c", program])


PRINTS, FAILS = way(_PRINTS), way("raise SystemExit(3)")
NOT_THERE = Converter("none", lambda _folder, _books: ["/nowhere/at/all"])


@pytest.fixture
def books(tmp_path):
    made = [tmp_path / f"对账单_K{n:03}_青禾文具（城南）.xlsx" for n in range(3)]
    for n, path in enumerate(made):
        path.write_bytes(b"book %d" % n)
    return made


def test_each_workbook_gets_a_pdf_of_its_name_beside_it(books):
    printed = to_pdf(books, [PRINTS])
    assert printed.made == tuple(path.with_suffix(".pdf") for path in books)
    assert [path.with_suffix(".pdf").read_bytes() for path in books] == [b"%%PDF book %d" % n for n in range(3)]
    assert printed.failed == ()


@pytest.mark.parametrize("broken", [FAILS, NOT_THERE], ids=["fails", "is not there"])
def test_where_one_way_fails_the_next_one_is_tried(books, broken):
    assert len(to_pdf(books, [broken, PRINTS]).made) == 3
    printed = to_pdf(books, [broken])
    assert (printed.made, printed.failed, printed.possible) == ((), tuple(books), True)


def test_only_what_could_not_be_printed_is_left_to_the_next_way(books):
    half = way(_PRINTS.replace("sys.argv[1:]", "sys.argv[1:2]"))
    seen = []
    other = Converter("other", lambda _folder, some: seen.extend(some) or PRINTS.command(_folder, some))
    assert len(to_pdf(books, [half, other]).made) == 3
    assert len(seen) == 2


@pytest.mark.thorough
@pytest.mark.skipif(os.name == "nt", reason="tries the POSIX branch itself")
def test_a_program_that_hangs_is_ended_with_all_that_it_started(books, tmp_path):
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    started = f"import time; pipe = open({str(pipe)!r}, 'wb', buffering=0); pipe.write(b'x'); time.sleep(1000)"
    starts = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {started!r}])"
    printed = to_pdf(books, [way(starts)], seconds_to_start=1, seconds_each=0)
    assert (printed.made, printed.failed) == ((), tuple(books))
    os.set_blocking(reader, True)
    with os.fdopen(reader, "rb", buffering=0) as held:
        assert held.read() == b"x"  # comes to an end only when nobody has the other one


def test_many_workbooks_are_printed_some_at_a_time(books, tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "TOGETHER", 2)
    runs = []
    counting = Converter("fake", lambda folder, some: runs.append(len(some)) or PRINTS.command(folder, some))
    assert len(to_pdf(books, [counting]).made) == 3
    assert runs == [2, 1]


def test_a_way_that_cannot_do_it_at_all_is_not_tried_again_and_again(books, monkeypatch):
    monkeypatch.setattr(pdf, "TOGETHER", 1)
    runs = []
    counting = Converter("fake", lambda folder, some: runs.append(len(some)) or FAILS.command(folder, some))
    assert len(to_pdf(books, [counting, PRINTS]).made) == 3
    assert runs == [1]


def test_a_pdf_that_somebody_has_open_stays_and_its_workbook_is_named(books, monkeypatch):
    real = pdf.write_atomically

    def write(path, data):
        if "K001" in path.name:
            raise BusyFile(None, "open", str(path))
        real(path, data)

    monkeypatch.setattr(pdf, "write_atomically", write)
    printed = to_pdf(books, [PRINTS])
    assert printed.failed == (books[1],)
    assert len(printed.made) == 2


def test_a_workbook_that_is_gone_has_no_pdf_and_stops_nobody(books):
    books[1].unlink()
    printed = to_pdf(books, [PRINTS])
    assert (len(printed.made), printed.failed) == (2, (books[1],))


def test_an_unknown_fault_of_the_disk_is_not_passed_over(books, monkeypatch):
    monkeypatch.setattr(pdf, "write_atomically", failure(OSError(28, "no space left")))
    with pytest.raises(OSError, match="no space"):
        to_pdf(books, [PRINTS])


def test_on_windows_excel_is_tried_first_through_a_process_of_its_own(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf, "WINDOWS", True)
    monkeypatch.setattr(pdf.shutil, "which", {"powershell": r"C:\powershell.exe", "soffice": r"C:\soffice.exe"}.get)
    excel, office = converters()
    assert (excel.name, office.name) == ("Excel / WPS", "LibreOffice")
    *command, script = excel.command(tmp_path, [tmp_path / "0.xlsx"])
    assert command == [r"C:\powershell.exe", "-NoProfile", "-NonInteractive", "-EncodedCommand"]
    told = base64.b64decode(script).decode("utf-16-le")
    for wanted in ("Excel.Application", "KET.Application", "AutomationSecurity = 3", "$app.Quit()", pdf._FOLDER):
        assert wanted in told
    assert str(tmp_path) not in told  # whatever a folder is called, it is no part of a script


def test_the_folder_reaches_a_program_through_its_environment(books):
    finds = f"""
import os, pathlib
for one in pathlib.Path(os.environ[{pdf._FOLDER!r}]).glob("*.xlsx"):
    one.with_suffix(".pdf").write_bytes(b"%PDF")
"""
    assert len(to_pdf(books, [in_folder(finds)]).made) == 3


def test_without_any_program_there_is_none_to_try(monkeypatch):
    monkeypatch.setattr(pdf, "WINDOWS", False)
    monkeypatch.setattr(pdf.shutil, "which", lambda _name: None)
    monkeypatch.setattr(pdf, "_PLACES", ())
    assert converters() == []


# What a clerk is told.


def test_a_computer_without_a_program_says_so_in_a_sentence_and_nothing_fails(books, tmp_path):
    told = print_beside(books, tmp_path, [])
    assert told["pdf"] == []
    assert "没有找到 Excel、WPS 或 LibreOffice" in told["pdf_message"]


def test_only_what_is_new_is_printed_again(books, tmp_path):
    assert len(print_beside(books, tmp_path, [PRINTS])["pdf"]) == 3
    assert print_beside(books, tmp_path, [PRINTS]) == {"pdf": [], "pdf_message": ""}
    later = books[0].with_suffix(".pdf").stat().st_mtime + 10
    os.utime(books[0], (later, later))
    assert print_beside(books, tmp_path, [PRINTS])["pdf"] == ["对账单_K000_青禾文具（城南）.pdf"]


def test_workbooks_without_a_pdf_are_named(books, tmp_path):
    message = print_beside(books, tmp_path, [FAILS])["pdf_message"]
    assert "“对账单_K000_青禾文具（城南）.xlsx”" in message
    assert "3 份没有出 PDF" in message


@pytest.mark.rendering
def test_libreoffice_prints_a_statement_for_good(tmp_path):
    from neiqin_xl.publish.templates import shipped_folder

    path = tmp_path / "对账函_样例.xlsx"
    path.write_bytes((shipped_folder() / "对账函.xlsx").read_bytes())
    (made,) = to_pdf([path]).made
    assert made.read_bytes().startswith(b"%PDF-")
