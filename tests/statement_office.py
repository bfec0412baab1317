"""An office that issues statements: papers dropped as CSV, read without processes, on days of the test's choosing."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from remembered import mark_here, read_here

from neiqin_xl import Desk
from neiqin_xl.dates import parse_period
from neiqin_xl.publish import template_samples
from neiqin_xl.reports.accounts import accounts, held_lines
from neiqin_xl.reports.naming import Names

CUSTOMERS = "客户编码,客户名称,结算方式\nK01,竹筏超市,月结30天\nK02,雾凇商行,月结30天\n"
SLIPS = "送货单号,发货日期,客户名称,品名,数量,单位,金额\n"
RECEIPTS = "回款单号,回款日期,客户名称,金额\n"
RETURNS = "退货单号,退货日期,客户名称,品名,数量,单位,金额\n"
SIGNED = "对账单号,版次,发出日期,回签日期,有异议日期\n"


class StatementOffice:
    """A workspace on a given day; amounts are asked and told in yuan.

    The clock and the drops go on where those of an office were that stands `before`.
    """

    def __init__(self, folder, monkeypatch, before=None) -> None:
        read_here(monkeypatch)
        mark_here(monkeypatch)
        monkeypatch.setattr(template_samples, "lay_samples", lambda _: None)
        Desk.create(folder).close()
        self.day = date(2026, 11, 8)
        self._ticks, self._drops = (before._ticks, before._drops) if before is not None else (0, 0)
        self.desk = Desk(folder, now=self._now)

    def _now(self) -> datetime:
        self._ticks += 1
        return datetime.combine(self.day, time(9)) + timedelta(seconds=self._ticks)

    def drop(self, text: str, name: str = "单据") -> int:
        """Drop a sheet that must be taken in whole; the number of its batch."""
        file = self.offer(text, name)
        assert file["verdict"] == "accepted", file
        return file["batch"]

    def offer(self, text: str, name: str = "单据") -> dict[str, object]:
        """Drop a sheet; what is answered."""
        self._drops += 1
        path = self.desk.workspace.inbox / f"{name}{self._drops:02d}.csv"
        path.write_text(text, encoding="utf-8-sig")
        (file,) = self.desk.take_in([path], publish=False)["files"]
        return file

    def confirm(self, number: str, day: str = "2026-11-05", version: int = 1) -> int:
        """The customer's stamp came back."""
        return self.drop(f"{SIGNED}{number},{version},,{day},\n", "对账登记")

    def dispute(self, number: str, day: str = "2026-11-05", version: int = 1) -> int:
        """The customer does not agree."""
        return self.drop(f"{SIGNED}{number},{version},,,{day}\n", "对账登记")

    def issue(self, period: str, customer: str | None = None) -> list[tuple[str, int, float]]:
        """Issue; number, version and closing balance of what was issued."""
        self.answer = self.desk.issue(period, customer=customer)
        return [(one["number"], one["version"], one["closing"] / 100) for one in self.answer["issued"]]

    @property
    def reasons(self) -> dict[str, str]:
        """Who was not issued the last time, and why."""
        return {one["customer"]: one["reason"] for one in self.answer["not_issued"]}

    def accounts(self, period: str) -> dict[str, object]:
        """The accounts of a period by the customer's name."""
        books, days = self.desk.books, parse_period(period, self.day)
        names = Names(books).for_customers()
        found = accounts(books, days, names, held_lines(books, days, names).of)
        return {names.customer(one.key.customer): one for one in found}

    def figures(self, period: str, customer: str = "竹筏超市") -> tuple[float, ...]:
        """Opening, shipped, returned, received, 前期调整 and closing of one account."""
        one = self.accounts(period)[customer]
        sums = (one.opening, one.shipped, one.returned, one.received, one.prior, one.closing)
        return tuple(amount / 100 for amount in sums)

    def files(self, period: str = "2026-10") -> dict[str, bytes]:
        """The statements of a period that lie in the outbox, as they are."""
        found = sorted((self.desk.workspace.statements / period).glob("对账单_*.xlsx"))
        return {path.name: path.read_bytes() for path in found}

    def troubles(self) -> list[dict[str, object]]:
        """What verify finds wrong."""
        self.desk.publish()
        return [check for check in self.desk.verify()["checks"] if not check["ok"]]
