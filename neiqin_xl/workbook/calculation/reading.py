"""A formula's text into a tree, by the precedence of Excel's operators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from neiqin_xl.first_use import late_pattern
from neiqin_xl.workbook.calculation.values import BeyondError, Fault, Value
from neiqin_xl.workbook.formulas import LONGEST_FORMULA, Reference, read_formula

_TOKEN = late_pattern(
    r"(?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)"
    r'|(?P<text>"(?:[^"]|"")*")'
    r"|(?P<fault>#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NUM!|NULL!))"
    r"|(?P<name>[^\W\d][\w.]*)"
    r"|(?P<sign><=|>=|<>|[-+*/^&=<>%(),])"
    r"|(?P<space>\s+)"
)
_LEVELS = (("=", "<>", "<", ">", "<=", ">="), ("&",), ("+", "-"), ("*", "/"), ("^",))
# Excel's own limits: a formula has at most 64 levels, a function 255 arguments.
_DEEPEST, _ARGUMENTS_MOST = 64, 255
# A chain of operators is a tree as deep as it is long.
_OPERATORS_MOST = 200
_DIGITS_MOST = 40

# Functions to which the cells of a union, `(A1,B2:B9)`, are the same as cells that are arguments of their own.
ADDING = frozenset({"SUM", "AVERAGE", "COUNT", "COUNTA", "MAX", "MIN", "PRODUCT", "SUBTOTAL", "AGGREGATE"})


class Constant(NamedTuple):
    """A value written in the formula; None for an argument that is left out."""

    value: Value


class Signed(NamedTuple):
    """An operand with `-`, `+` or `%`."""

    sign: str
    operand: Tree


class Joined(NamedTuple):
    """Two operands with an operator between them."""

    operator: str
    left: Tree
    right: Tree


class Call(NamedTuple):
    """A function, its name in capitals, with its arguments; those of a union (`ADDING`) stand among them."""

    name: str
    arguments: tuple[Tree, ...]


Tree = Constant | Reference | Signed | Joined | Call


def tree_of(text: str) -> Tree:
    """The formula, written without its leading `=`, as a tree. BeyondError where it is outside the grammar."""
    if len(text) > LONGEST_FORMULA:
        raise BeyondError("too long")
    reader = _Reader(list(_tokens(text)))
    tree = reader.expression(0)
    if reader.next is not None:
        raise BeyondError(f"unexpected {reader.next}")
    return tree


def calls(tree: Tree) -> Iterator[str]:
    """The names of all functions in the tree."""
    if isinstance(tree, Call):
        yield tree.name
        for one in tree.arguments:
            yield from calls(one)
    elif isinstance(tree, Joined):
        yield from calls(tree.left)
        yield from calls(tree.right)
    elif isinstance(tree, Signed):
        yield from calls(tree.operand)


_Token = str | Constant | Reference | Call


def _tokens(text: str) -> Iterator[_Token]:
    for piece in read_formula(text).pieces:
        if isinstance(piece, Reference):
            yield piece
            continue
        position = 0
        while position < len(piece):
            found = _TOKEN.match(piece, position)
            if found is None:
                raise BeyondError(f"no part of a formula: {piece[position : position + 20]}")
            position = found.end()
            if found.lastgroup != "space":
                yield _token(found)


def _token(found: re.Match[str]) -> _Token:
    match found.lastgroup:
        case "number":
            if len(found[0]) > _DIGITS_MOST:
                raise BeyondError("a long number")
            return Constant(Decimal(found[0]))
        case "text":
            return Constant(found[0][1:-1].replace('""', '"'))
        case "fault":
            return Constant(Fault(found[0]))
        case "name":
            return Call(found[0].upper(), ())
        case _:
            return found[0]


class _Reader:
    """Tokens and how far they are read."""

    def __init__(self, tokens: list[_Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = self._operators = 0

    @property
    def next(self) -> _Token | None:
        """The token that comes next; None at the end."""
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def expression(self, level: int) -> Tree:
        """An expression whose operators bind at least as strongly as those of the level."""
        if level == len(_LEVELS):
            return self._operand()
        tree = self.expression(level + 1)
        while (sign := self.next) in _LEVELS[level]:
            self._at += 1
            self._operators += 1
            if self._operators > _OPERATORS_MOST:
                raise BeyondError("too many operators")
            tree = Joined(str(sign), tree, self.expression(level + 1))
        return tree

    def _operand(self) -> Tree:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise BeyondError("too deep")
        sign = self.next
        if sign in {"-", "+"}:  # binds more strongly than ^: -2^2 is 4
            self._at += 1
            tree: Tree = Signed(str(sign), self._operand())
        else:
            tree = self._simple()
            while self.next == "%":
                self._at += 1
                tree = Signed("%", tree)
        self._depth -= 1
        return tree

    def _simple(self) -> Tree:
        begin = self.next
        self._at += 1
        if isinstance(begin, Call):
            return self._call(begin.name)
        if begin == "(":
            tree = self.expression(0)
            self._wants(")")
            return tree
        if begin is None or isinstance(begin, str):
            raise BeyondError("an operand is missing")
        return begin

    def _call(self, name: str) -> Tree:
        if self.next != "(":
            if name in {"TRUE", "FALSE"}:
                return Constant(name == "TRUE")
            raise BeyondError(f"a name: {name}")
        self._at += 1
        if self.next == ")":
            self._at += 1
            return Call(name, ())
        arguments = self._together(name)
        for _ in range(_ARGUMENTS_MOST - 1):
            if self.next != ",":
                break
            self._at += 1
            arguments += self._together(name)
        self._wants(")")
        return Call(name, tuple(arguments))

    def _together(self, name: str) -> list[Tree]:
        """The argument of a function that comes next; the parts of a union count as arguments of their own."""
        return (self._union() if name in ADDING else []) or [self._argument()]

    def _union(self) -> list[Tree]:
        """The parts of a union that is the argument which comes next; none where that is anything else."""
        found: list[Tree] = []
        for at in range(self._at + 1, len(self._tokens) - 1, 2) if self.next == "(" else ():
            part, sign = self._tokens[at : at + 2]
            if not isinstance(part, Reference) or sign not in {",", ")"}:
                break
            found.append(part)
            if sign == ")" and self._tokens[at + 2 : at + 3] in ([","], [")"]):
                self._at = at + 2
                return found
        return []

    def _argument(self) -> Tree:
        return Constant(None) if self.next in {",", ")"} else self.expression(0)

    def _wants(self, sign: str) -> None:
        if self.next != sign:
            raise BeyondError(f"{sign} is missing")
        self._at += 1
