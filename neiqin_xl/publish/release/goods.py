"""What a paper says of goods: texts in which a short word is a make, a size, a unit or a place, and no customer."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.report import Paper

_COLUMNS = frozenset(
    one.shown
    for one in (
        words.PRODUCT_CODE,
        words.CUSTOMER_PART_NO,
        words.PRODUCT_NAME,
        words.SPEC,
        words.UNIT,
        words.REMARK,
    )
)


def goods_told(paper: Paper) -> set[str]:
    """The texts in the paper's columns of goods: codes, names, sizes, units, remarks."""
    found: set[str] = set()
    for page in paper.pages:
        for block in page.blocks:
            for place, column in enumerate(block.columns):
                if column.called in _COLUMNS:
                    found.update(str(row[place]) for row in block.rows if row[place])
    return found
