"""What changed → everything that follows from it: what stands, who is meant, which order, what is posted."""

from __future__ import annotations

from collections.abc import Iterable

from neiqin_xl import words
from neiqin_xl.ledger import identity
from neiqin_xl.ledger.claims import reclaimed
from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.hand import InHand
from neiqin_xl.ledger.in_doubt import keep_back
from neiqin_xl.ledger.lacking import Priced
from neiqin_xl.ledger.links import relink
from neiqin_xl.ledger.openings import OPENING, lines_of_opened
from neiqin_xl.ledger.postings import Defaults, repost
from neiqin_xl.ledger.promised import days_of_replied
from neiqin_xl.ledger.slip_returns import lines_of_returned
from neiqin_xl.ledger.stale import ORDER_BOOK, note_stale
from neiqin_xl.ledger.standing import Change, refold
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Basis

_BASIS = "receivable_from"


def derive(ledger: Ledger, groups: Iterable[str], defaults: Defaults, just_stored: Iterable[Stored] = ()) -> Change:
    """Recompute all that depends on the papers of these group keys, and note what is out of date because of it.

    What was done to whom is returned. Papers that were `just_stored` need not be read again.
    """
    in_hand = InHand(just_stored)
    # Aliases go with the rows of master data that declare them: the names that lose one are asked for before.
    wanted = sorted(set(groups))
    before = _alias_names(ledger, wanted)
    change = refold(ledger, wanted, defaults.currency, in_hand)
    master_changed = any(group.split("|", 1)[0] in ("customer", "product") for group in wanted)
    names = _union(before, _alias_names(ledger, wanted)) if master_changed else {}
    if "mention" in names:
        # Whether two papers of one number mean one customer may be clearer now.
        again = _shared_groups(ledger, names["mention"]) - set(wanted)
        second = refold(ledger, sorted(again), defaults.currency, in_hand)
        change.dates |= second.dates
        change.orders |= second.orders
        change.removed += second.removed
        change.added += second.added
        change.fates.update(second.fates)
        change.states.update(second.states)
    moved = change.removed + change.added
    renamed = _resolve(ledger, change, names)
    lines = {row[0] for row in change.added}
    touched_rows = [*moved, *_rows_of(ledger, renamed)]
    relinked = relink(ledger, touched_rows, renamed["mention"], renamed["item"], in_hand)
    lines |= relinked.lines
    posting = {name for name, kind in ledger.kinds.items() if kind.posts}
    lines |= {row[0] for row in touched_rows if row[1] in posting}
    lines |= _repriced(ledger, moved)
    lines |= _naming_slips(ledger, lines, moved)
    if defaults.basis is Basis.SIGNED:
        lines |= lines_of_returned(ledger, moved)
    if any(row[1] == OPENING for row in touched_rows):
        lines |= lines_of_opened(ledger, touched_rows, renamed["mention"])
    claims = reclaimed(ledger, wanted, touched_rows)
    lines |= claims.lines
    reposted = repost(ledger, lines, defaults, in_hand)
    kept = keep_back(ledger, wanted, change.removed, lines, defaults, in_hand)
    change.waiting, change.freed = kept.waiting, kept.freed
    change.dates |= reposted.days | kept.days | days_of_replied(ledger, moved)
    if reposted.lost:
        change.unposted |= reposted.lost - {row[0] for row in moved}
    change.unclear, change.lent = reposted.unclear, reposted.lent
    places = _places(ledger, touched_rows, reposted.altered | kept.altered)
    if claims.shown:
        places.setdefault(words.ALLOCATION.key, set()).update(claims.shown)
    change.orders |= relinked.orders.union(row[0] for row in touched_rows if row[1] == "order")
    note_stale(ledger, places, change.dates, {**places, ORDER_BOOK: change.orders})
    return change


def basis_of(ledger: Ledger) -> Basis:
    """From when customers owe in these books as they stand."""
    return Basis(ledger.meta(_BASIS) or Basis.SHIPMENT.value)


def is_of_another_basis(ledger: Ledger, defaults: Defaults) -> bool:
    """Whether the books were derived while the settings said otherwise from when customers owe."""
    return basis_of(ledger) is not defaults.basis


def rebuild(ledger: Ledger, defaults: Defaults) -> None:
    """Forget everything derived and compute it from the facts again."""
    ledger.set_meta(_BASIS, defaults.basis.value)
    ledger.forget()
    # What is remembered of published workbooks goes too: they are written whole, whatever comes out otherwise.
    for table in ("standing", "posting", "link", "alias", "paper_state", "master", "open_line", "day_sum"):
        ledger.execute(f"DELETE FROM {table}")
    for kind in ledger.kinds:
        ledger.execute(f"DELETE FROM line_{kind} WHERE composed = 1")
    ledger.execute("UPDATE mention SET party = '', state = ''")
    ledger.execute("UPDATE item SET party = '', state = ''")
    derive(ledger, [row[0] for row in ledger.rows("SELECT DISTINCT group_key FROM paper")], defaults)


Names = dict[str, set[str]]


def _union(one: Names, other: Names) -> Names:
    return {kind: one.get(kind, set()) | other.get(kind, set()) for kind in {*one, *other}}


def _alias_names(ledger: Ledger, groups: list[str]) -> Names:
    masters = [group for group in groups if group.split("|", 1)[0] in ("customer", "product")]
    found: Names = {}
    for kind, name in ledger.rows_in(
        "SELECT DISTINCT alias.kind, alias.name_key FROM alias JOIN standing ON standing.line = alias.line "
        "WHERE standing.group_key IN (?*)",
        masters,
    ):
        found.setdefault(kind, set()).add(name)
    return found


def _shared_groups(ledger: Ledger, names: set[str]) -> set[str]:
    """Groups of several papers in which somebody of these names appears."""
    mentions = [row[0] for row in ledger.rows_in("SELECT id FROM mention WHERE name_key IN (?*)", names)]
    groups = {row[0] for row in ledger.rows_in("SELECT DISTINCT group_key FROM paper WHERE mention IN (?*)", mentions)}
    return {
        row[0]
        for row in ledger.rows_in(
            "SELECT group_key FROM paper WHERE group_key IN (?*) GROUP BY group_key HAVING count(*) > 1", groups
        )
    }


def _resolve(ledger: Ledger, change: Change, names: Names) -> dict[str, dict[int, str]]:
    """Recompute who is meant; by standing column, the ids whose meaning changed and what they meant before."""
    changed: dict[str, dict[int, str]] = {}
    for naming, at in ((identity.CUSTOMERS, 6), (identity.PRODUCTS, 7)):
        codes = {name[1:] for name in names.get(naming.table, ()) if name.startswith("#")}
        coded = {row[0] for row in ledger.rows_in(f"SELECT id FROM {naming.table} WHERE code_key IN (?*)", codes)}
        gone, come = ({row[at] for row in rows} for rows in (change.removed, change.added))
        changed[naming.column] = identity.resolve_moved(ledger, naming, gone, come, names.get(naming.table, ()), coded)
    return changed


def _rows_of(ledger: Ledger, renamed: dict[str, dict[int, str]]) -> list[Row]:
    from neiqin_xl.ledger.standing import STANDING_COLUMNS

    found: dict[int, Row] = {}
    for column, ids in renamed.items():
        for row in ledger.rows_in(f"SELECT {STANDING_COLUMNS} FROM standing WHERE {column} IN (?*)", ids):
            found[row[0]] = row
    return list(found.values())


def _places(ledger: Ledger, rows: list[Row], lines: set[int]) -> dict[str, set[int]]:
    """The positions, by type, of these rows of `standing`, gone ones among them, and of these lines."""
    found = {name: {row[4] for row in rows if row[1] == name} for name in {row[1] for row in rows}}
    others = lines.difference(row[0] for row in rows) if lines else lines
    for name, position in ledger.rows_in("SELECT type, position FROM standing WHERE line IN (?*)", others):
        found.setdefault(name, set()).add(position)
    return found


def _repriced(ledger: Ledger, moved: list[Row]) -> set[int]:
    """Lines that have no price, or one from the list, of products whose list changed."""
    products = {row[7] for row in moved if row[1] == "product"}
    return {
        row[0]
        for row in ledger.rows_in(
            "SELECT posting.line FROM item CROSS JOIN standing ON standing.item = item.id "
            "CROSS JOIN posting ON posting.line = standing.line WHERE posting.priced IN "
            f"({int(Priced.NOT)}, {int(Priced.LIST)}) AND item.party IN (SELECT party FROM item WHERE id IN (?*))",
            products,
        )
    }


def _naming_slips(ledger: Ledger, lines: set[int], moved: list[Row]) -> set[int]:
    """Returns that name a slip whose lines are posted anew: their price may be the slip's."""
    slips = {str(row[10]) for row in moved if row[1] == "shipment" and row[10]}
    slips |= {
        row[0]
        for row in ledger.rows_in(
            "SELECT DISTINCT slip_key FROM standing "
            "WHERE +type = 'shipment' AND +slip_key IS NOT NULL AND line IN (?*)",
            lines - {row[0] for row in moved},
        )
    }
    named = [slip.replace("|own", "|named") for slip in slips]
    return {row[0] for row in ledger.rows_in("SELECT line FROM standing WHERE slip_key IN (?*)", named)}
