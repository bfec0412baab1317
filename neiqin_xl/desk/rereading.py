"""Files that asked what they are, taken in once more from our store as soon as it is known."""

from __future__ import annotations

from collections.abc import Sequence

from neiqin_xl.desk.originals import blob_path
from neiqin_xl.ledger import arrivals, layouts
from neiqin_xl.ledger.arrivals import Arrival, Dropped, stored_path
from neiqin_xl.ledger.documents import papers_of
from neiqin_xl.ledger.layouts import Layout
from neiqin_xl.ledger.store import Ledger
from neiqin_xl.model.table import Table
from neiqin_xl.workspace import Workspace

OVERTAKEN = (
    "以前没有认出的这份表现在认得了，不过里面的单据后来另有新的，程序没有自动重读，免得旧的盖掉新的。"
    "如果这份才是最后的，请把它再放一次。"
)


def announce_again(
    workspace: Workspace, ledger: Ledger, arrival: Arrival, taught: Sequence[Layout], at: str
) -> list[Arrival]:
    """Announce every earlier file that asked about one of these layouts, in the transaction that settles them.

    So they are taken in even if this run is cut off. Nobody drops them: their bytes come from our store.
    """
    asked = {number for one in taught for number in layouts.still_asked(ledger, one, arrival.sha256)}
    again = [
        Dropped(stored_path(blob_path(workspace, one.sha256)), one.name, one.office, one.fixed_type, moved=False)
        for one in arrivals.get(ledger, asked)
    ]
    return arrivals.announce(ledger, again, run=arrival.run, at=at, claim_folder="") if again else []


def is_read_again(workspace: Workspace, arrival: Arrival) -> bool:
    """Whether nobody dropped this file."""
    return arrival.original.is_relative_to(workspace.blobs)


def is_overtaken(workspace: Workspace, ledger: Ledger, arrival: Arrival, tables: Sequence[Table]) -> bool:
    """Whether papers of a file that nobody dropped have come anew in the meantime: what it says may be out of date."""
    company = workspace.settings.company
    papers = [one for table in tables for one in papers_of(table, set(), company=company, whole_table_held=False)]
    return layouts.is_overtaken(ledger, arrival.sha256, {one.group_key for one in papers})
