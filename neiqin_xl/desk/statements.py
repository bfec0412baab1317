"""Draft statements of a period, written below the statements' folder."""

from __future__ import annotations

from neiqin_xl.dates import Period
from neiqin_xl.desk.publishing import Publishing
from neiqin_xl.desk.results import Json
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.reports.statement import statement, statement_for


def write_statements(publishing: Publishing, books: Books, period: Period, customer: str | None) -> Json:
    """{"period", "written", …}: a draft for every customer with a balance or a movement, or for the one that is named.

    ValueError where nobody goes by the code or name given, or several do.
    """
    if customer is None:
        papers = statement.build(books, period)
    else:
        papers = [statement_for(books, period, _customer(books, customer))]
    publishing.papers(papers, publishing.workspace.outbox)
    outcome = publishing.outcome()
    return {"period": period.name, "written": outcome["published"], **outcome}


def _customer(books: Books, text: str) -> str:
    parties = books.customers()
    found = [one.id for one in parties.values() if one.code and code_key(one.code) == code_key(text)]
    found = found or [
        one.id for one in parties.values() if name_key(text) in (name_key(one.name), name_key(one.short_name))
    ]
    if len(found) == 1:
        return found[0]
    near = [f"{one.code} {one.name}".strip() for one in parties.values() if name_key(text) in name_key(one.name)][:5]
    hint = f"是不是：{'；'.join(near)}？" if near else "请用客户编码或全称。"
    raise ValueError(f"没有叫“{text}”的客户。{hint}" if not found else f"叫“{text}”的客户不止一家。{hint}")
