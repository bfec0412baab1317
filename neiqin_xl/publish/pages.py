"""A report's pages into a workbook, by the template of its kind of document."""

from __future__ import annotations

from neiqin_xl.model.report import Paper
from neiqin_xl.publish.page_values import values_of
from neiqin_xl.publish.templates import Templates


def render_paper(paper: Paper, templates: Templates | None = None) -> bytes:
    """The paper as an .xlsx file; the same paper and template give the same bytes.

    Without `templates` those that come with the program are used. ValueError for a paper without pages.
    """
    if not paper.pages:
        raise ValueError(f"paper {paper.name} has no pages")
    return (templates or Templates(None)).filled(paper.document, values_of(paper, paper.document))
