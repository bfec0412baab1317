"""The books: the questions that reports, masters and people ask of the ledger. Read only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from neiqin_xl import money, words
from neiqin_xl.ledger.identity import AMBIGUOUS, KNOWN, NOBODY
from neiqin_xl.ledger.rows import Item, OrderLine, Party, Posting, Waiting
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.posting import Measure

_KEYS = {
    "measure": "posting.measure",
    "day": "posting.date",
    "month": "substr(posting.date, 1, 7)",
    "customer": "mention.party",
    "product": "item.party",
    "salesperson": "coalesce(nullif(posting.salesperson, ''), seller.salesperson, '')",
    "office": "posting.office",
    "unit": "posting.unit",
    "currency": "posting.currency",
    "company": "posting.company",
    "type": "posting.type",
    "number": "paper.number",
}
_MENTION = "JOIN mention ON mention.id = posting.mention "
_ITEM = "JOIN item ON item.id = posting.item "
_PAPER = "JOIN paper ON paper.id = posting.paper "
# A paper that names no salesperson is the one's who looks after the customer.
_SELLER = (
    "LEFT JOIN (SELECT alias.party AS party, max(line_customer.salesperson) AS salesperson FROM alias "
    "JOIN line_customer ON line_customer.id = alias.line WHERE alias.kind = 'mention' GROUP BY alias.party) AS seller "
    "ON seller.party = mention.party "
)
_JOINS = {"customer": (_MENTION,), "product": (_ITEM,), "number": (_PAPER,), "salesperson": (_MENTION, _SELLER)}
_EVERYTHING = f"FROM posting {_MENTION}{_ITEM}{_PAPER}{_SELLER}"
LEADING = 11


def _from(*named: str) -> str:
    """The postings with what the named keys need beside them."""
    joins = dict.fromkeys(join for name in named for join in _JOINS.get(name, ()))
    return f"FROM posting {''.join(joins)}"


def _measures(measures: Measure | Iterable[Measure]) -> list[str]:
    return [measures.value] if isinstance(measures, Measure) else [one.value for one in measures]


class Books:
    """What stands in the ledger, as of `today`. Quantities are × 10^4, amounts fen, dates ISO text."""

    def __init__(self, ledger: Ledger, today: date, *, company: str = "", currency: str = "CNY") -> None:
        """`company` and `currency` are those of papers that name none."""
        self.ledger, self.today = ledger, today
        self.company, self.currency = company, currency

    def sums(
        self,
        measures: Measure | Iterable[Measure],
        since: date | None = None,
        before: date | None = None,
        by: Sequence[str] = (),
        company: str | None = None,
    ) -> list[Row]:
        """(key values in the order of `by` …, quantity, amount), a row for each combination that occurs, sorted.

        `by` names: measure, day, month, customer, product, salesperson, office, unit, currency, company, type, number.
        """
        keys = [_KEYS[name] for name in by]
        where, values = self._where(_measures(measures), since, before)
        if company is not None:
            where, values = f"{where} AND posting.company = ?", [*values, company]
        listed = ", ".join(keys)
        grouped = f"GROUP BY {listed} ORDER BY {listed}" if keys else ""
        selected = f"{listed}, " if keys else ""
        return self.ledger.rows(
            f"SELECT {selected}coalesce(sum(posting.quantity), 0), coalesce(sum(posting.amount), 0) "
            f"{_from(*by)}{where} {grouped}",
            values,
        )

    def counts(
        self,
        measures: Measure | Iterable[Measure],
        of: str,
        since: date | None = None,
        before: date | None = None,
        by: Sequence[str] = (),
    ) -> list[Row]:
        """(key values in the order of `by` …, how many different), where `of` is customer, product, document or day."""
        counted = {"document": "posting.paper", **_KEYS}[of]
        keys = [_KEYS[name] for name in by]
        where, values = self._where(_measures(measures), since, before)
        listed = ", ".join(keys)
        grouped = f"GROUP BY {listed} ORDER BY {listed}" if keys else ""
        selected = f"{listed}, " if keys else ""
        return self.ledger.rows(f"SELECT {selected}count(DISTINCT {counted}) {_from(of, *by)}{where} {grouped}", values)

    def unpriced(
        self,
        measures: Measure | Iterable[Measure],
        since: date | None = None,
        before: date | None = None,
        by: Sequence[str] = (),
    ) -> list[Row]:
        """(key values in the order of `by` …, how many lines count with their quantity but have no price yet)."""
        listed = ", ".join(_KEYS[name] for name in by)
        where, values = self._where(_measures(measures), since, before)
        grouped = f"GROUP BY {listed} ORDER BY {listed}" if by else ""
        selected = f"{listed}, " if by else ""
        return self.ledger.rows(
            f"SELECT {selected}count(*) {_from(*by)}{where} AND posting.priced <= 0 {grouped}", values
        )

    def lines(
        self,
        measures: Measure | Iterable[Measure],
        since: date | None = None,
        before: date | None = None,
        customer: str | None = None,
    ) -> list[Posting]:
        """Every posting of the period by date, customer, paper and line."""
        where, values = self._where(_measures(measures), since, before)
        if customer is not None:
            where, values = f"{where} AND mention.party = ?", [*values, customer]
        order_no = "substr(standing.order_key, instr(standing.order_key, '|') + 1)"
        return [
            Posting(*row)
            for row in self.ledger.rows(
                "SELECT posting.measure, posting.date, posting.company, posting.currency, mention.party, item.party, "
                f"{_KEYS['salesperson']}, posting.office, posting.unit, posting.quantity, posting.amount, "
                "posting.priced > 0, "
                f"posting.type, paper.number, {order_no}, posting.line, arrival.name, paper.sheet, posting.row "
                f"{_EVERYTHING} JOIN standing ON standing.line = posting.line JOIN arrival "
                "ON arrival.id = paper.arrival "
                f"{where} ORDER BY posting.date, mention.party, posting.type DESC, paper.number, standing.position",
                values,
            )
        ]

    def _where(self, measures: list[str], since: date | None, before: date | None) -> tuple[str, list[object]]:
        where = f"WHERE posting.measure IN ({', '.join('?' * len(measures))})"
        values: list[object] = [*measures]
        if since is not None:
            where, values = f"{where} AND posting.date >= ?", [*values, since.isoformat()]
        if before is not None:
            where, values = f"{where} AND posting.date < ?", [*values, before.isoformat()]
        return where, values

    def span(self, measure: Measure) -> tuple[date, date] | None:
        """The first and the last day on which the measure has postings."""
        row = self.ledger.one("SELECT min(date), max(date) FROM posting WHERE measure = ?", (measure.value,))
        if row is None or row[0] is None:
            return None
        return date.fromisoformat(row[0][:10]), date.fromisoformat(row[1][:10])

    def customers(self) -> dict[str, Party]:
        """Every customer with a paper or a row in the customer file, by id."""
        made: dict[str, Party] = {}
        for party, code, name, state in self.ledger.rows(
            "SELECT party, code, name, state FROM mention WHERE party <> '' AND "
            "EXISTS (SELECT 1 FROM standing WHERE standing.mention = mention.id) ORDER BY party, "
            "length(name), name, code"
        ):
            # The fullest name wins, whatever the order in which they arrived.
            made[party] = Party(party, code or (made[party].code if party in made else ""), name or party[2:], "",
                                state == KNOWN, "", "", "", "")  # fmt: skip
        for party, code, name, short, salesperson, settle, contact, phone in self.ledger.rows(
            "SELECT alias.party, customer_code, customer_name, customer_short_name, salesperson, "
            "settle_type, contact, phone "
            "FROM alias JOIN line_customer ON line_customer.id = alias.line WHERE alias.kind = 'mention' "
            "GROUP BY alias.line ORDER BY alias.line"
        ):
            made[party] = Party(party, code or "", name or "", short or "", True, salesperson or "", settle or "",
                                contact or "", phone or "")  # fmt: skip
        return made

    def products(self) -> dict[str, Item]:
        """Every product with a paper or a row in the price list, by id."""
        made: dict[str, Item] = {}
        for party, code, name, spec, unit, state in self.ledger.rows(
            "SELECT party, code, name, spec, unit, state FROM item WHERE party <> '' AND "
            "EXISTS (SELECT 1 FROM standing WHERE standing.item = item.id) "
            "ORDER BY party, length(name) + length(spec), name, spec, unit"
        ):
            made[party] = Item(party, code, name or code, spec, unit, state == KNOWN)
        for party, code, name, spec, unit in self.ledger.rows(
            "SELECT alias.party, product_code, product_name, spec, unit FROM alias "
            "JOIN line_product ON line_product.id = alias.line WHERE alias.kind = 'item' "
            "GROUP BY alias.line ORDER BY coalesce(valid_from, ''), alias.line"
        ):
            made[party] = Item(party, code or "", name or code or "", spec or "", unit or "", True)
        return made

    def order_lines(
        self,
        since: date | None = None,
        before: date | None = None,
        customer: str | None = None,
        *,
        open_only: bool = False,
    ) -> list[OrderLine]:
        """Order lines that stand, by order date and entry, with what was shipped on them (domain.md §4.5)."""
        where, values = self._where([Measure.ORDERED.value], since, before)
        if customer is not None:
            where, values = f"{where} AND mention.party = ?", [*values, customer]
        moved = (
            "SELECT link.order_line AS order_line, sum(CASE moved.measure WHEN 'shipped' THEN "
            "moved.quantity ELSE 0 END) AS "
            "shipped, sum(CASE moved.measure WHEN 'reopened' THEN moved.quantity ELSE 0 END) AS reopened, "
            "max(CASE moved.measure WHEN 'shipped' THEN moved.date END) AS last_date, max(link.level) AS level "
            "FROM link JOIN posting AS moved ON moved.line = link.line AND moved.measure IN ('shipped', 'reopened') "
            "GROUP BY link.order_line"
        )
        rows = self.ledger.rows(
            "SELECT posting.line, posting.company, posting.currency, paper.number, o.customer_po_no, o.line_no, "
            f"mention.party, item.party, {_KEYS['salesperson']}, posting.office, posting.date, o.required_date, "
            "o.promised_date, posting.unit, posting.quantity, moved.shipped, moved.reopened, "
            "o.closed_qty, posting.amount, "
            "o.unit_price_incl, moved.last_date, moved.level, arrival.name, paper.sheet, posting.row, "
            "posting.priced > 0 "
            f"{_EVERYTHING} JOIN line_order AS o ON o.id = posting.line JOIN standing ON "
            "standing.line = posting.line "
            "JOIN arrival ON arrival.id = paper.arrival "
            f"LEFT JOIN ({moved}) AS moved ON moved.order_line = posting.line {where} "
            "ORDER BY posting.date, paper.number, standing.position",
            values,
        )
        made = (_order_line(row) for row in rows)
        return [one for one in made if one.open > 0] if open_only else list(made)

    def master_years(self, type_name: str) -> list[int]:
        """The years for which a type's master has rows, ascending; [0] for master data and undated rows."""
        kind = self.ledger.kinds[type_name]
        if kind.dated is None:
            return [0]
        rows = self.ledger.rows(
            f"SELECT DISTINCT substr(line.{kind.dated}, 1, 4) FROM standing JOIN {line_table(kind)} AS line "
            f"ON line.id = standing.line WHERE standing.type = ?",
            (type_name,),
        )
        return sorted(int(row[0] or 0) for row in rows)

    def master_rows(self, type_name: str, year: int | None = None) -> Iterator[Row]:
        """The lines that stand, in order of entry.

        Each has `LEADING` values before the field values in the type's order: position, line id, revision, batch, file,
        sheet, row, status, the amount in fen for which it counts (None: it posts nothing), and the code and the name of
        the customer for whom. `year` limits them to papers dated in it (0: undated).
        """
        kind = self.ledger.kinds[type_name]
        fields = ", ".join(f'line."{one.name}"' for one in kind.fields)
        limit = ""
        if year is not None and kind.dated is not None:
            limit = f"AND coalesce(substr(line.{kind.dated}, 1, 4), '0') = '{year:d}'"
        # Without a price list at all, every product is new, which says nothing.
        filed = "mention.state = 'new'" + (" OR item.state = 'new'" if self._has_products() else "")
        status = (
            f"CASE WHEN mention.state IN ('{AMBIGUOUS}', '{NOBODY}') AND posting.line IS NULL "
            f"OR item.state = '{AMBIGUOUS}' THEN '{words.WAITING.shown}' "
            f"WHEN {filed} THEN '{words.TO_BE_FILED.shown}' ELSE '{words.ENTERED.shown}' END"
        )
        measure = kind.posts[0].measure.value if kind.posts else ""
        parties = self.customers() if kind.posts else {}
        for row in self.ledger.connection.execute(
            "SELECT standing.position, standing.line, standing.revision, arrival.batch, arrival.name, "
            f"paper.sheet, line.row, {status}, posting.amount, meant.party, {fields} "
            "FROM standing INDEXED BY standing_by_type_position "
            f"JOIN {line_table(kind)} AS line ON line.id = standing.line "
            "JOIN paper ON paper.id = standing.paper JOIN arrival ON arrival.id = paper.arrival "
            "LEFT JOIN mention ON mention.id = standing.mention LEFT JOIN item ON item.id = standing.item "
            "LEFT JOIN posting ON posting.line = standing.line AND posting.measure = ? "
            "LEFT JOIN mention AS meant ON meant.id = posting.mention "
            f"WHERE standing.type = ? {limit} ORDER BY standing.position",
            (measure, type_name),
        ):
            party = parties.get(row[9])
            code, name = (party.code, party.name) if party is not None else (None, None)
            yield (*row[:9], code or None, name, *row[10:])

    def _has_products(self) -> bool:
        return self.ledger.one("SELECT 1 FROM alias WHERE kind = 'item' LIMIT 1") is not None

    def master_fields(self, type_name: str) -> set[str]:
        """The fields of a type that hold a value in at least one line that stands."""
        kind = self.ledger.kinds[type_name]
        counted = ", ".join(f'count(line."{one.name}")' for one in kind.fields)
        row = self.ledger.one(
            f"SELECT {counted} FROM standing JOIN {line_table(kind)} AS line ON line.id = standing.line "
            "WHERE standing.type = ?",
            (type_name,),
        )
        return {one.name for one, count in zip(kind.fields, row or (), strict=True) if count}

    def line_counts(self) -> dict[str, int]:
        """How many lines stand, by type."""
        return dict(self.ledger.rows("SELECT type, count(*) FROM standing GROUP BY type ORDER BY type"))

    def waiting(self) -> list[Waiting]:
        """Every line that arrived and does not count, unless a later paper of its number took its place."""
        found: list[Waiting] = []
        for kind in self.ledger.kinds.values():
            for row in self.ledger.rows(
                f"SELECT paper_state.state, '{kind.name}', arrival.batch, arrival.name, paper.sheet, "
                "line.row, paper.number, "
                "coalesce(nullif(paper.customer_name, ''), paper.customer_code), paper.dated, paper_state.note "
                "FROM paper_state JOIN paper ON paper.id = paper_state.paper JOIN arrival ON "
                "arrival.id = paper.arrival "
                f"JOIN {line_table(kind)} AS line ON line.paper = paper.id AND line.composed = 0 "
                "WHERE paper.type = ? AND (paper_state.state = 'conflicting' OR line.fit = 0) AND NOT EXISTS ("
                "SELECT 1 FROM standing JOIN paper AS later ON later.id = standing.paper WHERE standing.group_key = "
                "paper.group_key AND later.id > paper.id AND paper.number <> '' AND paper_state.state = 'unfit') "
                "ORDER BY line.id",
                (kind.name,),
            ):
                state = row[0] if row[0] == "conflicting" else "held"
                found.append(Waiting(state, *row[1:]))
            if kind.posts:
                found += self._unclear(kind.name)
        return found

    def _unclear(self, type_name: str) -> list[Waiting]:
        kind = self.ledger.kinds[type_name]
        return [
            Waiting(*row)
            for row in self.ledger.rows(
                f"SELECT mention.state, '{type_name}', arrival.batch, arrival.name, paper.sheet, "
                "line.row, paper.number, "
                "paper.customer_name, paper.dated, '' FROM mention JOIN standing ON standing.mention = mention.id "
                f"JOIN {line_table(kind)} AS line ON line.id = standing.line JOIN paper ON paper.id = standing.paper "
                "JOIN arrival ON arrival.id = paper.arrival "
                f"WHERE mention.state IN ('{AMBIGUOUS}', '{NOBODY}') AND standing.type = ? AND NOT EXISTS "
                "(SELECT 1 FROM posting WHERE posting.line = standing.line) ORDER BY standing.position",
                (type_name,),
            )
        ]


def _order_line(row: Row) -> OrderLine:
    (line, company, currency, number, po, line_no, party, product, salesperson, office, day, required, promised, unit,
     ordered, shipped, reopened, closed, amount, price, last, level, file, sheet, at, priced) = row  # fmt: skip
    shipped, reopened, closed = shipped or 0, reopened or 0, closed or 0
    net = shipped - reopened
    still = max(0, ordered - closed - net)
    over = max(0, net - (ordered - closed))
    open_amount = money.half_up(amount * still, ordered) if ordered else 0
    return OrderLine(line, company, currency, number, po or "", line_no, party, product, salesperson, office, day,
                     required or "", promised or "", unit, ordered, shipped, reopened, closed, still, over, amount,
                     open_amount, price, last or "", level or "", file, sheet, at, bool(priced))  # fmt: skip
