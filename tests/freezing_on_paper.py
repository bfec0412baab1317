"""What was known of each account when its statement was issued or its month closed, written down on paper."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import plain_statements as plain


@dataclass(eq=False)
class Kept:
    """An account up to the day `before` as a statement (number and version) or a closing has it, and what it rests on.

    It is frozen where the customer confirmed it, its month was closed, or something frozen rests on it.
    """

    account: tuple[str, str, str]
    known: plain.Freeze
    below: Kept | None
    number: str = ""
    version: int = 0
    confirmed: bool = False
    closed: bool = False

    @property
    def before(self):
        return self.known.before


class FreezingOnPaper:
    """The frozen past of every account, as an accountant would keep it; `known` are its entries as of that moment."""

    def __init__(self) -> None:
        self.kept, self._months = defaultdict(list), []

    def issue(self, number, version, account, month, known):
        """A statement of the account was issued under that number; its closing balance."""
        self._keep(account, month.before, known, number=number, version=version)
        return plain.statement(known, self.ends(account), month.since, month.before).closing

    def to_confirm(self, month=None):
        """(number, version) of the newest statements, of a month or of all, that nobody confirmed."""
        found = [one for one in self._newest() if not one.confirmed]
        found = [one for one in found if month is None or one.before == month.before]
        return [(one.number, one.version) for one in found]

    def confirm(self, number, *, confirmed=True):
        """The customer confirmed the newest version of a statement, or that was registered by mistake."""
        for one in self._newest():
            if one.number == number:
                one.confirmed = confirmed

    def close(self, month, known):
        """A month was closed: as it was issued, else as it stood where something later froze, else as it is."""
        for account in {*known, *self.kept}:
            held = {one.before: one for one in self._held(account)}
            newest = [one for one in self._newest() if (one.account, one.before) == (account, month.before)]
            now = known.get(account, [])
            if month.before in held:
                held[month.before].closed = True
            elif newest:
                newest[0].closed = True
            elif until(now, month) or held:
                later = next((held[day].known.known for day in sorted(held) if day > month.before), now)
                self._keep(account, month.before, later).closed = True
        self._months.append(month.before)

    def ends(self, account):
        """The frozen ends of an account; one that was not there when a month closed had nothing in it.

        A month is closed for all of our companies, for one that nobody knew then, too.
        """
        own = {one.before: one.known for one in self._held(account)}
        for before in self._months:
            last = max((day for day in own if day <= before), default=None)
            own.setdefault(before, plain.Freeze(before, own[last].known if last else []))
        return [own[before] for before in sorted(own)]

    def _keep(self, account, before, known, **statement):
        held = [one for one in self._held(account) if one.before < before]
        freeze = plain.Freeze(before, [one for one in known if one.day < before])
        made = Kept(account, freeze, max(held, key=lambda one: one.before, default=None), **statement)
        self.kept[account].append(made)
        return made

    def _held(self, account):
        """What is frozen of an account, oldest first as it was kept."""
        frozen, wanted = set(), [one for one in self.kept[account] if one.confirmed or one.closed]
        while wanted:
            one = wanted.pop()
            frozen.add(one)
            wanted += [one.below] if one.below is not None else []
        return [one for one in self.kept[account] if one in frozen]

    def _newest(self):
        """The newest version of every statement."""
        return {one.number: one for kept in self.kept.values() for one in kept if one.number}.values()


def until(known, month):
    """The entries up to the end of the month."""
    return [one for one in known if one.day < month.before]
