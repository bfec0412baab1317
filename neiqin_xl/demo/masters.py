"""The customer files of the three offices and the price list, each in its own layout."""

from __future__ import annotations

from collections.abc import Callable

from neiqin_xl.demo.company import CHENGDU, CUSTOMERS, KUNMING, PRODUCTS, WUHAN, Customer, Office
from neiqin_xl.demo.drawing import Grid
from neiqin_xl.demo.styles import Cell

_Fields = tuple[tuple[str, Callable[[Customer], Cell]], ...]

_CHENGDU: _Fields = (
    ("客户编码", lambda one: one.code),
    ("客户名称", lambda one: one.name),
    ("客户简称", lambda one: one.short),
    ("业务员", lambda one: one.salesperson),
    ("联系人", lambda one: one.contact),
    ("联系电话", lambda one: one.phone),
    ("结算方式", lambda one: one.terms),
)
_KUNMING: _Fields = (
    ("客户编号", lambda one: one.code),
    ("客户全称", lambda one: one.name),
    ("简称", lambda one: one.short),
    ("联系人", lambda one: one.contact),
    ("手机号码", lambda one: one.phone),
    ("负责业务员", lambda one: one.salesperson),
    ("账期", lambda one: one.terms),
    ("备注", lambda one: "门市客户" if one.counter else None),
)
_WUHAN: _Fields = (
    ("客戶編號", lambda one: one.code),
    ("客戶名稱", lambda one: one.name),
    ("客戶簡稱", lambda one: one.short),
    ("聯絡人", lambda one: one.contact),
    ("聯絡電話", lambda one: one.phone),
    ("業務員", lambda one: one.salesperson),
    ("付款條件", lambda one: one.terms),
)
_FIELDS = {CHENGDU: _CHENGDU, KUNMING: _KUNMING, WUHAN: _WUHAN}


def customers_of(office: Office) -> list[Customer]:
    """The customers of an office."""
    return [one for one in CUSTOMERS if one.office == office.name]


def customer_file(office: Office) -> Grid:
    """The office's customers, a row each."""
    fields = _FIELDS[office]
    title: list[list[Cell]] = [["昆明办客户档案（2026年）"]] if office is KUNMING else []
    header: list[Cell] = [name for name, _ in fields]
    merges = [(0, 0, 0, len(fields) - 1)] if title else []
    return Grid([*title, header, *([read(one) for _, read in fields] for one in customers_of(office))], merges)


def price_list() -> Grid:
    """Every article with its list price, valid from the first of September."""
    header: list[Cell] = ["产品编码", "产品名称", "规格型号", "单位", "含税售价", "税率", "生效日期"]
    rows: list[list[Cell]] = [
        [one.code, one.name, one.spec, one.unit, float(one.price), "13%", "2026-09-01"] for one in PRODUCTS
    ]
    return Grid([header, *rows])
