"""What changed → everything that follows from it: what stands, who is meant, which order, what is posted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from neiqin_xl import words
from neiqin_xl.ledger.claims import reclaimed
from neiqin_xl.ledger.conflicts import groups_answered
from neiqin_xl.ledger.converted import recounted_with
from neiqin_xl.ledger.documents import company_key
from neiqin_xl.ledger.double_candidates import lines_held
from neiqin_xl.ledger.facts import Stored
from neiqin_xl.ledger.hand import InHand
from neiqin_xl.ledger.identity import CUSTOMERS, PRODUCTS, resolve_moved
from neiqin_xl.ledger.in_doubt import keep_back
from neiqin_xl.ledger.keys import bare_item_key
from neiqin_xl.ledger.left_out_units import lines_without_unit
from neiqin_xl.ledger.links import relink
from neiqin_xl.ledger.mentions import OF_PAPERS
from neiqin_xl.ledger.named_slips import naming_slips
from neiqin_xl.ledger.openings import OPENING, lines_of_opened
from neiqin_xl.ledger.order_book import delivered
from neiqin_xl.ledger.our_companies import families, with_families
from neiqin_xl.ledger.owed import is_anything_frozen, listed_amounts, owed_by
from neiqin_xl.ledger.postings import Defaults, defaults_of, repost
from neiqin_xl.ledger.priced import OF_THE_LIST
from neiqin_xl.ledger.promised import days_of_replied
from neiqin_xl.ledger.slip_returns import lines_of_returned
from neiqin_xl.ledger.stale import ORDER_BOOK, note_stale
from neiqin_xl.ledger.standing import STANDING_COLUMNS, Change, refold
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Basis
from neiqin_xl.settings import Settings

_BASIS, _COMPANY, _CURRENCY = "receivable_from", "company", "currency"


def derive(ledger: Ledger, groups: Iterable[str], defaults: Defaults, just_stored: Sequence[Stored] = ()) -> Change:
    """Recompute all that depends on the papers of these group keys, and note what is out of date because of it.

    What was done to whom is returned. Papers that were `just_stored`, in that order, need not be read again.
    """
    in_hand = InHand(just_stored)
    # Aliases go with the rows of master data that declare them: the names that lose one are asked for before.
    wanted = sorted(set(groups) if defaults.company else with_families(ledger, groups))
    before = _alias_names(ledger, wanted)
    change = refold(ledger, wanted, defaults.company, defaults.currency, in_hand)
    master_changed = any(group.split("|", 1)[0] in ("customer", "product") for group in wanted)
    names = _union(before, _alias_names(ledger, wanted)) if master_changed else {}
    again = groups_answered(ledger, wanted)
    if "mention" in names:
        # Whether two papers of one number mean one customer may be clearer now.
        again |= _shared_groups(ledger, names["mention"], defaults.company)
    if again := again.difference(wanted):
        again = again if defaults.company else with_families(ledger, again)
        second = refold(ledger, sorted(again), defaults.company, defaults.currency, in_hand)
        change.dates |= second.dates
        change.owed |= second.owed
        change.orders |= second.orders
        change.removed += second.removed
        change.added += second.added
        change.composed.update(second.composed)
        change.doubled |= second.doubled
        change.fates.update(second.fates)
        change.states.update(second.states)
        change.questions.update(second.questions)
    renamed = _resolve(ledger, change, names)
    folded = change.removed + change.added
    others = folded + _rows_of(ledger, renamed)
    moved, touched = _by_type(change.entered, folded), _by_type(change.entered, others)
    relinked = relink(ledger, touched, renamed["mention"], renamed["item"], in_hand)
    # Beside the new papers' own lines.
    lines = relinked.lines.union(row[0] for row in others if ledger.kinds[row[1]].posts)
    repriced = _repriced(ledger, moved[words.PRODUCT.key]) | _priced_for(ledger, moved[words.CUSTOMER.key])
    # What was delivered of an order may be priced by it.
    lines |= repriced.union(row[0] for row in delivered(ledger, repriced))
    recounted = recounted_with(ledger, (row[7] for row in moved[words.PRODUCT.key]))
    lines |= recounted.keys()
    lines |= lines_without_unit(ledger, (row[7] for row in moved[words.PRODUCT.key]))
    lines |= naming_slips(ledger, lines, moved[words.SHIPMENT.key])
    if defaults.basis is Basis.SIGNED:
        lines |= lines_of_returned(ledger, moved[words.SLIP_RETURN.key])
    # One that is only said again may count from now on before what another one said in between.
    opened = touched[OPENING] + _said_by(ledger, OPENING, {*wanted, *again})
    if opened:
        lines |= lines_of_opened(ledger, opened, renamed["mention"])
    claims = reclaimed(ledger, wanted, renamed[CUSTOMERS.column], are_opened=bool(opened))
    lines |= claims.lines
    # What is frozen of papers that are not in hand may count otherwise, too.
    elsewhere = lines.difference(row[0] for row in folded) if is_anything_frozen(ledger) else set[int]()
    owed, listed = owed_by(ledger, elsewhere), listed_amounts(ledger, repriced)
    held = lines_held(ledger) if lines else set[int]()
    reposted = repost(ledger, lines, defaults, in_hand, renamed[CUSTOMERS.column])
    change.owed |= {row[:-1] for row in owed ^ owed_by(ledger, elsewhere)}
    now = listed_amounts(ledger, listed)
    change.repriced = {line: (fen, now[line]) for line, fen in listed.items() if now.get(line, fen) != fen}
    kept = keep_back(ledger, wanted, change.removed, lines, defaults, in_hand)
    change.waiting, change.freed = kept.waiting, kept.freed
    change.doubted = lines & kept.waiting.keys() - held - {row[0] for row in folded}
    change.dates |= reposted.days | kept.days | days_of_replied(ledger, moved[words.REPLY_DATE.key])
    if reposted.lost:
        change.unposted |= reposted.lost - {row[0] for row in folded}
    change.unclear, change.lent = reposted.unclear, reposted.lent
    altered = (reposted.altered | kept.altered).difference(row[0] for row in others)
    places = _places(ledger, touched, altered)
    if claims.shown:
        places.setdefault(words.ALLOCATION.key, set()).update(claims.shown)
    change.orders |= relinked.orders.union(row[0] for row in touched[words.ORDER.key]).union(recounted.values())
    note_stale(ledger, places, change.dates, {**places, ORDER_BOOK: change.orders})
    return change


def _by_type(entered: Mapping[str, Sequence[Row]], others: Iterable[Row]) -> defaultdict[str, list[Row]]:
    """Rows of `standing` by their type, `entered` being so already."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    found.update((name, list(rows)) for name, rows in entered.items())
    for row in others:
        found[row[1]].append(row)
    return found


def derived_with(ledger: Ledger) -> Defaults:
    """What papers that do not say it mean in these books as they stand, and from when customers owe."""
    plain = defaults_of(Settings())
    return Defaults(
        ledger.meta(_COMPANY) or plain.company,
        ledger.meta(_CURRENCY) or plain.currency,
        Basis(ledger.meta(_BASIS) or plain.basis.value),
    )


def rebuild(ledger: Ledger, defaults: Defaults) -> None:
    """Forget everything derived and compute it from the facts again."""
    for name, value in ((_COMPANY, defaults.company), (_CURRENCY, defaults.currency), (_BASIS, defaults.basis.value)):
        ledger.set_meta(name, value)
    _key_anew(ledger, defaults.company)
    ledger.forget()
    # What is remembered of published workbooks goes too: they are written whole, whatever comes out otherwise.
    for table in ("standing", "posting", "link", "alias", "paper_state", "master", "open_line", "day_sum", "converted"):
        ledger.execute(f"DELETE FROM {table}")
    for kind in ledger.kinds:
        ledger.execute(f"DELETE FROM line_{kind} WHERE composed = 1")
    ledger.execute("UPDATE mention SET party = '', state = ''")
    ledger.execute("UPDATE item SET party = '', state = ''")
    derive(ledger, [row[0] for row in ledger.rows("SELECT DISTINCT group_key FROM paper")], defaults)


def _key_anew(ledger: Ledger, company: str) -> None:
    """Papers that name the company which is now the default share their keys with those that name none."""
    moved = []
    for paper, key, said in ledger.rows("SELECT id, group_key, company FROM paper WHERE company <> ''"):
        kind, _, rest = key.split("|", 2)
        meant = f"{kind}|{company_key(said, company)}|{rest}"
        moved.append((meant, paper, meant))
    ledger.connection.executemany("UPDATE paper SET group_key = ? WHERE id = ? AND group_key <> ?", moved)


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
    if products := found.get(PRODUCTS.table):
        # What a name means that has no specification is a matter of all that are on file under it.
        products |= {bare_item_key(name) for name in products if not name.startswith("#")}
    return found


def _shared_groups(ledger: Ledger, names: set[str], company: str) -> set[str]:
    """Groups of several papers in which somebody of these names appears.

    Without a `company` of the settings those that are the same but for our company go together.
    """
    mentions = [row[0] for row in ledger.rows_in("SELECT id FROM mention WHERE name_key IN (?*)", names)]
    groups = {row[0] for row in ledger.rows_in("SELECT DISTINCT group_key FROM paper WHERE mention IN (?*)", mentions)}
    related = [] if company else families(with_families(ledger, groups))
    return (
        set[str]()
        .union(*related)
        .union(
            row[0]
            for row in ledger.rows_in(
                "SELECT group_key FROM paper WHERE group_key IN (?*) GROUP BY group_key HAVING count(*) > 1", groups
            )
        )
    )


def _resolve(ledger: Ledger, change: Change, names: Names) -> dict[str, dict[int, str]]:
    """Recompute who is meant; by standing column, the ids whose meaning changed and what they meant before."""
    changed: dict[str, dict[int, str]] = {}
    for naming, at in ((CUSTOMERS, 6), (PRODUCTS, 7)):
        codes = {name[1:] for name in names.get(naming.table, ()) if name.startswith("#")}
        coded = {row[0] for row in ledger.rows_in(f"SELECT id FROM {naming.table} WHERE code_key IN (?*)", codes)}
        gone = {row[at] for row in change.removed}
        come = {row[at] for rows in (change.added, *change.entered.values()) for row in rows}
        changed[naming.column] = resolve_moved(ledger, naming, gone, come, names.get(naming.table, ()), coded)
    return changed


def _rows_of(ledger: Ledger, renamed: dict[str, dict[int, str]]) -> list[Row]:
    asked = f"SELECT {STANDING_COLUMNS} FROM standing WHERE"
    named = f"SELECT standing.line FROM {OF_PAPERS} WHERE paper.mention IN (?*)"
    rows = ledger.rows_in(f"{asked} line IN ({named})", renamed[CUSTOMERS.column])
    rows += ledger.rows_in(f"{asked} item IN (?*)", renamed[PRODUCTS.column])
    return list({row[0]: row for row in rows}.values())


def _said_by(ledger: Ledger, kind: str, groups: Iterable[str]) -> list[Row]:
    """The rows of `standing` that papers of a type with these keys come to."""
    own = [group for group in groups if group.startswith(f"{kind}|")]
    return ledger.rows_in(f"SELECT {STANDING_COLUMNS} FROM standing WHERE group_key IN (?*)", own) if own else []


def _places(ledger: Ledger, touched: Mapping[str, Sequence[Row]], lines: Iterable[int]) -> dict[str, set[int]]:
    """The positions, by type, of these rows of `standing`, gone ones among them, and of these lines."""
    found = {name: {row[4] for row in rows} for name, rows in touched.items() if rows}
    for name, position in ledger.rows_in("SELECT type, position FROM standing WHERE line IN (?*)", lines):
        found.setdefault(name, set()).add(position)
    return found


def _repriced(ledger: Ledger, moved: Iterable[Row]) -> set[int]:
    """Lines of products whose list changed by these rows of `standing`.

    Those that have no price, or one to which the list has something to say.
    """
    products = {row[7] for row in moved}
    return {
        row[0]
        for row in ledger.rows_in(
            "SELECT posting.line FROM item CROSS JOIN standing ON standing.item = item.id "
            "CROSS JOIN posting ON posting.line = standing.line WHERE posting.priced IN "
            f"{OF_THE_LIST} AND item.party IN (SELECT party FROM item WHERE id IN (?*))",
            products,
        )
    }


def _priced_for(ledger: Ledger, moved: Iterable[Row]) -> set[int]:
    """Lines of customers whose rows in the list of customers changed: by them the price list knows whom it is for."""
    return {
        row[0]
        for row in ledger.rows_in(
            "SELECT posting.line FROM alias CROSS JOIN mention ON mention.party = alias.party "
            f"CROSS JOIN {OF_PAPERS} CROSS JOIN posting ON posting.line = standing.line "
            f"WHERE paper.mention = mention.id AND alias.kind = '{CUSTOMERS.table}' "
            f"AND posting.priced IN {OF_THE_LIST} AND alias.line IN (?*)",
            {row[0] for row in moved},
        )
    }
