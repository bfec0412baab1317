"""The names that a template uses, as they are called outside of its loops, held against those that it may use."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from neiqin_xl.workbook.names import address
from neiqin_xl.workbook.template.expressions import Expression
from neiqin_xl.workbook.template.mistakes import Mistake, nearest
from neiqin_xl.workbook.template.piped import Names
from neiqin_xl.workbook.template.program import RowProgram
from neiqin_xl.workbook.template.sheets import SheetTemplate
from neiqin_xl.workbook.template.telling import LOOP, NUMBERED
from neiqin_xl.workbook.template.tree import Choice, Loop, Node

# What a name inside a loop stands for outside of it; None where that cannot be told.
_Scope = Mapping[str, Names | None]
_OWN: _Scope = {NUMBERED: None, LOOP: None}


@dataclass(frozen=True, slots=True)
class Use:
    """A name that a placeholder uses, in the cell where it stands, as it is called outside of all loops."""

    sheet: str
    cell: str
    written: str
    name: str


def names_used(sheets: Iterable[SheetTemplate]) -> list[Use]:
    """Every name that the placeholders of these sheets use, in order; what loops give by themselves is left out."""
    return [use for sheet in sheets for use in _of_sheet(sheet)]


def unknown_names(sheets: Iterable[SheetTemplate], fields: Collection[str]) -> list[Mistake]:
    """The uses of names that are not among the fields, each with the nearest one that is."""
    known = set(fields)
    known |= {name.rpartition(".")[0] for name in fields if "." in name}
    return [
        Mistake(use.sheet, use.cell, use.written, f"没有“{use.name}”这个名字", nearest(use.name, fields))
        for use in names_used(sheets)
        if use.name not in known
    ]


def _of_sheet(sheet: SheetTemplate) -> Iterator[Use]:
    # On a sheet that stands for each item of a list, the item's fields need not name the list.
    scope: _Scope = _OWN
    yield from _of_nodes(sheet, sheet.tree.nodes, scope)
    for program in sheet.behind:
        yield from _of_row(sheet, program, scope)
    for where, written, expression in sheet.worded:
        yield from _uses(sheet, where, written, expression, scope)


def _of_nodes(sheet: SheetTemplate, nodes: Iterable[Node], scope: _Scope) -> Iterator[Use]:
    for node in nodes:
        if isinstance(node, Loop):
            yield from _uses(sheet, address(node.row, 0), node.items.source, node.items, scope)
            simple = node.items.simple
            stands_for = None if simple is None else _outside(simple, scope)
            yield from _of_nodes(sheet, node.body, {**scope, node.name: stands_for})
        elif isinstance(node, Choice):
            for condition, body in node.branches:
                if condition is not None:
                    yield from _uses(sheet, address(node.row, 0), condition.source, condition, scope)
                yield from _of_nodes(sheet, body, scope)
        else:
            for program in node.programs:
                yield from _of_row(sheet, program, scope)


def _of_row(sheet: SheetTemplate, program: RowProgram, scope: _Scope) -> Iterator[Use]:
    for expression, (cell, written) in zip(program.expressions, program.written, strict=True):
        yield from _uses(sheet, cell, written, expression, scope)


def _uses(sheet: SheetTemplate, cell: str, written: str, expression: Expression, scope: _Scope) -> Iterator[Use]:
    for path in expression.paths:
        outside = _outside(path, scope)
        if outside is not None:
            yield Use(sheet.name, cell, written, ".".join(outside))


def _outside(path: Names, scope: _Scope) -> Names | None:
    if path[0] not in scope:
        return path
    stands_for = scope[path[0]]
    return None if stands_for is None else (*stands_for, *path[1:])
