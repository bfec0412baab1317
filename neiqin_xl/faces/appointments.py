"""What a watcher does by the calendar: last month's statements from their day on, and every morning 今日待办."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from neiqin_xl import dates, words
from neiqin_xl.faces.refusing import sentence_told

if TYPE_CHECKING:
    from neiqin_xl.desk import Desk

RETRY_SECONDS = 600
"""The pause between two tries to make what could not be made."""

_STATED = "stated"

log = logging.getLogger(__name__)


class Appointments:
    """The appointments of one workspace, told the time as its watcher is.

    `say` gets sentences for people, `say_once` those that are not worth repeating.
    """

    def __init__(self, desk: Desk, say: Callable[[str], object], say_once: Callable[[str], object]) -> None:
        self._desk, self._say, self._say_once = desk, say, say_once
        self._begun: date | None = None
        self._begin_at = 0.0
        self._stated = ""
        self._state_at = 0.0

    def keep(self, now: float) -> bool:
        """Do what is due; whether something of it waits for a closed workbook, so that it has to be published again."""
        self._state_what_is_due(now)
        return self._begin_day(now)

    def _begin_day(self, now: float) -> bool:
        """Make the list of the day, once each day that comes."""
        today = self._desk.today
        if self._begun == today or now < self._begin_at:
            return False
        try:
            result = self._desk.begin_day()
        except Exception as error:
            log.exception("the list of the day failed")
            self._begin_at = now + RETRY_SECONDS
            self._say_once(f"“{words.TO_DO}”没有做成：{sentence_told(error)}10 分钟后自动再试。")
            return False
        self._begun = today
        return bool(result["pending"])

    def _state_what_is_due(self, now: float) -> None:
        """Make last month's statements once from their day on; drafts that a person asked for do not count."""
        day = self._desk.settings.statement_day
        today = self._desk.today
        if not day or today.day < day or now < self._state_at:
            return
        period = dates.month_of(today).previous().name
        if self._stated == period:
            return
        try:
            made = self._desk.ledger.meta(_STATED) == period
            result = {"written": [], "pending": []} if made else self._desk.statement(period)
            if not result["pending"] and not made:
                with self._desk.ledger.transaction():
                    self._desk.ledger.set_meta(_STATED, period)
        except Exception as error:
            log.exception("statements of %s failed", period)
            self._state_at = now + RETRY_SECONDS
            self._say_once(f"{period} 的对账单没有做成：{sentence_told(error)}10 分钟后自动再试。")
            return
        if result["pending"]:
            self._state_at = now + RETRY_SECONDS
            why = "；".join(dict.fromkeys(entry["reason"] for entry in result["pending"]))
            self._say_once(f"{period} 的对账单有 {len(result['pending'])} 份没有更新，稍后自动再试：{why}。")
        else:
            self._stated = period
        if result["written"]:
            folder = self._desk.workspace.statements / period
            self._say(f"{period} 的对账单草稿做好了，写了 {len(result['written'])} 个文件，在“{folder}”。")
