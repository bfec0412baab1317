"""付款提醒 before a payment is due and 催款通知 after it: letters to customers, with the papers that are not paid."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from neiqin_xl import words
from neiqin_xl.dates import period_of
from neiqin_xl.model.report import Block, Cell, Page, Paper, report
from neiqin_xl.money import grouped
from neiqin_xl.reports.accounts import held_lines
from neiqin_xl.reports.letters_document import DUNNING_DOCUMENT, LETTER, LEVEL, PAPERS, REMINDER_DOCUMENT
from neiqin_xl.reports.letters_parts import in_figures, letter_names, parties, tabs, written_out
from neiqin_xl.reports.naming import Names
from neiqin_xl.reports.open_accounts import Left, OpenAccount, open_accounts
from neiqin_xl.reports.receivable_pages import as_of_day
from neiqin_xl.reports.titles import TOTAL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from neiqin_xl.dates import Period
    from neiqin_xl.ledger.books import Books
    from neiqin_xl.model.document import Document


class Level(NamedTuple):
    """How firmly a customer is asked whose oldest paper is overdue by up to `upto` days.

    `within` is how many days are given; `asks` what the letter says after its figures.
    """

    name: str
    upto: float
    within: int
    asks: str


LEVELS = (
    Level(
        "一级",
        30,
        10,
        "可能是一时疏忽，请贵方核对以后，在{until}以前安排付款。",
    ),
    Level(
        "二级",
        60,
        7,
        "逾期已经超过 30 天，请贵方在{until}以前付清；一时付不清的，请与我方联系，商定付款日期。",
    ),
    Level(
        "三级",
        float("inf"),
        5,
        "逾期已经超过 60 天，请贵方在{until}以前一次付清。逾期不付的，我方将暂停发货，并保留依照合同和法律追讨的权利。",
    ),
)
_PAID = "已经付款的，请把付款底单发给我方核对，不必理会本函。"


def level_of(days_late: int) -> Level:
    """The level for a paper that is overdue by so many days; 30 days are still the first."""
    return next(one for one in LEVELS if days_late <= one.upto)


@report("reminder", words.REMINDER)
def reminder(books: Books, period: Period) -> Iterator[Paper]:
    """A letter to every customer of whom something falls due within the next days, as the settings have it (7)."""
    as_of = as_of_day(books, period)
    last = as_of + timedelta(days=max(books.settings.reminder_days))

    def due_soon(account: OpenAccount) -> list[Left]:
        return [one for one in account.left if one.item.due is not None and as_of <= one.item.due <= last]

    yield from _letters(books, as_of, due_soon, _Letter(words.REMINDER, REMINDER_DOCUMENT, _reminded))


@report("dunning", words.DUNNING)
def dunning(books: Books, period: Period) -> Iterator[Paper]:
    """A letter to every customer with overdue papers, firmer after 30 and after 60 days."""
    as_of = as_of_day(books, period)

    def told(account: OpenAccount, papers: Sequence[Left]) -> _Told:
        # What was owed on an earlier day is asked for today: nobody can pay before the letter is written.
        return _dunned(account, papers, max(as_of, books.today))

    yield from _letters(books, as_of, lambda account: account.late, _Letter(words.DUNNING, DUNNING_DOCUMENT, told))


class _Told(NamedTuple):
    """What a letter says: its body, its end, what the column of days is called, until when, and its level."""

    body: str
    end: str
    days: str
    until: date
    level: str = ""


class _Letter(NamedTuple):
    """A kind of letter: its name, its template and what it says of these papers of an account on a day."""

    word: words.Word
    document: Document
    told: Callable[[OpenAccount, Sequence[Left]], _Told]


def _reminded(account: OpenAccount, papers: Sequence[Left]) -> _Told:
    until = max(one.item.due for one in papers if one.item.due is not None)
    total = in_figures(sum(one.amount for one in papers), account.key.currency)
    body = f"下列货款将在{_day(until)}以前到期，共 {total}。特此提醒，以便贵方安排付款。"
    return _Told(body, f"请在到期日以前付款。{_PAID}", "还有天数", until)


def _dunned(account: OpenAccount, papers: Sequence[Left], written: date) -> _Told:
    longest = max(one.late(account.as_of) for one in papers)
    level = level_of(longest)
    until = written + timedelta(days=level.within)
    total = in_figures(sum(one.amount for one in papers), account.key.currency)
    body = f"下列货款已经过了约定的付款日期，共 {total}，最长的逾期 {longest} 天。"
    return _Told(body + level.asks.format(until=_day(until)), _PAID, "逾期天数", until, level.name)


def _letters(
    books: Books, as_of: date, wanted: Callable[[OpenAccount], list[Left]], letter: _Letter
) -> Iterator[Paper]:
    names = Names(books)
    day = period_of(as_of, "day")
    named, waiting = letter_names(names, day, letter.word), held_lines(books, day, names).of
    by_customer: defaultdict[str, list[tuple[OpenAccount, list[Left]]]] = defaultdict(list)
    for account in open_accounts(books, as_of, names):
        if papers := wanted(account):
            by_customer[account.key.customer].append((account, papers))
    plain = names.for_customers()
    for customer, held in by_customer.items():
        titles = tabs(letter.word, [account.key for account, _ in held])
        pages = [
            _page(books, plain, account, papers, letter, tab, waiting[customer])
            for (account, papers), tab in zip(held, titles, strict=True)
        ]
        folder = f"{words.LETTER_FOLDER}/{as_of}"
        name = _with_level(named[customer], letter, [str(page.fields.get(LEVEL) or "") for page in pages])
        yield Paper(name, folder, tuple(pages), letter.document, (customer,))


def _with_level(name: str, letter: _Letter, levels: Sequence[str]) -> str:
    """The firmest level of its pages before the customer, so that the firmest letters lie together."""
    level = next((one.name for one in reversed(LEVELS) if one.name in levels), "")
    return name.replace(letter.word.shown, f"{letter.word.shown}_{level}", 1) if level else name


def _page(
    books: Books, names: Names, account: OpenAccount, papers: Sequence[Left], letter: _Letter, tab: str, waiting: int
) -> Page:
    told = letter.told(account, papers)
    total = sum(one.amount for one in papers)
    currency = account.key.currency
    fields: dict[str, Cell] = {
        **parties(books, names, account.key),
        "截止日期": account.as_of.isoformat(),
        "称呼": names.customer(account.key.customer),
        "正文": told.body,
        "结尾": told.end,
        "天数栏名": told.days,
        "合计": total,
        "合计小写": in_figures(total, currency),
        "合计大写": written_out(total, currency),
        "别的欠款": _besides(account, total),
        "付款期限": told.until.isoformat(),
        "收款账户": "\n".join(books.settings.remittance) or None,
    }
    if told.level:
        fields[LEVEL] = told.level
    block = _papers(account, papers)
    lines = (f"本函待定：这个客户有 {waiting} 行{words.HELD}，可能有回款在内，处理完再发。",) if waiting else ()
    return Page(tab, letter.word.shown, lines, (block,), kind=LETTER, fields=fields, figures=("合计",))


def _besides(account: OpenAccount, listed: int) -> str | None:
    """What is owed beside the papers listed, and what was paid and not used: a customer must not pay that again."""
    other, ahead = account.owed - listed, account.prepaid
    said = [f"另有没有列在这里的货款 {grouped(other)}"] if other else []
    said += [f"贵方已付、我方还没有抵用的款 {grouped(ahead)}"] if ahead else []
    if not said:
        return None
    return f"{'；'.join(said)}；往来余额合计 {grouped(account.balance)}。"


def _papers(account: OpenAccount, papers: Iterable[Left]) -> Block:
    rows: list[tuple[Cell, ...]] = []
    held = list(papers)
    for one in held:
        due = one.item.due
        days = None if due is None else abs((account.as_of - due).days)
        rows.append(
            (
                one.kind,
                one.number,
                one.item.day.isoformat(),
                None if due is None else due.isoformat(),
                days,
                one.item.amount,
                one.amount,
            )
        )
    sums = (sum(one.item.amount for one in held), sum(one.amount for one in held))
    whose = frozenset(one.paper.customer for one in held)
    total = (TOTAL, f"{len(held)} 张", None, None, None, *sums)
    return Block(PAPERS.name, PAPERS.columns, rows, total, table=PAPERS.name, customers=whose)


def _day(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
