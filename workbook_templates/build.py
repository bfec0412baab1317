"""Draw the default templates anew: python workbook_templates/build.py [FOLDER], this one where none is told."""

from __future__ import annotations

import sys
from pathlib import Path

from drawing.confirmation import confirmation
from drawing.daily import daily
from drawing.lists import ageing, backlog
from drawing.reply import reply
from drawing.slip import delivery_note
from drawing.statement import statement
from drawing.statement_list import statement_list
from drawing.summary import sales_summary
from drawing.tracking import tracking

TEMPLATES = (
    statement,
    statement_list,
    confirmation,
    delivery_note,
    sales_summary,
    daily,
    tracking,
    backlog,
    ageing,
    reply,
)


def main() -> None:
    """Every template, into the folder told."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    for draw in TEMPLATES:
        draw(folder)


if __name__ == "__main__":
    main()
