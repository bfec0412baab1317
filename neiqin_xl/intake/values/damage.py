"""What is left of characters that were read in the wrong encoding."""

from __future__ import annotations

from neiqin_xl.first_use import late_pattern
from neiqin_xl.intake.values.numerals import UnreadableError

_DAMAGE = late_pattern("\ufffd|锟斤拷|烫烫烫")


def is_damaged(text: str) -> bool:
    """Whether the text holds such characters."""
    return _DAMAGE.search(text) is not None


def refuse_damage(text: str) -> None:
    """UnreadableError where the text holds such characters."""
    if is_damaged(text):
        raise UnreadableError("C110", f"“{text}”像是乱码，请从原文件重新复制这一格")
