"""What may happen to books between one look at them and the next: drops, corrections, undos, publications."""

from __future__ import annotations

from hypothesis import strategies as st
from test_order_of_arrival import CUSTOMERS, lines, papers, picture

later = st.sampled_from(["2026-10-02", "2026-10-09", "2025-12-30"])


@st.composite
def histories(draw):
    """Steps (what, value): ("drop", (type, picture)), ("undo", the number of a drop, maybe none), ("publish", None)."""
    steps = [("drop", one) for one in draw(papers())]
    for number in draw(st.lists(st.sampled_from(["D1", "D2", "D3"]), max_size=3)):
        values = (number, draw(later), *draw(st.sampled_from(CUSTOMERS).filter(any)))
        head = "order_no | order_date | customer_code | customer_name"
        steps.append(("drop", ("order", picture(head, values, draw(lines)))))
    steps = draw(st.permutations(steps))
    for _ in range(draw(st.integers(1, 4))):
        steps.insert(draw(st.integers(0, len(steps))), ("publish", None))
    for _ in range(draw(st.integers(0, 2))):
        steps.insert(draw(st.integers(0, len(steps))), ("undo", draw(st.integers(1, 12))))
    return steps
