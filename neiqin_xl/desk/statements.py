"""Draft statements of a period, written below the statements' folder."""

from __future__ import annotations

from dataclasses import replace

from neiqin_xl import words
from neiqin_xl.dates import Period
from neiqin_xl.desk.publishing import Publishing
from neiqin_xl.desk.results import Json
from neiqin_xl.desk.sweeping import sweep
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.reports.statement import statement, statement_for
from neiqin_xl.reports.statement_names import compact, folder
from neiqin_xl.setting_values import StatementKind


def write_statements(publishing: Publishing, period: Period, customer: str | None, kind: StatementKind | None) -> Json:
    """{"period", "written", …}: a draft for every customer with a balance or a movement, or for the one that is named.

    `kind` is what they list, None for what the settings say. With all of them go drafts of earlier that are of nobody
    now, such as those under a name that a customer had. ValueError where nobody goes by the code or name given, or
    several do.
    """
    books = publishing.books
    if kind is not None:
        books = books.wanting(replace(books.settings, statement_kind=kind)).at_rest()
    outbox = publishing.workspace.outbox
    if customer is None:
        publishing.papers(statement.build(books, period), outbox)
        if not publishing.refused:
            drafts = f"{words.STATEMENT.shown}_*_{compact(period)}.xlsx"
            sweep(publishing, (outbox / folder(period)).glob(drafts), publishing.made)
    else:
        papers = (statement_for(books, period, one) for one in (customer_called(books, customer),))
        publishing.papers(papers, outbox)
    outcome = publishing.outcome()
    return {"period": period.name, "written": outcome["published"], **outcome}


def customer_called(books: Books, text: str) -> str:
    """The id of the customer with that code, else with that name; ValueError where there is none, or several."""
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
