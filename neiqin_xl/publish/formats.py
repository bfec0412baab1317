"""Looks as the formats of an XlsxWriter workbook."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from neiqin_xl.workbook.look import FONT, Look

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook


@dataclass
class Formats:
    """A workbook's formats by look, each made once."""

    book: Workbook
    _made: dict[Look, Format] = field(default_factory=dict)

    def of(self, look: Look) -> Format:
        """The format that gives cells that look."""
        if look not in self._made:
            self._made[look] = self.book.add_format(_properties(look))
        return self._made[look]


def _properties(look: Look) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "font_name": FONT,
        "font_size": look.size,
        "num_format": look.number_format,
        "valign": "vcenter",
        "bold": look.bold,
        "text_wrap": look.wrap,
        "quote_prefix": look.as_typed,
    }
    if look.indent:
        properties |= {"align": "left", "indent": look.indent}
    if look.across:
        properties["align"] = look.across
    if look.colour:
        properties["font_color"] = f"#{look.colour}"
    if look.fill:
        properties |= {"bg_color": f"#{look.fill}", "pattern": 1}
    if look.border:
        properties |= {"border": 1, "border_color": f"#{look.border}"}
    return properties
