"""Sheet types and words → the glossary that people read: every field, its Chinese name and the headers that mean it."""

from __future__ import annotations

from neiqin_xl import words
from neiqin_xl.model.kinds import Kind
from neiqin_xl.model.sheet_type import Field, Need, SheetType
from neiqin_xl.sheets import sheet_types
from neiqin_xl.words import Word

_NEEDS = {Need.REQUIRED: "必填", Need.WANTED: "要填", Need.OPTIONAL: ""}
_KINDS = {
    Kind.CODE: "编码",
    Kind.TEXT: "文字",
    Kind.ENUM: "选项",
    Kind.DATE: "日期",
    Kind.DATETIME: "时间",
    Kind.INT: "整数",
    Kind.BOOL: "是/否",
    Kind.QTY: "数量",
    Kind.PRICE: "单价",
    Kind.MONEY: "金额",
    Kind.RATE: "比率",
}
_NAMES = (
    ("台账", words.MASTERS),
    ("每一行的去向", (*words.FATES, words.WAITING)),
    ("回复的结论", words.VERDICTS),
    ("问题的轻重", words.SEVERITIES),
    ("报表", words.REPORTS),
    ("统计的量", words.MEASURES),
    ("台账的系统列", words.SYSTEM_COLUMNS),
)
_HEAD = """# 词汇表

本页由程序按 `words.py` 与 `sheets/` 生成（`glossary()`），列出每种表的每个字段、它的中文名和认得的表头写法。

- 表头不分繁简、全角半角、大小写，空格、换行、`*`、冒号、`_ - / .` 都不计；括号里的单位和填写说明（`(元)`、`(件)`、`(必填)`）不计，`(含税)`、`(不含税)` 算进名字。
- “认得的写法”在哪里都是这个意思；“看表而定的写法”（日期、单号、金额……）要先认出是哪种表才算。
- 自己办公室特有的写法写在 `neiqin.toml` 的 `[spellings]` 里即可。
"""  # noqa: E501 (a paragraph of Markdown is one line)


def glossary() -> str:
    """The whole glossary in Markdown: a table for each sheet type, then the other names."""
    kinds = sheet_types()
    parts = [
        _HEAD,
        *(_of_type(kinds[paper.key]) for paper in words.PAPERS),
        "## 其他名称\n",
        "| 类别 | 英文键 | 中文 |",
        "|---|---|---|",
    ]
    parts += [f"| {title} | `{word.key}` | {word.shown} |" for title, group in _NAMES for word in group]
    return "\n".join(parts) + "\n"


def _of_type(kind: SheetType) -> str:
    lines = [
        f"## {kind.word.shown}（`{kind.name}`）\n",
        f"台账：{kind.master.shown}。文件名、工作表名、文件夹名里的写法：{'、'.join(kind.word.strong)}。\n",
        "| 英文键 | 中文名 | 类型 | 要求 | 认得的写法 | 看表而定的写法 |",
        "|---|---|---|---|---|---|",
        *(_of_field(field) for field in kind.fields),
    ]
    return "\n".join(lines) + "\n"


def _of_field(field: Field) -> str:
    need = _NEEDS[field.need]
    cells = (f"`{field.name}`", field.shown, _KINDS[field.kind], need, _others(field.word), "、".join(field.word.weak))
    return "| " + " | ".join(cells) + " |"


def _others(word: Word) -> str:
    return "、".join(spelling for spelling in word.strong if spelling != word.shown)
