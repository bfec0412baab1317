"""A file that was taken in once already, and whose lines a later one changed: the books do not hold what it says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from neiqin_xl import words
from neiqin_xl.ledger import arrivals
from neiqin_xl.ledger.arrivals import Arrival
from neiqin_xl.ledger.likeness import Values, agrees
from neiqin_xl.ledger.schema import line_fields, line_table
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.sheet_type import SheetType
from neiqin_xl.sheets.sign_off import TAKEN_BACK


def told_what_changed(ledger: Ledger, earlier: Arrival) -> str:
    """Which later batches changed lines of that arrival, and how to go back; "" where all stands as it says."""
    types = {
        str(group).partition("|")[0]
        for (group,) in ledger.rows("SELECT DISTINCT group_key FROM paper WHERE arrival = ?", (earlier.id,))
    }
    changed: list[int] = []
    for name in sorted(types & ledger.kinds.keys()):
        changed += _changed_by(ledger, ledger.kinds[name], earlier.id)
    if not changed:
        return ""
    later = arrivals.get(ledger, set(changed))
    named = "、".join(f"{one.batch}（“{one.name}”）" for one in later)
    batches = "、".join(str(one.batch) for one in later)
    return (
        f"后来批次 {named}改过里面的 {len(changed)} 行，账上现在以后来的为准。"
        f"要改回这一份的，请在表里改一处（例如加一句备注）、存盘再放一次，或者撤销批次 {batches}。"
    )


def _changed_by(ledger: Ledger, kind: SheetType, arrival: int) -> list[int]:
    """For each line of the arrival that no standing line says as well, the later arrival that it came to be by."""
    fields = line_fields(kind)
    names = [one.name for one in kind.fields]
    dropped: defaultdict[str, list[Values]] = defaultdict(list)
    for group, *values in ledger.rows(
        f"SELECT paper.group_key, {fields} FROM paper JOIN {line_table(kind)} AS line ON line.paper = paper.id "
        "WHERE paper.arrival = ? AND line.fit AND NOT line.composed",
        (arrival,),
    ):
        dropped[group].append(tuple(values))
    standing: defaultdict[str, list[tuple[int, Values]]] = defaultdict(list)
    for group, by, *values in ledger.rows_in(
        f"SELECT standing.group_key, paper.arrival, {fields} FROM standing "
        f"JOIN {line_table(kind)} AS line ON line.id = standing.line JOIN paper ON paper.id = standing.paper "
        "WHERE standing.group_key IN (?*)",
        dropped,
    ):
        standing[group].append((by, tuple(values)))
    changed = []
    for group, lines in dropped.items():
        later = max((by for by, _ in standing[group] if by > arrival), default=None)
        if later is None:
            continue
        said = {values for _, values in standing[group]}
        others = (line for line in lines if line not in said)
        changed += [later for line in others if not any(_still_says(names, line, one) for one in said)]
    return changed


def _still_says(names: Sequence[str], dropped: Values, standing: Values) -> bool:
    if not agrees(dropped, standing):
        return False
    back = names.index(words.WITHDRAWN.key) if words.WITHDRAWN.key in names else None
    # What was taken back stands with all that was said of it before.
    return back is None or standing[back] != TAKEN_BACK or dropped[back] == TAKEN_BACK
