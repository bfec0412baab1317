"""Table + reference → findings: every rule on the shelf, asked about one table."""

from __future__ import annotations

import string
from collections.abc import Collection, Iterable
from functools import lru_cache

from neiqin_xl import money
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.rule import Doubt, Reference, Rule
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Table
from neiqin_xl.rules import all_rules

RULE_FAILED = "F901"


def judge(table: Table, reference: Reference, rules: Iterable[Rule] | None = None) -> list[Finding]:
    """What the rules find in a table of a known type, by row; the table's own findings are not repeated."""
    if table.type is None:
        return []
    found: list[Finding] = []
    shown = frozenset(name for name, values in table.values.items() if values)
    for rule in _rules_about(table.type, shown) if rules is None else _about(rules, table.type, shown):
        try:
            found += [_finding(rule, doubt, table) for doubt in rule.check(table, reference)]
        except Exception as error:  # noqa: BLE001 (one bad rule must not stop the intake; it is said, not hidden)
            # What an error would have held is held: unchecked papers do not enter the books.
            sentence = f"规则 {rule.code} 自身出错，没有检查这一项：{error!r}。请告诉维护人，修好后再放入。"
            found.append(Finding(RULE_FAILED, rule.severity, sentence))
    return sorted(found, key=lambda one: (one.row is not None, one.row or 0))


@lru_cache(1000)  # the papers of an office show the same fields again and again
def _rules_about(kind: SheetType, shown: frozenset[str]) -> tuple[Rule, ...]:
    return _about(all_rules(), kind, shown)


def _about(rules: Iterable[Rule], kind: SheetType, shown: frozenset[str]) -> tuple[Rule, ...]:
    return tuple(rule for rule in rules if rule.concerns(kind) and rule.finds_fields(shown))


def bad_rows(table: Table, findings: Collection[Finding]) -> tuple[set[int], bool]:
    """The row indexes that an error finding is about, and whether one is about the whole table.

    Of several lines in one row it is the one whose cell it is about, if it is about one's. What stands above the lines
    speaks of those in which its field was left unread, else of the whole table.
    """
    if all(finding.severity is not Severity.ERROR for finding in findings):
        return set(), False
    bad: set[int] = set()
    whole = False
    for finding in findings:
        if finding.severity is Severity.ERROR:
            if finding.row is None:
                whole = True
            elif lines := table.lines_at(finding.row, finding.cell, finding.field):
                bad.update(lines)
            elif finding.field is not None:
                spoken_of = {i for i, name in table.unread if name == finding.field}
                bad |= spoken_of
                whole = whole or not spoken_of
    return bad, whole


def _finding(rule: Rule, doubt: Doubt, table: Table) -> Finding:
    name = doubt.word.key if doubt.word is not None else None
    return Finding(
        code=rule.code,
        severity=rule.severity,
        message=_Sentence(table, doubt).format(rule.message),
        row=None if doubt.i is None else table.rows[doubt.i],
        cell=table.cell(doubt.i, name),
        field=name,
        suggestion=doubt.suggestion,
    )


class _Sentence(string.Formatter):
    """A rule's sentence, its values printed by the kind of the field that they are named like."""

    def __init__(self, table: Table, doubt: Doubt) -> None:
        self.table, self.doubt = table, doubt

    def get_value(self, key: int | str, args: object, kwargs: object) -> str:
        """The text for one placeholder; KeyError where the rule gave no such value."""
        del args, kwargs
        value = self.doubt.values[str(key)]
        kind = self.table.type
        if kind is not None and kind.has(str(key)) and (value is None or isinstance(value, int | str)):
            return money.shown(kind.field[str(key)].kind, value)
        return str(value)
