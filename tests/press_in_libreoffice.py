"""Opens a workbook in LibreOffice and presses its buttons: run by the Python that LibreOffice talks to.

python3 press_in_libreoffice.py WORKBOOK PROFILE WISHES prints a JSON object: the buttons as {caption: macro}, and of each
pressed one what stands in the answer's cell and in those of its files. WISHES is a JSON object: "press", captions;
"period" and "customer", typed into their cells; "settings", values of the hidden sheet by their names; "untidy", whether
a person has put rows in, renamed the sheet and moved it first.
"""

import contextlib
import json
import pathlib
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue

_TRIES, _PAUSE_SECONDS = 240, 0.25
_RUN_MACROS = 4


def _property(name, value):
    made = PropertyValue()
    made.Name, made.Value = name, value
    return made


def _connected(address):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    for _ in range(_TRIES):
        with contextlib.suppress(Exception):
            return resolver.resolve(f"uno:{address};urp;StarOffice.ComponentContext")
        time.sleep(_PAUSE_SECONDS)
    raise TimeoutError(address)


def _buttons(document):
    found = {}
    for sheet in document.Sheets:
        for form in (sheet.DrawPage.Forms.getByIndex(n) for n in range(sheet.DrawPage.Forms.Count)):
            for at in range(form.Count):
                found[form.getByIndex(at).Label] = form.getScriptEvents(at)[0].ScriptCode
    return found


def _untidied(document, sheet):
    sheet.Rows.insertByIndex(9, 2)
    sheet.Name = "我的按钮"
    document.Sheets.moveByName(sheet.Name, 2)


def _set(document, values):
    cells = document.Sheets.getByName("_neiqin").Columns
    for row in range(60):
        if (name := cells.getByIndex(0).getCellByPosition(0, row).String) in values:
            cells.getByIndex(1).getCellByPosition(0, row).String = values[name]


def _pressed(document, sheet, script, down):
    document.getScriptProvider().getScript(script).invoke((), (), ())
    texts = [sheet.getCellRangeByName(f"C{row + down}").String for row in (13, *range(15, 23))]
    return {"text": texts[0], "files": [one for one in texts[1:] if one]}


def main():
    path, profile, wishes = sys.argv[1:]
    wishes = json.loads(wishes)
    address = f"pipe,name=neiqin{pathlib.Path(profile).stat().st_ino}"
    office = subprocess.Popen(
        ["soffice", f"-env:UserInstallation={pathlib.Path(profile).as_uri()}", "--headless", "--norestore", "--nologo",
         f"--accept={address};urp;"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        context = _connected(address)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        properties = (_property("Hidden", True), _property("MacroExecutionMode", _RUN_MACROS))
        document = desktop.loadComponentFromURL(pathlib.Path(path).as_uri(), "_blank", 0, properties)
        buttons = _buttons(document)
        sheet = document.Sheets.getByName("工作台")
        sheet.getCellRangeByName("C4").String = wishes.get("period", "")
        sheet.getCellRangeByName("C5").String = wishes.get("customer", "")
        _set(document, wishes.get("settings", {}))
        down = 0
        if wishes.get("untidy"):
            _untidied(document, sheet)
            down = 2
        said = {one: _pressed(document, sheet, buttons[one], down) for one in wishes.get("press", ())}
        sys.stdout.write(json.dumps({"buttons": buttons, "said": said}))
        document.close(True)
        with contextlib.suppress(Exception):
            desktop.terminate()
    finally:
        with contextlib.suppress(subprocess.TimeoutExpired):
            office.wait(20)
        office.kill()


main()
