"""What the template of 处理结果 may use."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.document import Document, Pages, Table, Value
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.report import Column

FRONT, PROBLEMS, COLUMNS = words.REPLY_FOLDER.shown, words.PROBLEM_LIST.shown, "读懂的列"

STEPS = Table("下一步", "接着该做什么，一句一行", (Column("序号", Kind.INT), Column("话")), totals=False)
COUNTED = ("单据", "读入行", "入账", "暂挂", "未受理", "重复", "合计行", "跳过行")
TABLES = Table(
    "表格",
    "文件里的表，一张一行",
    (
        Column("工作表"),
        Column("表格类型"),
        Column("区域"),
        *(Column(title, Kind.INT) for title in COUNTED),
    ),
)
FATES = Table("去向", "数据行都怎样了，一种一行", (Column("结果"), Column("行数", Kind.INT), Column("意思")))
SUMS = Table(
    "核对",
    "读到的合计，一项一行",
    (Column("工作表"), Column("项目"), Column("币种"), Column("合计", name="总数")),
    totals=False,
)
PROBLEM_LINES = Table(
    "问题",
    "一个问题一行，错误在前",
    (
        Column("序号", Kind.INT),
        Column("级别"),
        Column("编号"),
        Column("工作表"),
        Column("单元格"),
        Column("行号", Kind.INT),
        Column("客户／单号", name="客户或单号"),
        Column("现值"),
        Column("问题"),
        Column("怎么改"),
        Column("建议值"),
    ),
    totals=False,
)
COLUMN_LINES = Table(
    "列",
    "原表的列，一列一行",
    (
        Column("工作表"),
        Column("表格类型"),
        Column("字段"),
        Column("原表头"),
        Column("列或单元格"),
        Column("说明"),
    ),
    totals=False,
)
REPLY_DOCUMENT = Document(
    words.REPLY_FOLDER,
    "每放一个文件的答复",
    (
        Pages(
            FRONT,
            "只有一项",
            (STEPS, TABLES, FATES, SUMS),
            (
                Value("结论", "一句话：已入账、已核对、要改、要答、重复或未受理"),
                Value("已入账", "全部入账或只是核对时是 1，否则是空的", Kind.INT),
                Value("要处理", "要改或要答时是 1，否则是空的", Kind.INT),
                Value("概要", "发生了什么，一句话"),
                Value("文件", "文件名"),
                Value("办事处", "办事处；没有就是空的"),
                Value("批次", "第几批"),
                Value("处理时间", "年月日和时分"),
                Value("问题数", "问题清单里有几条什么；没有问题是空的"),
                Value("标记件", "标出问题的那一份叫什么，或者为什么没有；不用改的时候是空的"),
            ),
        ),
        Pages(PROBLEMS, "有问题的时候一项，没有就一项也没有", (PROBLEM_LINES,), (Value("文件", "文件名"),)),
        Pages(COLUMNS, "读懂了哪些列的时候一项", (COLUMN_LINES,)),
    ),
)
