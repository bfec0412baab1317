"""A report's pages into a workbook, by the template of its kind of document."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

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
    (made,) = render_all([paper], templates)
    return made


def render_all(papers: Iterable[Paper], templates: Templates | None = None) -> list[tuple[bytes, Template]]:
    """The same for several papers, in their order."""
    made_by = templates or Templates(None)
    # Step by step for all of them: what one step takes of the processor's memory, the next paper need not fetch again.
    told = [(paper.document, _values(paper)) for paper in papers]
    made: list[tuple[bytes, Template]] = []
    for _, of_one in groupby(told, key=lambda one: id(one[0])):
        (document, first), *more = of_one
        made += made_by.filled_by(document, [first, *(values for _, values in more)])
    return made


def _values(paper: Paper) -> dict[str, Any]:
    if not paper.pages:
        raise ValueError(f"paper {paper.name} has no pages")
    return values_of(paper, paper.document)
