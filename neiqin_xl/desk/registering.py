"""Registers that people type into: which are out of date, and which still hold what nobody has dropped yet."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from neiqin_xl import machine, words
from neiqin_xl.dates import Period, month_of, parse_period
from neiqin_xl.desk.results import ACCEPTED
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.sign_offs import without_version
from neiqin_xl.ledger.stale import touched
from neiqin_xl.ledger.store import Ledger


def registers_out_of_date(ledger: Ledger, books: Books, *, everything: bool = False) -> list[Period]:
    """The periods of statements about which something was registered, or taken back, since it was last published.

    With `everything`, those of all statements.
    """
    kind = ledger.kinds[words.SIGN_OFF.key]
    lines = touched(ledger, kind.name)
    if not lines and not everything:
        return []
    rows = ledger.rows_in(f"SELECT statement_no, version_no FROM {line_table(kind)} WHERE id IN (?*)", lines)
    named = {code_key(without_version(number, version)[0]) for number, version in rows}
    periods = {one.snapshot.period for one in books.issued() if everything or code_key(one.number) in named}
    stated = (parse_period(name, books.today) for name in sorted(periods))
    found = {one.name: one for period in stated for one in registers_of(period, books.today)}
    return [found[name] for name in sorted(found)]


def registers_of(period: Period, today: date) -> list[Period]:
    """Of which periods the registers may name statements of this one.

    What ends within a month that is over may be a customer's statement of that month.
    """
    month = month_of(period.last)
    return [period] if period.kind == "month" or month.last > today else [period, month]


def is_being_typed(ledger: Ledger, key: str, path: Path) -> bool:
    """Whether a person saved what lies at that path, and has not dropped it yet; `key` is its name in the ledger."""
    try:
        sha256 = machine.sha256(path)
    except FileNotFoundError:
        return False
    except OSError as error:
        if not machine.is_busy(error):
            raise
        return False  # whoever publishes there finds it open, and says so
    if ledger.one("SELECT 1 FROM published WHERE path = ? AND sha256 = ?", (key, sha256)) is not None:
        return False
    return not was_taken_in(ledger, sha256)


def was_taken_in(ledger: Ledger, sha256: str) -> bool:
    """Whether a file of these bytes was dropped and is in the books: nothing is lost where it goes."""
    taken = "SELECT 1 FROM arrival WHERE sha256 = ? AND verdict = ? AND id NOT IN (SELECT arrival FROM undone)"
    return ledger.one(taken, (sha256, ACCEPTED)) is not None
