"""Whether one finished paper may leave: its parts, its texts and its figures, held against the books."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from neiqin_xl import words
from neiqin_xl.ledger.books import Books
from neiqin_xl.ledger.marks import marks, own_words
from neiqin_xl.ledger.snapshots import AccountKey
from neiqin_xl.model.posting import Measure
from neiqin_xl.model.report import Balance, Paper
from neiqin_xl.publish.release.brought import Brought
from neiqin_xl.publish.release.figures import unlike_kept, unreadable
from neiqin_xl.publish.release.goods import goods_told
from neiqin_xl.publish.release.parts import BrokenPackageError
from neiqin_xl.publish.release.places import place_of
from neiqin_xl.publish.release.search import Search
from neiqin_xl.publish.release.texts import is_sheet, is_strings, is_written
from neiqin_xl.publish.release.tokens import Tokens

if TYPE_CHECKING:
    from neiqin_xl.workbook.template import Template

_TOLD = 5
_UNREADABLE = "写出来的文件读不回来，请再做一次；总是这样，请联系维护的人"
_UNLIKE_THE_BOOKS = "写的余额和账上的对不上，请先运行 neiqin verify 核对账目"


class Gate:
    """The gate for the papers of one run. `companies` are the names of our own."""

    def __init__(self, books: Books, companies: Iterable[str]) -> None:
        self._books = books
        self._companies = tuple(companies)
        self._brought: dict[int, Brought] = {}
        self._owed: dict[date, dict[AccountKey, int]] = {}

    def faults(self, paper: Paper, data: bytes, template: Template) -> list[str]:
        """Why the paper, written as `data` by the template, may not go out; nothing where it may.

        Sentences for our own people: they tell where, but nothing of the other customer.
        """
        try:
            found = list(dict.fromkeys(self._faults(paper, data, self._of(template))))
        except (BrokenPackageError, struct.error, UnicodeDecodeError):
            return [_UNREADABLE]
        return [*found[:_TOLD], f"另有 {len(found) - _TOLD} 处"] if len(found) > _TOLD else found

    def _faults(self, paper: Paper, data: bytes, brought: Brought) -> Iterator[str]:
        sheets: list[bytes] = []
        texts: set[str] = set()
        strings: set[str] = set()
        for part in brought.parts.changed(data):
            if not brought.allows(part.name):
                yield f"文件里多出了不该有的部件“{part.name}”"
            elif is_sheet(part.name):
                sheets.append(part.content())
                texts |= brought.texts.of_sheet(sheets[-1])
            elif is_written(part.name):
                found = brought.texts.of_part(part)
                texts |= found
                if is_strings(part.name):
                    strings |= found
            elif not brought.is_picture(part.name):
                yield f"文件里的部件“{part.name}”和模板里的不一样"
        yield from self._mixed(paper, data, texts, strings, brought)
        for figure in unreadable(paper, brought.used, sheets, texts):
            yield f"“{figure}”写出来的数和账上的对不上"
        said = [(page, one) for page in paper.pages for one in page.balances]
        if any(self._owes(one) != one.fen for _, one in said):
            yield _UNLIKE_THE_BOOKS
        for page, one in said:
            for figure in unlike_kept(page, one, self._books.frozen()) if one.since else ():
                yield f"账期已经冻结，“{figure}”和冻结时留下的不一样，请先运行 neiqin verify 核对账目"

    def _mixed(self, paper: Paper, data: bytes, texts: set[str], strings: set[str], brought: Brought) -> Iterator[str]:
        """What of the paper tells of customers to whom it does not go: `strings` are the texts that stand in cells."""
        customers = frozenset(paper.customers)
        foreign = self._search.foreign(texts, customers)
        hidden = frozenset(one.text for one in foreign)
        for one in foreign:
            if one.is_brief and (one.text not in strings or one.text in goods_told(paper)):
                continue
            yield f"{place_of(data, one.text, hidden)}里有另一家客户的{one.sort.value}"
        for one in brought.foreign:
            if customers.isdisjoint(one.owners):
                place = place_of(brought.template.data, one.text)
                yield f"模板里写着另一家客户的{one.sort.value}（{place}），请打开模板删掉"

    def _owes(self, said: Balance) -> int:
        """What the books say: of frozen days what was kept of them, else what all papers come to."""
        account = AccountKey(said.company, said.customer, said.currency)
        frozen = self._books.frozen()
        end = next((one for one in frozen.of(account) if said.before <= one.before), None)
        if end is None:
            return self._sums(said.before).get(account, 0)
        if end.before == said.before:
            return end.closing
        kept = (line for lines in frozen.lines(end.parts).values() for line in lines)
        owed = (line for line in kept if line.measure == Measure.RECEIVABLE.value)
        return sum(line.amount_fen for line in owed if line.date < said.before.isoformat())

    def _sums(self, before: date) -> dict[AccountKey, int]:
        """What is owed by what the papers of earlier days come to, asked for all customers together."""
        if before not in self._owed:
            found = self._books.sums(Measure.RECEIVABLE, None, before, AccountKey._fields)
            self._owed[before] = {AccountKey(*row[:3]): row[-1] for row in found}
        return self._owed[before]

    @cached_property
    def _search(self) -> Search:
        books = self._books
        known = books.customers()
        found = [one for one in marks(books.ledger) if one.customer in known]

        def own(customer: str) -> set[str]:
            """Whoever is not filed is called what the papers say, though another's short name may be in it."""
            called = {known[customer].name} if customer in known else set()
            return own_words(books.ledger, customer) | called

        return Search(Tokens(found), own, self._common)

    def _common(self) -> set[str]:
        """What means no customer: ourselves, our people, what we sell, and the words of the trade."""
        texts: set[str] = {*self._companies, self._books.company}
        for item in self._books.products().values():
            texts.update((item.code, item.name, item.spec, item.unit, f"{item.name} {item.spec}"))
        for party in self._books.customers().values():
            texts.update((party.salesperson, party.settle_type))
        for word in vars(words).values():
            if isinstance(word, words.Word):
                texts.update((word.shown, *word.strong, *word.weak))
        return texts

    def _of(self, template: Template) -> Brought:
        """What is known of a template, which is kept so that no other can take its place in memory."""
        if id(template) not in self._brought:
            self._brought[id(template)] = Brought(template, self._search)
        return self._brought[id(template)]
