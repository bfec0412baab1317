"""Workbooks of plain sheets in independently deflated segments, changed without writing what stays.

`SegmentedBook` is a workbook as a stream of bytes; its `directory` tells where the segments lie, and `opened` takes the
workbook up again for rows to be changed, removed, put in between or added at the end.
"""

from neiqin_xl.workbook.segments.book import SegmentedBook
from neiqin_xl.workbook.segments.change import SheetChange
from neiqin_xl.workbook.segments.directory import Directory
from neiqin_xl.workbook.segments.earlier import Earlier, opened

__all__ = ["Directory", "Earlier", "SegmentedBook", "SheetChange", "opened"]
