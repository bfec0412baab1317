"""Draw the default templates anew: python workbook_templates/build.py [FOLDER], this one where none is told."""

from __future__ import annotations

import sys
from pathlib import Path

from drawing.ageing import ageing
from drawing.allocations import allocations
from drawing.backlog import backlog
from drawing.box_labels import box_labels
from drawing.cash_plan import cash_plan
from drawing.closing import closing_list
from drawing.confirmation import confirmation
from drawing.credit_check import credit_check
from drawing.daily import daily
from drawing.differences import differences
from drawing.due_reminders import due_reminders
from drawing.liability import liability
from drawing.pack import pack
from drawing.payment_letters import dunning, reminder
from drawing.receivable_ledger import receivable_ledger
from drawing.reconciliation import reconciliation
from drawing.register import register
from drawing.release import release
from drawing.reply import reply
from drawing.reply_dates import reply_dates
from drawing.shipping import distribution, notices, slip_numbers
from drawing.sign_letter import sign_letter
from drawing.slip import delivery_note
from drawing.slip_returns import slip_returns
from drawing.slip_review import slip_review
from drawing.statement import open_statement, statement
from drawing.statement_list import statement_list
from drawing.summary import sales_summary
from drawing.to_do import to_do
from drawing.tracking import tracking
from drawing.uninvoiced import uninvoiced

TEMPLATES = (
    statement,
    open_statement,
    statement_list,
    closing_list,
    confirmation,
    register,
    reconciliation,
    reminder,
    dunning,
    pack,
    delivery_note,
    sign_letter,
    box_labels,
    slip_numbers,
    slip_returns,
    reply_dates,
    notices,
    distribution,
    sales_summary,
    daily,
    tracking,
    differences,
    backlog,
    slip_review,
    ageing,
    receivable_ledger,
    credit_check,
    due_reminders,
    liability,
    release,
    cash_plan,
    uninvoiced,
    allocations,
    to_do,
    reply,
)


def main() -> None:
    """Every template, into the folder told."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for draw in TEMPLATES:
        draw(folder)


if __name__ == "__main__":
    main()
