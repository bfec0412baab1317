"""Every kind of document that is filled from a template."""

from __future__ import annotations

from functools import cache

from neiqin_xl.model.document import Document


@cache
def documents() -> dict[str, Document]:
    """Every kind by the name of its template."""
    from neiqin_xl import reports
    from neiqin_xl.model.shelf import on_shelf
    from neiqin_xl.publish.reply_document import REPLY_DOCUMENT

    return {one.word.shown: one for one in (*on_shelf(reports, Document), REPLY_DOCUMENT)}
