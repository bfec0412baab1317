"""Why a file is not read, in the sentences that several kinds of files share."""

from __future__ import annotations

from neiqin_xl.model.finding import Finding, Severity

DAMAGED = "文件不完整（像是没有复制完或已损坏），请重新复制一份再放入"
LOCKED = "文件有打开密码，请去掉密码另存一份再放入"
TOO_MANY_STRINGS = "文件里写明的文字条数比实际多得多，像是损坏了，请在 Excel 里打开并另存一份再放入"
TOO_MUCH = (
    "程序读不了这个文件（占用的内存或时间太多，或内部结构异常），已放到一边，不会自动重试；"
    "请在 Excel 或 WPS 里打开并另存为 .xlsx 再放入"
)


def refusal(code: str, message: str) -> Finding:
    """A finding that keeps a whole file out."""
    return Finding(code, Severity.ERROR, message)
