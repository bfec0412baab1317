"""The deliberate faults: each file does one thing wrong that real offices do."""

from __future__ import annotations

import random
import struct
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

from neiqin_xl.demo import layouts
from neiqin_xl.demo.company import KUNMING, PRODUCTS, STRANGER, Customer, customer
from neiqin_xl.demo.drawing import Grid, Layout, drawn
from neiqin_xl.demo.drops import DUPLICATE, HELD, REJECTED, Drop
from neiqin_xl.demo.files import text_file, workbook
from neiqin_xl.demo.month import Document, Line, Month
from neiqin_xl.demo.styles import Cell

_NO_SECTOR, _END_OF_CHAIN, _OF_THE_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def _entry(name: str, kind: int, child: int = _NO_SECTOR, right: int = _NO_SECTOR) -> bytes:
    """A folder (kind 5) or a stream without content (kind 2) of a compound file."""
    text = f"{name}\0".encode("utf-16-le")
    ends = struct.pack("<HBB3I36xIQ", len(text), kind, 1, _NO_SECTOR, right, child, _END_OF_CHAIN, 0)
    return text.ljust(64, b"\0") + ends


def _encrypted() -> bytes:
    """As much of a workbook saved with a password as tells what it is: a compound file, one sector for each table."""
    head = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(16)
    head += struct.pack("<5H6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<10I", 0, 1, 1, 0, 4096, _END_OF_CHAIN, 0, _END_OF_CHAIN, 0, 0)
    sectors = struct.pack("<2I", _OF_THE_TABLE, _END_OF_CHAIN)
    entries = _entry("Root Entry", 5, child=1), _entry("EncryptionInfo", 2, right=2), _entry("EncryptedPackage", 2)
    return head.ljust(512, b"\xff") + sectors.ljust(512, b"\xff") + b"".join(entries).ljust(512, b"\0")


_PICTURE = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489") + bytes(900)
_SEED = 51107


def faulty_drops(month: Month, regular: Mapping[str, Drop]) -> Iterator[Drop]:
    """The files with faults. `regular` are the month's own files by name, some of which come a second time."""
    chance = random.Random(_SEED)
    yield from _in_chengdu(chance, regular)
    yield from _in_kunming(chance, month)
    yield from _in_wuhan(chance, regular)


def _in_chengdu(chance: random.Random, regular: Mapping[str, Drop]) -> Iterator[Drop]:
    layout = layouts.CHENGDU_ORDERS
    good = _order(chance, "XS202610-9001", date(2026, 10, 20), customer("竹筏记"))
    dear = _order(chance, "XS202610-9002", date(2026, 10, 21), customer("酒歌亭"))
    line = dear.lines[0]
    dear = _with_line(dear, replace(line, wrong=(("amount", (line.amount_fen + 10000) / 100),)))
    yield _list("成都办/订单追加1021.xlsx", layout, [good, dear], codes="P")

    slip = _shipment(chance, "CK20261022901", date(2026, 10, 22), customer("青柚里"))
    slip = _with_line(slip, replace(slip.lines[0], wrong=(("product_code", "1.23E+11"),)))
    yield _list("成都办/发货补录1022.csv", layouts.CHENGDU_SHIPMENTS_TEXT, [slip], codes="C")

    name = next(one for one in regular if one.startswith("成都办/订单_1012"))
    first = regular[name]
    yield replace(first, name="成都办/订单副本(1).xlsx", papers=(), again=first.papers, fate=DUPLICATE)
    yield Drop("成都办/加密的订单.xlsx", _encrypted(), fate=REJECTED, codes="F")

    hand_numbered = _order(chance, "1001", date(2026, 10, 23), customer("灯彩笺"))
    yield _list("成都办/订单手写1023.xlsx", layout, [hand_numbered])


def _in_kunming(chance: random.Random, month: Month) -> Iterator[Drop]:
    good = _order(chance, "KM9001", date(2026, 10, 19), customer("石榴岸"))
    words = _order(chance, "KM9002", date(2026, 10, 19), customer("风铃坞"))
    words = _with_line(words, replace(words.lines[0], quantity=Decimal(10), wrong=(("quantity", "十箱"),)))
    yield _list("昆明办/订单补单1019.xlsx", layouts.KUNMING_ORDERS, [good, words], codes="C")

    before = next(one for one in month.of(KUNMING, "orders") if one.day >= date(2026, 10, 12))
    changed = tuple(replace(line, quantity=line.quantity + 5) for line in before.lines)
    yield _list("昆明办/订单更正.xlsx", layouts.KUNMING_MERGED, [replace(before, lines=changed)])

    other = _order(chance, before.number, before.day + timedelta(days=9), before.customer)
    yield _list("昆明办/订单重号.xlsx", layouts.KUNMING_MERGED, [other], fate=HELD)

    yield _list(
        "昆明办/订单新客户.xlsx", layouts.KUNMING_MERGED, [_order(chance, "KM9101", date(2026, 10, 26), STRANGER)]
    )
    late = [
        _order(chance, f"KM920{i}", date(2026, 10, 27), customer(short)) for i, short in ((1, "稻香笺"), (2, "麦浪桥"))
    ]
    yield _list("昆明办/订单合计有误.xlsx", layouts.KUNMING_ORDERS, late, off_by=Decimal(100), codes="S")

    turns: list[list[Cell]] = [["周" + day, "段青岚", "普向南", "8001"] for day in "一二三四五"]
    roster = Grid([["值班表"], ["值班日", "上午", "下午", "电话"], *turns])
    yield Drop("昆明办/值班表.xlsx", workbook([("值班", roster)]), rows=5, fate=HELD, codes="S")


def _in_wuhan(chance: random.Random, regular: Mapping[str, Drop]) -> Iterator[Drop]:
    nobody = replace(_order(chance, "SO2619001", date(2026, 10, 14), customer("江豚里")), wrong=(("customer", ""),))
    yield _list("武汉办/订单缺客户.xlsx", layouts.WUHAN_ENGLISH, [nobody], codes="M")

    unclear = replace(
        _order(chance, "SO2619002", date(2026, 10, 15), customer("藕花洲")), wrong=(("date", "05-07-24"),)
    )
    plain = _order(chance, "SO2619003", date(2026, 10, 15), customer("鹤鸣汀"))
    yield _list("武汉办/订单日期不清.csv", layouts.WUHAN_TRADITIONAL, [unclear, plain], codes="C")

    name = next(one for one in regular if one.startswith("武汉办/订单_1005"))
    first = regular[name]
    again = text_file(drawn(layouts.WUHAN_ENGLISH, first.papers), "utf-8-sig")
    yield Drop("武汉办/订单转存.csv", again, again=first.papers, fate=DUPLICATE)
    yield Drop("武汉办/送货照片.xlsx", _PICTURE, fate=REJECTED, codes="F")

    hand_numbered = _order(chance, "1001", date(2026, 10, 23), customer("峡云集"))
    yield _list("武汉办/订单手写1023.xlsx", layouts.WUHAN_ENGLISH, [hand_numbered])


def _order(chance: random.Random, number: str, day: date, buyer: Customer) -> Document:
    return Document("order", number, day, buyer, _lines(chance, number), due=day + timedelta(days=5))


def _shipment(chance: random.Random, number: str, day: date, buyer: Customer) -> Document:
    return Document("shipment", number, day, buyer, _lines(chance, ""))


def _lines(chance: random.Random, order_no: str) -> tuple[Line, ...]:
    articles = chance.sample([one for one in PRODUCTS if not one.weighed], 4)
    return tuple(Line(one, Decimal(chance.choice((10, 20, 30))), one.price, order_no) for one in articles)


def _with_line(paper: Document, line: Line) -> Document:
    return replace(paper, lines=(line, *paper.lines[1:]))


def _list(
    name: str, layout: Layout, papers: list[Document], *, fate: str = "", codes: str = "", off_by: Decimal = Decimal(0)
) -> Drop:
    grid = drawn(layout, papers, off_by=off_by)
    content = text_file(grid, "gb18030") if name.endswith(".csv") else workbook([(layout.sheet, grid)])
    return Drop(name, content, papers=tuple(papers), totals=grid.totals, fate=fate, codes=codes)
