"""The settings of a workspace: neiqin.toml, every mistake in it said at once and in Chinese, to `Settings`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from neiqin_xl.default_settings import DEFAULT_TOML
from neiqin_xl.layout_settings import LayoutSetting, read_layouts
from neiqin_xl.setting_values import (
    Basis,
    Reader,
    StatementKind,
    UnfitError,
    a_basis,
    a_currency,
    a_day,
    a_flag,
    a_folder,
    a_statement_kind,
    a_text,
    a_week_start,
    each_by_name,
    quoted,
    some_copies,
    some_countings,
    some_days,
    some_rates,
    some_seconds,
    some_texts,
    whole_number,
)
from neiqin_xl.tolerance_settings import Tolerances, read_tolerances


@dataclass(frozen=True)
class Limits:
    """What a file may hold and what reading it may take; beyond that it is refused with a sentence."""

    file_mb: int = 50
    rows: int = 1048576
    cells: int = 20000000
    child_mb: int = 1500
    child_seconds: int = 60


@dataclass(frozen=True)
class Settings:
    """One workspace's settings; each is explained in the file that `default_toml` gives.

    `tax_rates` are scaled as Kind.RATE values are (0.13 is 130000000).
    """

    company: str = ""
    address: str = ""
    phone: str = ""
    contact: str = ""
    remittance: tuple[str, ...] = ()
    companies: tuple[str, ...] = ()
    currency: str = "CNY"
    go_live: date | None = None
    tax_rates: tuple[int, ...] = tuple(percent * 10**7 for percent in (13, 9, 6, 5, 3, 1, 0, 17, 16, 11, 10))
    receivable_from: Basis = Basis.SHIPMENT
    monthly_by_days: bool = False
    ageing_edges: tuple[int, ...] = (30, 60, 90, 180, 365)
    reminder_days: tuple[int, ...] = (7, 3)
    overdue_share: int = 0
    credit_counts: tuple[str, ...] = ()
    week_start: str = "monday"
    whole_file: bool = False
    state_dir: str = ""
    poll_seconds: float = 3
    quiet_seconds: float = 2
    sign_back_days: int = 10
    pdf: bool = False
    statement_day: int = 0
    statement_kind: StatementKind = StatementKind.DETAILED
    report_weeks: int = 3
    report_months: int = 3
    staff: tuple[str, ...] = ()
    warehouses: tuple[str, ...] = ()
    slip_copies: tuple[str, ...] = ("备货联（白）", "收银联（黄）", "客户联（粉）", "仓库存根联（绿）")
    slip_rows: int = 8
    slip_prefixes: tuple[str, ...] = ()
    slip_return_days: int = 7
    reply_days: int = 2
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layouts: Mapping[str, LayoutSetting] = field(default_factory=dict)
    limits: Limits = field(default_factory=Limits)
    tolerances: Mapping[str, Tolerances] = field(default_factory=lambda: {"": Tolerances()})


class SettingsError(ValueError):
    """A settings file that cannot be used; its text tells a clerk what to change, `problems` one sentence each."""

    def __init__(self, name: str, problems: list[str]) -> None:
        super().__init__("\n".join([f"设置文件 {name} 里有 {len(problems)} 处要改：", *problems]))
        self.problems = problems


def default_toml() -> str:
    """The commented settings file of a new workspace. Reading it gives `Settings()`."""
    return DEFAULT_TOML


def read_settings(path: Path) -> Settings:
    """The settings in a file, however Notepad saved it; what it leaves out has its default. Else SettingsError."""
    try:
        text = _decoded(path.read_bytes())
    except OSError as error:
        raise SettingsError(path.name, [f"打不开 {path}，请确认文件在、没有被别的程序占用"]) from error
    except UnicodeDecodeError as error:
        raise SettingsError(path.name, ["文件不是文本，请用记事本另存为 UTF-8 编码"]) from error
    try:
        data = tomllib.loads(text, parse_float=Decimal)
    except ValueError as error:  # TOMLDecodeError, or a number of thousands of digits
        raise SettingsError(path.name, [_unreadable(text, str(error))]) from error
    values, problems = _read(data, _READERS, text, "")
    if problems:
        raise SettingsError(path.name, problems)
    return Settings(**values)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("gb18030")


def _read(
    data: Mapping[str, Any], readers: Mapping[str, Reader], text: str, section: str
) -> tuple[dict[str, Any], list[str]]:
    """The values that could be read, and a sentence for each that could not."""
    values: dict[str, Any] = {}
    problems: list[str] = []
    for key, value in data.items():
        if key == "limits" and isinstance(value, dict) and not section:
            limits, wrong = _read(value, _LIMITS, text, key)
            problems += wrong
            values[key] = Limits(**limits)
        elif key == "layouts" and isinstance(value, dict) and not section and not _strayed(value):
            values[key], wrong = read_layouts(value, lambda name: _where(text, "layouts", name))
            problems += wrong
        elif key == "tolerances" and isinstance(value, dict) and not section and not _strayed(value):
            values[key], wrong = read_tolerances(value, lambda name: _where(text, "tolerances", name))
            problems += wrong
        elif key not in readers:
            problems.append(f"{_where(text, section, key)}{_unknown(key, section, readers)}")
        else:
            strayed = _strayed(value)
            problems += [f"{_where(text, key, inner)}{_unknown(inner, key, readers)}" for inner in strayed]
            try:
                values[key] = readers[key](value) if not strayed else None
            except UnfitError as error:
                problems.append(f"{_where(text, section, key)}“{key}”现在是 {quoted(value)}，{error}")
    return values, problems


def _strayed(section: Any) -> list[str]:
    """Settings that were written below the heading of a section of free names, where they would mean nothing."""
    names = section.items() if isinstance(section, dict) else ()
    return [name for name, value in names if name in _READERS and not isinstance(value, list)]


def _unknown(key: str, section: str, readers: Mapping[str, Reader]) -> str:
    if section and key in _READERS:
        return f"“{key}”写到 [{section}] 下面去了，请移到所有 [ ] 标题之前"
    import difflib

    near = difflib.get_close_matches(key.lower(), readers, n=1, cutoff=0.6)
    if near:
        return f"“{key}”不是设置项，是不是“{near[0]}”？请改正"
    return f"“{key}”不是设置项，请删去这一行，或在行首加 # 停用"


def _where(text: str, section: str, key: str) -> str:
    """“第 12 行：” of a key or section; nothing where it is written in an unusual way."""
    current = ""
    heading = re.compile(r"\s*\[\[?\s*[\"']?([^\]\"']*?)[\"']?\s*\]")
    wanted = re.compile(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]")
    for number, line in enumerate(text.splitlines(), 1):
        if found := heading.match(line):
            current = found[1]
            if current == key and not section:
                return f"第 {number} 行："
        elif current == section and wanted.match(line):
            return f"第 {number} 行："
    return ""


def _unreadable(text: str, error: str) -> str:
    lines = text.splitlines()
    found = re.search(r"line (\d+)", error)
    number = int(found[1]) if found else len(lines)
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    if any(mark in line for mark in "“”‘’＝，【】［］"):
        wanted = "引号、等号、逗号和方括号请用英文（半角）的"
    elif "\\" in line:
        wanted = r"路径里的 \ 请改成 /，例如 D:/内勤"
    elif "overwrite" in error:
        wanted = "同一项写了两次，请留下一个"
    else:
        wanted = '请写成 名称 = "文字" 或 名称 = 数字，文字两边要有英文双引号'
    return f"第 {number} 行“{line[:60]}”读不懂，{wanted}"


_LIMITS: dict[str, Reader] = {
    "file_mb": whole_number(1, 2000),
    "rows": whole_number(1, 1048576),
    "cells": whole_number(1, 200_000_000),
    "child_mb": whole_number(200, 64000),
    "child_seconds": whole_number(5, 3600),
}
_READERS: dict[str, Reader] = {
    "company": a_text,
    "companies": some_texts,
    "currency": a_currency,
    "address": a_text,
    "phone": a_text,
    "contact": a_text,
    "remittance": some_texts,
    "go_live": a_day,
    "tax_rates": some_rates,
    "receivable_from": a_basis,
    "monthly_by_days": a_flag,
    "ageing_edges": some_days("账龄", 30, 60, 90, 180, 365),
    "reminder_days": some_days("提醒", 7, 3),
    "overdue_share": whole_number(0, 100),
    "credit_counts": some_countings,
    "week_start": a_week_start,
    "whole_file": a_flag,
    "state_dir": a_folder,
    "poll_seconds": some_seconds(0.1, 600),
    "quiet_seconds": some_seconds(0, 600),
    "sign_back_days": whole_number(1, 90),
    "pdf": a_flag,
    "statement_day": whole_number(0, 28),
    "statement_kind": a_statement_kind,
    "report_weeks": whole_number(1, 53),
    "report_months": whole_number(1, 36),
    "staff": some_texts,
    "warehouses": some_texts,
    "slip_copies": some_copies,
    "slip_rows": whole_number(4, 8),
    "slip_prefixes": some_texts,
    "slip_return_days": whole_number(1, 90),
    "reply_days": whole_number(0, 30),
    "spellings": each_by_name(some_texts, '每行要写成 字段 = ["表头的写法", …]，例如 qty = ["订购支数"]'),
    "layouts": each_by_name(a_text, "要写成 [layouts] 一节，下面每行一种版式"),
    "limits": each_by_name(a_text, "要写成 [limits] 一节，下面每行一项"),
    "tolerances": each_by_name(a_text, "要写成 [tolerances] 一节，下面每行一项"),
}
