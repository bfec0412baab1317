"""Who and what is meant: mentions of customers and products → parties and products, derived from what stands.

A mention is a (code, name) as papers write it; its id is kept for ever. Which party it means is recomputed whenever
master data or other mentions of the same name change, so the order of arrival does not matter.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from neiqin_xl.ledger.keys import bare_item_key, code_key, name_key
from neiqin_xl.ledger.mentions import OF_PAPERS, Keys, mentions
from neiqin_xl.ledger.store import Ledger

KNOWN, NEW, AMBIGUOUS, NOBODY = "known", "new", "ambiguous", "nobody"

_REMEMBERED = 100_000


class Naming(NamedTuple):
    """One kind of mention: its table, the standing column that refers to it, and the lines of the mention `said`."""

    table: str
    column: str
    shown: tuple[str, ...]
    standing: str


CUSTOMERS = Naming("mention", "mention", ("code", "name"), f"{OF_PAPERS} WHERE paper.mention = said.id")
PRODUCTS = Naming("item", "item", ("code", "name", "spec", "unit"), "standing WHERE standing.item = said.id")


def mention_ids(ledger: Ledger, naming: Naming, wanted: Mapping[Keys, tuple[str, ...]]) -> Mapping[Keys, int]:
    """The id of every (code key, name key), made where it is new; `wanted` gives the texts to show for each."""
    held = mentions(ledger, naming.table)
    held.limit()
    found = held.with_keys(wanted)
    missing = [keys for keys in wanted if keys not in found]
    numbers = dict(zip(missing, ledger.new_ids(naming.table, len(missing)), strict=True))
    held.add([(number, keys, wanted[keys]) for keys, number in numbers.items()])
    return found | numbers


def parties_of(ledger: Ledger, naming: Naming, wanted: Collection[Keys]) -> dict[Keys, str]:
    """Whom or what each (code key, name key) of one sheet would mean if it stood in the books; nothing is stored."""
    names = {name for code, name in wanted if name and not code}
    filed = _filed(ledger, naming, names, {code for code, _ in wanted})
    codes = _codes_in_use(ledger, naming, names)
    for code, name in wanted:
        if code and name in names:
            codes.setdefault(name, set()).add(code)
    _forget_shared(ledger, naming, codes)
    return {keys: _meant(*keys, filed, codes)[0] for keys in wanted}


def resolve_moved(
    ledger: Ledger, naming: Naming, gone: Iterable[int], come: Iterable[int], names: Iterable[str], also: Iterable[int]
) -> dict[int, str]:
    """Recompute who is meant after lines with mentions `gone` ceased to stand, and others with mentions `come` began.

    `names` are those whose master data changed, `also` further mentions to ask about. Returns as `resolve` does.
    """
    # One line more of somebody who stands in the books already says nothing new about anybody.
    standing: set[int] = ledger.remembered(f"standing {naming.table}", set)
    standing.difference_update(gone)
    come = {one for one in come if one}
    changed = resolve(ledger, naming, (come - standing) | {one for one in gone if one} | set(also), names)
    if len(standing) > _REMEMBERED:
        standing.clear()
    standing |= come
    return changed


def resolve(ledger: Ledger, naming: Naming, ids: Iterable[int], names: Iterable[str]) -> dict[int, str]:
    """Recompute who is meant by the mentions given, and by those without a code that share a name with them or `names`.

    What a code means is no matter of names. Returns the ids whose meaning changed, with the party that each meant
    before; not those that never meant anybody.
    """
    held = mentions(ledger, naming.table)
    asked = set(ids)
    told = held.told(asked)
    asked.update(held.uncoded({*names, *(told[one].name for one in asked)} - {""}))
    said = {number: told[number] for number in asked}
    uncoded = {one.name for one in said.values() if one.name and not one.code}
    filed = _filed(ledger, naming, uncoded, {one.code for one in said.values()})
    if uncoded:
        held.store()  # which codes stand beside a name is asked of the ledger
    codes = _codes_in_use(ledger, naming, uncoded)
    _forget_shared(ledger, naming, codes)
    changed: dict[int, str] = {}
    updates = []
    for number, (code, name, party, state) in said.items():
        meant = _meant(code, name, filed, codes)
        if meant != (party, state):
            if state:
                changed[number] = party
            updates.append((number, *meant))
    held.resolve(updates)
    return changed


class _Filed(NamedTuple):
    """What the master data say: the parties that go by a name, and those whose codes are on file."""

    by_name: Mapping[str, set[str]]
    parties: set[str]


def _meant(code: str, name: str, filed: _Filed, codes: Mapping[str, set[str]]) -> tuple[str, str]:
    if code:
        return f"C:{code}", KNOWN if f"C:{code}" in filed.parties else NEW
    if not name:
        return "", NOBODY
    on_file = _coded_first(filed.by_name.get(name, set()))
    if len(on_file) == 1:
        return next(iter(on_file)), KNOWN
    if len(on_file) > 1:
        return f"N:{name}", AMBIGUOUS
    used = codes.get(name, set())
    if len(used) == 1:
        return f"C:{next(iter(used))}", NEW
    return f"N:{name}", AMBIGUOUS if used else NEW


def _coded_first(parties: set[str]) -> set[str]:
    """A name that was filed without a code and later with one is the one customer that has the code."""
    return {party for party in parties if party.startswith("C:")} or parties


def _filed(ledger: Ledger, naming: Naming, names: set[str], codes: set[str]) -> _Filed:
    by_name: defaultdict[str, set[str]] = defaultdict(set)
    parties: set[str] = set()
    if ledger.one("SELECT 1 FROM alias WHERE kind = ? LIMIT 1", (naming.table,)) is None:
        return _Filed(by_name, parties)
    for name, party in ledger.rows_in(
        "SELECT name_key, party FROM alias WHERE kind = ? AND name_key IN (?*)", names, [naming.table]
    ):
        by_name[str(name)].add(str(party))
    for (key,) in ledger.rows_in(
        "SELECT DISTINCT name_key FROM alias WHERE kind = ? AND name_key IN (?*)",
        {f"#{code}" for code in codes - {""}},
        [naming.table],
    ):
        parties.add(f"C:{str(key)[1:]}")
    return _Filed(by_name, parties)


def _codes_in_use(ledger: Ledger, naming: Naming, names: set[str]) -> dict[str, set[str]]:
    """The codes that stand beside a name somewhere in the books."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, code in ledger.rows_in(
        f"SELECT name_key, code_key FROM {naming.table} AS said WHERE code_key <> '' AND "
        f"EXISTS (SELECT 1 FROM {naming.standing}) AND name_key IN (?*)",
        names,
    ):
        found[str(name)].add(str(code))
    return found


def _forget_shared(ledger: Ledger, naming: Naming, codes: dict[str, set[str]]) -> None:
    """Leave out names without specification and colour that several products on file bear with theirs.

    That a paper has one of them beside a code says nothing of the others.
    """
    if naming is not PRODUCTS:
        return
    asked = "SELECT count(DISTINCT party) FROM alias WHERE kind = 'item' AND name_key BETWEEN ? AND ?"
    for name in [one for one in codes if one == bare_item_key(one)]:
        begun = name.removesuffix("|")
        if (ledger.one(asked, (begun, f"{begun}\U0010ffff")) or (0,))[0] > 1:
            del codes[name]


def names_in(cells: Iterable[object]) -> list[str]:
    """The names that the cells of a customer's row give; one cell may list several."""
    return [part for cell in cells if cell for part in str(cell).replace("；", ";").replace("、", ";").split(";")]


def aliases_of(code: str, names: Iterable[str]) -> list[tuple[str, str]]:
    """(name key, party) for a row of master data: its code as "#CODE", and each of its names."""
    keys = [key for key in (name_key(name) for name in names) if key]
    own = code_key(code)
    party = f"C:{own}" if own else f"N:{keys[0]}" if keys else ""
    if not party:
        return []
    made = [(key, party) for key in dict.fromkeys(keys)]
    return [*([(f"#{own}", party)] if own else []), *made]
