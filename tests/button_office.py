"""A workspace, a workbench of it that is open in an imitated Excel, and what is pressed in it."""

from __future__ import annotations

from datetime import datetime

import openpyxl
from headless_excel import Excel

from neiqin_xl import machine
from neiqin_xl.desk import Desk
from neiqin_xl.faces import buttons, excel
from neiqin_xl.faces.workbench.build import build_workbench
from neiqin_xl.faces.workbench.choices import choices_of
from neiqin_xl.faces.workbench.texts import place_of

HEADER = ["订单号", "客户名称", "日期", "品名", "单位", "数量", "单价", "金额"]
ROWS = [
    ["00123", "甲示例商贸", datetime(2026, 11, 5), "螺丝", "个", 10, 2.5, 25],
    ["20261105000000000017", "甲示例商贸", datetime(2026, 11, 6), "螺母", "个", 4, 1, 4],
]


class Office:
    """The folder is that of a workspace, made where there is none; the workbench lies beside it."""

    def __init__(self, folder, monkeypatch, name="内勤工作台.xlsm"):
        monkeypatch.setattr(excel, "_PAUSES_SECONDS", (0.0,))
        monkeypatch.setattr(machine, "user_state_folder", lambda: folder.parent / "自己的")
        self.folder = folder
        with Desk.create(folder) as desk:
            self.workspace = desk.workspace
            path = folder.parent / name
            place = place_of(self.folder, desk.workspace.inbox, folder.parent / "pythonw.exe")
            build_workbench(path, place, choices_of(desk.books))
        self.excel = Excel(monkeypatch)
        self.book = self.excel.open(path)
        self.excel.calls(self.book)
        self.presses = 0

    @property
    def first(self):
        return self.book.content["工作台"]

    @property
    def said(self):
        return self.first["C13"].value

    def asks(self, period="", customer=""):
        """What the cells beside the lists hold; Excel's own calculation carries it to the hidden sheet."""
        self.set("PERIOD_NOW", period)
        self.set("CUSTOMER_NOW", customer)

    def press(self, action):
        self.presses += 1
        self.set("NUMBER", f"20261121-090000-{self.presses:05}")
        buttons.pressed(action)
        return self.said

    def again(self, action):
        buttons.pressed(action)
        return self.said

    def sheet_of_orders(self, name="订单1105.xlsx", rows=ROWS):
        content = openpyxl.Workbook()
        sheet = content.active
        sheet.title = "订单"
        sheet.append(HEADER)
        for row in rows:
            sheet.append(row)
        return self.excel.add(content, name)

    def set(self, name, value):
        for row in self.book.content["_neiqin"].iter_rows(max_col=2):
            if row[0].value == name:
                row[1].value = value
