"""Papers about money as banks, the tax office and clerks lay them out: known for what they are, and read right."""

from __future__ import annotations

import pytest
from drawn import codes, table

BANKS = {
    "two amount columns": """
        | 交易日期 | 交易时间 | 凭证号 | 借方发生额 | 贷方发生额 | 余额 | 对方账号 | 对方户名 | 摘要 |
        | 2026-11-05 | 09:30:11 | T1 | | 1,200.50 | 5,200.50 | 6222 | 青禾文具有限公司 | 货款 |
        | 2026-11-06 | 10:01:00 | T2 | 300.00 | | 4,900.50 | 6223 | 某某物流 | 运费 |
    """,
    "income and expense": """
        | 记账日 | 交易日期 | 支出 | 收入 | 账户余额 | 币种 | 摘要 | 对方账号 | 对方户名 |
        | 20261105 | 20261105 | 0.00 | 1200.50 | 5200.50 | 人民币 | 转账 | 6222 | 青禾文具有限公司 |
        | 20261106 | 20261106 | 300.00 | 0.00 | 4900.50 | 人民币 | 转账 | 6223 | 某某物流 |
    """,
    "one signed amount": """
        | 交易日 | 交易流水号 | 交易金额 | 账户余额 | 收/付方名称 | 对方户名 | 用途 |
        | 2026/11/05 | T1 | 1200.50 | 5200.50 | | 青禾文具有限公司 | 货款 |
        | 2026/11/06 | T2 | -300.00 | 4900.50 | | 某某物流 | 运费 |
    """,
    "an amount and its direction": """
        | 交易日期 | 流水号 | 借贷标志 | 发生额 | 余额 | 对方名称 | 附言 |
        | 2026-11-05 | T1 | 贷 | 1200.50 | 5200.50 | 青禾文具有限公司 | 货款 |
        | 2026-11-06 | T2 | 借 | 300.00 | 4900.50 | 某某物流 | 运费 |
    """,
    "traditional": """
        | 入帳日期 | 對方戶名 | 借方金額 | 貸方金額 | 帳戶餘額 | 摘要 |
        | 2026-11-05 | 青禾文具有限公司 | | 1200.50 | 5200.50 | 貨款 |
        | 2026-11-06 | 某某物流 | 300 | | 4900.50 | 運費 |
    """,
    "a bank that writes English and the day first": """
        | Date | Transaction Details | Deposit | Withdrawal | Balance | Counterparty |
        | '05-11-2026 | CR | 1,200.50 | | 5,200.50 | 青禾文具有限公司 |
        | '16-11-2026 | DR | | 300.00 | 4,900.50 | 某某物流 |
    """,
    "the day and the hour in columns of their own": """
        | 交易日 | 交易时间 | 借方金额 | 贷方金额 | 余额 | 流水号 | 收(付)方名称 |
        | '20261105 | '143000 | | 1200.50 | 5200.50 | T1 | 青禾文具有限公司 |
        | '20261106 | '090000 | 300 | | 4900.50 | T2 | 某某物流 |
    """,
    "each header in two languages": """
        | 付款人名称[ Payer's Name ] | 交易日期[ Transaction Date ] | 交易时间[ Transaction time ] | 交易金额[ Trade Amount ] | 交易后余额[ After-transaction balance ] |
        | 青禾文具有限公司 | '20261105 | '10:11:12 | 1,200.50 | 5,200.50 |
        | 云杉工贸 | '20261106 | '11:11:12 | -300.00 | 4,900.50 |
    """,
    "english": """
        | Value Date | Reference No | Remitter | Debit Amount | Credit Amount | Balance |
        | 2026-11-05 | T1 | 青禾文具有限公司 | | 1200.50 | 5200.50 |
        | 2026-11-06 | T2 | 某某物流 | 300.00 | | 4900.50 |
    """,
}


PURSES = {
    "WeChat": """
        | 微信支付账单明细 | | | | | | | | | |
        | 微信昵称：[栈桥贸易] | | | | | | | | | |
        | 起始时间：[2026-11-01 00:00:00] 终止时间：[2026-11-30 23:59:59] | | | | | | | | | |
        | 交易时间 | 交易类型 | 交易对方 | 商品 | 收/支 | 金额(元) | 支付方式 | 当前状态 | 交易单号 | 商户单号 |
        | 2026-11-05 10:00:00 | 转账 | 竹筏超市 | 转账备注:货款 | 收入 | ¥500.00 | / | 已收钱 | 'T1 | 'M1 |
        | 2026-11-06 10:00:00 | 二维码收款 | 云杉工贸 | 收款 | 收入 | ¥70.00 | / | 已全额退款 | 'T2 | 'M2 |
        | 2026-11-07 10:00:00 | 商户消费 | 某超市 | 饮料 | 支出 | ¥88.00 | 零钱 | 支付成功 | 'T3 | 'M3 |
        | 2026-11-08 10:00:00 | 零钱提现 | / | / | / | ¥300.00 | 零钱 | 提现已到账 | 'T4 | 'M4 |
    """,
    "Alipay": """
        | 交易时间 | 交易分类 | 交易对方 | 对方账号 | 商品说明 | 收/支 | 金额 | 收/付款方式 | 交易状态 | 交易订单号 | 商家订单号 |
        | 2026-11-05 10:00:00 | 转账红包 | 竹筏超市 | 138***00 | 转账 | 收入 | 500.00 | | 交易成功 | 'T1 | |
        | 2026-11-06 10:00:00 | 转账红包 | 云杉工贸 | 139***00 | 转账 | 收入 | 70.00 | | 交易关闭 | 'T2 | |
        | 2026-11-07 10:00:00 | 日用百货 | 某超市 | / | 饮料 | 支出 | 88.00 | | 交易成功 | 'T3 | |
        | 2026-11-08 10:00:00 | 投资理财 | 余额宝 | / | 收益发放 | 不计收支 | 0.70 | | 交易成功 | 'T4 | |
    """,
    "Alipay's older one": """
        | 交易号 | 交易创建时间 | 付款时间 | 类型 | 交易对方 | 商品名称 | 金额（元） | 收/支 | 交易状态 | 资金状态 |
        | 'T1 | 2026-11-05 10:00:00 | 2026-11-05 10:00:00 | 即时到账交易 | 竹筏超市 | 货款 | 500.00 | 收入 | 交易成功 | 已收入 |
        | 'T2 | 2026-11-06 11:00:00 | | 即时到账交易 | 云杉工贸 | 货款 | 70.00 | 收入 | 等待买家付款 | |
        | 'T3 | 2026-11-07 11:00:00 | | 即时到账交易 | 某超市 | 饮料 | 88.00 | 支出 | 交易成功 | 已支出 |
        | 'T4 | 2026-11-08 11:00:00 | | 提现 | 银行 | 提现 | 300.00 | / | 交易成功 | 资金转移 |
    """,
}


@pytest.mark.parametrize("picture", PURSES.values(), ids=list(PURSES))
def test_of_a_list_of_wechat_or_alipay_what_came_in_is_a_receipt_and_what_went_back_settles_nothing(picture):
    found = table(picture)
    assert found.type.name == "receipt"
    assert found.values["receipt_date"] == ["2026-11-05", "2026-11-06"]
    assert found.values["payer"] == ["竹筏超市", "云杉工贸"]
    assert found.values["amount"] == [50000, 7000]
    assert found.values["bank_txn_no"] == ["T1", "T2"]
    assert found.values["finance_confirmed"] == ["已确认", "退回"]
    assert "order_no" not in found.values
    assert (found.skipped, codes(found)) == (2, ["S106"])


@pytest.mark.parametrize("picture", BANKS.values(), ids=list(BANKS))
def test_of_a_banks_list_only_what_came_in_is_a_receipt(picture):
    found = table(picture)
    assert found.type is not None
    assert found.type.name == "receipt"
    assert found.values["receipt_date"] == ["2026-11-05"]
    assert found.values["payer"] == ["青禾文具有限公司"]
    assert found.values["amount"] == [120050]
    assert (len(found), found.skipped) == (1, 1)
    assert found.sums["amount"] == {"CNY": "1200.50"}
    (left_out,) = [one for one in found.findings if one.code == "S106"]
    assert "1 行是付出去的钱" in left_out.message
    assert f"第 {found.rows[0] + 1} 行" in left_out.message


@pytest.mark.parametrize(
    "picture",
    [
        """
        | 交易日期 | 对方户名 | 借方发生额 | 贷方发生额 | 余额 |
        | 2026-11-05 | 青禾文具 | | 1200.50 | 5200.50 |
        | 2026-11-06 | 某某物流 | 300 | | 4900.50 |
        | 2026-11-07 | 青禾文具 | | -1200.50 | 3700 |
        """,
        """
        | 交易日期 | 对方户名 | 借/贷 | 发生额 | 余额 |
        | 2026-11-05 | 青禾文具 | 贷 | 1200.50 | 5200.50 |
        | 2026-11-06 | 某某物流 | 借 | 300 | 4900.50 |
        | 2026-11-07 | 青禾文具 | 贷 | -1200.50 | 3700 |
        """,
    ],
    ids=["under 贷方", "marked 贷"],
)
def test_money_that_bounced_is_taken_off_what_came_in(picture):
    found = table(picture)
    assert (found.values["amount"], found.skipped) == ([120050, -120050], 1)


def test_money_that_bounced_is_taken_off_in_a_list_of_days_on_which_nothing_was_paid_out():
    found = table(
        """
        | 交易日期 | 对方户名 | 借方发生额 | 贷方发生额 | 余额 |
        | 2026-11-05 | 青禾文具 | | 1200.50 | 5200.50 |
        | 2026-11-07 | 青禾文具 | | -1200.50 | 4000 |
        """
    )
    assert (found.values["amount"], found.skipped) == ([120050, -120050], 0)


def test_money_that_came_in_beside_a_fee_that_went_out_is_a_receipt():
    found = table(
        """
        | 交易日期 | 对方户名 | 借方发生额 | 贷方发生额 | 余额 |
        | 2026-11-05 | 青禾文具 | 5 | 1200.50 | 5195.50 |
        | 2026-11-06 | 某某物流 | 300 | | 4895.50 |
        """
    )
    assert (found.values["amount"], found.skipped) == ([120050], 1)


def test_a_refund_in_a_clerks_own_register_stays():
    found = table("| 回款日期 | 客户名称 | 回款金额 | 收款方式 |\n| 2026-11-05 | 青禾文具 | -300 | 电汇 |")
    assert found.values["amount"] == [-30000]
    assert found.values["method"] == ["电汇"]


def test_a_register_may_give_the_payers_account_and_a_refund_still_stays():
    found = table("| 回款日期 | 客户名称 | 对方账号 | 回款金额 |\n| 2026-11-05 | 青禾文具 | 6222 | -300 |")
    assert found.values["amount"] == [-30000]


def test_a_list_of_money_paid_out_holds_no_receipt():
    found = table(
        "| 交易日期 | 对方户名 | 支出金额 | 余额 |\n| 2026-11-05 | 某某物流 | 300 | 5 |\n| 2026-11-06 | 某某物流 | 1 | 4 |"
    )
    assert (found.type.name, len(found), found.skipped) == ("receipt", 0, 2)


def test_a_row_that_could_not_be_read_is_asked_about_and_not_left_out():
    found = table(
        """
        | 交易日期 | 对方户名 | 借方发生额 | 贷方发生额 | 余额 |
        | 2026-11-05 | 青禾文具 | | 一千二 | 5200 |
        | 2026-11-06 | 青禾文具 | | 7 | 5207 |
        """
    )
    assert len(found) == 2
    assert (0, "amount") in found.unread


TAX_OFFICE = """
    | 序号 | 发票代码 | 发票号码 | 数电发票号码 | 销方名称 | 购方识别号 | 购买方名称 | 开票日期 | 货物或应税劳务名称 | 数量 | 单价 | 金额 | 税率 | 税额 | 价税合计 | 发票票种 | 发票状态 | 是否正数发票 |
    | 1 | | | '26112000000012345678 | 云杉工贸 | 91000000MA0EXAMPLE | 青禾文具有限公司 | 2026-11-08 10:12:13 | *文具*复印纸 | 10 | 100 | 1000 | 13% | 130 | 1130 | 数电票(增值税专用发票) | 正常 | 是 |
    | 2 | | | '26112000000012345679 | 云杉工贸 | 91000000MA0EXAMPLE | 青禾文具有限公司 | 2026-11-09 10:12:13 | *文具*复印纸 | -1 | 100 | -100 | 13% | -13 | -113 | 数电票(增值税专用发票) | 正常 | 否 |
"""


def test_an_export_of_the_tax_office_is_an_invoice_list_with_net_prices():
    found = table(TAX_OFFICE)
    assert found.type is not None
    assert found.type.name == "invoice"
    assert found.values["invoice_no"] == ["26112000000012345678", "26112000000012345679"]
    assert found.values["customer_name"] == ["青禾文具有限公司"] * 2
    assert found.values["company"] == ["云杉工贸"] * 2
    assert found.values["amount_net"] == [100000, -10000]
    assert found.values["amount_incl"] == [113000, -11300]
    assert found.values["unit_price_net"] == [10**8, 10**8]
    assert found.values["invoice_type"] == ["数电专票"] * 2
    assert found.values["is_red"] == [0, 1]
    assert codes(found) == []


@pytest.mark.parametrize(
    ("header", "said", "is_red"),
    [
        ("是否红字", "是", 1),
        ("是否红字", "否", 0),
        ("是否红字", "正常", 0),
        ("是否正数发票", "是", 0),
        ("是否正数发票", "否", 1),
        ("是否正数发票", "Y", 0),
        ("是否正数发票", "", None),
        ("是否正数发票", "正常", 0),
        ("正负", "负", 1),
        ("正负", "正", 0),
        ("红蓝字", "红字", 1),
        ("红蓝标识", "蓝票", 0),
    ],
)
def test_whether_an_invoice_is_red_is_kept_however_the_header_asks_for_it(header, said, is_red):
    amount = "-113" if is_red else "113"
    found = table(
        f"""
        | 发票号码 | 购方名称 | 开票日期 | 价税合计 | {header} |
        | 12345678 | 青禾文具 | 2026-11-08 | {amount} | {said} |
        | 12345679 | 青禾文具 | 2026-11-08 | {amount} | {said} |
        """
    )
    assert found.values["is_red"] == [is_red] * 2
    assert codes(found) == []


OTHERS = [
    (
        "invoice",
        "| 开票日期 | 发票号 | 客户名称 | 开票金额 | 税额 | 价税合计 |\n| 2026-11-05 | 12345678 | 青禾 | 1 | 2 | 3 |",
    ),
    ("invoice", "| 日期 | 发票号码 | 抬头 | 金额 | 送货单号 |\n| 2026-11-05 | 12345678 | 青禾 | 1 | S1 |"),
    ("receipt", "| 日期 | 客户 | 收款金额 | 收款方式 | 经办人 |\n| 2026-11-05 | 青禾 | 1 | 现金 | 林小满 |"),
    ("receipt", "| 到账日期 | 付款单位 | 到账金额 | 到账账户 | 对应订单 |\n| 2026-11-05 | 青禾 | 1 | 基本户 | D1 |"),
    ("opening", "| 客户编码 | 客户名称 | 期初应收 | 截止日期 |\n| K1 | 青禾 | 1 | 2025-12-31 |"),
    ("opening", "| 客户名称 | 上期结余 | 其中未开票 |\n| 青禾 | 1 | 1 |"),
    (
        "adjustment",
        "| 调整单号 | 日期 | 客户名称 | 调整类型 | 金额 | 原因 |\n| T1 | 2026-11-05 | 青禾 | 折让 | 1 | 破损 |",
    ),
    ("credit", "| 客户名称 | 授信额度 | 授信期限 | 生效日期 | 审批人 |\n| 青禾 | 1 | 30 | 2026-01-01 | 林小满 |"),
    ("customer", "| 客户名称 | 电话 | 信用额度 | 账期天数 | 期初应收 |\n| 青禾 | 1 | 2 | 30 | 4 |"),
    (
        "shipment",
        "| 送货单号 | 发货日期 | 客户 | 品名 | 数量 | 金额 | 回款日期 |\n| S1 | 2026-11-05 | 青禾 | 纸 | 1 | 2 | |",
    ),
    (
        "sign_off",
        (
            "| 函号 | 客户 | 账面余额 | 发出日期 | 方式 | 应回日期 | 回签日期 | 客户确认余额 | 差异原因 |\n"
            "| DZ-202611-K1-01 | 青禾 | 100 | 2026-12-02 | 微信 | 2026-12-10 | 2026-12-05 | 100 | |"
        ),
    ),
    ("sign_off", "| 对账单号 | 客户名称 | 客户确认日期 | 备注 |\n| DZ-202611-K1-01 | 青禾 | 2026-12-05 | 已盖章 |"),
    (
        None,
        "| 日期 | 客户 | 品名 | 数量 | 金额 | 开票日期 | 发票号码 | 回款日期 | 回款金额 | 余额 |\n| 2026-11-05 | 青禾 | 纸 | 1 | 2 |",
    ),
    (None, "| 客户 | 期初余额 | 本期发货 | 本期回款 | 期末余额 |\n| 青禾 | 1 | 2 | 3 | 0 |"),
    (None, "| 凭证号 | 科目 | 借方金额 | 贷方金额 |\n| 1 | 银行存款 | 1 | 2 |"),
]


@pytest.mark.parametrize(("expected", "picture"), OTHERS)
def test_a_paper_about_money_is_known_by_its_headers(expected, picture):
    found = table(picture)
    assert (found.type.name if found.type else None) == expected


def test_the_name_of_the_file_tells_a_bare_list_of_balances():
    picture = "| 客户名称 | 余额 | 日期 |\n| 青禾 | 1 | 2025-12-31 |"
    found = table(picture, file="期初余额.xlsx")
    assert found.type is not None
    assert found.type.name == "opening"


@pytest.mark.parametrize("name", ["优惠", "抹零", "让利"])
def test_what_was_let_off_beside_a_payment_settles_with_it(name):
    found = table(f"""
        | 收款日期 | 客户名称 | 应收金额 | 实收金额 | {name} | 欠款 |
        | 2026-11-06 | 竹筏超市 | 505 | 500 | 5 | 0 |
    """)
    assert (found.values["amount"], found.values["settle_discount"]) == ([50000], [500])


def test_a_bill_of_exchange_is_worth_its_face_and_a_cash_book_names_who_paid():
    bill = table("""
        | 收款日期 | 付款单位 | 票据号 | 票面金额 | 出票日 | 到期日 |
        | 2026-11-05 | 竹筏超市 | '1234567890 | 100000 | 2026-10-01 | 2027-04-01 |
    """)
    assert (bill.values["amount"], bill.values["bill_due"]) == ([10_000_000], ["2027-04-01"])
    cash = table("""
        | 日期 | 摘要 | 对方 | 收入 | 支出 | 余额 |
        | 2026-11-05 | 收货款 | 竹筏超市 | 1000 | | 1000 |
        | 2026-11-06 | 付房租 | 房东 | | 500 | 500 |
    """)
    assert (cash.values["payer"], cash.values["amount"]) == (["竹筏超市"], [100_000])
