"""What is said of a paper whose number is known and that does not plainly say the same: sentences for a person."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from neiqin_xl.enumeration import first_few
from neiqin_xl.ledger.likeness import Likeness, Values
from neiqin_xl.sheets.difference_decision import AGAIN, DOUBLE, NOT_DOUBLE

_SHOWN = 3


class Numbered(Protocol):
    """A paper with its number and its day, ISO text."""

    @property
    def number(self) -> str:
        """As the paper writes it."""

    @property
    def dated(self) -> str:
        """The day of its first line."""

    @property
    def customer_code(self) -> str:
        """As the paper writes it."""

    @property
    def customer_name(self) -> str:
        """As the paper writes it."""


class OfOffice(Numbered, Protocol):
    """One of which it is known by whose folder it came."""

    @property
    def office(self) -> str:
        """The folder's name."""


def of_another_customer(known: Numbered, paper: Numbered) -> str:
    """The same lines, or most of them, under the same number with another customer: mended, or another paper."""
    return (
        f"单号“{paper.number}”与已入账的单据内容相同或大多相同，但客户写的是"
        f"“{paper.customer_name or paper.customer_code}”，原来是“{known.customer_name or known.customer_code}”，"
        "先不入账。如果是更正客户，请撤销原来那一批，这份就自动入账；如果是另一张单，请撤销这一批，改了单号再放。"
    )


def of_another_day(known: Numbered, paper: Numbered) -> str:
    """The same lines under the same number on another day: a date was mistyped, or a book of numbers begins anew."""
    return f"单号“{paper.number}”已按 {known.dated} 入账，这份内容一样、日期是 {paper.dated}，先不入账。{_ANSWERS}"


def of_another_year(known: Numbered, paper: Numbered) -> str:
    """The same lines under the same number in another year: mistyped, as in every January, or another paper."""
    return (
        f"单号“{paper.number}”已按 {known.dated} 入账，这份内容一样、却是 {paper.dated}（另一年），先不入账。{_ANSWERS}"
    )


def of_another_office(known: OfOffice, paper: OfOffice) -> str:
    """Other lines under the same number and customer from another office: each has its own book, or one corrects."""
    return (
        f"单号“{paper.number}”已由“{known.office}”放入、入了账，这份是“{paper.office}”放的、内容不同，先不入账。"
        f"如果是更正，请放进“{known.office}”的文件夹。"
    )


def of_several(paper: Numbered, count: int) -> str:
    """A customer has several papers of that number, by other years or offices, and this one says neither."""
    return (
        f"单号“{paper.number}”这家客户有 {count} 张（几个办事处的，或几年的），看不出这份更正的是哪一张，先不入账。"
        "请写上单据的日期，或者放进那个办事处的文件夹，再放一次。"
    )


def no_other(paper: Numbered) -> str:
    """What is added where somebody said that it is another paper, and nothing but its lines parts the two."""
    return (
        f"答过“{NOT_DOUBLE}”，可是同一家客户、同一年、同一个办事处的两张单不能都是“{paper.number}”，还没有入账；"
        "请撤销这一批，改了单号再放。"
    )


def answered_before(paper: Numbered, question: str) -> str:
    """What is said of a paper that somebody said to be the one that stands, whenever it comes."""
    return (
        f"单号“{paper.number}”的这份内容答过“{DOUBLE}”（{question}），只算先收的那一份，这份没有入账。"
        f"其实不是的，在差异处理里写一行：差异号“{question}”、处理状态“{AGAIN}”，放进收件箱，就再问一次。"
    )


_ANSWERS = (
    "如果是同一张单、原来的日期写错了，请撤销原来那一批，这份就自动入账；如果是这份的日期写错了，请撤销这一批，"
    "改成原来的日期再放；如果是另一张单，请撤销这一批，改了单号再放。"
)


def of_other_lines(
    paper: Numbered, lines: Sequence[Values], standing: Sequence[Values], like: Likeness
) -> str:  # fmt: skip
    """None of its lines is known, of which there are others: the next sheet of one paper, or all of it corrected."""
    return (
        f"单号“{paper.number}”已经入账，这份的 {_counted(lines, like)}与原来的 {_counted(standing, like)}"
        "一行也对不上，先不入账。如果是同一张单的另外几行，请把整张单的行放在一张表里"
        "再放一次；如果是更正，请撤销原来那一批，这份就自动入账；如果是另一张单，请撤销这一批，改了单号再放。"
    )


def of_the_next_sheet(
    paper: Numbered, lines: Sequence[Values], standing: Sequence[Values], like: Likeness
) -> str:  # fmt: skip
    """One file says it twice, and otherwise the second time: more of it, the same corrected, or all of it summed up."""
    return (
        f"同一个文件里单号“{paper.number}”写了不止一处，这一处的 {_counted(lines, like)}与别处的 "
        f"{_counted(standing, like)}不一样，先不入账。如果是另外几行，请把整张单的行放在一张表里"
        "再放一次；如果是更正，请把这一处单独存成一个文件再放；如果只是重写或合计，请撤销这一批，删去这一处再放。"
    )


def said_otherwise(paper: Numbered, pairs: Sequence[tuple[Values, Values]], like: Likeness) -> str:
    """Lines, before and now, of which the product is called otherwise."""
    shown = "、".join(f"“{_name(old, like)}”改成了“{_name(new, like)}”" for old, new in pairs[:_SHOWN])
    more = f"等 {len(pairs)} 行" if len(pairs) > _SHOWN else ""
    return (
        f"单号“{paper.number}”的{shown}{more}，按更正记，原来的不再算；"
        "如果两样都有，请把整张单的行放在一张表里再放一次。"
    )


def summed_up(paper: Numbered, lines: int, stood: int) -> str:
    """An invoice once as one sum and once line by line."""
    return (
        f"单号“{paper.number}”这次是 {lines} 行，以前是 {stood} 行，合计相同，当作同一张，只算一次"
        "（按写得细的那份记）；如果是两张，请改了单号再放。"
    )


def wanting(
    paper: Numbered, missing: Sequence[Values], new: Sequence[Values], like: Likeness
) -> str:  # fmt: skip
    """Lines that stand and that the paper does not have, beside those that it has and that did not stand."""
    more = f"，多了 {_counted(new, like)}" if new else ""
    return (
        f"单号“{paper.number}”这次少了 {_counted(missing, like)}{more}，"
        "已入账的行没有删除，照旧算数。这几行不要了，就把它们写回这张单、在“单据状态”填“作废”，再放一次；"
        "只是漏抄的不用管。"
    )


def said_shorter(pairs: Sequence[tuple[Values, Sequence[str]]], like: Likeness) -> str:
    """Lines of a list without numbers that say less than those of an earlier one, with what they leave out."""
    shown = "、".join(f"“{_name(old, like)}”（没有写{'、'.join(lacks)}）" for old, lacks in pairs[:_SHOWN])
    more = f"等 {len(pairs)} 行" if len(pairs) > _SHOWN else ""
    return (
        f"{shown}{more}比以前收的同一天、同一客户的那一行写得少，当作同一行，没有再算一次；"
        "如果是又一笔，请把当天的两笔写在一张表里（写成两行），再放一次。"
    )


def _counted(lines: Sequence[Values], like: Likeness) -> str:
    """How many lines they are, and which."""
    names = list(dict.fromkeys(_name(values, like) for values in lines))
    return f"{len(lines)} 行（{first_few([f'“{name}”' for name in names], _SHOWN)}）"


def _name(values: Values, like: Likeness) -> str:
    """How a sentence names a line: by its product, else by its kind."""
    said = (like.get(values, name) for name in _NAMES)
    return " ".join(str(one) for one in said if one is not None) or "没有写品名的一行"


_NAMES = ("product_code", "product_name", "spec", "color", "adjustment_type")
