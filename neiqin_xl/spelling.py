"""Headers made comparable: every way of writing one header becomes one text, and what its brackets say is kept."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

# Simplified, then what is folded into it. Only the characters that headers of this field use: a whole conversion table
# would be larger than the rest of the vocabulary, and the usual one leaves 帐 as it is.
_VARIANTS = (
    "账帳賬帐 备備 单單 税稅 号號 订訂 购購 货貨 产產 数數 额額 价價 总總 计計 业業 务務 "
    "员員 电電 话話 联聯 络絡 说說 规規 币幣 别別 赠贈 颜顏 仓倉 库庫 签簽籤 预預 销銷 项項 "
    "发發 运運 费費 户戶 码碼 编編 条條 际際 实實 应應 与與 类類 区區 门門 机機 构構 责責 "
    "经經 办辦 制製 复複 审審 准準 时時 间間 开開 关關 闭閉 约約 协協 议議 标標 题題 对對 "
    "证證 据據 凭憑 录錄彔 输輸 传傳 转轉 采採 进進 场場 车車 辆輛 驶駛 续續 断斷 处處 后後 "
    "从從 来來 优優 让讓 减減 换換 补補 旧舊 样樣 坏壞 险險 积積 体體 长長 宽寬 质質 纯純 "
    "净淨凈 层層 级級 档檔 归歸 属屬 组組 织織 营營 银銀 债債 权權 余餘 结結 现現 汇匯 统統 "
    "识識 书書 系繫 厂廠 铺鋪 连連 锁鎖 届屆 终終 历歷曆 点點 报報 带帶 还還 个個箇 们們 "
    "为為 无無 损損 过過 边邊 达達 远遠 适適 选選 递遞 邮郵 镇鎮 县縣 图圖 团團 圆圓 广廣 "
    "担擔 扩擴 摊攤 于於 检檢 极極 楼樓 欧歐 济濟 满滿 涨漲 热熱 画畫 当當 确確 种種 称稱 "
    "稳穩 节節 范範 简簡 红紅 纸紙 细細 给給 维維 综綜 绿綠 线線 装裝 讯訊 记記 访訪 设設 "
    "许許 注註 询詢 试試 详詳 认認 误誤 调調 请請 评評 变變 财財 贯貫 贴貼 贸貿 资資 赔賠 "
    "卖賣 赚賺 较較 载載 轮輪 周週 迟遲 释釋 针針 钞鈔 钢鋼 钱錢 键鍵 铁鐵 阅閱 队隊 随隨 "
    "双雙 杂雜 页頁 领領 头頭 验驗 黄黃 齐齊 储儲 两兩両 华華 万萬 叶葉 锡錫 铝鋁 铜銅 "
    "台檯臺 只隻 仅僅 并併 启啟啓 暂暫 冲衝沖 废廢 拨撥 错錯 托託 内內 亿億 径徑 参參 择擇 "
    "征徵 吨噸 宝寶 馆館 奖獎 绩績 滞滯 轻輕 里裡裏 值値 划劃 顿頓 获獲 缴繳 负負 异異 状狀 "
    "职職 缩縮 强強 盘盤 疗療 术術 药藥 几幾 顾顧 览覽 阶階 励勵 乡鄉 论論 农農 罚罰 扫掃 "
    "钉釘 态態"
)
_FOLD = {ord(variant): group[0] for group in _VARIANTS.split() for variant in group[1:]}

_BRACKETS = re.compile(r"[(\[{【〔〈<「]([^()\[\]{}【】〔〕〈〉<>「」]*)[)\]}】〕〉>」]")
_NOISE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad*:_\-/.,;、，。·|\\'\"“”‘’`~!?()\[\]{}【】〔〕<>「」]+")
_BETWEEN = re.compile(r"[/,，、;；:\s]+")

_NET = re.compile(r"不含增?值?税|未税|税前|无税|除税|\bexcl|\bnet\b(?!\s*w)|w/?o\s*(?:tax|vat)|before\s*tax")
_INCL = re.compile(r"含增?值?税|税后|价税|\bincl|\bgross\b(?!\s*w)|with\s*(?:tax|vat)|after\s*tax")

_SCALES = (
    (8, ("亿元", "亿")),
    (4, ("万元", "万", "w元")),
    (3, ("千元", "仟元", "k元", "thousand")),
    (0, ("元", "圆", "块")),
)
_CURRENCIES: dict[str, tuple[str, ...]] = {
    "CNY": ("cny", "rmb", "人民币", "人民币元", "¥", "cnh", "本币"),
    "USD": ("usd", "us$", "$", "美元", "美金"),
    "EUR": ("eur", "€", "欧元"),
    "HKD": ("hkd", "hk$", "港币", "港元"),
    "JPY": ("jpy", "日元", "日币", "円"),
    "TWD": ("twd", "ntd", "nt$", "新台币", "台币"),
    "GBP": ("gbp", "£", "英镑"),
    "KRW": ("krw", "₩", "韩元", "韩币"),
    "SGD": ("sgd", "s$", "新加坡元", "新币"),
    "AUD": ("aud", "澳元", "澳币"),
    "CAD": ("cad", "加元", "加币"),
    "MYR": ("myr", "马币", "林吉特", "令吉"),
    "THB": ("thb", "泰铢"),
    "VND": ("vnd", "越南盾"),
    "RUB": ("rub", "卢布"),
    "CHF": ("chf", "瑞士法郎"),
    "INR": ("inr", "₹", "卢比"),
}
_CURRENCY_OF = {spelling: code for code, spellings in _CURRENCIES.items() for spelling in spellings}


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNITS = _listed(
    "件 个 只 台 套 箱 盒 包 袋 瓶 桶 罐 支 枝 根 条 张 片 块 卷 捆 扎 把 双 对 副 打 令 板 托 车 份 本 册 组 批 票 "
    "次 笔 单 行 吨 千克 公斤 斤 克 kg g t mg lb lbs 米 公里 厘米 毫米 m cm mm km 平方米 平方 平米 ㎡ m2 m3 立方米 "
    "立方 方 升 毫升 l ml pcs pc ea each set sets ctn ctns box boxes pkg pkgs roll rolls pair pairs dozen unit "
    "units 天 日 月 年 周 小时 时 分钟 分 秒 度 人 岁 名 位 家"
)
_ASCII_UNITS = frozenset(unit for unit in _UNITS if unit.isascii())
_INSTRUCTIONS = _listed(
    "必填 必选 必须 必输 必填项 选填 可选 可空 可不填 非必填 不必填 选择 单选 多选 下拉 下拉选择 文本 文字 数字 "
    "数值 日期 整数 小数 自动 自动计算 自动生成 系统生成 公式 勿改 勿动 不可修改 只读 不填 留空 示例 例 格式 手填 "
    "手工 required optional 单位 币种 每 按 auto text number date yyyymmdd yyyymd yyyymm yyyy年mm月dd日 年月日 "
    "yyyymmddhhmmss yyyymmddhhmm 保留两位小数 两位小数 2位小数 是否 y是n否 yn"
)


_BEFORE_SCALE = frozenset({"", "人民币", "rmb", "cny", "单位", "金额", "¥", "每"})


@dataclass(frozen=True)
class Hints:
    """What a header says besides its name.

    `scale_ten_power` is 4 for 万元, 3 for 千元, else 0; `currency` an ISO code; `tax` "incl", "net" or None; `percent`
    whether values are in per cent; `unit` the unit of measure as written (kg, 件), each None where nothing is said.
    """

    scale_ten_power: int = 0
    currency: str | None = None
    tax: str | None = None
    percent: bool = False
    unit: str | None = None


def fold(text: str) -> str:
    """The text in half-width, simplified characters and lower case, with everything else as it stands."""
    return unicodedata.normalize("NFKC", text).translate(_FOLD).lower()


@lru_cache(50_000)
def plain(text: str) -> str:
    """A header made comparable: 單價（含稅）, 单价 (含税) and 单价含税 all become 单价含税; 数量(件) becomes 数量.

    Units, currencies and instructions in brackets go; other bracket content stays as text, since 数量(订货) is not
    数量. For headers and labels only: a product's name must never pass through here.
    """
    folded = fold(text)
    while (found := _BRACKETS.search(folded)) is not None:
        folded = folded[: found.start()] + _naming(found.group(1)) + folded[found.end() :]
    name, slash, tail = folded.rpartition("/")
    if slash and not tail.isascii() and _is_measure(_NOISE.sub("", tail)):
        folded = name
    return _NOISE.sub("", folded).rstrip("%")


def header_hints(text: str) -> Hints:
    """What a header or a corner text (单位：万元) says about scale, currency, tax, per cent and unit of its values."""
    folded = fold(text)
    scale, currency, unit = 0, None, None
    for piece in _pieces(folded):
        scale = scale or _scale(piece) or 0
        currency = currency or _currency(piece)
        unit = unit or (piece if piece in _UNITS else None)
    return Hints(scale, currency, _tax(folded), "%" in folded or "百分" in folded, unit)


def currency_spellings() -> dict[str, tuple[str, ...]]:
    """Every currency that headers and cells may name: ISO code to its spellings, folded."""
    return dict(_CURRENCIES)


def _pieces(folded: str) -> list[str]:
    """What may be a hint: the text as a whole, what stands in brackets, what follows a colon, comma or slash."""
    contents = [content for content in _BRACKETS.findall(folded) if _NOISE.sub("", content) not in _INSTRUCTIONS]
    inside = [piece for content in contents for piece in (content, *_BETWEEN.split(content))]
    outside = _BETWEEN.split(_BRACKETS.sub(" ", folded))
    # U/M ends in a metre only by accident: a unit without brackets is believed when it is Chinese.
    after_name = outside if len(outside) == 1 else [piece for piece in outside[1:] if piece not in _ASCII_UNITS]
    return [squeezed for piece in (*inside, *after_name) if (squeezed := _NOISE.sub("", piece))]


def _naming(inner: str) -> str:
    """The part of a bracket's content that belongs to the name: 元,含税 gives 含税; units and instructions go."""
    whole = _NOISE.sub("", inner)
    if _is_measure(whole):
        return ""
    return "".join(piece for piece in _BETWEEN.split(inner) if not _is_measure(_NOISE.sub("", piece)))


def _is_measure(piece: str) -> bool:
    """Whether a squeezed text is a unit, a currency, a scale or an instruction rather than part of a name."""
    return (
        piece.strip("%") in _UNITS
        or piece in _CURRENCY_OF
        or piece in _INSTRUCTIONS
        or _scale(piece) is not None
        or not piece.strip("%")
    )


def _scale(piece: str) -> int | None:
    """The power of ten that 万元, 千元 or 元 means, alone or after a currency's name; None for anything else."""
    for power, spellings in _SCALES:
        for spelling in spellings:
            if piece.endswith(spelling) and piece.removesuffix(spelling) in _BEFORE_SCALE:
                return power
    return None


def _currency(piece: str) -> str | None:
    if piece in _CURRENCY_OF:
        return _CURRENCY_OF[piece]
    for _, spellings in _SCALES:
        for spelling in spellings:
            before = piece.removesuffix(spelling)
            if before != piece and before in _CURRENCY_OF:
                return _CURRENCY_OF[before]
    return None


def _tax(folded: str) -> str | None:
    spaced = re.sub(r"(?<=[^\x00-\x7f])\s+|\.", "", folded)
    if _NET.search(spaced):
        return "net"
    return "incl" if _INCL.search(spaced) else None
