"""A workbook's bytes as sheets of raw cells."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.intake.books.workbooks import open_workbook
from neiqin_xl.intake.gate.active import notices
from neiqin_xl.intake.gate.admission import Container, admit
from neiqin_xl.intake.job import Caps
from neiqin_xl.intake.sheet import Sheet
from neiqin_xl.model.finding import Finding, Severity


def read_book(data: bytes, name: str, caps: Caps | None = None) -> list[Sheet] | Finding:
    """The visible sheets of a file in order, or the sentence that says why it cannot be read.

    `name` names the sheet of a text file, which has none of its own. What was ignored is said in the findings of the
    first sheet.
    """
    caps = caps or Caps()
    admission = admit(data, caps)
    if isinstance(admission, Finding):
        return admission
    if admission.container in (Container.TEXT, Container.WEBPAGE):
        return _by_ourselves(data, name, admission.container, caps)
    opened = open_workbook(data, admission.container, caps)
    if isinstance(opened, Finding):
        return opened
    findings = list(notices({notice.code for notice in admission.notices} | opened.codes))
    hidden = [name for name in opened.hidden if name != words.FORM_CHOICES.shown]  # the lists of our own forms
    if hidden:
        findings.append(Finding("F205", Severity.NOTE, f"隐藏的工作表没有读取：{'、'.join(hidden)}"))
    if findings and opened.sheets:
        opened.sheets[0].findings[:0] = findings
    return opened.sheets


# What reads the rarer formats is imported with the first of them: most reading processes meet only .xlsx, and starting
# one costs as much as reading ten small files.
def _by_ourselves(data: bytes, name: str, container: Container, caps: Caps) -> list[Sheet] | Finding:
    if container is Container.WEBPAGE:
        from neiqin_xl.intake.books.webpage import read_webpage as read
    else:
        from neiqin_xl.intake.delimited.text import read_delimited as read
    sheet = read(data, name, caps)
    return sheet if isinstance(sheet, Finding) else [sheet]
