"""The three shelves — sheet types, rules, reports — as plain data with their documentation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any


def types_on_shelf() -> list[dict[str, Any]]:
    """Every sheet type: name, Chinese name, its master workbook, what it is, its fields in order."""
    from neiqin_xl.sheets import sheet_types

    return [
        {
            "name": one.name,
            "shown": one.word.shown,
            "master": one.master.shown,
            "about": one.about,
            "folders": list(one.folders),
            "fields": [
                {"name": field.name, "shown": field.shown, "kind": field.kind.value, "need": field.need.value}
                for field in one.fields
            ],
        }
        for one in sheet_types().values()
    ]


def rules_on_shelf() -> list[dict[str, Any]]:
    """Every rule by code: severity, sentence, what it looks at and why it is there."""
    from neiqin_xl.rules import all_rules

    return [
        {
            "code": one.code,
            "severity": one.severity.value,
            "message": one.message,
            "having": [word.shown for word in (*one.having, *one.shown)],
            "on": list(one.on),
            "about": one.about,
        }
        for one in all_rules()
    ]


def reports_on_shelf() -> list[dict[str, Any]]:
    """Every report: name, Chinese name, what it shows, the kinds of period it is made for by itself."""
    from neiqin_xl.reports import all_reports

    return [
        {"name": one.name, "shown": one.word.shown, "about": one.about, "grains": list(one.grains)}
        for one in all_reports().values()
    ]


def told_types(types: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A paragraph a sheet type: its fields, Chinese name and key, by whether a line may do without them."""
    for one in types:
        yield f"{one['shown']}（{one['name']}）→ {one['master']}"
        for need, shown in _NEEDS.items():
            fields = [f"{field['shown']} {field['name']}" for field in one["fields"] if field["need"] == need]
            if fields:
                yield f"    {shown}：{'、'.join(fields)}"
        if one["folders"]:
            yield f"    放在名为 {'、'.join(one['folders'])} 的子文件夹里，就按这种表读"


def told_rules(rules: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A line a rule: code, severity and its sentence, with 〔…〕 for what it quotes from the paper."""
    from neiqin_xl.faces.telling import SEVERITIES

    for one in rules:
        yield f"{one['code']} {SEVERITIES[one['severity']]}：{_QUOTED.sub('〔…〕', one['message'])}"


def told_reports(reports: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A line a report: Chinese name, key and when it is written."""
    for one in reports:
        grains = "、".join(_GRAINS[grain] for grain in one["grains"])
        yield f"{one['shown']}（{one['name']}）：{f'每{grains}自动更新' if grains else '要时再做'}"


_GRAINS = {"day": "天", "week": "周", "month": "月", "quarter": "季", "year": "年"}
_NEEDS = {"required": "必填", "wanted": "要填", "optional": "可填"}
_QUOTED = re.compile(r"\{\w+\}")
