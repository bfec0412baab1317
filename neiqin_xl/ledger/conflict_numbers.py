"""Two papers of one number → the number of the question whether they are one. Pure."""

from __future__ import annotations

import hashlib

from neiqin_xl.ledger.folded import PaperLines
from neiqin_xl.ledger.keys import code_key, name_key
from neiqin_xl.ledger.likeness import Likeness

CLASS = "X6"


def question_number(one: PaperLines, other: PaperLines, like: Likeness) -> str:
    """The same for the same two papers, whichever came first, in whatever file, layout or office's folder.

    What the two say decides: neither settings nor what else came in the meantime can make another question of it.
    """
    about = (like.type, code_key(other.number), *sorted(_content(paper, like) for paper in (one, other)))
    return f"{CLASS}-{hashlib.blake2b(chr(10).join(about).encode(), digest_size=5).hexdigest().upper()}"


def _content(paper: PaperLines, like: Likeness) -> str:
    """Whose a paper is, of which day, what it lists and in which currency, as it writes that."""
    lines = [values for values, fit in zip(paper.values, paper.fit, strict=True) if fit]
    ours = max((name_key(like.text(values, "company")) for values in lines), default="")
    money = "+".join(sorted({like.text(values, "currency") for values in lines}))
    who = code_key(paper.customer_code) or name_key(paper.customer_name)
    return "|".join([ours, money, who, paper.dated, *sorted(repr(like.listed(values)) for values in lines)])
