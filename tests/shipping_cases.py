"""Cases of the rules about slips that came back and dates promised, each beside the nearest thing that is let through."""

from __future__ import annotations

BACK = "送货单号 发货日期 签收日期"
REPLY = "订单号 客户订单号 品名 确认交期"
# Code, what the clerk did, refused?, kind, header, lines. The day is 2026-11-22.
SHIPPING_CASES = [
    ("G101", "回单没有单号", True, "slip_return", BACK, "- 2026-11-05 2026-11-06"),
    ("G101", "回单有单号", False, "slip_return", BACK, "XS-1 2026-11-05 2026-11-06"),
    ("G102", "明天签收", True, "slip_return", BACK, "XS-1 2026-11-05 2026-11-23"),
    ("G102", "今天签收", False, "slip_return", BACK, "XS-1 2026-11-05 2026-11-22"),
    ("G102", "明天交财务", True, "slip_return", "送货单号 签收日期 交财务日期", "XS-1 2026-11-05 2026-11-23"),
    ("G103", "发货前一天签收", True, "slip_return", BACK, "XS-1 2026-11-05 2026-11-04"),
    ("G103", "发货当天签收", False, "slip_return", BACK, "XS-1 2026-11-05 2026-11-05"),
    ("G104", "签了没有日期", True, "slip_return", "送货单号 签收状态 签收日期", "XS-1 已回签 -"),
    ("G104", "拒收没有日期", False, "slip_return", "送货单号 签收状态 签收日期", "XS-1 拒收 -"),
    ("G105", "回复的是哪张订单", True, "reply_date", REPLY, "- - 螺栓 2026-11-25"),
    ("G105", "只有客户的订单号", False, "reply_date", REPLY, "- PO-1 螺栓 2026-11-25"),
    ("G106", "交期是昨天", True, "reply_date", REPLY, "D-1 - 螺栓 2026-11-21"),
    ("G106", "交期是今天", False, "reply_date", REPLY, "D-1 - 螺栓 2026-11-22"),
    ("G107", "一年零两天以后", True, "reply_date", REPLY, "D-1 - 螺栓 2027-11-24"),
    ("G107", "一年零一天以后", False, "reply_date", REPLY, "D-1 - 螺栓 2027-11-23"),
]
