"""Papers that are in the books already but for the name of our company, which one of the two leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from neiqin_xl import words
from neiqin_xl.ledger.documents import Paper
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.table import Table

COMPANY_LEFT_OUT = "G117"


def hold_where_company_is_left_out(
    ledger: Ledger, table: Table, papers: Iterable[Paper], company: str
) -> list[Finding]:
    """Hold numbered papers that may be in the books, of a company of ours or of none; an error for the rows of each.

    A paper without a company is that of the settings. Where these have none, it would open books of its own beside
    those of the company that the same paper names when it comes again, and be owed in both.
    """
    numbered = [] if company or table.type is None else [one for one in papers if one.number and any(one.fit)]
    others = [*_companies(ledger, numbered[0].kind.name)] if numbered else []
    return [one for paper in numbered for one in _held(ledger, table, paper, others)]


def _held(ledger: Ledger, table: Table, paper: Paper, others: Iterable[str]) -> Iterator[Finding]:
    kind, our, number = paper.group_key.split("|", 2)
    for other in [""] if our else others:
        known = next((one for one in _standing(ledger, f"{kind}|{other}|{number}") if _is_alike(paper, one)), None)
        if known is None:
            continue
        paper.fit = [False] * len(paper.at)
        named = paper.company or known[0]
        seen = f"以前收的没有写我方公司，这份写的是“{named}”" if our else f"以前收的写了“{named}”，这份没有写我方公司"
        message = (
            f"单号“{paper.number}”已经入账，{seen}，先不入账，免得算两次。没有写公司的都是“{named}”的，"
            f'请在 neiqin.toml 里写上 company = "{named}"，再放一次；是两张单的，请改了单号再放。'
        )
        field = words.COMPANY.key if our else str(paper.kind.number)
        for i in paper.at:
            yield Finding(COMPANY_LEFT_OUT, Severity.ERROR, message, table.rows[i], table.cell(i, field), field)
        return


def _companies(ledger: Ledger, kind: str) -> Iterator[str]:
    """The companies that papers of a type in the books name, as keys have them; found by leaps, as they are few."""
    after = f"{kind}||\U0010ffff"
    while (found := ledger.one("SELECT min(group_key) FROM standing WHERE group_key > ?", (after,))) and found[0]:
        first, company, _ = str(found[0]).split("|", 2)
        if first != kind:
            return
        yield company
        after = f"{kind}|{company}|\U0010ffff"


def _standing(ledger: Ledger, group: str) -> list[Row]:
    return ledger.rows(
        "SELECT DISTINCT paper.company, paper.dated, paper.customer_code, paper.customer_name FROM standing "
        "JOIN paper ON paper.id = standing.paper WHERE standing.group_key = ?",
        (group,),
    )


def _is_alike(paper: Paper, known: Row) -> bool:
    """Whether nothing that both say of day and customer parts them."""
    _, day, code, name = known
    pairs = (
        (paper.dated, day),
        (code_key(paper.customer_code), code_key(code)),
        *([] if paper.customer_code and code else [(name_key(paper.customer_name), name_key(name))]),
    )
    return all(one == other or not (one and other) for one, other in pairs)
