"""A report's pages into a workbook: headings, tables and native charts, ready to print."""

from __future__ import annotations

from neiqin_xl.model.report import Paper
from neiqin_xl.publish.charts import chart_parts
from neiqin_xl.publish.page_sheet import PageSheet
from neiqin_xl.workbook.book import Properties, book
from neiqin_xl.workbook.names import sheet_name


def render_paper(paper: Paper) -> bytes:
    """The paper as an .xlsx file; the same paper gives the same bytes. ValueError for a paper without pages."""
    if not paper.pages:
        raise ValueError(f"paper {paper.name} has no pages")
    sheets: list[PageSheet] = []
    taken: set[str] = set()
    for page in paper.pages:
        name = sheet_name(page.name, taken)
        taken.add(name.casefold())
        sheets.append(PageSheet(page, name))
    return b"".join(book(sheets, Properties(title=paper.name), lambda: chart_parts(sheets)))
