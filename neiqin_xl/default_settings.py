"""The settings file that a new workspace gets, each key explained to somebody who is no programmer."""

DEFAULT_TOML = """\
# 内勤工具的设置。用记事本打开，改完保存，下次运行就生效。
# 每行写成 名称 = 值；文字两边要有英文双引号，数字、日期、true/false 不加引号。
# 行首有 # 的是说明，程序不看。不需要改的项保持原样即可。

# 本公司全称，印在对账单抬头；单据上没有公司一栏时，都记在这家公司名下。
company = ""

# 名下有几家公司一起做账时，把各家全称都写上，例如 ["甲公司", "乙公司"]。只有一家就留空。
companies = []

# 单据上没写币种时按什么币种算。人民币是 CNY，美元是 USD。
currency = "CNY"

# 从哪一天起用本工具记账。这天之前的单据常常没有对应的订单，不再提醒。用时删去行首的 #。
# go_live = 2026-01-01

# 开票会用到的税率，13% 写成 0.13。出现别的税率时会提醒。
tax_rates = [0.13, 0.09, 0.06, 0.05, 0.03, 0.01, 0.0, 0.17, 0.16, 0.11, 0.10]

# 货款从什么时候算客户欠的："shipment" 发货那天起（多数单位这样）；"signed" 客户签收那天起，按签收数量；
# "invoice" 开票那天起，按发票金额。全公司用一种，不要中途换；换了，账会按新的口径全部重算。
receivable_from = "shipment"

# 一周从哪天算起："monday" 周一到周日；"saturday" 周六到周五（周六上午交周报的单位用）。
week_start = "monday"

# 一份表里有错时怎么办：false 没有错的单据照收，有错的单据暂挂；true 整份表都等改好再收。
whole_file = false

# 账存在这台电脑的哪里。留空就放在工作文件夹的 .neiqin 里。
# 工作文件夹在共享盘上时，请写本机的路径，斜杠用 /，例如 "D:/内勤账"。不要写共享盘。
state_dir = ""

# 隔几秒看一次收件箱。
poll_seconds = 3

# 文件要有几秒不再变动才算放好，避免收进还没复制完的表。
quiet_seconds = 2

# 每月几号自动出上月的对账单草稿，1 到 28；0 表示不自动出，要的时候再出。
statement_day = 0

# 收进单据后，最近几周的周报、最近几个月的月报跟着更新。
report_weeks = 3
report_months = 3

# 业务员、内勤的姓名。写上以后，单据里出现名单外的人会提醒；留空就不查。
staff = []

# 仓库名称。写上以后，单据里出现名单外的仓库会提醒；留空就不查。
warehouses = []

# 表头的特别叫法：左边是字段名（用 neiqin types 查），右边是你们表上的写法。
# 例如 qty = ["订购支数", "要货件数"]
[spellings]

# 认定过的版式：左边是版式编号（处理结果里会写），右边是单据类型（用 neiqin types 查）。
# 例如 "3f2a9c" = "order"
# 只管一个办事处、或有的列叫法特别，写成
# "3f2a9c" = { type = "order", source = "昆明办", map = { "货号" = "product_code" } }
# 这里写的比 neiqin run 文件 --type --map 记住的优先；记住的用 neiqin layouts 看。
[layouts]

# 一份文件的上限，超过的不收，会说明原因。一般不用改。
[limits]
# 文件大小，单位 MB
file_mb = 50
# 一张表的行数
rows = 1048576
# 一份文件的单元格总数
cells = 20000000
# 读一份文件最多用多少内存，单位 MB
child_mb = 1500
# 读一份文件最多用多少秒
child_seconds = 60
"""
