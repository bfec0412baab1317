"""Amounts in capitals, 壹佰贰拾元伍角整, as papers write them against changed figures."""

from __future__ import annotations

from neiqin_xl.first_use import late_pattern

_DIGITS = {
    text: value
    for value, texts in enumerate(("零〇", "壹", "贰貳", "叁參", "肆", "伍", "陆陸", "柒", "捌", "玖"))
    for text in texts
}
_TENS = {"拾": 10, "佰": 100, "仟": 1000}
_COINS = {"角": 10, "分": 1}
_OF_CAPITALS = "".join((*_DIGITS, *_TENS, "万萬亿億"))
_AMOUNT = late_pattern(rf"(?P<yuan>[{_OF_CAPITALS}]+)\s*[元圆圓](?P<coins>[{''.join(_DIGITS)}角分]*)\s*[整正]?")


def fen_in_capitals(text: str) -> int | None:
    """The one amount in capitals that a text holds, in fen; None where there is none, or more, or nonsense."""
    if "负" in text or "負" in text:
        return None
    found = list(_AMOUNT.finditer(text.replace(" ", "").replace("\u3000", "")))
    if len(found) != 1:
        return None
    yuan, coins = _yuan(found[0]["yuan"]), _fen(found[0]["coins"])
    return None if yuan is None or coins is None else yuan * 100 + coins


def _yuan(text: str) -> int | None:
    """The whole of 壹万零伍拾: sections of 亿 and 万, each below ten thousand."""
    total = section = 0
    digit: int | None = None
    for one in text:
        if one in _DIGITS:
            if digit:
                return None
            digit = _DIGITS[one]
        elif one in _TENS:
            if digit is None and (one != "拾" or text[0] != one):
                return None
            section += (1 if digit is None else digit) * _TENS[one]
            digit = None
        else:
            section += digit or 0
            digit = None
            total = (total + section) * 10**8 if one in "亿億" else total + section * 10**4
            section = 0
    return total + section + (digit or 0)


def _fen(text: str) -> int | None:
    """The 角 and 分 behind the 元."""
    total, digit = 0, None
    for one in text:
        if one in _DIGITS:
            digit = _DIGITS[one]
        elif digit is None:
            return None
        else:
            total, digit = total + digit * _COINS[one], None
    return total if not digit else None
