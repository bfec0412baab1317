"""What the template of 箱唛 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column
from neiqin_xl.reports.addressed import ADDRESSED

LABELS = words.BOX_LABELS.shown
BOXES = Table(
    "箱",
    "一箱一张；没有写件数的只有一张，复印了手写第几件",
    (Column("件号", Kind.INT), Column("内有清单", Kind.BOOL)),
    totals=False,
)
BOX_LABELS_DOCUMENT = Document(
    words.BOX_LABELS,
    "贴在外箱上的唛头，一箱一张，放清单的那一箱写明",
    (Pages(LABELS, "箱唛，一张送货单一页", (BOXES,), ADDRESSED),),
    required=LABELS,
    outward=True,
)
