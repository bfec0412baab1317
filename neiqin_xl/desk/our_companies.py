"""Papers that are in the books already but for the name of our company, which one of the two leaves out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from neiqin_xl import words
from neiqin_xl.ledger.documents import Paper
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.likeness import Likeness, Values
from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.store import Ledger, Row
from neiqin_xl.model.finding import Finding, Severity
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.model.table import Table
from neiqin_xl.settings import Settings

COMPANY_LEFT_OUT = "G117"
_TWO_NUMBERED = "是两张单的，请改了单号再放"
_TWO = "是两家公司各有一笔的，请每一行都写上我方公司，没有写的那份撤销后补上再放"
_HEAD = 4  # what a row of `_standing` says of its paper, before its line


def hold_where_company_is_left_out(
    ledger: Ledger, table: Table, papers: Iterable[Paper], settings: Settings
) -> list[Finding]:
    """Hold papers that may be in the books, of a company of ours or of none; an error for the rows of each.

    A paper without a company is that of the settings. Where these have none, it would open books of its own beside
    those of the company that the same paper names when it comes again, and be owed in both. A paper is the same by its
    number, and without one where a line of its day and customer is that of the books.
    """
    kind = table.type
    if settings.company or kind is None or not kind.posts:
        return []
    fit = [one for one in papers if any(one.fit)]
    like = Likeness(kind, settings.currency)
    others = [*_companies(ledger, kind.name)] if fit else []
    return [one for paper in fit for one in _held(ledger, table, paper, others, like)]


def _held(ledger: Ledger, table: Table, paper: Paper, others: Iterable[str], like: Likeness) -> Iterator[Finding]:
    kind, our, rest = paper.group_key.split("|", 2)
    for other in [""] if our else others:
        standing = [one for one in _standing(ledger, paper.kind, f"{kind}|{other}|{rest}") if _is_alike(paper, one)]
        if not paper.number:
            standing = _with_equal_lines(table, paper, standing, like)
        if not standing:
            continue
        paper.fit = [False] * len(paper.at)
        named = paper.company or standing[0][0]
        seen = f"以前收的没有写我方公司，这份写的是“{named}”" if our else f"以前收的写了“{named}”，这份没有写我方公司"
        message = (
            f"{_called(paper)}已经入账，{seen}，先不入账，免得算两次。没有写公司的都是“{named}”的，"
            f'请在 neiqin.toml 里写上 company = "{named}"，再放一次；{_TWO_NUMBERED if paper.number else _TWO}。'
        )
        said = paper.kind.number if paper.number else words.CUSTOMER_NAME.key
        field = words.COMPANY.key if our else said
        for i in paper.at:
            yield Finding(COMPANY_LEFT_OUT, Severity.ERROR, message, table.rows[i], table.cell(i, field), field)
        return


def _called(paper: Paper) -> str:
    if paper.number:
        return f"单号“{paper.number}”"
    whose = paper.customer_name or paper.customer_code
    return " ".join(filter(None, (whose and f"“{whose}”", paper.dated, "的同样内容")))


def _companies(ledger: Ledger, kind: str) -> Iterator[str]:
    """The companies that papers of a type in the books name, as keys have them; found by leaps, as they are few."""
    after = f"{kind}||\U0010ffff"
    while (found := ledger.one("SELECT min(group_key) FROM standing WHERE group_key > ?", (after,))) and found[0]:
        first, company, _ = str(found[0]).split("|", 2)
        if first != kind:
            return
        yield company
        after = f"{kind}|{company}|\U0010ffff"


def _standing(ledger: Ledger, kind: SheetType, group: str) -> list[Row]:
    return ledger.rows(
        "SELECT DISTINCT paper.company, paper.dated, paper.customer_code, paper.customer_name, "
        f"{line_fields(kind)} FROM standing JOIN paper ON paper.id = standing.paper "
        f"JOIN {line_table(kind)} AS line ON line.id = standing.line WHERE standing.group_key = ?",
        (group,),
    )


def _with_equal_lines(table: Table, paper: Paper, standing: list[Row], like: Likeness) -> list[Row]:
    columns = [table.column(name) for name in like.names]
    lines = [tuple(column[i] for column in columns) for i in paper.at]
    return [row for row in standing if any(_are_equal(row[_HEAD:], line, like) for line in lines)]


def _are_equal(old: Values, new: Values, like: Likeness) -> bool:
    return like.listed(new) == like.listed(old) and not like.is_another(new, old)


def _is_alike(paper: Paper, known: Row) -> bool:
    """Whether nothing that both say of day and customer parts them."""
    _, day, code, name, *_ = known
    pairs = (
        (paper.dated, day),
        (code_key(paper.customer_code), code_key(code)),
        *([] if paper.customer_code and code else [(name_key(paper.customer_name), name_key(name))]),
    )
    return all(one == other or not (one and other) for one, other in pairs)
