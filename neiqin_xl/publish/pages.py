"""A report's pages into a workbook, by the template of its kind of document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from neiqin_xl.model.report import Paper
from neiqin_xl.publish.page_values import values_of
from neiqin_xl.publish.templates import Templates

if TYPE_CHECKING:
    from neiqin_xl.workbook.template import Template


def render_paper(paper: Paper, templates: Templates | None = None) -> bytes:
    """The paper as an .xlsx file; the same paper and template give the same bytes.

    Without `templates` those that come with the program are used. ValueError for a paper without pages.
    """
    return render_by(paper, templates)[0]


def render_by(paper: Paper, templates: Templates | None = None) -> tuple[bytes, Template]:
    """The same, and the template by which it was written."""
    if not paper.pages:
        raise ValueError(f"paper {paper.name} has no pages")
    return (templates or Templates(None)).filled_by(paper.document, values_of(paper, paper.document))
