"""Papers that are in the books already but for the name of our company, which one of the two leaves out.

A paper without a company is that of the settings. Where these have none, it would open books of its own beside those of
the company that the same paper names when it comes again, and be owed in both. So the later one waits while the other
stands, and counts as soon as that is taken back.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from neiqin_xl import words
from neiqin_xl.ledger.folded import PaperLines
from neiqin_xl.ledger.keys import company_in, name_key
from neiqin_xl.ledger.likeness import Likeness, Values, are_apart
from neiqin_xl.ledger.payments import SameCustomer
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.sheet_type import Accept

COMPANY_LEFT_OUT = "company left out"
"""The state of a paper that waits because of it."""

Family = Sequence[str]
"""Keys of papers that are the same but for our company, that of none among them."""


def with_families(ledger: Ledger, groups: Iterable[str]) -> set[str]:
    """These keys, with all that are the same but for our company; the settings have none."""
    by_type: defaultdict[str, set[str]] = defaultdict(set)
    wanted = set(groups)
    for group in wanted:
        by_type[group.split("|", 1)[0]].add(group)
    for kind, some in by_type.items():
        if not ledger.kinds[kind].posts:
            continue
        companies = list(_companies(ledger, kind))
        if len(companies) > 1 and "" in companies:
            rests = {group.split("|", 2)[2] for group in some}
            keys = [f"{kind}|{company}|{rest}" for company in companies for rest in rests]
            wanted.update(
                row[0] for row in ledger.rows_in("SELECT DISTINCT group_key FROM paper WHERE group_key IN (?*)", keys)
            )
    return wanted


def families(groups: Iterable[str]) -> list[Family]:
    """Those of one type's keys that are the same but for our company, where papers of some company and of none are."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for group in groups:
        found[group.split("|", 2)[2]].append(group)
    return [some for some in found.values() if len(some) > 1 and not all(map(company_in, some))]


def left_out(
    among: Iterable[Family], papers: Mapping[str, Sequence[PaperLines]], like: Likeness, same_customer: SameCustomer
) -> dict[int, str]:
    """The papers that wait, each with what is said of it.

    A paper is the same by its number, and without one where a line of its day and customer is one of the other's. A
    balance to begin with is the same by its day and customer.
    """
    found: dict[int, str] = {}
    for family in among:
        counted: dict[bool, list[PaperLines]] = {True: [], False: []}
        some = ((paper, bool(company_in(group))) for group in family for paper in papers[group] if any(paper.fit))
        for paper, is_named in sorted(some, key=lambda one: one[0].id):
            alike = (one for one in counted[not is_named] if _are_alike(paper, one, same_customer))
            others = [one for one in alike if _is_same(paper, one, like)]
            if others:
                named = [paper] if is_named else others
                companies = {name_key(name): name for one in named if (name := _company(one, like))}
                found[paper.id] = _sentence(_called(paper, like), paper, sorted(companies.values()), is_named=is_named)
            else:
                counted[is_named].append(paper)
    return found


def _companies(ledger: Ledger, kind: str) -> Iterator[str]:
    """The companies that papers of a type name, as keys have them, "" where some name none.

    They are found by leaps, as they are few.
    """
    after = f"{kind}|"
    while (found := ledger.one("SELECT min(group_key) FROM paper WHERE group_key > ?", (after,))) and found[0]:
        first, company, _ = str(found[0]).split("|", 2)
        if first != kind:
            return
        yield company
        after = f"{kind}|{company}|\U0010ffff"


def _is_same(paper: PaperLines, other: PaperLines, like: Likeness) -> bool:
    # Of one table every row is one of its own, whatever its neighbours leave out.
    if paper.source == other.source:
        return False
    # A number is one paper, and a customer begins with one balance, whatever each of the two says of it.
    if paper.number or like.accept is Accept.TABLE:
        return True
    return any(_are_equal(new, old, like) for new in _fit(paper) for old in _fit(other))


def _are_alike(one: PaperLines, other: PaperLines, same_customer: SameCustomer) -> bool:
    """Whether nothing that both say of day and customer parts them."""
    if are_apart(one.dated, other.dated):
        return False
    who, theirs = ((paper.customer_code, paper.customer_name) for paper in (one, other))
    return same_customer(who, theirs) is not False


def _fit(paper: PaperLines) -> list[Values]:
    return [values for values, fit in zip(paper.values, paper.fit, strict=True) if fit]


def _are_equal(new: Values, old: Values, like: Likeness) -> bool:
    return like.listed(new) == like.listed(old) and not like.is_another(new, old)


def _company(paper: PaperLines, like: Likeness) -> str:
    """Our company as a paper writes it."""
    return next((name for values in paper.values if (name := like.text(values, "company"))), "")


def _sentence(called: str, paper: PaperLines, companies: Sequence[str], *, is_named: bool) -> str:
    named = "、".join(f"“{one}”" for one in companies)
    seen = f"先收的没有写我方公司，这份写的是{named}" if is_named else f"先收的写了{named}，这份没有写我方公司"
    settled = ""
    if len(companies) == 1:
        (one,) = companies
        settled = f'没有写公司的都是“{one}”的，请在 neiqin.toml 里写上 company = "{one}"，两份就自动对上；'
    two = "是两张单的，请改了单号再放，或者" if paper.number else "是两家公司各有一笔的，请"
    return (
        f"{called}已经收过，{seen}，先不入账，免得算两次。{settled}"
        f"先收的那份不对的，撤销那一批，这份就自动入账；{two}撤销没有写公司的那一批，每一行都补上我方公司再放。"
    )


def _called(paper: PaperLines, like: Likeness) -> str:
    if paper.number:
        return f"单号“{paper.number}”"
    whose = paper.customer_name or paper.customer_code
    what = words.OPENING_AMOUNT.shown if like.accept is Accept.TABLE else "同样内容"
    return " ".join(filter(None, (whose and f"“{whose}”", paper.dated, f"的{what}")))
