"""Lines that arrived and do not count."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.ledger.came_right import came_right
from neiqin_xl.ledger.documents import UNTOLD, WITHOUT_KEY
from neiqin_xl.ledger.double_candidates import lines_held
from neiqin_xl.ledger.doubles import DOUBTFUL, asked, undecided
from neiqin_xl.ledger.identity import AMBIGUOUS, NOBODY
from neiqin_xl.ledger.mentions import OF_PAPERS
from neiqin_xl.ledger.our_companies import COMPANY_LEFT_OUT
from neiqin_xl.ledger.replaced import took_their_place
from neiqin_xl.ledger.rows import Waiting
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.sheet_type import Accept, SheetType

_CONFLICTING = words.CONFLICTING.key
_BESIDE_ANOTHER = (_CONFLICTING, COMPANY_LEFT_OUT)
_UNCLEAR = f"mention.state IN ('{AMBIGUOUS}', '{NOBODY}')"


def waiting(ledger: Ledger) -> list[Waiting]:
    """Every line that arrived and does not count, unless a later paper of its number took its place, or it came right.

    Of a row of a list whose rows are papers, such as customers or prices: unless a later one says the same key.
    """
    found: list[Waiting] = []
    some_are_unclear = ledger.one(f"SELECT 1 FROM mention WHERE {_UNCLEAR} LIMIT 1") is not None
    for kind in ledger.kinds.values():
        rows = ledger.rows(
            f"SELECT line.id, paper.arrival, paper_state.state, paper_state.question, '{kind.name}', "
            "arrival.batch, arrival.name, paper.sheet, line.row, paper.number, "
            "coalesce(nullif(paper.customer_name, ''), paper.customer_code), paper.dated, paper_state.note, "
            f"{_worth(kind)} FROM paper_state JOIN paper ON paper.id = paper_state.paper JOIN arrival ON "
            "arrival.id = paper.arrival "
            f"JOIN {line_table(kind)} AS line ON line.paper = paper.id AND line.composed = 0 "
            f"WHERE paper.type = ? AND (paper_state.state IN {_BESIDE_ANOTHER} OR line.fit = 0) "
            f"{_unless_repeated(kind)}ORDER BY line.id",
            (kind.name,),
        )
        replaced = took_their_place(ledger, kind) if rows else set[int]()
        rows = [row for row in rows if row[0] not in replaced]
        held = {line: arrival for line, arrival, state, *_ in rows if state != _CONFLICTING}
        right = came_right(ledger, kind, held)
        for line, _, state, questions, *told in rows:
            if state == _CONFLICTING:
                found.append(Waiting(_CONFLICTING, *told)._replace(question=questions.split()[-1]))
            elif line not in right:
                found.append(Waiting("held", *told))
        if kind.posts and some_are_unclear:
            found += _unclear(ledger, kind.name)
    return found + _doubtful(ledger)


def _worth(kind: SheetType) -> str:
    """What a line says that it comes to in fen, and its currency, in SQL; nothing of papers that move nothing."""
    amounts = [f"line.{name}" for name in ("amount_incl", "amount") if kind.has(name)] if kind.posts else []
    if not amounts:
        return "NULL, ''"
    if kind.has("qty") and kind.has("unit_price_incl"):
        # Ten-thousandths times millionths, to fen.
        amounts.append("CAST(round(line.qty * 1.0 * line.unit_price_incl / 100000000) AS INTEGER)")
    amount = f"coalesce({', '.join(amounts)})" if len(amounts) > 1 else amounts[0]
    currency = "coalesce(line.currency, '')" if kind.has("currency") else "''"
    return f"{amount}, {currency}"


def _unless_repeated(kind: SheetType) -> str:
    """The condition that no later row that was accepted says the same key."""
    if kind.accept not in (Accept.ROW, Accept.TABLE):
        return ""
    keyless = " AND ".join(f"paper.group_key NOT LIKE '{kind.name}|%|{begin}%'" for begin in (UNTOLD, WITHOUT_KEY))
    return (
        f"AND NOT ({keyless} AND EXISTS (SELECT 1 FROM paper AS later JOIN paper_state AS said ON "
        "said.paper = later.id WHERE later.group_key = paper.group_key AND later.id > paper.id "
        "AND said.state = 'counted')) "
    )


def _doubtful(ledger: Ledger) -> list[Waiting]:
    """Payments and invoices that may be there already, while nobody said whether they are."""
    lines = lines_held(ledger)
    said = {line: asked(pair) for pair in undecided(ledger, lines) for line in pair.again.lines} if lines else {}
    rows = ledger.rows_in(
        "SELECT posting.line, posting.type, arrival.batch, arrival.name, paper.sheet, posting.row, paper.number, "
        "mention.name, posting.date FROM posting JOIN mention ON mention.id = posting.mention "
        "JOIN paper ON paper.id = posting.paper JOIN arrival ON arrival.id = paper.arrival "
        "WHERE posting.line IN (?*) ORDER BY posting.line",
        said,
    )
    return [Waiting._make((DOUBTFUL, *row[1:], said[row[0]], None, "", "")) for row in rows]


def _unclear(ledger: Ledger, type_name: str) -> list[Waiting]:
    kind = ledger.kinds[type_name]
    return [
        Waiting(*row)
        for row in ledger.rows(
            f"SELECT mention.state, '{type_name}', arrival.batch, arrival.name, paper.sheet, "
            "line.row, paper.number, "
            f"paper.customer_name, paper.dated, '', {_worth(kind)} FROM mention CROSS JOIN {OF_PAPERS} "
            f"JOIN {line_table(kind)} AS line ON line.id = standing.line JOIN arrival ON arrival.id = paper.arrival "
            f"WHERE {_UNCLEAR} AND paper.mention = mention.id AND paper.type = ? AND NOT EXISTS "
            "(SELECT 1 FROM posting WHERE posting.line = standing.line) ORDER BY standing.position",
            (type_name,),
        )
    ]
