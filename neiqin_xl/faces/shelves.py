"""The three shelves — sheet types, rules, reports — as plain data with their documentation."""

from __future__ import annotations

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
            "having": [word.shown for word in one.having],
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
    """A paragraph a sheet type."""
    for one in types:
        yield f"{one['shown']}（{one['name']}）→ {one['master']}"
        yield from _told_about(one["about"])
        needed = [field["shown"] for field in one["fields"] if field["need"] == "required"]
        others = [field["shown"] for field in one["fields"] if field["need"] != "required"]
        yield f"    必填：{'、'.join(needed) or '无'}"
        yield f"    其他：{'、'.join(others)}"
        if one["folders"]:
            yield f"    放在名为 {'、'.join(one['folders'])} 的子文件夹里，就按这种表读"


def told_rules(rules: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A paragraph a rule."""
    from neiqin_xl.faces.telling import SEVERITIES

    for one in rules:
        yield f"{one['code']} {SEVERITIES[one['severity']]}：{one['message']}"
        yield from _told_about(one["about"])


def told_reports(reports: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """A paragraph a report."""
    for one in reports:
        grains = "、".join(_GRAINS[grain] for grain in one["grains"])
        yield f"{one['shown']}（{one['name']}）：{f'每{grains}自动更新' if grains else '要时再做'}"
        yield from _told_about(one["about"])


_GRAINS = {"day": "天", "week": "周", "month": "月", "quarter": "季", "year": "年"}


def _told_about(text: str) -> Iterator[str]:
    return (f"    {line.strip()}" for line in text.splitlines() if line.strip())
