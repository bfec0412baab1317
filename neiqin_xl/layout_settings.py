"""The section [layouts] of the settings: what a person says once and for all of tables with certain headers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from neiqin_xl.setting_values import quoted

_KEYS = ("type", "source", "map")
_LINE = '每行要写成 "版式编号" = "单据类型"，例如 "3f2a9c" = "order"'
_WHOLE = '或者 "3f2a9c" = { type = "order", source = "昆明办", map = { "货号" = "product_code" } }'


@dataclass(frozen=True)
class LayoutSetting:
    """How tables of a layout are read: as which sheet type, from which office ("" for all), header text to field."""

    type: str
    source: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)


def read_layouts(section: Mapping[str, Any], where: Callable[[str], str]) -> tuple[dict[str, LayoutSetting], list[str]]:
    """The layouts of the section by their numbers, and a sentence for each that cannot be used.

    `where` gives the beginning of a sentence about a line. Whether types and fields exist is not looked at here.
    """
    read: dict[str, LayoutSetting] = {}
    problems: list[str] = []
    for layout, value in section.items():
        told: Any = {"type": value} if isinstance(value, str) else value
        wrong = [_LINE + "，" + _WHOLE] if not isinstance(told, dict) else _problems(told)
        problems += [f"{where(layout)}“{layout}”现在是 {quoted(value)}，{one}" for one in wrong]
        if not wrong:
            columns = {header.strip(): name.strip() for header, name in told.get("map", {}).items()}
            read[layout] = LayoutSetting(told["type"].strip(), told.get("source", "").strip(), columns)
    return read, problems


def _problems(told: Mapping[str, Any]) -> list[str]:
    found = [_unknown(key) for key in told if key not in _KEYS]
    if not isinstance(told.get("type"), str) or not told["type"].strip():
        found.append('type 要写单据类型，例如 type = "order"')
    if not isinstance(told.get("source", ""), str):
        found.append('source 要写办事处的文件夹名，例如 source = "昆明办"；不写就是所有办事处')
    columns = told.get("map", {})
    if not isinstance(columns, dict) or not all(isinstance(name, str) for name in columns.values()):
        found.append('map 要写成 map = { "表头" = "字段" }，例如 map = { "货号" = "product_code" }')
    return found


def _unknown(key: str) -> str:
    import difflib

    near = difflib.get_close_matches(key.lower(), _KEYS, n=1, cutoff=0.5)
    if near:
        return f"里面的“{key}”不认识，是不是“{near[0]}”？请改正"
    return f"里面的“{key}”不认识，只能写 {'、'.join(_KEYS)}"
