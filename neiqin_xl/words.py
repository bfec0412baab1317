"""The vocabulary: every Chinese name once, with the spellings that clerks use for it."""

from __future__ import annotations

from typing import NamedTuple

from neiqin_xl.money_units import currency_spellings
from neiqin_xl.spelling import Hints, fold, header_hints, plain


class Word(NamedTuple):
    """One thing, its English key (used in code, JSON and the ledger) and its Chinese name.

    `strong` spellings name this thing wherever they stand; `weak` ones (日期, 单号, 金额 …) only once the
    sheet's type is known. Spellings are written as people write them; `plain` makes them comparable.

    Words that share a key are one field under the names that different papers give it. A spelling that is strong for
    one field of a sheet type and weak for another (公司名称, 收货单位, 件数) names the latter where the table has no
    other column for it, else the former.
    """

    key: str
    shown: str
    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()

    def __str__(self) -> str:
        return self.shown


def _word(key: str, shown: str, strong: str = "", weak: str = "") -> Word:
    """A word from spellings strung together with 、; its own name is a strong spelling of it."""
    return Word(key, shown, (shown, *_split(strong)), _split(weak))


def _split(spellings: str) -> tuple[str, ...]:
    return tuple(spelling for spelling in spellings.split("、") if spelling)


# Fields: who, and under which number and date.

_COMPANIES = (
    "公司、公司名称、账套、主体、主体公司、所属公司、组织、销售组织、结算组织、卖方、营运中心、销方、Company、Org"
)
COMPANY = _word("company", "我方公司", _COMPANIES, "公司主体、供方、公司别、Seller")
ORDER_NO = _word(
    "order_no",
    "订单号",
    "订单编号、销售订单号、销售订单、销售订单编号、销售单号、内部订单号、工单号、订货单号、订货单编号、订单号码、"
    "要货单号、订单单号、Order No、Order Number、Order ID、SO No、SO#、SO Number、Sales Order、Sales Order No",
    "单号、单据编号、单据号、编号、业务单据号、单据编码、单据号码、票号、Doc No、Document No",
)
RELATED_ORDER_NO = _word(
    "order_no",
    "关联订单号",
    "订单号、订单编号、销售订单号、销售订单、销售订单编号、销售单号、内部订单号、工单号、订货单号、订货单编号、"
    "要货单号、订单号码、订单单号、关联订单、来源单号、来源订单号、源单编号、源单号、关联单据号、关联单据、对应订单号、"
    "对应订单、原订单号、所属订单、"
    "Order No、Order Number、Order ID、SO No、SO#、SO Number、Sales Order、Sales Order No",
    "订单",
)
SHIPMENT_NO = _word(
    "shipment_no",
    "送货单号",
    "发货单号、出库单号、销售出库单号、送货单编号、发货单编号、出库单编号、随货单号、提货单号、销货单号、送货单、"
    "出货单号、出货单编号、配送单号、发货编号、送货编号、发货单、出库单、Delivery No、Delivery Note、"
    "Delivery Note No、DN No、DN、Shipment No、Packing List No",
    "单号、单据编号、单据号、编号、业务单据号、单据编码、单据号码、销售单据号、票号、Doc No、Document No",
)
RELATED_SHIPMENT_NO = _word(
    "shipment_no",
    "关联送货单号",
    "送货单号、发货单号、出库单号、销售出库单号、送货单编号、发货单编号、出库单编号、随货单号、提货单号、销货单号、"
    "送货单、出货单号、出货单编号、配送单号、原送货单号、原发货单号、原出库单号、对应送货单号、原单号、"
    "原送货单、原发货单、原出库单、对应送货单、Delivery No、"
    "Delivery Note、Delivery Note No、DN No、DN、Shipment No、Packing List No",
)
RETURN_NO = _word(
    "return_no",
    "退货单号",
    "退货单编号、销退单号、销退单编号、销售退货单号、返货单号、退货编号、退单号、退换货单号、退货单、销退单单号、"
    "Return No、Return Note No、RMA No、RMA",
    "单号、单据编号、单据号、编号、业务单据号、单据编码、单据号码、Doc No、Document No",
)
CUSTOMER_PO_NO = _word(
    "customer_po_no",
    "客户订单号",
    "客户订单号(PO)、客户采购单号、客户PO、客户PO号、PO号、PO单号、PO编号、PO号码、客户单号、采购订单号、采购订单、"
    "采购单号、客户合同号、外部订单号、客户订单号码、客户订单编号、客户采购订单号、对方订单号、Customer PO、"
    "Customer PO No、PO No、PO Number、PO、Purchase Order",
)
CONTRACT_NO = _word(
    "contract_no",
    "合同号",
    "合同编号、合同号码、合约编号、契约编号、协议编号、协议号、销售合同编号、销售合同号、Contract No",
)
LINE_NO = _word(
    "line_no",
    "行号",
    "项次、明细行号、订单行号、订单项次、项目行、客户订单序号、明细号、行项次、行项目、分录号、Line、Line No、"
    "Line Number",
)
SEQUENCE = _word("sequence", "序号", "序、NO、顺序、顺序号、编序、排序、流水序号、Seq、SN、Sr No")
YEAR_PARTS, MONTH_PARTS, DAY_PARTS = ("年", "年份"), ("月", "月份"), ("日", "号")
"""What stands over the parts of a day that has several columns."""
VERSION_NO = _word("version_no", "版本号", "版本、版次、变更次数、变更版本、修订号、修订版本、Version、Rev、Revision")
CHANGE_DATE = _word(
    "change_date",
    "变更日期",
    "修改日期、更改日期、改单日期、修订日期、变更时间、修改时间、更新日期、Change Date、Revised",
)
ORDER_DATE = _word(
    "order_date",
    "订单日期",
    "下单日期、下单时间、签单日期、接单日期、订货日期、订购日期、创建日期、签订日期、订单时间、"
    "订单创建时间、订单提交时间、Order Date",
    "日期、单据日期、业务日期、制单日期、开单日期、录单日期、开单时间、时间、Date",
)
SHIP_DATE = _word(
    "ship_date",
    "发货日期",
    "送货日期、出库日期、出货日期、发货时间、出库时间、送货时间、配送日期、销售日期、销售时间、销货日期、发出日期、提货日期、"
    "Ship Date、Shipped Date、Shipping Date、Sales Date、Sale Date",
    "日期、单据日期、业务日期、开单日期、制单日期、录单日期、开单时间、交货日期、时间、Delivery Date、Date",
)
RETURN_DATE = _word(
    "return_date",
    "退货日期",
    "退回日期、返货日期、收退货日期、退货时间、销退日期、退换货日期、Return Date",
    "日期、单据日期、业务日期、开单日期、制单日期、录单日期、开单时间、收货日期、时间、Date",
)
_CUSTOMER_CODES = (
    "客户编号、客户代码、客户号、客户代号、客户账号、往来单位编码、往来单位编号、客户ID、客户料商编码、客商编码、"
    "账款客户编号、Customer Code、Customer No、Customer ID、Cust No、Cust Code、Client No"
)
_CUSTOMER_NUMBERS = "单位编号、单位编码、门店编码、门店编号、Account Number、Account No、Account"
CUSTOMER_CODE = _word(
    "customer_code",
    "客户编码",
    _CUSTOMER_CODES,
    _CUSTOMER_NUMBERS,
)
CUSTOMER_OWN_CODE = _word("customer_code", "客户编码", _CUSTOMER_CODES, _CUSTOMER_NUMBERS + "、编号")
_CUSTOMER_NAMES = (
    "客户名称(全称)、客户全称、客户、客户名、客户单位名称、购货单位、购货单位名称、购货方、购买方、购买方名称、"
    "往来客户、往来单位、往来单位名称、客户公司、客户公司名称、客户单位、结算客户、结算单位、开票客户、需方、"
    "需方名称、订货单位、订货单位名称、订货方、订货客户、订购单位、订购方、要货单位、要货方、购买单位、购货人、"
    "购买人、进货单位、提货单位、买方、买方名称、"
    "采购方、采购方名称、采购商、采购商名称、买家公司名、买家公司名称、商业公司、经销商、经销商名称、账款客户、客户全名、"
    "Customer、Customer Name、Client、"
    "Client Name、Buyer、Bill To、Sold To"
)
CUSTOMER_NAME = _word(
    "customer_name",
    "客户名称",
    _CUSTOMER_NAMES,
    "单位名称、公司名称、收货单位、收货单位名称、收货方、收货客户、门店、门店名称、店名、店铺、店铺名称、Name、"
    "Account Name",
)
CUSTOMER_FULL_NAME = _word(
    "customer_name",
    "客户名称",
    _CUSTOMER_NAMES,
    "名称、全称、公司名称、单位名称、收货单位、门店、门店名称、店名、店铺名称、企业名称、Name、Account Name",
)
WHO_OWES = ("结算客户", "结算单位", "结算客户名称", "结算单位名称", "结算方", "账款客户")
"""What heads, beside the customer, who owes for the goods (RULES 6)."""
RECEIVER = _word(
    "receiver",
    "收货单位",
    "收货单位名称、收货方、收货客户、收货公司、收货门店、门店、门店名称、店名、店铺、店铺名称、送达方、"
    "Ship To Party、Delivered To",
)
SALESPERSON = _word(
    "salesperson",
    "业务员",
    "销售员、业务人员、营销员、销售人员、业务代表、销售代表、跟单员、客户经理、销售经理、业务经理、负责业务员、经手人、经办人、"
    "业务、Salesperson、Salesman、Sales Rep、Sales、Rep",
    "销售、负责人",
)
DEPT = _word(
    "dept",
    "销售部门",
    "部门、销售部门/大区、大区、区域、销售区域、销售大区、事业部、办事处、分公司、片区、Region、Dept、Department",
    "地区",
)
CONTACT = _word(
    "contact",
    "联系人",
    "收货人、收件人、收货联系人、客户联系人、联络人、Contact、Contact Person、Consignee、Receiver",
    "姓名",
)
PHONE = _word(
    "phone",
    "电话",
    "联系电话、客户电话、手机、手机号、手机号码、电话号码、联系方式、收货电话、收货人电话、收件人电话、联络电话、"
    "Phone、Tel、Telephone、Mobile",
)
ADDRESS = _word(
    "address",
    "收货地址",
    "送货地址、地址、详细地址、收件地址、联系地址、公司地址、客户地址、交货地点、交货地址、送达地址、Address、"
    "Ship To、Delivery Address",
)
PREPARED_BY = _word(
    "prepared_by",
    "制单人",
    "制单、制单员、开单员、开单人、录入人、录入员、制表、制表人、填表人、创建人、操作员、操作人、Created By、"
    "Prepared By",
)
CHECKED_BY = _word("checked_by", "复核人", "复核、审核人、审核、审批人、审批、核准、Checked By、Approved By")
_VOID_MARKS = "作废标志、是否作废、作废、作废标记、作废状态、是否已作废、作废否"
VOID_MARKS = _split(_VOID_MARKS)
"""Headers under which a yes calls a paper off."""
DOC_STATUS = _word(
    "doc_status",
    "单据状态",
    "审核状态、审批状态、订单状态、交易状态、当前状态、关闭状态、Doc Status、Status",
    "状态、" + _VOID_MARKS,
)
REMARK = _word(
    "remark",
    "备注",
    "说明、摘要、附注、备注说明、单据备注、行备注、订单备注、单据明细备注、明细备注、备注信息、Remark、Remarks、"
    "Note、Notes、Memo、Comment、Comments",
)

# Fields: what.

_PRODUCT_CODES = (
    "产品编号、产品代码、产品代号、物料编码、物料编号、物料代码、物料号、存货编码、存货编号、商品编码、商品编号、"
    "商品代码、货品编码、货品编号、料号、货号、品号、SKU、SKU编号、SKU编码、商品SKU、厂内料号、本厂料号、物料长代码、"
    "料件编号、基本条码、款号、款式编号、款式编码、Item Code、Item No、Item Number、Product Code、Product No、"
    "Product ID、Part No、Part Number、Material、Material No"
)
_PRODUCT_NUMBERS = "编码、代码、条码、商品条码、货品条码、条形码、Code、Barcode"
PRODUCT_CODE = _word("product_code", "产品编码", _PRODUCT_CODES, _PRODUCT_NUMBERS)
PRODUCT_OWN_CODE = _word("product_code", "产品编码", _PRODUCT_CODES, _PRODUCT_NUMBERS + "、编号")
CUSTOMER_PART_NO = _word(
    "customer_part_no",
    "客户料号",
    "客户物料编码、客户物料编号、客户物料号、客户产品编号、客户产品编码、客户产品码、客户型号、客户货号、客货号、"
    "客户品号、Customer P/N、Customer Part No、Cust PN、P/N",
)
PRODUCT_NAME = _word(
    "product_name",
    "品名",
    "产品名称、商品名称、物料名称、存货名称、货品名称、货物名称、料品名称、物资名称、材料名称、品名规格、品名及规格、"
    "名称及规格、产品名、商品全名、货品全名、存货全名、配件名称、商品、产品、货品、货物、物料、存货、宝贝标题、商品信息、品项、"
    "Product、Product Name、Item、"
    "Item Name、Description、Goods",
    "名称、项目、项目名称、客户品名、货名、名称规格型号、Product Description、Item Description",
)
SPEC = _word(
    "spec",
    "规格型号",
    "规格、型号、型号规格、料品规格、物料规格、商品规格、产品规格、产品型号、规格名称、客户规格、商品型号、器件型号、"
    "规格参数、尺寸、尺码、码数、鞋码、名称规格、Spec、Specification、Model、Model No、Size、MPN",
    "描述、物料描述、参数",
)
COLOR = _word("color", "颜色", "色号、花色、颜色分类、Color、Colour")
BRAND = _word("brand", "品牌", "牌子、商标、厂牌、品牌名称、Brand")
UNIT = _word("unit", "单位", "计量单位、销售单位、主单位、基本单位、数量单位、商品单位、UOM、Unit、U/M")
BATCH_NO = _word("batch_no", "批号", "批次号、批次、生产批号、产品批号、Lot、Lot No、Batch、Batch No")
WAREHOUSE = _word(
    "warehouse",
    "仓库",
    "仓库名称、发货仓库、出库仓库、调出仓库、收货仓库、库别、仓库编码、仓库编号、Warehouse、WH",
    "库存组织、存放地点、仓位",
)

# Fields: how much.

_ANY_QTY = "数量、数量合计、商品数量、产品数量、货品数量、Qty、Quantity"
QTY = Word("qty", "数量", (), _split(_ANY_QTY + "、件数、PCS"))
ORDERED_QTY = _word(
    "qty",
    "订购数量",
    "订货数量、订单数量、订购量、订货量、下单数量、采购数量、订单数、签单数量、需求数量、订货数、要货数量、要货量、"
    "要货数、Order Qty、Ordered Qty、Order Quantity",
    _ANY_QTY + "、PCS、件数、销售数量",
)
SHIPPED_QTY = _word(
    "qty",
    "发货数量",
    "送货数量、出库数量、实发数量、本次发货数量、本次发货、本次出库、出货数量、批号出库数量、销货数量、销售数量、"
    "实际出库数量、实际出货数量、实际发货数量、发货数、销售数、销货数、出货数、发货量、出库数、送货数、实发数、实发、"
    "Shipped Qty、Delivered Qty、"
    "Delivery Qty、Ship Qty",
    _ANY_QTY + "、PCS、件数",
)
RETURNED_QTY = _word(
    "qty",
    "退货数量",
    "退回数量、返货数量、销退数量、退货数、退换数量、退货量、Return Qty、Returned Qty",
    _ANY_QTY + "、PCS、件数",
)
QTY_ACCEPTED = _word(
    "qty_accepted",
    "签收数量",
    "实收数量、客户实收、验收数量、收货数量、实际收货数量、实收数、客户签收数量、Received Qty、Accepted Qty",
)
CLOSED_QTY = _word("closed_qty", "关闭数量", "取消数量、结案数量、不再发货数量、终止数量、Cancelled Qty、Closed Qty")
PACKAGES = _word("packages", "件数", "箱数、包数、总件数、货品件数、件数合计、Cartons、Packages、CTNS")
WEIGHT = _word("weight", "重量", "总重量、毛重、净重、吨位、Weight、G.W.、N.W.、Gross Weight、Net Weight")
MEASURED_IN = {
    "kg": (WEIGHT.shown, *WEIGHT.strong),
    "m2": ("面积", "总面积", "平方", "平方数", "平米数", "平方米"),
    "m3": ("体积", "总体积", "方数", "立方数", "立方", "立方米"),
    "m": ("米数", "总米数", "长度", "总长"),
}
"""What heads a measure of goods, by a unit of what it measures."""
CONV_RATE = _word(
    "conv_rate",
    "换算率",
    "换算系数、单位换算、每箱数量、件装、令包、装箱数、每件数量、入数、箱规、Pack Size、Units/Carton",
)
PACK_CONV_RATE = _word(
    "conv_rate",
    "换算率",
    "换算系数、换算关系、单位换算、每箱数量、件装、令包、装箱数、每件数量、入数、箱规、包装规格、Pack Size",
    "比例",
)
QTY_BASE = _word("qty_base", "基本数量", "主数量、辅助数量、折主数量、换算主数量、Base Qty")

# Fields: for how much money.

UNIT_PRICE_INCL = _word(
    "unit_price_incl",
    "含税单价",
    "含税价、含税价格、含税销售单价、税含单价、单价(含税)、原币含税单价、客户含税单价、含运含税单价、税后单价、"
    "Unit Price (incl. tax)、Unit Price (incl. VAT)",
    "单价、销售单价、商品单价、结算单价、价格、售价、成交价、成交单价、折后价、折后单价、执行单价、单位价格、原币单价、实际单价、销售价、"
    "零售单价、Price、Unit Price",
)
UNIT_PRICE_NET = _word(
    "unit_price_net",
    "不含税单价",
    "未税单价、税前单价、无税单价、净价、未税价、不含税价、单价(不含税)、单价(未税)、Net Price、"
    "Unit Price (excl. tax)、Unit Price (excl. VAT)",
)
TAX_INCLUDED_MARKS = ("是否含税", "含税否", "含税与否", "是否含税价", "含税标志", "含税标识")
TAX_NOT_INCLUDED = ("否", "不含税", "未税", "不含", "无税", "N", "No", "0", "×")
"""What heads whether a line's price includes tax, and what there says that it does not."""
TAX_RATE = _word("tax_rate", "税率", "增值税率、增值税税率、销项税率、Tax Rate、VAT Rate", "税")
_AMOUNTS_AFTER_DISCOUNT = "折后金额、折扣后金额、优惠后金额、折后小计、优惠后小计、成交金额"
AMOUNT_INCL = _word(
    "amount_incl",
    "价税合计",
    "含税金额、含税总额、含税合计、含税总价、价税合计金额、价税总计、含税总金额、金额(含税)、原币价税合计、税价合计、"
    "税后金额、Amount incl. Tax、Amount incl. VAT、Gross Amount、Total (incl. tax)、Total (incl. VAT)",
    "金额、总金额、总价、总额、合计金额、金额合计、小计、行金额、货款、货款金额、销售金额、销售额、销售收入、订单金额、"
    "发货金额、送货金额、退货金额、应收金额、Amount、Total、Total Amount、Total Price、"
    "Ext Price、Extended Price、Line Total、" + _AMOUNTS_AFTER_DISCOUNT,
)
AMOUNT_NET = _word(
    "amount_net",
    "不含税金额",
    "未税金额、无税金额、不含税额、税前金额、不含税金额合计、不含税总额、金额(不含税)、金额(未税)、原币金额、"
    "Net Amount、Amount excl. Tax、Amount excl. VAT",
)
TAX_AMOUNT = _word("tax_amount", "税额", "税金、销项税额、增值税、增值税额、原币税额、Tax、Tax Amount、VAT")
DISCOUNT_RATE = _word("discount_rate", "折扣率", "折扣、优惠率、扣率、折数、Discount Rate")
DISCOUNT_AMOUNT = _word(
    "discount_amount", "折扣额", "优惠金额、折扣金额、优惠、让利、折让金额、优惠额、Discount、Discount Amount"
)
IS_GIFT = _word("is_gift", "是否赠品", "赠品、赠送、是否搭赠、是否赠送、FOC、Free Item")
CURRENCY = _word(
    "currency",
    "币种",
    "币别、货币、结算币别、结算币种、结算货币、计价币种、计价货币、交易币别、交易币种、交易货币、账户币种、账户币别、账户货币、"
    "Currency、Curr",
)
EXCHANGE_RATE = _word("exchange_rate", "汇率", "Exchange Rate、FX")
DEPOSIT = _word(
    "deposit", "订金", "定金、预收款、预付款、订金/预收款、收取订金、订金金额、定金金额、Deposit、Prepayment"
)
OTHER_CHARGE = _word(
    "other_charge",
    "其他费用",
    "运费、物流费、物流费用、其它费用、装卸费、运杂费、Freight、Other Charges",
)
CHARGED_FREIGHT = _word(
    "charged_freight",
    "代垫运费",
    "客户承担费用、客户承担运费、客户承担的运费、代垫费用、代垫物流费、垫付运费、代付运费、应收运费、Freight Charged",
)
FREIGHT_BEARER = _word(
    "freight_bearer",
    "运费承担方",
    "运费承担、运费承担人、运费支付方、运费付款方、运费由谁承担、运费谁付、运费负担、Freight Borne By",
)
FREIGHT = _word("freight", "退货运费", "是否有运费、运费、返货运费、退回运费、Freight")
COD_AMOUNT = _word("cod_amount", "代收货款", "代收金额、到付货款、代收款、COD")
_SETTLEMENTS = (
    "结款方式、付款条件、付款条款、结账方式、约定支付、付款方式条款、结算周期、收款条件、结算条件、Payment Terms、Terms"
)
PERIODS = ("账期", "账期天数", "结算账期", "付款账期", "付款期限", "信用期")
"""What heads, beside the manner of settlement, how long it may take."""
SETTLE_TYPE = _word("settle_type", "结算方式", _SETTLEMENTS + "、付款方式、收款方式、账期、支付方式、Settlement")
COLLECT_MODE = _word(
    "collect_mode", "收款标识", "收款方式、代收、Collect Mode", "结算方式、结款方式、付款方式、支付方式"
)
RED_INVOICE_NO = _word("red_invoice_no", "红字发票号", "红票号码、红冲发票号、红字发票号码、Red Invoice No")

# Fields of an order, of a slip and of a return alone.

SHIP_TYPE = _word(
    "ship_type",
    "发货类型",
    "发货类别、出库类型、出库类别、出货类型、送货类型、销售类型、销售类别、红蓝字、红字标识、红蓝标识",
    "单据类型、单据类别、业务类型、业务类别、交易类型、类型",
)
CHANNEL = _word("channel", "渠道", "渠道/来源、销售渠道、订单来源、接单方式、下单方式、平台、Channel", "来源、Source")
ORDER_TYPE = _word("order_type", "订单类型", "Order Type", "单据类型、业务类型、类型")
REQUIRED_DATE = _word(
    "required_date",
    "要货日期",
    "交货日期、交期、交货期、交货时间、客户交期、要求交期、需求交期、要求交货日期、要求到货日期、到货日期、需求日期、"
    "要求到货、要求交货、计划交期、计划交货日期、预交日、预交日期、预计发货日期、预计出货日期、预计交货日期、最迟发货日期、要货时间、"
    "Delivery Date、Due Date、Required Date、Need By、ETD、ETA",
)
PROMISED_DATE = _word(
    "promised_date",
    "确认交期",
    "回复交期、回复交货日期、承诺交期、承诺发货日期、答交日期、答复交期、生产交期、Promised Date、Confirmed Date",
)
SHIP_METHOD = _word(
    "ship_method",
    "运输方式",
    "运输方式/货站、发货货站、货站、物流公司、承运商、发货方式、交货方式、送货方式、提货方式、配送方式、托运部、"
    "Carrier、Ship Via、Delivery Method",
)
STATION_NO = _word("station_no", "货站合同号", "货站合同号/会员号、会员号、会员编号、货站会员号")
CARRIER = _word(
    "carrier",
    "物流公司",
    "物流公司/货站、货站、货站名称、承运商、承运单位、快递公司、托运部、物流、退货物流、Carrier",
    "运输方式、送货方式、发货方式",
)
WAYBILL_NO = _word(
    "waybill_no",
    "物流单号",
    "运单号、快递单号、托运单号、物流票号、宅配单号、货运单号、快递号、Tracking No、Tracking Number、Waybill",
)
ETA = _word("eta", "预计到货日期", "预计到货、预计到达日期、预计到货时间、ETA")
SIGN_STATUS = _word("sign_status", "签收状态", "回签状态、回单状态、送货状态、签收情况、是否签收、Sign Status")
SIGN_DATE = _word(
    "sign_date",
    "签收日期",
    "回签日期、签收时间、回单日期、到货日期、收货日期、签收回单日期、Sign Date、POD Date",
)
SIGN_BY = _word("sign_by", "签收人", "收货人签字、签收、Signed By")
VEHICLE = _word("vehicle", "车号", "车号/司机、车牌号、车牌、司机、送货人、送货员、Driver、Plate No")
DISPOSITION = _word(
    "disposition",
    "处理方式",
    "退货处理、退货类型、退货方式、是否补发、是否换货、退换类型、退货处理方式、Disposition、Return Type",
    "处理结果、类型、处理意见、处理、处理情况、处理办法",
)
REASON = _word("reason", "退货原因", "退回原因、原因、不良原因、退换原因、客户故障类型、原因码、Reason、Return Reason")

# Fields of a customer.

CUSTOMER_SHORT_NAME = _word("customer_short_name", "客户简称", "简称、助记名、Short Name")
ALIASES = _word("aliases", "别名", "别名/付款户名、曾用名、付款户名、关联公司、Alias、Aliases")
CUSTOMER_CATEGORY = _word(
    "category", "客户分类", "客户类别、客户类型、客户等级、客户级别、分类、Category、Grade", "类别、类型、等级、级别"
)
INDUSTRY = _word("industry", "行业", "所属行业、Industry")
REGION = _word("region", "地区", "区域、所在地区、省份、城市、省、市、Region")
SCALE = _word("scale", "规模", "客户规模、年用量、Scale")
EMAIL = _word("email", "邮箱", "电子邮箱、邮件、电子邮件、邮箱地址、E-mail、Mail")
FAX = _word("fax", "传真", "传真号、传真号码、Fax")
ASSIST = _word("assist", "内勤", "负责内勤、跟单、Assistant")
TAX_NO = _word(
    "tax_no",
    "税号",
    "纳税人识别号、统一社会信用代码、社会信用代码、税务登记号、信用代码、统一编号、纳税识别号、开票税号、Tax ID、"
    "Tax No",
)
INVOICE_TITLE = _word("invoice_title", "开票抬头", "发票抬头、抬头、开票名称、Invoice Title")
BANK = _word("bank", "开户行及账号", "开户行、开户银行、银行账号、账号、户名、银行账户、Bank、Bank Account")
CREDIT_DAYS = _word("credit_days", "账期天数", "信用天数、信用期限、授信期限、付款天数、Credit Days")
CREDIT_LIMIT = _word("credit_limit", "信用额度", "授信额度、授信金额、铺底额度、额度、Credit Limit")
STMT_DAY = _word("stmt_day", "对账日", "对账日/账单日、账单日、对账截止日、结账日、Statement Day")
INVOICE_DAY = _word("invoice_day", "开票截止日", "开票时间、开票日、Invoice Day")
PRICE_LEVEL = _word("price_level", "价格等级", "价格级别、价格表、价目表、Price List")
PREFERENCE = _word("preference", "需求偏好", "偏好、主要产品、需求、Preference")
SOURCE = _word("source", "客户来源", "来源、Source")
CREATED_DATE = _word(
    "created_date", "建档日期", "建档时间、创建日期、开户日期、首次合作日期、建立日期、Created", "日期"
)
ASSIGNED_AT = _word("assigned_at", "分配时间", "分配日期、移交时间、Assigned At")
RECEIVED_AT = _word("received_at", "收到时间", "登记时间、录入时间、Received At")
ACTIVE = _word("active", "状态", "是否启用、启用、启用状态、Status、Active")

# Fields of a price list.

PRODUCT_CATEGORY = _word("category", "类别", "分类、商品分类、物料分类、产品类别、产品分类、商品类别、Category")
PACK_UNIT = _word("pack_unit", "副单位", "辅助单位、包装单位、箱单位、Alt UOM")
SCOPE = _word("scope", "价格范围", "价格类型、适用范围、Scope")
SCOPE_KEY = _word("scope_key", "适用客户", "适用客户/等级、价格等级、客户、客户名称、等级、Price Level")
LIST_PRICE_INCL = _word(
    "list_price_incl",
    "含税售价",
    "含税单价、含税价、销售价、销售单价、标准售价、标准含税价、售价、执行价、协议价、目录价、面价、批发价、零售价、销售价格、"
    "单价(含税)、List Price",
    "单价、价格、报价、标价、现价、新价、新单价、调整后单价、调后单价、调整后价格、调整后售价、出厂价、供货价、经销价、经销商价、代理价、"
    "Price、Unit Price",
)
LIST_PRICE_NET = _word(
    "list_price_net", "不含税售价", "未税价、不含税单价、未税单价、不含税价、单价(不含税)、单价(未税)、Net Price"
)
FLOOR_PRICE = _word("floor_price", "最低售价", "最低价、限价、底价、保护价、最低销售价、最低限价、Floor Price")
COST = _word("cost", "成本价", "采购价、采购单价、进价、进货价、参考成本、成本、Cost")
MIN_QTY = _word("min_qty", "起订量", "最小起订量、数量区间、起批量、MOQ、Min Qty")
VALID_FROM = _word("valid_from", "生效日期", "执行日期、调价日期、开始日期、有效期起、起始日期、Valid From")
VALID_TO = _word("valid_to", "失效日期", "结束日期、有效期至、有效期止、截止日期、到期日、Valid To")
USE_ORIGIN = _word("use_origin", "用途及产地", "用途、产地、用途/产地、Origin")
SAFETY_STOCK = _word("safety_stock", "安全库存", "最低库存、最低安全库存、最高库存、最高安全库存、Safety Stock")
IS_NEW = _word("is_new", "新品", "新品标识、是否新品、New")

# Fields of a receipt, and of the lists that banks give.

RECEIPT_NO = _word(
    "receipt_no",
    "收款单号",
    "回款单号、收款单编号、缴款单号、收据号、收款编号、回款编号、Receipt No",
    "单号、单据编号、单据号、编号",
)
RECEIPT_DATE = _word(
    "receipt_date",
    "回款日期",
    "收款日期、到账日期、到款日期、入账日期、记账日期、记账日、入账时间、回款时间、到账时间、付款日期、缴款日期、收款时间、来款日期、"
    "Payment Date、Receipt Date、Value Date、Posting Date",
    "日期、业务日期、单据日期、开单日期、制单日期、录单日期、交易日期、交易日、交易时间、交易创建时间、"
    "Date、Transaction Date",
)
PAYER = _word(
    "payer",
    "付款户名",
    "付款方、付款人、付款单位、付款账户名称、付款人名称、付款人户名、付款方户名、付款方名称、对方户名、对方名称、对方单位、"
    "对方单位名称、对方账户名称、对方账户名、对方账号名称、交易对方、交易对手、交易对手名称、对手户名、缴款人、付方名称、汇款人、"
    "汇款人名称、来款单位、Payer、Remitter、Counterparty",
    "对方、来款方",
)
_CLAIMED_BY = "认领单位、认领给、归属客户、归属单位、款项归属、Claimed By"
PAYING_CUSTOMER = _word(
    "customer_name",
    "客户名称",
    f"{_CUSTOMER_NAMES}、认领客户、{_CLAIMED_BY}",
    "、".join(CUSTOMER_FULL_NAME.weak),
)
"""Whose a payment is, in the list of the payments themselves."""
PAYING_CUSTOMER_CODE = _word("customer_code", "客户编码", _CUSTOMER_CODES, "单位编号、单位编码、门店编码、门店编号")
RECEIVED_AMOUNT = _word(
    "amount",
    "回款金额",
    "收款金额、实收金额、到账金额、到款金额、来款金额、本次收款、实际收款、合计收款、缴款金额、贷方金额、贷方发生额、"
    "贷方发生额(收入)、收入金额、收入、贷记金额、转入金额、存入金额、进账金额、本次回款金额、本次回款、票面金额、汇票金额、表体-实收金额、收款额、回款额、"
    "Received Amount、Payment Amount、Credit Amount、Credit、Deposit Amount、Money In、Paid In",
    "金额、交易金额、发生额、贷方、收款、回款、到账、实收、实际到账、实际到账金额、实到金额、实到账金额、到账净额、净到账、合计金额、"
    "金额合计、Amount、Deposit、Deposits",
)
ARRIVED = ("到账", "到款", "实收", "实际收款", "实到")
"""What a header over an amount has in it that says that the money is here."""
PAID_OUT = _word(
    "paid_out",
    "支出金额",
    "支出、借方金额、借方发生额、借方发生额(支取)、借方发生额(支出)、借记金额、转出金额、支取金额、付出金额、"
    "Debit Amount、Debit、Withdrawal",
    "借方",
)
DIRECTION = _word(
    "direction",
    "收支方向",
    "收支、收/支、收/付、收支类型、收支标志、借贷标志、借贷方向、借贷标识、借贷、交易方向、资金流向、收付标志、收付方向、来往账标志、"
    "Debit/Credit、Dr/Cr",
    "方向",
)
BALANCE = _word("balance", "账户余额", "余额、当前余额、交易后余额、本次余额、联机余额、Balance")
COUNTER_ACCOUNT = _word(
    "counter_account",
    "对方账号",
    "付款账号、付款账户、付款人账号、付款方账号、对方账户、对方卡号、交易对方账号、对手账号、对手账户、Counter Account",
)
BANK_FEE = _word("bank_fee", "手续费", "银行手续费、扣费、Bank Fee")
SETTLE_DISCOUNT = _word(
    "settle_discount",
    "抹零优惠",
    "优惠金额、优惠、让利、收款优惠、收款优惠/抹零、收款折扣、抹零、抹零金额、现金折扣、尾差、抹尾、Write-off、Discount",
)
RECEIPT_METHOD = _word(
    "method", "收款方式", "回款方式、付款方式、结算方式、支付方式、收款途径、到账方式、Method、Payment Method"
)
BILL_DUE = _word("bill_due", "票据到期日", "承兑到期日、到期日、汇票到期日、Bill Maturity")
BANK_ACCOUNT = _word(
    "bank_account", "收款账户", "结算账户、收款银行、银行账户、账户、到账账户、到账银行、入账账户", "账户名称、Account"
)
BANK_TXN_NO = _word(
    "bank_txn_no",
    "银行流水号",
    "流水号、交易流水号、交易流水、账户明细编号-交易流水号、核心流水号、主机流水号、结算号、票据号、收据编号、交易参考号、"
    "交易单号、交易订单号、支付宝交易号、Bank Ref、Transaction No、Reference No",
    "凭证号、凭证号码、交易号",
)
REF_DOCS = _word(
    "ref_docs",
    "核销单据",
    "对应订单、销售单据编号、对应单据、对应发票、核销发票号、核销单号、冲抵单号、收款明细、Applied To、Invoice No",
)
PURPOSE = _word(
    "purpose",
    "用途",
    "收款用途、款项性质、款项类型、款项类别、款项用途、摘要用途、收款类型、回款类型、Purpose",
)
POSTSCRIPT = _word(
    "postscript",
    "附言",
    "交易附言、客户附言、转账附言、付款附言、汇款附言、留言、Postscript、Transaction Details、Transaction Description",
)
FINANCE_CONFIRMED = _word(
    "finance_confirmed",
    "财务确认",
    "确认状态、到账确认、是否到账、到账状态、到账情况、入账状态、财务审核、财务人员、交易状态、当前状态、Confirmed",
    "状态、单据状态、收款状态、回款状态、审核状态、审批状态、" + _VOID_MARKS,
)
PAID_ORDER_NO = _word(
    "order_no",
    "关联订单号",
    "订单号、订单编号、销售订单号、销售订单、销售单号、内部订单号、工单号、订货单号、订单号码、订单单号、关联订单、"
    "来源单号、源单编号、关联单据号、关联单据、Order No、Order Number、SO No、SO#、Sales Order",
)
ATTACHMENT = _word("attachment", "附件", "附件/扫描件、扫描件、图片、凭证图片、底单、Attachment")

# Fields of an invoice.

INVOICE_NO = _word(
    "invoice_no",
    "发票号码",
    "发票号、数电票号码、数电发票号码、全电发票号码、电子发票号码、发票编号、发票号码(20位)、"
    "Invoice No、Invoice Number",
    "号码、票号",
)
INVOICE_CODE = _word("invoice_code", "发票代码", "Invoice Code", "代码")
INVOICE_DATE = _word(
    "invoice_date", "开票日期", "开票时间、发票日期、开具日期、开具时间、Invoice Date、Issue Date", "日期、Date"
)
INVOICE_TYPE = _word("invoice_type", "发票类型", "票种、发票种类、发票票种、Invoice Type")
INVOICING_COMPANY = _word(
    "company", "我方公司", _COMPANIES + "、销方名称、销售方名称、销售方、开票公司", "公司主体、公司别、Seller"
)
BUYER_NAME = _word(
    "customer_name",
    "购方名称",
    "购买方名称、购买方、购方、买方名称、购货单位、购货单位名称、购货方名称、客户名称、客户全称、开票客户、开票抬头、发票抬头、抬头、"
    "受票方名称、受票方、Buyer、Buyer Name、Bill To、Sold To",
    "客户",
)
BUYER_TAX_NO = _word(
    "buyer_tax_no",
    "购方税号",
    "购买方纳税人识别号、购方纳税人识别号、购方识别号、购买方识别号、客户税号、购买方税号、统一社会信用代码、纳税人识别号、税号、"
    "统一编号、Buyer Tax ID",
)
INVOICED_ITEM = _word(
    "product_name",
    "货物或应税劳务名称",
    "货物或应税劳务、服务名称、货物或应税劳务服务名称、商品名称、项目名称、开票项目、品名、货物名称、Item",
    "名称",
)
INVOICED_QTY = _word("qty", "开票数量", "发票数量", _ANY_QTY)
INVOICED_AMOUNT = AMOUNT_INCL._replace(weak=(*AMOUNT_INCL.weak, *_split("开票金额、发票金额、开票总额、开票合计")))
IS_RED = _word("is_red", "是否红字", "是否正数发票、红蓝标识、红蓝字、正负、红字标志、Red")
ORIGINAL_INVOICE_NO = _word(
    "orig_invoice_no",
    "原蓝票号码",
    "原发票号码、对应蓝字发票号码、蓝字发票号码、原发票号、原蓝字发票号码、被红冲蓝字数电发票号码、Original Invoice",
)
RED_REASON = _word("red_reason", "红冲原因", "冲红原因、红字原因、红字发票原因")
INVOICE_DELIVERED = _word("deliver_date", "发票送达日期", "寄票日期、送票日期、交票日期、签收日期、发票签收日期")
INVOICE_DELIVERY_NO = _word("deliver_no", "寄票单号", "快递单号、邮寄单号、寄票快递单号")
INVOICE_STATUS = _word(
    "invoice_status",
    "发票状态",
    "Status",
    "状态、开票状态、票据状态、开票结果、单据状态、审核状态、审批状态、" + _VOID_MARKS,
)

# Fields of opening balances, of adjustments and of credit grants.

AS_OF = _word("as_of", "期初日期", "截止日期、启用日期、余额日期、期初截止日期、As Of", "日期")
OPENING_DOC_NO = _word("doc_no", "原单据号", "原始单据编号、原单号、欠款单号", "单号、单据编号、单据号")
OPENING_DOC_DATE = _word("doc_date", "原单据日期", "欠款日期、发生日期", "业务日期、单据日期")
DUE_DATE = _word("due_date", "到期日", "到期日期、应收日期、应收款日期、Due Date")
OPENING_AMOUNT = _word(
    "amount",
    "期初余额",
    "期初应收、期初欠款、期初金额、期初应收款、期初应收余额、上期结余、上期余额、上期欠款、期初应收金额、年初余额、初始应收、"
    "Opening Balance",
    "金额、余额、欠款金额、欠款、应收余额、未收余额、未结金额、未结清金额",
)
UNINVOICED = _word("uninvoiced", "未开票金额", "其中未开票、其中未开票金额")
OPENING_ADVANCE = _word(
    "advance", "预收余额", "预收款余额、预收账款、预收货款、期初预收、预收金额、多收余额", "预收款、预收"
)
ADJUSTMENT_NO = _word(
    "adjustment_no",
    "调整单号",
    "调整单编号、费用单号、折让单号、冲减单号、Adjustment No",
    "单号、单据编号、单据号、编号",
)
ADJUSTMENT_DATE = _word(
    "adjustment_date", "调整日期", "费用日期、折让日期、冲减日期、Adjustment Date", "日期、单据日期、业务日期、Date"
)
ADJUSTMENT_TYPE = _word(
    "adjustment_type", "调整类型", "调整类别、调整项目、费用类型、费用项目、调整方向、Adjustment Type", "类型、类别"
)
ADJUSTED_AMOUNT = _word(
    "amount",
    "调整金额",
    "费用金额、折让金额、冲减金额、坏账金额、对冲金额、调整应收金额、Adjustment Amount",
    "金额、Amount",
)
REFERENCE = _word("reference", "关联单据号", "关联单据、关联单号、依据单号、对应单号、对应单据、原单号、Reference")
ADJUSTMENT_REASON = _word("reason", "调整原因", "原因、调整事由、事由、费用原因、折让原因、Reason")
APPROVER = _word("approver", "审批人", "特批人、批准人、核准人、Approver")
GRANTED_LIMIT = _word("credit_limit", "授信额度", "授信金额、信用额度、固定额度、额度、Credit Limit")
TEMP_LIMIT = _word("temp_limit", "临时额度", "临时授信、特批额度、Temp Limit")
GRANTED_DAYS = _word(
    "credit_days",
    "授信期限",
    "信用期限、信用天数、账期天数、账期、宽限天数、Credit Days",
)
GRANTED_FROM = _word("valid_from", "生效日期", "授信日期、授信生效日期、开始日期、Valid From")
GRANTED_TO = _word("valid_to", "失效日期", "授信到期日、到期日、结束日期、Valid To")
CREDIT_CONTROL = _word("control", "控制方式", "控制强度、超额处理、Control")
CREDIT_BASIS = _word("basis", "占用口径", "控制范围、Basis")
GUARANTEE = _word("guarantee", "担保", "担保/抵押、抵押、担保方式、Guarantee")

# Fields of the register of statements.

STATEMENT_NO = _word(
    "statement_no",
    "对账单号",
    "对账单编号、对账编号、对账函号、对账函编号、函号、账单号、账单编号、Statement No、Statement Number",
    "单号、单据编号、单据号、编号",
)
STATEMENT_VERSION = _word("version_no", "版次", "版本号、版本、对账单版次、对账单版本、第几版、Version、Rev", "版")
STATED_PERIOD = _word(
    "stated_period",
    "对账期间",
    "对账月份、对账账期、账单月份、账单期间、所属账期、Statement Period",
    "账期、期间、月份",
)
STATED_AMOUNT = _word(
    "amount",
    "对账余额",
    "对账金额、账面余额、我方余额、我方账面余额、对账单余额、Statement Balance",
    "期末余额、应收余额、余额、金额",
)
SENT_ON = _word(
    "sent_on",
    "发出日期",
    "发函日期、寄出日期、发送日期、寄送日期、送出日期、寄函日期、发出时间、发送时间、Sent On、Sent",
)
SENT_VIA = _word("sent_via", "发出方式", "发送方式、寄送方式、寄出方式、送达方式、发函方式、Sent Via", "方式")
REPLY_DUE = _word("reply_due", "应回日期", "回函期限、回签期限、应回函日期、应回签日期、要求回函日期、Reply Due")
CONFIRMED_ON = _word(
    "confirmed_on",
    "回签日期",
    "客户确认日期、确认日期、客户回签日期、回函日期、客户回函日期、回签时间、客户确认、客户回签、Confirmed On",
    "回签、签回日期、盖章日期",
)
DISPUTED_ON = _word(
    "disputed_on", "有异议日期", "异议日期、提出异议日期、不符日期、客户异议日期、有异议、Disputed On、Disputed"
)
DISPUTE = _word(
    "dispute",
    "异议说明",
    "异议内容、异议原因、不符说明、不符原因、差异原因、差异说明、不符金额及说明、Dispute",
    "异议",
)
CONFIRMED_AMOUNT = _word(
    "confirmed_amount",
    "客户确认余额",
    "客户确认金额、客户账面余额、对方余额、对方账面余额、回函余额、回函金额、Confirmed Balance",
    "客户余额、确认余额、确认金额",
)
ORIGINAL_ON = _word(
    "original_on",
    "原件收到日期",
    "原件日期、原件收回日期、收到原件日期、原件归档、原件归档日期、原件回收日期、Original Received",
    "原件",
)
HANDLED_BY = _word("handled_by", "经办人", "登记人、跟进人、对账人、Handled By")
WITHDRAWN = _word("withdrawn", "撤回", "是否撤回、撤回登记、登错撤回、Withdrawn")

# Fields of what is decided about payments.

CLAIMED_BY = _word("claimed_by", "认领客户", _CLAIMED_BY)
CLAIMED_AMOUNT = _word("claimed_amount", "认领金额", "分摊金额、归属金额、认领额、Claimed Amount")
DECIDED_BEFORE = _word("decided_before", "原登记", "原来登记、Decided Before")

# Fields of a customer's own statement. Most headers are those of other papers: only its name tells it from them.

LINE_DATE = _word(
    "line_date",
    "往来日期",
    "",
    "日期、单据日期、业务日期、记账日期、凭证日期、交易日期、发生日期、开单日期、制单日期、送货日期、发货日期、出库日期、出货日期、入库日期、"
    "收货日期、到货日期、验收日期、进货日期、销售日期、交货日期、时间、"
    "Date、Document Date、Posting Date、Delivery Date",
)
THEIR_NO = _word(
    "their_no",
    "对方单号",
    "",
    "入库单号、入库单编号、收货单号、收货单编号、验收单号、进货单号、采购入库单号、采购入库单、凭证号、凭证字号、"
    "记账凭证号、GR No、Receipt No",
)
LINE_KIND = _word(
    "line_kind",
    "往来类型",
    "",
    "业务类型、单据类型、单据类别、单据名称、业务类别、类型、类别、摘要、业务摘要、内容、业务内容、事项、款项类型、Type",
)
LINE_QTY = _word(
    "qty",
    "往来数量",
    "",
    "数量、数量合计、送货数量、发货数量、出库数量、入库数量、收货数量、实收数量、验收数量、进货数量、件数、PCS、Qty、Quantity",
)
LINE_AMOUNT = _word(
    "amount_incl",
    "往来金额",
    "价税合计、含税金额、含税总额、含税合计、含税总价、价税合计金额、价税总计、含税总金额、金额(含税)",
    "金额、总金额、总价、总额、合计金额、金额合计、小计、货款、货款金额、应付金额、应付款、应付货款、应付、应收金额、应收、发货金额、送货金额、入库金额、"
    "收货金额、进货金额、采购金额、本期应付、本期应收、本期发生、本期发生额、Amount、Total、Total Amount、Line Total",
)
RETURNED_AMOUNT = _word("returned_amount", "往来退货金额", "", "退货金额、退货、退回金额、扣款金额、扣款、折让金额")
PAID_AMOUNT = _word(
    "paid_amount",
    "往来付款金额",
    "",
    "付款金额、付款、已付金额、已付款、已付、本期付款、实付金额、支付金额、收款金额、收款、回款金额、回款、已收金额、已收款、已收、"
    "实收金额、实收、到账金额、本期已收、本期收款、Paid、Payment",
)
PAID_WITH_GOODS = _split(
    "已回款、已回款金额、定金、订金、预付款、预付金额、定金金额、现收、现付、本次收款、收现、现金收款"
)
GIVEN_BACK_WITH_GOODS = (
    *RETURNED_QTY.strong,
    *_split(
        "退货数量、退回数、退货、退回、拒收数量、拒收、拒收数、破损数量、破损数、破损、短缺数量、短少数量、短少、少货数量、少货、"
        "损坏数量、不合格数量"
    ),
)
TAKEN_OFF_WITH_GOODS = _split(
    "扣款、扣款金额、返利、返利金额、返点、折让、折让金额、优惠、优惠金额、抹零、抹零金额、减免、减免金额、补贴、补贴金额、促销费、质量扣款、"
    "代金券、优惠券"
)
TO_PAY_IN_THE_END = _split(
    "应收、应收金额、应收款、应收货款、应付、应付金额、应付款、实际金额、实际货款、实际应收、结算金额、折后金额、折后合计、优惠后金额、"
    "最终金额、合计应收、净额、净应收、实际结算金额"
)
"""What heads, beside the lines of goods, what came in with them, went back, was taken off, or is left to pay."""
PAID_ON = _word("paid_on", "往来付款日期", "", "付款日期、付款日、付款时间、汇款日期、打款日期、支付日期、Payment Date")
DEBIT_SIDE = _word("debit_side", "往来借方", "", "借方金额、借方发生额、借方、借、Debit")
CREDIT_SIDE = _word("credit_side", "往来贷方", "", "贷方金额、贷方发生额、贷方、贷、Credit")
BALANCE_SIDES = ("方向", "余额方向", "期初方向", "借贷方向", "借贷", "借/贷")
CREDIT_SIDE_MARKS = ("贷", "贷方", "贷余", "贷方余额", "预收", "预收款", "预收账款", "C", "Cr", "Credit")
DEBIT_SIDE_MARKS = ("", "借", "借方", "借余", "借方余额", "应收", "应收款", "应收账款", "欠款", "D", "Dr", "Debit")
"""What heads the side on which a balance stands, the side of what was paid ahead, and that of what is owed."""
JOURNALS = ("日记账",)
CASH_BOOKS = (*JOURNALS, "银行存款", "库存现金", "现金账", "银行账", "出纳账")
"""What our own books of money are called, in which 借方 is what came in."""
RUNNING_BALANCE = _word(
    "running_balance",
    "往来余额",
    "",
    "余额、结余、累计余额、累计欠款、欠款余额、应付余额、应收余额、结欠、累计应付、累计应收、尚欠、欠款、Balance",
)
LINE_REMARK = _word(
    "remark", "备注", "附注、备注说明、备注信息、说明、Remark、Remarks、Note、Notes、Memo、Comment、Comments"
)
OUR_STATEMENT_NO = _word(
    "statement_no", "我方对账单号", "对账单号、对账单编号、对账编号、账单号、账单编号、Statement No、Statement Number"
)
HEADING = _word("heading", "表头内容")
STATED_OPENING = _word("stated_opening", "对方期初余额")
STATED_CLOSING = _word("stated_closing", "对方期末余额")
STATED_PAID = _word("stated_paid", "对方本期付款")
# What stands beside the balances of a statement, in a row of its lines or around them; compared after `plain`.
OPENING_LINES = _split(
    "期初余额、期初、期初结余、期初欠款、期初应付、期初应收、期初数、上期余额、上期结余、上期欠款、上期结转、上月余额、上月结余、上月欠款、"
    "上月结转、上年结转、年初余额、前期余额、前期欠款、承上期、承前、Opening Balance、Balance B/F、Brought Forward"
)
CLOSING_LINES = _split(
    "期末余额、期末、期末结余、期末欠款、期末应付、期末应收、期末数、本期余额、本期结余、本期欠款、本月余额、本月结余、本月欠款、"
    "累计欠款、累计余额、累计应付、"
    "尚欠金额、尚欠、结欠、合计欠款、应付余额、余额合计、截止余额、Closing Balance、Balance Due、Balance C/F"
)
# What stands above a customer's own books beside its name.
WHOSE_BOOKS = _split(
    "单位、编制单位、编报单位、填报单位、填制单位、核算单位、记账单位、使用单位、账套、账套名称、公司、本单位、我方、甲方、对账单位"
)
PAID_LINES = _split(
    "本期付款、本月付款、本期已付、本月已付、本期付款合计、本月付款合计、付款合计、本期回款、本月回款、本期收款、本月收款、回款合计、收款合计"
)

# Fields of the list of matches that wait for a person.

IS_MATCH = _word("is_match", "确认", "确认匹配、是否同一笔")
OUR_LINES = _word("our_lines", "我方行码")
THEIR_LINES = _word("their_lines", "对方行码")
OUR_SIDE = _word("our_side", "我方内容")
THEIR_SIDE = _word("their_side", "对方内容")

# Fields of slips that came back signed, and of dates promised.

TO_FINANCE_ON = _word("to_finance_on", "交财务日期", "交财务、移交财务日期、转财务日期、To Finance On")
SAME_LINE = _word("same_line", "同行序", "相同行序号")
REPLY_NOTE = _word("reply_note", "回复说明", "交期说明、交期备注、延期原因、不能按期原因", "说明、备注")

# Fields of invoices that are booked.

PLANNED_ON = _word(
    "planned_on",
    "预约开票日期",
    "预约开票日、开票预约日期、开票预约日、计划开票日期、计划开票日、约定开票日期、Planned Invoice Date",
    "预约日期、日期",
)
PLANNED_AMOUNT = _word("amount", "预约开票金额", "预约金额、计划开票金额、拟开票金额", "金额、开票金额")

# Fields of what was decided about differences.

DIFFERENCE_NO = _word("difference_no", "差异号", "差异编号、Difference No")
DIFFERENCE_STATE = _word("difference_state", "处理状态", "差异状态、处理结论、Difference State")
DIFFERENCE_NOTE = _word("difference_note", "处理说明", "差异处理说明、处理经过、Difference Note")
CONCERNED = _word("amount", "涉及金额", "差异涉及金额、Amount Concerned")

# What stands on receipts and invoices speaks against papers of goods.
MONEY_MARKS = (
    *(RECEIPT_DATE.key, BANK_TXN_NO.key, COUNTER_ACCOUNT.key, PAID_OUT.key),
    *(INVOICE_NO.key, INVOICE_CODE.key, INVOICE_DATE.key),
)

# Columns that speak for a paper which is none of ours.

SUPPLIER = _word(
    "supplier",
    "供应商",
    "供应商名称、供应商编码、供货单位、供货商、厂商、进货单号、入库单号、入库数量、采购员、Supplier、Vendor",
)
COUNTED = _word(
    "counted", "实盘数量", "盘点数量、盘点数、实盘数、账面数量、账面数、盘盈、盘亏、期末结存、结存数量、库存数量"
)
BOOKKEEPING = _word(
    "bookkeeping",
    "会计科目",
    "科目、科目名称、科目编码、科目代码、一级科目、明细科目、对方科目、凭证字、凭证字号、凭证种类、会计期间、辅助核算",
)
OTHER_PAPERS = (SUPPLIER, COUNTED, BOOKKEEPING)
# What a summary of accounts shows beside opening balances; a customer's statement may show it above its lines.
PERIOD_SUMS = _word(
    "period_sums",
    "期末余额",
    "期末应收、期末欠款、期末应收余额、本期发货、本期应收、本期销售、本期回款、本期收款、本期收回、本期增加、本期减少、本期发生额、"
    "本月发货、本月回款、本月应收、已收金额、未收金额、Closing Balance",
)
OTHER_COLUMNS = (*OTHER_PAPERS, PERIOD_SUMS)

# Beside 税额 or 价税合计 a bare 单价 or 金额 is net of tax (RULES 12): the field by its usual reading, and by this one.
NET_BESIDE_TAX = {UNIT_PRICE_INCL.key: UNIT_PRICE_NET.key, AMOUNT_INCL.key: AMOUNT_NET.key}
# The amount that a quantity makes with a price.
AMOUNT_OF_PRICE = {UNIT_PRICE_INCL.key: AMOUNT_INCL.key, UNIT_PRICE_NET.key: AMOUNT_NET.key}

# Papers, by the names that files, sheets, titles and folders bear.

ORDER = _word(
    "order",
    "订单",
    "订货、订货单、订购单、销售订单、客户订单、订单明细、订单登记、要货、要货单、要货计划、报货、报货单、接单、签单、下单、Order、"
    "Orders、Sales Order",
    "采购订单、采购单、购销合同、合同、PO、SO",
)
SHIPMENT = _word(
    "shipment",
    "发货",
    "发货单、送货、送货单、出库、出库单、销售出库、出货、出货单、销货、销货单、配送、配送单、随货同行单、发运、"
    "销售明细、销售清单、销售流水、销售记录、Shipment、Delivery、Delivery Note、Packing List、DN",
    "销售、销售数据、提货单、Sales",
)
GOODS_RETURN = _word(
    "goods_return",
    "退货",
    "退货单、销售退货、销退、销退单、退换货、返货、返货单、退回、换货、Return、Returns、RMA",
)
GOODS_PAPERS = (ORDER, SHIPMENT, GOODS_RETURN)
"""Papers whose lines are goods of ours that go out or come back."""
RECEIPT = _word(
    "receipt",
    "回款",
    "收款、回款单、收款单、回款登记、收款登记、回款明细、收款明细、回款流水、到账、到款、来款、缴款单、银行流水、银行明细、银行对账单、账户对账单、"
    "银行交易明细、账户明细、Receipt、Receipts、Payments",
    "交易明细、流水、资金日报",
)
INVOICE = _word(
    "invoice",
    "开票",
    "发票、开票明细、开票登记、开票记录、开票清单、发票明细、发票登记、发票清单、销项发票、Invoice、Invoices",
    "已开票、红票",
)
OPENING = _word(
    "opening",
    "期初",
    "期初余额、期初应收、期初欠款、期初数据、应收期初、往来期初、Opening Balance",
    "上年结转、年初余额、Opening",
)
CREDIT = _word(
    "credit", "信用额度", "授信、授信额度、客户授信、信用期限、授信申请、额度表、Credit Limit", "信用、额度、Credit"
)
ADJUSTMENT = _word(
    "adjustment",
    "调整",
    "调整单、应收调整、账款调整、费用单、费用调整、折让、折让单、对冲、对冲单、坏账、Adjustment、Adjustments",
    "抵账、冲减",
)
CUSTOMER = _word(
    "customer",
    "客户",
    "客户档案、客户资料、客户信息、客户名单、客户列表、客户登记、往来单位、Customer、Customers",
    "档案、Client",
)
PRODUCT = _word(
    "product",
    "产品价格",
    "价格、价格表、产品价格表、产品、产品资料、产品档案、商品档案、商品资料、报价、报价单、价目表、调价、调价单、"
    "物料、货品、Product、Products、Price List、Prices",
    "商品、商品信息、单价",
)
DIFFERENCE_DECISION = _word("difference_decision", "差异处理", "差异处理登记、差异处理表、Difference Decisions")
SIGN_OFF = _word(
    "sign_off",
    "对账登记",
    "对账登记表、对账回签、对账回签登记、对账单登记、对账函登记、对账函回收台账、对账回收登记、回签登记、Sign Offs",
)
THEIR_STATEMENT = _word(
    "their_statement",
    "客户对账单",
    "对账单、往来对账单、往来对账、对账明细、对账明细表、对账清单、对账表、往来明细、往来明细表、往来明细账、往来账、往来账款明细、应付账款明细、"
    "应付账款明细账、应付明细、应付明细账、应收账款明细账、应收明细账、客户往来账、客户明细账、送货对账、月结单、"
    "Statement of Account、Account Statement、Supplier Statement",
    "账单、应付账款",
)
MATCH_DECISION = _word("match_decision", "匹配确认", "对账匹配确认、匹配确认表")
SLIP_RETURN = _word(
    "slip_return", "回单登记", "回单登记表、回签单登记、送货单回单、签收回单登记、回单签收登记、Slip Returns"
)
REPLY_DATE = _word("reply_date", "交期回复", "交期回复单、回复交期、交期答复、Promised Dates")
ALLOCATION = _word(
    "allocation",
    "核销与认领",
    "核销、认领、核销表、认领表、款项认领、到账认领、核销与认领表、回款认领、回款认领表、认领登记、回款核销、回款核销表、核销登记、Allocations",
)
INVOICE_PLAN = _word("invoice_plan", "开票预约", "开票预约表、预约开票、开票计划、开票计划表、Invoice Plan")
PAPERS = (
    *(ORDER, OPENING, SHIPMENT, GOODS_RETURN, ADJUSTMENT, RECEIPT, INVOICE, CREDIT, CUSTOMER, PRODUCT, SIGN_OFF),
    *(THEIR_STATEMENT, MATCH_DECISION, DIFFERENCE_DECISION, SLIP_RETURN, REPLY_DATE, INVOICE_PLAN, ALLOCATION),
)

ORDER_MASTER = _word("order_master", "订单台账")
SHIPMENT_MASTER = _word("shipment_master", "发货台账")
RETURN_MASTER = _word("return_master", "退货台账")
RECEIPT_MASTER = _word("receipt_master", "回款台账")
INVOICE_MASTER = _word("invoice_master", "开票台账")
OPENING_MASTER = _word("opening_master", "期初台账")
ADJUSTMENT_MASTER = _word("adjustment_master", "调整台账")
CREDIT_MASTER = _word("credit_master", "信用台账")
CUSTOMER_MASTER = _word("customer_master", "客户档案")
PRODUCT_MASTER = _word("product_master", "产品价格表")
DIFFERENCE_DECISION_MASTER = _word("difference_decision_master", "差异处理台账")
SIGN_OFF_MASTER = _word("sign_off_master", "对账登记台账")
THEIR_STATEMENT_MASTER = _word("their_statement_master", "客户对账单台账")
MATCH_DECISION_MASTER = _word("match_decision_master", "匹配确认台账")
SLIP_RETURN_MASTER = _word("slip_return_master", "回单台账")
REPLY_DATE_MASTER = _word("reply_date_master", "交期回复台账")
INVOICE_PLAN_MASTER = _word("invoice_plan_master", "开票预约台账")
ALLOCATION_MASTER = _word("allocation_master", "核销认领台账")
MASTERS = (
    *(ORDER_MASTER, OPENING_MASTER, SHIPMENT_MASTER, RETURN_MASTER, ADJUSTMENT_MASTER, RECEIPT_MASTER, INVOICE_MASTER),
    *(CREDIT_MASTER, CUSTOMER_MASTER, PRODUCT_MASTER, SIGN_OFF_MASTER, THEIR_STATEMENT_MASTER, MATCH_DECISION_MASTER),
    *(DIFFERENCE_DECISION_MASTER, SLIP_RETURN_MASTER, REPLY_DATE_MASTER, INVOICE_PLAN_MASTER, ALLOCATION_MASTER),
)

# Folders, files and shortcuts of a workspace.

DONE_FOLDER = _word("done", "已处理")
WORKING_FOLDER = _word("working", ".处理中")
REPLY_FOLDER = _word("replies", "处理结果")
MASTER_FOLDER = _word("masters", "台账")
STATEMENT_FOLDER = _word("statements", "对账单")
LETTER_FOLDER = _word("letters", "催款")
REPORT_FOLDER = _word("reports", "报表")
DELIVERY_NOTE_FOLDER = _word("delivery_notes", "送货单")
FORM_FOLDER = _word("forms", "录入模板")
INBOX_SHORTCUT = _word("inbox", "收件箱")
OUTBOX_SHORTCUT = _word("outbox", "输出")
TEMPLATE_SHORTCUT = _word("templates", "模板")
TEMPLATE_SAMPLES = _word("template_samples", "原样")
TEMPLATE_FAULTS = _word("template_faults", "模板要改")
NOT_RELEASED = _word("not_released", "不能发出")
TO_DO = _word("to_do", "今日待办")
STATUS_PAGE = _word("status", "状态")

# Pages of a form beside the one that is filled in.

FORM_GUIDE = _word("form_guide", "填写说明")
FORM_PRODUCTS = _word("form_products", "产品目录")
FORM_CHOICES = _word("form_choices", "录入模板选项")

# Fates of a row, verdicts on a drop, severities of a finding.

NEW = _word("new", "新增")
UNCHANGED = _word("unchanged", "无变化")
CORRECTED = _word("corrected", "更正")
DUPLICATE = _word("duplicate", "重复")
CONFLICTING = _word("conflicting", "同号不同内容")
HELD = _word("held", "暂挂")
REFUSED = _word("refused", "未受理")
WAITING = _word("waiting", "待答复")
FATES = (NEW, UNCHANGED, CORRECTED, DUPLICATE, CONFLICTING, HELD, REFUSED)

ENTERED = _word("entered", "已入账")
TO_CORRECT = _word("to_correct", "要改")
TO_ANSWER = _word("to_answer", "要答")
SEEN_BEFORE = _word("seen_before", "重复")
NOT_TAKEN = _word("not_taken", "未受理")
COMPARED = _word("compared", "已核对")
VERDICTS = (ENTERED, COMPARED, TO_CORRECT, TO_ANSWER, SEEN_BEFORE, NOT_TAKEN)

# A clerk's own workbook with our marks in it, and the columns that stand right of her tables.
MARKED = _word("marked", "标记")
ROW_PROBLEMS = _word("row_problems", "问题说明")
PROBLEM_LIST = _word("problem_list", "问题清单")
PLACE = _word("place", "位置")

ERROR = _word("error", "错误")
WARNING = _word("warning", "提醒")
NOTE = _word("note", "说明")
SEVERITIES = (ERROR, WARNING, NOTE)

TO_BE_FILED = _word("to_be_filed", "待建档")
UNPRICED = _word("unpriced", "未定价")
TAKEN_BACK = _word("taken_back", "已撤回")

# Reports and what they count.

TRACKING = _word("tracking", "订单跟踪与欠货", "订单跟踪、欠货")
DIFFERENCES = _word("differences", "差异清单", "差异、差异表")
SLIP_REVIEW = _word("slip_review", "送货单复核", "送货单复核表")
BACKLOG = _word("backlog", "欠货明细", "欠货、未发货明细")
DAILY = _word("daily", "每日出货汇总", "每日出货、出货日报")
SUMMARY = _word("sales", "销售汇总", "销售周报、销售月报")
STATEMENT = _word("statement", "对账单", "客户对账单")
OPEN_STATEMENT = _word("open_statement", "未结对账单", "未清对账单、未结清对账单")
STATEMENT_INDEX = _word("statement_index", "对账单目录")
RECEIVABLE_LEDGER = _word("receivables", "应收台账", "应收账款台账、应收明细")
AGEING = _word("ageing", "账龄表", "账龄、应收账龄、账龄分析")
CREDIT_CHECK = _word("credit", "信用检查", "信用检查表、额度检查")
REMINDERS = _word("due", "到期提醒", "到期提醒表、付款提醒清单")
RELEASE = _word("release", "待款与可发货", "待款清单、可发货清单")
CASH_PLAN = _word("cash-plan", "回款计划", "回款计划表")
UNINVOICED_GOODS = _word("uninvoiced", "未开票与开票预约", "未开票、已发货未开票")
ALLOCATIONS = _word("allocations", "回款核销", "回款核销表、回款认领、认领核销")
LIABILITY = _word("liability", "超期责任表", "超期应收责任表、责任额表")
RECEIVABLE_REPORTS = (
    *(RECEIVABLE_LEDGER, AGEING, CREDIT_CHECK, REMINDERS, RELEASE, CASH_PLAN, UNINVOICED_GOODS, ALLOCATIONS),
    LIABILITY,
)
DELIVERY_NOTE = _word("delivery_note", "送货单")
SLIP_NUMBERS = _word("slip_numbers", "送货单号检查", "联号检查、联号检查表")
SLIP_RETURNS = _word("slip_returns", "回单跟踪", "回签跟踪、未回单清单")
NOTICES = _word("notices", "今日通知清单", "今日通知客户清单")
DISTRIBUTION = _word("distribution", "分发表")
REPLY_DATES = _word("reply_dates", "交期回复表", "未回复交期")
SIGN_LETTER = _word("sign_letter", "货物签收确认函", "签收确认函")
BOX_LABELS = _word("box_labels", "箱唛", "唛头、外箱唛头")
SHIPPING_REPORTS = (
    *(DELIVERY_NOTE, SLIP_NUMBERS, SLIP_RETURNS, NOTICES, DISTRIBUTION, REPLY_DATES, SIGN_LETTER, BOX_LABELS),
)
REGISTER = _word("register", "对账登记", "对账登记表、对账完成率、对账回签")
CONFIRMATION = _word("confirmation", "对账函", "询证函、对账询证函")
REMINDER = _word("reminder", "付款提醒", "付款提醒函、到期付款提醒")
DUNNING = _word("dunning", "催款通知", "催款函、催款通知书")
PACK = _word("pack", "对账资料", "对账资料包、资料包")
RECONCILIATION = _word("reconciliation", "往来核对", "对账核对、客户对账核对、核对表、余额调节表")
COMPARED_FOLDER = _word("compared", "核对")
CLOSING_LIST = _word("closing_list", "结账清单", "结账报告、月末结账清单")
STATEMENT_PAPERS = (CLOSING_LIST, REGISTER, CONFIRMATION, REMINDER, DUNNING, PACK)
DIFFERENCE_REPORTS = (DIFFERENCES, SLIP_REVIEW, BACKLOG)
REPORTS = (
    *(TRACKING, DAILY, SUMMARY, STATEMENT, *STATEMENT_PAPERS, *RECEIVABLE_REPORTS, *SHIPPING_REPORTS),
    *DIFFERENCE_REPORTS,
    TO_DO,
)

ORDERED = _word("ordered", "签单")
SHIPPED = _word("shipped", "发货")
RETURNED = _word("returned", "退货")
REOPENED = _word("reopened", "换货待补")
RECEIVABLE = _word("receivable", "应收")
RECEIVED = _word("received", "回款")
UNCLAIMED = _word("unclaimed", "未认领")
INVOICED = _word("invoiced", "开票")
ADJUSTED = _word("adjusted", "调整")
OPENED = _word("opened", "期初")
IN_DOUBT = _word("in_doubt", "待定")
DOUBLED = _word("doubled", "录重")
MEASURES = (
    *(ORDERED, SHIPPED, RETURNED, REOPENED, RECEIVABLE, RECEIVED, UNCLAIMED, INVOICED, ADJUSTED, OPENED),
    *(IN_DOUBT, DOUBLED),
)
# What a slip charges beside its goods, as statements and lists of papers call it.
FREIGHT_CHARGE = _word("freight_charge", "运费")

# Columns that the masters add to the clerk's own.

SOURCE_FILE = _word("source_file", "来源文件")
SOURCE_SHEET = _word("source_sheet", "来源工作表")
SOURCE_ROW = _word("source_row", "来源行")
BATCH = _word("batch", "批次")
REVISION = _word("revision", "修订")
STATE = _word("state", "状态")
BOOKED_AMOUNT = _word("booked_amount", "入账金额")
FILED_CUSTOMER_CODE = _word("filed_customer_code", "档案客户编码")
FILED_CUSTOMER_NAME = _word("filed_customer_name", "档案客户名称")
BOOKED = (BOOKED_AMOUNT, FILED_CUSTOMER_CODE, FILED_CUSTOMER_NAME)
SYSTEM_COLUMNS = (*BOOKED, SOURCE_FILE, SOURCE_SHEET, SOURCE_ROW, BATCH, REVISION, STATE)

# Rows and labels that are not data; compared after `plain`.

TOTAL_ROWS = _split(
    "合计、小计、总计、总合计、累计、共计、汇总、本页小计、本页合计、本页累计、承前页、承上页、接上页、接前页、过次页、转下页、转次页、"
    "结转下页、上页合计、本日合计、本日小计、本日累计、当日合计、日合计、日计、本周合计、本周累计、本月合计、本月小计、本月累计、"
    "月合计、月计、本年累计、本期合计、数量合计、金额合计、总金额合计、大写、金额大写、合计大写、合计金额、合计金额大写、"
    "人民币大写、人民币合计、总数、Total、Totals、Subtotal、Sub Total、Grand Total、Sum"
)
COMPANY_ENDINGS = _split(
    "公司、集团、厂、商行、经营部、批发部、门市部、门市、商店、分店、总店、商贸、贸易、实业、超市、商场、酒店、学校、医院、Ltd、Inc、LLC"
)
FOOT_LABELS = _split(
    "制单、制单人、制表、制表人、审核、审核人、复核、复核人、审批、批准、主管、经理、会计、出纳、财务、仓管、仓管员、"
    "保管、保管员、发货人、送货人、收货人签字、收货签字、客户签字、客户签收、签收、签收人、签字、签章、盖章、经手人、"
    "经办人、业务员签字、司机签字、白联、红联、黄联、蓝联、第一联、打印时间、打印日期、打印人、Prepared By、"
    "Checked By、Approved By、Signature"
)

# Labels of remarks under the lines of a table, beside 备注 and its spellings.
REMARKS_UNDER = _split(
    "注、注意、注意事项、特别说明、特别提示、特别要求、要求、送货要求、包装要求、开票要求、其他要求、其它要求"
)

# What stands beside the goods of a slip, as a row among them or as a label under them; compared after `plain`.
FREIGHT_ROWS = _split(
    "运费、快递费、快递运费、物流费、物流费用、物流运费、运输费、运杂费、托运费、送货费、配送费、邮费、邮寄费、货运费、"
    "Freight、Shipping"
)
# 运费（元）, 代垫运费（含税）: what stands in brackets behind these in a product's place.
BEHIND_FREIGHT = _split("元、含税、人民币、CNY、RMB")
DISCOUNT_ROWS = _split(
    "优惠、优惠金额、优惠额、整单优惠、本单优惠、优惠减免、折扣、折扣额、折扣金额、整单折扣、折让、折让金额、抹零、"
    "抹零金额、减免、减免金额、让利、让利金额、扣减、Discount"
)
AFTER_DISCOUNT_ROWS = _split(
    "折后、折后金额、折后合计、折后总额、折后总价、折后价、优惠后、优惠后金额、优惠后合计、优惠后总额、抹零后金额"
)
PAID_BEFORE_ROWS = _split(
    "定金、订金、已付定金、已付订金、已收定金、已收订金、预付、预付款、预付定金、预收款、已付、已付款、已付金额、已收、已收款、已收金额"
)
LEFT_TO_PAY_ROWS = _split(
    "余款、尾款、应付余款、应收余款、应付尾款、应收尾款、未付、未付款、未付金额、待付、待付款、欠款、尚欠、还欠、下欠、本单欠款"
)
PAID_ROWS = _split("实收、实收金额、实收合计、实付、实付金额、实际应收、实际应付")

# What prices are called from which a discount has been taken, anywhere in their header, and those before it.
AMOUNTS_AFTER_DISCOUNT = _split(_AMOUNTS_AFTER_DISCOUNT)
DISCOUNTED_PRICES = _split("成交、折后、优惠后、折扣价、折扣单价、折实、实际、实价、结算价、结算单价")
PRICES_BEFORE_DISCOUNT = _split(
    "面价、原价、原单价、标价、牌价、目录价、折前价、折前单价、吊牌价、公开价、标准价、标准单价"
)
# What the sum of all lines with their tax is called at the start of its label; compared after `plain`.
PAPER_TOTALS = ("合计", "总计", "共计", "整单金额", "整单合计", "本单合计", "单据合计", "总合计", "本单金额")
"""What heads, beside the amounts of the lines, what a whole paper comes to."""
TOTALS_WITH_TAX = _split("价税合计、含税合计、含税总额、含税总金额")

# Enumerations that several papers share: what is kept, and what is written for it.

CURRENCIES: dict[str, tuple[str, ...]] = currency_spellings() | {
    "CNY": (*currency_spellings()["CNY"], "￥", "元", "人民币(元)")
}
# What people call them, and the unit in which they are counted.
CURRENCY_NAMES: dict[str, tuple[str, str]] = {
    "CNY": ("人民币", "元"),
    "USD": ("美元", "美元"),
    "EUR": ("欧元", "欧元"),
    "HKD": ("港币", "港元"),
    "JPY": ("日元", "日元"),
    "GBP": ("英镑", "英镑"),
    "TWD": ("新台币", "新台币元"),
}
CANCELLED = "已作废"
# 是 stands for no status: under 是否作废 it means the opposite of what it means under 审核. Where the header does not
# tell, it is asked about.
DOC_STATUSES: dict[str, tuple[str, ...]] = {
    "正常": ("有效", "未作废", "执行中", "否", "active", "valid"),
    "草稿": ("未审核", "待审核", "未提交", "开立", "新建", "draft", "open"),
    "已审核": ("审核", "已审", "已核准", "已提交", "审核通过", "已确认", "已生效", "approved", "confirmed"),
    "已关闭": ("关闭", "结案", "已结案", "已完成", "完成", "closed", "done", "completed"),
    CANCELLED: (
        *("作废", "取消", "已取消", "无效", "已撤销", "红冲", "void", "voided", "cancelled", "canceled"),
        *("交易关闭", "订单取消", "已取消订单", "买家取消", "卖家取消"),
    ),
}
# What a payment is for that settles nothing but what it names (RULES 15).
DEPOSITED, SECURED = "定金", "保证金"
RECEIPT_METHODS: dict[str, tuple[str, ...]] = {
    "电汇": ("汇款", "银行汇款", "银行", "现汇", "t/t", "tt", "wire"),
    "转账": ("转帐", "银行转账", "网银", "网银转账", "对公转账"),
    "现金": ("现款", "cash"),
    "微信": ("微信支付", "微信转账", "wechat", "wechat pay", "wx"),
    "支付宝": ("支付宝转账", "alipay"),
    "支票": ("转账支票", "现金支票", "cheque", "check"),
    "银行承兑": ("银行承兑汇票", "银承", "承兑", "承兑汇票", "电子银行承兑汇票", "电银"),
    "商业承兑": ("商业承兑汇票", "商承", "商票", "电子商业承兑汇票"),
    "抵账": ("抵货款", "抵款", "冲抵", "对冲", "以货抵款", "抵扣货款", "抵债"),
    "刷卡": ("pos", "pos机", "pos刷卡", "银联", "信用卡", "card"),
}
INVOICE_TYPES: dict[str, tuple[str, ...]] = {
    "专票": ("增值税专用发票", "专用发票", "增专", "增值税专票", "纸质专票", "纸质发票(增值税专用发票)"),
    "普票": ("增值税普通发票", "普通发票", "增普", "增值税普票", "纸质普票", "卷票", "纸质发票(普通发票)"),
    "数电专票": (
        "数电票(增值税专用发票)",
        "数电发票(增值税专用发票)",
        "电子发票(增值税专用发票)",
        "增值税电子专用发票",
        "全电专票",
        "电子专票",
        "数电票专票",
    ),
    "数电普票": (
        "数电票(普通发票)",
        "数电发票(普通发票)",
        "电子发票(普通发票)",
        "增值税电子普通发票",
        "全电普票",
        "电子普票",
        "数电票普票",
    ),
    "红字": (
        "红字发票",
        "红票",
        "红字专票",
        "红字普票",
        "负数发票",
        "红冲发票",
        "红字增值税专用发票",
        "红字增值税普通发票",
    ),
}
RED_REASONS: dict[str, tuple[str, ...]] = {
    "开票有误": ("01", "1", "01开票有误", "01-开票有误", "开票错误", "开错票", "信息有误"),
    "销货退回": ("02", "2", "02销货退回", "02-销货退回", "销售退回", "退货", "退回"),
    "服务中止": ("03", "3", "03服务中止", "03-服务中止", "服务终止", "应税服务中止"),
    "销售折让": ("04", "4", "04销售折让", "04-销售折让", "折让", "价格折让"),
}

__all__ = ["Hints", "Word", "fold", "header_hints", "plain"]
