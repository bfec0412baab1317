"""Somebody's own workbook with placeholders in it, filled with values; nothing else in it is lost.

`Template(data).render(values)` is the filled workbook. A template is compiled once and rendered many times.
"""

from neiqin_xl.workbook.template.mistakes import Mistake, TemplateError
from neiqin_xl.workbook.template.template import Template

__all__ = ["Mistake", "Template", "TemplateError"]
