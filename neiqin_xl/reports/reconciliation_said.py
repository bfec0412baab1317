"""What the reconciliation with a customer's statement calls things: levels, differences, causes, what to do."""

from __future__ import annotations

from neiqin_xl.reconcile.theirs.amounts import Cause
from neiqin_xl.reconcile.theirs.bridge import Step
from neiqin_xl.reconcile.theirs.differences import What, Why
from neiqin_xl.reconcile.theirs.entries import Flow
from neiqin_xl.reconcile.theirs.likeness import Level
from neiqin_xl.reports.titles import PRIOR

LEVELS = {
    Level.CONFIRMED: "人工确认",
    Level.NUMBER_AND_AMOUNT: "单号和金额",
    Level.NUMBER: "单号",
    Level.CONTENT: "日期金额内容",
    Level.NUMBER_SUM: "单号，几行之和",
    Level.AMOUNT: "金额，日期相近",
    Level.SUM: "几行金额之和",
    Level.RESEMBLANCE: "内容相近",
}
DIFFERENCES = {
    What.AMOUNT: "金额",
    What.QUANTITY: "数量",
    What.PRICE: "单价",
    What.DAY: "日期",
    What.NUMBER: "单号",
    What.PERIOD: "账期",
    What.CURRENCY: "币种",
}
# The probable reason of a difference, or why a line stands on one side only, each with what is to be done.
CAUSES = {
    Cause.TAX: ("一方含税、一方不含税", "统一口径，按含税价核对"),
    Cause.ROUNDING: ("四舍五入尾差", "可按尾差处理"),
    Cause.SWAPPED: ("数字写颠倒", "看原单，写错的一方更正"),
    Cause.POINT: ("小数点错位", "看原单，写错的一方更正"),
    Cause.SIGN: ("正负号相反", "核对是发货还是退货"),
    Cause.CURRENCY: ("币种不同", "按合同币种核对"),
    Cause.QUANTITY: ("数量不同", "查送货单、签收数量"),
    Cause.PRICE: ("单价不同", "查订单价、价格表、调价单"),
    Cause.LATER: ("账期冻结后我方已更正，差的正是这笔前期调整", "已列入下一份对账单的前期调整，不用再改"),
    Cause.UNKNOWN: ("原因待查", "逐项看原始单据"),
}
CUT_OFF = ("跨期：我方记在别的账期", "各记各的账期，在所属账期核对")
NUMBERED_OTHERWISE = ("单号写法不同", "请写错的一方更正单号")
DATED_OTHERWISE = ("日期不同", "核对入账日期，跨月的下期再对")
SAME_AMOUNT = ("金额相符", "")
ONLY_OURS = {
    Why.DUPLICATE: ("我方可能重复记账", "查是否同一张单记了两次；是就撤销一次"),
    Why.IN_TRANSIT: ("期末发生，对方可能还没有入账", "请客户下期补记；把送货单或回单发给客户"),
    Why.RETURN: ("退货，对方没有记", "把退货单发给客户核对"),
    Why.CHARGE: ("调整或费用，对方没有记", "把调整单、运费单据发给客户核对"),
    Why.PRIOR: (
        f"{PRIOR}：以前账期的单据在冻结后更正，计入本期",
        f"把对账单“{PRIOR}”里列的原单发给客户，请客户照样更正",
    ),
    Why.LATER: ("账期冻结后我方已冲回，列为前期调整", "下一份对账单的前期调整里已减去，不用再改"),
    Why.MISSING: ("对方漏记", "把签收回单（付款的发银行回单）发给客户核对"),
    Why.CUT_OFF: ("账期不同", "请客户核对账期"),
}
ONLY_THEIRS = {
    Why.DUPLICATE: ("对方可能重复记账", "请客户查是否同一张单记了两次"),
    Why.IN_TRANSIT: ("期末付款，我方可能还没有到账", "向财务查到账日期，下期核对"),
    Why.RETURN: ("退货，我方没有记", "查退货单是否收到；收到就补放进收件箱"),
    Why.VOID: ("这张单我方已作废", "问仓库货发了没有：没发的请客户冲回；发了的把这张单改成正常，再放入"),
    Why.LATER: ("账期冻结后我方已补记，列为前期调整", "下一份对账单的前期调整里已加上，不用再补"),
    Why.MISSING: ("我方漏记", "查有没有这张单；有就补放进收件箱，没有请客户提供凭据"),
    Why.CUT_OFF: ("账期不同：日期不在本账期", "在所属账期核对"),
}
FLOWS = {
    Flow.GOODS: "发货",
    Flow.BACK: "退货",
    Flow.MONEY: "回款",
    Flow.PRIOR: PRIOR,
    Flow.OTHER: "调整",
    Flow.UNKNOWN: "",
}
STEPS = {
    Step.OPENING: ("期初不符", "对方期初减我方期初；逐月往前核对"),
    Step.ONLY_THEIRS: ("加：仅对方有", "对方已记、我方未记，见“仅对方有”"),
    Step.ONLY_OURS: ("减：仅我方有", "我方已记、对方未记，见“仅我方有”"),
    Step.DIFFERING: ("加减：两边都有、金额有出入", "对方金额减我方金额，见“有出入”"),
    Step.OTHER_PERIOD: ("加：对方记在本期、我方记在别的账期", "见“有出入”里账期不同的行"),
    Step.OWN_SUM: ("对方表内余额与明细合计之差", "对方期初加明细不等于对方期末，请客户自查"),
}
