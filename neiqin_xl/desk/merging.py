"""Tables of one arrival → facts in the ledger and the fate of every row, inside the caller's transaction."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial

from neiqin_xl import words
from neiqin_xl.desk.answers_told import STILL_ASKED, answered_otherwise, still_asked
from neiqin_xl.desk.as_it_stands import MISWRITTEN
from neiqin_xl.desk.asking import ask, asked_anew
from neiqin_xl.desk.claims_asked import TOO_MUCH, ask_about_claims
from neiqin_xl.desk.corrections_told import tell_of_corrections
from neiqin_xl.desk.customers_meant import customers_meant
from neiqin_xl.desk.goods_told_apart import GoodsToldApart
from neiqin_xl.desk.names_given_up import tell_of_names_given_up
from neiqin_xl.desk.on_file import ToBeFiled, on_file
from neiqin_xl.desk.our_companies import told_of_our_company
from neiqin_xl.desk.payments_claimed import TOO_LITTLE, tell_of_claims
from neiqin_xl.desk.prices_changed import tell_of_prices_changed
from neiqin_xl.desk.results import TableResult
from neiqin_xl.desk.stated import StatementsKnown
from neiqin_xl.desk.told_apart import ToldApart
from neiqin_xl.intake.judge import bad_rows, judge
from neiqin_xl.ledger.called_parties import parties_called
from neiqin_xl.ledger.conflicts import answers_to
from neiqin_xl.ledger.derive import derive
from neiqin_xl.ledger.documents import papers_of
from neiqin_xl.ledger.facts import Stored, record
from neiqin_xl.ledger.folded import DOUBLED
from neiqin_xl.ledger.identity import AMBIGUOUS
from neiqin_xl.ledger.like_customers import LikeCustomers
from neiqin_xl.ledger.our_companies import COMPANY_LEFT_OUT
from neiqin_xl.ledger.pack_sizes import packs_called
from neiqin_xl.ledger.postings import defaults_of
from neiqin_xl.ledger.standing import Change
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.finding import CONFLICT, ON_THE_LIST, Finding, Severity
from neiqin_xl.model.rule import Reference, everybody_is_known
from neiqin_xl.model.table import Table
from neiqin_xl.settings import Settings

FEWER_LINES, UNCLEAR_CUSTOMER, UNKNOWN_CUSTOMER, UNCLEAR_PRODUCT = "G102", "G103", "G104", "G105"
NO_LONGER_COUNTS, RENAMED_CUSTOMER = "G106", "G107"
ANSWERED_BEFORE = "G118"
_CONFLICTING = words.CONFLICTING.key
_TOLD = {_CONFLICTING: (CONFLICT, Severity.ERROR), DOUBLED: (ANSWERED_BEFORE, Severity.NOTE)}
_LEFT_OUT = frozenset({_CONFLICTING, DOUBLED, COMPANY_LEFT_OUT})
_NO_ANSWERS = frozenset({"W101", "W102", "W105"})  # rules/differences.py
ASKING = frozenset(
    {
        UNCLEAR_CUSTOMER,
        UNKNOWN_CUSTOMER,
        UNCLEAR_PRODUCT,
        NO_LONGER_COUNTS,
        TOO_MUCH,
        TOO_LITTLE,
        MISWRITTEN,
        STILL_ASKED,
        *ON_THE_LIST,
        *_NO_ANSWERS,
    }
)


@dataclass
class Merged:
    """The results by table, what the ledger changed, and papers of earlier arrivals that count from now on."""

    tables: list[TableResult]
    change: Change
    released: list[int] = field(default_factory=list)


def reference_of(settings: Settings, today: date, ledger: Ledger | None = None) -> Reference:
    """What papers are held against: settings and the day, and who is on file where there are books."""
    reference = Reference(
        today=today,
        go_live=settings.go_live,
        tax_rates=frozenset(settings.tax_rates),
        companies=frozenset(settings.companies),
        company=settings.company,
        currency=settings.currency,
        ourselves=frozenset({settings.company, *settings.companies} - {""}),
        staff=frozenset(settings.staff),
        warehouses=frozenset(settings.warehouses),
    )
    if ledger is None:
        return reference
    known_customer, known_product = on_file(ledger, "mention"), on_file(ledger, "item")
    return reference._replace(
        known_customer=known_customer,
        known_product=known_product,
        packs=partial(packs_called, ledger),
        stated=StatementsKnown(ledger),
        # Without a customer file nobody on it can be mixed up.
        told_apart=None if known_customer is everybody_is_known else ToldApart(ledger),
        goods_told_apart=None if known_product is everybody_is_known else GoodsToldApart(ledger),
        like_customers=LikeCustomers(ledger),
        whose=partial(customers_meant, ledger),
        to_be_filed=ToBeFiled(ledger),
        meant=partial(parties_called, ledger),
    )


def merge(
    ledger: Ledger,
    arrival: int,
    office: str,
    tables: Sequence[Table],
    *,
    settings: Settings,
    reference: Reference,
    at: str,
) -> Merged:
    """Judge and store the tables, and derive what follows. The caller holds the transaction."""
    results, stored = [], []
    judged = [
        (table, [*table.findings, *judge(table, reference), *contradicted])
        for table, contradicted in zip(tables, answered_otherwise(tables), strict=True)
    ]
    whole_file = settings.whole_file and any(
        finding.severity is Severity.ERROR for _, findings in judged for finding in findings
    )
    for table, findings in judged:
        bad, whole = bad_rows(table, findings)
        documents = papers_of(table, bad, company=settings.company, whole_table_held=whole or whole_file)
        kept = record(ledger, arrival, office, table, documents)
        results.append(TableResult(table, findings, [words.WAITING.key] * len(table), len(documents)))
        stored.append(kept)
    papers = [one for kept in stored for one in kept]
    change = derive(ledger, {one.group_key for one in papers}, defaults_of(settings), papers)
    lines = {line for one in papers for line in one.lines} if change.lent or change.unclear else set[int]()
    renamed = _renamed(ledger, lines.intersection(change.lent))
    unclear = _unclear(ledger, lines.intersection(change.unclear))
    for result, kept in zip(results, stored, strict=True):
        _tell(result, kept, change, unclear)
        result.findings += [
            _renamed_finding(result.table, i, renamed[line])
            for one in (kept if renamed else ())
            for line, i in zip(one.lines, one.at, strict=True)
            if line in renamed
        ]
    # Who answers knows what he asks for.
    if all(one.head.kind.name != words.DIFFERENCE_DECISION.key for one in papers):
        results[0].findings += asked_anew(change, {one.paper for one in papers})
    ask(ledger, results, stored, change, settings.currency)
    ask_about_claims(ledger, results, stored)
    tell_of_claims(ledger, results, stored)
    tell_of_corrections(ledger, results, stored, change)
    tell_of_names_given_up(ledger, results, stored, change)
    tell_of_prices_changed(ledger, results, change)
    for result, told in zip(results, still_asked(tables, change), strict=True):
        result.findings += told
    if change.unposted:
        results[0].findings.append(_no_longer_counts(ledger, change))
    _log(ledger, arrival, papers, change, at)
    return Merged(results, change, released_papers(change))


def released_papers(change: Change) -> list[int]:
    """Papers of earlier arrivals that were left out beside others and count from now on."""
    return [paper for paper, (old, new, _) in change.states.items() if old in _LEFT_OUT and new == "counted"]


def fates_without_books(table: Table, findings: Sequence[Finding], settings: Settings) -> TableResult:
    """What would become of a table's rows if the books were empty; nothing is stored."""
    bad, whole = bad_rows(table, findings)
    papers = papers_of(
        table, bad, company=settings.company, whole_table_held=whole or (settings.whole_file and bool(bad))
    )
    fates = [words.WAITING.key] * len(table)
    for paper in papers:
        for i, fit in zip(paper.at, paper.fit, strict=True):
            fates[i] = words.NEW.key if fit else words.HELD.key
    return TableResult(table, list(findings), fates, len(papers))


def _unclear(ledger: Ledger, lines: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Lines that stand but cannot be posted, as line → (state of the customer, state of the product)."""
    return {
        row[0]: (row[1], row[2])
        for row in ledger.rows_in(
            "SELECT standing.line, mention.state, item.state FROM standing JOIN mention ON mention.id "
            "= standing.mention "
            "JOIN item ON item.id = standing.item WHERE (mention.state IN ('ambiguous', 'nobody') OR "
            "item.state = 'ambiguous') "
            "AND NOT EXISTS (SELECT 1 FROM posting WHERE posting.line = standing.line) AND standing.line IN (?*)",
            lines,
        )
    }


def _renamed(ledger: Ledger, lines: Iterable[int]) -> dict[int, tuple[str, str]]:
    """Lines that count for their order's customer, whom they call otherwise: line → (order, the customer's name)."""
    return {
        row[0]: (row[1], row[2])
        for row in ledger.rows_in(
            "SELECT DISTINCT posting.line, substr(standing.order_key, instr(standing.order_key, '|') + 1), theirs.name "
            "FROM posting JOIN standing ON standing.line = posting.line JOIN mention AS said ON "
            "said.id = standing.mention "
            "JOIN mention AS theirs ON theirs.id = posting.mention "
            "WHERE posting.mention <> standing.mention AND said.name_key <> '' AND said.party <> theirs.party "
            "AND posting.line IN (?*)",
            lines,
        )
    }


def _renamed_finding(table: Table, i: int, meant: tuple[str, str]) -> Finding:
    said = table.column(words.CUSTOMER_NAME.key)[i]
    return Finding(
        RENAMED_CUSTOMER,
        Severity.WARNING,
        f"客户写的是“{said}”，订单“{meant[0]}”的客户是“{meant[1]}”，已按订单的客户记账；如果不是同一家，请写上客户全称。",
        table.rows[i],
        table.cell(i, words.CUSTOMER_NAME.key),
        words.CUSTOMER_NAME.key,
        meant[1],
    )


def _no_longer_counts(ledger: Ledger, change: Change) -> Finding:
    names = ledger.rows_in(
        "SELECT DISTINCT mention.name FROM standing JOIN mention ON mention.id = standing.mention "
        "WHERE standing.line IN (?*) ORDER BY mention.name",
        change.unposted,
    )
    named = "、".join(f"“{row[0]}”" for row in names[:5])
    return Finding(
        NO_LONGER_COUNTS,
        Severity.ERROR,
        f"收下这份以后，以前入账的 {len(change.unposted)} 行分不清是谁的（{named}），暂时不再计入应收和报表。"
        "请看看同名的是不是同一家；不对就撤销这一批，改好再放入。",
    )


def _tell(
    result: TableResult,
    stored: Sequence[Stored],
    change: Change,
    unclear: dict[int, tuple[str, str]],
) -> None:
    table = result.table
    if stored and change.is_plain and not unclear:
        result.fates = [words.NEW.key] * len(table)
        return
    for one in stored:
        for line, i in zip(one.lines, one.at, strict=True):
            result.fates[i] = change.fate(line).value
            if line in unclear:
                result.fates[i] = words.HELD.key
                result.findings.append(_unclear_finding(table, i, *unclear[line]))
        note = change.states.get(one.paper, (None, "", ""))
        if note[1] == COMPANY_LEFT_OUT:
            result.findings += told_of_our_company(table, one, note[2])
        elif note[2]:
            conflict = note[1] == _CONFLICTING
            how = f"不用撤销就答也行：{answers_to(change.questions[one.paper])}。" if conflict else ""
            code, severity = _TOLD.get(note[1], (FEWER_LINES, Severity.WARNING))
            result.findings.append(
                Finding(
                    code=code,
                    severity=severity,
                    message=f"{note[2]}{how}",
                    row=table.rows[one.at[0]],
                    cell=table.cell(one.at[0], table.type.number if table.type is not None else None),
                    field=table.type.number if table.type is not None else None,
                )
            )


def _unclear_finding(table: Table, i: int, customer: str, product: str) -> Finding:
    row = table.rows[i]
    name = table.column(words.CUSTOMER_NAME.key)[i]
    if customer == AMBIGUOUS:
        return Finding(
            UNCLEAR_CUSTOMER, Severity.ERROR,
            f"客户“{name}”在客户档案里对应不止一家，分不清是哪一家。请写上客户编码再放入；或者放入一份更正的客户档案，分清以后这行自动入账。",
            row, table.cell(i, words.CUSTOMER_NAME.key), words.CUSTOMER_NAME.key,
        )  # fmt: skip
    if product == AMBIGUOUS and customer != "nobody":
        return Finding(
            UNCLEAR_PRODUCT, Severity.ERROR,
            f"产品“{table.column(words.PRODUCT_NAME.key)[i]}”对应不止一个产品编码，分不清是哪一个。请写上产品编码；改好后这行自动入账。",
            row, table.cell(i, words.PRODUCT_NAME.key), words.PRODUCT_NAME.key,
        )  # fmt: skip
    return Finding(
        UNKNOWN_CUSTOMER, Severity.ERROR,
        "这行没有写客户，要等它的订单到了才知道是谁的。订单入账后这行自动入账；也可以补上客户名称再放入收件箱。",
        row, None, words.CUSTOMER_NAME.key,
    )  # fmt: skip


def _log(ledger: Ledger, arrival: int, stored: Sequence[Stored], change: Change, at: str) -> None:
    """Note what became of each paper; of papers that are plainly new, as mostly all of an arrival, in one line."""
    told: list[tuple[int | None, str, int, str]] = []
    if stored and change.is_plain:
        told.append((None, words.NEW.key, sum(len(one.lines) for one in stored), ""))
    for one in () if change.is_plain else stored:
        fates = [change.fate(line).value for line in one.lines]
        same = fates.count(fates[0]) == len(fates)
        chief = fates[0] if same else ",".join(f"{key}:{n}" for key, n in sorted(Counter(fates).items()))
        told.append((one.paper, chief, len(fates), change.states.get(one.paper, ("", "", ""))[2]))
    numbers = ledger.new_ids("event", len(told))
    ledger.insert("event", [(number, at, arrival, *row) for number, row in zip(numbers, told, strict=True)])
