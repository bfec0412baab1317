"""Taking away what we laid before and nobody is to use any more: a draft of an account that is another's now."""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from neiqin_xl.desk.publishing import Publishing


def sweep(publishing: Publishing, lying: Iterable[Path], kept: Collection[Path]) -> None:
    """Take away of these workbooks those that lie as we laid them and are not kept; what people made of them stays."""
    gone = []
    for path in lying:
        with contextlib.suppress(OSError):  # somebody has it open: the next time
            if path not in kept and publishing.is_ours(path):
                # The workbook goes last: by it the next time finds both.
                path.with_suffix(".pdf").unlink(missing_ok=True)
                path.unlink()
                gone.append(path.relative_to(publishing.workspace.root).as_posix())
    if gone:
        with publishing.ledger.transaction():
            publishing.ledger.execute_in("DELETE FROM publication WHERE path IN (?*)", gone)
