"""Freight that comes by itself, before its slip or after: a charge of that slip, since its number says whose it is.

Pure. Such papers are joined when all goods of their number are, so that nothing depends on which of them came first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import cache

from neiqin_xl import words
from neiqin_xl.ledger.charged_slips import NAME, Charge, borne_by, charge, fen_of, is_owed, stated_on
from neiqin_xl.ledger.folded import Document, Fate, Folded, PaperLines
from neiqin_xl.ledger.freight_borne import BEARER
from neiqin_xl.ledger.keys import name_key
from neiqin_xl.ledger.likeness import Likeness, Values, agrees
from neiqin_xl.ledger.meant import leave_out, meant, note_question, which_of_several
from neiqin_xl.ledger.numbered import why_not
from neiqin_xl.ledger.payments import SameCustomer
from neiqin_xl.money import fixed
from neiqin_xl.sheets.difference_decision import DOUBLE, NOT_DOUBLE

_CODES = (words.PRODUCT_CODE.key, words.CUSTOMER_PART_NO.key)
_CURRENCY = words.CURRENCY.key


def freight_apart(papers: Iterable[PaperLines], like: Likeness) -> tuple[list[PaperLines], list[PaperLines]]:
    """The papers of goods, and those that charge freight and nothing else; none where there is no other.

    Freight of which no slip is known was sold alone, and is a line like any other until the slip comes.
    """
    known = list(papers)
    if words.CHARGED_FREIGHT.key not in like.index:
        return known, []
    alone = {paper.id for paper in known if _is_all_freight(paper, like)}
    if not alone or not any(any(paper.fit) for paper in known if paper.id not in alone):
        return known, []
    return [one for one in known if one.id not in alone], [one for one in known if one.id in alone]


def charge_slips(
    result: Folded,
    documents: Sequence[Document],
    papers: Iterable[PaperLines],
    like: Likeness,
    same_customer: SameCustomer,
    said: Mapping[str, str],
) -> list[PaperLines]:
    """Charge slips with the freight on these papers, or ask about it; papers that are of none of them are left.

    `said` is as for `join_document`: of a paper and its slip, that its freight is another one than what the slip has.
    """
    left: list[PaperLines] = []
    found: defaultdict[int, _Freight] = defaultdict(lambda: _Freight(result, like))
    slips: dict[int, Document] = {}
    for paper in papers:
        usable = [i for i, fit in enumerate(paper.fit) if fit]
        lines = [paper.values[i] for i in usable]
        if not paper.number:
            if not _is_on_list(result, documents, paper, usable, like):
                left.append(paper)
            continue
        content: Counter[object] = Counter(map(like.listed, lines))
        document, same, answer = meant(result, documents, paper, usable, content, like, same_customer, said)
        if document is None:
            left.append(paper)
            continue
        if answer == DOUBLE:
            leave_out(result, paper, usable)
            continue
        is_other = answer == NOT_DOUBLE
        doubt = None if is_other and same else why_not(document, paper, same, usable, like)
        if doubt is None and len(documents) > 1:
            doubt = which_of_several(documents, document, paper, content, like, same_customer)
        if doubt is None and (doubt := _why_no_charge(document, paper, lines, like)) and is_other:
            left.append(paper)
            continue
        slips[id(document)] = document
        found[id(document)].add(paper, usable, doubt, is_other=is_other)
    for key, document in slips.items():
        charge(result, document, found[key].charges, found[key].asked, like)
        for paper in found[key].papers:
            if result.states[paper.id] == words.CONFLICTING.key:
                note_question(result, document, paper, like)
    return left


def _is_on_list(
    result: Folded, documents: Sequence[Document], paper: PaperLines, usable: Sequence[int], like: Likeness
) -> bool:
    """Whether the lists of a customer's day charge this freight already; elsewhere it is one more line of them."""
    lines = [paper.values[i] for i in usable]
    amount = like.comes_to(lines)
    if _currencies(lines, like) != _currencies((slot.values for slot in documents[0].slots), like):
        return False
    charged, plain = stated_on(documents[0], like)
    if not amount or amount not in {charged, plain, charged + plain}:
        return False
    result.fates.update((paper.ids[i], Fate.UNCHANGED) for i in usable)
    result.notes[paper.id] = (
        f"同一天、同一客户的单上已经写了运费 {fixed(amount)}，这份的当作同一笔，没有再记；"
        "如果是另外一笔，请写上送货单号，或和当天的货写在一张表里（运费写合计）再放一次。"
    )
    return True


class _Freight:
    """The freight of one slip while its papers are read, oldest first: what is charged, and what is asked about."""

    def __init__(self, result: Folded, like: Likeness) -> None:
        self.result, self.like = result, like
        self.charges: list[Charge] = []
        self.asked: list[Charge] = []
        self.papers: list[PaperLines] = []
        self._doubted: list[Charge] = []

    def add(self, paper: PaperLines, usable: Sequence[int], doubt: str | None, *, is_other: bool) -> None:
        """Take in a paper's freight. The same once more changes nothing; a list that has all known has the rest too."""
        self.papers.append(paper)
        one = Charge(paper, usable, [paper.values[i] for i in usable], is_other=is_other)
        if doubt is not None:
            self.result.ask(paper, usable, doubt)
            self._doubted.append(one)
            return
        known = [(charge, n) for charge in self.charges for n in range(len(charge.lines))]
        pairs = [] if is_other else self._paired(one, known)
        new = [n for n in range(len(usable)) if n not in {n for n, _ in pairs}]
        if new and len(pairs) < len(known) and not is_other:
            self.asked.append(one)
            return
        for n, (charged, place) in pairs:
            self._repeat(one, n, charged, place)
        if new:
            self.charges.append(one._replace(usable=[usable[n] for n in new], lines=[one.lines[n] for n in new]))
            self.result.fates.update((paper.ids[usable[n]], Fate.CORRECTED) for n in new)
        self._answer(one)

    def _paired(self, one: Charge, known: Iterable[tuple[Charge, int]]) -> list[tuple[int, tuple[Charge, int]]]:
        free, pairs = list(known), []
        for n, values in enumerate(one.lines):
            place = next((at for at, (to, m) in enumerate(free) if self._is_same(values, to.lines[m])), None)
            if place is not None:
                pairs.append((n, free.pop(place)))
        return pairs

    def _is_same(self, new: Values, old: Values) -> bool:
        if _row(new, self.like) != _row(old, self.like) or self.like.is_another(new, old):
            return False
        bearers = {bearer for values in (new, old) if (bearer := self.like.text(values, BEARER))}
        return len(set(map(is_owed, bearers))) < 2

    def _repeat(self, one: Charge, n: int, charged: Charge, place: int) -> None:
        before, line = charged.lines[place], one.paper.ids[one.usable[n]]
        charged.lines[place] = now = self.like.overlaid(one.lines[n], before)
        self.result.fates[line] = Fate.UNCHANGED
        seen = f"单号“{one.paper.number}”的运费 {fixed(fen_of(before, self.like) or 0)} "
        bearer = self.like.text(now, BEARER)
        if self.like.is_void(now) and not self.like.is_void(before):
            self.result.fates[line] = Fate.CORRECTED
            self.result.notes[one.paper.id] = f"{seen}作废，不再算。"
        elif bearer != self.like.text(before, BEARER):
            self.result.fates[line] = Fate.CORRECTED
            self.result.notes[one.paper.id] = f"{seen}按更正记：{borne_by(bearer)}；如果不对，请撤销这一批。"
        elif not agrees(one.lines[n], before):
            self.result.notes[one.paper.id] = (
                f"{seen}已经记了，这份当作同一笔，没有再记；"
                "如果是另外一笔，请把这张单的运费写在一张表里（一笔一行）再放一次。"
            )

    def _answer(self, one: Charge) -> None:
        """What was asked of earlier papers is answered by one that has all their freight and could be told."""
        content = Counter(_row(values, self.like) for values in one.lines)
        for waiting in (self.asked, self._doubted):
            for asked in list(waiting):
                if Counter(_row(values, self.like) for values in asked.lines) - content:
                    continue
                waiting.remove(asked)
                if waiting is self._doubted:
                    self.result.answer(asked.paper, asked.usable)
                else:
                    self.result.fates.update((asked.paper.ids[i], Fate.UNCHANGED) for i in asked.usable)


def _row(values: Values, like: Likeness) -> tuple[object, ...]:
    """What makes two rows of freight one: what it is called, and what it comes to."""
    return name_key(like.text(values, NAME)), fen_of(values, like)


def _why_no_charge(document: Document, paper: PaperLines, lines: Sequence[Values], like: Likeness) -> str | None:
    """Why freight can be no charge of a slip; a sentence, None where it can."""
    title, amounts = f"单号“{paper.number}”", [fen_of(values, like) for values in lines if not like.is_void(values)]
    amount = sum(one for one in amounts if one is not None)
    live = [slot.values for slot in document.slots if not like.is_void(slot.values)]
    if any(_is_freight(values, like) for values in live):
        return (
            f"{title}的运费已经写成了一行货，这份的运费分不清是不是同一笔，先不入账。"
            "是同一笔的请撤销这一批；是另外一笔的请把整张单的行放在一张表里再放一次。"
        )
    if None in amounts:
        return f"{title}的这笔运费没有写金额，先不入账。请撤销这一批，写上金额再放。"
    if any(one is not None and one <= 0 for one in amounts):
        return (
            f"{title}的这笔运费是 {fixed(amount)}，先不入账。请撤销这一批，写上大于零的金额再放；"
            f"退还运费的请另登{words.ADJUSTMENT}单（调减）。"
        )
    if not live:
        return f"{title}已经作废，这份的运费 {fixed(amount)} 先不入账。不再收的请撤销这一批；还要收的请改了单号再放。"
    currencies = [sorted(_currencies(some, like)) for some in (live, lines)]
    if currencies[0] != currencies[1]:
        theirs, ours = ("、".join(some) for some in currencies)
        return (
            f"{title}的货款是 {theirs}，这份的运费是 {ours}，记不到一张单上，先不入账。"
            "请撤销这一批，换成货款的币种再放；要按原来的币种收，请改了单号再放。"
        )
    return None


def _currencies(lines: Iterable[Values], like: Likeness) -> Collection[str]:
    return {like.text(values, _CURRENCY) or like.currency for values in lines}


def _is_all_freight(paper: PaperLines, like: Likeness) -> bool:
    usable = [values for values, fit in zip(paper.values, paper.fit, strict=True) if fit]
    return bool(usable) and all(_is_freight(values, like) for values in usable)


def _is_freight(values: Values, like: Likeness) -> bool:
    # Products are told apart by nothing that this key leaves out.
    return bool(freight_called(like.text(values, NAME))) and not any(like.text(values, code) for code in _CODES)


def freight_called(product: str | None) -> str:
    """What freight that name of a product is, however it is written, for comparing; "" where it is none."""
    return _names().get(name_key(product), "")


@cache
def _names() -> Mapping[str, str]:
    charged = (words.CHARGED_FREIGHT.shown, *words.CHARGED_FREIGHT.strong)
    names = (*words.FREIGHT_ROWS, *charged)
    return {name_key(f"{name}{more}"): name_key(name) for name in names for more in ("", *words.BEHIND_FREIGHT)}
