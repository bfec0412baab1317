"""What people wrote down about statements after they were issued: sent, confirmed by the customer, disputed."""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from neiqin_xl import words
from neiqin_xl.first_use import late_pattern
from neiqin_xl.ledger.keys import code_key
from neiqin_xl.ledger.schema import line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.sheets.sign_off import TAKEN_BACK

_WITH_VERSION = late_pattern(r"(.*-\d{4})-(\d{2})")


class SignOff(NamedTuple):
    """What stands of one statement and version; days are ISO text, amounts fen, and what is not said is "" or None.

    `statement_no` is written as the newest paper writes it, without the version (compare by `code_key`); `version` is
    None where the papers name none. `withdrawn` says that all was taken back and nothing written down since: then
    nothing else is said. `line` is the newest line, and `batch` the drop it came with.
    """

    statement_no: str
    version: int | None
    sent_on: str = ""
    confirmed_on: str = ""
    disputed_on: str = ""
    note: str = ""
    sent_via: str = ""
    confirmed_amount: int | None = None
    original_on: str = ""
    handled_by: str = ""
    remark: str = ""
    line: int = 0
    batch: int = 0
    withdrawn: bool = False


def sign_offs(ledger: Ledger) -> list[SignOff]:
    """Every registered statement and version, in the order in which each was first registered.

    A later paper adds to the earlier ones, and what it leaves blank stays; one that takes the registration back leaves
    nothing of what came before it.
    """
    return list(_replayed(ledger)[0].values())


def taken_back(ledger: Ledger) -> list[SignOff]:
    """What was registered of statements of which all was taken back, and of which nothing was written down since."""
    found, gone = _replayed(ledger)
    return [one for key, some in gone.items() if found[key].withdrawn for one in some]


_Key = tuple[str, int | None]


def _replayed(ledger: Ledger) -> tuple[dict[_Key, SignOff], dict[_Key, list[SignOff]]]:
    """By number and version, what stands and what was taken back of it."""
    kind = ledger.kinds.get(words.SIGN_OFF.key)
    found: dict[_Key, SignOff] = {}
    gone: defaultdict[_Key, list[SignOff]] = defaultdict(list)
    if kind is None:
        return {}, {}
    for number, version, sent, confirmed, disputed, amount, line, batch, back, *texts in ledger.rows(
        "SELECT statement_no, version_no, sent_on, confirmed_on, disputed_on, confirmed_amount, line.id, "
        "arrival.batch, withdrawn, dispute, sent_via, original_on, handled_by, remark "
        f"FROM {line_table(kind)} AS line "
        "JOIN paper ON paper.id = line.paper JOIN arrival ON arrival.id = paper.arrival "
        "WHERE line.fit AND NOT line.composed AND arrival.id NOT IN (SELECT arrival FROM undone) ORDER BY line.id"
    ):
        name, its_version = without_version(number, version)
        key = code_key(name), its_version
        if back == TAKEN_BACK:
            gone[key] += [found[key]] if key in found else []
            found[key] = SignOff(name, its_version, line=line, batch=batch, withdrawn=True)
            continue
        note, via, original, by, remark = (str(text or "") for text in texts)
        said = SignOff(
            statement_no=name,
            version=its_version,
            sent_on=_day(sent),
            confirmed_on=_day(confirmed),
            disputed_on=_day(disputed),
            note=note,
            sent_via=via,
            confirmed_amount=amount,
            original_on=_day(original),
            handled_by=by,
            remark=remark,
            line=line,
            batch=batch,
        )
        found[key] = _added(found.get(key), said)
    return found, gone


def with_version(number: str, version: int) -> str:
    """A statement's number and version as one, as its file and people have it: DZ202610-0001-02."""
    return f"{number}-{version:02d}"


def without_version(number: str | None, version: int | None) -> tuple[str, int | None]:
    """A statement's number and version, taken apart where `number` is both."""
    text = str(number or "").strip()
    both = _WITH_VERSION.fullmatch(text)
    if both is None or version not in (None, int(both[2])):
        return text, version
    return both[1], int(both[2])


def _day(text: str | None) -> str:
    return str(text or "")[:10]


def together(one: SignOff | None, other: SignOff | None) -> SignOff | None:
    """Two registrations of one statement as one: what the newer one says counts, what it leaves blank the older."""
    if one is None or other is None:
        return one or other
    return _added(one, other) if one.line < other.line else _added(other, one)


def _added(earlier: SignOff | None, later: SignOff) -> SignOff:
    if earlier is None or earlier.withdrawn:
        return later
    blank = {name: getattr(earlier, name) for name, new in later._asdict().items() if new in ("", None)}
    return later._replace(**blank)
