"""The wholesaler's papers as files: lists and forms, columns in any order, names and dates written in several ways."""

from __future__ import annotations

from decimal import Decimal

import drawn
from plain_statements import amount, cents
from wholesaler import OTHER_COMPANY

_DATES = ("{:%Y-%m-%d}", "{:%Y/%m/%d}", "{:%Y年%m月%d日}")
# What each way of writing amounts fills in.
_PRICED = {
    "gross": ("含税单价", "价税合计"),
    "gross price": ("含税单价",),
    "gross amount": ("价税合计",),
    "net": ("不含税单价", "不含税金额", "税率", "税额", "价税合计"),
    "net price": ("不含税单价", "税率"),
    "free": ("含税单价", "税率", "价税合计"),
    "share": ("含税单价", "折扣率", "价税合计"),
    "off": ("含税单价", "折扣额", "价税合计"),
}
_HEADS = {
    "order": ("订单号", "下单日期"),
    "shipment": ("送货单号", "发货日期"),
    "goods_return": ("退货单号", "退货日期"),
}
_TITLES = {"order": "销售订单", "shipment": "送货单", "goods_return": "退货单"}
_ABOUT = {"shipment": "订单号", "goods_return": "送货单号"}


def file_of(drop, number, random, papers):
    """(name, bytes) of a drop. `papers` are all that stand in the end: amounts without a price come from them."""
    if drop.kind in _HEADS:
        rows = _goods(drop, random, papers)
    elif drop.kind == "receipt" and all(one.from_bank for one in drop.papers):
        rows = _bank(drop)
    else:
        rows = _list(_MONEY[drop.kind](one, random) for one in drop.papers)
    ending, made = _written(rows, random)
    return f"{number:04d}单据{ending}", made


def _goods(drop, random, papers):
    lists = [[{**_head(paper, random), **_line(paper, line, papers)} for line in paper.lines] for paper in drop.papers]
    # A sale without a number stands on a plain list.
    match random.randrange(4 if drop.papers[0].numbered else 1):
        case 0:
            return _list(line for lines in lists for line in lines)
        case 1:
            # A title, the paper's own columns filled once, a sum below.
            rows = _list(line for lines in lists for line in _filled_once(lines, drop.kind))
            total = ["合计" if n == 0 else "" for n in range(len(rows[0]))]
            return [[_TITLES[drop.kind] + "明细"], *rows, total]
        case 2:
            names = list(dict.fromkeys(name for lines in lists for name in lines[0]))
            shuffled = random.sample(names, len(names))
            numbered = [{"序号": 0, **{name: line.get(name, "") for name in shuffled}} for one in lists for line in one]
            return _list({**line, "序号": n} for n, line in enumerate(numbered, start=1))
        case _:
            return [row for lines in lists for row in _form(lines, drop.kind)]


def _filled_once(lines, kind):
    own = {*_HEADS[kind], "客户编码", "客户名称"}
    return [line if n == 0 else {k: "" if k in own else v for k, v in line.items()} for n, line in enumerate(lines)]


def _form(lines, kind):
    number, day = _HEADS[kind]
    head = lines[0]
    left = [name for name in head if name not in (number, day, "客户名称", "客户编码", "币种", "我方公司")]
    labels = [["客户名称", head["客户名称"], "", number, head[number]], [day, head[day]]]
    labels += [[name, head[name]] for name in ("币种", "我方公司") if name in head]
    return [[_TITLES[kind]], *labels, left, *([line[name] for name in left] for line in lines), [""]]


def _head(paper, random):
    number, day = _HEADS[paper.kind]
    made = {number: paper.id, day: paper.day, **_whose(paper.customer, random)}
    if not paper.numbered:
        return {day: paper.day, **_whose(paper.customer, random)}
    if paper.kind in _ABOUT:
        made[_ABOUT[paper.kind]] = paper.about
    if paper.kind == "goods_return":
        made["处理方式"] = paper.disposition
    if paper.kind == "shipment" and paper.void:
        made["单据状态"] = "已作废"
    return made | _freight(paper)


def _freight(paper):
    """Freight as it is repeated on every line: in a column that says who is to pay it, or beside one that does."""
    if not paper.freight:
        return {}
    if paper.freight * 100 % 2:
        return {"代垫运费": paper.freight}
    return {"运费": paper.freight, "运费承担方": "客户承担"}


def _whose(customer, random):
    """By code and name, by name, or by the name that they use among themselves."""
    named = random.choice((customer.name, customer.name, customer.nick))
    made = {"客户编码": customer.code, "客户名称": named}
    if customer.names_currency:
        made["币种"] = random.choice(("USD", "美元") if customer.currency == "USD" else ("CNY", "人民币"))
    if customer.company:
        made["我方公司"] = OTHER_COMPANY
    return made


def _line(paper, line, papers):
    made = {"产品编码": line.product.code, "品名": line.product.name, "单位": line.product.unit, "数量": line.qty}
    wanted = _PRICED.get(paper.way, ())
    if not wanted:
        return made
    whole = cents(0) if line.gift else amount(paper, line, papers)
    net = cents(line.qty * line.price) if paper.way == "net" else 0
    price = Decimal(0) if line.gift else line.price
    said = {
        "含税单价": price,
        "不含税单价": price,
        "不含税金额": Decimal(net) / 100,
        "税率": "免税" if paper.way == "free" or not line.rate else f"{line.rate * 100:.0f}%",
        "税额": Decimal(whole - net) / 100,
        "折扣率": line.paid,
        "折扣额": line.off,
        "价税合计": Decimal(whole) / 100,
    }
    made |= {name: said[name] for name in wanted}
    if paper.way == "gross" and paper.kind == "shipment":
        made["是否赠品"] = "是" if line.gift else ""
    return made


def _receipt(one, random):
    return {
        "回款单号": one.id, "回款日期": one.day, **_whose(one.customer, random), "回款金额": one.amount,
        "手续费": one.fee, "抹零优惠": one.rounding, "款项性质": one.purpose, "核销单据": one.refs,
    }  # fmt: skip


def _adjustment(one, random):
    return {
        "调整单号": one.id, "调整日期": one.day, **_whose(one.customer, random), "调整类型": one.type,
        "调整金额": one.amount, "调整原因": "双方商定", "审批人": "段青岚", "单据状态": "已作废" if one.void else "",
    }  # fmt: skip


def _opening(one, random):
    whose = {"币种": one.customer.currency, "我方公司": one.customer.company, **_whose(one.customer, random)}
    return {**whose, "期初日期": one.day, "期初余额": one.amount, "原单据号": one.paper}


_BILL = Decimal(7)
_MONEY = {"receipt": _receipt, "adjustment": _adjustment, "opening": _opening}


def _bank(drop):
    """A bank's list as it is exported, with what was paid out among it; after a payment every list has one balance."""
    rows = [["交易日期", "对方户名", "借方发生额", "贷方发生额", "余额", "摘要"]]
    for one, balance in zip(drop.papers, drop.balances, strict=True):
        rows.append([one.day, one.payer, "", one.amount, balance, "货款"])
        if _bill_follows(one):
            rows.append([one.day, "城关供电所", _BILL, "", balance - _BILL, "电费"])
    return rows


def balances_after(payments):
    """What the account holds after each payment, by the payment's id; now and then a bill was paid in between."""
    found, balance = {}, Decimal(50000)
    for one in payments:
        balance += one.amount
        found[one.id] = balance
        balance -= _BILL * _bill_follows(one)
    return found


def _bill_follows(one):
    return one.day.day % 5 == 0


def customers_file(customers):
    """The customer file: codes, names, what they are called, and their terms."""
    rows = [["客户编码", "客户名称", "客户简称", "结算方式", "业务员"]]
    return drawn.xlsx(plain(rows + [[one.code, one.name, one.nick, one.terms, "段青岚"] for one in customers]))


def prices_file(products, half, since):
    """The price list of a half year."""
    rows = [["产品编码", "产品名称", "单位", "含税售价", "生效日期"]]
    return drawn.xlsx(plain(rows + [[one.code, one.name, one.unit, one.prices[half], since] for one in products]))


def _list(lines):
    made = list(lines)
    columns = list(dict.fromkeys(name for line in made for name in line))
    return [columns, *([line.get(name, "") for name in columns] for line in made)]


def plain(rows):
    """Rows whose numbers are such as Excel keeps."""
    return [[float(cell) if isinstance(cell, Decimal) else cell for cell in row] for row in rows]


def _written(rows, random):
    rows, said = plain(rows), random.choice(_DATES)
    match random.randrange(6):
        case 0 | 1:
            return ".xlsx", drawn.xlsx(rows)
        case 2:
            return ".csv", drawn.text(rows, encoding="utf-8-sig", dated=said)
        case 3:
            return ".csv", drawn.text(rows, encoding="gb18030", dated=said)
        case 4:
            return ".xls", drawn.webpage(rows)
        case _:
            return ".xls", drawn.spreadsheet2003(rows)
