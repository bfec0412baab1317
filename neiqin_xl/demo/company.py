"""The made-up wholesaler: its offices, customers, products and people. Every name and number is invented."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

OUR_NAME = "青禾样例百货有限公司"


@dataclass(frozen=True)
class Customer:
    """A shop that buys. `code` is text and may begin with zeros; `counter` shops buy without orders."""

    code: str
    name: str
    short: str
    office: str
    salesperson: str
    contact: str
    phone: str
    terms: str
    counter: bool = False


@dataclass(frozen=True)
class Product:
    """An article. `price` is its list price in yuan, tax included; `weighed` goods are sold by tenths of a unit."""

    code: str
    name: str
    spec: str
    unit: str
    price: Decimal
    weighed: bool = False


@dataclass(frozen=True)
class Office:
    """A branch: its name is its inbox folder."""

    name: str
    people: tuple[str, ...]


CHENGDU = Office("成都办", ("蒲小满", "冉明川"))
KUNMING = Office("昆明办", ("段青岚", "普向南"))
WUHAN = Office("武汉办", ("喻江晴", "涂晚舟", "余樵"))
OFFICES = (CHENGDU, KUNMING, WUHAN)

_TERMS = ("月结30天", "月结60天", "货到付款", "现结", "月结")
_CONTACTS = ("林晓棠", "沈一苇", "顾小舟", "何知夏", "江半夏", "白露生", "苏木青", "叶知秋", "温如玉", "梁初晴")

_SHOPS = {
    CHENGDU: """
        成都竹喧巷商贸有限公司 竹喧巷
        成都芙蕖家百货有限公司 芙蕖家
        成都锦鲤坪超市有限公司 锦鲤坪
        绵阳青柚里商贸有限公司 青柚里
        绵阳云雁亭百货商行 云雁亭
        德阳白鹭筐超市有限公司 白鹭筐
        乐山岷舟坊商贸有限公司 岷舟坊
        眉山橙月湾商贸有限公司 橙月湾
        宜宾竹筏记百货商行 竹筏记
        泸州酒歌亭商贸有限公司 酒歌亭
        南充桑葚坡超市有限公司 桑葚坡
        自贡灯彩笺商贸有限公司 灯彩笺
        遂宁荷塘燕百货商行 荷塘燕""",
    KUNMING: """
        昆明拾穗雀百货有限公司 拾穗雀
        昆明半亩月商贸有限公司 半亩月
        昆明青鹭屿食品有限公司 青鹭屿
        大理石榴岸商贸有限公司 石榴岸
        大理风铃坞百货商行 风铃坞
        曲靖稻香笺超市有限公司 稻香笺
        曲靖麦浪桥商贸有限公司 麦浪桥
        玉溪橘灯巷百货商行 橘灯巷
        楚雄彩蕨园商贸有限公司 彩蕨园
        昭通苹野集超市有限公司 苹野集
        红河梯云谷商贸有限公司 梯云谷
        普洱茶马笛百货商行 茶马笛
        丽江雪桐里商贸有限公司 雪桐里
        保山榕影渡超市有限公司 榕影渡""",
    WUHAN: """
        武汉江豚里商贸有限公司 江豚里
        武汉藕花洲百货有限公司 藕花洲
        武汉樱雨巷超市有限公司 樱雨巷
        武汉鹤鸣汀商贸有限公司 鹤鸣汀
        宜昌橘颂坊商贸有限公司 橘颂坊
        宜昌峡云集超市有限公司 峡云集
        襄阳汉水鸢百货商行 汉水鸢
        荆州楚凤筝商贸有限公司 楚凤筝
        黄石铜草花超市有限公司 铜草花
        孝感槐荫灯百货商行 槐荫灯
        岳阳洞庭鸥商贸有限公司 洞庭鸥
        长沙湘蕨里商贸有限公司 湘蕨里
        Lantern-Heron-Trading-Ltd LanternHeron""",
}
_CODES = {CHENGDU: "CD-{:03d}", KUNMING: "003{:02d}", WUHAN: "WH{:04d}"}
_COUNTER_SHOPS = frozenset({"茶马笛", "雪桐里", "榕影渡"})

_ARTICLES = """
    QH101 保温杯 个 350ml 29.80 500ml 36.50 750ml 45.00
    QH102 玻璃水壶 个 1.2L 24.90 1.5L 29.90 1.8L 34.50
    QH103 竹浆抽纸 提 3层×100抽 12.60 4层×80抽 13.90 4层×120抽 17.80
    QH104 厨房卷纸 提 2卷 9.90 4卷 18.60 6卷 26.80
    QH105 垃圾袋 卷 45×50cm 3.25 50×60cm 4.15 60×80cm 6.35
    QH106 纯棉毛巾 条 32×72cm 8.80 34×76cm 10.90 40×80cm 14.50
    QH107 浴巾 条 60×120cm 28.00 70×140cm 36.00 80×160cm 49.90
    QH108 儿童牙刷 支 2-4岁 4.90 4-6岁 5.20 6-12岁 5.60
    QH109 牙膏 支 90g 6.45 120g 8.35 180g 11.75
    QH110 洗洁精 瓶 500g 5.65 1kg 9.85 2kg 16.95
    QH111 洗衣液 瓶 1kg 13.80 2kg 24.60 3kg 33.90
    QH112 香皂 块 85g 3.05 105g 3.65 125g 4.25
    QH113 收纳箱 个 20L 22.50 35L 34.80 55L 52.00
    QH114 衣架 包 10支 11.90 20支 21.50 30支 29.90
    QH115 拖把 把 平板 39.00 旋转 69.00 胶棉 45.50
    00680 密封罐 个 300ml 7.75 600ml 10.45 900ml 13.15
    00681 不锈钢盆 个 22cm 12.35 26cm 16.75 30cm 22.95
    690000000 保鲜膜 卷 30cm×20m 6.15 30cm×40m 10.95 45cm×40m 15.25
    QH118 散装洗衣粉 公斤 普通 6.85 低泡 7.45 加香 8.15
    QH119 散装茶叶 公斤 绿茶 86.50 红茶 92.35 花茶 78.95"""
_LONG_CODE = "690000000"


def _customers() -> tuple[Customer, ...]:
    made: list[Customer] = []
    for office in OFFICES:
        for i, line in enumerate(_SHOPS[office].split("\n")[1:], start=1):
            name, short = line.split()
            serial = len(made) + 1
            made.append(
                Customer(
                    code=_CODES[office].format(i),
                    name=name.replace("-", " "),
                    short=short,
                    office=office.name,
                    salesperson=office.people[i % len(office.people)],
                    contact=_CONTACTS[serial % len(_CONTACTS)],
                    phone=f"1380000{serial:04d}",
                    terms=_TERMS[serial % len(_TERMS)],
                    counter=short in _COUNTER_SHOPS,
                )
            )
    return tuple(made)


def _products() -> tuple[Product, ...]:
    made: list[Product] = []
    for line in _ARTICLES.split("\n")[1:]:
        family, name, unit, *variants = line.split()
        for i in range(3):
            code = f"{family}{i + 1:03d}" if family == _LONG_CODE else f"{family}{i + 1:02d}"
            made.append(Product(code, name, variants[2 * i], unit, Decimal(variants[2 * i + 1]), unit == "公斤"))
    return tuple(made)


CUSTOMERS = _customers()
PRODUCTS = _products()
STRANGER = Customer("", "个旧锡雀里杂货铺", "锡雀里", KUNMING.name, "", "", "", "")


def customer(short: str) -> Customer:
    """The customer of that short name; KeyError where there is none."""
    return _BY_SHORT[short]


_BY_SHORT = {one.short: one for one in CUSTOMERS}
