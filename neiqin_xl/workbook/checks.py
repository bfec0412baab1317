"""What Excel checks while a person types: allowed values with their prompts and refusals, and cells that light up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from neiqin_xl.workbook.look import Looks
from neiqin_xl.workbook.text import attribute, escaped

# Excel refuses to open a workbook whose texts are longer.
_TITLE_LIMIT, _PROMPT_LIMIT, _REFUSAL_LIMIT = 32, 255, 225


class Allows(Enum):
    """What cells may hold: one of a list, a day, a whole number, a number, anything."""

    LIST = "list"
    DAY = "date"
    WHOLE = "whole"
    NUMBER = "decimal"
    ANYTHING = "none"


@dataclass(frozen=True)
class Validation:
    """What the cells of a range (B4:B900) may hold.

    `bounds` are formulas: the list's defined name, else the least and the largest value, or the least alone; `above`
    shuts the least value itself out. `prompt` and `refusal` are (title, text), shown when the cell is chosen and when
    something else is typed; where it `insists`, nothing else can be typed, otherwise the person is asked.
    """

    cells: str
    allows: Allows
    bounds: tuple[str, ...] = ()
    above: bool = False
    required: bool = False
    prompt: tuple[str, str] = ("", "")
    refusal: tuple[str, str] = ("", "")
    insists: bool = True

    def xml(self) -> str:
        """The validation as an entry of a worksheet's list of them."""
        given = {
            "type": self.allows.value,
            "errorStyle": "" if self.insists else "warning",
            "operator": self._operator(),
            "allowBlank": "" if self.required else "1",
            "showInputMessage": "1" if self.prompt[1] else "",
            "showErrorMessage": "1" if self.refusal[1] else "",
            "errorTitle": self.refusal[0][:_TITLE_LIMIT],
            "error": self.refusal[1][:_REFUSAL_LIMIT],
            "promptTitle": self.prompt[0][:_TITLE_LIMIT],
            "prompt": self.prompt[1][:_PROMPT_LIMIT],
            "sqref": self.cells,
        }
        told = "".join(f' {name}="{attribute(text)}"' for name, text in given.items() if text)
        bounds = "".join(f"<formula{i}>{escaped(one)}</formula{i}>" for i, one in enumerate(self.bounds, start=1))
        return f"<dataValidation{told}>{bounds}</dataValidation>"

    def _operator(self) -> str:
        if len(self.bounds) != 1 or self.allows is Allows.LIST:
            return ""
        return "greaterThan" if self.above else "greaterThanOrEqual"


@dataclass(frozen=True)
class Highlight:
    """Cells of a range that take another fill or border (RRGGBB) where the formula, written for its first, is true."""

    cells: str
    formula: str
    fill: str = ""
    border: str = ""


@dataclass(frozen=True)
class Checks:
    """The checks of one sheet; of two highlights that give a cell the same thing, the first that is true counts."""

    validations: tuple[Validation, ...] = ()
    highlights: tuple[Highlight, ...] = ()

    def xml(self, looks: Looks) -> Iterator[str]:
        """What stands in a worksheet between its merged ranges and its links."""
        for priority, one in enumerate(self.highlights, start=1):
            number = looks.highlight(one.fill, one.border)
            yield (
                f'<conditionalFormatting sqref="{one.cells}"><cfRule type="expression" dxfId="{number}" '
                f'priority="{priority}"><formula>{escaped(one.formula)}</formula></cfRule></conditionalFormatting>'
            )
        if self.validations:
            listed = "".join(one.xml() for one in self.validations)
            yield f'<dataValidations count="{len(self.validations)}">{listed}</dataValidations>'
