"""How far a statement that was issued has come, as lists show it."""

from __future__ import annotations

from neiqin_xl.ledger.issued import Stage
from neiqin_xl.reports.titles import CONFIRMED, DISPUTED, ISSUED

STAGES = {Stage.ISSUED: ISSUED, Stage.CONFIRMED: CONFIRMED, Stage.DISPUTED: DISPUTED}
