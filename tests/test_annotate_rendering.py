"""A marked workbook as LibreOffice sees it."""

from __future__ import annotations

import openpyxl
import pytest
from kitchen_sink import kitchen_sink
from libreoffice import converted

from neiqin_xl.workbook.annotate.annotated import annotated
from neiqin_xl.workbook.annotate.asked import Column, Line, Listing, Mark

pytestmark = [pytest.mark.rendering, pytest.mark.timeout(300), pytest.mark.filterwarnings("default")]


def resaved(tmp_path, name, data):
    (tmp_path / name).write_bytes(data)
    (theirs,) = converted([tmp_path / name], tmp_path, "xlsx")
    return openpyxl.load_workbook(theirs, data_only=True)


def values(sheet):
    return {cell.coordinate: cell.value for row in sheet for cell in row if cell.value not in (None, "")}


def test_a_marked_kitchen_sink_opens_with_every_value_in_its_place(tmp_path):
    before = kitchen_sink()
    listing = Listing("问题清单", "问题清单", "", ("位置", "问题"), (18, 40), (Line("数据", "C3", ("请核对",)),))
    columns = [Column("数据", 1, 7, 5, "问题说明", {3: "请核对"}, leads_back=True)]
    marks = [Mark("数据", "C3", "请核对", "FFC7CE"), Mark("杂项", "A5", "又一条", "FFEB9C")]
    first = resaved(tmp_path, "before.xlsm", before)
    second = resaved(tmp_path, "after.xlsx", annotated(before, marks, columns, listing, author="核对"))
    assert second.sheetnames == ["问题清单", *first.sheetnames]
    for sheet in first.worksheets:
        ours = {
            place: value for place, value in values(second[sheet.title]).items() if value not in ("请核对", "问题说明")
        }
        assert ours == values(sheet), sheet.title
    assert second["数据"]["C3"].fill.fgColor.rgb == "FFFFC7CE"
    assert "请核对" in second["数据"]["C3"].comment.text
    assert "又一条" in second["杂项"]["A5"].comment.text
    assert "旧批注" in second["杂项"]["A2"].comment.text
    assert "这里是合计" in second["对账单"]["E6"].comment.text
    assert second["问题清单"]["A4"].hyperlink.location.endswith("C3")
