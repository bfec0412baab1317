"""Table → papers: the documents of a table, whose lines stand or fall together and share a key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from neiqin_xl import words
from neiqin_xl.ledger.keys import code_key, item_name_key, name_key
from neiqin_xl.model.sheet_type import Accept, SheetType
from neiqin_xl.model.table import Table, Value

UNTOLD, WITHOUT_KEY = "?", "row:"
"""With these begins the key of a row of master data that cannot be told, or has none."""
_LINE_NUMBER_HEADERS = frozenset(words.plain(spelling) for spelling in (words.LINE_NO.shown, *words.LINE_NO.strong))


@dataclass(slots=True)
class Paper:
    """One document as one table showed it. `at` are its rows as indexes into the table, `fit` whether each may count.

    `company` is what the paper says, "" where it says nothing. `group_key` is shared by every paper that could be the
    same document; `numbered` says whether its lines carry explicit, unique line numbers (a running 序号 does not count,
    RULES 1).
    """

    kind: SheetType
    group_key: str
    company: str
    number: str
    dated: str
    customer_code: str
    customer_name: str
    version: str
    at: list[int] = field(default_factory=list)
    fit: list[bool] = field(default_factory=list)
    numbered: bool = False


def papers_of(table: Table, bad_rows: Iterable[int], *, company: str, whole_table_held: bool = False) -> list[Paper]:
    """The documents of a recognised table. `bad_rows` are row indexes with an error; `company` is the default."""
    kind = table.type
    if kind is None:
        return []
    keyed = kind.accept in (Accept.ROW, Accept.TABLE)
    papers = _rows_as_papers(table, kind, company) if keyed else _documents(table, kind, company)
    bad = set(bad_rows)
    whole_table_held = whole_table_held or bool(bad and kind.accept is Accept.TABLE)
    for paper in papers:
        spoiled = whole_table_held or (kind.accept is Accept.DOCUMENT and not bad.isdisjoint(paper.at))
        paper.fit = [not (spoiled or i in bad) for i in paper.at] if bad else [not spoiled] * len(paper.at)
    if keyed and table.unread:
        _set_apart(papers, table, kind)
    if (line_numbers := _line_numbers(table)) is not None:
        for paper in papers:
            numbers = [line_numbers[i] for i in paper.at]
            paper.numbered = None not in numbers and len(set(numbers)) == len(numbers)
    return papers


def _said(value: Value) -> str:
    return "" if value is None else str(value)


def _text(values: Sequence[Value], i: int) -> str:
    return _said(values[i])


def _documents(table: Table, kind: SheetType, company: str) -> list[Paper]:
    numbers, dates = table.column(kind.number or ""), table.column(kind.dated or "")
    codes, names = table.column("customer_code"), _names(table, kind)
    companies, versions, changes = table.column("company"), table.column("version_no"), table.column("change_date")
    if kind.series is not None:
        pairs = zip(table.column(kind.series), numbers, strict=True)
        numbers = [f"{_said(series)}-{number}" if series and number else number for series, number in pairs]
    papers: dict[tuple[str, ...], Paper] = {}
    known: dict[tuple[Value, ...], Paper] = {}
    several = _several_customers(numbers, codes, names)
    heads = list(zip(numbers, dates, codes, names, companies, strict=True))
    # The rows of a document mostly follow each other and repeat its head.
    for head, run in groupby(range(len(heads)), heads.__getitem__):
        rows = list(run)
        paper = known.get(head)
        if paper is not None:
            paper.at += rows
            continue
        number, day, code, name, own = ["" if one is None else str(one) for one in head]
        our = company_key(own, company)
        number_key = code_key(number)
        party = code_key(code) or name_key(name)
        if number_key:
            # One number for several customers or years on one sheet is several documents (RULES 2).
            key = (our, number_key, party if number_key in several else "", day[:4])
            group = f"{kind.name}|{our}|{number_key}"
        else:
            key = (our, "", party, day)
            # A payment is looked for among all of its day: who paid may be learned later.
            group = f"{kind.name}|{our}||{day}" if kind.stand_in else f"{kind.name}|{our}||{party}|{day}"
        paper = papers.get(key)
        if paper is None:
            version = _text(versions, rows[0]) or _text(changes, rows[0])
            paper = papers[key] = Paper(kind, group, own, number, day, code, name, version)
        else:
            paper.dated = paper.dated or day
            paper.customer_code = paper.customer_code or code
            paper.customer_name = paper.customer_name or name
        known[head] = paper
        paper.at += rows
    return list(papers.values())


def _names(table: Table, kind: SheetType) -> Sequence[Value]:
    """The customer's name on each line, or what stands in for it."""
    names = table.column("customer_name")
    if kind.stand_in is None:
        return names
    others, codes = table.column(kind.stand_in), table.column("customer_code")
    return [
        name if name is not None or code is not None else other
        for name, code, other in zip(names, codes, others, strict=True)
    ]


def company_key(said: str, default: str) -> str:
    """Our own company in a key. A paper that names it and one that does not are of one company."""
    key = name_key(said).replace("|", "")
    return "" if key == name_key(default) else key


def _several_customers(numbers: Sequence[Value], codes: Sequence[Value], names: Sequence[Value]) -> frozenset[str]:
    different = {one for one in zip(numbers, codes, names, strict=True) if one[0] is not None}
    if len({code_key(str(number)) for number, _, _ in different}) == len(different):
        return frozenset()
    seen: defaultdict[str, set[str]] = defaultdict(set)
    for number, code, name in different:
        party = code_key(_said(code)) or name_key(_said(name))
        if party:
            seen[code_key(str(number))].add(party)
    return frozenset(number for number, parties in seen.items() if len(parties) > 1)


def _rows_as_papers(table: Table, kind: SheetType, company: str) -> list[Paper]:
    companies, dates = table.column("company"), table.column(kind.dated or "")
    codes, names = table.column("customer_code"), table.column("customer_name")
    papers = []
    for i in range(len(table)):
        own = _text(companies, i)
        group = f"{kind.name}|{company_key(own, company)}|{master_key(kind, table, i)}"
        papers.append(Paper(kind, group, own, "", _text(dates, i), _text(codes, i), _text(names, i), "", [i]))
    return papers


def _set_apart(papers: Iterable[Paper], table: Table, kind: SheetType) -> None:
    """Give rows that are held and of which a part of the key could not be read keys of their own.

    What is lacking there is no blank: no other row is known to say the same thing.
    """
    telling = {"company", *(name for group in kind.keys for name in group), *(kind.divided or ())}
    rows = {i for i, name in table.unread if name in telling}
    for paper in papers:
        if not any(paper.fit) and not rows.isdisjoint(paper.at):
            name, our, key = paper.group_key.split("|", 2)
            paper.group_key = f"{name}|{our}|{UNTOLD}{key}"


def master_key(kind: SheetType, table: Table, i: int) -> str:
    """What identifies a row of master data: the first declared group of keys whose first field is filled."""
    for group in kind.keys:
        if _text(table.column(group[0]), i):
            parts = []
            for name in group:
                text = _text(table.column(name), i)
                parts.append(code_key(text) if name.endswith("_code") else name_key(text))
            if kind.divided is not None and _text(table.column(kind.divided[0]), i):
                parts.append(name_key(_text(table.column(kind.divided[1]), i)))
            return f"{group[0]}:" + "|".join(parts)
    return f"{WITHOUT_KEY}{item_name_key(_text(table.column('product_name'), i), _text(table.column('spec'), i))}"


def _line_numbers(table: Table) -> Sequence[Value] | None:
    """The explicit line numbers of a table; None where what it shows under that field is a running 序号."""
    source = table.columns.get(words.LINE_NO.key)
    if source is None or words.plain(source.header) not in _LINE_NUMBER_HEADERS:
        return None
    return table.column(words.LINE_NO.key)
