"""产品价格表: what we sell, and at which price to whom from when."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Accept, Need, column, sheet_type

SCOPES = {
    "标准": ("标准价", "统一价", "公开价", "目录", "standard", "list"),
    "等级": ("级别", "等级价", "级别价", "level"),
    "客户": ("客户价", "专价", "协议", "协议价", "客户专价", "customer"),
    "渠道": ("渠道价", "channel"),
    "促销": ("促销价", "活动", "活动价", "特价", "promotion"),
}
PRODUCT_STATES = {
    "在售": ("启用", "正常", "在用", "有效", "上架", "是", "1", "active", "enabled", "yes"),
    "停产": ("停用", "禁用", "停售", "下架", "淘汰", "无效", "否", "0", "inactive", "disabled", "discontinued", "no"),
}


@sheet_type(
    words.PRODUCT,
    master=words.PRODUCT_MASTER,
    accept=Accept.ROW,
    needs=(
        ("product_code", "product_name"),
        ("list_price_incl", "list_price_net", "floor_price", "cost"),
    ),
    signs=(
        "list_price_incl",
        "list_price_net",
        "floor_price",
        "cost",
        "valid_from",
        "min_qty",
        "pack_unit",
        "safety_stock",
    ),
    strange=(
        "qty",
        "amount_incl",
        "customer_po_no",
        "order_no",
        "order_date",
        "shipment_no",
        "ship_date",
        "return_no",
        "phone",
        *(word.key for word in words.OTHER_PAPERS),
        *words.MONEY_MARKS,
    ),
    keys=(
        ("product_code", "scope", "scope_key", "unit", "min_qty", "valid_from"),
        ("product_name", "spec", "color", "unit", "scope", "scope_key", "min_qty", "valid_from"),
    ),
    folders=("价格", "产品", "价格表", "产品价格", "产品价格表", "报价"),
    form=(
        "product_code",
        "product_name",
        "spec",
        "category",
        "unit",
        "list_price_incl",
        "floor_price",
        "tax_rate",
        "scope",
        "scope_key",
        "min_qty",
        "valid_from",
        "active",
        "remark",
    ),
)
class Product:
    """What we sell and at which price: one row a product, group of buyers, tier and day from which the price holds.

    A row is known by the first of `keys` whose first field is filled, the rest of that group counting as it stands,
    blanks included: a price without a scope is everybody's. When a price ends follows from the next one's beginning
    (RULES 17), so a list never overwrites an older one. A row without a price only describes the product.
    """

    product_code = column(Kind.CODE, words.PRODUCT_OWN_CODE, need=Need.WANTED)
    product_name = column(Kind.TEXT, words.PRODUCT_NAME, need=Need.WANTED)
    spec = column(Kind.TEXT, words.SPEC)
    color = column(Kind.TEXT, words.COLOR)
    brand = column(Kind.TEXT, words.BRAND)
    category = column(Kind.TEXT, words.PRODUCT_CATEGORY)
    unit = column(Kind.TEXT, words.UNIT, need=Need.WANTED)
    pack_unit = column(Kind.TEXT, words.PACK_UNIT)
    conv_rate = column(Kind.RATE, words.PACK_CONV_RATE)
    scope = column(Kind.ENUM, words.SCOPE, choices=SCOPES)
    scope_key = column(Kind.TEXT, words.SCOPE_KEY)
    list_price_incl = column(Kind.PRICE, words.LIST_PRICE_INCL)
    list_price_net = column(Kind.PRICE, words.LIST_PRICE_NET)
    floor_price = column(Kind.PRICE, words.FLOOR_PRICE)
    cost = column(Kind.PRICE, words.COST)
    min_qty = column(Kind.QTY, words.MIN_QTY)
    valid_from = column(Kind.DATE, words.VALID_FROM)
    valid_to = column(Kind.DATE, words.VALID_TO)
    tax_rate = column(Kind.RATE, words.TAX_RATE)
    use_origin = column(Kind.TEXT, words.USE_ORIGIN)
    safety_stock = column(Kind.QTY, words.SAFETY_STOCK)
    is_new = column(Kind.BOOL, words.IS_NEW)
    active = column(Kind.ENUM, words.ACTIVE, choices=PRODUCT_STATES)
    company = column(Kind.TEXT, words.COMPANY)
    remark = column(Kind.TEXT, words.REMARK)
