"""What several reports call the same things: columns, totals, balances and states of a draft."""

from __future__ import annotations

from neiqin_xl import words

TOTAL, SUBTOTAL = "合计", "小计"
DATE, PAPER, NUMBER, AMOUNT, SOURCE, FILE = "日期", "类型", "单号", "金额", "来源", "文件"
QUANTITY = words.QTY.shown
RECEIVED = "回款金额"
STATE = words.STATE.shown
PAPER_NAMES = {word.key: word.shown for word in (*words.PAPERS, words.FREIGHT_CHARGE)}
REFUND = "退款"
OWED_NAMES = PAPER_NAMES | {words.RECEIPT.key: REFUND}
"""What papers are called for which a customer owes: of money, what was paid back to it."""

OPENING, OPENING_BALANCE, CLOSING_BALANCE, BALANCE = "期初", "期初余额", "期末余额", "余额"
SHIPPED_NOW, RETURNED_NOW, RECEIVED_NOW, ADJUSTED_NOW = "本期发货", "本期退货", "本期回款", "本期调整"
ACROSS = (OPENING_BALANCE, SHIPPED_NOW, RETURNED_NOW, RECEIVED_NOW, ADJUSTED_NOW, CLOSING_BALANCE)
NET_NOW = "本期净额"
BALANCED = f"{CLOSING_BALANCE} = {OPENING_BALANCE} + {SHIPPED_NOW} − {RETURNED_NOW} − {RECEIVED_NOW} + {ADJUSTED_NOW}"

SHIPPED_QUANTITY, RETURNED_QUANTITY, NET_QUANTITY = "发货数量", "退货数量", "净数量"
SHIPPED_AMOUNT, RETURNED_AMOUNT, NET_SHIPPED, ORDERED_AMOUNT = "发货额", "退货额", "发货净额", "签单额"
PREVIOUS_PERIOD, YEAR_BEFORE = "上期", "去年同期"
ON_PREVIOUS, ON_YEAR_BEFORE = "环比", "同比"

DRAFT, UNDECIDED = "草稿", "待定"
ISSUED, CONFIRMED, DISPUTED, CLOSED, PRIOR = "已发", "客户确认", "有异议", "已结账", "前期调整"

# How often a page comes.
ONLY_ONE, A_CURRENCY, A_BOOK = "只有一项", "一种货币一项", "一种货币（和我方的一家公司）一项"
