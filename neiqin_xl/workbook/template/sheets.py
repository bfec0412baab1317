"""One sheet of a template, compiled, and the tabs that it becomes for the values at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from neiqin_xl.workbook.listing import LISTS
from neiqin_xl.workbook.moves.parts import Hanging
from neiqin_xl.workbook.moves.weave import Weave
from neiqin_xl.workbook.names import sheet_name
from neiqin_xl.workbook.template.expressions import Context, Expression
from neiqin_xl.workbook.template.hanging import Geometry
from neiqin_xl.workbook.template.moulds import Moulds
from neiqin_xl.workbook.template.program import RowProgram
from neiqin_xl.workbook.template.rowgroup import RowGroup
from neiqin_xl.workbook.template.telling import NUMBERED
from neiqin_xl.workbook.template.tree import Tree


@dataclass(slots=True)
class SheetTemplate:
    """A sheet with placeholders. `behind` are the rows that follow all loops.

    A sheet that `stays` is never left out: other parts of the workbook speak of what is on it.
    """

    index: int
    name: str
    part: str
    tree: Tree
    behind: list[RowProgram]
    shell: Weave
    hanging: list[Hanging]
    geometry: Geometry
    tables: list[str] = field(default_factory=list)
    title: Callable[[Context], str] | None = None
    stays: bool = False
    repeated: str = ""
    worded: list[tuple[str, str, Expression]] = field(default_factory=list)
    rest: RowGroup = field(init=False)
    moulds: Moulds = field(default_factory=Moulds)

    def __post_init__(self) -> None:
        """Make the rows behind all loops ready."""
        self.rest = RowGroup(self.behind, self.behind[0].number if self.behind else 0)


@dataclass(slots=True)
class Tabbed:
    """A tab that is to be made of a sheet, with what its placeholders may use; `number` counts the sheet's from 0."""

    sheet: SheetTemplate
    name: str
    context: Context
    number: int


def tabs_of(sheet: SheetTemplate, context: Context, taken: set[str]) -> list[Tabbed]:
    """The tabs of one sheet: one, or one for each item of the list that its name uses.

    None where there are no items and nothing is left of the name without them. `taken` are names in use.
    """
    if sheet.title is None:
        return [Tabbed(sheet, sheet.name, context, 0)]
    items = context.get(sheet.repeated)
    contexts: list[Context] = [context]
    if isinstance(items, LISTS):
        contexts = [_inside(context, sheet.repeated, item, index) for index, item in enumerate(items)] or [
            {**context, sheet.repeated: _Nothing()}
        ]
    made: list[Tabbed] = []
    for one in contexts:
        title = sheet.title(one)
        if title.strip() or sheet.stays or (isinstance(items, LISTS) and items):
            name = sheet_name(title, taken)
            taken.add(name.casefold())
            made.append(Tabbed(sheet, name, one, len(made)))
    return made


def blank_tab(sheet: SheetTemplate, context: Context) -> Tabbed:
    """A tab of a sheet without a name: a workbook needs one."""
    values = {**context, sheet.repeated: _Nothing()} if sheet.repeated else context
    return Tabbed(sheet, sheet_name("", ()), values, 0)


def _inside(context: Context, name: str, item: object, index: int) -> Context:
    fields = item if isinstance(item, Mapping) else {}
    return {**context, NUMBERED: index + 1, **fields, name: item}


class _Nothing(dict[str, object]):
    """What a sheet is made for where its list is empty: all its fields are blank."""

    def __missing__(self, _: str) -> None:
        return None

    def __contains__(self, _: object) -> bool:
        return True
