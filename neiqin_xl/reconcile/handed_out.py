"""What a department was told of orders against how they stand: new, changed, cancelled, finished."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from enum import Enum
from operator import attrgetter
from typing import NamedTuple


class State(Enum):
    """What became of an order line since its department was told; the value is what clerks read."""

    NEW = "新增"
    CHANGED = "变更"
    CANCELLED = "取消"
    FINISHED = "发完"


class Told(NamedTuple):
    """An order line as departments are told of it; quantity × 10^4 is what is to be had in all, `open` what is left."""

    company: str
    order_no: str
    customer: str
    product_name: str
    spec: str
    unit: str
    quantity: int
    open: int
    required_date: str = ""
    promised_date: str = ""
    remark: str = ""
    revision: int = 1
    receiver: str = ""
    ship_method: str = ""
    station_no: str = ""
    contact: str = ""
    phone: str = ""
    address: str = ""

    @classmethod
    def of(cls, values: Iterable[str | int]) -> Told:
        """The line of these values, in the order of the fields."""
        return cls(*values)  # type: ignore[arg-type]  # as they were when they were remembered


class Standing(NamedTuple):
    """An order line as it stands, and whether a department that knows nothing of it is to be told."""

    told: Told
    is_to_be_told: bool


class Change(NamedTuple):
    """One line to tell: as it stands (as it was, where it is cancelled), and the fields that differ from `before`.

    `id` is that of what was told before, None where nothing was.
    """

    state: State
    told: Told
    id: int | None = None
    before: Told | None = None
    differing: tuple[str, ...] = ()


_ORDER = (State.CANCELLED, State.CHANGED, State.NEW, State.FINISHED)


def changes(before: Mapping[int, Told], now: Iterable[Standing], fields: Sequence[str]) -> list[Change]:
    """What is to be told anew, cancelled lines first; only `fields` count, which are those that the department sees.

    A line is known again by its order, product and unit, or, where the product itself was corrected, by order, quantity
    and date. What was told and needs nothing more is FINISHED: to be remembered, not to be sent.
    """
    standing, free = list(now), dict(before)
    found: list[Change] = []
    left = list(range(len(standing)))
    compared: tuple[Callable[[Told], Hashable], ...] = (lambda told: _seen(told, fields), _product, _date)
    for same in compared:
        waiting: dict[Hashable, deque[int]] = defaultdict(deque)
        for told_id, told in free.items():
            waiting[same(told)].append(told_id)
        still = []
        for at in left:
            candidates = waiting[same(standing[at].told)]
            if not candidates:
                still.append(at)
                continue
            told_id = candidates.popleft()
            change = _against(told_id, free.pop(told_id), standing[at].told, fields)
            if change is not None:
                found.append(change)
        left = still
    found += [Change(State.NEW, standing[at].told) for at in left if standing[at].is_to_be_told]
    found += [Change(State.CANCELLED, told, told_id, told) for told_id, told in free.items()]
    return sorted(found, key=lambda one: (_ORDER.index(one.state), _due(one.told), one.told.order_no))


def _against(told_id: int, before: Told, now: Told, fields: Sequence[str]) -> Change | None:
    if now.quantity <= 0:
        return Change(State.CANCELLED, now._replace(quantity=before.quantity), told_id, before)
    differing = tuple(name for name in fields if getattr(before, name) != getattr(now, name))
    if differing:
        return Change(State.CHANGED, now, told_id, before, differing)
    return Change(State.FINISHED, now, told_id, before) if now.open <= 0 else None


def _seen(told: Told, fields: Sequence[str]) -> Hashable:
    return (told.company, *attrgetter(*fields)(told))


def _product(told: Told) -> Hashable:
    return told.company, told.order_no, told.product_name, told.spec, told.unit


def _date(told: Told) -> Hashable:
    return told.company, told.order_no, told.quantity, told.required_date


def _due(told: Told) -> str:
    return told.promised_date or told.required_date or "9999"
