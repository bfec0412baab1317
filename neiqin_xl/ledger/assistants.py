"""Who in the office looks after which customer, as the customer file says."""

from __future__ import annotations

from neiqin_xl.ledger.store import Ledger


def assistants(ledger: Ledger) -> dict[str, str]:
    """By customer, its 内勤; not those for whom nobody is named."""
    return dict(
        ledger.rows(
            "SELECT alias.party, line.assist FROM alias JOIN line_customer AS line ON line.id = alias.line "
            "WHERE alias.kind = 'mention' AND line.assist IS NOT NULL GROUP BY alias.line ORDER BY alias.line"
        )
    )
