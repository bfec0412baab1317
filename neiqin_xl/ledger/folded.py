"""What papers come to: the lines that stand, the fate of every line, and what is said of whole papers. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.ledger.likeness import Likeness, Values

DOUBLED = "doubled"
"""The state of a paper of which somebody said that it is the one that stands under its number."""


class Fate(Enum):
    """What became of a line (RULES 24); the value is the word's key."""

    NEW = words.NEW.key
    UNCHANGED = words.UNCHANGED.key
    CORRECTED = words.CORRECTED.key
    CONFLICTING = words.CONFLICTING.key
    HELD = words.HELD.key


class PaperLines(NamedTuple):
    """A stored paper with its lines: ids, field values in the type's order, and which of them are fit to count.

    `source` is the arrival and the sheet that it stood on, `office` whose folder it came by, "" for the one of all. Of
    several papers of a sheet that are one, `papers` has the stored one of each line.
    """

    id: int
    number: str
    dated: str
    customer_code: str
    customer_name: str
    version: str
    numbered: bool
    ids: Sequence[int]
    values: Sequence[Values]
    fit: Sequence[bool]
    mention: int = 0
    items: Sequence[int] = ()
    source: tuple[int, str] = (0, "")
    papers: Sequence[int] = ()
    office: str = ""

    @property
    def stored(self) -> set[int]:
        """The stored papers that it is made of."""
        return {self.id, *self.papers}

    def paper_of(self, i: int) -> int:
        """The stored paper of that line."""
        return self.papers[i] if self.papers else self.id


@dataclass(eq=False, slots=True)
class Slot:
    """One line that stands: where it was first entered, how often corrected, and the values now.

    `line` is the stored line whose values these are, or None where they overlay several (a later paper left blanks);
    `of_goods` is the one that says of which product it is.
    """

    position: int
    paper: int
    line: int | None
    latest: int
    of_goods: int
    values: Values
    revision: int = 1


@dataclass
class Folded:
    """What a group of papers comes to. `notes` are Chinese sentences about whole papers.

    `questions` are the numbers of what is asked of a paper, or was answered, in that order: the last one is open where
    it waits.
    """

    slots: list[Slot] = field(default_factory=list)
    fates: dict[int, Fate] = field(default_factory=dict)
    states: dict[int, str] = field(default_factory=dict)
    notes: dict[int, str] = field(default_factory=dict)
    questions: dict[int, list[str]] = field(default_factory=dict)

    def ask(self, paper: PaperLines, usable: Iterable[int], doubt: str) -> None:
        """Leave a paper's lines out until somebody answers."""
        self.states.update(dict.fromkeys(paper.stored, words.CONFLICTING.key))
        self.notes[paper.id] = doubt
        self.fates.update((paper.ids[i], Fate.CONFLICTING) for i in usable)

    def leave_out(self, paper: PaperLines, usable: Iterable[int], why: str) -> None:
        """Leave a paper's lines out, since somebody said that they stand here already."""
        self.states.update(dict.fromkeys(paper.stored, DOUBLED))
        self.notes[paper.id] = why
        self.fates.update((paper.ids[i], Fate.UNCHANGED) for i in usable)

    def wait(self, paper: PaperLines, state: str, why: str) -> None:
        """Leave a whole paper out, in that state."""
        self.states[paper.id], self.notes[paper.id] = state, why
        self.fates.update(dict.fromkeys(paper.ids, Fate.HELD))

    def note_question(self, paper: PaperLines, number: str) -> None:
        """Remember that what becomes of a paper hangs on the answer to that question."""
        for one in paper.stored:
            if number not in (numbers := self.questions.setdefault(one, [])):
                numbers.append(number)

    def answer(self, paper: PaperLines, usable: Iterable[int]) -> None:
        """Ask no longer: a later paper says all that this one says."""
        self.states.update(dict.fromkeys(paper.stored, "counted"))
        del self.notes[paper.id]
        self.fates.update((paper.ids[i], Fate.UNCHANGED) for i in usable)


@dataclass
class Document:
    """One document as it stands.

    `asked` are papers that may be other versions of it, with their lines as listed. `taken` are positions of payments
    with the lists that have them: what a list has beside a payment is another one. `arrivals` are those that said it.
    `stated` is what it said at any time of freight, in fen.
    """

    paper: PaperLines
    slots: list[Slot]
    numbered: bool
    version: str
    asked: list[tuple[PaperLines, Sequence[int], Counter[object]]] = field(default_factory=list)
    taken: set[tuple[int, tuple[int, str]]] = field(default_factory=set)
    arrivals: set[int] = field(default_factory=set)
    stated: set[int] = field(default_factory=set)

    def is_of_another_year(self, paper: PaperLines) -> bool:
        """Whether both are dated, in two years."""
        dates = self.paper.dated, paper.dated
        return all(dates) and dates[0][:4] != dates[1][:4]

    def is_of_another_office(self, paper: PaperLines) -> bool:
        """Whether each came by the folder of an office, and not of the same."""
        offices = self.paper.office, paper.office
        return all(offices) and offices[0] != offices[1]

    def days(self, like: Likeness) -> set[str]:
        """The days that it bears; without any it is of every day."""
        return days_of(self.paper.dated, (slot.values for slot in self.slots), like)

    def is_void(self, like: Likeness) -> bool:
        """Whether nothing of it counts."""
        return all(like.is_void(slot.values) for slot in self.slots)

    def content(self, like: Likeness) -> Counter[object]:
        """The lines as lists compare them."""
        return Counter(like.listed(slot.values) for slot in self.slots)


def slot_of(paper: PaperLines, i: int) -> Slot:
    """A line that stands as its paper has it."""
    line = paper.ids[i]
    return Slot(position=line, paper=paper.paper_of(i), line=line, latest=line, of_goods=line, values=paper.values[i])


def correct(slot: Slot, paper: PaperLines, i: int, like: Likeness) -> None:
    """Lay that line of a later paper over one that stands."""
    overlaid = like.overlaid(paper.values[i], slot.values)
    goods = like.goods(overlaid)
    # A list that leaves out the code says less of the goods than the one before, and the code tells which they are.
    if goods != like.goods(slot.values) and (goods == like.goods(paper.values[i]) or not like.goods(slot.values)[0]):
        slot.of_goods = paper.ids[i]
    slot.line = paper.ids[i] if overlaid == paper.values[i] else None
    # Whose a payment is its paper says, and one that names only the payer says less than the one before.
    says_whose = not like.are_payments or like.names_customer(paper.values[i]) or not like.names_customer(slot.values)
    slot.paper = paper.paper_of(i) if says_whose else slot.paper
    slot.latest, slot.values, slot.revision = paper.ids[i], overlaid, slot.revision + 1


def days_of(dated: str, lines: Iterable[Values], like: Likeness) -> set[str]:
    """The days that the lines of a paper bear; one that bears none is of the paper's day."""
    return {like.day(values) or dated for values in lines} - {""}
