"""Workbooks as LibreOffice opens them."""

from __future__ import annotations

import re
import subprocess

_FILTERS = {"xlsx": "xlsx:Calc MS Excel 2007 XML"}
_RECALCULATE_ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""


def converted(paths, folder, ending, *, recalculated=False, seconds=200):
    """Its files of that ending, one for each of the paths in their order; `recalculated` trusts no value kept in them."""
    user = folder / "profile" / "user"
    user.mkdir(parents=True, exist_ok=True)
    if recalculated:
        (user / "registrymodifications.xcu").write_text(_RECALCULATE_ALWAYS, encoding="utf-8")
    subprocess.run(
        ["soffice", f"-env:UserInstallation={user.parent.as_uri()}", "--headless", "--convert-to",
         _FILTERS.get(ending, ending), "--outdir", str(folder / ending), *map(str, paths)],
        check=True, capture_output=True, timeout=seconds,
    )  # fmt: skip
    return [folder / ending / f"{path.stem}.{ending}" for path in paths]


def on_paper(path):
    """The texts of the pages of a PDF, and the sides of its paper in points, the shorter one first."""
    facts = subprocess.run(["pdfinfo", str(path)], check=True, capture_output=True, timeout=60).stdout.decode("utf-8")
    told = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True, timeout=60)
    sides = re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", facts).groups()
    return told.stdout.decode("utf-8").split("\f")[:-1], tuple(sorted(round(float(one)) for one in sides))
