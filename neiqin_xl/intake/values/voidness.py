"""Whether a paper is void, where a header asks just that: 是 or √ under 是否作废 calls it off."""

from __future__ import annotations

from neiqin_xl import words

_VOID = "作废"
# The words for a paper that is not void and for one that is, as each field of a state keeps them or knows them.
_STATES = {
    words.DOC_STATUS.key: ("正常", _VOID),
    words.INVOICE_STATUS.key: ("正常", _VOID),
    words.FINANCE_CONFIRMED.key: ("确认", _VOID),
}
_DENIALS = ("未", "不")


def answers_of_void(name: str, header: str) -> tuple[str, str] | None:
    """What a no and a yes say in that field under that header; None where it does not ask whether a paper is void.

    Under 审核状态 or 是否到账 a yes says the opposite.
    """
    if _VOID not in header or any(word in header for word in _DENIALS):
        return None
    return _STATES.get(name)
