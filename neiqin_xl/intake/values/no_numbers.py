"""What a text in a number's place seems to be, said so that the clerk knows what to write instead."""

from __future__ import annotations

import re

_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?"
_UNIT = r"[^\W\d_]{0,4}"
_ABOUT = re.compile(
    rf"(?:大?约|大概|将?近|接近|差不多|≈|~|不到|至少|最多|>|<)\s*{_NUMBER}.*|"
    rf"{_NUMBER}\s*{_UNIT}(?:左右|上下|以上|以下|以内|多|余|不到)|{_NUMBER}(?:多|余|来)\s*{_UNIT}"
)
_ADDED = re.compile(rf"{_NUMBER}\s*{_UNIT}\s*(?:\+|加|送|赠|搭)\s*(\d[\d,.]*)\s*{_UNIT}")
_RANGE = re.compile(rf"{_NUMBER}\s*{_UNIT}\s*(?:~|至|到|-)\s*{_NUMBER}\s*{_UNIT}")
_PRODUCT = re.compile(rf"{_NUMBER}\s*{_UNIT}\s*[*x×]\s*{_NUMBER}.*", re.IGNORECASE)
_FRACTION = re.compile(r"\d+\s*/\s*\d+")
_SPACED = re.compile(r"[+-]?\d{1,3}(?:[ '’]\d{3})+(?:\.\d+)?")
_IN_CHARACTERS = re.compile(r"[零〇一二两三四五六七八九十百千万亿半壹贰叁肆伍陆柒捌玖拾佰仟廿点]+\S{0,2}")
_FORMULA = re.compile(r"=.+")
_MORE = re.compile(rf"{_NUMBER}\s*(\D.{{0,20}})")


def why_no_number(text: str, written: str) -> tuple[str, str | None]:
    """A sentence about a text that is no number, and the number that it surely means, where there is one.

    `text` is what the cell holds and is quoted, `written` the same in half-width characters.
    """
    if _SPACED.fullmatch(written):
        joined = re.sub(r"[ '’]", "", written)
        return f"“{text}”的数字中间有空格或撇号，看不出是一个数还是两个数；请连着写，例如 {joined}", joined
    for shape, reason in _REASONS:
        if found := shape.fullmatch(written):
            return f"“{text}”{reason.format(*found.groups())}", None
    return f"“{text}”不是数字，请只填数字", None


_REASONS = (
    (_FORMULA, "是没有算出来的公式；请填算好的数字"),
    (re.compile(rf"{_NUMBER}\s*%"), "是百分数，这一栏要的不是百分数；请填算好的数字"),
    (_ABOUT, "只是大概的数；请填确切的数字"),
    (_ADDED, "写了两个数；如果 {0} 是赠送的，请另起一行，单价写 0、备注写“赠品”，不是赠送的请填合计"),
    (_RANGE, "是一个范围；请填一个确切的数字"),
    (_PRODUCT, "是没有算出来的算式；请填算好的数字"),
    (_FRACTION, "写成了分数；请写成小数，例如 0.5"),
    (_IN_CHARACTERS, "写的是汉字；请改用阿拉伯数字，例如 12"),
    (re.compile(r"样品?|打样|试用"), "不是数字；不收钱的请写 0，并在备注写“样品”，收钱的请写单价"),
    (_MORE, "除了数字还写着“{0}”，不知道是什么；请只填数字，其余的写到备注"),
)
