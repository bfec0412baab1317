"""What every question about differences joins and asks alike."""

from __future__ import annotations

STANDING = "JOIN standing ON standing.line = posting.line JOIN arrival ON arrival.id = paper.arrival"
PLACE = "arrival.name, paper.sheet, posting.row"
ORDER_NO = "substr(standing.order_key, instr(standing.order_key, '|') + 1)"
