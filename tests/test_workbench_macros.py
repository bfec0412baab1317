"""The macros of the workbench: what lies in the workbook is our source, and what they do when a button is pressed."""

from __future__ import annotations

import re
import zipfile

import pytest
from pyopenvba.apps.excel import ExcelApplication
from pyopenvba.apps.excel._bridge import ExcelBridge
from pyopenvba.apps.excel._model import Application
from pyopenvba.exceptions import VBARuntimeError
from pyopenvba.interpreter._objects import VBAObject, method
from pyopenvba.interpreter._values import MISSING, VBAInt, to_text

from neiqin_xl.faces.workbench.actions import ACTIONS
from neiqin_xl.faces.workbench.build import CODE_NAMES, PROJECT, build_workbench
from neiqin_xl.faces.workbench.compose import MODULES, composed, source
from neiqin_xl.faces.workbench.texts import Place

_BUTTON = next(one for one in ACTIONS if not one.live and not one.asks)
_LIVE = next(one for one in ACTIONS if one.live)
_ASKING = next(one for one in ACTIONS if one.asks)
_YES, _NO = 6, 7

# In the interpreter there are no files: each is a row of a sheet.
_FILES_IN_CELLS = """
Public Sub WriteText(ByVal path As String, ByVal text As String)
    Row(path).Offset(0, 1).Value = text
End Sub
Public Function ReadText(ByVal path As String) As String
    ReadText = CStr(Row(path).Offset(0, 1).Value)
End Function
Public Sub MoveFile(ByVal path As String, ByVal target As String)
    WriteText target, ReadText(path)
    DropFile path
    If ThisWorkbook.Worksheets(3).Range("K1").Value = "taken" Then
        DropFile target
        WriteText Left$(target, Len(target) - 4) & ".ans", CStr(ThisWorkbook.Worksheets(3).Range("K2").Value)
    End If
    If ThisWorkbook.Worksheets(3).Range("K1").Value = "slow" Then DropFile target
End Sub
Public Sub DropFile(ByVal path As String)
    Row(path).Value = "gone"
End Sub
Public Function FileLies(ByVal path As String) As Boolean
    Dim n As Long
    For n = 1 To 20
        If CStr(ThisWorkbook.Worksheets(3).Cells(n, 8).Value) = path Then FileLies = True
    Next n
End Function
Private Function Row(ByVal path As String) As Range
    Dim n As Long
    For n = 1 To 20
        If CStr(ThisWorkbook.Worksheets(3).Cells(n, 8).Value) = path Then Exit For
        If Len(CStr(ThisWorkbook.Worksheets(3).Cells(n, 8).Value)) = 0 Then Exit For
    Next n
    ThisWorkbook.Worksheets(3).Cells(n, 8).Value = path
    Set Row = ThisWorkbook.Worksheets(3).Cells(n, 8)
End Function
"""


class Shell(VBAObject):
    """WScript.Shell: it notes what it is asked to run."""

    vba_type_name, vba_library = "WshShell", "IWshRuntimeLibrary"

    def __init__(self, ends_with=0):
        self.ends_with, self.ran = ends_with, []

    @method
    def Run(self, Command=MISSING, WindowStyle=MISSING, WaitOnReturn=MISSING):  # noqa: N803
        self.ran.append(to_text(Command))
        return VBAInt(self.ends_with, "Long")


@pytest.fixture(scope="module")
def workbench(tmp_path_factory):
    path = tmp_path_factory.mktemp("workbench") / "内勤工作台.xlsm"
    build_workbench(path, Place(r"C:\neiqin\Scripts\pythonw.exe", r"D:\内勤", r"D:\内勤\inbox\.requests"))
    return path


def _with_more_of_excel(known):
    """What Excel says of itself and the interpreter does not know."""
    more = {"pathseparator": "\\", "hwnd": "4711", "path": r"C:\Office"}

    def vba_get(self, name, args=(), named=None):
        return more[name.lower()] if name.lower() in more else known(self, name, args, named)

    return vba_get


class Pressed:
    """The workbook in the interpreter, after one button of it was pressed."""

    def __init__(self, path, monkeypatch, action, *, mode, ends_with=0, folder="", answer="", is_there=True, reply=()):
        self.app = ExcelApplication.open(str(path))
        self.shell = Shell(ends_with)
        made = ExcelBridge.create

        def create(bridge, name):
            if name.lower() != "wscript.shell":
                return made(bridge, name)
            if not is_there:
                raise VBARuntimeError(429, name)
            return self.shell

        monkeypatch.setattr(ExcelBridge, "create", create)
        monkeypatch.setattr(Application, "vba_get", _with_more_of_excel(Application.vba_get))
        self.app.add_module(_FILES_IN_CELLS, name="NeiqinFiles")
        files = self.app.sheet(3)
        files.set_value("K1", folder)
        files.set_value("K2", answer)
        self._set("MODE", mode)
        self._set("WAIT_SECONDS", "0")
        self.app.answer_dialogs(*reply)
        self.app.run(action.macro)

    @property
    def said(self):
        return self.app.sheet(1).value("C13")

    @property
    def files(self):
        sheet = self.app.sheet(3)
        found = {sheet.value(f"H{n}"): sheet.value(f"I{n}") for n in range(1, 20) if sheet.value(f"H{n}")}
        return {name: text for name, text in found.items() if name != "gone"}

    def setting(self, name):
        return self.app.sheet("_neiqin").value(f"B{self._row(name)}")

    def _set(self, name, value):
        self.app.sheet("_neiqin").set_value(f"B{self._row(name)}", value)

    def _row(self, name):
        sheet = self.app.sheet("_neiqin")
        return next(n for n in range(1, 60) if sheet.value(f"A{n}") == name)


def test_the_project_is_made_of_the_sources_that_lie_beside_it():
    assert composed() == PROJECT.read_bytes()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_a_virus_scanner_reads_our_modules_and_nothing_else(workbench):
    from oletools.olevba import VBA_Parser

    parser = VBA_Parser(str(workbench))
    found = {name: code for _, _, name, code in parser.extract_macros()}
    parser.close()
    own = {f"{name}.bas" for name in MODULES}
    assert set(found) == own | {f"{name}.cls" for name in ("ThisWorkbook", *CODE_NAMES)}
    for name in MODULES:
        assert _lines(found[f"{name}.bas"]) == _lines(source(name))
    for name in set(found) - own:
        assert all(line.startswith("Attribute ") for line in _lines(found[name]))


def _lines(code):
    lines = [line.rstrip() for line in code.replace("\r\n", "\n").split("\n")]
    return [line for line in lines if line and not line.startswith("Attribute VB_Name")]


@pytest.mark.parametrize("module", MODULES)
def test_the_source_is_ascii_declares_nothing_of_the_system_and_starts_nothing_by_itself(module):
    code = PROJECT.with_name(f"{module}.bas").read_bytes()
    assert code.isascii()
    text = re.sub(r"'.*", "", code.decode("ascii"))
    assert not re.search(r"\bDeclare\b", text)
    assert not re.search(r"\b(Auto_?Open|Auto_?Exec|Auto_?Close|Workbook_\w+|Worksheet_\w+)\b", text, re.IGNORECASE)


def test_the_part_of_xlwings_keeps_its_licence():
    code = PROJECT.with_name("xlwings.bas").read_text("ascii")
    assert "BSD 3-clause license" in code
    assert "Zoomer Analytics LLC" in code
    assert 'THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS "AS IS"' in code


def test_every_button_has_its_caption_and_a_macro_that_is_there(workbench):
    with zipfile.ZipFile(workbench) as parts:
        drawn = "".join(parts.read(name).decode() for name in parts.namelist() if name.endswith(".vml"))
    bound = re.findall(r"<x:FmlaMacro>\[0\]!(\w+)<", drawn)
    captions = re.findall(r"<font[^>]*>([^<]+)<", drawn)
    assert dict(zip(captions, bound, strict=True)) == {one.caption: one.macro for one in ACTIONS}
    code = source("Neiqin")
    for one in ACTIONS:
        assert f'Public Sub {one.macro}()\r\n    Press "{one.name}"' in code


@pytest.mark.parametrize("action", [one for one in ACTIONS if not one.asks], ids=lambda one: one.name)
def test_a_button_runs_python_with_a_constant_command(workbench, monkeypatch, action):
    pressed = Pressed(workbench, monkeypatch, action, mode="auto")
    (line,) = pressed.shell.ran
    assert line.startswith(r'"C:\neiqin\Scripts\pythonw.exe" -B -P -c "import neiqin_xl.faces.buttons as b; ')
    assert f"b.pressed('{action.name}')\"" in line
    assert '--wb="内勤工作台.xlsm"' in line
    assert "cmd" not in line
    assert pressed.files == {}
    assert re.fullmatch(r"\d{8}-\d{6}-\d{5}", pressed.setting("NUMBER"))


@pytest.mark.parametrize(("reply", "is_done"), [(_YES, True), (_NO, False)])
@pytest.mark.parametrize("mode", ["python", "request"])
def test_what_cannot_be_guessed_back_is_asked_about_and_a_no_leaves_everything(
    workbench, monkeypatch, mode, reply, is_done
):
    reply = [VBAInt(reply, "Integer")]
    pressed = Pressed(workbench, monkeypatch, _ASKING, mode=mode, folder="slow", reply=reply)
    ((_, question, title, _),) = pressed.app.dialogs
    assert (question, title) == (_ASKING.asks, "内勤工作台")
    assert [f"'{_ASKING.name}'" in line for line in pressed.shell.ran] == [True] * (is_done and mode == "python")
    assert bool(pressed.setting("NUMBER")) is is_done
    assert (pressed.said == "还没有按过按钮") is not is_done


def test_what_stands_in_cells_never_gets_into_the_command_line(workbench, monkeypatch):
    made = Pressed.__dict__["_set"]
    monkeypatch.setattr(
        Pressed, "_set", lambda self, name, value: (made(self, name, value), made(self, "CUSTOMER_NOW", '" & calc & "'))
    )
    assert "calc" not in Pressed(workbench, monkeypatch, _BUTTON, mode="auto").shell.ran[0]


@pytest.mark.parametrize("failing", [{"ends_with": 3}, {"is_there": False}], ids=["ended early", "no shell"])
def test_where_python_cannot_be_started_the_watcher_is_asked(workbench, monkeypatch, failing):
    pressed = Pressed(workbench, monkeypatch, _BUTTON, mode="auto", folder="taken", answer="text=597D4E86", **failing)
    assert pressed.said == "好了"
    assert pressed.files == {}


def test_where_only_python_is_allowed_its_failure_is_said(workbench, monkeypatch):
    pressed = Pressed(workbench, monkeypatch, _BUTTON, mode="python", ends_with=3)
    assert "Python 启动不了" in pressed.said
    assert pressed.files == {}


def test_where_only_requests_are_allowed_nothing_is_started(workbench, monkeypatch):
    pressed = Pressed(
        workbench, monkeypatch, _BUTTON, mode="request", folder="taken", answer="text=597D4E86\r\nfile=0041"
    )
    assert pressed.shell.ran == []
    assert pressed.said == "好了"
    assert pressed.app.sheet(1).value("C15") == r"D:\内勤\A"


def test_a_request_that_nobody_takes_is_taken_back_and_said(workbench, monkeypatch):
    pressed = Pressed(workbench, monkeypatch, _BUTTON, mode="request")
    assert "监视程序没有在运行" in pressed.said
    assert pressed.files == {}


def test_a_request_that_takes_long_is_left_to_the_watcher(workbench, monkeypatch):
    assert "已经接下" in Pressed(workbench, monkeypatch, _BUTTON, mode="request", folder="slow").said


def test_a_button_that_needs_the_open_book_is_not_asked_of_the_watcher(workbench, monkeypatch):
    pressed = Pressed(workbench, monkeypatch, _LIVE, mode="request")
    assert "直接放进收件箱" in pressed.said
    assert pressed.files == {}


def _answered(workbench, monkeypatch, *lines):
    return Pressed(workbench, monkeypatch, _BUTTON, mode="request", folder="taken", answer="\r\n".join(lines))


def _hexed(text):
    return text.encode("utf-16-be").hex().upper()


def test_an_answer_is_never_taken_for_a_formula(workbench, monkeypatch):
    assert _answered(workbench, monkeypatch, f"text={_hexed('=1+1')}").said == " =1+1"


@pytest.mark.parametrize(
    ("named", "shown"),
    [
        (r"outbox\处理结果\x.xlsx", r"D:\内勤\outbox\处理结果\x.xlsx"),
        (r"E:\x.xlsx", r"E:\x.xlsx"),
        (r"\\server\x.xlsx", r"\\server\x.xlsx"),
        ("/mnt/x.xlsx", "/mnt/x.xlsx"),
    ],
)
def test_files_are_looked_for_in_the_workspace_as_this_computer_sees_it(workbench, monkeypatch, named, shown):
    pressed = _answered(workbench, monkeypatch, f"text={_hexed('好了')}", f"file={_hexed(named)}")
    assert pressed.app.sheet(1).value("C15") == shown


def test_an_error_of_a_macro_is_told_with_what_happened(workbench, monkeypatch):
    assert re.search(r"把这一格拍下来.*\([1-9]\d* .+\)", _answered(workbench, monkeypatch, "text=zzzz").said)
