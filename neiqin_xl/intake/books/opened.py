"""What a reader of workbooks hands over."""

from __future__ import annotations

from dataclasses import dataclass, field

from neiqin_xl.intake.sheet import Sheet


@dataclass
class Opened:
    """A workbook's visible sheets in their order, the names of its hidden ones, and codes of its active content."""

    sheets: list[Sheet] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    codes: set[str] = field(default_factory=set)
