"""Headers made comparable: every way of writing one header becomes one text, and what its brackets say is kept."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

from neiqin_xl.money_units import apart, many_alone, money_unit

# Simplified, then what is folded into it: first the characters that headers of this field use, then those of the names
# of people, places, firms and goods. The usual conversion tables leave 帐 as it is, and make 乾 what it may not be.
_VARIANTS = (
    "账帳賬帐 备備 单單 税稅 号號 订訂 购購 货貨 产產 数數 额額 价價 总總 计計 业業 务務 "
    "员員 电電 话話 联聯 络絡 说說 规規 币幣 别別 赠贈 颜顏 仓倉 库庫 签簽籤 预預 销銷 项項 "
    "发發 运運 费費 户戶 码碼 编編 条條 际際 实實 应應 与與 类類 区區 门門 机機 构構 责責 "
    "经經 办辦 制製 复複 审審 准準 时時 间間 开開 关關 闭閉 约約 协協 议議 标標 题題 对對 "
    "证證 据據 凭憑 录錄彔 输輸 传傳 转轉 采採 进進 场場 车車 辆輛 驶駛 续續 断斷 处處 后後 "
    "从從 来來 优優 让讓 减減 换換 补補 旧舊 样樣 坏壞 险險 积積 体體 长長 宽寬 质質 纯純 "
    "净淨凈 层層 级級 档檔 归歸 属屬 组組 织織 营營 银銀 债債 权權 余餘 结結 现現 汇匯彙 统統 "
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
    "钉釘 态態 贷貸 "
    "东東 云雲 兴興 龙龍 凤鳳 鸿鴻 贵貴 丽麗 伟偉 杨楊 张張 刘劉 陈陳 吴吳 郑鄭 赵趙 孙孫 邓鄧 冯馮 韩韓 萧蕭 罗羅 "
    "谢謝 邹鄒 陆陸 汤湯 贺賀 龚龔 钟鐘鍾 卢盧 苏蘇 蒋蔣 阎閻 谭譚 庄莊 严嚴 韦韋 吕呂 阳陽 卫衛 鲁魯 马馬 鱼魚 "
    "鸟鳥 鸡雞鷄 鸭鴨 鹅鵝 鹤鶴 鹰鷹 麦麥 面麵 粮糧 盐鹽 酱醬 饮飲 饭飯 饼餅 饺餃 馅餡 饲飼 饰飾 饱飽 饶饒 灯燈 "
    "烛燭 炉爐 锅鍋 铲鏟 锤錘 锯鋸 钻鑽 钳鉗 钩鉤 锥錐 链鏈 铰鉸 轴軸 轨軌 辊輥 轧軋 铸鑄 镀鍍 锌鋅 镍鎳 铬鉻 钛鈦 "
    "锰錳 镁鎂 铅鉛 锈鏽 锻鍛 钣鈑 铆鉚 镜鏡 钮鈕 钥鑰 锦錦 铭銘 钧鈞 铂鉑 锐銳 丝絲 纤纖 纺紡 绒絨 绸綢 绢絹 缎緞 "
    "绣繡 缝縫 纽紐 绳繩 缆纜 缠纏 绝絕 缘緣 绕繞 纱紗 纲綱 纶綸 绵綿 练練 绍紹 继繼 绪緒 帘簾 凉涼 湿濕 润潤 渔漁 "
    "湾灣 汉漢 沟溝 洁潔 涂塗 滤濾 浆漿 沪滬 泽澤 浓濃 测測 渊淵 滨濱 泸瀘 洒灑 沥瀝 浇澆 滚滾 涡渦 涌湧 胶膠 脑腦 "
    "肤膚 脚腳 脸臉 肠腸 胀脹 树樹 桥橋 桩樁 栏欄 柜櫃 椭橢 橱櫥 枪槍 砖磚 矿礦 硕碩 础礎 砾礫 竞競 笔筆 笼籠 箩籮 "
    "篮籃 筛篩 筑築 筹籌 艺藝 芦蘆 苹蘋 荣榮 荐薦 莱萊 莲蓮 萝蘿 蓝藍 蔷薔 蕴蘊 芜蕪 苍蒼 荆荊 虾蝦 蚀蝕 蜡蠟 虫蟲 "
    "蚂螞 衬襯 袄襖 袜襪 裤褲 见見 观觀 视視 觉覺 讲講 诚誠 诺諾 诗詩 谊誼 谦謙 谱譜 谷穀 诊診 译譯 谋謀 谐諧 课課 "
    "诸諸 贝貝 贡貢 贤賢 贩販 贮貯 赁賃 赛賽 赣贛 赐賜 赶趕 趋趨 跃躍 践踐 踪蹤 轩軒 软軟 辅輔 辉輝 辐輻 辑輯 轿轎 "
    "辽遼 迈邁 迁遷 逊遜 邻鄰 酿釀 钙鈣 钠鈉 钾鉀 钴鈷 钼鉬 钨鎢 铵銨 镐鎬 镰鐮 镶鑲 锚錨 锣鑼 镊鑷 锉銼 锋鋒 闪閃 "
    "问問 闯闖 闲閒閑 闷悶 闸閘 闻聞 阀閥 阁閣 阔闊 阴陰 阵陣 陇隴 陕陝 隐隱 难難 雏雛 雾霧 静靜 靓靚 韧韌 韵韻 "
    "顶頂 顺順 须須 颈頸 频頻 颗顆 颠顛 风風 飞飛 飘飄 驰馳 驱驅 骏駿 骑騎 骐騏 骆駱 鲜鮮 鲤鯉 鲍鮑 鲸鯨 鳗鰻 鳄鱷 "
    "鲨鯊 鸥鷗 鸽鴿 鹏鵬 齿齒 龄齡 龟龜 亚亞 亲親 仪儀 众眾衆 会會 伞傘 伤傷 伦倫 侠俠 侨僑 俭儉 倾傾 偿償 儿兒 "
    "党黨 兰蘭 兹茲 养養 冈岡 册冊 写寫 军軍 决決 冻凍 凑湊 凯凱 击擊 凿鑿 刚剛 创創 则則 剂劑 剑劍 剧劇 劝勸 动動 "
    "劲勁 劳勞 势勢 勋勳 匀勻 厅廳 压壓 厉厲 厕廁 厢廂 厦廈 厨廚 叠疊 听聽 响響 唤喚 喷噴 嘱囑 园園 围圍 国國 圣聖 "
    "块塊 坚堅 坛壇 坝壩 坠墜 垄壟 垒壘 垦墾 垫墊 埚堝 墙牆 壮壯 声聲 壳殼 壶壺 够夠 夹夾 夺奪 奋奮 妆妝 妇婦 妈媽 "
    "娄婁 娱娛 婴嬰 学學 宁寧 宠寵 宪憲 宫宮 宾賓 寻尋 导導 寿壽 将將 尔爾 尘塵 尝嘗 尧堯 屿嶼 岁歲 岗崗 岛島 岭嶺 "
    "峡峽 峦巒 巩鞏 帅帥 师師 帜幟 帮幫 庆慶 庙廟 庞龐 弃棄 弥彌 弯彎 弹彈 彦彥 彻徹 御禦 忆憶 志誌 忧憂 怀懷 恒恆 "
    "恶惡 悬懸 惊驚 惯慣 愿願 懒懶 戏戲 战戰 扑撲 执執 扬揚 扰擾 抚撫 抢搶 护護 拟擬 拥擁 拦攔 挂掛 挡擋 挤擠 挥揮 "
    "捞撈 捡撿 掷擲 搅攪 携攜 摄攝 摆擺 摇搖 撑撐 敌敵 斋齋 斩斬 旷曠 显顯 晋晉 晓曉 晕暈 朴樸 杀殺 杆桿 杰傑 松鬆 "
    "板闆 枢樞 枣棗 柠檸 栈棧 栋棟 栖棲 桦樺 梦夢 欢歡 毁毀 毕畢 毡氈 气氣 氢氫 滩灘 澜瀾 灭滅 灵靈 炼煉 炜煒 烂爛 "
    "烟煙菸 烧燒 焕煥 爱愛 牵牽 独獨 狮獅 猎獵 猪豬 猫貓 献獻 环環 玛瑪 玮瑋 珑瓏 琼瓊 瑶瑤 畅暢 皱皺 盏盞 监監 "
    "盖蓋 碱鹼 礼禮 祯禎 离離 穷窮 窑窯 竖豎 笋筍 紧緊 纪紀 纬緯 绅紳 绑綁 绘繪 绥綏 缅緬 缓緩 网網 罢罷 聪聰 肃肅 "
    "脏臟髒 脱脫 舰艦 舱艙 艳艷豔 茎莖 萨薩 虑慮 虚虛 触觸 违違 逻邏 遗遺 鉴鑒鑑 钓釣 铃鈴 镖鏢 颂頌 丰豐 义義 乐樂 "
    "乔喬 习習 买買 争爭 亏虧 仑侖 兑兌 刹剎 医醫 卧臥 厌厭 吁籲 呜嗚 咸鹹 哗嘩 夸誇 奥奧 尽盡 庐廬 拢攏 挠撓 揽攬 "
    "斗鬥 昼晝 杠槓 污汙 沧滄 浅淺 涛濤 涟漣 渗滲 烨燁 犊犢 玺璽 瓯甌 疯瘋 痒癢 盗盜 秆稈 窍竅 "
    "专專 赞贊讚 临臨 举舉 读讀 胜勝 娇嬌 岩巖 恋戀 败敗 叙敘 敛斂 樱櫻 残殘 潜潛 灿燦 莹瑩 颖穎 粤粵 纠糾 纹紋 "
    "纵縱 胆膽 腊臘 艰艱 袭襲 咏詠 誉譽 赢贏 迹跡 轰轟 游遊 厘釐 发髮 郁鬱 谘諮 涩澀 罐罐 鲫鯽 垛垜 蚕蠶 猕獼 枫楓 "
    "榄欖 蒌蔞 虽雖 尴尷 铨銓 镭鐳 锂鋰 钡鋇 铣銑 钝鈍 钵缽 铐銬 铱銥 钰鈺 铠鎧 锵鏘 铮錚 锟錕 镒鎰 钊釗 铎鐸 钦欽 "
    "闽閩 闵閔 颐頤 颢顥 飒颯 驹駒 骄驕 骁驍 鸣鳴 莺鶯 鹭鷺 鸾鸞 鸳鴛 鸯鴦 韬韜 谌諶 谕諭 诠詮 谆諄 谚諺 骅驊 璎瓔 "
    "缪繆 绮綺 绫綾 纨紈 缨纓 缇緹 绚絢 绛絳 缤繽 霁霽 炀煬 焖燜 晔曄 昙曇 晖暉 槟檳 枞樅 栾欒 岚嵐 嵘嶸 峥崢 崭嶄 "
    "垲塏 埙塤 坞塢 妫媯 娴嫻 婵嬋 嫔嬪 侪儕 俪儷 伫佇 佣傭 匮匱 卤鹵滷 咛嚀 喽嘍 啸嘯 嗳噯"
)
_WRITTEN_ANYWHERE = frozenset("帐凈檯籤両沖啓")
_FOLD = {ord(variant): group[0] for group in _VARIANTS.split() for variant in group[1:]}

_BRACKETS = re.compile(r"[(\[{【〔〈<「]([^()\[\]{}【】〔〕〈〉<>「」]*)[)\]}】〕〉>」]")
_NOISE = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\u00ad*:_\-/.,;、，。·|\\'\"“”‘’`~!?()\[\]{}【】〔〕<>「」]+")
_AMOUNTS = ("额", "款", "计", "amount", "total")
_BETWEEN = re.compile(r"[/,，、;；:\s]+")

# 付款人名称[ Payer's Name ]: the same name once more, in two words at least; (incl. tax) says something of its own.
_ENGLISH = re.compile(r"(?!.*(?:\btax\b|\bvat\b|incl|excl|\bnet\b))\s*[a-z][a-z'&.-]*(?:\s+[a-z'&.-]+)+\s*")

_OF_TAX = re.compile(r"税|\bvat\b|\btax\b")
_RATE = re.compile(r"(?<![\d.])\d{1,2}(?:\.\d)?%的?")

_NET = re.compile(r"不含增?值?税|未税|税前|无税|除税|\bexcl|\bnet\b(?!\s*w)|w/?o\s*(?:tax|vat)|before\s*tax")
_INCL = re.compile(r"含增?值?税|税后|价税|\bincl|\bgross\b(?!\s*w)|with\s*(?:tax|vat)|after\s*tax")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_UNITS = _listed(
    "件 个 只 台 套 箱 盒 包 袋 瓶 桶 罐 支 枝 根 条 张 片 块 卷 捆 扎 把 双 对 副 打 令 板 托 车 份 本 册 组 批 票 "
    "次 笔 单 行 吨 千克 公斤 斤 克 kg g t mg lb lbs 米 公里 厘米 毫米 m cm mm km 平方米 平方 平米 ㎡ m2 m3 立方米 "
    "立方 方 升 毫升 l ml pcs pc ea each set sets ctn ctns box boxes pkg pkgs roll rolls pair pairs dozen unit "
    "units 天 日 月 个月 年 周 小时 时 分钟 分 秒 度 人 岁 名 位 家"
)
_ASCII_UNITS = frozenset(unit for unit in _UNITS if unit.isascii())
_INSTRUCTIONS = _listed(
    "必填 必选 必须 必输 必填项 选填 可选 可空 可不填 非必填 不必填 选择 单选 多选 下拉 下拉选择 文本 文字 数字 "
    "数值 日期 整数 小数 自动 自动计算 自动生成 系统生成 公式 勿改 勿动 不可修改 只读 不填 留空 示例 例 格式 手填 "
    "手工 required optional 单位 币种 每 按 auto text number date yyyymmdd yyyymd yyyymm yyyy年mm月dd日 年月日 "
    "yyyymmddhhmmss yyyymmddhhmm 保留两位小数 两位小数 2位小数 是否 y是n否 yn"
)


# By how many pieces are counted, as powers of ten: 数量(千个), 单价(元/100只), kpcs.
_MANY = {"k": 3} | {
    spelled: power
    for power, many in ((2, "百"), (3, "千"), (4, "万"))
    for spelled in (many, f"1{many}", f"一{many}", str(10**power))
}
_BY_MANY = re.compile(rf"({'|'.join(sorted(_MANY, key=len, reverse=True))})(\D{{1,4}})")


class Counted(NamedTuple):
    """Pieces that are counted by so many: 千个 are 10 to the power of 3 of the unit 个."""

    shown: str
    ten_power: int
    unit: str


class Hints(NamedTuple):
    """What a header says besides its name.

    `scale_ten_power` is the power of ten of what amounts are written in: 4 for 万元, 3 for 千美元, -2 for 分; 0 for 元
    and where nothing is said. The others are None then: `currency`, an ISO code; `tax`, "incl" or "net"; `unit`, a unit
    of measure as `fold` writes it (kg, 件), 分 and 块 among them; `counted_in`, what quantities are counted by where
    that is more than one (千个).
    """

    scale_ten_power: int = 0
    currency: str | None = None
    tax: str | None = None
    unit: str | None = None
    counted_in: Counted | None = None


def fold(text: str) -> str:
    """The text in half-width, simplified characters and lower case, with everything else as it stands."""
    return unicodedata.normalize("NFKC", text).translate(_FOLD).lower()


def traditional_in(text: str) -> frozenset[str]:
    """The traditional characters in a text that nobody writes among simplified ones."""
    return frozenset(one for one in text if ord(one) in _FOLD and one not in _WRITTEN_ANYWHERE)


@lru_cache(50_000)
def plain(text: str) -> str:
    """A header made comparable: 單價（含稅）, 单价 (含税) and 单价含税 all become 单价含税; 数量(件) becomes 数量.

    Units, currencies and instructions in brackets go, and currencies written on amounts (美元金额); other bracket
    content stays as text, since 数量(订货) is not 数量. For headers and labels only: a product's name must never pass
    through here.
    """
    folded = _without_rate(fold(text))
    if folded.isalnum():  # as most names are: there is nothing to leave out
        return apart(folded)[0]
    while (found := _BRACKETS.search(folded)) is not None:
        before, inner = folded[: found.start()], found.group(1)
        named = "" if _ENGLISH.fullmatch(inner) and not before.isascii() else _naming(inner)
        folded = before + named + folded[found.end() :]
    for mark in ("/", ":"):
        name, found_mark, tail = folded.rpartition(mark)
        if found_mark and not tail.isascii() and not _per_many(folded) and _is_measure(_NOISE.sub("", tail)):
            folded = name
    return apart(_NOISE.sub("", folded).rstrip("%"))[0]


@lru_cache(10_000)
def header_hints(text: str) -> Hints:
    """What a header or a corner text (单位：万元) says about scale, currency, tax and unit of its values."""
    folded = _without_rate(fold(text))
    scale, currency, unit, counted = None, None, None, None
    pieces = _pieces(folded)
    for piece in pieces:
        of_money = money_unit(piece)
        if of_money is not None:
            scale = of_money.ten_power if scale is None else scale
            currency = currency or of_money.currency
        unit = unit or (piece if piece in _UNITS else None)
        counted = counted or _counted(piece)
    if currency is not None and scale is None:
        # USD（千）; but USD/千 is a price for a thousand.
        scale = next((power for one in pieces if (power := many_alone(one)) and f"/{one}" not in folded), None)
    return Hints(scale or 0, currency, _tax(folded), unit, counted)


def is_in_money(text: str) -> bool:
    """Whether a header says that its values are money of some kind: 合计(元), 合计（美元）."""
    return any(piece not in _UNITS and money_unit(piece) is not None for piece in _pieces(fold(text)))


def says_scale(text: str) -> bool:
    """Whether a header says in what its amounts are written: 金额(万元), and 金额(元) as well."""
    units = [unit for piece in _pieces(fold(text)) if (unit := money_unit(piece)) is not None]
    return any(unit.ten_power is not None for unit in units) or header_hints(text).scale_ten_power != 0


def counted_unit(unit: str) -> Counted | None:
    """What a unit such as 千个, 万只 or kpcs counts; None for one that counts by one, as 个 and 千克 do."""
    return _counted(_NOISE.sub("", fold(unit)))


def _pieces(folded: str) -> list[str]:
    """What may be a hint: the text as a whole, what stands in brackets, what follows a colon, comma or slash."""
    contents = [content for content in _BRACKETS.findall(folded) if _NOISE.sub("", content) not in _INSTRUCTIONS]
    inside = [piece for content in contents for piece in (content, *_BETWEEN.split(content)) if not _per_many(piece)]
    outside = _BETWEEN.split(_BRACKETS.sub(" ", folded))
    # U/M ends in a metre only by accident: a unit without brackets is believed when it is Chinese.
    after_name = outside if len(outside) == 1 else [piece for piece in outside[1:] if piece not in _ASCII_UNITS]
    after_name = after_name[:-1] if _per_many(folded) else after_name
    written_on = apart(_NOISE.sub("", _BRACKETS.sub("", folded)))[1]
    return [squeezed for piece in (*inside, *after_name, written_on) if (squeezed := _NOISE.sub("", piece))]


def _naming(inner: str) -> str:
    """The part of a bracket's content that belongs to the name: 元,含税 gives 含税; units and instructions go."""
    many = _per_many(inner)
    if not many and _is_measure(_NOISE.sub("", inner)):
        return ""
    return many + "".join(piece for piece in _BETWEEN.split(inner) if not _is_measure(_NOISE.sub("", piece)))


def _per_many(text: str) -> str:
    """The bare 万 or 千 behind a slash, for so many of which a price is: 元/万, 单价/千; "" where there is none."""
    before, _, behind = text.rpartition("/")
    return behind if before and many_alone(behind) is not None and not before.endswith(_AMOUNTS) else ""


def _is_measure(piece: str) -> bool:
    """Whether a squeezed text is a unit, a currency, a scale or an instruction rather than part of a name."""
    return (
        piece.strip("%") in _UNITS
        or money_unit(piece) is not None
        or piece in _INSTRUCTIONS
        or _counted(piece) is not None
        or not piece.strip("%")
    )


def _counted(piece: str) -> Counted | None:
    """The power of ten and the unit of 千个, 万只 or kpcs; None for anything else, a unit of its own (千克) too."""
    found = _BY_MANY.fullmatch(piece)
    if (
        found is None
        or piece in _UNITS
        or found[2] not in _UNITS
        or (found[1] == "k" and not found[2].startswith("pc"))
    ):
        return None
    return Counted(piece, _MANY[found[1]], found[2])


def _without_rate(folded: str) -> str:
    """The text without a rate of tax: 税额(13%) is the tax, and 含9%增值税单价 is 含税单价."""
    if "%" in folded and _OF_TAX.search(folded):
        folded = _RATE.sub("", folded)
    return folded.replace("含增值税", "含税")


def _tax(folded: str) -> str | None:
    spaced = re.sub(r"(?<=[^\x00-\x7f])\s+|\.", "", folded)
    if _NET.search(spaced):
        return "net"
    return "incl" if _INCL.search(spaced) else None
